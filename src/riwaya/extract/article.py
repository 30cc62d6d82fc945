"""From labelled blocks and metadata to the article record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riwaya import limits
from riwaya.extract.blocks import key_of
from riwaya.extract.furniture import furniture
from riwaya.extract.lexicon import is_agency, is_name_like, is_outlet_like
from riwaya.extract.metadata import Metadata
from riwaya.extract.outlets import without_outlet
from riwaya.extract.roles import Labels
from riwaya.extract.sections import section_of, tags_of
from riwaya.extract.sign import sign
from riwaya.extract.signature import nobodies
from riwaya.extract.when import Clue, url_when
from riwaya.extract.when_lines import page_clues, weekday_of
from riwaya.extract.when_settle import settle, updated_when
from riwaya.records import Article, Page, Span, When

_FOREIGN = re.compile("[گپچژڤۇېڭٹڈڑںے]")


def body_of(paragraphs: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Paragraphs joined by a blank line, and where each stands. What is beyond
    `limits.BODY_CHARS` is left out, by whole paragraphs (the first is cut).

    >>> body_of(["خبر", "آخر"])[0]
    'خبر\\n\\nآخر'
    """
    kept: list[str] = []
    spans: list[Span] = []
    at = 0
    for paragraph in paragraphs:
        text = paragraph if kept else paragraph[: limits.BODY_CHARS]
        if at + len(text) > limits.BODY_CHARS:
            break
        kept.append(text)
        spans.append(Span(start=at, end=at + len(text)))
        at += len(text) + 2
    return "\n\n".join(kept), tuple(spans)


def build(page: Page, labels: Labels, meta: Metadata, notes: tuple[str, ...]) -> Article:
    """The article record of a labelled page."""
    sign(labels, meta)
    texts = [block.text for block in labels.blocks]
    paragraphs = [text for text, kind in zip(texts, labels.kinds, strict=True) if kind == "body"]
    body, spans = body_of(paragraphs)
    cut = ("body_cut",) if len(spans) < len(paragraphs) else ()
    title = texts[labels.title] if labels.title is not None else None
    if title is None or (meta.title and len(title) < 10):
        title = meta.title or title
    title, _ = without_outlet(title)
    decks = [text for text, kind in zip(texts, labels.kinds, strict=True) if kind == "subtitle"]
    url = meta.url or page.origin.url
    dated = [text for text, kind in zip(texts, labels.kinds, strict=True) if kind == "date"]
    clues = _clues(page, labels, meta)
    published = _published(page, clues, paragraphs)
    return Article(
        id=page.origin.sha256[:12],
        page=page.origin,
        title=title,
        body=body,
        paragraphs=spans,
        url=url,
        outlet=labels.outlet,
        language=meta.language or _language(body),
        subtitle="\n".join(decks) or None,
        byline=_once(labels.byline) or _people(meta, labels),
        editor=_once(labels.editor),
        credit=_once(labels.credit),
        dateline=labels.dateline,
        published=published,
        updated=updated_when(clues, published),
        section=section_of(labels, meta, title),
        tags=tags_of(labels, meta),
        furniture=furniture(labels),
        notes=(*page.notes, *notes, *cut, *(() if dated or published else ("no_date",))),
    )


def _clues(page: Page, labels: Labels, meta: Metadata) -> tuple[Clue, ...]:
    address = url_when(meta.url) or url_when(page.origin.url)
    linked = (Clue("url", address, (address.start,)),) if address is not None else ()
    return (*meta.dates, *page_clues(labels), *linked)


def _published(page: Page, clues: Sequence[Clue], paragraphs: Sequence[str]) -> When | None:
    return settle(
        clues,
        captured=page.origin.captured,
        weekday=weekday_of(paragraphs),
        body="\n\n".join(paragraphs)[: limits.BODY_CHARS],
    )


def _people(meta: Metadata, labels: Labels) -> tuple[str, ...]:
    outlet = key_of(meta.outlet or labels.outlet or "")
    return tuple(name for name in meta.byline if _is_person(name, outlet))


def _is_person(name: str, outlet: str) -> bool:
    key = key_of(name)
    if key in nobodies() or is_agency(name) or is_outlet_like(name):
        return False
    words = len(name.split())
    return is_name_like(name) and (words > 1 or not name.isascii()) and key not in outlet


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _language(body: str) -> str | None:
    """Arabic unless letters that Arabic does not write are common in it."""
    return "ar" if len(_FOREIGN.findall(body)) * 100 < len(body) else None
