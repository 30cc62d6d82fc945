"""Which units of an event say the same: weighted overlap, mutual best matches, and a core check.

Likeness is a mean of the cosine and of the share of the smaller unit found in the larger one
(outlets shorten), over terms weighted by how rare they are inside the event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, sqrt

import msgspec

from riwaya.compare.identity import may_be_one
from riwaya.compare.units import Unit

ALIKE = 0.42
"""Two units say the same from here on."""

REPEAT = 0.65
"""Two units of one account say the same from here on, whatever the others say."""

APART = 0.25
"""Two units of one account that are less alike than this are two points, and keep theirs apart."""

CORE = 0.3
"""Mean likeness that two groups of units need to be joined: no drift along a chain."""

DENIES = 0.3
"""A claim and its denial share this much; the denial often only names the claim."""

_FULL_EVIDENCE = 4
_LEAST_SIZE = 30
_COMMON_POSTINGS = 400
_SAME_SPEAKER = 0.06
_OTHER_SPEAKER = -0.08
_ONE_DENIAL = 0.15


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
    """How alike the words of two units are, 0 to 1, whoever says them."""
    a, b = space.terms[i], space.terms[j]
    if len(b) < len(a):
        a, b = b, a
    shared = [(weight, b[word]) for word, weight in a.items() if word in b]
    if not shared:
        return 0.0
    common = sum(min(pair) for pair in shared)
    evidence = min(1.0, len(shared) / _FULL_EVIDENCE)
    contained = common / min(space.totals[i], space.totals[j])
    cosine = common / sqrt(space.totals[i] * space.totals[j])
    return evidence * (contained + cosine) / 2


def likeness(space: Weighted, i: int, j: int) -> float:
    """`overlap`, raised for one speaker and lowered for two, raised more where one speaker denies
    one other's claim; 0 for a claim beside a denial."""
    a, b = space.units[i], space.units[j]
    if a.denies != b.denies:
        return 0.0
    words = overlap(space, i, j)
    if words == 0.0 or a.speaker is None or b.speaker is None:
        return words
    if a.denies and a.speaker == b.speaker and set(a.claimed_by) & set(b.claimed_by):
        return words + _ONE_DENIAL
    if a.speaker == b.speaker:
        return words + _SAME_SPEAKER
    resolved = a.resolved and b.resolved and not may_be_one(a.speaker, b.speaker)
    return words + _OTHER_SPEAKER if resolved else words


def groups(space: Weighted) -> list[list[int]]:
    """The units that say the same, as lists of indices; a unit alone is a list of one."""
    scores = _candidates(space)
    edges = _edges(space, scores)
    member = list(range(len(space.units)))
    clusters = {index: [index] for index in member}
    for _, i, j in edges:
        first, second = member[i], member[j]
        if first == second or not _one_core(space, clusters[first], clusters[second]):
            continue
        for index in clusters[second]:
            member[index] = first
        clusters[first] += clusters.pop(second)
    return sorted(sorted(cluster) for cluster in clusters.values())


def _candidates(space: Weighted) -> dict[tuple[int, int], float]:
    postings: dict[str, list[int]] = {}
    for index, terms in enumerate(space.terms):
        for word in terms:
            postings.setdefault(word, []).append(index)
    shared: dict[tuple[int, int], float] = {}
    for word, places in postings.items():
        if len(places) > _COMMON_POSTINGS:
            continue
        for position, i in enumerate(places):
            for j in places[position + 1 :]:
                weight = min(space.terms[i][word], space.terms[j][word])
                shared[i, j] = shared.get((i, j), 0.0) + weight
    found = {}
    for (i, j), weight in shared.items():
        # Words that stand nearly everywhere are not counted above, hence the slack.
        if weight >= 0.25 * min(space.totals[i], space.totals[j]):
            score = likeness(space, i, j)
            if score >= ALIKE:
                found[i, j] = score
    return found


def best_partners(
    accounts: Sequence[int], scores: Mapping[tuple[int, int], float]
) -> dict[tuple[int, int], tuple[float, int]]:
    """For each place in a pair of `scores`, and each account, minus the score of the best partner
    there and its place, the first of equals; `accounts` are by place."""
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for (i, j), score in scores.items():
        for one, other in ((i, j), (j, i)):
            place = (one, accounts[other])
            best[place] = min(best.get(place, (0.0, -1)), (-score, other))
    return best


def _edges(space: Weighted, scores: dict[tuple[int, int], float]) -> list[tuple[float, int, int]]:
    """Pairs that are each other's best in the other's account, and repeats inside one account:
    near copies, or those with one best partner elsewhere."""
    best = best_partners([unit.account for unit in space.units], scores)
    partners: dict[int, set[int]] = {}
    for (i, account), (_, j) in best.items():
        if space.units[i].account != account:
            partners.setdefault(i, set()).add(j)
    edges = []
    for (i, j), score in scores.items():
        a, b = space.units[i], space.units[j]
        if a.account == b.account:
            shared = partners.get(i, set()) & partners.get(j, set())
            if a.speaker == b.speaker and (score >= REPEAT or shared):
                edges.append((score, i, j))
        elif -score == best[i, b.account][0] and -score == best[j, a.account][0]:
            edges.append((score, i, j))
    return sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2]))


def _one_core(space: Weighted, first: list[int], second: list[int]) -> bool:
    units = space.units
    if any(
        units[i].account == units[j].account and likeness(space, i, j) < APART
        for i in first
        for j in second
    ):
        return False
    likes = [likeness(space, i, j) for i in first for j in second]
    return sum(likes) / len(likes) >= CORE


def denied(space: Weighted, denial: list[int], claims: list[list[int]]) -> list[int]:
    """Positions in `claims` of the groups that say what the group `denial` denies: the most alike
    one, by its best pair of units with different speakers."""
    scored = []
    for position, claim in enumerate(claims):
        likes = [overlap(space, i, j) for i in denial for j in claim if _opposed(space, i, j)]
        if likes and max(likes) >= DENIES:
            scored.append((-max(likes), position))
    return [position for _, position in sorted(scored)[:1]]


def _opposed(space: Weighted, i: int, j: int) -> bool:
    a, b = space.units[i], space.units[j]
    return not b.denies and (a.speaker is None or a.speaker != b.speaker)
