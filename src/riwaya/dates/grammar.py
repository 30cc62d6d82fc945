"""The grammar of time expressions: tagged items to expressions, longest first, left to right.

Every rule looks at a bounded number of items, so the whole is linear in the text.
"""

from __future__ import annotations

from riwaya.dates.cursor import Read
from riwaya.dates.explicit import DateRules

_DASHES = frozenset("-–—/−")


class Grammar(DateRules):
    """The rules over one list of items; `read(i)` is the expression that begins at item `i`."""

    def read(self, i: int) -> Read | None:
        """The longest expression that begins at item `i`, or None."""
        role = self.role(i)
        if role in ("part", "night", "yawm", "day", "tomorrow", "weekday"):
            return self._day(i)
        if role == "edge":
            return self._edge(i)
        if role == "season":
            return self._season(i)
        if role in ("before", "since"):
            return self._ago(i)
        if role == "unit" or role == "this":
            return self._first_week(i) or self._period(i) or self._span(i)
        return (self._counted(i) if role == "num" else None) or self._date(i)

    # --- edges, periods, distances ------------------------------------------------------------

    def _edge(self, i: int) -> Read | None:
        """مطلع أيار الجاري, أواخر عام 2016."""
        j = i + 1
        if self.role(j) == "unit" and self.items[j].key == "شهر":
            j += 1
        inner = self._month(j, bare=True) if self.role(j) == "month" else (
            self._period(j) or self._bare_year(j) if self.role(j) in ("unit", "this")
            else self._year_alone(j))
        if inner is None:
            return None
        made = self._again(inner.expression, start=self.items[i].start)
        return Read(made, inner.after)

    def _bare_year(self, j: int) -> Read | None:
        """The year of بداية العام is this one; العام الدراسي is another thing."""
        if self.key(j) not in ("العام", "السنه") or self.items[j].clitic or (
            self.role(j + 1) not in ("", "mark")
        ):
            return None
        return self._made(j, j + 1, kind="period", unit="year", toward=0)

    def _season(self, i: int) -> Read | None:
        """صيف العام 2017, ربيع 2017: EDTF writes a season as month 21 to 24."""
        j = i + 1
        if self.role(j) == "unit" and self.items[j].extra == "year" and self.items[j].value == 1:
            j += 1
        found = self._year(j)
        if found is None or found[1]:
            return None
        return self._made(i, j + 1, kind="date", year=found[0], season=self.items[i].value)

    def _first_week(self, i: int) -> Read | None:
        """الأسبوع الأول من أيار المقبل: the first seven days of the month."""
        ordinal = self.role(i + 1) == "ordinal" and self.items[i + 1].value == 1
        if self.key(i) != "الاسبوع" or not ordinal or self.role(i + 2) != "from":
            return None
        j = i + 3
        if self.role(j) == "unit" and self.items[j].key == "شهر":
            j += 1
        inner = self._month_tail(j, j, 1, 7) if self.role(j) == "month" else None
        if inner is None or inner.expression.calendar == "hijri":
            return None
        return Read(self._again(inner.expression, start=self.items[i].start), inner.after)

    def _period(self, i: int) -> Read | None:
        """عام 2016, العام المقبل, هذا الأسبوع, شهر أيار."""
        j = i
        this = self.role(i) == "this"
        if this:
            j += 1
        item = self.items[j] if j < len(self.items) else None
        if item is None or item.role != "unit" or item.value != 1 or item.extra == "hour":
            return None
        if item.extra == "year" and not this:
            found = self._year(j + 1)
            if found is not None:
                after = j + 2 + (self.role(j + 2) == "era")
                return self._year_range(i, found, after)
        if item.extra == "month" and self.role(j + 1) == "month" and not this:
            return self._month(j + 1, bare=True)
        if item.extra == "day" or not item.key.startswith("ال"):
            return None
        if self.role(j + 1) == "toward":
            return self._made(i, j + 2, kind="period", unit=item.extra,
                              toward=self.items[j + 1].value)
        return self._made(i, j + 1, kind="period", unit=item.extra, toward=0) if this else None

    def _span(self, i: int) -> Read | None:
        """الأيام الثلاثة الماضية, الساعات الأربع والعشرين الماضية."""
        item = self.items[i]
        if item.role != "unit" or not item.key.startswith("ال") or item.value == 1:
            return None
        j, count = i + 1, item.value or None
        if self.role(j) == "mark" or (self.role(j) == "word" and self.items[j].key == "ال"):
            j += 1
        if count is None and self.role(j) == "num" and self.items[j].value > 0:
            count, j = self.items[j].value, j + 1
        if count is None or self.role(j) != "toward" or self.items[j].value == 0:
            return None
        return self._made(i, j + 1, kind="span", unit=item.extra, count=count,
                          toward=self.items[j].value)

    def _counted(self, i: int) -> Read | None:
        """الـ48 ساعة الماضية."""
        if self.role(i + 1) != "unit" or self.role(i + 2) != "toward":
            return None
        count, unit, toward = (self.items[j] for j in (i, i + 1, i + 2))
        if unit.key.startswith("ال") or not 2 <= count.value <= 3000 or toward.value == 0:
            return None
        return self._made(i, i + 3, kind="span", unit=unit.extra, count=count.value,
                          toward=toward.value)

    def _ago(self, i: int) -> Read | None:
        """قبل ثلاثة أيام, منذ أسبوعين; not قبل ثلاثة أيام من الهجوم."""
        j, count = i + 1, None
        if self.role(j) == "num":
            count, j = self.items[j].value, j + 1
        item = self.items[j] if j < len(self.items) else None
        if item is None or item.role != "unit" or item.key.startswith("ال"):
            return None
        if count is None:
            count = item.value
        if self._year(j + 1) is not None or self.role(j + 1) in ("month", "from", "toward"):
            return None
        if not 1 <= count <= 3000:
            return None
        return self._made(i, j + 1, kind="ago", unit=item.extra, count=count,
                          lasting=self.role(i) == "since")

    # --- days ---------------------------------------------------------------------------------

    def _day(self, i: int) -> Read | None:
        """اليوم, مساء أمس الأربعاء, يوم الأربعاء, ليلة الأربعاء-الخميس, الأربعاء 24 أيار 2017."""
        part = self.role(i) in ("part", "night")
        night = self.role(i) == "night"
        j = i + part
        led = self.role(j) == "yawm"
        shift, j = self._shift(j + led, part=part, led=led)
        weekday: int | None = None
        if shift is not None and self.key(j) == "(" and self.role(j + 1) == "weekday" and (
            self.key(j + 2) == ")"
        ):
            return self._made(i, j + 3, kind="day", shift=shift, part_of_day=part,
                              weekday=self.items[j + 1].value)
        if self.role(j) == "weekday" and self._is_weekday(j, led or night, shift):
            weekday, j = self.items[j].value, j + 1
        if shift is None and weekday is None:
            return None
        if weekday is not None and night:
            pair = self._night_pair(i, j, weekday)
            if pair is not None:
                return pair
        if self._unclear(j, weekday):
            return None
        dated = self._dated(i, j, weekday, shift, part)
        if dated is not None:
            return dated
        toward = None
        if shift is None and self.role(j) == "toward":
            toward, j = self.items[j].value, j + 1
        return self._made(i, j, kind="weekday" if shift is None else "day", shift=shift,
                          weekday=weekday, toward=toward, part_of_day=part)

    def _shift(self, j: int, *, part: bool, led: bool) -> tuple[int | None, int]:
        """Days from today by the word at item `j`, and the index after it."""
        role = self.role(j)
        named = role == "day" and not self._not_a_day(j, part or led)
        other = (role == "yesterday" and led) or (
            role == "tomorrow" and (led or self.role(j + 1) == "weekday"))
        return (self.items[j].value, j + 1) if named or other else (None, j)

    def _unclear(self, j: int, weekday: int | None) -> bool:
        """الثلاثاء 5/10 (which calendar?), الأربعاء الأول من حزيران (the first of its name)."""
        return (self.role(j) == "num" and self.key(j + 1) == "/") or (
            weekday is not None and self.role(j) == "ordinal" and self.items[j].value <= 5)

    def _not_a_day(self, j: int, led: bool) -> bool:
        item, before, after = self.items[j], self.role(j - 1), self.role(j + 1)
        if item.value == 0 and not led:
            if before in ("this", "media") or after in ("notday", "num", "ordinal"):
                return True
            word = self.items[j - 1].key if before == "word" else ""
            return word in ("ذلك", "ذاك", "نفس", "بنفس", "ذات", "لليوم", "ال") or before == "named"
        return item.key == "غدا" and not led and bool(item.clitic) and after != "weekday"

    def _is_weekday(self, j: int, led: bool, shift: int | None) -> bool:
        item = self.items[j]
        if led or shift is not None:
            return True
        return item.extra == "yes" and self.role(j - 1) != "named"

    def _night_pair(self, i: int, j: int, weekday: int) -> Read | None:
        k = j
        dashed = self.role(k) == "mark" and self.items[k].key in _DASHES
        if dashed or self.role(k) in ("in", "to"):
            k += 1
        if self.role(k) == "weekday" and self.items[k].value == (weekday + 1) % 7:
            return self._made(i, k + 1, kind="weekday", weekday=weekday,
                              weekday2=self.items[k].value, part_of_day=True)
        return None

    def _dated(self, i: int, j: int, weekday: int | None, shift: int | None,
               part: bool) -> Read | None:
        """A weekday or day word with its date: الأربعاء [،] [الموافق] 24 أيار 2017."""
        k = j
        if self.role(k) == "mark" and self.items[k].key in "،,(-–":
            k += 1
        if self.role(k) == "match":
            k += 1
        if self.role(k) == "word" and self.items[k].key in ("ل", "ال"):
            k += 1
        inner = self._numeric(k) if self.role(k) == "numeric" else self._day_month(k)
        if inner is None and self.role(k) == "month" and self._month_first(self._twin(k)):
            inner = self._month(k)
        if inner is None and self.role(k) in ("num", "ordinal"):
            inner = self._day_of_this(k)
        if inner is None:
            return None
        made = self._again(inner.expression, start=self.items[i].start, weekday=weekday,
                           shift=shift, part_of_day=part)
        return Read(made, inner.after)
