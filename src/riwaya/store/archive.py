"""The archive as others use it: opened at a place, read at any time, written in transactions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine

from riwaya.errors import UsageError
from riwaya.kept import (
    Added,
    Articles,
    Change,
    Counted,
    Deletion,
    Events,
    Found,
    Incoming,
    KeptDecision,
    Undone,
    Verified,
    Version,
)
from riwaya.limits import LIST_ITEMS
from riwaya.records import AnnotatedArticle, Event
from riwaya.store import (
    changes,
    deciding,
    decisions,
    engine,
    incoming,
    lock,
    migrate,
    reading,
    removal,
    rereading,
    search,
    streams,
    verify,
    words,
)
from riwaya.store.blobs import blobs_of, unpack
from riwaya.store.rereading import Place, Reread
from riwaya.store.search import Question
from riwaya.store.wanted import ALL, ALL_EVENTS, Wanted, WantedEvents
from riwaya.store.words import Kind


@contextmanager
def opened(place: str, *, create: bool = False) -> Iterator[Archive]:
    """The archive at `place` (a file, or the address of a PostgreSQL database), made there where
    there is none and `create` is set; one of an older version is brought up to date.

    Refuses (UsageError) what is no archive, is damaged, or was made by a newer version."""
    made = engine.engine_of(place, create=create)
    try:
        migrate.prepare(made, engine.hidden(place), create=create)
        yield Archive(made)
    finally:
        made.dispose()


class Archive:
    """A kept archive. Each method that reads sees one state of it; several that must see the same
    are called with one `conn` of `reading()`. Safe to use from several threads.

    Unknown ids are refused (UsageError, code `no_such`)."""

    def __init__(self, made: Engine) -> None:
        self.engine = made
        self.blobs = blobs_of(made)

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the archive."""
        return engine.reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction, the only one that writes."""
        return engine.writing(self.engine)

    def grouping(self, *, wait: bool) -> AbstractContextManager[bool]:
        """The lock of whoever groups: whether it is held now; with `wait` it always is."""
        return lock.grouping(self.engine, wait=wait)

    # --- articles -------------------------------------------------------------------------------

    def article(self, name: str, version: int | None = None) -> AnnotatedArticle:
        """An article with what people decided of it; its newest version, or this one."""
        with self.reading() as conn:
            return reading.article(conn, name, version=version)

    def articles(self, names: Sequence[str]) -> list[AnnotatedArticle]:
        """Those of these articles that are there, in this order."""
        with self.reading() as conn:
            return reading.articles(conn, names)

    def versions(self, name: str) -> tuple[Version, ...]:
        """All versions of an article, the first first."""
        with self.reading() as conn:
            return reading.versions(conn, name)

    def changes(self, name: str, old: int, new: int) -> tuple[Change, ...]:
        """What differs between two versions of an article."""
        with self.reading() as conn:
            found = [reading.article(conn, name, version=number) for number in (old, new)]
        return changes.changes(*found)

    def page(self, sha256: str) -> bytes:
        """A page as it was captured."""
        with self.reading() as conn:
            packed = self.blobs.get(conn, sha256)
        if packed is None:
            raise UsageError("no_such", sha256)
        try:
            return unpack(packed)
        except ValueError as error:
            raise UsageError("archive_damaged", sha256, str(error)) from None

    def list_articles(
        self, wanted: Wanted = ALL, *, limit: int = LIST_ITEMS, cursor: str | None = None
    ) -> Articles:
        """A part of the list of articles, the newest published first; `next` of it is the cursor
        of the part after it."""
        with self.reading() as conn:
            return reading.listed(conn, wanted, limit=limit, cursor=cursor)

    # --- events ---------------------------------------------------------------------------------

    def event(self, name: str) -> Event:
        """The event with this id, or the one that it was joined to (`id` says which it is)."""
        with self.reading() as conn:
            return reading.event(conn, name)

    def event_of(self, article: str) -> str | None:
        """The id of the event of an article, None while it is not grouped."""
        with self.reading() as conn:
            return reading.event_of(conn, article)

    def accounts(self, name: str) -> tuple[Event, list[AnnotatedArticle]]:
        """An event with its accounts in its order: what `pipeline.comparison` takes."""
        with self.reading() as conn:
            return reading.accounts(conn, name)

    def list_events(
        self, wanted: WantedEvents = ALL_EVENTS, *, limit: int = LIST_ITEMS,
        cursor: str | None = None,
    ) -> Events:  # fmt: skip
        """A part of the list of events, the newest first."""
        with self.reading() as conn:
            return reading.events(conn, wanted, limit=limit, cursor=cursor)

    def storyline(self, name: str) -> tuple[Event, ...]:
        """The events of a storyline, the first day first."""
        with self.reading() as conn:
            return reading.storyline(conn, name)

    # --- search ---------------------------------------------------------------------------------

    def matching(
        self, question: Question, kind: Kind = "article", wanted: Wanted = ALL, *,
        limit: int = LIST_ITEMS, offset: int = 0, newest: bool = False,
    ) -> list[Found]:  # fmt: skip
        """The articles, or statements, that answer a question."""
        with self.reading() as conn:
            return search.matching(
                conn, question, kind, wanted, limit=limit, offset=offset, newest=newest
            )

    def count_matching(
        self, question: Question, kind: Kind = "article", wanted: Wanted = ALL
    ) -> int:
        """How many there are of them."""
        with self.reading() as conn:
            return search.count(conn, question, kind, wanted)

    # --- decisions ------------------------------------------------------------------------------

    def decisions(self, article: str | None = None) -> tuple[KeptDecision, ...]:
        """All decisions, or those on one article, also those that were taken back."""
        with self.reading() as conn:
            return decisions.every(conn, article)

    def decide(self, decision: KeptDecision) -> KeptDecision:
        """Keep a decision, which holds at once for what is read; events follow when they are
        grouped (`keeping.regroup`)."""
        with self.writing() as conn:
            return deciding.keep(conn, decision)

    def undo(self, number: int, undone: Undone) -> KeptDecision:
        """Take a decision back."""
        with self.writing() as conn:
            return deciding.take_back(conn, number, undone)

    # --- adding ---------------------------------------------------------------------------------

    def known(self, sha256: str) -> bool | None:
        """Whether a page is not to be taken in: False where it is there, True where it was deleted
        from here, None where it is new."""
        with self.reading() as conn:
            return incoming.known(conn, [sha256]).get(sha256)

    def add(self, batch: Sequence[Incoming], now: str) -> Added:
        """Take a batch in, wholly or not at all: pages first, so that no article is ever without
        its page. Grouping is a step of its own (`keeping`)."""
        with self.reading() as conn:
            there = incoming.known(conn, [one.page.sha256 for one in batch])
        pages = {one.page.sha256: one.packed for one in batch if one.page.sha256 not in there}
        self.blobs.before(pages)
        with self.writing() as conn:
            self.blobs.within(conn, pages)
            return incoming.add(conn, batch, now)

    def versions_after(self, after: Place, most: int) -> list[Reread]:
        """The next versions that are to be read anew."""
        with self.reading() as conn:
            return rereading.pages(conn, after, most)

    def replace(self, read: Sequence[tuple[Reread, AnnotatedArticle]]) -> int:
        """Put new readings of pages in the place of old ones; how many differ."""
        with self.writing() as conn:
            return rereading.replace(conn, read)

    # --- care -----------------------------------------------------------------------------------

    def forget(self, *deletions: Deletion) -> tuple[Deletion, ...]:
        """Delete articles for good: their pages, texts, index, and what people decided of them;
        all of them, or none where an id is unknown. The same pages are not taken in again. Events
        follow when they are grouped."""
        with self.grouping(wait=True):
            with self.writing() as conn:
                done = tuple(removal.forget(conn, one) for one in deletions)
                words.settle(conn)
            with self.writing() as conn:
                removal.drop_pages(conn, self.blobs)
            removal.wipe(self.engine)
        return done

    def deletions(self) -> tuple[Deletion, ...]:
        """What was deleted, without what it said."""
        with self.reading() as conn:
            return tuple(removal.every(conn))

    def verify(self) -> Verified:
        """Hash all pages and records anew, and look at the database and its index."""
        with self.reading() as conn:
            return verify.verify(conn, self.blobs)

    # --- all of it ------------------------------------------------------------------------------

    def every_article(self, wanted: Wanted = ALL) -> Iterator[AnnotatedArticle]:
        """All articles, by id, streamed from one state of the archive."""
        with self.reading() as conn:
            yield from streams.articles(conn, wanted)

    def every_event(self, wanted: WantedEvents = ALL_EVENTS) -> Iterator[Event]:
        """All events, by id, streamed from one state of the archive."""
        with self.reading() as conn:
            yield from streams.events(conn, wanted)

    def every_decision(self) -> Iterator[KeptDecision]:
        """All decisions in the order in which they were made, also those that were taken back."""
        with self.reading() as conn:
            yield from streams.decisions(conn)

    def counted(self) -> Counted:
        """How much there is."""
        with self.reading() as conn:
            return reading.counted(conn)
