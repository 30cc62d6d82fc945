"""Comparisons and explanations out of an archive."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from riwaya import pipeline
from riwaya.records import AnnotatedArticle, Comparison, Event
from riwaya.store import Archive, comparisons, reading


def comparison(archive: Archive, name: str) -> Comparison:
    """The comparison of an event, also of one with a single account: the one that is kept, where
    nothing has changed since. Refuses (UsageError) an unknown id."""
    with archive.reading() as conn:
        event = reading.event(conn, name)
        found = comparisons.kept(conn, event, comparisons.stamp(conn, event))
        return found or _made(conn, event, reading.articles(conn, event.articles))


def compared(archive: Archive, name: str) -> tuple[Comparison, list[AnnotatedArticle]]:
    """The comparison of an event, and its accounts. Refuses (UsageError) an unknown id."""
    with archive.reading() as conn:
        event, accounts = reading.accounts(conn, name)
        found = comparisons.kept(conn, event, comparisons.stamp(conn, event))
        return found or _made(conn, event, accounts), accounts


def _made(conn: Connection, event: Event, accounts: Sequence[AnnotatedArticle]) -> Comparison:
    return pipeline.comparison(event, accounts, reading.articles(conn, comparisons.beyond(event)))
