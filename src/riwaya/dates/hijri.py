"""Hijri dates, by the calendar of Umm al-Qura as hijridate has it."""

from __future__ import annotations

import datetime as dt

from hijridate import Gregorian, Hijri

from riwaya.dates.expressions import Expression
from riwaya.dates.values import OPEN, Value, marked

MARGIN = "day_uncertain"
_DAY = dt.timedelta(days=1)
_PAIR_SLACK = 2
_NEAR_MONTHS = 3
_HIJRI_YEARS = range(1343, 1500)


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


def is_pair(found: Expression, civil: dt.date) -> bool:
    """Whether a Hijri day and a Gregorian one are the same: two days are allowed between them."""
    own = gregorian_day(found)
    return own is None or abs((own - civil).days) <= _PAIR_SLACK


def feast_value(found: Expression) -> Value:
    """The days of a Gregorian year that a Hijri feast falls on; a value where it is one."""
    year = found.year2 or 0
    days = []
    for hijri in range(year - 580, year - 576):
        if hijri in _HIJRI_YEARS and found.month and found.day:
            day = Hijri(hijri, found.month, found.day).to_gregorian()
            if day.year == year:
                days.append(day.isoformat())
    if len(days) == 1:
        return Value(days[0], inferred=True, note=MARGIN)
    return Value(None, tuple(days))


def hijri_value(found: Expression, on: dt.date | None) -> Value:
    """Umm al-Qura, as hijridate has it; a Gregorian twin within two days wins. A day that no twin
    or week day fixes is uncertain by one, since sighting differs between countries: its note says
    so."""
    if found.pair is not None:
        twin = dt.date(*found.pair)
        if is_pair(found, twin) and found.weekday not in (None, twin.weekday()):
            return Value(None, (twin.isoformat(),), note="weekday_conflict")
        if is_pair(found, twin):
            return Value(twin.isoformat())
        own = gregorian_day(found)
        both = (own.isoformat(), twin.isoformat()) if own is not None else (twin.isoformat(),)
        return Value(None, both, note="calendar_conflict")
    year = found.year
    if year is None and on is not None:
        year = _hijri_year(found, Gregorian(on.year, on.month, on.day).to_hijri())
    if year is None:
        return OPEN
    if year not in _HIJRI_YEARS:
        return OPEN if year > 0 else Value(None, note="month_conflict")
    return marked(_hijri_of_year(found, year))


def _hijri_year(found: Expression, today: Hijri) -> int | None:
    """The year of a Hijri day or month without one; -1 where the words deny every year."""
    toward, month = found.toward, found.month or 0
    if found.unit == "year":
        return today.year + (toward or 0)
    if toward is not None and month == today.month:
        return today.year if toward == 0 else None
    if toward == 0:
        return -1
    if toward is not None:
        passed = (month - today.month) * toward < 0
        return today.year + (toward if passed else 0) if abs(toward) == 1 else None
    ahead = (month - today.month) % 12
    near = ahead if ahead <= 6 else ahead - 12
    if abs(near) > _NEAR_MONTHS or (found.day is None and near != 0):
        return None
    return today.year + (today.month - 1 + near) // 12


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
        return Value(f"{day.isoformat()}/{last.isoformat()}", note=MARGIN) if last > day else OPEN
    return Value(day.isoformat(), note=MARGIN if found.weekday is None else None)
