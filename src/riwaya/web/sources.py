"""Where answers come from: the archive, opened for reading only, and comparisons made from it."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Connection
from sqlalchemy import event as events

from riwaya import pipeline
from riwaya.errors import UsageError
from riwaya.limits import (
    COMPARED_ACCOUNTS,
    HELD_BYTES,
    READ_SECONDS,
    WEB_CACHE_KIB,
    WHOLE_SECONDS,
)
from riwaya.records import Comparison, Event
from riwaya.store import Archive, comparisons, opened
from riwaya.store import reading as reading_out
from riwaya.store.overview import hidden_of, titles_of
from riwaya.web.held import Held
from riwaya.web.whole import Whole

T = TypeVar("T")
_PATIENCE: Final = threading.local()
"""How long this thread waits for the database, where it is not `READ_SECONDS`."""
_STEPS: Final = 20_000
"""Steps of SQLite between two looks at the clock: about 2 ms."""


@dataclass
class Sources:
    """What answers are made of. Safe to use from several threads."""

    archive: Archive
    ranked: dict[str, Whole[Any]] = field(default_factory=dict)
    _held: Held = field(default_factory=lambda: Held(HELD_BYTES))
    _watch: Any = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def whole(self, name: str, make: Callable[[Connection], T]) -> T:
        """What is counted over the whole archive, by the name of what it is."""

        def made() -> T:
            _PATIENCE.seconds = WHOLE_SECONDS
            with self.archive.reading() as conn:
                if conn.dialect.name != "sqlite":
                    conn.exec_driver_sql(f"SET LOCAL statement_timeout = {WHOLE_SECONDS:.0f}000")
                return make(conn)

        with self._lock:
            found = self.ranked.setdefault(name, Whole(made, name))
        value: T = found.get(self.state())
        return value

    def is_counted(self, name: str, state: str) -> bool:
        """Whether what is counted under a name is that of a state; also where nothing is."""
        with self._lock:
            found = self.ranked.get(name)
        return found is None or found.is_of(state)

    def comparison(self, name: str) -> Comparison:
        """The comparison of an event as it is now: the one that is kept with it or, until grouping
        has followed what changed, one that is made here and held."""
        with self.archive.reading() as conn:
            grouped = reading_out.event(conn, name)
            event = _shown(conn, grouped)
            stamp = comparisons.stamp(conn, event)
            kept = comparisons.kept(conn, event, stamp)
            if kept is not None:
                return kept
            held = (stamp, event.storyline)
            raw = self._held.get(held)
            if raw is not None:
                return msgspec.json.decode(raw, type=Comparison)
            # Of the same state as the stamp: a decision that is undone brings an old stamp back.
            made = _compared(conn, event, whole=event == grouped)
        self._held.put(held, msgspec.json.encode(made))
        return made

    def state(self) -> str:
        """A word that changes whenever anything is written into the archive."""
        with self._lock:
            if self._watch is None:
                self._watch = self.archive.engine.connect()
            if self.archive.engine.dialect.name == "sqlite":
                found = self._watch.exec_driver_sql("PRAGMA data_version").scalar()
            else:
                found = self._watch.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar()
            self._watch.rollback()
            return str(found)

    def close(self) -> None:
        """Let go of what is held open."""
        with self._lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None


def _compared(conn: Connection, event: Event, *, whole: bool) -> Comparison:
    """The comparison of an event, the `whole` one as it was grouped or without what was hidden
    since; of one with very many accounts, that of some: of each voice one before copies."""
    if len(event.articles) <= COMPARED_ACCOUNTS:
        others = reading_out.articles(conn, comparisons.beyond(event)) if whole else ()
        return pipeline.comparison(event, reading_out.articles(conn, event.articles), others)
    copies = {copy.article for copy in event.copies if copy.dependent}
    ordered = sorted(event.articles, key=lambda name: name in copies)
    chosen = set(ordered[:COMPARED_ACCOUNTS])
    some = msgspec.structs.replace(
        event, articles=tuple(name for name in event.articles if name in chosen),
        copies=tuple(copy for copy in event.copies if copy.article in chosen),
    )  # fmt: skip
    made = pipeline.comparison(some, reading_out.articles(conn, some.articles))
    return msgspec.structs.replace(made, event=event, notes=(*made.notes, "accounts_capped"))


def _shown(conn: Connection, event: Event) -> Event:
    """The event without what a person hid since it was grouped. Refuses (UsageError, `gone`) one
    of which nothing is left."""
    hidden = hidden_of(conn, event.articles)
    if not hidden:
        return event
    if hidden >= set(event.articles):
        raise UsageError("gone", event.id)
    names = tuple(name for name in event.articles if name not in hidden)
    return msgspec.structs.replace(
        event, articles=names, title=titles_of(conn, names[:1]).get(names[0]),
        copies=tuple(one for one in event.copies if not {one.article, one.of} & hidden),
    )  # fmt: skip


@contextmanager
def reading(place: str) -> Iterator[Sources]:
    """The archive at a place, to be read by a server: what it asks of SQLite is cut off after
    `READ_SECONDS`, and nothing can be written. Refuses (UsageError) as `store.opened` does."""
    with opened(place) as archive:
        _bound(archive)
        sources = Sources(archive)
        try:
            yield sources
        finally:
            sources.close()


def _bound(archive: Archive) -> None:
    """Bind what each connection may do."""
    archive.engine.dispose()
    if archive.engine.dialect.name == "sqlite":
        _bound_sqlite(archive)
    else:
        _bound_postgres(archive)


def _bound_sqlite(archive: Archive) -> None:
    deadlines: dict[int, float] = {}

    @events.listens_for(archive.engine, "connect")
    def _connect(raw: sqlite3.Connection, _: Any) -> None:
        raw.execute(f"PRAGMA cache_size = -{WEB_CACHE_KIB}")
        raw.execute("PRAGMA query_only = ON")
        name = id(raw)
        raw.set_progress_handler(
            lambda: time.monotonic() > deadlines.get(name, float("inf")), _STEPS
        )

    @events.listens_for(archive.engine, "begin")
    def _begin(conn: Any) -> None:
        patience = getattr(_PATIENCE, "seconds", READ_SECONDS)
        deadlines[id(conn.connection.driver_connection)] = time.monotonic() + patience

    @events.listens_for(archive.engine, "checkin")
    def _checkin(raw: Any, _: Any) -> None:
        deadlines.pop(id(raw), None)


def _bound_postgres(archive: Archive) -> None:
    @events.listens_for(archive.engine, "connect")
    def _connect(raw: Any, _: Any) -> None:
        with raw.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(READ_SECONDS * 1000)}")
            cursor.execute("SET default_transaction_read_only = on")
        raw.commit()
