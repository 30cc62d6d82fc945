"""Online grouping: articles come one at a time, in any order, and events are told at any time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from heapq import heappop, heappush
from sys import intern
from typing import Final

import msgspec

from riwaya.group.cluster import clusters, mean, medoid, one_event, one_story
from riwaya.group.copies import Head, Taken, copies, head, voices
from riwaya.group.heading import event_days, event_places, event_title
from riwaya.group.linker import reasons, relation, score
from riwaya.group.profile import Profile, profile
from riwaya.group.stories import storylines
from riwaya.group.window import SIZE, Window, is_copy
from riwaya.leads import ToldDay, told_day, told_places
from riwaya.records import AnnotatedArticle, Copy, Decision, Event, Explanation

BUFFER: Final = 12_000
"""Articles that wait to be put in the order of their days."""

_NO_DAYS: Final[frozenset[str]] = frozenset()


class Member(msgspec.Struct, frozen=True):
    """What an event needs to know of an article once it is grouped: title, the days of its
    publication (None where unknown), the days that it names where they are needed, the day and the
    places that its lead tells, its head. Names are interned: they recur from article to article."""

    title: str | None
    published: tuple[str, str] | None
    days: frozenset[str]
    told: ToldDay | None
    places: tuple[str, ...]
    head: Head


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
        self.members[article.id] = _member(article)
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
        made = [self._event(cluster, copied) for cluster in found]
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

    def _event(self, ids: Sequence[str], copied: Mapping[str, Sequence[Copy]]) -> Event:
        members = [self.members[name] for name in ids]
        middle = self.members[medoid(ids, self.links)]
        found = tuple(copy for name in ids for copy in copied.get(name, ()))
        voice = voices(ids, found)
        told = event_days([(voice[name], one.told) for name, one in zip(ids, members, strict=True)])
        start, end = told or _bounds(members)
        published = start is not None and any(one.published is not None for one in members)
        return Event(
            id=sha256("\n".join(ids).encode()).hexdigest()[:12],
            title=event_title([one.title for one in members], middle.title),
            start=start, end=end, basis="text" if told else "published" if published else None,
            places=event_places([one.places for one in members]), articles=tuple(ids),
            copies=found, independent=len(set(voice.values())),
        )  # fmt: skip


def _member(article: AnnotatedArticle) -> Member:
    when = article.published
    known = when is not None and when.basis != "none"
    return Member(
        title=article.title,
        published=(when.start[:10], when.end[:10]) if when is not None and known else None,
        days=_NO_DAYS if known else _days(article),
        told=told_day(article), places=tuple(map(intern, told_places(article))),
        head=head(article),
    )  # fmt: skip


def _days(article: AnnotatedArticle) -> frozenset[str]:
    return frozenset(
        t.value for t in article.times if t.value and t.precision == "day" and not t.inferred
    )


def _bounds(members: Sequence[Member]) -> tuple[str | None, str | None]:
    """The first and last publication day, or, without one, the one day that all accounts name."""
    known = [one.published for one in members if one.published is not None]
    if known:
        return min(start for start, _ in known), max(end for _, end in known)
    common = frozenset.intersection(*(one.days for one in members))
    if len(common) != 1:
        return None, None
    (day,) = common
    return (day, day) if "/" not in day else (None, None)
