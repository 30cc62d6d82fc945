"""The new articles of an archive compared with those of the days around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection

from riwaya.group import DAYS, MANY, SIZE, Stream, one_story, pack_profile, stamp, unpack_profile
from riwaya.group import profile as profile_of
from riwaya.group.profile import Profile
from riwaya.store import Archive, links, pack, reading, unpack
from riwaya.store import grouping as events
from riwaya.store.links import Row

Condition = Callable[[Connection], ColumnElement[bool]]
_UNDATED: Final = 1_000
"""Articles without a day that new ones are compared with: the newest."""
_NEWEST: Final = 12_000
"""Articles that a new one without a day is compared with: the newest."""


def link_articles(archive: Archive, tell: Callable[[int], None]) -> None:
    """Compare all articles that were not compared yet. Those of a day meet all that were published
    up to `DAYS` days before or after it, in whatever order they were added."""
    with archive.writing() as conn:
        count = events.articles_shown(conn)
        if count < min(events.grouped_among(conn), MANY):
            links.mark_unlinked(conn)  # among fewer, weaker links count, which were not kept
        links.forget_fresh(conn)
        days, undated = links.fresh_days(conn)
        first_kept = links.newest_day(conn, SIZE)
    least = one_story(count).pair
    compared = _Count(tell)
    for first, last in spans(days, 2 * DAYS):
        near = links.between(first - DAYS, last + DAYS)
        run = _Pass(archive, least, first_kept, compared, lambda row: row.day is not None)
        run.go([_old_undated, lambda _, near=near: near])  # type: ignore[misc]
    if undated:
        run = _Pass(archive, least, first_kept, compared, lambda row: row.day is None)
        run.go([_all_undated, lambda conn: links.newest_days(conn, _NEWEST)])
    with archive.writing() as conn:
        links.prune(conn, first_kept)


def spans(days: Iterable[int], gap: int) -> Iterator[tuple[int, int]]:
    """The sorted `days` as spans, the first and last day of each, more than `gap` days apart.

    >>> list(spans([1, 3, 30, 31], 20))
    [(1, 3), (30, 31)]
    """
    first = last = None
    for day in days:
        if first is None or last is None:
            first = day
        elif day - last > gap:
            yield first, last
            first = day
        last = day
    if first is not None and last is not None:
        yield first, last


def _old_undated(conn: Connection) -> ColumnElement[bool]:
    return links.undated(conn, _UNDATED, fresh=False)


def _all_undated(conn: Connection) -> ColumnElement[bool]:
    return links.undated(conn, _UNDATED, fresh=True)


class _Count:
    """Adds up how many are done, and tells it."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self.tell, self.done = tell, 0

    def __call__(self, more: int) -> None:
        self.done += more
        self.tell(self.done)


class _Pass:
    """One way through articles in the order of their days."""

    def __init__(
        self, archive: Archive, least: float, first_kept: int, tell: _Count,
        wanted: Callable[[Row], bool],
    ) -> None:  # fmt: skip
        self.archive, self.first_kept, self.tell, self.wanted = archive, first_kept, tell, wanted
        self.stream = Stream(least)
        self.stamp = stamp()
        self.waiting: list[Row] = []
        self.links: list[tuple[int, int, float]] = []
        self.taken: list[tuple[int, int, int, int, int]] = []
        self.profiles: dict[int, bytes] = {}

    def go(self, conditions: Iterable[Condition]) -> None:
        """Take all articles under each of the conditions, one condition after the other."""
        for condition in conditions:
            after: Row | None = None
            while True:
                with self.archive.reading() as conn:
                    rows = links.stream(conn, condition(conn), self.stamp, after)
                    found = self._profiles(conn, rows)
                if not rows:
                    break
                for row, one in zip(rows, found, strict=True):
                    self._take(row, one)
                after = rows[-1]
                self._save(after.day)
        self._save(None)

    def _profiles(self, conn: Connection, rows: list[Row]) -> list[Profile]:
        """The profile of each row, under its number."""
        missing = [row.id for row in rows if row.profile is None]
        read = {one.id: one for one in reading.articles(conn, missing)}
        found = []
        for row in rows:
            if row.profile is not None:
                found.append(unpack_profile(unpack(row.profile)))
                continue
            one = profile_of(msgspec.structs.replace(read[row.id], id=str(row.key)))
            if row.day is None or row.day >= self.first_kept:
                self.profiles[row.key] = pack(pack_profile(one))
            found.append(one)
        return found

    def _take(self, row: Row, one: Profile) -> None:
        fresh = row.fresh and self.wanted(row)
        linked = self.stream.take(one, fresh=fresh)
        self.links += [(int(link.a), int(link.b), link.score) for link in linked.links]
        self.taken += [
            (int(pair.a), int(pair.b), pair.common, pair.a_runs, pair.b_runs)
            for pair in linked.taken
        ]
        if fresh:
            self.waiting.append(row)

    def _save(self, day: int | None) -> None:
        """Keep what was found. Articles are done once the stream is too far from them to bring
        more, at `day`, or at its end."""
        done: list[Row] = []
        left: list[Row] = []
        for row in self.waiting:
            over = day is None or (row.day is not None and row.day < day - DAYS)
            (done if over else left).append(row)
        self.waiting = left
        with self.archive.writing() as conn:
            links.save(conn, self.links, self.taken, self.profiles, self.stamp)
            links.mark_linked(conn, done)
        self.tell(len(done))
        self.links, self.taken, self.profiles = [], [], {}
