"""Online grouping: articles come one at a time, in any order, and events are told at any time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Final

import msgspec

from riwaya.group.cluster import clusters, mean, one_event, one_story
from riwaya.group.copies import Taken, copies
from riwaya.group.linker import reasons, relation, score
from riwaya.group.members import Member, event_of, member_of
from riwaya.group.profile import Profile, profile
from riwaya.group.stories import storylines
from riwaya.group.window import SIZE, Window, is_copy
from riwaya.records import AnnotatedArticle, Copy, Decision, Event, Explanation

BUFFER: Final = 12_000
"""Articles that wait to be put in the order of their days."""


class Grouper:
    """Takes articles and tells their events. Articles wait in a buffer that puts them in the order
    of their days; only those in a window are compared, so memory for a long stream is bounded, but
    for some hundred bytes an article. Up to `BUFFER` articles the order of arrival has no effect.

    >>> Grouper().events()
    ()
    """

    def __init__(self, decisions: Sequence[Decision] = (), *, size: int = SIZE) -> None:
        self.decisions = tuple(decisions)
        self.members: dict[str, Member] = {}
        self.links: dict[str, dict[str, float]] = {}
        self._window = Window(size)
        self._keys: dict[str, str] = {}
        self._taken: list[Taken] = []
        self._waiting: list[tuple[int, str, Profile]] = []

    def add(self, article: AnnotatedArticle) -> None:
        """Takes an article in. Its id must be new (ValueError)."""
        if article.id in self.members:
            raise ValueError(f"two articles have the id {article.id}")
        self.members[article.id] = member_of(article)
        self.links[article.id] = {}
        if article.event is not None:
            self._keys[article.id] = article.event
        found = profile(article)
        heappush(self._waiting, (found.published or 0, found.id, found))
        if len(self._waiting) > BUFFER:
            self._link(heappop(self._waiting)[2])

    def _link(self, mine: Profile) -> None:
        """Scores an article against those in the window that may report the same."""
        least = one_story(self._count()).pair
        near, shared = self._window.near(mine)
        for number in near:
            other = self._window.kept[number]
            found = score(mine, other, shared=shared.get(number, 0), least=least)
            if found >= least:
                self.links[mine.id][other.id] = self.links[other.id][mine.id] = found
        for number, count in shared.items():
            other = self._window.kept[number]
            if is_copy(mine, other, count):
                self._taken.append(Taken(mine.id, other.id, count, len(mine.runs), len(other.runs)))
        self._window.add(mine)

    def events(self) -> tuple[Event, ...]:
        """The events of the articles so far, each article in exactly one, by their first id; the
        copies among all articles, each with the event of the copy."""
        self._settle()
        found = clusters(
            sorted(self.members),
            self.links,
            one_event(self._count()),
            keys=self._keys,
            decisions=self.decisions,
        )
        copied: dict[str, list[Copy]] = defaultdict(list)
        heads = {name: member.head for name, member in self.members.items()}
        for copy in copies(self._taken, heads):
            copied[copy.article].append(copy)
        made = [
            event_of(
                ids, self.members, self.links,
                (copy for name in ids for copy in copied.get(name, ())),
            )
            for ids in found
        ]  # fmt: skip
        lines = storylines(made, self.links, one_story(self._count()))
        return tuple(
            msgspec.structs.replace(event, storyline=lines.get(event.id)) for event in made
        )

    def explain(
        self, events: Sequence[Event], a: AnnotatedArticle, b: AnnotatedArticle
    ) -> Explanation:
        """Why two articles are, or are not, in one of `events`, which were told last, however far
        apart they are published. Refuses articles that were not added (KeyError)."""
        event_of = {name: event for event in events for name in event.articles}
        mine, other = event_of[a.id], event_of[b.id]
        found, strength = relation(profile(a), profile(b)), one_event(self._count())
        return Explanation(
            a=a.id, b=b.id, together=mine.id == other.id, score=found.score,
            needed=round(strength.pair, 4),
            parts=found.parts, reasons=reasons(found.parts), events=(mine.id, other.id),
            storyline=mine.storyline is not None and mine.storyline == other.storyline,
            between_events=round(mean(mine.articles, other.articles, self.links, strength), 4),
            decision=next(
                (one for one in reversed(self.decisions) if {one.a, one.b} == {a.id, b.id}), None
            ),
        )  # fmt: skip

    def _count(self) -> int:
        """How many articles are compared with one another."""
        return len(self._window.kept) + len(self._waiting)

    def _settle(self) -> None:
        while self._waiting:
            self._link(heappop(self._waiting)[2])
