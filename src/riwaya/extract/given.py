"""Articles that were handed over as such: paragraphs to cut, but for what is behind the last."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.errors import InputRefused
from riwaya.extract.article import body_of
from riwaya.extract.blocks import shape_of
from riwaya.extract.foot import split_tail
from riwaya.extract.segment import lines_of
from riwaya.extract.webpage import open_webpage
from riwaya.extract.when import iso_when
from riwaya.records import Article, Furniture, GivenArticle, Page

_LINKED = 0.5


def from_given(page: Page) -> Article:
    """The article of a `given` page; paragraphs are its lines or, of markup, its blocks. A
    `published` that is not ISO 8601 stays unknown, with a note.

    Refuses (InputRefused, `no_article`) one without text."""
    given = page.given
    lines = _paragraphs(given) if given is not None else ()
    end, tail = split_tail(lines[-1]) or (lines[-1], "") if lines else ("", "")
    paragraphs = [*lines[:-1], end] if end else list(lines[:-1])
    if given is None or not paragraphs:
        raise InputRefused("no_article", page.origin.path or "")
    body, spans = body_of(paragraphs)
    published = iso_when(given.published, given.published or "") if given.published else None
    odd = ("published_unreadable",) if given.published and published is None else ()
    return Article(
        id=given.id or page.origin.sha256[:12],
        page=page.origin,
        title=given.title,
        body=body,
        paragraphs=spans,
        url=given.url,
        outlet=given.outlet,
        language="ar",
        byline=given.byline,
        published=published,
        section=given.section,
        event=given.event,
        furniture=tuple(Furniture(kind="other", text=tail) for _ in tail[:1]),
        notes=(*page.notes, *odd),
    )


def _paragraphs(given: GivenArticle) -> Sequence[str]:
    if not given.markup:
        return [line.strip() for line in given.text.split("\n") if line.strip()]
    blocks, _, _ = open_webpage(given.text)
    lines = lines_of(blocks, [shape_of(block.text) for block in blocks])
    kept = [line for line in lines if not line.kind and line.block.linked <= _LINKED]
    return [line.block.text for line in kept or lines]
