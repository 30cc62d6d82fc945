"""The comparison as Markdown (CommonMark): what the text report says, each slice with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from riwaya.records import AnnotatedArticle, Comparison
from riwaya.report.citation import cite
from riwaya.report.clean import line
from riwaya.report.labels import Labels, labels_in
from riwaya.report.lines import Line, section
from riwaya.report.outline import BULLET, outline
from riwaya.report.phrases import embraced, fill
from riwaya.report.shapes import Runs, Value
from riwaya.report.view import views

_SPECIAL: Final = re.compile(
    r"[\\`*_{}\[\]<>#+|~$&=^]"
    r"|^-|-(?=[\s-]|$)|(?<=[0-9])[.)]"  # lists, lines
    r"|:(?=/)|\.(?=\w)"  # addresses, also those without a scheme
)
_AT: Final = re.compile("@+")
_HEADINGS: Final = {"event": "## ", "section": "### ", "point": "#### "}


def render_markdown(
    comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle], language: str = "ar"
) -> str:
    """The comparisons as Markdown with labels in `language` (`ar` or `en`), ending in a line break.

    Behind each slice stand the id of its article and its offsets (code points of the body). What
    comes from a page is escaped, so that it is text and never markup or a link. The articles are
    cited at the end.

    >>> print(render_markdown([], []), end="")
    لا حدث هنا له روايتان أو أكثر.
    """
    labels = labels_in(language)
    events, singles = views(comparisons, articles, labels)
    lines = [*outline(events, singles, labels), *_cited(articles, labels)]
    written: list[str] = []
    for place, one in enumerate(lines):
        items = place > 0 and _is_item(lines[place - 1]) and _is_item(one)
        written += [""] if place and not items else []
        written.append(_written(one, labels))
    return "\n".join(written) + "\n"


def _cited(articles: Sequence[AnnotatedArticle], labels: Labels) -> Iterator[Line]:
    if articles:
        yield section(labels, "articles")
    for article in articles:
        runs = (Value(line(article.id)), ": ", Value(cite(article, labels)))
        yield Line(runs, mark=BULLET)


def _is_item(one: Line) -> bool:
    return one.kind == "text" and bool(one.depth or one.mark)


def _written(one: Line, labels: Labels) -> str:
    text = _inline(one.runs, labels)
    if one.kind != "text":
        return _HEADINGS[one.kind] + text
    mark = f"{one.mark} " if one.mark not in ("", BULLET) else ""
    return ("  " * max(0, one.depth - 1) + "- " if _is_item(one) else "") + mark + text


def _inline(runs: Runs, labels: Labels) -> str:
    return "".join(
        escaped(run) if isinstance(run, str) else escaped(run.text) + _reference(run, labels)
        for run in embraced(runs)
    )


def _reference(value: Value, labels: Labels) -> str:
    if value.at is None or not value.cited:
        return ""
    article = Value(line(value.at.account.article))
    start, end = str(value.at.start), str(value.at.end)
    return " " + _inline(fill(labels, "reference", article=article, start=start, end=end), labels)


def escaped(text: str) -> str:
    """Text of one line with all that Markdown could take for markup, or make a link of, escaped.

    >>> escaped("*خبر* <b> www.site.example")
    '\\\\*خبر\\\\* \\\\<b\\\\> www\\\\.site\\\\.example'
    """
    # Some readers make mail links after they have undone escapes; code they leave alone.
    return _AT.sub(r"`\g<0>`", _SPECIAL.sub(r"\\\g<0>", text))
