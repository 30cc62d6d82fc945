"""The judge of pairs: how likely two units speak of one matter, differ on it, and contradict one
another. Forests over the named parts of a pair, trained by `training/points.py` on events whose
differences were listed by reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Final

import msgspec

from riwaya.arabic.vectors import cosine
from riwaya.compare.align import ONE_MATTER, Weighted, overlap
from riwaya.compare.held import Counted
from riwaya.compare.parts import NEAR_PARTS, PARTS, unit_parts, word_parts
from riwaya.compare.traits import Traits, traits
from riwaya.forest import Forest, forest
from riwaya.records import AnnotatedArticle

LEAST_OVERLAP: Final = 0.06
LEAST_MEANING: Final = 0.6
"""A pair is judged from here on, of one of both."""

LEAST_DENIAL: Final = 0.35
"""The same of meaning where one of them says "not": a denial often only names what it denies."""

PARTNERS: Final = 3
"""Units of one other account that a unit is judged with, the likeliest by its words."""

MOST: Final = 16
"""Units of all other accounts that a unit is judged with."""

MANY: Final = 700
"""In an event of more units only those that share a term are judged."""

UNLIKELY: Final = 0.3
"""Pairs that are less likely one matter are not judged further."""

_COMMON: Final = 400

Pair = tuple[int, int]


class Pairs(msgspec.Struct, frozen=True, eq=False):
    """The pairs of an event that may speak of one matter: by unit its `traits`, and the first with
    its text; by pair what its units and the event give. `words` are what was made of two texts."""

    traits: Sequence[Traits]
    texts: Sequence[int]
    rest: Mapping[Pair, Sequence[float]]
    words: dict[tuple[int, int, bool], list[float]]

    def values(self, pair: Pair, *, near: bool = True) -> list[float]:
        """The values of `parts.PARTS`; without `near` those of `parts.NEAR_PARTS` are left open."""
        i, j = pair
        same = (self.texts[i], self.texts[j], near)
        if same not in self.words:
            self.words[same] = word_parts(self.traits[i], self.traits[j], near=near)
        return [*self.words[same], *self.rest[pair]]


class Judged(msgspec.Struct, frozen=True, eq=False):
    """What the forests say of pairs (i, j), i < j, of an event's units: `most` is the most likely
    that each can speak of one matter. Few pairs can, and few are asked for: the rest of the work is
    done when they are, and `found` keeps it."""

    pairs: Pairs
    most: Mapping[Pair, float]
    found: dict[Pair, float]

    @property
    def likely(self) -> list[Pair]:
        """The pairs that can be more likely one matter than not."""
        return [pair for pair, value in self.most.items() if value >= ONE_MATTER]

    def matter(self, pair: Pair) -> float:
        """How likely both speak of one matter."""
        if pair not in self.most:
            return 0.0
        if pair not in self.found:
            self.found[pair] = forest("matter", PARTS).probability(self.pairs.values(pair))
        return self.found[pair]

    def differs(self, pair: Pair) -> float:
        """How likely both differ on their matter."""
        return self._likely("differs", pair)

    def contested(self, pair: Pair) -> float:
        """How likely both cannot hold."""
        return self._likely("contested", pair)

    def _likely(self, name: str, pair: Pair) -> float:
        """What a forest says of a pair that is likely of one matter."""
        if self.most.get(pair, 0.0) < UNLIKELY or self.matter(pair) < UNLIKELY:
            return 0.0
        values = self.pairs.values(pair)
        return 0.0 if shortens(values) else forest(name, PARTS).probability(values)


@cache
def _at_most() -> Forest:
    return forest("matter", PARTS).most(NEAR_PARTS)


def judge(space: Weighted, articles: Sequence[AnnotatedArticle], counted: Counted) -> Judged:
    """What the forests say of the pairs of an event."""
    pairs = _pairs(space, articles, counted)
    most = {pair: _at_most().probability(pairs.values(pair, near=False)) for pair in pairs.rest}
    return Judged(pairs, most, {})


def shortens(values: Sequence[float]) -> bool:
    """Whether one of two slices only says less than the other: none of its words is left over, and
    nothing is negated or opposed. Outlets shorten; that is no difference."""
    part = dict(zip(PARTS, values, strict=True))
    apart = part["negated_apart"] + part["opposed"] + part["denying"] + part["numbers_left"]
    return part["left_least"] - part["near_often"] <= 0 and not apart and not part["denials_apart"]


def paired(
    space: Weighted, articles: Sequence[AnnotatedArticle], counted: Counted
) -> dict[Pair, list[float]]:
    """The pairs of an event that may speak of one matter, with the values of `parts.PARTS`."""
    pairs = _pairs(space, articles, counted)
    return {pair: pairs.values(pair) for pair in pairs.rest}


def _pairs(space: Weighted, articles: Sequence[AnnotatedArticle], counted: Counted) -> Pairs:
    seen = _traits(space, articles)
    tallied = _tallied(counted)
    near = _near(space, seen, tallied)
    ranks = _ranks(space, near)
    around = {pair: near[pair][0] for pair in near}
    sizes = Counter(unit.account for unit in space.units)
    rest: dict[Pair, list[float]] = {}
    for i, j in sorted(_kept(around, ranks, tallied)):
        a, b = space.units[i], space.units[j]
        units = unit_parts(a, b, seen[i], seen[j], near[i, j][1], tallied.get((i, j), (0, 0)))
        least = min(sizes[a.account], sizes[b.account])
        rest[i, j] = [*units, *_space_parts(space, around, ranks, i, j), least]
    return Pairs(seen, _texts(space, articles), rest, {})


def _near(
    space: Weighted, seen: Sequence[Traits], tallied: Container[Pair]
) -> dict[Pair, tuple[float, float]]:
    """How near two units are that share words or a meaning or count one thing, and how far they
    share words."""
    near: dict[Pair, tuple[float, float]] = {}
    meanings = [one.meaning for one in seen]
    negative = [unit.negative for unit in space.units]
    for i, j in _meeting(space):
        shared, alike = overlap(space, i, j), cosine(meanings[i], meanings[j])
        least = LEAST_DENIAL if negative[i] or negative[j] else LEAST_MEANING
        if shared >= LEAST_OVERLAP or alike >= least or (i, j) in tallied:
            near[i, j] = (shared + alike, shared)
    return near


def _kept(
    near: Mapping[Pair, float], ranks: Mapping[Pair, tuple[int, float]], tallied: Container[Pair]
) -> Iterator[Pair]:
    """The pairs that are judged: of what count one thing, and the likeliest of each unit."""
    partners: dict[int, list[tuple[float, Pair]]] = {}
    for (i, j), value in near.items():
        if (i, j) in tallied:
            yield i, j
        elif min(ranks[i, j][0], ranks[j, i][0]) < PARTNERS:
            for one in (i, j):
                partners.setdefault(one, []).append((-value, (i, j)))
    likely = {pair for line in partners.values() for _, pair in sorted(line)[:MOST]}
    yield from likely


def _texts(space: Weighted, articles: Sequence[AnnotatedArticle]) -> list[int]:
    """For each unit the first one with its text: copies are looked at once."""
    first: dict[str, int] = {}
    bodies = [articles[unit.account].body[unit.start : unit.end] for unit in space.units]
    return [first.setdefault(body, place) for place, body in enumerate(bodies)]


def _traits(space: Weighted, articles: Sequence[AnnotatedArticle]) -> list[Traits]:
    found: list[Traits] = []
    first: dict[int, int] = {}
    for place, unit in enumerate(space.units):
        order = place - first.setdefault(unit.account, place)
        found.append(traits(unit, articles[unit.account].body, order))
    return found


def _meeting(space: Weighted) -> Iterator[Pair]:
    """The pairs that are looked at: of two accounts, or apart in one."""
    units = space.units
    if len(units) <= MANY:
        pairs: Iterator[Pair] | set[Pair] = ((i, j) for j in range(len(units)) for i in range(j))
    else:
        pairs = _sharing(space)
    for i, j in pairs:
        a, b = units[i], units[j]
        if a.account != b.account or a.end <= b.start or b.end <= a.start:
            yield i, j


def _sharing(space: Weighted) -> set[Pair]:
    postings: dict[str, list[int]] = {}
    for place, terms in enumerate(space.terms):
        for word in terms:
            postings.setdefault(word, []).append(place)
    return {
        (i, j)
        for places in postings.values()
        if len(places) <= _COMMON
        for at, j in enumerate(places)
        for i in places[:at]
    }


def _tallied(counted: Counted) -> dict[Pair, tuple[int, int]]:
    """How many figures of two units count one thing, and how many of these differ."""
    holding: dict[int, list[int]] = {}
    for place, held in enumerate(counted.held):
        for number in held:
            holding.setdefault(number, []).append(place)
    found: dict[Pair, tuple[int, int]] = {}
    for number, places in holding.items():
        for i, j in combinations(places, 2):
            one, other = counted.held[i][number], counted.held[j][number]
            if one is not other:
                same, differing = found.get((i, j), (0, 0))
                found[i, j] = (same + 1, differing + (one.value != other.value))
    return found


def _ranks(
    space: Weighted, near: Mapping[Pair, tuple[float, float]]
) -> dict[Pair, tuple[int, float]]:
    """For both ways of a pair: the rank of the second among those of its account that are near the
    first, and by how much it is ahead of the next (behind the best)."""
    rivals: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for (i, j), (value, _) in near.items():
        rivals.setdefault((i, space.units[j].account), []).append((-value, j))
        rivals.setdefault((j, space.units[i].account), []).append((-value, i))
    found: dict[Pair, tuple[int, float]] = {}
    for (one, _), line in rivals.items():
        line.sort()
        best = -line[0][0]
        next_best = -line[1][0] if len(line) > 1 else 0.0
        for rank, (value, other) in enumerate(line):
            found[one, other] = (rank, -value - (next_best if rank == 0 else best))
    return found


def _space_parts(
    space: Weighted,
    near: Mapping[Pair, float],
    ranks: Mapping[Pair, tuple[int, float]],
    i: int,
    j: int,
) -> list[float]:
    """The values of `parts.SPACE_PARTS` but the last."""
    ours, theirs = ranks[i, j], ranks[j, i]
    beside = [_beside(space, near, i, j, step) for step in (-1, 1)]
    return [
        min(ours[0], theirs[0]), max(ours[0], theirs[0]),
        min(ours[1], theirs[1]), max(ours[1], theirs[1]),
        max(beside), sum(beside),
    ]  # fmt: skip


def _beside(space: Weighted, near: Mapping[Pair, float], i: int, j: int, step: int) -> float:
    """How near the units `step` away from both are; -1 where one of these is in another account."""
    a, b = i + step, j + step
    units = space.units
    if min(a, b) < 0 or max(a, b) >= len(units):
        return -1.0
    if units[a].account != units[i].account or units[b].account != units[j].account:
        return -1.0
    return near.get((min(a, b), max(a, b)), 0.0)
