"""What the grammar reads: a time expression with its parts, before it has a value."""

from __future__ import annotations

from typing import Literal

from riwaya.records import Record

Kind = Literal[
    "date", "day", "weekday", "period", "ago", "span", "clock", "range", "age", "nth", "fraction"
]
Calendar = Literal["gregorian", "hijri"]


class Clock(Record, frozen=True, gc=False):
    """A time of day. `exact`: surely on the 24-hour clock. `part`: the hour rule of a word beside
    it (am, noon, pm, night, late), `zone`: UTC, an IANA name, or local."""

    hour: int
    minute: int = 0
    second: int = 0
    exact: bool = False
    part: str | None = None
    zone: str | None = None


class Expression(Record, frozen=True, gc=False):
    """A time expression as written. Only what its words say is set.

    `shift`: days from the document's day (أمس is -1). `toward`: -1 the last, 0 this, 1 the next
    (المقبل). `weekday` from Monday 0; `weekday2` ends a night or a pair of days. `day2` and
    `year2` end a range. `unit` and `count` measure (ثلاثة أيام), `extra` adds to them (عام
    ونصف, as unit and count). `future`, `past` and `since` are cues beside it: something
    planned, a finished action, an old beginning. `lasted`: days that what happened then went
    on. `pair` is its twin in the other calendar, as (year, month, day). `season` is 21 (spring)
    to 24 (winter), as EDTF has it. `nth` counts weeks, week days, quarters or halves of what is
    named, -1 the last. `part`: a part of the day. `loose`: the count is only a bound. `short`:
    three numbers of two digits. `frame`: خلال before a distance, the night that is over, or a
    clock time apart from the days of its text. `ends`: the two expressions of a range. `of`:
    the day that a clock time stands with."""

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    year2: int | None = None
    day2: int | None = None
    calendar: Calendar = "gregorian"
    weekday: int | None = None
    weekday2: int | None = None
    shift: int | None = None
    toward: int | None = None
    unit: str | None = None
    count: int | None = None
    extra: tuple[str, int] | None = None
    loose: bool = False
    part: str | None = None
    future: bool = False
    present: bool = False
    past: bool = False
    since: bool = False
    lasted: int | None = None
    pair: tuple[int, int, int] | None = None
    short: tuple[int, int, int] | None = None
    season: int | None = None
    nth: int | None = None
    clock: Clock | None = None
    feast: bool = False
    frame: Literal["within", "night", "apart", "same"] | None = None
    ends: tuple[Expression, Expression] | None = None
    of: Expression | None = None

    @property
    def full(self) -> bool:
        """Whether it names one day of one year by itself."""
        return None not in (self.year, self.month, self.day)
