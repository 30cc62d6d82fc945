"""How many points of each verdict the events of an archive have, as reports count them: what one
text has alone, though copies repeat it, is single. Searches are narrowed by it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sqlalchemy import Connection

from riwaya import pipeline
from riwaya.limits import EVENT_ARTICLES
from riwaya.records import Event
from riwaya.report.alone import is_alone
from riwaya.store import Archive, reading
from riwaya.store import grouping as kept

_AT_ONCE: Final = 50


def judge_events(archive: Archive) -> None:
    """Count the points of all events that wait for it."""
    more = True
    while more:
        with archive.writing() as conn:
            names = kept.unjudged(conn, _AT_ONCE)
            events = reading.events_of(conn, names)
            kept.judge(conn, {name: _points(conn, events[name]) for name in names})
            more = bool(names)


def _points(conn: Connection, event: Event) -> Counter[str]:
    if not 2 <= len(event.articles) <= EVENT_ARTICLES:
        return Counter()
    accounts = reading.articles(conn, event.articles)
    found = pipeline.comparison(event, accounts)
    return Counter("single" if is_alone(point) else point.verdict for point in found.points)
