"""Times as other formats want them: a moment of RFC 3339, or a day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_ISO: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_MICROSECONDS: Final = 6


def instant(value: str | None) -> str | None:
    """An ISO 8601 day or time as a date-time of RFC 3339, for formats that know nothing less: a
    day stands for its first moment, and a clock without a zone for that of UTC. None for what is no
    day (a month, `نيسان`).

    >>> instant("2019-03-05T14:20:00+02:00"), instant("2019-03-05"), instant("2019-03")
    ('2019-03-05T14:20:00+02:00', '2019-03-05T00:00:00Z', None)
    """
    found = _read(value)
    return None if found is None else found.isoformat().replace("+00:00", "Z")


def instant_of(value: str | None) -> dt.datetime | None:
    """The moment that an ISO 8601 time names; None where the clock or its zone is not known.

    >>> instant_of("2019-03-05T14:20+02:00").hour, instant_of("2019-03-05T14:20")
    (14, None)
    """
    match = _ISO.fullmatch(value or "")
    return _read(value) if match is not None and match[5] else None


def day_of(value: str | None) -> dt.date | None:
    """The day of an ISO 8601 day or time, as it is written; None for what is no day.

    >>> day_of("2019-03-05T23:50:00-03:00").day
    5
    """
    found = _read(value)
    return None if found is None else found.date()


def _read(value: str | None) -> dt.datetime | None:
    match = _ISO.fullmatch(value or "")
    if match is None:
        return None
    day, clock, seconds, part, zone = match.groups()
    text = f"{day}T{clock or '00:00'}:{seconds or '00'}"
    if part:
        text += f".{part[:_MICROSECONDS].ljust(_MICROSECONDS, '0')}"
    try:
        found = dt.datetime.fromisoformat(f"{text}{zone or '+00:00'}")
        found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return found
