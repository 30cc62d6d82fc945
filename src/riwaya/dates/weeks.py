"""On which day a week begins, by country."""

from __future__ import annotations

import datetime as dt
from functools import cache
from types import MappingProxyType

from riwaya.data import rows

_DAY = dt.timedelta(days=1)
_EVERY = (0, 5, 6)


@cache
def _table() -> MappingProxyType[str, tuple[int, int]]:
    return MappingProxyType(
        {row["country"]: (int(row["first"]), int(row["weekend"])) for row in rows("weeks")}
    )


def starts(country: str | None) -> tuple[int, ...]:
    """The days (Monday 0) on which a week may begin: one where the country is known.

    >>> starts("EG"), starts(None)
    ((5,), (0, 5, 6))
    """
    known = _table().get((country or "").upper())
    return _EVERY if known is None else (known[0],)


def weekend(country: str | None) -> int | None:
    """The first of the two days of the weekend, or None where the country is unknown."""
    known = _table().get((country or "").upper())
    return None if known is None else known[1]


def week(on: dt.date, toward: int, first: int) -> dt.date:
    """The first day of the week of `on`, or of one so many weeks after it."""
    return on + (7 * toward - (on.weekday() - first) % 7) * _DAY
