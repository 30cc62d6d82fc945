"""Values: an expression and the document's day to a `Time`. What is not certain stays open."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from riwaya.dates.absolute import date_value
from riwaya.dates.clocks import clock_values, hours_of
from riwaya.dates.expressions import Clock, Expression
from riwaya.dates.periods import age, fraction, nth, period, span
from riwaya.dates.relative import ago, shifted, weekday
from riwaya.dates.values import OPEN, Value
from riwaya.records import Precision, Time

_DAY_LENGTH = 10
_UNITS: dict[str | None, Precision] = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "year": "year", "decade": "decade", "century": "century", "weekend": "day",
}  # fmt: skip


def resolve(text: str, found: Expression, on: dt.date | None, country: str | None = None) -> Time:
    """The `Time` of an expression, against the document's day `on` (a datetime where its clock is
    known too)."""
    try:
        value = evaluate(found, on, country)
    except (OverflowError, ValueError):
        value = OPEN
    basis = basis_of(found)
    resolved = value.value is not None or bool(value.candidates)
    return Time(
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        value=value.value,
        candidates=value.candidates,
        inferred=value.inferred,
        precision=precision_of(found),
        calendar=found.calendar,
        basis=basis,
        note=value.note,
        anchor=on.isoformat()[:16] if on is not None and basis != "explicit" and resolved else None,
    )


def basis_of(found: Expression) -> Literal["explicit", "relative", "weekday", "named"]:
    """Whether the words alone, the document's day, a week day or a named day give the value."""
    if found.ends is not None:
        both = {basis_of(one) for one in found.ends}
        return both.pop() if len(both) == 1 else "relative"
    if found.kind == "weekday":
        return "weekday"
    if found.feast:
        return "named"
    dated = found.kind in ("date", "nth", "fraction") and found.year is not None
    aged = found.kind == "age" and (found.toward is None or found.count is not None)
    return "explicit" if dated or aged else "relative"


def precision_of(found: Expression) -> Precision | None:
    """How fine the expression is."""
    if found.ends is not None:
        return precision_of(found.ends[1])
    if found.clock is not None and (found.kind == "clock" or len(hours_of(found.clock)) == 1):
        clock = found.clock
        return "second" if clock.second else "minute" if clock.minute or clock.exact else "hour"
    if found.part is not None:
        return "part_of_day"
    if found.kind in ("day", "weekday"):
        return "day"
    if found.kind in ("span", "fraction"):
        return "duration"
    if found.kind in ("period", "ago"):
        return _UNITS.get(found.unit)
    if found.kind == "age":
        return "decade" if found.count is not None or found.unit == "decade" else "century"
    if found.kind == "nth":
        return "day" if found.weekday is not None else "week"
    if found.season is not None:
        return "season"
    if found.day is not None or found.short is not None:
        return "day"
    return "month" if found.month is not None else "year"


def evaluate(found: Expression, on: dt.date | None, country: str | None = None) -> Value:
    """The value of an expression; ValueError or OverflowError beyond the calendar."""
    day = on.date() if isinstance(on, dt.datetime) else on
    if found.kind == "range":
        return _range(found, on, country)
    if found.kind == "clock":
        return _clock(found, day, country)
    value = _value(found, on, day, country)
    return _at_clock(found, value) if found.clock is not None else value


def _value(
    found: Expression, on: dt.date | None, day: dt.date | None, country: str | None
) -> Value:
    if found.kind == "date":
        return date_value(found, day)
    if found.kind == "age":
        return age(found, day)
    if found.kind == "nth":
        return nth(found, day)
    if found.kind == "fraction":
        return fraction(found, day)
    if on is None or day is None:
        return OPEN
    if found.kind == "day":
        return shifted(found, day)
    if found.kind == "weekday":
        return weekday(found, day, country)
    if found.kind == "period":
        return period(found, day, country)
    return ago(found, on) if found.kind == "ago" else span(found, on)


def _clock(found: Expression, day: dt.date | None, country: str | None) -> Value:
    """A clock time by itself is of the day that its sentence names, else of the document's."""
    if found.clock is None:
        return OPEN
    if found.of is not None:
        given = evaluate(found.of, day, country).value
        if given is None or len(given) != _DAY_LENGTH:
            return OPEN if day is not None else Value(_alone(found.clock))
        day = dt.date.fromisoformat(given)
    if found.frame == "apart":
        day = None
    values = clock_values(found.clock, day)
    if found.clock.part == "midnight" and day is not None and found.of is None:
        # Of a day's two midnights its words may mean either.
        values += clock_values(found.clock, day + dt.timedelta(days=1))
    if len(values) == 1:
        return Value(values[0], inferred=day is not None)
    return Value(None, values)


def _alone(clock: Clock) -> str | None:
    values = clock_values(clock, None)
    return values[0] if len(values) == 1 else None


def _at_clock(found: Expression, value: Value) -> Value:
    """The value of a day with the clock beside it; the day alone where morning and evening are
    both possible."""
    if value.value is None or found.clock is None:
        return value
    if found.weekday2 is not None and found.part == "night":
        return _in_night(found.clock, value)
    if len(value.value) != _DAY_LENGTH:
        return value
    values = clock_values(found.clock, dt.date.fromisoformat(value.value))
    return value._replace(value=values[0]) if len(values) == 1 else value


def _in_night(clock: Clock, value: Value) -> Value:
    """العاشرة ليلة الأربعاء-الخميس: the evening of the first day or the morning of the second."""
    days = [dt.date.fromisoformat(day) for day in (value.value or "").split("/")]
    values = [
        one
        for day, least, most in ((days[0], 17, 23), (days[-1], 0, 8))
        for hour, one in zip(hours_of(clock), clock_values(clock, day), strict=True)
        if least <= hour <= most
    ]
    return value._replace(value=values[0]) if len(values) == 1 else value


def _range(found: Expression, on: dt.date | None, country: str | None) -> Value:
    """From the first day of the first end to the last of the second."""
    if found.ends is None:
        return OPEN
    first, last = found.ends
    one, two = evaluate(first, on, country), evaluate(last, on, country)
    begins = one.value
    if begins is None and two.value is not None and first.kind == "clock":
        # من السابعة إلى 4 مساء: only the morning is before the end.
        before = [value for value in one.candidates if value < two.value]
        begins = before[0] if len(before) == 1 else None
    if begins is None or two.value is None:
        return OPEN
    start, end = begins.split("/")[0], two.value.split("/")[-1]
    if last.kind == "weekday" and end < start:
        end = _following(end, start)
    if start > end and len(start) == len(end):
        return Value(None, note="no_such_range")
    return Value(f"{start}/{end}", inferred=one.inferred or two.inferred)


def _following(day: str, start: str) -> str:
    """The first day of the same name that is not before `start`."""
    last, first = dt.date.fromisoformat(day), dt.date.fromisoformat(start)
    return (last + dt.timedelta(days=-(-(first - last).days // 7) * 7)).isoformat()
