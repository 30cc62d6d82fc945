"""Articles that were handed over as such: nothing to find, only paragraphs to cut."""

from __future__ import annotations

import re

from riwaya.errors import InputRefused
from riwaya.extract.article import body_of
from riwaya.records import Article, Page, When

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?\S{0,16})?)?")


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


def iso_when(value: str, evidence: str) -> When | None:
    """An ISO 8601 date or time as a `When` with basis metadata, as precise as it is written.

    >>> iso_when("2019-03-05T14:20", "published").precision
    'minute'
    """
    match = _DATE.fullmatch(value.strip()[:40])
    if match is None or not _is_real(match):
        return None
    text = value.strip()
    if match[3] is None:
        return When(start=text, end=text, precision="month", basis="metadata", evidence=evidence)
    precision = "day" if match[4] is None else "minute" if match[6] is None else "second"
    return When(start=text, end=text, precision=precision, basis="metadata", evidence=evidence)


def _is_real(match: re.Match[str]) -> bool:
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    hour, minute = int(match[4] or 0), int(match[5] or 0)
    return year >= 1000 and 1 <= month <= 12 and 1 <= day <= days[month - 1] and hour < 24 and minute < 60
