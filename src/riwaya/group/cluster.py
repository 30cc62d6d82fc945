"""Clusters of linked articles: the strongest links first, joined by their mean, so that no chain
drifts from one event into the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Final

import msgspec

from riwaya.records import Decision
from riwaya.union import Union


class Strength(msgspec.Struct, frozen=True):
    """What joins two clusters: the score of one pair between them, and the mean of all pairs, in
    which a pair that was never near enough to be scored counts as `unscored`."""

    pair: float
    mean: float
    unscored: float


FEW: Final = 6
MANY: Final = 2_000
_AMONG_FEW: Final = 0.12
_AMONG_MANY: Final = 0.575
_STORY: Final = 0.55
_STORY_MEAN: Final = 0.17
_UNSCORED: Final = 0.4


def needed(articles: int) -> float:
    """The score that one event needs among so many articles of the same days: the more there are,
    the more of them are alike by chance. Handed-over pages on one matter are few, a stream is many.

    >>> [round(needed(count), 2) for count in (4, 14, 100, 5000)]
    [0.12, 0.19, 0.34, 0.57]
    """
    share = log(max(FEW, min(articles, MANY)) / FEW) / log(MANY / FEW)
    return _AMONG_FEW + share * (_AMONG_MANY - _AMONG_FEW)


def one_event(articles: int) -> Strength:
    """What joins two articles to one event among so many."""
    found = needed(articles)
    return Strength(pair=found, mean=found, unscored=_UNSCORED * found)


def one_story(articles: int) -> Strength:
    """What joins two events to one storyline among so many articles."""
    found = needed(articles)
    return Strength(pair=_STORY * found, mean=_STORY_MEAN * found, unscored=0.0)


_CORE_SIZE: Final = 12

Links = Mapping[str, Mapping[str, float]]
"""The scores of pairs, both ways."""


def clusters(
    ids: Sequence[str], links: Links, strength: Strength, *, keys: Mapping[str, str] | None = None,
    decisions: Sequence[Decision] = (),
) -> list[list[str]]:  # fmt: skip
    """The clusters of `ids`, each sorted, by their first. `keys` gives the user's own event key of
    an article: those with one key are one cluster and nothing else joins it. `decisions` come
    before all scores, of two on one pair the last."""
    last = {tuple(sorted((one.a, one.b))): one.same for one in decisions}
    apart = [pair for pair, same in sorted(last.items()) if not same]
    made = _Clusters(ids, links, strength, apart)
    made.fix(keys or {})
    for one, other in sorted(pair for pair, same in last.items() if same):
        made.force(one, other)
    for _, one, other in sorted(
        _strong(links, strength.pair), key=lambda edge: (-edge[0], edge[1], edge[2])
    ):
        made.join(one, other)
    return sorted(made.members.values())


def _strong(links: Links, least: float) -> Iterable[tuple[float, str, str]]:
    for one, others in links.items():
        for other, score in others.items():
            if one < other and score >= least:
                yield score, one, other


class _Clusters:
    def __init__(
        self, ids: Sequence[str], links: Links, strength: Strength,
        apart: Iterable[tuple[str, ...]],
    ) -> None:  # fmt: skip
        self.links = links
        self.strength = strength
        self.sets = Union()
        self.members = {name: [name] for name in ids}
        self.fixed: set[str] = set()
        self.apart: dict[str, set[str]] = {}
        for one, other in apart:
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)

    def fix(self, keys: Mapping[str, str]) -> None:
        first: dict[str, str] = {}
        for name in sorted(keys):
            if name in self.members:
                self._merge(first.setdefault(keys[name], name), name)
        self.fixed = {self.sets.root(name) for name in first.values()}

    def force(self, one: str, other: str) -> None:
        """Joins what a person joined, but for what a key or a person keeps apart."""
        first, second = self.sets.root(one), self.sets.root(other)
        known = first in self.members and second in self.members
        if known and not {first, second} & self.fixed and not self._kept_apart(first, second):
            self._merge(first, second)

    def join(self, one: str, other: str) -> None:
        """Joins the clusters of a strong link where their links together are strong enough."""
        first, second = self.sets.root(one), self.sets.root(other)
        if first == second or first in self.fixed or second in self.fixed:
            return
        found = mean(self.members[first], self.members[second], self.links, self.strength)
        if found >= self.strength.mean and not self._kept_apart(first, second):
            self._merge(first, second)

    def _kept_apart(self, one: str, other: str) -> bool:
        return any(
            not self.apart[name].isdisjoint(self.members[other])
            for name in self.members[one]
            if name in self.apart
        )

    def _merge(self, one: str, other: str) -> None:
        first, second = sorted((self.sets.root(one), self.sets.root(other)))
        if first != second:
            self.sets.join(first, second)
            self.members[first] = sorted(self.members[first] + self.members.pop(second))


def mean(one: Sequence[str], other: Sequence[str], links: Links, strength: Strength) -> float:
    """The mean of the links between two clusters (between their first articles, where large)."""
    left, right = one[:_CORE_SIZE], other[:_CORE_SIZE]
    scores = [links.get(a, {}).get(b, strength.unscored) for a in left for b in right if a != b]
    return sum(scores) / len(scores) if scores else 1.0


def medoid(cluster: Sequence[str], links: Links) -> str:
    """The member that is closest to all others, the first of equals."""
    core = cluster[: 4 * _CORE_SIZE]
    return max(
        core,
        key=lambda one: (
            sum(links.get(one, {}).get(other, 0.0) for other in core),
            -core.index(one),
        ),
    )
