"""Times that machines write, in feeds and tables, as ISO 8601 of the precision they have."""

from __future__ import annotations

import datetime as dt
import re
from types import MappingProxyType

_ISO = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})"
    r"(?::([0-9]{2})(?:[.,][0-9]{1,9})?)? ?([Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?([0-9]{1,2})[\s-]+([A-Za-z]{3})[a-z]{0,6}\.?,?[\s-]+"
    r"([0-9]{4}|[0-9]{2})(?:,?\s+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?\s{0,3}"
    r"(?:([A-Za-z]{1,5})?\s{0,3}([+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{1,2})?)"
    r"(?:\s{1,3}\([^()]{0,40}\))?)?"
)
_MONTHS = MappingProxyType({name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
)})  # fmt: skip
# RFC 822, section 5.1. Any other name stands for several offsets, or is wrong as often as right.
_ZONES = MappingProxyType({
    "Z": "+00:00", "UT": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "EST": "-05:00",
    "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00",
    "PST": "-08:00", "PDT": "-07:00",
})  # fmt: skip
_WORLD = frozenset(("Z", "UT", "UTC", "GMT"))
_CENTURY = 100
_TURN = 50
_MOST_CHARS = 80


def stamp(text: str) -> str | None:
    """A time as RFC 822, RFC 3339 or W3C-DTF write it, as ISO 8601 with the offset it names; None
    where it is neither, or no real time. A day without an hour stays a day.

    >>> stamp("Tue, 05 Mar 2024 12:30:00 +0300"), stamp("2024-03-05T09:30:00Z")
    ('2024-03-05T12:30:00+03:00', '2024-03-05T09:30:00+00:00')
    >>> stamp("5 Mar 2024"), stamp("الثلاثاء 5 آذار 2024")
    ('2024-03-05', None)
    """
    text = text.strip()
    if len(text) > _MOST_CHARS:
        return None
    if (match := _ISO.fullmatch(text)) is not None:
        return _iso(match)
    match = _MAIL.fullmatch(text)
    return None if match is None else _mail(match)


def _iso(match: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    if day is None:
        real = _when(int(year), int(month or 1), 1)
        return match[0] if real else None
    clock = None if hour is None else (int(hour), int(minute), second)
    return _when(int(year), int(month), int(day), clock, _offset(None, zone))


def _mail(match: re.Match[str]) -> str | None:
    day, name, year, hour, minute, second, zone, offset = match.groups()
    month = _MONTHS.get(name.lower())
    if month is None or (zone and offset and zone.upper() not in _WORLD):
        return None
    if (zone or "").upper() in ("AM", "PM"):
        return None
    full = int(year)
    if len(year) == 2:  # RFC 2822, section 4.3
        full += 20 * _CENTURY if full < _TURN else 19 * _CENTURY
    clock = None if hour is None else (int(hour), int(minute), second)
    return _when(full, month, int(day), clock, _offset(zone, offset))


def _offset(zone: str | None, offset: str | None) -> str:
    if offset is None:
        return _ZONES.get((zone or "").upper(), "")
    if offset.upper() in _WORLD:
        return "+00:00"
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits, "00") if len(digits) <= 2 else (digits[:2], digits[2:])
    # RFC 2822, section 3.3: -0000 says that the offset is not known.
    return "" if offset == "-0000" else f"{offset[0]}{hours.zfill(2)}:{minutes}"


def _when(
    year: int,
    month: int,
    day: int,
    clock: tuple[int, int, str | None] | None = None,
    offset: str = "",
) -> str | None:
    try:
        if clock is None:
            return dt.date(year, month, day).isoformat()
        hour, minute, second = clock
        # Checks the offset as well; a time without one stays without one.
        text = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"
        text += f":{second}" if second else ""
        dt.datetime.fromisoformat(text + offset)
    except ValueError:
        return None
    return text + offset
