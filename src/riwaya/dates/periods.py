"""Weeks, months, years, their parts and spans: العام المقبل, الربع الأول من 2017, آخر 24 ساعة."""

from __future__ import annotations

import calendar as civil
import datetime as dt

import msgspec

from riwaya.dates.absolute import add_months, date_value
from riwaya.dates.expressions import Expression
from riwaya.dates.values import OPEN, Value
from riwaya.dates.weeks import starts, week, weekend

_DAY = dt.timedelta(days=1)
_WEEK = 7
_DAY_HOURS = 24
_OWN_CENTURY = 30
_LAST_CENTURY = 19


def period(found: Expression, on: dt.date, country: str | None) -> Value:
    """هذا الأسبوع, الشهر الماضي, العام المقبل, نهاية الأسبوع."""
    toward = found.toward or 0
    if found.unit == "year":
        return Value(f"{on.year + toward:04d}", inferred=True)
    if found.unit == "month":
        year, month = add_months(on, toward)
        return Value(f"{year:04d}-{month:02d}", inferred=True)
    if found.unit == "weekend":
        return _weekend(on, toward, country)
    firsts = [week(on, toward, first) for first in starts(country)]
    values = tuple(sorted(_interval(first, first + 6 * _DAY) for first in firsts))
    return Value(values[0], inferred=True) if len(values) == 1 else Value(None, values)


def _weekend(on: dt.date, toward: int, country: str | None) -> Value:
    first = weekend(country)
    if first is None:
        return OPEN
    back = (on.weekday() - first) % _WEEK
    day = on - back * _DAY
    if toward >= 0 and back > 1:
        day += _WEEK * _DAY
    elif toward < 0 and back <= 1:
        day -= _WEEK * _DAY
    if toward > 0 and back <= 1:
        day += _WEEK * _DAY
    return Value(_interval(day, day + _DAY), inferred=True)


def _interval(first: dt.date, last: dt.date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


def span(found: Expression, at: dt.date) -> Value:
    """الأيام الثلاثة الماضية: from so long ago to the document's day; المقبلة: from it on. Less
    than a day is counted from its clock."""
    count, toward = found.count or 0, found.toward or 0
    if found.loose:
        return OPEN
    if found.unit == "minute" or (found.unit == "hour" and count < _DAY_HOURS):
        return _short_span(found.unit, count * toward, at)
    on = at.date() if isinstance(at, dt.datetime) else at
    if found.unit in ("year", "decade"):
        years = count * (10 if found.unit == "decade" else 1)
        edge, here = f"{on.year + toward * years:04d}", f"{on.year:04d}"
        return Value(f"{edge}/{here}" if toward < 0 else f"{here}/{edge}", inferred=True)
    if found.unit == "month":
        year, month = add_months(on, toward * count)
        other = on.replace(
            year=year, month=month, day=min(on.day, civil.monthrange(year, month)[1])
        )
    else:
        days = {"day": count, "week": _WEEK * count, "hour": -(-count // 24)}[found.unit or "day"]
        other = on + toward * days * _DAY
    return Value(_interval(other, on) if toward < 0 else _interval(on, other), inferred=True)


def _short_span(unit: str, count: int, at: dt.date) -> Value:
    if not isinstance(at, dt.datetime):
        if unit == "minute":
            return OPEN
        edge = at + dt.timedelta(days=1 if count > 0 else -1)
        return Value(_interval(min(at, edge), max(at, edge)), inferred=True)
    ends = sorted((at, at + dt.timedelta(**{f"{unit}s": count})))
    return Value("/".join(end.isoformat()[:16] for end in ends), inferred=True)


def age(found: Expression, on: dt.date | None) -> Value:
    """تسعينيات القرن الماضي is 199X, القرن العشرين 19XX. A decade alone is of the last century that
    has it; the first ones could be of this one too."""
    century = (found.nth - 1) if found.nth else None
    if century is None and found.toward is not None and found.unit == "century" and on is not None:
        century = on.year // 100 + found.toward
    if century is None and found.count is not None and found.toward == -1:
        century = _LAST_CENTURY
    if found.unit == "decade" and found.count is None and found.toward is not None:
        return Value(f"{on.year // 10 + found.toward:03d}X", inferred=True) if on else OPEN
    if found.count is None:
        return Value(f"{century:02d}XX", inferred=not found.nth) if century is not None else OPEN
    tens = found.count // 10
    if century is not None:
        return Value(f"{century:02d}{tens}X", inferred=not found.nth)
    if found.toward is not None or found.count < _OWN_CENTURY:
        return OPEN
    return Value(f"19{tens}X", inferred=True)


def _base(found: Expression, on: dt.date | None) -> tuple[int, int | None] | None:
    """The year and month that a part is of, or None while they are open."""
    if found.month is None and found.year is not None:
        return found.year, None
    if found.month is None and found.unit == "year" and on is not None:
        return on.year + (found.toward or 0), None
    if found.month is None:
        return add_months(on, found.toward or 0) if on is not None else None
    value = date_value(found, on).value
    return (int(value[:4]), int(value[5:7])) if value is not None and len(value) == 7 else None


def fraction(found: Expression, on: dt.date | None) -> Value:
    """الربع الأول من 2017, النصف الثاني من أيار."""
    index, count = found.nth or 1, found.count or 1
    inferred = found.year is None or found.calendar == "hijri"
    if found.month is None and (found.unit == "year" or found.year is not None):
        base = _base(found, on)
        if base is None or found.calendar == "hijri":
            return OPEN
        length, year = 12 // count, base[0]
        first, last = (index - 1) * length + 1, index * length
        return Value(f"{year:04d}-{first:02d}/{year:04d}-{last:02d}", inferred=inferred)
    bounds = _bounds(found, on)
    if bounds is None:
        return OPEN
    days = (bounds[1] - bounds[0]).days + 1
    cuts = [0, *(round(30 * step / count) for step in range(1, count)), days]
    return Value(
        _interval(bounds[0] + cuts[index - 1] * _DAY, bounds[0] + (cuts[index] - 1) * _DAY),
        inferred=inferred,
    )


def nth(found: Expression, on: dt.date | None) -> Value:
    """الأربعاء الأول من حزيران, الجمعة الأخيرة من رمضان, الأسبوع الأول من أيار."""
    bounds = _bounds(found, on)
    if bounds is None:
        return OPEN
    first, last = bounds
    inferred = found.year is None or found.calendar == "hijri"
    index = found.nth or 1
    if found.weekday is None:
        day = first + (index - 1) * _WEEK * _DAY if index > 0 else last - 6 * _DAY
        end = min(last, day + 6 * _DAY)
        return Value(_interval(day, end), inferred=inferred) if day <= last else OPEN
    dated = first + (index - 1) * _DAY
    if found.weekday == dated.weekday() and index > 0:
        # يوم الأربعاء الثالث من أيار, where the third is a Wednesday, is the date.
        day = dated
    elif index > 0:
        day = first + ((found.weekday - first.weekday()) % _WEEK + _WEEK * (index - 1)) * _DAY
    else:
        day = last - (last.weekday() - found.weekday) % _WEEK * _DAY
    return Value(day.isoformat(), inferred=inferred) if day <= last else OPEN


def _bounds(found: Expression, on: dt.date | None) -> tuple[dt.date, dt.date] | None:
    """The first and last day of the month that is named."""
    if found.calendar == "hijri":
        whole = msgspec.structs.replace(found, kind="date", weekday=None, nth=None)
        value = date_value(whole, on).value
        if value is None or "/" not in value:
            return None
        first, last = value.split("/")
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    base = _base(msgspec.structs.replace(found, weekday=None), on)
    if base is None or base[1] is None:
        return None
    start = dt.date(base[0], base[1], 1)
    return start, start.replace(day=civil.monthrange(base[0], base[1])[1])
