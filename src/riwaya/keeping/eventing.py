"""The events that new articles touch, made anew under the ids that they had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final

import msgspec
from sqlalchemy import Connection

from riwaya import pipeline
from riwaya.group import (
    MANY,
    Taken,
    carried,
    clusters,
    copies,
    event_of,
    head,
    member_of,
    one_event,
    one_story,
)
from riwaya.limits import EVENT_ARTICLES
from riwaya.records import Copy, Event
from riwaya.store import Archive, decisions, links, reading
from riwaya.store import grouping as kept
from riwaya.store.grouping import Seed

_SEEDS: Final = 500
Links = dict[str, dict[str, float]]


def group_articles(archive: Archive, tell: Callable[[int], None]) -> None:
    """Put all compared articles that wait for it into events. What one event needs grows with the
    archive up to `MANY` articles: until then all events are made anew, later those alone that
    something new hangs together with."""
    with archive.writing() as conn:
        count, before = kept.articles_shown(conn), kept.grouped_among(conn)
        kept.note_count(conn, count, all_anew=min(count, MANY) != min(before, MANY))
    done, more = 0, True
    while more:
        with archive.writing() as conn:
            seeds = kept.ungrouped(conn, _SEEDS)
            more = bool(seeds)
            if seeds:
                done += _Making(conn, count).make(seeds)
        tell(done)


class _Making:
    """Some events that are made anew, in one transaction."""

    def __init__(self, conn: Connection, count: int) -> None:
        self.conn = conn
        self.needed, self.least = one_event(count), one_story(count).pair
        self.links: Links = {}
        self.keys: dict[str, int] = {}

    def make(self, seeds: set[int]) -> int:
        """Make the events of all articles that hang together with the seeds; how many of them
        waited for it."""
        found = kept.closure(self.conn, seeds, self.needed.pair)
        shown = [one for one in found if not one.hidden]
        self.keys = {one.id: one.key for one in shown}
        self._read_links()
        groups = clusters(
            list(self.keys), self.links, self.needed,
            keys={one.id: one.given_event for one in shown if one.given_event is not None},
            decisions=decisions.pairs(self.conn, self.keys),
        )  # fmt: skip
        self._write(found, groups)
        kept.mark_grouped(
            self.conn, [one.key for one in found], [one.key for one in found if one.hidden]
        )
        return sum(one.ungrouped for one in found)

    def _read_links(self) -> None:
        names = {key: name for name, key in self.keys.items()}
        self.links = {name: {} for name in self.keys}
        for a, b, score in links.links_of(self.conn, list(names), self.least):
            if a in names and b in names:
                self.links[names[a]][names[b]] = self.links[names[b]][names[a]] = score

    def _write(self, found: Sequence[Seed], groups: Sequence[Sequence[str]]) -> None:
        old: dict[str, set[str]] = defaultdict(set)
        for one in found:
            if one.event is not None:
                old[one.event].add(one.id)
        free = _Free(self.conn)
        ids = carried(old, groups, free)
        waited = {one.id for one in found if one.ungrouped}
        changed = [
            (name, group)
            for name, group in zip(ids.ids, groups, strict=True)
            if old.get(name) != set(group) or not waited.isdisjoint(group)
        ]
        lines = kept.storylines_of(self.conn, [name for name, _ in changed])
        made: list[Event] = []
        for some in _some(changed):
            made += self._events(some, lines)
        kept.write_events(self.conn, made, ids.redirects, self.keys)

    def _events(
        self, some: Sequence[tuple[str, Sequence[str]]], lines: Mapping[str, str | None]
    ) -> Iterator[Event]:
        names = [name for _, group in some for name in group]
        read = {one.id: one for one in reading.articles(self.conn, names)}
        members = {name: member_of(one) for name, one in read.items()}
        copied = self._copies(names)
        for event, group in some:
            made = event_of(
                group, members, self.links, (copy for name in group for copy in copied[name])
            )
            told = pipeline.dated(made, [read[name] for name in group[:EVENT_ARTICLES]])
            yield msgspec.structs.replace(told, id=event, storyline=lines.get(event))

    def _copies(self, names: Sequence[str]) -> dict[str, list[Copy]]:
        """What each of the articles took over, and from which."""
        found: dict[str, list[Copy]] = defaultdict(list)
        rows = set(links.taken_of(self.conn, [self.keys[name] for name in names]))
        # Texts that it shares something with may themselves be one text.
        near = sorted({key for row in rows for key in row[:2]})
        rows |= {row for row in links.taken_of(self.conn, near) if {row[0], row[1]} <= set(near)}
        ids = kept.ids_of(self.conn, near)
        heads = {one.id: head(one) for one in reading.articles(self.conn, sorted(ids.values()))}
        taken = [
            Taken(ids[a], ids[b], common, a_runs, b_runs)
            for a, b, common, a_runs, b_runs in sorted(rows)
            if ids[a] in heads and ids[b] in heads
        ]
        for copy in copies(taken, heads):
            found[copy.article].append(copy)
        return found


class _Free:
    """Ids for events that are new: of their first article, so that an event that comes back has
    the id that it had."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self.given: set[str] = set()

    def __call__(self, names: Sequence[str]) -> str:
        number = 0
        while True:
            told = "\n".join(("event", names[0], *([str(number)] if number else [])))
            name = sha256(told.encode("utf-8", "replace")).hexdigest()[:12]
            if name not in self.given and kept.is_free(self.conn, name):
                self.given.add(name)
                return name
            number += 1


def _some(
    changed: Sequence[tuple[str, Sequence[str]]],
) -> Iterator[Sequence[tuple[str, Sequence[str]]]]:
    """Events, so many at a time that their articles are few enough to be held."""
    part: list[tuple[str, Sequence[str]]] = []
    size = 0
    for name, group in changed:
        part.append((name, group))
        size += len(group)
        if size >= _SEEDS:
            yield part
            part, size = [], 0
    if part:
        yield part
