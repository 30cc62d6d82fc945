"""Time expressions of a text, and their values as far as the words and a document day give them."""

from __future__ import annotations

import datetime as dt

from riwaya.dates.build import build
from riwaya.dates.cues import Cues
from riwaya.dates.expressions import Expression
from riwaya.dates.join import Read, join
from riwaya.dates.own_day import as_day
from riwaya.dates.patterns import grammar
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
    return tuple([resolve(text, found, now, country) for found in parse(text)])


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
    items = tag(text[:DATE_TEXT_CHARS])
    read = join(items, _matches(items))
    cues = Cues(items)
    found = [cues.around(*one) for one in read]
    return tuple([one for one in found if one.frame != "within" or one.future])


def _matches(items: Items) -> list[Read]:
    starts, by_role = grammar()
    search, roles = starts.search, items.roles
    out: list[Read] = []
    at = 0
    while (start := search(roles, at)) is not None:
        first = start.start()
        pattern, kinds = by_role[roles[first]]
        match = pattern.match(roles, first)
        if match is None:
            at = first + 1
            continue
        after = match.end()
        found = build(kinds[match.lastindex or 0], items, first, after)
        if found is None:
            at = first + 1
        else:
            while items.ends[after - 1] > found.end:
                after -= 1
            out.append(Read(found, first, after))
            at = after
    return out
