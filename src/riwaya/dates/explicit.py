"""Dates that name their day, month or year: 2 آذار 2017, 24/5/2017, أيار الجاري, 16 الجاري."""

from __future__ import annotations

from riwaya.dates.cursor import Cursor, Read
from riwaya.dates.expressions import Calendar

_AFTER_YEAR = frozenset(("in", "since", "from", "to", "before", "after", "mark", "past", "future",
                         "era", "toward", "month", "edge", "between"))
_DASHES = frozenset("-–—/−")


class DateRules(Cursor):
    """The rules for dates as such."""

    def _date(self, i: int) -> Read | None:
        role = self.role(i)
        if role == "numeric":
            return self._numeric(i)
        if role == "years" or role == "between":
            return self._years_between(i)
        if role == "month":
            return self._month(i)
        if role in ("num", "ordinal"):
            return self._day_month(i) or self._day_of_this(i) or self._year_alone(i)
        return None

    def _numeric(self, i: int) -> Read | None:
        item = self.items[i]
        a, b, c = (int(part) for part in item.key.split("/"))
        la, _, lc = (int(digit) for digit in item.extra)
        if la == 4 and lc <= 2:
            year, month, day = a, b, c
        elif lc == 4 and la <= 2:
            year, month, day = c, b, a
            if month > 12 >= day:
                month, day = day, month
        else:
            return None
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        hijri = 1300 <= year <= 1500
        if not hijri and not 1800 <= year <= 2100:
            return None
        after, end = i + 1, item.end
        if self.role(after) == "era":
            after, end = after + 1, self.items[after].end
        return self._made(i, after, kind="date", year=year, month=month, day=day, end=end,
                          calendar="hijri" if hijri else "gregorian")

    def _day_month(self, i: int) -> Read | None:
        day = self._day_number(i)
        if day is None or self._no_day(i):
            return None
        j, day2 = self._range_end(i + 1, day)
        if self.role(j) == "from":
            j += 1
        if self.role(j) == "unit" and self.items[j].key in ("شهر", "الشهر"):
            j += 1
        if self.role(j) != "month":
            return None
        return self._month_tail(i, j, day, day2)

    def _range_end(self, j: int, day: int) -> tuple[int, int | None]:
        """After a first day number: the index after "-7", "إلى 7" or "و7", and that day. With و
        it is a range after بين, or where the days follow each other."""
        mark = self.role(j) == "mark" and self.items[j].key in _DASHES
        joined = self.key(j) == "و"
        if mark or joined or self.role(j) == "to":
            second = self._day_number(j + 1)
            range_ = not joined or self.role(j - 2) == "between" or second == day + 1
            if second is not None and range_ and self.role(j + 2) in ("month", "from"):
                return j + 2, second
        return j, None

    def _no_day(self, i: int) -> bool:
        """شارع 26 يوليو, the 15 of 08:15, and what الأول belongs to: النصف الأول من أيار,
        الأربعاء الأول من حزيران."""
        before = self.role(i - 1)
        if self.role(i) == "ordinal" and self.items[i].value <= 10 and (
            before in ("weekday", "unit") or (before == "word" and "ال" in self.key(i - 1)[:3])
        ):
            return True
        if self.key(i - 1) in (":", ".") and self.role(i - 2) == "num":
            return self.items[i - 1].end == self.items[i].start
        return before == "named" and not any(
            self._year(j) is not None for j in range(i + 1, i + 5))

    def _month(self, i: int, *, bare: bool = False) -> Read | None:
        read = self._month_tail(i, i, None, None)
        if read is None:
            return None
        found, item = read.expression, self.items[i]
        weak = item.extra.endswith("yes")
        strong = found.year is not None or found.toward is not None or bare
        before = self.role(i - 1)
        if strong or (before == "unit" and self.items[i - 1].key in ("شهر", "شهري", "الشهر")):
            return None if before == "named" and found.year is None else read
        if self._twin(i) > i + 1:
            return read
        plain = self.items[i].clitic in ("", "ل", "ب")
        cued = before in ("in", "since", "to", "between", "edge", "after", "before", "from")
        return read if not weak and plain and cued else None

    def _month_tail(self, i: int, j: int, day: int | None, day2: int | None) -> Read | None:
        """From the month at item `j`: its other name, a year, an era, or a direction."""
        month = self.items[j]
        calendar: Calendar = "hijri" if month.extra.startswith("hijri") else "gregorian"
        if self._other_month(j):
            return None
        j = self._twin(j)
        if day is None and self._month_first(j):
            return self._made(i, j + 2 + (self.role(j + 1) == "mark"), kind="date",
                              year=self.items[j + 1 + (self.role(j + 1) == "mark")].value,
                              month=month.value, day=self.items[j].value, calendar=calendar)
        year, k, toward = None, j, None
        if self.role(k) == "mark" and self.items[k].key in "،,":
            k += 1
        if self.role(k) in ("from", "in") and self.role(k + 1) == "unit":
            k += 1
        if self.role(k) == "unit" and self.items[k].extra == "year" and self.items[k].value == 1:
            k += 1
        found = self._year(k)
        if found is not None and found[1] == (calendar == "hijri"):
            year, j = found[0], k + 1
            if self.role(j) == "era":
                j += 1
        elif self.role(j) == "toward":
            toward, j = self.items[j].value, j + 1
            named = self._year(j + 1) if self.key(j) in ("عام", "العام", "سنه") else None
            if named is not None and not named[1] and calendar == "gregorian":
                year, toward, j = named[0], None, j + 2
        elif self._this_year(k):
            return self._made(i, k + 1, kind="date", month=month.value, day=day, day2=day2,
                              calendar=calendar, unit="year", toward=self.items[k].value)
        return self._made(i, j, kind="date", year=year, month=month.value, day=day, day2=day2,
                          calendar=calendar, toward=toward)

    def _month_first(self, j: int) -> bool:
        """Whether a day and a year follow a month: يناير 21, 2018."""
        k = j + 2 if self.role(j + 1) == "mark" and self.key(j + 1) in "،," else j + 1
        found = self._year(k)
        return self._day_number(j) is not None and found is not None and not found[1]

    def _other_month(self, j: int) -> bool:
        """Whether a slash joins two names that are not of one month."""
        return (self.key(j + 1) == "/" and self.role(j + 2) == "month"
                and self.items[j + 2].value != self.items[j].value)

    def _this_year(self, k: int) -> bool:
        """Whether "[من] العام الجاري" ends at item `k`."""
        return (self.role(k) == "toward" and self.role(k - 1) == "unit"
                and self.items[k - 1].key in ("العام", "السنه"))

    def _twin(self, j: int) -> int:
        """The index after a month and its other name (تشرين الأول/أكتوبر, أيار (مايو))."""
        month = self.items[j]
        if self.role(j + 1) == "mark" and self.items[j + 1].key in "/-(–،" and (
            self.role(j + 2) == "month" and self.items[j + 2].value == month.value
        ):
            closed = self.items[j + 1].key == "(" and self.role(j + 3) == "mark"
            return j + 4 if closed and self.items[j + 3].key == ")" else j + 3
        if self.role(j + 1) == "month" and self.items[j + 1].value == month.value and (
            not self.items[j + 1].clitic and self.items[j + 1].extra == month.extra
        ):
            return j + 2
        return j + 1

    def _day_of_this(self, i: int) -> Read | None:
        """16 الجاري, 16 من الشهر الجاري."""
        day = self._day_number(i)
        if day is None:
            return None
        j = i + 1
        if self.role(j) == "toward" and self.items[j].value == 0 and (
            self.items[j].key in ("الجاري", "الحالي")
        ):
            return self._made(i, j + 1, kind="date", day=day, toward=0)
        if self.role(j) == "from":
            j += 1
        if self.role(j) == "this":
            j += 1
            if self.role(j) == "unit" and self.items[j].key == "الشهر":
                return self._made(i, j + 1, kind="date", day=day, toward=0)
            return None
        if self.role(j) == "unit" and self.items[j].key == "الشهر" and self.role(j + 1) == "toward":
            return self._made(i, j + 2, kind="date", day=day, toward=self.items[j + 1].value)
        return None

    def _year_alone(self, i: int) -> Read | None:
        """في 2016, where no counted noun follows."""
        found = self._year(i)
        if found is None or self.items[i].extra != "digits":
            return None
        before, after = self.role(i - 1), self.role(i + 1)
        era = after == "era"
        dashed = after == "mark" and self.items[i + 1].key in _DASHES
        if dashed and self._year(i + 2) is not None:
            return None
        if before in ("in", "since", "to", "edge") and (era or after in _AFTER_YEAR or not after):
            return self._made(i, i + 1 + era, kind="date", year=found[0],
                              calendar="hijri" if found[1] else "gregorian")
        return None

    def _years_between(self, i: int) -> Read | None:
        """بين عامي 2011 و2016."""
        j = i + 1 if self.role(i) == "between" else i
        if self.role(j) != "years":
            return None
        first = self._year(j + 1)
        k = j + 2
        if self.role(k) == "word" and self.items[k].key == "و":
            k += 1
        second = self._year(k)
        if first is None or second is None or first[1] or second[1] or second[0] <= first[0]:
            return None
        if self.role(j - 1) != "between" and second[0] > first[0] + 1:
            return None
        return self._made(j, k + 1, kind="date", year=first[0], year2=second[0])

    def _year_range(self, i: int, found: tuple[int, bool], after: int) -> Read:
        calendar: Calendar = "hijri" if found[1] else "gregorian"
        if self.role(after) == "mark" and self.items[after].key in _DASHES:
            second = self._year(after + 1)
            if second is not None and second[0] > found[0] and not found[1] and not second[1]:
                return self._made(i, after + 2, kind="date", year=found[0], year2=second[0])
        return self._made(i, after, kind="date", year=found[0], calendar=calendar)
