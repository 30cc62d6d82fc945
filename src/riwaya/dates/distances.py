"""Periods, spans and distances read off their items: العام المقبل, آخر 24 ساعة, قبل ثلاثة أيام."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from riwaya.dates.expressions import Expression
from riwaya.dates.parts import Parts, made
from riwaya.dates.roles import ROLES, chars
from riwaya.dates.tag import Items

_UNITS = chars("units unita unit2 Units Unit2")
_DUALS = chars("unit2 Unit2")
_COUNTS = chars("day wday wnum num")
_LONGEST_COUNT = 3000
NAMED_UNITS = MappingProxyType({
    ROLES[role]: unit for role, unit in {
        "yawm": "day", "weekw": "week", "Weekw": "week", "monthw": "month", "Monthw": "month",
        "yearw": "year", "Yearw": "year", "hourw": "hour", "saa": "hour", "minutew": "minute",
        "decadew": "decade", "Decadew": "decade", "Centuryw": "century", "weekend": "weekend",
    }.items()})  # fmt: skip
"""The unit that a word names by itself."""
FRACTIONS = MappingProxyType({ROLES[name]: name for name in ("quarter", "half", "third")})
"""Words of a part of something."""


def period(items: Items, a: int, b: int) -> Expression | None:
    """العام المقبل, هذا الأسبوع, نهاية الشهر الماضي."""
    at = next(i for i in range(a, b) if items.roles[i] in NAMED_UNITS)
    unit = NAMED_UNITS[items.roles[at]]
    toward = Parts(items, a, b).fields.get("toward", 0)
    return made(items, a, b, kind="period", unit=unit, toward=toward)


def _measure(items: Items, a: int, b: int) -> tuple[str, int, int] | None:
    """The unit and count that begin at item `a`, and the index after them."""
    count, i = 1, a
    if items.roles[i] in _COUNTS:
        count, i = items.senses[i].value, i + 1
    if i >= b:
        return None
    role, sense = items.roles[i], items.senses[i]
    if role in _UNITS:
        if role in _DUALS:
            count = 2
        elif i == a and i + 1 < b and items.roles[i + 1] in _COUNTS:
            return str(sense.data[0]), items.senses[i + 1].value, i + 2
        elif i == a:
            return None
        return str(sense.data[0]), count, i + 1
    if role not in NAMED_UNITS:
        return None
    if role == ROLES["saa"] and i + 1 < b and items.roles[i + 1] in _COUNTS:
        return "hour", items.senses[i + 1].value, i + 2
    one = i + 1 < b and items.roles[i + 1] == ROLES["wday"] and items.senses[i + 1].value == 1
    return NAMED_UNITS[role], count, i + 1 + one


def span(items: Items, a: int, b: int) -> Expression | None:
    """الأيام الثلاثة الماضية, آخر 24 ساعة."""
    first = a + (items.roles[a] == ROLES["last"])
    read = _measure(items, first, b)
    toward = items.senses[b - 1].value if items.roles[b - 1] == ROLES["toward"] else -1
    if read is None or toward == 0 or not 1 <= read[1] <= _LONGEST_COUNT:
        return None
    return made(items, a, b, kind="span", unit=read[0], count=read[1], toward=toward)


def ago(items: Items, a: int, b: int) -> Expression | None:
    """قبل ثلاثة أيام, منذ عام ونصف, بعد يومين, خلال أسبوع."""
    i = a + 1
    loose = False
    while items.roles[i] in (ROLES["at"], ROLES["more"]):
        loose = loose or items.roles[i] == ROLES["more"]
        i += 1
    read = _measure(items, i, b)
    if read is None or not 1 <= read[1] <= _LONGEST_COUNT:
        return None
    lead = items.roles[a]
    extra = _extra(items, read[2], b, read[0])
    back = lead in (ROLES["before"], ROLES["since"])
    fields: dict[str, Any] = {"unit": read[0], "count": read[1], "extra": extra, "loose": loose}
    if lead == ROLES["within"]:
        return made(items, i, b, kind="span", toward=1, frame="within", **fields)
    return made(items, a, b, kind="ago", toward=-1 if back else 1, **fields)


def _extra(items: Items, a: int, b: int, unit: str) -> tuple[str, int] | None:
    """ونصف after a unit, or وشهرين."""
    if a + 1 >= b or items.roles[a] != ROLES["and"]:
        return None
    if items.roles[a + 1] in FRACTIONS:
        share = 2 if items.roles[a + 1] == ROLES["half"] else 4
        whole = {
            "year": ("month", 12),
            "month": ("day", 30),
            "hour": ("minute", 60),
            "day": ("hour", 24),
            "week": ("day", 7),
            "decade": ("year", 10),
        }.get(unit)
        return (whole[0], whole[1] // share) if whole else None
    read = _measure(items, a + 1, b)
    return (read[0], read[1]) if read is not None and read[1] > 0 else None
