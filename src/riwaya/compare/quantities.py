"""Quantities: what accounts count or measure, with the words that tell what: figures, spans of
time, times of day, and bare numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from riwaya.arabic import Token, fold_key, tokens
from riwaya.arabic.bounds import bound_of
from riwaya.arabic.numbers import number_at
from riwaya.arabic.vectors import Vector, meaning, stem_of
from riwaya.compare.words import term, word_class
from riwaya.data import rows
from riwaya.records import AnnotatedArticle, Bound, Figure

CASUALTIES = ("killed", "wounded", "missing", "arrested", "displaced")
"""Classes of figures that count people whatever noun is used for them."""

CLOCK = "clock"
"""The class of a time of day, in minutes after midnight."""

DURATION = "duration"
"""The class of a span of time, in hours."""

_SORTS = ("soldiers", "militants", "civilians", "children", "women", "police", "workers")
_NEAR = 5
_EARLY = 9
_NOUN_REACH = 2
_YEAR_DIGITS = 4
_NOUN_LETTERS = 3
_JOINING = ("و", "او", "،")
_QUOTES = frozenset('«»“”"')


class Quantity(msgspec.Struct, frozen=True, eq=False):
    """A number of an account with what it counts: `kind` is its class (None where unknown), `noun`
    the stem of what is counted, `sort` the sort of people (None for people of any kind and for
    things), `part` whether it counts some of those counted before, `overall` whether it counts over
    a longer time than the event; `near` are the terms around it, `words` those of its sentence,
    `around` and `meaning` what these mean together. `early` counts the words near
    it that speak of a count that grows (ارتفع, أولية), `days` are the days that its sentence names,
    `published` is the day of its article."""

    account: int
    article: str
    start: int
    end: int
    text: str
    value: float
    bound: Bound
    kind: str | None
    noun: str
    sort: str | None
    part: bool
    overall: bool
    sentence: int
    near: frozenset[str]
    words: frozenset[str]
    meaning: Vector | None
    around: Vector | None
    early: int
    days: frozenset[str]
    published: str | None


class _Found(msgspec.Struct, frozen=True):
    start: int
    end: int
    value: float
    bound: Bound
    kind: str | None
    of: str


def quantities(account: int, article: AnnotatedArticle) -> list[Quantity]:
    """The quantities of an account, by place."""
    found = [_figure(figure) for figure in article.figures]
    found += _clocks(article)
    taken = [(one.start, one.end) for one in found]
    taken += [(time.start, time.end) for time in article.times]
    made: list[Quantity] = []
    for number, sentence in enumerate(article.sentences):
        line = [t for t in tokens(article.body, sentence.start, sentence.end) if t.key]
        here = [one for one in found if sentence.start <= one.start < sentence.end]
        spans = [one for one in _spans(line) if not _meets(one, taken)]
        here += spans
        told = taken + [(one.start, one.end) for one in spans]
        here += (one for one in _bare(line) if not _meets(one, told))
        if not here:
            continue
        words, means = frozenset(_terms(line)), _meaning(line)
        days = frozenset(
            time.value[:10]
            for time in article.times
            if time.value and sentence.start <= time.start < sentence.end
        )
        made += (
            _made(account, article, one, number, line, words, means, days)
            for one in sorted(here, key=lambda one: (one.start, one.end))
        )
    return made


def _meets(one: _Found, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in spans)


def _made(
    account: int,
    article: AnnotatedArticle,
    one: _Found,
    sentence: int,
    line: Sequence[Token],
    words: frozenset[str],
    means: Vector | None,
    days: frozenset[str],
) -> Quantity:
    first = next((n for n, t in enumerate(line) if t.end > one.start), 0)
    last = next((n for n, t in enumerate(line) if t.start >= one.end), len(line))
    before, after = line[max(0, first - _NEAR) : first], line[last : last + _NEAR]
    keys = {token.key for token in before}
    counted = [token.key for token in tokens(one.of)][:2]
    sort = next((name for name in _SORTS for key in counted if key in word_class(name)), None)
    nouns = [stem for token in tokens(one.of) if (stem := _stem(token))]
    return Quantity(
        account=account, article=article.id, start=one.start, end=one.end,
        text=article.body[one.start : one.end], value=one.value, bound=one.bound,
        kind=one.kind, noun=nouns[0] if nouns else "", sort=sort,
        part=bool(keys & word_class("among")),
        overall=bool({t.key for t in (*before, *after)} & word_class("overall")),
        sentence=sentence, near=frozenset(_terms((*before, *after))),
        words=words, meaning=means, around=_meaning((*before, *after)),
        early=sum(
            token.key in word_class("early")
            for token in line[max(0, first - _EARLY) : last + _NEAR]
        ),
        days=days,
        published=article.published.start[:10] if article.published else None,
    )  # fmt: skip


def _terms(line: Sequence[Token]) -> Iterator[str]:
    stop = word_class("stop")
    return (
        term(token.key)
        for token in line
        if token.kind == "word" and token.key not in stop and len(token.key) > 2
    )


def _meaning(line: Sequence[Token]) -> Vector | None:
    return meaning(stem for token in line if (stem := _stem(token)))


def _stem(token: Token) -> str:
    stop = word_class("stop")
    if token.kind != "word" or token.key in stop or token.key.removeprefix("و") in stop:
        return ""
    return stem_of(token.key)


def _figure(figure: Figure) -> _Found:
    return _Found(
        figure.start, figure.end, figure.value, figure.bound, figure.unit, figure.of or ""
    )


def _clocks(article: AnnotatedArticle) -> list[_Found]:
    """The times of day that the article names."""
    found = []
    for time in article.times:
        clock = (time.value or "").partition("T")[2]
        # Where a zone is told, the same hour may be written in another: nothing is compared.
        if time.precision in ("hour", "minute") and len(clock) == len("00:00"):
            hours, minutes = clock.split(":")
            bound: Bound = "about" if time.precision == "hour" else "exact"
            value = 60.0 * int(hours) + int(minutes)
            found.append(_Found(time.start, time.end, value, bound, CLOCK, ""))
    return found


@cache
def _hours(kind: str) -> Mapping[str, float]:
    return {
        fold_key(row["form"]): float(row["hours"])
        for row in rows("durations")
        if row["kind"] == kind
    }


_FRACTIONS = {"نصف": 0.5, "ربع": 0.25, "ثلث": 1 / 3}


def _spans(line: Sequence[Token]) -> Iterator[_Found]:
    """Spans of time: خمس ساعات, ساعتين ونصف, نصف ساعة, شهر ونصف."""
    at = 0
    while at < len(line):
        hours, after = _span(line, at)
        if hours is None:
            at += 1
            continue
        end = line[after - 1].end
        yield _Found(line[at].start, end, round(hours, 4), bound_of(line, at, after), DURATION, "")
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


def _bare(line: Sequence[Token]) -> Iterator[_Found]:
    """Numbers with the content word right behind them for a noun, else the one right before; names
    (القراران 1737 و1696), years and ordinals (السابعة والثلاثين) count nothing."""
    at, named = 0, -1
    naming = word_class("naming")
    while at < len(line):
        value, after = number_at(line, at)
        if value is not None:
            before = line[at - 1].key if at else ""
            joined = named == at - 1 and before in _JOINING
            if before in naming or joined:
                named = after
            elif not _is_year(line, at, value) and not _ends_ordinal(line, at):
                bound = bound_of(line, at, after)
                yield _Found(
                    line[at].start, line[after - 1].end, value, bound, None,
                    _noun_by(line, at, after),
                )  # fmt: skip
        at = max(at + 1, after)


def _ends_ordinal(line: Sequence[Token], at: int) -> bool:
    """Whether the tens at a place belong to an ordinal: المرحلة السابعة والثلاثين."""
    before = line[at - 1].key if at else ""
    return line[at].key.startswith("وال") and before.startswith(("ال", "وال", "بال", "لل"))


def _noun_by(line: Sequence[Token], at: int, after: int) -> str:
    """The content word right behind a number, else the one right before; quotation marks around
    the number part it from neither (“71,260” شاحنة)."""
    if at and after < len(line) and {line[at - 1].text, line[after].text} <= _QUOTES:
        at, after = at - 1, after + 1
    before = line[max(0, at - _NOUN_REACH) : at][::-1]
    return _noun(line[after : after + 1]) or _noun(before)


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
        or not _stem(behind)
    ):
        return True
    return behind.key.startswith("ال")


def _noun(near: Sequence[Token]) -> str:
    return next((token.text for token in near if _stem(token)), "")
