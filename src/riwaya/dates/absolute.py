"""Values of dates that name their day or month, Gregorian or Hijri."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from hijridate import Gregorian, Hijri

from riwaya.dates.expressions import Expression

_DAY = dt.timedelta(days=1)
_CLEAR_DAYS = 100
_PAIR_SLACK = 2
_WINTER = 24
_HIJRI_YEARS = range(1343, 1500)


class Value(NamedTuple):
    """What an expression comes to: one value, or what it could be."""

    value: str | None
    candidates: tuple[str, ...] = ()
    inferred: bool = False
    note: str | None = None


OPEN = Value(None)


def gregorian_day(found: Expression) -> dt.date | None:
    """The Gregorian day of an expression with day, month and year, or None."""
    if found.year is None or found.month is None or found.day is None:
        return None
    try:
        if found.calendar == "hijri":
            return Hijri(found.year, found.month, found.day).to_gregorian()
        return dt.date(found.year, found.month, found.day)
    except (ValueError, OverflowError):
        return None


def date_value(found: Expression, on: dt.date | None) -> Value:
    if found.calendar == "hijri":
        return _hijri(found, on)
    if found.year is not None:
        return _of_year(found, found.year)
    if on is None:
        return OPEN
    if found.month is None:
        return OPEN if found.day is None else _day_of_month(found, found.day, on)
    if found.unit == "year":
        return _marked(_of_year(found, on.year + (found.toward or 0)))
    if found.toward is not None:
        return _month_toward(found, found.month, found.toward, on)
    return _nearest(found, found.month, on)


def _marked(value: Value) -> Value:
    return value._replace(inferred=value.value is not None)


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
    """A day or month without a year: the nearest, where no other is near."""
    if found.shift is not None:
        day = on + found.shift * _DAY
        if (day.month, day.day) == (month, found.day):
            return _marked(_of_year(found, day.year))
        return Value(None, note="date_conflict")
    options = []
    for year in (on.year - 1, on.year, on.year + 1):
        value = _of_year(found, year)
        if value.value is not None:
            probe = _day(year, month, found.day or 15)
            if probe is not None:
                options.append((abs((probe - on).days), value.value))
    options.sort()
    if not options:
        return Value(None, note="weekday_conflict" if found.weekday is not None else None)
    if options[0][0] <= _CLEAR_DAYS or found.weekday is not None:
        return Value(options[0][1], inferred=True)
    return Value(None, tuple(sorted(value for _, value in options[:2])))


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
            value = _of_year(found, year + toward).value
            return Value(None, (value,) if value else ())
    elif (month - on.month) * toward < 0:
        year += toward
    return _marked(_of_year(found, year))


def _day_of_month(found: Expression, number: int, on: dt.date) -> Value:
    """16 الجاري, 16 من الشهر الماضي."""
    year, month = add_months(on, found.toward or 0)
    day = _day(year, month, number)
    if day is None:
        return Value(None, note="no_such_day")
    if found.weekday is not None and day.weekday() != found.weekday:
        return Value(None, (day.isoformat(),), note="weekday_conflict")
    return Value(day.isoformat(), inferred=True)


def add_months(on: dt.date, months: int) -> tuple[int, int]:
    """Year and month that many months from a day."""
    index = on.year * 12 + on.month - 1 + months
    return index // 12, index % 12 + 1


def _hijri(found: Expression, on: dt.date | None) -> Value:
    """Umm al-Qura, as hijridate has it; a Gregorian twin within two days wins."""
    if found.pair is not None:
        twin = dt.date(*found.pair)
        own = gregorian_day(found)
        if own is not None and abs((own - twin).days) > _PAIR_SLACK:
            return Value(None, (own.isoformat(), twin.isoformat()), note="calendar_conflict")
        return Value(twin.isoformat(), inferred=True)
    year = found.year
    if year is None and on is not None and found.month is not None and found.toward is not None:
        today = Gregorian(on.year, on.month, on.day).to_hijri()
        if found.month == today.month:
            if found.toward != 0:
                return OPEN
            year = today.year
        elif abs(found.toward) > 1:
            return OPEN
        elif found.toward == 0:
            return Value(None, note="month_conflict")
        else:
            passed = (found.month - today.month) * found.toward < 0
            year = today.year + (found.toward if passed else 0)
    if year is None or year not in _HIJRI_YEARS:
        return OPEN
    return _marked(_hijri_of_year(found, year))


def _hijri_of_year(found: Expression, year: int) -> Value:
    if found.month is None:
        first = Hijri(year, 1, 1).to_gregorian()
        last = Hijri(year, 12, Hijri(year, 12, 1).month_length()).to_gregorian()
        return Value(f"{first.isoformat()}/{last.isoformat()}")
    length = Hijri(year, found.month, 1).month_length()
    if found.day is None:
        first = Hijri(year, found.month, 1).to_gregorian()
        return Value(f"{first.isoformat()}/{(first + (length - 1) * _DAY).isoformat()}")
    if max(found.day, found.day2 or 0) > length:
        return Value(None, note="no_such_day")
    day = Hijri(year, found.month, found.day).to_gregorian()
    if found.weekday is not None and day.weekday() != found.weekday:
        # Sighting differs by a day between countries: the week day tells which.
        near = [day + step * _DAY for step in (-1, 1)]
        fits = [one for one in near if one.weekday() == found.weekday]
        if not fits:
            return Value(None, (day.isoformat(),), note="weekday_conflict")
        day = fits[0]
    if found.day2 is not None:
        last = Hijri(year, found.month, found.day2).to_gregorian()
        return Value(f"{day.isoformat()}/{last.isoformat()}") if last > day else OPEN
    return Value(day.isoformat())
