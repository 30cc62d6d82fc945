"""Comparisons and explanations out of an archive."""

from __future__ import annotations

from riwaya import pipeline
from riwaya.records import AnnotatedArticle, Comparison
from riwaya.store import Archive, reading


def comparison(archive: Archive, name: str) -> Comparison:
    """The comparison of an event, also of one with a single account. Refuses (UsageError) an
    unknown id."""
    return compared(archive, name)[0]


def compared(archive: Archive, name: str) -> tuple[Comparison, list[AnnotatedArticle]]:
    """The comparison of an event, and its accounts. Refuses (UsageError) an unknown id."""
    with archive.reading() as conn:
        event, accounts = reading.accounts(conn, name)
        beyond = {copy.of for copy in event.copies} - {one.id for one in accounts}
        others = reading.articles(conn, sorted(beyond))
    return pipeline.comparison(event, accounts, others), accounts
