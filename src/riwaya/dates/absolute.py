"""Values of dates that name their day or month."""

from __future__ import annotations

import datetime as dt

from riwaya.dates.expressions import Expression
from riwaya.dates.hijri import feast_value, hijri_value
from riwaya.dates.values import OPEN, Value, marked

_DAY = dt.timedelta(days=1)
_CLEAR_DAYS = 100
_FAR_DAYS = 330
_SPRING = 21
_WINTER = 24
_NEAR_DAYS = 800
_REACH_DAYS = 400
_LAST_DAY = 31


def date_value(found: Expression, on: dt.date | None) -> Value:
    """The value of a date, whole or in part, against the document's day."""
    if found.short is not None:
        return _short(found, found.short, on)
    if found.feast and found.year is None:
        return feast_value(found)
    if found.calendar == "hijri":
        return hijri_value(found, on)
    if found.year is not None:
        return _of_year(found, found.year)
    if on is None:
        return OPEN
    if found.season is not None:
        return _season(found, found.season, on)
    if found.month is None:
        return OPEN if found.day is None else _day_of_month(found, found.day, on)
    if found.unit == "year":
        return marked(_of_year(found, on.year + (found.toward or 0)))
    if found.toward is not None:
        return _month_toward(found, found.month, found.toward, on)
    return _nearest(found, found.month, on)


def _short(found: Expression, parts: tuple[int, int, int], on: dt.date | None) -> Value:
    """24/5/17: day first or year first, where only one reading is a day, falls on the week day that
    stands with it, and is near the document's day."""
    days = [
        day
        for day in (
            _day(_century(parts[2], on), parts[1], parts[0]),
            _day(_century(parts[0], on), parts[1], parts[2]),
        )
        if day is not None
    ]
    if found.weekday is not None:
        days = [day for day in days if day.weekday() == found.weekday]
        if not days:
            return Value(None, note="weekday_conflict")
    elif on is not None:
        days = [day for day in days if abs((day - on).days) <= _NEAR_DAYS]
    elif max(parts[0], parts[2]) <= _LAST_DAY:
        days = [*days, dt.date.min] if len(days) == 1 else days
    values = tuple(sorted({day.isoformat() for day in days if day != dt.date.min}))
    if len(days) != 1:
        return Value(None, values)
    return Value(values[0], inferred=True)


def _century(year: int, on: dt.date | None) -> int:
    """A year of two digits in the hundred years that end ten years after the document's."""
    last = on.year + 10 if on is not None else 2035
    return last - (last - year) % 100


def _season(found: Expression, season: int, on: dt.date) -> Value:
    """الصيف الماضي: the latest that is over; صيف العام الماضي: of that year."""
    if season == _WINTER:
        return OPEN
    if found.unit == "year":
        return Value(f"{on.year + (found.toward or 0):04d}-{season}", inferred=True)
    first = (season - _SPRING) * 3 + 3
    over, begun = on.month >= first + 3, on.month >= first
    toward = found.toward or 0
    year = on.year - (not over) if toward < 0 else on.year + begun if toward > 0 else on.year
    return Value(f"{year:04d}-{season}", inferred=True)


def _of_year(found: Expression, year: int) -> Value:
    """A date, month, year or range in a known year."""
    if found.year2 is not None:
        return Value(f"{year:04d}/{found.year2:04d}")
    if found.season is not None:
        # A winter has two years, and which of them is named differs.
        return OPEN if found.season == _WINTER else Value(f"{year:04d}-{found.season}")
    if found.month is None:
        return Value(f"{year:04d}")
    if found.day is None:
        return Value(f"{year:04d}-{found.month:02d}")
    day = _day(year, found.month, found.day)
    if day is None:
        return Value(None, note="no_such_day")
    if found.weekday is not None and day.weekday() != found.weekday:
        return Value(None, (day.isoformat(),), note="weekday_conflict")
    if found.day2 is not None:
        last = _day(year, found.month, found.day2)
        if last is None or last <= day:
            return Value(None, note="no_such_day")
        return Value(f"{day.isoformat()}/{last.isoformat()}")
    return Value(day.isoformat())


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _nearest(found: Expression, month: int, on: dt.date) -> Value:
    """A day or month without a year: the nearest, where no other is near; else what is over, or to
    come where something planned is told."""
    if found.shift is not None:
        day = on + found.shift * _DAY
        if (day.month, day.day) == (month, found.day):
            return marked(_of_year(found, day.year))
        return Value(None, note="date_conflict")
    options = []
    for year in range(max(1, on.year - 1), min(dt.MAXYEAR, on.year + 1) + 1):
        value = _of_year(found, year)
        probe = _probe(found, year, month, on)
        if value.value is not None and probe is not None and abs((probe - on).days) <= _REACH_DAYS:
            options.append(((probe - on).days, value.value))
    return (
        _chosen(options, found)
        if options
        else Value(None, note="weekday_conflict" if found.weekday is not None else "no_such_day")
    )


def _probe(found: Expression, year: int, month: int, on: dt.date) -> dt.date | None:
    """The day that tells how far a date is; within the month of the document it is that day."""
    if found.day is None and (year, month) == (on.year, on.month):
        return on
    return _day(year, month, found.day or 15)


def _chosen(options: list[tuple[int, str]], found: Expression) -> Value:
    """Of the distances in days and their values: the nearest if it is near, else by tense."""
    nearest = min(options, key=lambda option: abs(option[0]))
    near_both = [option for option in options if abs(option[0]) <= _CLEAR_DAYS]
    if len(near_both) == 1 or (abs(nearest[0]) <= _CLEAR_DAYS and found.weekday is None):
        return Value(nearest[1], inferred=True)
    sided = [option for option in options if (option[0] > 0) == found.future]
    if not sided or abs(min(sided, key=lambda option: abs(option[0]))[0]) > _FAR_DAYS:
        return (
            Value(nearest[1], inferred=True)
            if found.weekday is not None
            else Value(None, tuple(sorted(value for _, value in options[:2])))
        )
    return Value(min(sided, key=lambda option: abs(option[0]))[1], inferred=True)


def _month_toward(found: Expression, month: int, toward: int, on: dt.date) -> Value:
    """أيار الجاري, حزيران المقبل, 3 آذار الماضي."""
    year = on.year
    if toward == 0:
        if on.month != month:
            return Value(None, note="month_conflict")
    elif abs(toward) > 1:
        return OPEN
    elif month == on.month:
        later = found.day is not None and (found.day - on.day) * toward > 0
        if not later:
            year += toward
    elif (month - on.month) * toward < 0:
        year += toward
    return marked(_of_year(found, year))


def _day_of_month(found: Expression, number: int, on: dt.date) -> Value:
    """16 الجاري, 16 من الشهر الماضي; الأربعاء 24 is the nearest such day."""
    if found.toward is None:
        return _weekday_number(found, number, on)
    year, month = add_months(on, found.toward)
    day = _day(year, month, number)
    if day is None:
        return Value(None, note="no_such_day")
    if found.weekday is not None and day.weekday() != found.weekday:
        return Value(None, (day.isoformat(),), note="weekday_conflict")
    last = _day(year, month, found.day2) if found.day2 is not None else None
    if last is not None and last > day:
        return Value(f"{day.isoformat()}/{last.isoformat()}", inferred=True)
    return Value(day.isoformat(), inferred=True)


def _weekday_number(found: Expression, number: int, on: dt.date) -> Value:
    near = []
    for months in (-1, 0, 1):
        year, month = add_months(on, months)
        day = _day(year, month, number)
        if day is not None and day.weekday() == found.weekday:
            near.append(day)
    if len(near) != 1:
        return Value(
            None, tuple(day.isoformat() for day in near), note=None if near else "weekday_conflict"
        )
    return Value(near[0].isoformat(), inferred=True)


def add_months(on: dt.date, months: int) -> tuple[int, int]:
    """Year and month that many months from a day."""
    index = on.year * 12 + on.month - 1 + months
    return index // 12, index % 12 + 1
