"""From labelled blocks and metadata to the article record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from riwaya import limits
from riwaya.extract.blocks import key_of
from riwaya.extract.furniture import furniture
from riwaya.extract.lexicon import is_agency, is_name_like, is_outlet_like, is_place
from riwaya.extract.metadata import Metadata
from riwaya.extract.roles import Labels
from riwaya.extract.signed import read_signs
from riwaya.extract.when import Clue, url_when
from riwaya.extract.when_lines import page_clues, weekday_of
from riwaya.extract.when_settle import settle
from riwaya.records import Article, Page, Span, When

_AROUND_TITLE = re.compile(r"\s+[-–—|:]\s+|\s*[|»]\s*|\s+[-–—]$")
_OPENING = re.compile(
    r"(?P<place>[^()\n\-–—:.]{2,40}?)\s{0,2}(?:\((?P<who>[^()\n]{2,40})\))?\s{0,2}"
    r"[\-–—:](?P<rest>[^\n]{0,60})"
)
_FOREIGN = re.compile("[گپچژڤۇېڭٹڈڑںے]")
_DATE_WORD = re.compile(r"(?<!\d)\d{4}(?!\d)")


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
    read_signs(labels, meta.outlet, meta.title)
    texts = [block.text for block in labels.blocks]
    paragraphs = [text for text, kind in zip(texts, labels.kinds, strict=True) if kind == "body"]
    body, spans = body_of(paragraphs)
    cut = ("body_cut",) if len(spans) < len(paragraphs) else ()
    title = texts[labels.title] if labels.title is not None else None
    if title is None or (meta.title and len(title) < 10):
        title = meta.title or title
    title, beside = _without_outlet(title)
    decks = [text for text, kind in zip(texts, labels.kinds, strict=True) if kind == "subtitle"]
    _read_opening(labels, paragraphs[0])
    url = meta.url or page.origin.url
    dated = [text for text, kind in zip(texts, labels.kinds, strict=True) if kind == "date"]
    published = _published(page, labels, meta, paragraphs)
    return Article(
        id=page.origin.sha256[:12],
        page=page.origin,
        title=title,
        body=body,
        paragraphs=spans,
        url=url,
        outlet=meta.outlet or labels.outlet or beside or _outlet_beside(title, texts),
        language=meta.language or _language(body),
        subtitle="\n".join(decks) or None,
        byline=_once(labels.byline) or _people(meta, labels),
        editor=_once(labels.editor),
        credit=_once(labels.credit),
        dateline=labels.dateline,
        published=published,
        furniture=furniture(labels),
        notes=(*page.notes, *notes, *cut, *(() if dated or published else ("no_date",))),
    )


def _published(
    page: Page, labels: Labels, meta: Metadata, paragraphs: Sequence[str]
) -> When | None:
    address = url_when(meta.url) or url_when(page.origin.url)
    linked = (Clue("url", address, (address.start,)),) if address is not None else ()
    return settle(
        (*meta.dates, *page_clues(labels), *linked),
        captured=page.origin.captured,
        weekday=weekday_of(paragraphs),
        body="\n\n".join(paragraphs)[: limits.BODY_CHARS],
    )


def _read_opening(labels: Labels, paragraph: str) -> None:
    """A dateline at the head of the first paragraph, as in `بغداد (رويترز) - قال`."""
    match = _OPENING.match(paragraph[:140])
    if match is None or labels.dateline is not None:
        return
    place, who = match["place"].strip(), match["who"]
    if not is_place(place):
        return
    labels.dateline = place
    if who is None:
        ahead = re.split(r"\s{0,2}[-–—:]\s", match["rest"], maxsplit=1)
        who = ahead[0] if len(ahead) == 2 and len(ahead[0].split()) <= 4 else ""
    for part in re.split(r"\s*[،,/+]\s*", who.strip(" -–—:()«»\"")):
        if is_agency(part) and part not in labels.credit:
            labels.credit.append(part)
        elif is_outlet_like(part):
            labels.outlet = labels.outlet or part


def _outlet_beside(title: str | None, texts: Sequence[str]) -> str | None:
    """The name that stands beside the title in a line such as `TITLE | OUTLET`."""
    if not title:
        return None
    for text in texts:
        if len(text) > len(title) + 50 or title not in text or text == title:
            continue
        before, _, after = text.partition(title)
        for side in (before, after):
            if _AROUND_TITLE.search(f" {side} ") and 1 <= len(side.split()) <= 6:
                name = side.strip(" -–—|:»")
                if name and key_of(name) not in key_of(title) and not _DATE_WORD.search(name):
                    return name
    return None


def _without_outlet(title: str | None) -> tuple[str | None, str | None]:
    """A title without the outlet's name behind a bar or a dash, and that name."""
    if title is None:
        return None, None
    head, mark, tail = title.rstrip(" |").rpartition(" | ")
    if not mark:
        head, mark, tail = title.rstrip(" |").rpartition(" - ")
    if mark and len(head.split()) >= 3 and is_outlet_like(tail):
        return head.rstrip(" -|"), tail.strip()
    return title, None


def _people(meta: Metadata, labels: Labels) -> tuple[str, ...]:
    outlet = key_of(meta.outlet or labels.outlet or "")
    return tuple(name for name in meta.byline if _is_person(name, outlet))


def _is_person(name: str, outlet: str) -> bool:
    key = key_of(name)
    if not is_name_like(name) or is_agency(name) or is_outlet_like(name):
        return False
    return bool(key) and key not in outlet


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _language(body: str) -> str | None:
    """Arabic unless letters that Arabic does not write are common in it."""
    return "ar" if len(_FOREIGN.findall(body)) * 100 < len(body) else None
