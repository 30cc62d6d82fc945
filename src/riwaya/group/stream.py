"""Linking what is new among what was linked before: both in the order of their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from riwaya.group.copies import Taken
from riwaya.group.linker import score
from riwaya.group.profile import Profile
from riwaya.group.window import DAYS, SIZE, Window, is_copy


class Link(msgspec.Struct, frozen=True):
    """The score of a pair."""

    a: str
    b: str
    score: float


class Linked(msgspec.Struct, frozen=True):
    """What an article brought: scores from `least` on, and pairs with shared runs."""

    links: tuple[Link, ...] = ()
    taken: tuple[Taken, ...] = ()


_NOTHING = Linked()


class Stream:
    """Takes profiles, by day and then by id, those without a day first; gives the links between
    two of which at least one is `fresh`, as `Grouper` would find them among all, but for pairs
    that are further apart than `DAYS`. `least` is the score from which a link is given. Memory is
    bounded by a window of `size` profiles.

    >>> from riwaya.group.profile import profile
    >>> from riwaya.records import AnnotatedArticle, Origin, Span
    >>> body = "أعلنت وزارة النقل افتتاح الجسر الجديد في مدينة السدير صباح اليوم."
    >>> one, other = (profile(AnnotatedArticle(id=name, page=Origin(sha256=name), title=None,
    ...     body=body, paragraphs=(Span(start=0, end=len(body)),))) for name in "ab")
    >>> stream = Stream(0.1)
    >>> stream.take(one, fresh=False).links
    ()
    >>> [(link.a, link.b) for link in stream.take(other, fresh=True).links]
    [('b', 'a')]
    """

    def __init__(self, least: float, *, size: int = SIZE) -> None:
        self.least = least
        self._all, self._fresh = Window(size), Window(size)
        self._is_fresh: dict[int, bool] = {}

    def take(self, mine: Profile, *, fresh: bool) -> Linked:
        """The links of an article to those before it."""
        found = self._linked(mine, fresh=fresh) if fresh or self._may_link(mine) else _NOTHING
        self._is_fresh[self._all.add(mine)] = fresh
        if len(self._is_fresh) > 2 * len(self._all.kept):
            self._is_fresh = {number: self._is_fresh[number] for number in self._all.kept}
        if fresh:
            self._fresh.add(mine)
        return found

    def _may_link(self, mine: Profile) -> bool:
        """Whether an article that is not fresh may be linked to one that is: seldom so."""
        near, shared = self._fresh.near(mine)
        return bool(near or shared)

    def _linked(self, mine: Profile, *, fresh: bool) -> Linked:
        near, shared = self._all.near(mine)

        def others(numbers: Iterable[int]) -> Iterator[tuple[int, Profile]]:
            for number in numbers:
                other = self._all.kept[number]
                if (fresh or self._is_fresh[number]) and not _far(mine, other):
                    yield number, other

        links = []
        for number, other in others(near):
            found = score(mine, other, shared=shared.get(number, 0), least=self.least)
            if found >= self.least:
                links.append(Link(mine.id, other.id, found))
        taken = [
            Taken(mine.id, other.id, shared[number], len(mine.runs), len(other.runs))
            for number, other in others(shared)
            if is_copy(mine, other, shared[number])
        ]
        return Linked(tuple(links), tuple(taken))


def _far(one: Profile, other: Profile) -> bool:
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) > DAYS
