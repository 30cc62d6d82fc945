"""Tallies: quantities of several accounts that count the same thing, whatever sentence they stand
in. A forest over the named parts of a pair tells how likely they do (`training/figures.py`)."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import Final

from riwaya.arabic.vectors import alike, cosine, rarity
from riwaya.compare.align import best_partners
from riwaya.compare.numbers import DURATION
from riwaya.compare.quantities import CASUALTIES, CLOCK, Quantity, quantities
from riwaya.forest import forest
from riwaya.limits import ACCOUNT_QUANTITIES
from riwaya.records import AnnotatedArticle

PARTS: Final = (
    "kind_same", "kinds_known", "people", "noun_near", "noun_same", "value_same", "ratio",
    "casualties", "sort_same", "sort_apart", "part_same", "parts", "overall", "overall_same",
    "near_share", "words_share", "meaning", "lead", "sentence_gap", "bare", "clock", "far",
    "near_shared", "around", "rivals_least", "rivals_most", "rivals_nearer",
)  # fmt: skip
"""What a pair of quantities gives."""

CLASH_PARTS: Final = (
    "incompatible", "casualties", "people", "clock", "duration", "ratio", "early_least",
    "early_most", "published_apart", "later_larger", "days_apart", "days_shared", "bounds",
    "overall", "part",
)  # fmt: skip
"""What a pair of quantities of one thing gives for telling whether both can hold."""

SAME: Final = 0.45
"""Two quantities count the same thing from here on."""

MANY: Final = 400
"""Of an event with more quantities, bare numbers are left out."""

BESIDE: Final = 0.25
"""Two times of day that share less of the words around them are of two happenings."""

TOLLS: Final = 0.6
"""So likely do the tolls of two accounts count the same."""

APART: Final = 0.8
"""Two quantities whose words are less alike (0 to 2) count two things."""

_PEOPLE: Final = frozenset(("people", *CASUALTIES))
_LEAD: Final = 2
_FAR: Final = 10
_NEAR: Final = 0.6
_UNLIKE: Final = 0.3
_NO_NOUN: Final = -0.2
_ABOUT: Final = 0.2
_MANY_ONES: Final = 100

Rivals = Mapping[tuple[int, int], list[tuple[float, int]]]


def tallies(articles: Sequence[AnnotatedArticle]) -> list[list[Quantity]]:
    """The groups of quantities of two accounts or more that count the same thing, one an account,
    by account; groups in the order of their first quantity."""
    found = [
        one
        for account, article in enumerate(articles)
        for one in quantities(account, article)[:ACCOUNT_QUANTITIES]
    ]
    if len(found) > MANY:
        found = [one for one in found if one.kind is not None]
    tolls = _tolls(found)
    scores = {
        (i, j): score
        for (i, j), values in pairs_of(found).items()
        if (score := _score(found, tolls, i, j, values)) >= SAME
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


def _score(
    found: Sequence[Quantity], tolls: Container[int], i: int, j: int, values: Sequence[float]
) -> float:
    """How likely two quantities count one thing: as the forest says; the tolls of two accounts of
    one event do; two times of day only beside a word that both have."""
    a, b = found[i], found[j]
    if a.kind == CLOCK and _shared(a.near, b.near) < BESIDE:
        return 0.0
    likely = forest("counted", PARTS).probability(values)
    return max(likely, TOLLS) if a.kind == b.kind and i in tolls and j in tolls else likely


def _tolls(found: Sequence[Quantity]) -> set[int]:
    """The toll of each account and class of casualties: the largest count that is of no sort of
    people, no part of another, and of no longer time."""
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for place, one in enumerate(found):
        if one.kind in CASUALTIES and not (one.part or one.sort):
            key, entry = (one.account, str(one.kind)), (one.value, -place)
            best[key] = max(best.get(key, entry), entry)
    return {-place for _, place in best.values()}


def pairs_of(found: Sequence[Quantity]) -> dict[tuple[int, int], list[float]]:
    """The pairs of quantities of two accounts that may count one thing, with the values of
    `PARTS`."""
    near = {
        (i, j): value
        for j, b in enumerate(found)
        for i, a in enumerate(found[:j])
        if a.account != b.account
        and _compatible(a, b)
        and (value := cosine(a.meaning, b.meaning) + cosine(a.around, b.around)) >= APART
    }
    rivals: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for (i, j), value in near.items():
        if _rival(found[i], found[j]):
            rivals.setdefault((i, found[j].account), []).append((value, j))
            rivals.setdefault((j, found[i].account), []).append((value, i))
    return {
        (i, j): [*_parts(found[i], found[j]), *_among(found, rivals, near[i, j], i, j)]
        for i, j in near
    }


def _compatible(a: Quantity, b: Quantity) -> bool:
    if a.sort is not None and b.sort is not None and a.sort != b.sort:
        return False
    if a.kind == b.kind:
        return True
    if CLOCK in (a.kind, b.kind) or DURATION in (a.kind, b.kind):
        return False
    if a.kind is not None and b.kind is not None:
        return {a.kind, b.kind} <= _PEOPLE
    return not (a.noun and b.noun) or alike(a.noun, b.noun) >= _UNLIKE


def _rival(a: Quantity, b: Quantity) -> bool:
    """Whether one could stand for the other by what is counted."""
    if a.kind is not None and a.kind == b.kind:
        return True
    return bool(a.noun and b.noun) and alike(a.noun, b.noun) > _NEAR


def _parts(a: Quantity, b: Quantity) -> list[float]:
    low, high = sorted((abs(a.value), abs(b.value)))
    kinds = [one.kind for one in (a, b)]
    return [
        a.kind is not None and a.kind == b.kind,
        sum(kind is not None for kind in kinds),
        sum(kind in _PEOPLE for kind in kinds),
        alike(a.noun, b.noun) if a.noun and b.noun else _NO_NOUN,
        a.noun == b.noun,
        low == high,
        low / high if high else 1.0,
        sum(kind in CASUALTIES for kind in kinds),
        a.sort == b.sort,
        a.sort is not None and b.sort is not None and a.sort != b.sort,
        a.part == b.part, a.part + b.part,
        a.overall + b.overall, a.overall == b.overall,
        _shared(a.near, b.near), _shared(a.words, b.words),
        cosine(a.meaning, b.meaning),
        (a.sentence < _LEAD) + (b.sentence < _LEAD),
        abs(a.sentence - b.sentence),
        sum(kind is None for kind in kinds),
        a.kind == CLOCK,
        high > _FAR * max(1.0, low),
        len(a.near & b.near),
        cosine(a.around, b.around),
    ]  # fmt: skip


def clash(a: Quantity, b: Quantity) -> float:
    """How likely two quantities of one thing cannot both hold, 0 to 1: of a count that grows the
    smaller one may be the earlier."""
    if not incompatible(a, b) or _grows(a, b):
        return 0.0
    return forest("clash", CLASH_PARTS).probability(clash_parts(a, b))


def _grows(a: Quantity, b: Quantity) -> bool:
    """Whether both count casualties, and one may be the earlier count: of another day, or told as
    one that rose."""
    casualties = a.kind in CASUALTIES and b.kind in CASUALTIES
    return casualties and bool(a.early or b.early or a.published != b.published)


def clash_parts(a: Quantity, b: Quantity) -> list[float]:
    """The values of `CLASH_PARTS`."""
    low, high = (a, b) if a.value <= b.value else (b, a)
    dated = low.published is not None and high.published is not None
    kinds = [one.kind for one in (a, b)]
    return [
        incompatible(a, b),
        sum(kind in CASUALTIES for kind in kinds), sum(kind in _PEOPLE for kind in kinds),
        a.kind == CLOCK, a.kind == DURATION,
        abs(low.value) / abs(high.value) if high.value else 1.0,
        min(a.early, b.early), max(a.early, b.early),
        dated and low.published != high.published,
        dated and str(low.published) < str(high.published),
        bool(a.days and b.days and not a.days & b.days), bool(a.days & b.days),
        (a.bound != "exact") + (b.bound != "exact"),
        a.overall + b.overall, a.part + b.part,
    ]  # fmt: skip


def incompatible(a: Quantity, b: Quantity) -> bool:
    """Whether two values cannot both hold: "at least 20" and "25" can, and so can 1083.9 and
    1084."""
    if a.value == b.value or (
        min(a.value, b.value) >= _MANY_ONES and round(a.value) == round(b.value)
    ):
        return False
    if "about" in (a.bound, b.bound):
        return abs(a.value - b.value) > _ABOUT * max(abs(a.value), abs(b.value))
    low, high = (a, b) if a.value <= b.value else (b, a)
    return low.bound != "at_least" and high.bound != "at_most"


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    """The weighted share of the smaller set of words that is in the larger one."""
    least = min(_told(a), _told(b))
    return sum(map(rarity, a & b)) / max(1.0, least)


@lru_cache(maxsize=1 << 12)
def _told(words: frozenset[str]) -> float:
    return sum(map(rarity, words))


def _among(
    found: Sequence[Quantity], rivals: Rivals, near: float, i: int, j: int
) -> tuple[float, float, float]:
    """How many others could stand for one of a pair (the less, the more), and how many of these are
    nearer."""
    ours = rivals.get((i, found[j].account), [])
    theirs = rivals.get((j, found[i].account), [])
    nearer = sum(value > near for value, _ in (*ours, *theirs))
    return min(len(ours), len(theirs)), max(len(ours), len(theirs)), nearer
