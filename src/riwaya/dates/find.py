"""Time expressions of a text, and their values as far as the words and a document day give them."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec

from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.dates.absolute import gregorian_day
from riwaya.dates.expressions import Expression
from riwaya.dates.grammar import Grammar
from riwaya.dates.lexicon import Item, tag
from riwaya.dates.resolve import resolve
from riwaya.errors import UsageError
from riwaya.limits import DATE_TEXT_CHARS
from riwaya.records import Time

_CUE_REACH = 40
_ENDS = frozenset(".!?؟…")
_NEAR = 6
_SHORTEST_FUTURE = 4
_THAT = frozenset(("ان", "انه", "انها", "انهم", "بان", "بانه", "بانها", "الا", "لان"))


def find(text: str, *, on: str | None = None, country: str | None = None) -> tuple[Time, ...]:
    """The time expressions of `text`, in order, offsets in code points into `text`.

    `on` is the ISO date (or date and time) of the document: relative expressions are resolved
    against it and stay open (value None) without it. `country` (ISO 3166 code of the outlet) says
    on which day a week begins (الأسبوع الماضي). Values are EDTF: `2017-05-24`, `2017-05`, `2017`,
    or `a/b`. Refuses (UsageError) an `on` that is no ISO date; text beyond
    `limits.DATE_TEXT_CHARS` is not read.

    >>> [(t.text, t.value) for t in find("التقيا مساء أمس في 3 أيار", on="2019-05-04")]
    [('مساء أمس', '2019-05-03'), ('3 أيار', '2019-05-03')]
    """
    day = as_day(on) if on is not None else None
    if on is not None and day is None:
        raise UsageError("bad_date", "on", on)
    return tuple(resolve(text, found, day, country) for found in parse(text))


def as_day(iso: str) -> dt.date | None:
    """The day of an ISO date or date and time, or None where it names no whole day."""
    try:
        return dt.date.fromisoformat(iso[:10])
    except ValueError:
        return None


def parse(text: str) -> tuple[Expression, ...]:
    """The time expressions of `text` before they have values.

    >>> [found.kind for found in parse("يوم الأربعاء 16 الجاري، قبل ثلاثة أيام")]
    ['date', 'ago']
    """
    items = tag(text[:DATE_TEXT_CHARS])
    grammar = Grammar(items)
    found: list[Expression] = []
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(items):
        read = grammar.read(i)
        if read is None:
            i += 1
            continue
        found.append(read.expression)
        spans.append((i, read.after))
        i = max(read.after, i + 1)
    cued = [_with_cues(items, one, *span) for one, span in zip(found, spans, strict=True)]
    return tuple(_paired(items, _yeared(items, cued, spans), spans))


def _with_cues(items: list[Item], found: Expression, first: int, after: int) -> Expression:
    """The expression with what its sentence says of it."""
    start, stop = first, after
    while start > 0 and first - start < _CUE_REACH and not _ends(items[start - 1]):
        start -= 1
    while stop < len(items) and stop - after < _CUE_REACH and not _ends(items[stop]):
        stop += 1
    clause = after
    while clause < stop and not _breaks(items[clause]):
        clause += 1
    until = found.kind == "weekday" and first > 0 and items[first - 1].role == "to" and not any(
        item.role == "tally" for item in items[start:first])
    future = until or any(_is_future(item) for item in items[start:first] + items[after:clause])
    past = any(item.role == "past" for item in items[start:first] + items[after:stop])
    near = items[max(start, first - _NEAR) : first]
    since = any(item.role in ("since", "birth") for item in near)
    lasting = found.lasting and _goes_on(items[start:first])
    return msgspec.structs.replace(found, future=future, past=past, since=since, lasting=lasting,
                                   lasted=_lasted(items, after, stop))


def _ends(item: Item) -> bool:
    return item.role == "mark" and item.key in _ENDS


def _breaks(item: Item) -> bool:
    """Whether another clause begins: a comma, a colon, a quotation, or أن with its forms."""
    return item.role == "mark" or item.key in _THAT


def _goes_on(before: list[Item]) -> bool:
    """Whether a word like an imperfect verb leads to it: تشن حملة منذ أسبوعين is a duration."""
    for item in reversed(before):
        if _breaks(item):
            return False
        word = item.key.removeprefix("و")
        if item.role == "word" and len(word) > 2 and word[0] in "يت":
            return True
    return False


def _is_future(item: Item) -> bool:
    if item.role in ("future", "tomorrow"):
        return True
    if item.role in ("day", "toward"):
        return item.value > 0
    word = item.key.removeprefix("و")
    return item.role == "word" and len(word) >= _SHORTEST_FUTURE and word.startswith(
        ("سي", "ست", "سن")) and not word.startswith(_no_future())


@cache
def _no_future() -> tuple[str, ...]:
    """Beginnings of words that only look like a future verb (سيطر, سيارة)."""
    return tuple(fold_key(row["word"]) for row in rows("date_words") if row["role"] == "nofuture")


def _lasted(items: list[Item], after: int, stop: int) -> int | None:
    """استمرت لمدة 4 أيام right after the expression: the days."""
    for j in range(after, min(stop, after + _NEAR)):
        if items[j].key.removeprefix("و") not in ("استمر", "استمرت", "امتد", "امتدت"):
            continue
        for k in range(j + 1, min(stop, j + 4)):
            item, unit = items[k], items[k + 1] if k + 1 < stop else None
            if item.role == "num" and 1 <= item.value <= 31:
                is_days = unit is not None and unit.role == "unit" and unit.extra == "day"
                return item.value if is_days else None
            if item.role == "unit" and item.extra == "day" and item.value == 2:
                return 2
    return None


def _yeared(items: list[Item], found: list[Expression],
            spans: list[tuple[int, int]]) -> list[Expression]:
    """28 نيسان إلى 3 أيار 2017: the first takes the year of the second."""
    out = list(found)
    for index in range(len(found) - 2, -1, -1):
        one, two = out[index], out[index + 1]
        between = items[spans[index][1] : spans[index + 1][0]]
        joined = len(between) <= 1 and all(
            item.role == "to" or item.key in ("-", "–", "و", "،") for item in between)
        open_ = one.kind == "date" and one.month and not one.year and one.toward is None
        if joined and open_ and two.year and two.month and one.calendar == two.calendar:
            year = two.year - (one.month is not None and one.month > two.month)
            out[index] = msgspec.structs.replace(one, year=year)
    return out


def _paired(items: list[Item], found: list[Expression],
            spans: list[tuple[int, int]]) -> list[Expression]:
    """A Hijri and a Gregorian day beside each other (الموافق, parentheses, a slash) are twins."""
    out = list(found)
    for index in range(len(found) - 1):
        one, two = found[index], found[index + 1]
        between = items[spans[index][1] : spans[index + 1][0]]
        joined = len(between) <= 3 and bool(between) and all(
            item.role in ("match", "era") or item.key in ("/", "(", "-", "–", "،", "ل", "لـ")
            for item in between)
        if not joined or one.calendar == two.calendar or not (one.day and two.day):
            continue
        hijri, other, at = (one, two, index) if one.calendar == "hijri" else (two, one, index + 1)
        day = gregorian_day(other)
        if day is not None:
            out[at] = msgspec.structs.replace(hijri, pair=(day.year, day.month, day.day))
    return out
