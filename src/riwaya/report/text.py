"""The comparison for a terminal: lines that do not lean on columns or colour."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Final

from riwaya.records import AnnotatedArticle, Comparison
from riwaya.report.labels import Labels, labels_in
from riwaya.report.lines import Line
from riwaya.report.outline import outline
from riwaya.report.phrases import embraced
from riwaya.report.shapes import Runs
from riwaya.report.view import views

WIDTH: Final = 92
_INDENT: Final = "   "
_FSI: Final = "\u2068"
_PDI: Final = "\u2069"
_OTHER: Final = {
    "rtl": re.compile("[A-Za-z0-9\u00c0-\u024f]"),
    "ltr": re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"),
}
"""Letters and digits that run against the lines of a direction."""
_SECTION: Final = "■"


def render_text(
    comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle], language: str = "ar"
) -> str:
    """The comparisons as text of about 92 columns with labels in `language` (`ar` or `en`), ending
    in a line break.

    Values that run against the direction of the line stand in isolates (U+2068, U+2069); control
    characters of the pages are dropped. Articles of no comparison with two accounts are listed at
    the end.

    >>> print(render_text([], []), end="")
    لا حدث هنا له روايتان أو أكثر.
    """
    labels = labels_in(language)
    events, singles = views(comparisons, articles, labels)
    lines: list[str] = []
    for one in outline(events, singles, labels):
        lines += _before(one, lines)
        lines += _wrap(*_written(one, labels))
    return "\n".join(lines).rstrip("\n") + "\n"


def _before(one: Line, lines: Sequence[str]) -> list[str]:
    if one.kind == "event":
        return ["", "═" * 40][0 if lines else 1 :]
    return [""] if one.kind in ("section", "point") and lines else []


def _written(one: Line, labels: Labels) -> tuple[str, str]:
    """A line as one text, and the indent of what is broken off it."""
    mark = _SECTION if one.kind == "section" else one.mark
    text = _plain(one.runs, labels)
    lead = _INDENT * one.depth + (f"{mark} " if mark else "")
    inner = _INDENT * one.depth + ("  " if mark or one.depth else "")
    return lead + text, _INDENT if one.kind == "point" else inner


def _plain(runs: Runs, labels: Labels) -> str:
    other = _OTHER[labels.direction]
    return "".join(
        run
        if isinstance(run, str)
        else f"{_FSI}{run.text}{_PDI}"
        if other.search(run.text)
        else run.text
        for run in embraced(runs)
    )


def _wrap(text: str, indent: str) -> list[str]:
    """Lines of about WIDTH columns; an isolate that runs on is closed and opened again."""
    lead = text[: len(text) - len(text.lstrip())]
    broken = textwrap.wrap(
        text.strip(), WIDTH, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False
    ) or [""]
    made: list[str] = []
    depth = 0
    for part in broken:
        body = part.lstrip(" ")
        opened = depth
        depth += body.count(_FSI) - body.count(_PDI)
        made.append(part[: len(part) - len(body)] + _FSI * opened + body + _PDI * depth)
    return made
