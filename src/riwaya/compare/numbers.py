"""Numbers of a sentence that are no figures: spans of time, and numbers without a known class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from riwaya.arabic import Token, fold_key
from riwaya.arabic.bounds import bound_of
from riwaya.arabic.numbers import number_at
from riwaya.arabic.quotes import MARKS
from riwaya.compare.words import content_stem, word_class
from riwaya.data import rows
from riwaya.records import Bound

DURATION = "duration"
"""The class of a span of time, in hours."""

_NOUN_REACH = 2
_YEAR_DIGITS = 4
_NOUN_LETTERS = 3
_JOINING = ("و", "او", "،")


class Found(msgspec.Struct, frozen=True):
    """A number: its slice, its value and how firm it is, its class and its noun as written."""

    start: int
    end: int
    value: float
    bound: Bound
    kind: str | None
    of: str


@cache
def _hours(kind: str) -> Mapping[str, float]:
    return {
        fold_key(row["form"]): float(row["hours"])
        for row in rows("durations")
        if row["kind"] == kind
    }


_FRACTIONS = {"نصف": 0.5, "ربع": 0.25, "ثلث": 1 / 3}


def spans(line: Sequence[Token]) -> Iterator[Found]:
    """Spans of time: خمس ساعات, ساعتين ونصف, نصف ساعة, شهر ونصف."""
    at = 0
    while at < len(line):
        hours, after = _span(line, at)
        if hours is None:
            at += 1
            continue
        end = line[after - 1].end
        yield Found(line[at].start, end, round(hours, 4), bound_of(line, at, after), DURATION, "")
        at = after


def _span(line: Sequence[Token], at: int) -> tuple[float | None, int]:
    units, duals = _hours("unit"), _hours("dual")
    key = line[at].key
    two = duals.get(key) or (duals.get(key[1:]) if key[:1] in "وبل" else None)
    if two is not None:
        return _and_part(line, at + 1, 2 * two, two)
    value, after = number_at(line, at)
    if value is None and key in _FRACTIONS:
        value, after = _FRACTIONS[key], at + 1
    if value is not None and after < len(line) and line[after].key in units:
        unit = units[line[after].key]
        return _and_part(line, after + 1, value * unit, unit)
    if key in units:
        hours, end = _and_part(line, at + 1, units[key], units[key])
        return (hours, end) if end > at + 1 else (None, at)
    return None, at


def _and_part(line: Sequence[Token], at: int, hours: float, unit: float) -> tuple[float, int]:
    """The span with the part that may follow it (ونصف الساعة)."""
    key = line[at].key if at < len(line) else ""
    part = _FRACTIONS.get(key[1:]) if key.startswith("و") else None
    if part is None:
        return hours, at
    again = line[at + 1].key.removeprefix("ال") if at + 1 < len(line) else ""
    return hours + part * unit, at + 2 if again in _hours("unit") else at + 1


def bare(line: Sequence[Token]) -> Iterator[Found]:
    """Numbers with the content word right behind them for a noun, else the one right before, as
    with ordinals; names (القراران 1737 و1696) and years count nothing."""
    at, named = 0, -1
    naming = word_class("naming")
    while at < len(line):
        value, after = number_at(line, at)
        if value is not None:
            before = line[at - 1].key if at else ""
            joined = named == at - 1 and before in _JOINING
            if before in naming or joined:
                named = after
            elif not _is_year(line, at, value):
                ones = _ones(line, at, value)
                first = at - bool(ones)
                noun = _noun_before(line, first) if ones else _noun_by(line, at, after)
                bound = bound_of(line, at, after)
                end = line[after - 1].end
                yield Found(line[first].start, end, value + ones, bound, None, noun)
        at = max(at + 1, after)


def _ones(line: Sequence[Token], at: int, tens: float) -> int:
    """The ones of an ordinal, before its tens at a place (المرحلة السابعة والثلاثين); else 0."""
    if not at or not line[at].key.startswith("وال") or tens not in range(20, 100, 10):
        return 0
    return _ordinals().get(line[at - 1].key, 0)


@cache
def _ordinals() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for row in rows("date_words"):
        if row["role"] in ("ord", "ordf") and int(row["value"]) % 10:
            found.setdefault(fold_key(row["word"].split()[0]), int(row["value"]) % 10)
    return found


def _noun_by(line: Sequence[Token], at: int, after: int) -> str:
    """The content word right behind a number, else the one right before; quotation marks around
    the number part it from neither (“71,260” شاحنة)."""
    if at and after < len(line) and {line[at - 1].text, line[after].text} <= MARKS:
        at, after = at - 1, after + 1
    return _noun(line[after : after + 1]) or _noun_before(line, at)


def _noun_before(line: Sequence[Token], at: int) -> str:
    return _noun(line[max(0, at - _NOUN_REACH) : at][::-1])


def _is_year(line: Sequence[Token], at: int, value: float) -> bool:
    """Whether a number that stands alone is a year: في 2018, كأس العالم 2018."""
    token = line[at]
    if token.kind != "number" or len(token.text) != _YEAR_DIGITS or not 1900 <= value < 2100:
        return False
    if at and line[at - 1].key in word_class("dating"):
        return True
    behind = line[at + 1] if at + 1 < len(line) else None
    if (
        behind is None
        or behind.kind != "word"
        or len(behind.key) < _NOUN_LETTERS
        or not content_stem(behind)
    ):
        return True
    return behind.key.startswith("ال")


def _noun(near: Sequence[Token]) -> str:
    return next((token.text for token in near if content_stem(token)), "")
