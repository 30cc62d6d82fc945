"""Pages to articles: blocks with or without markup, one labeller, metadata, typed furniture."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.errors import InputRefused
from riwaya.extract.article import build
from riwaya.extract.blocks import Block
from riwaya.extract.blocks_text import blocks as text_blocks
from riwaya.extract.cards import without_cards
from riwaya.extract.given import from_given
from riwaya.extract.label import label
from riwaya.extract.metadata import Metadata
from riwaya.extract.roles import Labels
from riwaya.extract.template import Lines, learned, lines_of, without
from riwaya.extract.unseen import is_another, unseen
from riwaya.extract.webpage import open_webpage
from riwaya.records import Article, Page

__all__ = ["Lines", "extract", "learned", "lines_of", "without"]


def extract(page: Page) -> Article:
    """The article on `page`, with its furniture typed and kept.

    Refuses (InputRefused, `no_article`) a page on which no body of prose stands out, or that is
    a list of articles.

    >>> from riwaya.records import Origin
    >>> text = "جسر جديد\\n\\nافتتح الوزير اليوم جسرا جديدا فوق النهر في المدينة.\\n\\nاقرأ أيضا"
    >>> extract(Page(origin=Origin(sha256="0" * 64), kind="text", text=text)).title
    'جسر جديد'
    """
    if page.kind == "given":
        return from_given(page)
    if page.kind == "html":
        blocks, meta, notes = open_webpage(page.text)
    else:
        blocks, title, notes = text_blocks(page.text)
        meta = Metadata(title=title)
    labels = _labelled(blocks, meta)
    if page.kind == "html" and (labels is None or is_another(labels, meta)):
        labels, note = _unseen(page.text, meta, labels)
        notes = (*notes, *note)
    if labels is None:
        raise InputRefused("no_article", page.origin.path or page.origin.url or "")
    return build(page, labels, meta, notes)


def _labelled(blocks: Sequence[Block], meta: Metadata) -> Labels | None:
    """The blocks with their labels, once more without cards where they were taken for the body."""
    labels = label(blocks, meta.title, meta.description)
    others = without_cards(labels, meta.url) if labels is not None else None
    if others is None:
        return labels
    labels = label(others, meta.title, meta.description)
    return labels if labels is None or without_cards(labels, meta.url) is None else None


def _unseen(
    text: str, meta: Metadata, shown: Labels | None
) -> tuple[Labels | None, tuple[str, ...]]:
    """The labels of what the page holds without showing it, and the note; what is shown where
    there is nothing else."""
    for blocks, note in unseen(text, meta):
        labels = _labelled(blocks, meta)
        if labels is not None:
            return labels, (note,)
        if shown is not None:
            break
    return shown, ()
