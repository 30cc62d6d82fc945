"""From a match of the grammar to an expression: the parts are read off the items it covers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from riwaya.dates.clocks import clock, clock_range
from riwaya.dates.distances import FRACTIONS, NAMED_UNITS, ago, period, span
from riwaya.dates.expressions import Expression
from riwaya.dates.parts import Parts, made
from riwaya.dates.roles import ROLES, chars
from riwaya.dates.tag import Items

_BEFORE_ORDINAL = chars("weekday dword general Weekw quarter half third Yearw Monthw")
_BEFORE_ZERO = chars("in to since from at between match and")
_BEFORE_DAY = chars("in to since from")
_STARTS = " " + chars("stop comma")
_NOMINAL = chars("word noun dword dfem general")
_NO_TODAY_AFTER = chars("named event")
_NO_TODAY = chars("toward ord wday day num wnum notday")
_SAFAR = 2
_NTH_DAY = chars("dayw ord")
_WEEKDAY_TOWARD = chars("weekday toward")
_MOST_WEEKS = 5


def build(kind: str, items: Items, a: int, b: int) -> Expression | None:
    """The expression of items `a` to `b`, or None where a check of its kind fails."""
    return _BUILDERS[kind](items, a, b)


def _previous(items: Items, a: int) -> str:
    return items.roles[a - 1] if a else " "


def _after(items: Items, b: int) -> str:
    return items.roles[b] if b < len(items.roles) else " "


# --- dates ------------------------------------------------------------------------------------


def _date(items: Items, a: int, b: int) -> Expression | None:
    """A day, month or year, whole or in part; with its week day, its direction, its range."""
    parts = Parts(items, a, b)
    roles = parts.roles
    if roles[:2] == _NTH_DAY:
        parts.fields.pop("shift")
    if (
        not _range_holds(parts)
        or _belongs(items, a, parts)
        or _measures(parts, items.senses[b - 1].key)
    ):
        return None
    while roles[-1] == ROLES["close"] and ROLES["open"] not in roles:
        b, roles = b - 1, roles[:-1]
    fields = parts.fields
    if parts.days:
        fields["day"] = parts.days[0]
        if len(parts.days) > 1:
            fields["day2"] = parts.days[-1]
    if parts.years:
        fields["year"] = parts.years[0]
        if len(parts.years) > 1:
            fields["year2"] = parts.years[1]
        fields.pop("toward", None)
    elif "toward" in fields and parts.has("Yearw"):
        fields["unit"] = "year"
    if parts.weekdays:
        fields["weekday"] = parts.weekdays[0]
        if _WEEKDAY_TOWARD in roles and parts.days and "month" in fields:
            fields.pop("toward", None)
    if parts.has("ofit") or parts.has("notday"):
        fields.pop("unit", None)
        fields["frame"] = "same"
    return made(items, a, b, kind="date", **_feast(fields, parts))


def _feast(fields: dict[str, Any], parts: Parts) -> dict[str, Any]:
    """A feast keeps its own calendar: عيد الأضحى 2019 is a Hijri day of a Gregorian year."""
    own = fields.pop("feast", None)
    if own is not None:
        fields["feast"] = True
        if own == "hijri" and parts.years[0] > 1500:
            fields["year2"], fields["year"] = fields["year"], None
        fields["calendar"] = own
    return fields


def _measures(parts: Parts, direction: str) -> bool:
    """العمليات الثلاث الأخيرة, الدرجة 15 الجارية: a number with a direction is a day only as in
    16 الجاري, or with يوم."""
    if parts.roles[-1] != ROLES["toward"] or "month" in parts.fields or parts.has("Monthw"):
        return False
    current = parts.fields["toward"] == 0 and not direction.endswith("ه")
    led = parts.has("yawm") or parts.has("yawms") or bool(parts.weekdays)
    return bool(parts.days) and not led and not (current and ROLES["wday"] not in parts.roles)


def _belongs(items: Items, a: int, parts: Parts) -> bool:
    """What الأول belongs to another word (الشوط الأول من أيار), or صفر is a number (3 صفر)."""
    before = _previous(items, a)
    ordinal = items.roles[a] == ROLES["ord"] and items.senses[a].value <= 10
    if ordinal and before in _BEFORE_ORDINAL:
        return True
    led = before in _BEFORE_DAY or before == ROLES["between"]
    if items.roles[a] == ROLES["ord"] and parts.has("to") and not led:
        return True
    safar = parts.has("hmonth") and parts.fields["month"] == _SAFAR
    return safar and not parts.years and bool(parts.days) and before not in _BEFORE_ZERO


def _range_holds(parts: Parts) -> bool:
    """3 و4 أيار are a range; 3 و7 أيار only after بين or يومي."""
    if len(parts.days) < 2:
        return True
    first, last = parts.days[0], parts.days[-1]
    led = parts.has("yawms") or parts.has("between") or parts.has("units")
    joined = parts.has("and") and not (led or parts.has("to"))
    rising = all(one < two for one, two in pairwise(parts.days))
    return rising and not (joined and last != first + len(parts.days) - 1)


def _nth(items: Items, a: int, b: int) -> Expression | None:
    """الأربعاء الأول من حزيران, أول أربعاء من حزيران, الأسبوع الأول من أيار."""
    named = items.roles[a] == ROLES["nthday"]
    nth = int(items.senses[a].data[0]) if named else _ordinal(items, a + 1)
    rest = Parts(items, a + 1 if named else a + 2, b)
    if nth > _MOST_WEEKS:
        return _date(items, a, b)
    fields = _of_period(rest)
    if items.roles[a] != ROLES["Weekw"]:
        fields["weekday"] = items.senses[a].value
    return made(items, a, b, kind="nth", nth=nth, **fields) if nth else None


def _ordinal(items: Items, i: int) -> int:
    """Which one item `i` names: الأول 1, الأخير -1; 0 for a word of direction (الماضي)."""
    if items.roles[i] == ROLES["toward"]:
        return -1 if items.senses[i].key in ("الاخير", "الاخيره") else 0
    return items.senses[i].value


def _of_period(rest: Parts) -> dict[str, Any]:
    """The fields of the month or year that something is a part of."""
    fields = rest.fields
    if rest.years:
        fields["year"] = rest.years[0]
        fields.pop("toward", None)
    elif rest.has("Yearw"):
        fields["unit"] = "year"
    return fields


def _fraction(items: Items, a: int, b: int) -> Expression | None:
    """الربع الأول من 2017, النصف الثاني من أيار."""
    at = next(i for i in range(a, b) if items.roles[i] == ROLES["ord"])
    name = FRACTIONS[items.roles[at - 1]]
    nth = items.senses[at].value
    if nth > {"quarter": 4, "half": 2, "third": 3}[name]:
        return None
    fields = _of_period(Parts(items, at + 1, b))
    count = {"quarter": 4, "half": 2, "third": 3}[name]
    return made(items, a, b, kind="fraction", nth=nth, count=count, **fields)


def _range(items: Items, a: int, b: int) -> Expression | None:
    """بين عامي 2011 و2014; عامي 1986 و1996 are two years."""
    years = Parts(items, a, b).years
    framed = items.roles[a] != ROLES["years"]
    if not framed and years[1] != years[0] + 1:
        return made(items, a, a + 2, kind="date", year=years[0])
    if years[0] >= years[1]:
        return None
    return made(items, a, b, kind="date", year=years[0], year2=years[1])


def _age(items: Items, a: int, b: int) -> Expression | None:
    """تسعينيات القرن الماضي, القرن العشرين."""
    fields: dict[str, Any] = {}
    for i in range(a, b):
        role, value = items.roles[i], items.senses[i].value
        if role == ROLES["decade"]:
            fields["count"] = value
        elif role == ROLES["century"]:
            fields["nth"] = value
        elif role == ROLES["toward"]:
            fields["toward"] = value
        elif role in NAMED_UNITS:
            fields["unit"] = NAMED_UNITS[role]
    if "count" not in fields and fields.get("nth") == 0:
        return None
    return made(items, a, b, kind="age", **fields)


# --- days -------------------------------------------------------------------------------------


def _day(items: Items, a: int, b: int) -> Expression | None:
    """اليوم, مساء أمس الأربعاء, غدا."""
    parts = Parts(items, a, b)
    fields, roles = parts.fields, parts.roles
    led = ROLES["yawm"] in roles or "part" in fields or bool(parts.weekdays)
    if not led and not _day_alone(items, a, b, fields["shift"]):
        return None
    if parts.weekdays:
        fields["weekday"] = parts.weekdays[0]
    return made(items, a, b, kind="day", **fields)


def _day_alone(items: Items, a: int, b: int, shift: int) -> bool:
    """Whether a day word without يوم, part of the day or week day is one: not اليوم السابع, not the
    verb غدا, not الأمس but in في الأمس."""
    role, before = items.roles[a], items.roles[a - 1] if a else " "
    if role != ROLES["dayw"]:
        return role == ROLES["dayp"] or before in _BEFORE_DAY or items.senses[a].cut > 0
    if shift == 0:
        # في اليوم is "a day", اليوم السابع a day of a row.
        return (
            before not in _NO_TODAY_AFTER
            and _after(items, b) not in _NO_TODAY
            and (not a or items.senses[a - 1].key != "في")
        )
    if shift != 1 or items.senses[a].key != "غدا":
        return True
    joined = before == ROLES["and"] and items.ends[a - 1] == items.starts[a]
    starts = joined or before in _STARTS
    return not (starts and _after(items, b) in _NOMINAL)


def _last_night(items: Items, a: int, b: int) -> Expression | None:
    return made(items, a, b, kind="day", shift=-1, part="night", frame="night")


def _weekday(items: Items, a: int, b: int) -> Expression | None:
    """الأربعاء الماضي, ليلة الأربعاء-الخميس, يومي السبت والأحد."""
    parts = Parts(items, a, b)
    fields = parts.fields
    days = parts.weekdays
    fields["weekday"] = days[0]
    if len(days) > 1:
        fields["weekday2"] = days[-1]
        night = items.roles[a] == ROLES["night"]
        if night and days[1] != (days[0] + 1) % 7:
            return None
    if parts.has("Weekw"):
        fields["unit"] = "week"
    if parts.has("from"):
        from_at = a + parts.roles.index(ROLES["from"])
        if from_at == a and len(days) < 2:
            a += 1
    return made(items, a, b, kind="weekday", **fields)


_BUILDERS: MappingProxyType[str, Callable[[Items, int, int], Expression | None]] = (
    MappingProxyType({
        "date": _date, "nth": _nth, "fraction": _fraction, "range": _range, "age": _age,
        "day": _day, "lastnight": _last_night, "weekday": _weekday, "period": period,
        "weekend": period, "span": span, "ago": ago, "clock": clock, "bare": clock,
        "clockrange": clock_range,
    }))  # fmt: skip
