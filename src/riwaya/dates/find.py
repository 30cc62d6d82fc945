"""Time expressions of a text, and their values as far as the words and a document day give them."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from riwaya.dates.build import build
from riwaya.dates.cues import Cues
from riwaya.dates.expressions import Expression
from riwaya.dates.join import Read, join
from riwaya.dates.own_day import as_day
from riwaya.dates.patterns import patterns_of, starts
from riwaya.dates.resolve import resolve
from riwaya.dates.tag import Items, tag
from riwaya.errors import UsageError
from riwaya.limits import DATE_TEXT_CHARS
from riwaya.records import Time


def find(text: str, *, on: str | None = None, country: str | None = None) -> tuple[Time, ...]:
    """The time expressions of `text`, in order, offsets in code points into `text`.

    `on` is the ISO date (or date and time) of the document: relative expressions are resolved
    against it and stay open (value None) without it. `country` (ISO 3166 code of the outlet) says
    on which day a week begins (الأسبوع الماضي). Values are EDTF / ISO 8601: `2017-05-24`,
    `2017-05`, `2017`, `199X`, `2017-22` (summer), `a/b`, `2017-05-24T22:00Z`, or `T22:00` where
    only the clock is known. Refuses (UsageError) an `on` that is no ISO date, and nothing else;
    text beyond `limits.DATE_TEXT_CHARS` is not read.

    >>> [(t.text, t.value) for t in find("التقيا مساء أمس في 3 أيار", on="2019-05-04")]
    [('مساء أمس', '2019-05-03'), ('3 أيار', '2019-05-03')]
    """
    now = as_moment(on) if on is not None else None
    if on is not None and now is None:
        raise UsageError("bad_date", "on", on)
    items, read = _read(text)
    known: dict[int, Time] = {}
    times = []
    for found, first, after in read:
        # What a text says often (أمس, اليوم) is one object, and is resolved once.
        time = known.get(id(found))
        if time is None:
            time = known[id(found)] = resolve(text, found, now, country)
        start, end = items.starts[first], items.ends[after - 1]
        times.append(replace(time, start=start, end=end, text=text[start:end]))
    return tuple(times)


def as_moment(iso: str) -> dt.date | None:
    """An ISO date as a date, one with a clock as a datetime without its zone; None for others."""
    if "T" in iso[10:11] or " " in iso[10:11]:
        try:
            return dt.datetime.fromisoformat(iso).replace(tzinfo=None)
        except ValueError:
            return as_day(iso)
    return as_day(iso)


def parse(text: str) -> tuple[Expression, ...]:
    """The time expressions of `text` before they have values.

    >>> [found.kind for found in parse("يوم الأربعاء 16 الجاري، قبل ثلاثة أيام")]
    ['date', 'ago']
    """
    items, read = _read(text)
    return tuple(
        [
            replace(found, start=items.starts[first], end=items.ends[after - 1])
            for found, first, after in read
        ]
    )


def _read(text: str) -> tuple[Items, list[Read]]:
    """The items of a text and its expressions by them; those that say the same may be one object,
    so their own offsets are not to be used."""
    items = tag(text[:DATE_TEXT_CHARS])
    read = join(items, _matches(text, items))
    around = Cues(items).around
    cued = [Read(around(*one), one.first, one.after) for one in read]
    return items, [one for one in cued if one.found.frame != "within" or one.found.future]


def _matches(text: str, items: Items) -> list[Read]:
    search, roles = starts().search, items.roles
    built: dict[tuple[str, str, bool], Read | None] = {}
    out: list[Read] = []
    at = 0
    while (start := search(roles, at)) is not None:
        first = start.start()
        pattern, kinds = patterns_of(roles[first])
        match = pattern.match(roles, first)
        if match is None:
            at = first + 1
            continue
        after = match.end()
        begins = items.starts[first]
        key = (
            text[begins : items.ends[after - 1]],
            roles[max(0, first - 1) : after + 1],
            first > 0 and items.ends[first - 1] == begins,
        )
        read = built.get(key, _NEW)
        if read is _NEW:
            read = built[key] = _built(kinds[match.lastindex or 0], items, first, after)
        if read is None:
            at = first + 1
        else:
            found, leading, length = read
            at = first + leading + length
            out.append(Read(found, first + leading, at))
    return out


_NEW = Read(Expression(start=0, end=0, kind="date"), 0, 0)


def _built(kind: str, items: Items, first: int, after: int) -> Read | None:
    """The expression of a match, the items of the match before it, and how many are its own."""
    found = build(kind, items, first, after)
    if found is None:
        return None
    begins = first
    while items.starts[begins] < found.start:
        begins += 1
    while items.ends[after - 1] > found.end:
        after -= 1
    return Read(found, begins - first, after - begins)
