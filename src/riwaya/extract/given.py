"""Articles that were handed over as such: nothing to find, only paragraphs to cut."""

from __future__ import annotations

from riwaya.errors import InputRefused
from riwaya.extract.article import body_of
from riwaya.extract.when import iso_when
from riwaya.records import Article, Page


def from_given(page: Page) -> Article:
    """The article of a `given` page; paragraphs are its lines. A `published` that is not ISO 8601
    stays unknown, with a note."""
    given = page.given
    if given is None or not given.text.strip():
        raise InputRefused("no_article", page.origin.path or "")
    body, spans = body_of([line.strip() for line in given.text.split("\n") if line.strip()])
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
        published=published,
        event=given.event,
        notes=(*page.notes, *odd),
    )
