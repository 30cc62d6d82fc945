"""What the words of an account allow for the day it was written on, and for its event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from riwaya.dates.expressions import Expression
from riwaya.dates.own_day import SPREAD_DAYS, as_day
from riwaya.dates.resolve import evaluate

_DAY = dt.timedelta(days=1)
_WINDOW_DAYS = 365

Found = Sequence[Expression]


class Fit(NamedTuple):
    """A day of the event, with the days that each open account may then be of."""

    event: dt.date
    days: tuple[tuple[dt.date, ...], ...]


def window_of(dated: Iterable[dt.date], still: Iterable[Found]) -> list[dt.date]:
    """The days around the dated accounts; without such, the year of days from the latest full
    date in the texts on. Empty where dated accounts are far apart, or where a later or an
    anniversary-like date makes the year unsafe."""
    known = sorted(dated)
    if known:
        return _around(known[0], known[-1])
    anchor: dt.date | None = None
    old = False
    floor = dt.date.min
    for found in still:
        for one in found:
            day = None if one.future else _first_day(one)
            if day is None:
                continue
            floor = max(floor, day)
            if one.full and one.day2 is None and (anchor is None or day >= anchor):
                old = one.since
                anchor = day
    if anchor is None or old or anchor.year >= dt.MAXYEAR - 1:
        return []
    days = [anchor + step * _DAY for step in range(_WINDOW_DAYS)]
    return [day for day in days if day >= floor]


def _around(first: dt.date, last: dt.date) -> list[dt.date]:
    """The days that an event may be of if its dated accounts are from `first` to `last`."""
    near = (last - first).days <= SPREAD_DAYS
    if not near or first == dt.date.min or last >= dt.date.max - _DAY:
        return []
    return [first + step * _DAY for step in range(-1, (last - first).days + 1)]


def _first_day(one: Expression) -> dt.date | None:
    """The first day of an explicit date, month or year."""
    if one.year is None or one.kind != "date":
        return None
    value = evaluate(one, None).value
    if value is None:
        return None
    head = value.split("/")[0][:10]
    return as_day(
        head + "-01-01"[: 10 - len(head)]
        if len(head) == 4
        else head + "-01"
        if len(head) == 7
        else head
    )


def fits_of(still: Sequence[Found], window: Sequence[dt.date], weekday: int | None) -> list[Fit]:
    """The days of the window that the event may be of, by what every open account says."""
    fits = []
    for event in window:
        if weekday is not None and event.weekday() != weekday:
            continue
        days = tuple(
            tuple(day for day in _days_of(event) if allowed(found, day)) for found in still
        )
        if all(days):
            fits.append(Fit(event, days))
    return fits


def _days_of(event: dt.date) -> Iterator[dt.date]:
    yield event
    yield event + _DAY


def allowed(found: Found, day: dt.date) -> bool:
    """Whether an account can have been written on `day`, by what it says of its own time."""
    return all(_allows(one, day) for one in found)


def constrains(one: Expression, window: Sequence[dt.date]) -> bool:
    """Whether an expression rules out a day of the window."""
    return any(not _allows(one, day) for day in window)


def _allows(one: Expression, day: dt.date) -> bool:
    if one.shift is not None and one.year is None and one.kind in ("day", "date"):
        return _is_named(one, day + one.shift * _DAY)
    if one.kind != "date" or one.year is not None or one.toward is None:
        return True
    if one.calendar == "hijri" or one.unit == "year":
        return True
    if one.month is not None and (one.month == day.month) != (one.toward == 0):
        return False
    if one.toward != 0 or one.day is None:
        return True
    try:
        first = day.replace(day=one.day)
    except ValueError:
        return False
    if one.weekday is not None and first.weekday() != one.weekday:
        return False
    if one.lasted is not None:
        return first + (one.lasted - 1) * _DAY <= day
    return first <= day if one.past and not one.future else True


def _is_named(one: Expression, day: dt.date) -> bool:
    """Whether a day can be the one that أمس الثلاثاء 14 أيار or اليوم الخميس 16 الجاري names."""
    if one.weekday is not None and day.weekday() != one.weekday:
        return False
    if one.calendar == "hijri" or one.kind == "day":
        return True
    return (one.day is None or one.day == day.day) and (one.month is None or one.month == day.month)
