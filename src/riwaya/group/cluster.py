"""Clusters of profiles: candidates through an index of rare stems, joined by their mean link."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from riwaya.group.profile import Profile
from riwaya.group.score import relation

THRESHOLD: Final = 0.54
"""Score of a pair from which its clusters may be joined."""

CORE: Final = 0.45
"""Mean score that all links between two clusters need to be joined: no drift along a chain."""

_KEYS: Final = 25
_CANDIDATES: Final = 40
_COMMON: Final = 60
_CORE: Final = 12


class Links:
    """Scores of pairs of profiles, each computed once, when it is asked for."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self.known: dict[tuple[int, int], float] = {}

    def score(self, i: int, j: int) -> float:
        """The score of profiles `i` and `j`."""
        pair = (i, j) if i < j else (j, i)
        if pair not in self.known:
            self.known[pair] = relation(self.profiles[pair[0]], self.profiles[pair[1]]).score
        return self.known[pair]

    def mean(self, one: Sequence[int], other: Sequence[int]) -> float:
        """The mean score between two clusters (between their first members, where large)."""
        left, right = one[:_CORE], other[:_CORE]
        return sum(self.score(i, j) for i in left for j in right) / (len(left) * len(right))


def candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs worth scoring: those that share two of their heaviest stems or more, in order."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(profiles):
        heavy = sorted(item.words.items(), key=lambda entry: (-entry[1], entry[0]))
        for stem, _ in islice(heavy, _KEYS):
            index[stem].append(number)
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for holders in index.values():
        if len(holders) > _COMMON:
            continue
        for place, i in enumerate(holders):
            shared[i].update(holders[:place])
    pairs = []
    for i in sorted(shared):
        ranked = sorted(shared[i].items(), key=lambda entry: (-entry[1], entry[0]))
        pairs += [(j, i) for j, count in ranked[:_CANDIDATES] if count >= 2]
    return pairs


def clusters(links: Links, keys: Mapping[str, str]) -> list[list[int]]:
    """The clusters of the profiles of `links` (sorted by id): sorted lists of indices, by first.

    `keys` gives the user's own event key by article id: such articles stay in their key's cluster.
    """
    profiles = links.profiles
    head = list(range(len(profiles)))
    members = {i: [i] for i in head}
    fixed = _fix(profiles, keys, head, members)
    scored = [(links.score(i, j), i, j) for i, j in candidates(profiles)]
    scored.sort(key=lambda link: (-link[0], link[1], link[2]))
    for score, i, j in scored:
        if score < THRESHOLD:
            break
        one, other = sorted((head[i], head[j]))
        if one == other or one in fixed or other in fixed:
            continue
        if links.mean(members[one], members[other]) >= CORE:
            _merge(one, other, head, members)
    return [members[i] for i in sorted(members)]


def _fix(
    profiles: Sequence[Profile],
    keys: Mapping[str, str],
    head: list[int],
    members: dict[int, list[int]],
) -> frozenset[int]:
    first: dict[str, int] = {}
    for i, item in enumerate(profiles):
        key = keys.get(item.id)
        if key is None:
            continue
        if key in first:
            _merge(first[key], i, head, members)
        else:
            first[key] = i
    return frozenset(first.values())


def _merge(one: int, other: int, head: list[int], members: dict[int, list[int]]) -> None:
    for i in members[other]:
        head[i] = one
    members[one] = sorted(members[one] + members.pop(other))


def medoid(cluster: Sequence[int], links: Links) -> int:
    """The member that is closest to all others (the first of equals)."""
    core = cluster[: 4 * _CORE]
    return max(core, key=lambda i: (sum(links.score(i, j) for j in core if j != i), -i))
