"""Which units of an event speak of one matter: weighted terms, and groups of units that the judge
finds likely to, with a core that all are near to.

Terms are weighted by how rare they are inside the event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log, sqrt

import msgspec

from riwaya.compare.units import Unit

ONE_MATTER = 0.5
"""Two units speak of one matter from here on."""

CORE = 0.3
"""Mean likelihood that two groups of units need to be joined: no drift along a chain."""

REPEAT = 0.5
"""Two units of one account in one group need this mean likelihood: else they are two matters."""

_FULL_EVIDENCE = 4
_LEAST_SIZE = 30

Pair = tuple[int, int]


class Weighted(msgspec.Struct, frozen=True, eq=False):
    """The units of an event with their weighted terms and total weights."""

    units: tuple[Unit, ...]
    terms: tuple[dict[str, float], ...]
    totals: tuple[float, ...]


def weigh(units: Sequence[Unit]) -> Weighted:
    """Weigh the terms of `units` by how few of the event's units carry them."""
    spread: dict[str, int] = {}
    for unit in units:
        for word in unit.terms:
            spread[word] = spread.get(word, 0) + 1
    size = max(len(units), _LEAST_SIZE)
    weighted = tuple(
        {word: share * log(1.5 + size / spread[word]) for word, share in unit.terms.items()}
        for unit in units
    )
    return Weighted(tuple(units), weighted, tuple(sum(terms.values()) for terms in weighted))


def overlap(space: Weighted, i: int, j: int) -> float:
    """How alike the words of two units are, 0 to 1, whoever says them: a mean of the cosine and of
    the share of the smaller unit found in the larger one (outlets shorten)."""
    a, b = space.terms[i], space.terms[j]
    if len(b) < len(a):
        a, b = b, a
    if a.keys().isdisjoint(b):  # as most are
        return 0.0
    shared = [min(weight, b[word]) for word, weight in a.items() if word in b]
    common = sum(shared)
    evidence = min(1.0, len(shared) / _FULL_EVIDENCE)
    contained = common / min(space.totals[i], space.totals[j])
    cosine = common / sqrt(space.totals[i] * space.totals[j])
    return evidence * (contained + cosine) / 2


def groups(
    space: Weighted, likely: Iterable[Pair], matter: Callable[[int, int], float]
) -> list[list[int]]:
    """The units that speak of one matter, as lists of places; a unit alone is a list of one.
    `matter` says of two units how likely they do: of none but the pairs that are `likely` from
    `ONE_MATTER` on."""
    member = {place: [place] for place in range(len(space.units))}
    near = [(-value, pair) for pair in likely if (value := matter(*pair)) >= ONE_MATTER]
    for _, (i, j) in sorted(near):
        first, second = member[i], member[j]
        if first is not second and _one_core(space, matter, first, second):
            joined = sorted(first + second)
            member.update(dict.fromkeys(joined, joined))
    return sorted({id(group): group for group in member.values()}.values())


def _one_core(
    space: Weighted,
    matter: Callable[[int, int], float],
    first: Sequence[int],
    second: Sequence[int],
) -> bool:
    likely = [matter(i, j) for i in first for j in second]
    if sum(likely) < CORE * len(likely):
        return False
    units = space.units
    inside = [matter(i, j) for i in first for j in second if units[i].account == units[j].account]
    return not inside or sum(inside) >= REPEAT * len(inside)


def best_partners(
    accounts: Sequence[int], scores: Mapping[Pair, float]
) -> dict[Pair, tuple[float, int]]:
    """For each place in a pair of `scores`, and each account, minus the score of the best partner
    there and its place, the first of equals; `accounts` are by place."""
    best: dict[Pair, tuple[float, int]] = {}
    for (i, j), score in scores.items():
        for one, other in ((i, j), (j, i)):
            place = (one, accounts[other])
            best[place] = min(best.get(place, (0.0, -1)), (-score, other))
    return best
