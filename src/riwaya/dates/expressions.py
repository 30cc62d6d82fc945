"""What the grammar reads: a time expression with its parts, before it has a value."""

from __future__ import annotations

from typing import Literal

from riwaya.records import Record

Kind = Literal["date", "day", "weekday", "period", "ago", "span"]
Calendar = Literal["gregorian", "hijri"]


class Expression(Record, frozen=True):
    """A time expression as written. Only what its words say is set.

    `shift`: days from the document's day (أمس is -1). `toward`: -1 the last, 0 this, 1 the next
    (المقبل). `weekday` from Monday 0; `weekday2` ends a night between two. `day2`, `month2`,
    `year2` end a range. `unit` and `count` measure (ثلاثة أيام). `future`, `past` and `since` are
    cues beside it: something planned, a finished action, an old beginning. `lasted`: days that
    what happened then went on. `pair` is its twin in the other calendar, as (year, month, day).
    `season` is 21 (spring) to 24 (winter), as EDTF has it. `lasting`: counted with منذ, which is
    as often how long something has lasted as when it was."""

    start: int
    end: int
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    year2: int | None = None
    month2: int | None = None
    day2: int | None = None
    calendar: Calendar = "gregorian"
    weekday: int | None = None
    weekday2: int | None = None
    shift: int | None = None
    toward: int | None = None
    unit: str | None = None
    count: int | None = None
    part_of_day: bool = False
    future: bool = False
    past: bool = False
    since: bool = False
    lasted: int | None = None
    pair: tuple[int, int, int] | None = None
    season: int | None = None
    lasting: bool = False

    @property
    def full(self) -> bool:
        """Whether it names one day of one year by itself."""
        return None not in (self.year, self.month, self.day)
