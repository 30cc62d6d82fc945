"""Written dates of a page: metadata values in every usual form, addresses, and lines of text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import msgspec

from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.dates import find
from riwaya.records import Precision, When

Basis = Literal["metadata", "text", "url"]
Kind = Literal["published", "dated", "modified", "labelled", "near", "above", "today", "url"]

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?\S{0,16})?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4}(?:\d{2})?\S{0,6})?")
_IN_URL = re.compile(
    r"[/\-=](20\d{2}|19\d{2})[/\-](0?[1-9]|1[0-2])[/\-](0?[1-9]|[12]\d|3[01])(?!\d)"
)
_FOLDER = re.compile(r"/(20\d{2}|19\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[/_-](?=\w)")
_QUERY = re.compile(r"[?&]\w{0,8}date=(?:(\d{2})(\d{2})((?:20|19)\d{2}))(?!\d)", re.IGNORECASE)
_ARCHIVED = re.compile(r"https?://[^/]{1,60}/web/\d{4,14}[a-z_]{0,4}/(?=http)")
_FULL_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\S{0,20})?")
_UTC_LATE = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]2[0-3]:\d{2}(?::\d{2})?(?:\.\d{1,9})?(?:Z|[+-]00:?00)"
)
_SWAPPABLE = re.compile(r"(0?[1-9]|1[0-2])[/.\-](0?[1-9]|1[0-2])[/.\-](\d{4})(?!\d)")
_ENGLISH = re.compile(
    r"(?<![\w])(?:(?P<d1>\d{1,2})[ -](?P<m1>[A-Za-z]{3,9})[.,]?[ -](?P<y1>\d{4})"
    r"|(?P<m2>[A-Za-z]{3,9})\.? (?P<d2>\d{1,2}),? (?:\d{2}:\d{2}:\d{2} )?(?P<y2>\d{4}))(?!\d)"
)
_DIGIT = re.compile(r"\d")
_MOST_CHARS = 2_000
_LEAST_DIGITS = 4
_THOUSAND = "لف"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Clue(msgspec.Struct, frozen=True):
    """One date of a page and what it may say of the article.

    `days` are the days that it can mean, as it is written first (`5/4/2017`, a Hijri day, a UTC
    stamp late in the evening mean several); `sure` is False where the first is no better than the
    others. `kind` says where it stood: `published`, `dated` (a field of any date) and `modified` in
    markup; a line that names itself (`labelled`), stands between title and body (`near`), right
    above the title (`above`) or over the page (`today`); or the address (`url`).
    """

    kind: Kind
    when: When
    days: tuple[str, ...]
    sure: bool = True


Spelled = tuple[int, int, Clue]
"""Where a day is spelled out, half-open, and what it says."""


def iso_when(value: str, evidence: str) -> When | None:
    """An ISO 8601 date or time as a `When` with basis metadata, as precise as it is written.

    >>> iso_when("2019-03-05T14:20", "published").precision
    'minute'
    """
    match = _DATE.fullmatch(value.strip()[:40])
    if match is None or not _is_real(match):
        return None
    text = value.strip()
    if match[3] is None:
        return When(start=text, end=text, precision="month", basis="metadata", evidence=evidence)
    precision: Precision = "day" if match[4] is None else "minute" if match[6] is None else "second"
    return When(start=text, end=text, precision=precision, basis="metadata", evidence=evidence)


def _is_real(match: re.Match[str]) -> bool:
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    hour, minute = int(match[4] or 0), int(match[5] or 0)
    return year >= 1000 and _iso(year, month, day) is not None and hour < 24 and minute < 60


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def on_day(day: str, basis: Basis, evidence: str) -> When:
    """A `When` of a whole day.

    >>> on_day("2019-05-24", "text", "24 أيار 2019").precision
    'day'
    """
    return When(start=day, end=day, precision="day", basis=basis, evidence=evidence)


def shifted(day: str, by: int) -> str:
    """The day so many days later; the same day where the calendar ends.

    >>> shifted("2019-12-31", 1)  # «ليلة رأس السنة»
    '2020-01-01'
    """
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=by)).isoformat()
    except OverflowError:
        return day


def stamp(value: str, kind: Kind) -> Clue | None:
    """A date of the markup in any usual form: ISO 8601, 20190524, RFC 822, or as people write it.

    >>> stamp("Fri, 24 May 2019 10:00:00 +0300", "published").days
    ('2019-05-24',)
    >>> stamp("الجمعة 24 أيار 2019", "published").days
    ('2019-05-24',)
    """
    text = " ".join(value[:80].split())
    when = iso_when(text, value[:80])
    if when is not None and when.precision != "month":
        day = when.start[:10]
        days = (day, shifted(day, 1)) if _UTC_LATE.fullmatch(text) else (day,)
        return Clue(kind, when, days)
    compact = _COMPACT.fullmatch(text)
    if compact is not None:
        packed = _iso(*(int(part) for part in compact.groups()))
        return Clue(kind, on_day(packed, "metadata", text), (packed,)) if packed else None
    found = {clue.days[0]: clue for clue in written(text, kind)}
    if len(found) != 1:
        return None
    clue = next(iter(found.values()))
    return Clue(kind, on_day(clue.days[0], "metadata", text), clue.days, sure=len(clue.days) != 2)


def written(text: str, kind: Kind) -> tuple[Clue, ...]:
    """Every full day that a short text spells out, in order, in Arabic or in English.

    >>> [clue.days for clue in written("19 رمضان 1440هـ الموافق 24 مايو 2019م", "near")]
    [('2019-05-24',)]
    """
    return tuple(clue for _, _, clue in spelled(text, kind))


def spelled(text: str, kind: Kind) -> tuple[Spelled, ...]:
    """As `written`, each with where it stands; a Hijri day beside its twin is left out.

    >>> [(start, end) for start, end, _ in spelled("نشر في 24 أيار 2019", "near")]
    [(7, 19)]
    """
    text = text[:_MOST_CHARS]
    return _spelled(text, kind) if _may_spell(text) else ()


def _may_spell(text: str) -> bool:
    """Whether a text may have a full day, which takes four digits (8/9/17) or a year in words
    (ألفين); most lines that have a digit have neither."""
    digits = len(_DIGIT.findall(text))
    return digits >= _LEAST_DIGITS or (digits > 0 and _THOUSAND in fold_key(text))


@lru_cache(maxsize=2_048)
def _spelled(text: str, kind: Kind) -> tuple[Spelled, ...]:
    found: list[tuple[int, int, Clue]] = []
    for time in find(text):
        value = time.value
        if value is None or not _FULL_DAY.fullmatch(value):
            continue
        day = value[:10]
        hijri = time.calendar == "hijri" and time.inferred
        days = (day, *_others(time.text, day, hijri=hijri))
        found.append((time.start, time.end, Clue(kind, on_day(day, "text", time.text), days)))
    plain = {clue.days[0] for _, _, clue in found if len(clue.days) == 1}
    found = [one for one in found if len(one[2].days) == 1 or not plain & set(one[2].days)]
    return tuple(found or _english(text, kind))


def _others(text: str, day: str, *, hijri: bool) -> tuple[str, ...]:
    if hijri:
        return shifted(day, -1), shifted(day, 1)
    match = _SWAPPABLE.match(text)
    if match is None:
        return ()
    both = {
        _iso(int(match[3]), int(match[1]), int(match[2])),
        _iso(int(match[3]), int(match[2]), int(match[1])),
    }
    return tuple(one for one in both if one is not None and one != day)


def _english(text: str, kind: Kind) -> list[tuple[int, int, Clue]]:
    found: list[tuple[int, int, Clue]] = []
    for match in _ENGLISH.finditer(text):
        name = (match["m1"] or match["m2"])[:3].lower()
        if name not in _MONTHS:
            continue
        year, number = int(match["y1"] or match["y2"]), int(match["d1"] or match["d2"])
        day = _iso(year, _MONTHS.index(name) + 1, number)
        if day is not None:
            clue = Clue(kind, on_day(day, "text", match.group()), (day,))
            found.append((match.start(), match.end(), clue))
    return found


def url_when(url: str | None) -> When | None:
    """The day in an address such as `/2020/8/24/`, or None; not the day of an archive's capture,
    nor one in a folder of files (`/archive/2010/03/15/`).

    >>> url_when("https://example.org/news/2020/8/24/جسر").start
    '2020-08-24'
    """
    if not url:
        return None
    path = _ARCHIVED.sub("", url[:2048])
    match = _IN_URL.search(path) or _FOLDER.search(path)
    parts = match.groups() if match is not None else ()
    if match is None:
        match = _QUERY.search(path)
        parts = match.groups()[::-1] if match is not None else ()
    if match is None:
        return None
    folders = set(path[: match.start()].lower().split("/"))
    day = _iso(*(int(part) for part in parts))
    if day is None or folders & words_of("path"):
        return None
    return on_day(day, "url", match.group().strip("/-=_?&"))


def words_of(attribute: str) -> frozenset[str]:
    """The names in the rows of `html_meta.tsv` with this attribute.

    >>> "آخر تحديث" in words_of("label")
    True
    """
    return frozenset(row["name"] for row in rows("html_meta") if row["attribute"] == attribute)


def text_when(lines: Iterable[str]) -> When | None:
    """The one full day that the lines about publication spell out; None where there is none, or
    where they spell out two.

    >>> text_when(["نشر في 3 آذار 2019"]).start
    '2019-03-03'
    """
    found: When | None = None
    for line in lines:
        for clue in written(line[:200], "near"):
            if found is not None and found.start != clue.days[0]:
                return None
            found = clue.when
    return found
