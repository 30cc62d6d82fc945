"""What the items of a match say, collected by the part of a date that they give."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from riwaya.dates.expressions import Clock, Expression
from riwaya.dates.roles import ROLES
from riwaya.dates.tag import Items

_Data = tuple[int | str, ...]


class Parts:
    """Days, years and week days in order, and the fields of an expression that the rest gives."""

    def __init__(self, items: Items, a: int, b: int) -> None:
        self.days: list[int] = []
        self.years: list[int] = []
        self.weekdays: list[int] = []
        self.fields: dict[str, Any] = {}
        self.roles = items.roles[a:b]
        for i in range(a, b):
            take = _TAKERS.get(items.roles[i])
            if take is not None:
                sense = items.senses[i]
                take(self, sense.value, sense.data)

    def has(self, name: str) -> bool:
        """Whether an item of that role is among them."""
        return ROLES[name] in self.roles


def made(items: Items, a: int, b: int, **fields: Any) -> Expression:
    """The expression of items `a` to `b` with some fields."""
    return Expression(start=items.starts[a], end=items.ends[b - 1], **fields)


def _day(parts: Parts, value: int, _: _Data) -> None:
    parts.days.append(value)


def _year(parts: Parts, value: int, _: _Data) -> None:
    parts.years.append(value)


def _hijri_year(parts: Parts, value: int, _: _Data) -> None:
    parts.years.append(value)
    parts.fields["calendar"] = "hijri"


def _month(parts: Parts, value: int, _: _Data) -> None:
    parts.fields["month"] = value


def _hijri_month(parts: Parts, value: int, _: _Data) -> None:
    parts.fields["month"] = value
    parts.fields["calendar"] = "hijri"


def _weekday(parts: Parts, value: int, _: _Data) -> None:
    parts.weekdays.append(value)


def _shift(parts: Parts, value: int, _: _Data) -> None:
    parts.fields["shift"] = value


def _shift_part(parts: Parts, _: int, data: _Data) -> None:
    parts.fields["shift"] = 0
    parts.fields["part"] = data[0]


def _part(parts: Parts, _: int, data: _Data) -> None:
    parts.fields["part"] = data[0]


def _toward(parts: Parts, value: int, _: _Data) -> None:
    parts.fields["toward"] = value


def _this(parts: Parts, _: int, __: _Data) -> None:
    parts.fields.setdefault("toward", 0)


def _numeric(parts: Parts, _: int, data: _Data) -> None:
    year, month, day = (int(part) for part in data[:3])
    parts.years.append(year)
    parts.days.append(day)
    parts.fields["month"] = month
    if year <= 1500:
        parts.fields["calendar"] = "hijri"
    if len(data) > 3:
        hour, minute, second, zone = data[3:]
        parts.fields["clock"] = Clock(
            int(hour), int(minute), int(second), exact=True, zone=str(zone) or None
        )


def _short(parts: Parts, _: int, data: _Data) -> None:
    parts.fields["short"] = tuple(int(part) for part in data)


def _day_month(parts: Parts, _: int, data: _Data) -> None:
    parts.days.append(int(data[0]))
    parts.fields["month"] = int(data[1])


def _year_month(parts: Parts, _: int, data: _Data) -> None:
    parts.years.append(int(data[0]))
    parts.fields["month"] = int(data[1])


def _two_days(parts: Parts, _: int, data: _Data) -> None:
    parts.days += [int(part) for part in data]


def _two_years(parts: Parts, _: int, data: _Data) -> None:
    parts.years += [int(part) for part in data]


def _feast(parts: Parts, _: int, data: _Data) -> None:
    parts.days.append(int(data[2]))
    parts.fields.update(month=int(data[1]), feast=str(data[0]))


def _season(parts: Parts, value: int, _: _Data) -> None:
    parts.fields["season"] = value


_TAKERS: MappingProxyType[str, Callable[[Parts, int, _Data], None]] = MappingProxyType({
    ROLES[role]: take for roles, take in {
        "day ord wday first": _day, "year ryear wyear": _year, "hyear": _hijri_year,
        "month wmonth month2": _month, "hmonth": _hijri_month, "weekday": _weekday,
        "dayw tomo yest": _shift, "dayp": _shift_part, "part parta night": _part,
        "toward": _toward, "this": _this, "date": _numeric, "sdate": _short, "dm": _day_month,
        "ym": _year_month, "days": _two_days, "years_": _two_years, "feast": _feast,
        "season": _season,
    }.items() for role in roles.split()})  # fmt: skip
