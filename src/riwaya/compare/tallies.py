"""Tallies: figures of several accounts that count the same thing, whatever sentence they stand in.

Two figures count the same where their class is one (killed, wounded, a noun), the people that they
count are of one sort, and their sentences speak of the same; each is the other's best.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import log

import msgspec

from riwaya.arabic import tokens
from riwaya.compare.align import best_partners
from riwaya.compare.differences import CASUALTIES
from riwaya.compare.words import term, word_class
from riwaya.records import AnnotatedArticle, Figure

CLOCK = "clock"
"""The unit of a time of day."""

SAME = 0.45
"""Two figures count the same thing from here on."""

_NOUN = 0.3
_HOUR = 0.05
_TOLL = 0.15
_LEAD = 0.1
_FAR = 0.3
_TIMES = 5
_FIRST = 3
_VALUE = 0.15
_CONTEXT = 0.7
_SORTS = ("soldiers", "militants", "civilians", "children", "women", "police", "workers")


class Tally(msgspec.Struct, frozen=True, eq=False):
    """A figure of an account, with its class, the sort of people that it counts (None for people of
    any kind and for things), the number of its sentence and the terms of that."""

    account: int
    article: str
    figure: Figure
    sentence: int
    kind: str
    sort: str | None
    terms: frozenset[str]


def tallies(articles: Sequence[AnnotatedArticle]) -> list[list[Tally]]:
    """The groups of figures of two accounts or more that count the same thing, one an account, by
    account; groups in the order of their first figure. Money and measures are left out where
    their noun is not told."""
    found = [one for account, article in enumerate(articles) for one in _of(account, article)]
    rare = _rarity(found)
    scores = {
        (i, j): score
        for i, j in combinations(range(len(found)), 2)
        if found[i].account != found[j].account
        and (score := _score(found[i], found[j], rare)) >= SAME
    }
    best = best_partners([one.account for one in found], scores)
    group_of = {place: [place] for place in range(len(found))}
    for i, j in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        if best[i, found[j].account][1] != j or best[j, found[i].account][1] != i:
            continue
        ours, theirs = group_of[i], group_of[j]
        if {found[k].account for k in ours} & {found[k].account for k in theirs}:
            continue
        joined = sorted([*ours, *theirs])
        group_of.update(dict.fromkeys(joined, joined))
    several = sorted({tuple(group) for group in group_of.values() if len(group) > 1})
    return [sorted((found[k] for k in group), key=lambda one: one.account) for group in several]


def _of(account: int, article: AnnotatedArticle) -> list[Tally]:
    found = []
    for figure in (*article.figures, *_clocks(article)):
        kind = _kind(figure)
        at = next(
            (n for n, s in enumerate(article.sentences) if s.start <= figure.start < s.end), None
        )
        if kind is None or at is None:
            continue
        sentence = article.sentences[at]
        words = {
            term(token.key)
            for token in tokens(article.body, sentence.start, sentence.end)
            if token.kind == "word" and token.key not in word_class("stop") and len(token.key) > 2
        }
        found.append(
            Tally(
                account, article.id, figure, at, kind,
                _sort(figure), frozenset(words - {term(figure.of or "")}),
            )
        )  # fmt: skip
    return found


def _clocks(article: AnnotatedArticle) -> list[Figure]:
    """The times of day that the article names, as minutes after midnight."""
    found = []
    for time in article.times:
        clock = (time.value or "").partition("T")[2][:5]
        if time.precision in ("hour", "minute") and len(clock) == len("00:00"):
            hours, minutes = clock.split(":")
            found.append(
                Figure(
                    start=time.start, end=time.end, text=time.text, unit=CLOCK, of=None,
                    value=60.0 * int(hours) + int(minutes),
                    bound="about" if time.precision == "hour" else "exact",
                )
            )  # fmt: skip
    return found


def _kind(figure: Figure) -> str | None:
    """What a figure counts: a class of people, else its unit and the first word of its noun."""
    noun = next((term(token.key) for token in tokens(figure.of or "")), "")
    if figure.unit in CASUALTIES:
        return figure.unit
    return f"{figure.unit or ''} {noun}".strip() or None


def _sort(figure: Figure) -> str | None:
    words = [token.key for token in tokens(figure.of or "")][:2]
    return next((name for name in _SORTS for word in words if word in word_class(name)), None)


def _rarity(found: Sequence[Tally]) -> dict[str, float]:
    spread: dict[str, set[tuple[str, int]]] = {}
    for one in found:
        for word in one.terms:
            spread.setdefault(word, set()).add((one.article, one.sentence))
    size = max(10, len({(one.article, one.sentence) for one in found}))
    return {word: log(1.2 + size / len(places)) for word, places in spread.items()}


def _score(a: Tally, b: Tally, rare: dict[str, float]) -> float:
    if a.kind != b.kind or a.sort != b.sort:
        return 0.0
    shared = sum(rare[word] for word in a.terms & b.terms)
    least = min(sum(rare[word] for word in one.terms) for one in (a, b))
    low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
    return (
        (_HOUR if a.kind == CLOCK else _NOUN)
        + _VALUE * (low == high)
        + _TOLL * (a.kind in CASUALTIES)
        + _LEAD * (a.sentence < _FIRST and b.sentence < _FIRST)
        - _FAR * (high > _TIMES * max(1.0, low))
        + _CONTEXT * (shared / least if least else 0.0)
    )
