"""Clock times: الساعة العاشرة والنصف مساء, 10:30 بتوقيت غرينتش."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import msgspec

from riwaya.dates.digits import clock_of
from riwaya.dates.expressions import Clock, Expression
from riwaya.dates.roles import ROLES, chars
from riwaya.dates.tag import Items

_HOURS = chars("clockw ordf day wday clock decimal num year ryear hyear")
_FOUR_DIGITS = chars("num year ryear hyear")
_PARTS = chars("part parta night")
_FRACTIONS = chars("half quarter third minus")
_EXACT_MARKS = chars("clock num year ryear hyear")
_BETWEEN_CLOCKS = chars("to dash and")
_NOON = 12
_HOUR_MINUTES = 60


def clock(items: Items, a: int, b: int) -> Expression | None:
    """A clock time of items `a` to `b`, or None where the numbers are none."""
    roles = items.roles
    if (
        roles[a] == ROLES["ordf"]
        and a
        and roles[a - 1] == ROLES["dfem"]
        and not any(role in _FRACTIONS for role in roles[a:b])
    ):
        return None  # الجولة الثانية مساء أمس
    read = _read(items, a, b)
    if read is None:
        return None
    return Expression(start=items.starts[a], end=items.ends[b - 1], kind="clock", clock=read)


def clock_range(items: Items, a: int, b: int) -> Expression | None:
    """من الثامنة حتى العاشرة مساء: the first takes the part of the day and zone of the second."""
    roles = items.roles
    if roles[a] == ROLES["days"]:
        hours = items.senses[a].data
        part = str(items.senses[a + 1].data[0])
        return _between(items, a, b, Clock(int(hours[0])), Clock(int(hours[1]), part=part))
    cut = next(
        (
            i
            for i in range(a + 1, b)
            if roles[i] in _BETWEEN_CLOCKS
            and i + 1 < b
            and (roles[i + 1] in _HOURS or roles[i + 1] == ROLES["saa"])
        ),
        None,
    )
    if cut is None or (roles[cut] == ROLES["and"] and roles[a] != ROLES["between"]):
        return None
    first, last = _read(items, a, cut), _read(items, cut + 1, b)
    return _between(items, a, b, first, last) if first and last else None


def _between(items: Items, a: int, b: int, first: Clock, last: Clock) -> Expression:
    first, last = _like(first, last, last=False), _like(last, first, last=True)
    first = msgspec.structs.replace(first, zone=first.zone or last.zone)
    one, two = (
        Expression(start=items.starts[a], end=items.ends[b - 1], kind="clock", clock=clock)
        for clock in (first, last)
    )
    return Expression(start=items.starts[a], end=items.ends[b - 1], kind="range", ends=(one, two))


def _like(clock: Clock, other: Clock, *, last: bool) -> Clock:
    """A clock with the part of the day that only the other end of its range names."""
    if clock.part is not None or clock.hour > _NOON:
        return clock
    if other.part is None:
        return msgspec.structs.replace(clock, exact=clock.exact or other.exact)
    follows = clock.hour >= other.hour if last else clock.hour <= other.hour
    part = "noon" if clock.hour == _NOON and other.part == "am" else other.part
    return msgspec.structs.replace(clock, part=part, exact=False) if follows else clock


def _read(items: Items, a: int, b: int) -> Clock | None:
    hour: Clock | None = None
    part: str | None = None
    zone: str | None = None
    for i in range(a, b):
        role, sense = items.roles[i], items.senses[i]
        if role in _HOURS and hour is None:
            hour = _hour(role, sense.value, sense.data, sense.key)
            if hour is None:
                return None
        elif role in _PARTS:
            part = str(sense.data[0])
        elif role == ROLES["gera"]:
            part = "pm"  # 10:21 م
        elif role == ROLES["zone"]:
            zone = str(sense.data[0])
        elif role == ROLES["zhead"]:
            zone = "local"
        elif hour is not None and role in _FRACTIONS:
            hour = _plus(hour, sense.value)
        elif hour is not None and (role in _HOURS or role == ROLES["wnum"]):
            hour = _plus(hour, sense.value) if sense.value < _HOUR_MINUTES else hour
    if hour is None or (part == "am" and hour.hour > _NOON):
        return None
    exact = hour.exact or (part is None and _digital(items.roles[a:b]))
    return msgspec.structs.replace(hour, part=part or hour.part, zone=zone, exact=exact)


def _digital(roles: str) -> bool:
    return any(role in _EXACT_MARKS or role == ROLES["decimal"] for role in roles)


def _hour(role: str, value: int, data: tuple[int | str, ...], key: str) -> Clock | None:
    if role == ROLES["clock"]:
        return Clock(int(data[0]), int(data[1]), int(data[2]), exact=bool(data[3]))
    if role == ROLES["decimal"]:
        minutes = int(data[1])
        if data[2] != 2 or value > 23 or minutes > 59:
            return None
        return Clock(value, minutes, exact=value > _NOON)
    if role == ROLES["clockw"]:
        return Clock(value, exact=True, part=None if value else "midnight")
    if role in _FOUR_DIGITS:
        if len(key) != 4 or not key.isdecimal():
            return None
        read = clock_of(int(key[:2]), int(key[2:]), 0, padded=True)
        return Clock(int(read.parts[0]), int(read.parts[1]), exact=True) if read.parts else None
    return Clock(value % 24, exact=value > _NOON) if value <= 24 else None


def _plus(clock: Clock, minutes: int) -> Clock:
    total = (clock.hour * _HOUR_MINUTES + clock.minute + minutes) % (24 * 60)
    return msgspec.structs.replace(clock, hour=total // 60, minute=total % 60)


def hours_of(clock: Clock) -> tuple[int, ...]:
    """The hours of the day that a clock may mean: one where it is sure, else two.

    >>> hours_of(Clock(10, part="pm")), hours_of(Clock(10))
    ((22,), (10, 22))
    """
    hour, part = clock.hour, clock.part
    if clock.exact or hour > _NOON or hour == 0:
        return (hour,)
    half = hour % _NOON
    if part in ("am", "late", "midnight"):
        return (half,)
    if part == "pm":
        return (half + _NOON,)
    if part == "noon":
        return (half + _NOON if hour <= 4 or hour == _NOON else hour,)
    if part == "night":
        return (half if hour <= 5 or hour == _NOON else half + _NOON,)
    return (half, half + _NOON)


def clock_values(clock: Clock, day: dt.date | None) -> tuple[str, ...]:
    """The clock as ISO 8601, on a day or (`T22:00`) on none; two where morning and evening are
    both possible."""
    return tuple(_value(clock, hour, day) for hour in hours_of(clock))


def _value(clock: Clock, hour: int, day: dt.date | None) -> str:
    time = f"{hour:02d}:{clock.minute:02d}" + (f":{clock.second:02d}" if clock.second else "")
    return f"{day.isoformat() if day else ''}T{time}{_offset(clock, hour, day)}"


def _offset(clock: Clock, hour: int, day: dt.date | None) -> str:
    zone = clock.zone
    if zone is None or zone == "local":
        return ""
    if zone in ("UTC", "Z"):
        return "Z"
    if "/" not in zone:
        return zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    if day is None:
        return ""
    at = dt.datetime.combine(day, dt.time(hour % 24, clock.minute), _zone_info(zone))
    return at.isoformat()[-6:]


@cache
def _zone_info(name: str) -> ZoneInfo:
    """A zone as the locked tzdata has it, whatever the machine has: the same bytes everywhere."""
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)
