"""Quantities: what accounts count or measure, with the words that tell what: figures, spans of
time, times of day, and bare numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from riwaya.arabic import Token, tokens
from riwaya.arabic.vectors import Vector, meaning
from riwaya.compare.numbers import Found, bare, spans
from riwaya.compare.words import content_stem, term, word_class
from riwaya.records import AnnotatedArticle, Bound, Figure

CASUALTIES = ("killed", "wounded", "missing", "arrested", "displaced")
"""Classes of figures that count people whatever noun is used for them."""

CLOCK = "clock"
"""The class of a time of day, in minutes after midnight."""

_SORTS = ("soldiers", "militants", "civilians", "children", "women", "police", "workers")
_NEAR = 5
_EARLY = 9


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
        long = [one for one in spans(line) if not _meets(one, taken)]
        here += long
        told = taken + [(one.start, one.end) for one in long]
        here += (one for one in bare(line) if not _meets(one, told))
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


def _meets(one: Found, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in spans)


def _made(
    account: int,
    article: AnnotatedArticle,
    one: Found,
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
    nouns = [stem for token in tokens(one.of) if (stem := content_stem(token))]
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
    return meaning(stem for token in line if (stem := content_stem(token)))


def _figure(figure: Figure) -> Found:
    return Found(figure.start, figure.end, figure.value, figure.bound, figure.unit, figure.of or "")


def _clocks(article: AnnotatedArticle) -> list[Found]:
    """The times of day that the article names."""
    found = []
    for time in article.times:
        clock = (time.value or "").partition("T")[2]
        # Where a zone is told, the same hour may be written in another: nothing is compared.
        if time.precision in ("hour", "minute") and len(clock) == len("00:00"):
            hours, minutes = clock.split(":")
            bound: Bound = "about" if time.precision == "hour" else "exact"
            value = 60.0 * int(hours) + int(minutes)
            found.append(Found(time.start, time.end, value, bound, CLOCK, ""))
    return found
