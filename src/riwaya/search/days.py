"""Days in queries: a day, a month, a year, or a span between two of them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from riwaya.arabic import fold_key
from riwaya.dates import find

Span = tuple[str | None, str | None]
"""The first and the last day (ISO 8601), None where it is open."""

_DAY: Final = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?", re.ASCII)
_LONGEST: Final = 60


def days_of(value: str) -> Span | None:
    """The days that a value of `date:` means, None where it means none.

    >>> days_of("2015-07..2015-08"), days_of("..٢٠١٥"), days_of("تموز 2015")
    (('2015-07-01', '2015-08-31'), (None, '2015-12-31'), ('2015-07-01', '2015-07-31'))
    """
    if len(value) > _LONGEST:
        return None
    first, dots, last = fold_key(value).replace("…", "..").partition("..")
    if not dots:
        return _span(value)
    starts, ends = _span(first), _span(last)
    if (first.strip() and starts is None) or (last.strip() and ends is None):
        return None
    if starts is None and ends is None:
        return None
    span = (starts[0] if starts else None, ends[1] if ends else None)
    return None if span[0] and span[1] and span[0] > span[1] else span


def _span(said: str) -> Span | None:
    found = _DAY.fullmatch(fold_key(said).strip())
    if found is not None:
        return _whole(found[1], found[2], found[3])
    for time in find(said):
        if time.value and (told := _DAY.fullmatch(time.value)):
            return _whole(told[1], told[2], told[3])
    return None


def _whole(year: str, month: str | None, day: str | None) -> Span | None:
    """The first and the last day of a year, a month or a day; None where there is no such day."""
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last = first
        if month is None:
            last = date(int(year), 12, 31)
        elif day is None:
            last = date(int(year), int(month), calendar.monthrange(int(year), int(month))[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()
