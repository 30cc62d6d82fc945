"""The days that a text itself names as its own or as the day that it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from riwaya.dates.expressions import Expression
from riwaya.dates.resolve import evaluate

_DAY = dt.timedelta(days=1)
SPREAD_DAYS = 2


def as_day(iso: str) -> dt.date | None:
    """The day of an ISO date or date and time, or None where it names no whole day."""
    try:
        return dt.date.fromisoformat(iso[:10])
    except ValueError:
        return None


def own_day(found: Sequence[Expression]) -> dt.date | None:
    """The day that a text itself gives as its own (أمس الأربعاء 15 أيار 2019), if only one."""
    days: set[dt.date] = set()
    for one in found:
        if one.shift is None or not one.full or one.day2 is not None:
            continue
        value = evaluate(one, None).value
        day = as_day(value) if value else None
        if day is None or not dt.date.min + 7 * _DAY < day < dt.date.max - 7 * _DAY:
            return None
        days.add(day - one.shift * _DAY)
    return days.pop() if len(days) == 1 else None


def latest_named(found: Sequence[Expression], own: dt.date | None) -> tuple[dt.date, ...]:
    """The latest full date of an account, if it is written with its week day and is not planned:
    none where a later one has no week day, or its own day is not near."""
    latest: tuple[dt.date, Expression] | None = None
    for one in found:
        value = evaluate(one, None).value if one.full and one.day2 is None else None
        day = as_day(value) if value else None
        if day is not None and (latest is None or day > latest[0]):
            latest = (day, one)
    if latest is None or latest[1].weekday is None or latest[1].future or latest[1].since:
        return ()
    far = own is not None and not 0 <= (own - latest[0]).days <= SPREAD_DAYS
    return () if far else (latest[0],)
