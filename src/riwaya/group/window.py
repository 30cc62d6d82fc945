"""The articles that a new one is compared with: an inverted index over a window of the stream."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import nlargest
from typing import Final, Generic, TypeVar

from riwaya.group.passages import common, containment
from riwaya.group.profile import Profile

SIZE: Final = 24_000
"""Articles in the window: about two weeks of a national press of 1,400 articles a day."""

DAYS: Final = 10
"""Days after which an article is no more compared with new ones."""

SHARED: Final = 0.25
"""Share of the runs of the shorter text from which a pair is told as a copy, at least in part."""

_CANDIDATES: Final = 16
_LEAST: Final = 2
_STEM_HOLDERS: Final = 200
_RUN_HOLDERS: Final = 400
_SHORT: Final = 64
_EVERY: Final = 2
_SWEEP: Final = 4_000
_HINT: Final = 0.5

K = TypeVar("K", str, int)


class _Postings(Generic[K]):
    """Which articles hold a key: the newest `most` of them. Most keys have one holder, which is
    kept without a list."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held: dict[K, int | list[int]] = {}

    def count(self, keys: Iterable[K]) -> Counter[int]:
        """How many of the keys each article holds."""
        lone: list[int] = []
        found: Counter[int] = Counter()
        for key in keys:
            held = self.held.get(key)
            if held is None:
                continue
            if isinstance(held, int):
                lone.append(held)
            else:
                found.update(held)
        found.update(lone)
        return found

    def add(self, keys: Iterable[K], number: int) -> None:
        held = self.held
        for key in keys:
            before = held.get(key)
            if before is None:
                held[key] = number
            elif isinstance(before, int):
                held[key] = [before, number]
            else:
                before.append(number)
                if len(before) > 2 * self.most:
                    del before[: self.most]

    def sweep(self, first: int) -> None:
        """Forgets keys that no article from `first` on holds."""
        self.held = {
            key: held
            for key, held in self.held.items()
            if (held if isinstance(held, int) else held[-1]) >= first
        }


class Window:
    """The newest articles, numbered as they came, in the order of their days. Memory is bounded by
    `size` of them; those of more than `DAYS` before the newest go earlier."""

    def __init__(self, size: int = SIZE) -> None:
        self.size = size
        self.kept: dict[int, Profile] = {}
        self.next = 0
        self.first = 0
        self._stems: _Postings[str] = _Postings(_STEM_HOLDERS)
        self._runs: _Postings[int] = _Postings(_RUN_HOLDERS)

    def near(self, profile: Profile) -> tuple[list[int], dict[int, int]]:
        """The articles that may report the same, those with most of its heaviest stems; and how
        many runs it shares with each of which it may hold a passage."""
        found = self._stems.count(profile.heavy)
        ranked = nlargest(
            _CANDIDATES,
            ((count, number) for number, count in found.items() if count >= _LEAST),
        )
        shared = dict(self._shared(profile))
        near = {number for _, number in ranked if number in self.kept}
        near.update(
            number for number, count in shared.items() if is_copy(profile, self.kept[number], count)
        )
        return sorted(near), shared

    def _shared(self, profile: Profile) -> Iterator[tuple[int, int]]:
        sample = _sample(profile)
        for number, count in self._runs.count(sample).items():
            other = self.kept.get(number)
            if other is None:
                continue
            least = min(len(profile.runs), len(other.runs))
            if count >= _HINT * SHARED * least / _EVERY:
                yield number, common(profile.runs, other.runs)

    def add(self, profile: Profile) -> int:
        """Takes an article in, and lets those go that are too many or too old for it; gives its
        number."""
        number = self.next
        self.next += 1
        self.kept[number] = profile
        self._stems.add(profile.heavy, number)
        self._runs.add(_sample(profile), number)
        while len(self.kept) > self.size or self._is_old(profile):
            del self.kept[self.first]
            self.first += 1
        if self.next % _SWEEP == 0 and self.first:
            self._stems.sweep(self.first)
            self._runs.sweep(self.first)
        return number

    def _is_old(self, newest: Profile) -> bool:
        oldest = self.kept[self.first].published
        return (
            oldest is not None and newest.published is not None and newest.published - oldest > DAYS
        )


def is_copy(a: Profile, b: Profile, shared: int) -> bool:
    """Whether so many shared runs make one of two articles a copy, at least in part."""
    return containment(a.runs, b.runs, shared) >= SHARED


def _sample(profile: Profile) -> list[int]:
    """Every second run by its hash, the same in every text; all of a short text."""
    if len(profile.runs) < _SHORT:
        return list(profile.runs)
    return [run for run in profile.runs if run % _EVERY == 0]
