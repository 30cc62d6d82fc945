"""Expressions that belong together: ranges, a day and its clock, a Hijri day and its twin."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from riwaya.dates.expressions import Clock, Expression
from riwaya.dates.hijri import gregorian_day, is_pair
from riwaya.dates.roles import ROLES, chars
from riwaya.dates.tag import Items

_CLOCK_LINK = frozenset(chars("from in comma dash at and upon"))
_TO = frozenset(chars("to dash"))
_AND = ROLES["and"]
_RANGE_LEADS = chars("from between since")
_TWIN_LINK = frozenset(chars("match hera gera slash open dash comma close word"))
_DAYS = ("date", "day", "weekday")
_STOP = ROLES["stop"]
_LONGEST_CLOCK_LINK = 2
_DAY_REACH = 3
_ITEM_REACH = 80
_LONGEST_TWIN_LINK = 3


class Read(NamedTuple):
    """An expression and the items that it covers. Where the text says the same twice the expression
    is the same object: the items tell its place."""

    found: Expression
    first: int
    after: int


def join(items: Items, read: list[Read]) -> list[Read]:
    """The expressions with what belongs together joined; bare digits that look like a clock are
    left out where no day stands with them."""
    read = _clocks(items, _same_month(read))
    read = _ranges(items, read)
    return _twins(items, read)


def _names_day(found: Expression) -> bool:
    if found.clock is not None or found.ends is not None:
        return False
    return found.kind in ("day", "weekday") or (
        found.kind == "date" and (found.day is not None or found.short is not None)
    )


def _same_month(read: list[Read]) -> list[Read]:
    """20 منه is of the month that was named last before it; without one it is nothing."""
    if not any(one.found.frame == "same" for one in read):
        return read
    out: list[Read] = []
    named: Expression | None = None
    for one in read:
        found = one.found
        if found.frame == "same":
            if named is None:
                continue
            found = _of_named(found, named)
        elif found.kind == "date" and (found.month is not None or found.toward is not None):
            named = found if found.year2 is None and not found.feast else None
        out.append(one._replace(found=found))
    return out


def _of_named(found: Expression, named: Expression) -> Expression:
    """20 منه with the month and year, حزيران من العام نفسه with the year of what was named."""
    if found.month is not None:
        return msgspec.structs.replace(
            found,
            year=named.year,
            frame=None,
            unit="year" if named.unit == "year" else None,
            toward=named.toward if named.unit == "year" else None,
        )
    return msgspec.structs.replace(
        named,
        day=found.day,
        day2=found.day2,
        weekday=found.weekday,
        weekday2=None,
        shift=None,
        part=None,
        clock=None,
        pair=None,
        frame="same",
    )


# --- clocks -----------------------------------------------------------------------------------


def _clocks(items: Items, read: list[Read]) -> list[Read]:
    if not any(_is_clock(one.found) for one in read):
        return read
    out: list[Read] = []
    joined: dict[tuple[int, int], Expression] = {}
    for one in read:
        last = out[-1] if out else None
        both = last is not None and _beside(items, last, one)
        if last is not None and both:
            pair = (id(last.found), id(one.found))
            found = joined.get(pair)
            if found is None:
                found = joined[pair] = _with_clock(last.found, one.found)
            out[-1] = _with_zone(items, Read(found, last.first, one.after))
        else:
            out.append(one)
    out = [one for one in out if not _dropped(items, one)]
    days = any(_names_day(one.found) for one in out)
    return [_dated(items, out, index, days) for index in range(len(out))]


def _beside(items: Items, one: Read, two: Read) -> bool:
    between = items.roles[one.after : two.first]
    kinds = (_is_clock(one.found), _is_clock(two.found))
    day = two.found if kinds[0] else one.found
    return (
        kinds[0] != kinds[1]
        and len(between) <= _LONGEST_CLOCK_LINK
        and _CLOCK_LINK.issuperset(between)
        and _names_day(day)
    )


def _is_clock(found: Expression) -> bool:
    return found.kind == "clock" or (found.ends is not None and found.ends[0].kind == "clock")


def _with_clock(one: Expression, two: Expression) -> Expression:
    clock, day = (one, two) if _is_clock(one) else (two, one)
    if clock.ends is not None:
        first, last = (
            msgspec.structs.replace(end, of=day, clock=_on_day(end.clock, day))
            for end in clock.ends
        )
        return msgspec.structs.replace(clock, ends=(first, last))
    return msgspec.structs.replace(day, clock=_on_day(clock.clock, day))


def _with_zone(items: Items, one: Read) -> Read:
    """الساعة الخامسة من مساء الجمعة بتوقيت غرينتش: the zone comes after the day."""
    clock = one.found.clock
    zoned = one.after < len(items.roles) and items.roles[one.after] == ROLES["zone"]
    if clock is None or clock.zone is not None or not zoned:
        return one
    zone = str(items.senses[one.after].data[0])
    found = msgspec.structs.replace(one.found, clock=msgspec.structs.replace(clock, zone=zone))
    return Read(found, one.first, one.after + 1)


def _on_day(clock: Clock | None, day: Expression) -> Clock | None:
    if clock is None or clock.part is not None or clock.exact or day.part is None:
        return clock
    return msgspec.structs.replace(clock, part=day.part)


def _dropped(items: Items, one: Read) -> bool:
    """Digits like 10:30 that neither a word nor a day makes a clock."""
    bare = one.found.kind == "clock" and one.after == one.first + 1
    led = one.first > 0 and items.roles[one.first - 1] in chars("in at to since from")
    return bare and items.roles[one.first] == ROLES["clock"] and not led


def _dated(items: Items, read: list[Read], index: int, named: bool) -> Read:
    """A clock alone takes the day that its sentence names, the nearest before it or after; else the
    last day that was named shortly before. It stays open where other days are
    named in the text."""
    one = read[index]
    if one.found.kind != "clock":
        return one
    sides = [read[near] for near in (index - 1, index + 1) if 0 <= near < len(read)]
    days = [
        other
        for other in sides
        if _names_day(other.found)
        and _STOP not in items.roles[min(one.after, other.after) : max(one.first, other.first)]
    ]
    if not days:
        before = read[max(0, index - _DAY_REACH) : index]
        days = [
            other
            for other in reversed(before)
            if _names_day(other.found) and one.first - other.after <= _ITEM_REACH
        ]
    if not days:
        return (
            one._replace(found=msgspec.structs.replace(one.found, frame="apart")) if named else one
        )
    found = msgspec.structs.replace(
        one.found, of=days[0].found, clock=_on_day(one.found.clock, days[0].found)
    )
    return one._replace(found=found)


# --- ranges -----------------------------------------------------------------------------------


def _ranges(items: Items, read: list[Read]) -> list[Read]:
    out: list[Read] = []
    for one in read:
        last = out[-1] if out else None
        if last is not None and _ends(items, last, one):
            out[-1] = _range(items, last, one)
        else:
            out.append(one)
    return out


def _ends(items: Items, one: Read, two: Read) -> bool:
    """Whether two expressions are the ends of a range: من … إلى, بين … و, or a dash."""
    between = items.roles[one.after : two.first].replace(ROLES["in"], "")
    if not 1 <= len(between) <= 2 or not _alike(one.found, two.found):
        return False
    led = items.roles[one.first - 1] if one.first else ""
    if between == _AND:
        pair = led == ROLES["months2"] and _follows(one.found, two.found)
        return led == ROLES["between"] or pair
    if between[-1] not in _TO or between[:-1] not in ("", _AND):
        return False
    dated = one.found.kind == "date" and two.found.kind == "date"
    return (bool(led) and led in _RANGE_LEADS) or dated


def _follows(one: Expression, two: Expression) -> bool:
    return (one.month or 0) % 12 + 1 == two.month


def _alike(one: Expression, two: Expression) -> bool:
    if one.ends is not None or two.ends is not None or one.calendar != two.calendar:
        return False
    if one.kind == "clock" or two.kind == "clock":
        return one.kind == two.kind
    if one.year2 or two.year2 or one.day2 or two.day2 or one.weekday2 or two.weekday2:
        return False
    kinds = {one.kind, two.kind}
    if kinds == {"date"}:
        return (one.day is None) == (two.day is None)
    return (
        kinds <= {"date", "day", "weekday"}
        and (one.day or one.kind != "date") is not None
        and (two.day or two.kind != "date") is not None
    )


def _range(items: Items, one: Read, two: Read) -> Read:
    first, last = _shared(one.found, two.found), two.found
    led = one.first > 0 and items.roles[one.first - 1] in chars("from between months2")
    found = Expression(
        start=first.start, end=last.end, kind="range", ends=(first, last), calendar=first.calendar
    )
    return Read(found, one.first - led, two.after)


def _shared(first: Expression, last: Expression) -> Expression:
    """The first end with the year or the direction that only the last one names."""
    if first.kind == "clock" and first.clock is not None and last.clock is not None:
        part = first.clock.part or (
            last.clock.part if first.clock.hour <= last.clock.hour else None
        )
        clock = msgspec.structs.replace(
            first.clock, part=part, zone=first.clock.zone or last.clock.zone
        )
        return msgspec.structs.replace(first, clock=clock)
    if first.kind != last.kind or first.toward is not None:
        return first
    if first.kind == "date" and first.month and not first.year and last.month:
        later = first.month > last.month
        year = last.year - later if last.year else None
        toward, unit = (None, None) if last.year else (last.toward, last.unit)
        return msgspec.structs.replace(first, year=year, toward=toward, unit=unit)
    if first.kind == "weekday":
        return msgspec.structs.replace(first, toward=last.toward)
    return first


# --- twins ------------------------------------------------------------------------------------


def _twins(items: Items, read: list[Read]) -> list[Read]:
    """A Hijri and a Gregorian day beside each other (الموافق, brackets, a slash) are one expression
    where they are one day, by the Gregorian one; else two, and the Hijri one has its conflict."""
    out: list[Read] = []
    for one in read:
        last = out[-1] if out else None
        if last is None or not _are_twins(items, last, one):
            out.append(one)
            continue
        hijri, civil = (last, one) if last.found.calendar == "hijri" else (one, last)
        day = gregorian_day(civil.found)
        if day is None:
            out.append(one)
            continue
        pair = (day.year, day.month, day.day)
        if is_pair(hijri.found, day):
            after = one.after + _closes(items, last.after, one.after)
            out[-1] = Read(_both(hijri.found, civil.found, pair), last.first, after)
        else:
            changed = hijri._replace(found=msgspec.structs.replace(hijri.found, pair=pair))
            out[-1:] = [changed, one] if hijri is last else [last, changed]
    return out


def _both(hijri: Expression, civil: Expression, pair: tuple[int, int, int]) -> Expression:
    """A Hijri day with its twin, and what only one of them says of the day."""
    weekday = civil.weekday if hijri.weekday is None else hijri.weekday
    shift = civil.shift if hijri.shift is None else hijri.shift
    return msgspec.structs.replace(
        hijri,
        pair=pair,
        weekday=weekday,
        shift=shift,
        part=hijri.part or civil.part,
        clock=hijri.clock or civil.clock,
    )


def _closes(items: Items, first: int, after: int) -> bool:
    """Whether a bracket that opens between the twins closes after them."""
    opened = ROLES["open"] in items.roles[first:after]
    return (
        opened
        and items.roles[after : after + 1] == ROLES["close"]
        and (ROLES["close"] not in items.roles[first:after])
    )


def _are_twins(items: Items, one: Read, two: Read) -> bool:
    if one.found.calendar == two.found.calendar or not (one.found.day and two.found.day):
        return False
    between = items.roles[one.after : two.first]
    return len(between) <= _LONGEST_TWIN_LINK and _TWIN_LINK.issuperset(between) and bool(between)
