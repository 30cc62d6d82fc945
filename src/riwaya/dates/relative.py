"""Days counted from the document's day: أمس, الأربعاء الماضي, قبل ثلاثة أيام."""

from __future__ import annotations

import datetime as dt

from riwaya.dates.absolute import add_months
from riwaya.dates.expressions import Expression
from riwaya.dates.values import OPEN, Value
from riwaya.dates.weeks import starts, week

_DAY = dt.timedelta(days=1)
_PARTS_OF_MONTH = (("day", 15), ("day", 7))


def shifted(found: Expression, on: dt.date) -> Value:
    """أمس, مساء غد الخميس; الليلة الماضية is a night between two days."""
    day = on + (found.shift or 0) * _DAY
    if found.frame == "night":
        return Value(f"{day.isoformat()}/{on.isoformat()}")
    if found.weekday is not None and day.weekday() != found.weekday:
        near = [day + step * _DAY for step in (-1, 1)]
        fits = tuple(one.isoformat() for one in near if one.weekday() == found.weekday)
        return Value(None, fits, note="weekday_conflict")
    return Value(day.isoformat())


def weekday(found: Expression, on: dt.date, country: str | None) -> Value:
    """A week day: the latest on or before the document's day; the next where something planned is
    told; by its direction where it has one."""
    number = found.weekday or 0
    if found.unit == "week":
        return _in_week(found, number, on, country)
    back, ahead = (on.weekday() - number) % 7, (number - on.weekday()) % 7
    toward = found.toward
    if toward is not None and toward < 0:
        return _with_second(found, on - ((back or 7) - 7 * (toward + 1)) * _DAY)
    if toward is not None and toward > 0:
        return _with_second(found, on + ((ahead or 7) + 7 * (toward - 1)) * _DAY)
    last, following = on - back * _DAY, on + ahead * _DAY
    if toward == 0 or (found.present and back):
        options = (_with_second(found, last).value, _with_second(found, following).value)
        return Value(None, tuple(sorted({value for value in options if value is not None})))
    return _with_second(found, following if found.future else last)


def _in_week(found: Expression, number: int, on: dt.date, country: str | None) -> Value:
    """الأربعاء من الأسبوع الماضي: one day where the week of every country has it so."""
    days = sorted(
        {
            week(on, found.toward or 0, first) + (number - first) % 7 * _DAY
            for first in starts(country)
        }
    )
    if len(days) == 1:
        return Value(days[0].isoformat(), inferred=True)
    return Value(None, tuple(day.isoformat() for day in days))


def _with_second(found: Expression, day: dt.date) -> Value:
    if found.weekday2 is None:
        return Value(day.isoformat(), inferred=True)
    span = (found.weekday2 - (found.weekday or 0)) % 7
    return Value(f"{day.isoformat()}/{(day + span * _DAY).isoformat()}", inferred=True)


def ago(found: Expression, on: dt.date) -> Value:
    """قبل ثلاثة أيام, منذ عام ونصف, بعد يومين. A bound (أكثر من) gives no value, and what comes
    after counts from the document only where something planned is told."""
    toward = found.toward or -1
    if found.loose or (toward > 0 and not (found.future or found.present)):
        return OPEN
    moment, finest = on, found.unit or "day"
    steps = [(found.unit or "day", found.count or 0), *([found.extra] if found.extra else [])]
    for unit, count in steps:
        moved = _moved(moment, unit, toward * count)
        if moved is None:
            return OPEN
        moment, finest = moved, unit
    return _at_precision(moment, finest if found.extra not in _PARTS_OF_MONTH else "month")


def _moved(moment: dt.date, unit: str, count: int) -> dt.date | None:
    if unit in ("hour", "minute"):
        if not isinstance(moment, dt.datetime):
            return None
        return moment + dt.timedelta(**{f"{unit}s": count})
    if unit in ("day", "week"):
        return moment + count * (7 if unit == "week" else 1) * _DAY
    months = count * {"month": 1, "year": 12, "decade": 120}.get(unit, 0)
    if not months:
        return None
    year, month = add_months(moment, months)
    last = ((dt.date(year + month // 12, month % 12 + 1, 1)) - _DAY).day
    return moment.replace(year=year, month=month, day=min(moment.day, last))


def _at_precision(moment: dt.date, unit: str) -> Value:
    if unit in ("hour", "minute"):
        return Value(moment.isoformat()[:16], inferred=True)
    length = {"month": 7, "year": 4, "decade": 4}.get(unit, 10)
    return Value(moment.isoformat()[:length], inferred=True)
