"""Values: an expression and the document's day to a `Time`. What is not certain stays open."""

from __future__ import annotations

import calendar as civil
import datetime as dt
from functools import cache
from types import MappingProxyType
from typing import Literal

from riwaya.data import rows
from riwaya.dates.absolute import OPEN, Value, add_months, date_value
from riwaya.dates.expressions import Expression
from riwaya.records import Precision, Time

_DAY = dt.timedelta(days=1)


def resolve(text: str, found: Expression, on: dt.date | None,
            country: str | None = None) -> Time:
    """The `Time` of an expression, against the document's day `on` where there is one."""
    try:
        value = evaluate(found, on, country)
    except (OverflowError, ValueError):
        value = OPEN
    basis = basis_of(found)
    return Time(
        start=found.start, end=found.end, text=text[found.start : found.end],
        value=value.value, candidates=value.candidates, inferred=value.inferred,
        precision=precision_of(found), calendar=found.calendar, basis=basis, note=value.note,
        anchor=on.isoformat() if on is not None and basis != "explicit" and (
            value.value is not None or value.candidates) else None,
    )


def basis_of(found: Expression) -> Literal["explicit", "relative", "weekday"]:
    """Whether the words alone, the document's day, or a week day give the value."""
    if found.kind == "weekday":
        return "weekday"
    return "explicit" if found.kind == "date" and found.year is not None else "relative"


def precision_of(found: Expression) -> Precision | None:
    """How fine the expression is."""
    if found.part_of_day:
        return "part_of_day"
    if found.kind in ("day", "weekday"):
        return "day"
    if found.kind == "span":
        return "duration"
    if found.kind in ("period", "ago"):
        units: dict[str | None, Precision] = {
            "day": "day", "week": "week", "month": "month", "year": "year", "hour": "hour"}
        return units.get(found.unit)
    if found.season is not None:
        return "season"
    return "day" if found.day is not None else "month" if found.month is not None else "year"


def evaluate(found: Expression, on: dt.date | None, country: str | None = None) -> Value:
    """The value of an expression; ValueError or OverflowError beyond the calendar."""
    if found.kind == "date":
        return date_value(found, on)
    if on is None:
        return OPEN
    if found.kind == "day" and found.shift is not None:
        return _shifted(found, found.shift, on)
    if found.kind == "weekday" and found.weekday is not None:
        return _weekday(found, found.weekday, on)
    if found.kind == "period":
        return _period(found, on, country)
    if found.kind == "ago":
        return _ago(found, on)
    return _span(found, on)


# --- relative ---------------------------------------------------------------------------------


def _shifted(found: Expression, shift: int, on: dt.date) -> Value:
    day = on + shift * _DAY
    if found.weekday is not None and day.weekday() != found.weekday:
        near = [day + step * _DAY for step in (-1, 1)]
        fits = tuple(one.isoformat() for one in near if one.weekday() == found.weekday)
        return Value(None, fits, note="weekday_conflict")
    return Value(day.isoformat())


def _weekday(found: Expression, weekday: int, on: dt.date) -> Value:
    back, ahead = (on.weekday() - weekday) % 7, (weekday - on.weekday()) % 7
    last, following = on - back * _DAY, on + ahead * _DAY
    if found.toward is not None and found.toward < 0:
        return _night(found, on - ((back or 7) - 7 * (found.toward + 1)) * _DAY)
    if found.toward is not None and found.toward > 0:
        return _night(found, on + ((ahead or 7) + 7 * (found.toward - 1)) * _DAY)
    if found.toward == 0 or not found.future or back == 0:
        return _night(found, last) if found.toward is None else OPEN
    options = (_night(found, last).value, _night(found, following).value)
    return Value(None, tuple(value for value in options if value is not None))


def _night(found: Expression, day: dt.date) -> Value:
    if found.weekday2 is None:
        return Value(day.isoformat(), inferred=True)
    return Value(f"{day.isoformat()}/{(day + _DAY).isoformat()}", inferred=True)


def _period(found: Expression, on: dt.date, country: str | None) -> Value:
    toward = found.toward or 0
    if found.unit == "year":
        return Value(f"{on.year + toward:04d}", inferred=True)
    if found.unit == "month":
        year, month = add_months(on, toward)
        return Value(f"{year:04d}-{month:02d}", inferred=True)
    starts = _week_starts().get((country or "").upper())
    if starts is None:
        return OPEN
    first = on + (7 * toward - (on.weekday() - starts) % 7) * _DAY
    return Value(f"{first.isoformat()}/{(first + 6 * _DAY).isoformat()}", inferred=True)


@cache
def _week_starts() -> MappingProxyType[str, int]:
    return MappingProxyType({row["country"]: int(row["first"]) for row in rows("weeks")})


def _ago(found: Expression, on: dt.date) -> Value:
    count = found.count or 0
    if found.unit == "day":
        return Value((on - count * _DAY).isoformat(), inferred=True)
    if found.lasting:
        return OPEN
    if found.unit == "year" and on.year > count:
        return Value(f"{on.year - count:04d}", inferred=True)
    if found.unit == "month":
        year, month = add_months(on, -count)
        return Value(f"{year:04d}-{month:02d}", inferred=True)
    if found.unit == "week":
        return Value((on - 7 * count * _DAY).isoformat(), inferred=True)
    return OPEN


def _span(found: Expression, on: dt.date) -> Value:
    count, toward = found.count or 0, found.toward or 0
    if found.unit == "year":
        edge = f"{on.year + toward * count:04d}"
        here = f"{on.year:04d}"
        return Value(f"{edge}/{here}" if toward < 0 else f"{here}/{edge}", inferred=True)
    if found.unit == "month":
        year, month = add_months(on, toward * count)
        other = on.replace(year=year, month=month,
                           day=min(on.day, civil.monthrange(year, month)[1]))
    else:
        days = {"day": count, "week": 7 * count, "hour": -(-count // 24)}[found.unit or "day"]
        other = on + toward * days * _DAY
    first, last = (other, on) if toward < 0 else (on, other)
    return Value(f"{first.isoformat()}/{last.isoformat()}", inferred=True)
