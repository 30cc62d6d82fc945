"""The publication date: from metadata, the address, or a line that spells it out; or none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from riwaya.dates import find
from riwaya.records import Precision, When

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?\S{0,16})?)?")
_IN_URL = re.compile(
    r"[/\-=](20\d{2}|19\d{2})[/\-](0?[1-9]|1[0-2])[/\-](0?[1-9]|[12]\d|3[01])(?!\d)"
)
_FULL_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\S{0,20})?")


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
    precision: Precision = "day" if match[4] is None else "minute" if match[6] is None else "second"
    return When(start=text, end=text, precision=precision, basis="metadata", evidence=evidence)


def _is_real(match: re.Match[str]) -> bool:
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    hour, minute = int(match[4] or 0), int(match[5] or 0)
    real_day = year >= 1000 and 1 <= month <= 12 and 1 <= day <= days[month - 1]
    return real_day and hour < 24 and minute < 60


def url_when(url: str | None) -> When | None:
    """The day in an address such as `/2020/8/24/`, or None.

    >>> url_when("https://example.org/news/2020/8/24/story").start
    '2020-08-24'
    """
    match = _IN_URL.search(url[:2048]) if url else None
    if match is None:
        return None
    day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    found = iso_when(day, match.group())
    if found is None:
        return None
    evidence = match.group().strip("/-=")
    return When(start=day, end=day, precision="day", basis="url", evidence=evidence)


def text_when(lines: Iterable[str]) -> When | None:
    """The one full day that the lines about publication spell out; None where there is none, or
    where they spell out two.

    >>> text_when(["نشر في 3 آذار 2019"]).start
    '2019-03-03'
    """
    found: When | None = None
    for line in lines:
        for time in find(line[:200]):
            value = time.value
            if value is None or time.inferred or not _FULL_DAY.fullmatch(value):
                continue
            day = value[:10]
            if found is not None and found.start != day:
                return None
            found = When(start=day, end=day, precision="day", basis="text", evidence=time.text)
    return found
