"""The storylines of the events of an archive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec
from sqlalchemy import Connection

from riwaya.group import DAYS, carried, fresh_id, one_story, storylines
from riwaya.records import Event
from riwaya.store import Archive, reading
from riwaya.store import grouping as kept

_SEEDS: Final = 500
Bonds = dict[tuple[str, str], dict[str, float]]


def place_events(archive: Archive) -> None:
    """Put the events that wait for it into storylines."""
    with archive.reading() as conn:
        count = kept.grouped_among(conn)
    more = True
    while more:
        with archive.writing() as conn:
            seeds = kept.unplaced(conn, _SEEDS)
            if seeds:
                _Placing(conn, count).place(seeds)
            more = bool(seeds)


class _Placing:
    """Some events that are put into storylines anew, with all that hangs together with them within
    `DAYS` days: a storyline of a year is not made anew for each day."""

    def __init__(self, conn: Connection, count: int) -> None:
        self.conn = conn
        self.strength = one_story(count)
        self.events: dict[str, Event] = {}
        self.links: dict[str, dict[str, float]] = defaultdict(dict)
        self.bonds: Bonds = defaultdict(dict)
        self.looked_at: set[str] = set()

    def place(self, seeds: Iterable[str]) -> None:
        """Find the storylines around the seeds, and write those that changed."""
        front = set(seeds)
        first, last = self._read(front)
        while front:
            near = {name for name in front if self._is_within(name, first, last)}
            front = self._neighbours(near) - self.events.keys()
            self._read(front)
        lines = {one.storyline for one in self.events.values() if one.storyline is not None}
        self._read(kept.in_storylines(self.conn, lines) - self.events.keys())
        self._neighbours(self.events.keys() - self.looked_at)
        self._write()
        # What is nearer to the border will see more of what is beyond it in its own turn.
        half = timedelta(days=DAYS // 2)
        done = {name for name in self.events if self._is_within(name, first + half, last - half)}
        kept.place(self.conn, (), done | set(seeds))

    def _read(self, names: Iterable[str]) -> tuple[date, date]:
        """Read events; the days around them."""
        found = reading.events_of(self.conn, names)
        self.events.update(found)
        days = [day for one in found.values() for day in (one.start, one.end) if day]
        first = date.fromisoformat(min(days)[:10]) if days else date.min + timedelta(days=DAYS)
        last = date.fromisoformat(max(days)[:10]) if days else date.max - timedelta(days=DAYS)
        return first - timedelta(days=DAYS), last + timedelta(days=DAYS)

    def _is_within(self, name: str, first: date, last: date) -> bool:
        one = self.events[name]
        if one.start is None or one.end is None:
            return True
        return one.start[:10] <= last.isoformat() and one.end[:10] >= first.isoformat()

    def _neighbours(self, names: set[str]) -> set[str]:
        """The events that are bound to these strongly enough to be in one storyline with them."""
        self.looked_at |= names
        touched: set[tuple[str, str]] = set()
        for event, name, other, far, score in kept.bonds(self.conn, names, self.strength.pair):
            self.links[name][far] = self.links[far][name] = score
            for pair, mine in (((event, other), name), ((other, event), far)):
                best = self.bonds[pair]
                best[mine] = max(best.get(mine, 0.0), score)
                touched.add(pair)
        sizes = kept.sizes_of(self.conn, {name for pair in touched for name in pair})
        strong: set[str] = set()
        for one, other in touched:
            if sum(self.bonds[one, other].values()) >= self.strength.pair * sizes[one]:
                strong.update((one, other))
        return strong

    def _write(self) -> None:
        among = {name for one in self.events.values() for name in one.articles}
        links = {
            name: {far: score for far, score in others.items() if far in among}
            for name, others in self.links.items()
            if name in among
        }
        events = sorted(self.events.values(), key=lambda one: one.id)
        found = storylines(events, links, self.strength)
        old, new = _sets({one.id: one.storyline for one in events}), _sets(found)
        groups = sorted(sorted(names) for names in new.values())
        ids = carried(old, groups, self._fresh)
        line = {name: one for one, group in zip(ids.ids, groups, strict=True) for name in group}
        changed = [
            msgspec.structs.replace(one, storyline=line.get(one.id))
            for one in events
            if one.storyline != line.get(one.id)
        ]
        kept.place(self.conn, changed, ())
        kept.redirect(self.conn, ids.redirects, ids.ids)

    def _fresh(self, names: Sequence[str]) -> str:
        return fresh_id(
            "storyline", names[0], lambda name: bool(kept.in_storylines(self.conn, [name]))
        )


def _sets(line_of: Mapping[str, str | None]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, line in line_of.items():
        if line is not None:
            found[line].add(name)
    return found
