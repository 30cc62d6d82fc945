"""The one handle that writes: decisions are made and taken back by it, and events follow."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection
from sqlalchemy import event as events
from sqlalchemy.exc import ProgrammingError

from riwaya import keeping
from riwaya.errors import UsageError
from riwaya.kept import KeptDecision, Undone
from riwaya.limits import WRITE_SECONDS
from riwaya.store import Archive, deciding, opened
from riwaya.web.following import Following

Wish = Callable[[Connection], tuple[KeptDecision, ...]]
"""What is to be decided, worked out from the state in which it will be kept."""


@dataclass
class Desk:
    """Where decisions are taken. Safe to use from several threads: one at a time writes."""

    archive: Archive
    following: Following
    clock: Callable[[], str] = lambda: datetime.now(UTC).isoformat(timespec="microseconds")
    """So fine that what was decided at one go is told by its time."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def decide(
        self, wish: Wish, who: str, why: str | None
    ) -> tuple[tuple[KeptDecision, ...], bool]:
        """Keep what a person wishes, all of it or nothing; events are told to follow. What holds
        already is not decided again, but given, with False.

        Refuses (UsageError) what makes no sense, and `archive_busy` where another process goes on
        writing."""
        when = self.clock()
        with self._writing() as conn:
            wanted = [
                msgspec.structs.replace(one, who=who, why=why, when=when) for one in wish(conn)
            ]
            kept = deciding.keep_all(conn, wanted)
        self.following.ask()
        return kept

    def undo(self, number: int, undone: Undone, *, together: bool) -> tuple[KeptDecision, ...]:
        """Take a decision back, and with `together` all that were made at one go with it; those
        that were taken back before stay as they are. Refuses (UsageError) as `decide` does."""
        dated = msgspec.structs.replace(undone, when=self.clock())
        with self._writing() as conn:
            one = deciding.decision(conn, number)
            some = deciding.made_with(conn, one) if together else (one,)
            kept = deciding.take_back_all(conn, [each.id or 0 for each in some], dated)
        self.following.ask()
        return kept

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if not self._lock.acquire(timeout=WRITE_SECONDS):
            raise UsageError("archive_busy", "")
        try:
            with self.archive.writing() as conn:
                yield conn
        finally:
            self._lock.release()


@contextmanager
def desk(place: str) -> Iterator[Desk]:
    """The archive at a place, to take decisions in. Refuses (UsageError) as `store.opened` does,
    and `unwritable` where nothing can be written."""
    with opened(place) as archive:
        _bound(archive)
        _try(archive)
        following = Following(lambda: keeping.regroup(archive, wait=False))
        try:
            yield Desk(archive, following)
        finally:
            following.close()


def _try(archive: Archive) -> None:
    """Refuse what can only be read before anybody has written a reason."""
    try:
        with archive.writing() as conn:
            conn.exec_driver_sql("UPDATE decisions SET undone = undone WHERE id = 0")
    except ProgrammingError as error:  # PostgreSQL: who asks has no right to
        raise UsageError("unwritable", "", str(error.orig)) from None
    except UsageError as error:
        if error.code != "archive_busy":
            raise


def _bound(archive: Archive) -> None:
    """Bind how long each connection waits for whoever writes."""
    archive.engine.dispose()

    @events.listens_for(archive.engine, "connect")
    def _connect(raw: Any, _: Any) -> None:
        if isinstance(raw, sqlite3.Connection):
            raw.execute(f"PRAGMA busy_timeout = {int(WRITE_SECONDS * 1000)}")
            return
        with raw.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {int(WRITE_SECONDS * 1000)}")
        raw.commit()
