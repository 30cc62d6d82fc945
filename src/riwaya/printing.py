"""In which format a command prints, and the comparisons in it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import typer

from riwaya.errors import UsageError
from riwaya.options import Format, Language
from riwaya.records import AnnotatedArticle, Comparison


def default() -> Format:
    """Text for a terminal, JSON for whatever else reads."""
    # Closed streams are None.
    return Format.text if sys.stdout is not None and sys.stdout.isatty() else Format.json


def plain(form: Format | None) -> Format:
    """The format of what is no comparison; refuses those that only comparisons have."""
    if form in (Format.html, Format.csv, Format.markdown):
        raise typer.BadParameter(f"{form} goes with comparisons")
    return form or default()


def report(
    form: Format, comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle],
    labels: Language,
) -> bytes:  # fmt: skip
    """Comparisons in any format but JSON."""
    # Loaded here: it takes a while, and most commands print no report.
    from riwaya.report import render_csv, render_html, render_markdown, render_text

    if form is Format.csv:
        found = render_csv(comparisons, articles)
    else:
        render = {
            Format.text: render_text, Format.html: render_html, Format.markdown: render_markdown,
        }[form]  # fmt: skip
        found = render(comparisons, articles, labels)
    return found.encode("utf-8", "replace")


def save(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file; refuses (UsageError) one that cannot be written."""
    try:
        with path.open("wb") as file:
            file.writelines(parts)
    except OSError as error:
        raise UsageError("unwritable", str(path), error.strerror or "") from None
