"""The events that new articles touch, made anew under the ids that they had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    fresh_id,
    head,
    member_of,
    one_event,
    one_story,
)
from riwaya.group.copies import Head
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
        self.given: set[str] = set()

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
        ids = carried(old, groups, self._fresh)
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

    def _fresh(self, names: Sequence[str]) -> str:
        name = fresh_id(
            "event", names[0],
            lambda name: name in self.given or not kept.is_free(self.conn, name),
        )  # fmt: skip
        self.given.add(name)
        return name

    def _events(
        self, some: Sequence[tuple[str, Sequence[str]]], lines: Mapping[str, str | None]
    ) -> Iterator[Event]:
        names = [name for _, group in some for name in group]
        read = {one.id: one for one in reading.articles(self.conn, names)}
        members = {name: member_of(one) for name, one in read.items()}
        copied = self._copies(names, {name: one.head for name, one in members.items()})
        for event, group in some:
            made = event_of(
                group, members, self.links, (copy for name in group for copy in copied[name])
            )
            told = pipeline.dated(made, [read[name] for name in group[:EVENT_ARTICLES]])
            yield msgspec.structs.replace(told, id=event, storyline=lines.get(event))

    def _copies(self, names: Sequence[str], heads: dict[str, Head]) -> dict[str, list[Copy]]:
        """What each of the articles, whose `heads` are given, took over, and from which."""
        found: dict[str, list[Copy]] = defaultdict(list)
        rows = set(links.taken_of(self.conn, [self.keys[name] for name in names]))
        # Texts that it shares something with may themselves be one text.
        near = sorted({key for row in rows for key in row[:2]})
        rows |= {row for row in links.taken_of(self.conn, near) if {row[0], row[1]} <= set(near)}
        ids = kept.ids_of(self.conn, near)
        others = reading.articles(self.conn, sorted(set(ids.values()) - heads.keys()))
        heads = heads | {one.id: head(one) for one in others}
        taken = [
            Taken(ids[a], ids[b], common, a_runs, b_runs)
            for a, b, common, a_runs, b_runs in sorted(rows)
            if ids[a] in heads and ids[b] in heads
        ]
        for copy in copies(taken, heads):
            found[copy.article].append(copy)
        return found


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
