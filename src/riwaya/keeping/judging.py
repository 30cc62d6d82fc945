"""How many points of each verdict the events of an archive have, as reports count them: what one
text has alone, though copies repeat it, is single. Searches are narrowed by it."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec
from sqlalchemy import Connection

from riwaya import pipeline
from riwaya.limits import EVENT_ARTICLES
from riwaya.records import AnnotatedArticle, Event
from riwaya.store import Archive, reading
from riwaya.store import grouping as kept
from riwaya.voices import told_verdict
from riwaya.workers import Lost, spread

_AT_ONCE: Final = 50


class _Item(msgspec.Struct, frozen=True):
    """An event and its accounts, as JSON: what a process is handed must be cheap to hand over."""

    event: bytes
    accounts: tuple[bytes, ...]


def judge_events(archive: Archive, workers: int = 0) -> None:
    """Count the points of all events that wait for it, by so many processes (none: this one).
    Nothing is held up by it: an event that has changed meanwhile waits on, and so does one that
    takes too long."""
    events: deque[Event] = deque()
    counts = spread(_counted, _waiting(archive, events), count=workers)
    while batch := list(islice(counts, _AT_ONCE)):
        found = [(events.popleft(), one) for one in batch]
        done = {event.id: (event, one) for event, one in found if not isinstance(one, Lost)}
        with archive.writing() as conn:
            now = reading.events_of(conn, done)
            kept.judge(
                conn, {name: one for name, (event, one) in done.items() if now.get(name) == event}
            )


def _waiting(archive: Archive, events: deque[Event]) -> Iterator[_Item]:
    """The events that wait, each noted in `events`."""
    last = ""
    while True:
        with archive.reading() as conn:
            names = kept.unjudged(conn, _AT_ONCE, after=last)
            found = reading.events_of(conn, names)
            items = [(found[name], _item(conn, found[name])) for name in names]
        if not names:
            return
        last = names[-1]
        for event, item in items:
            events.append(event)
            yield item


def _item(conn: Connection, event: Event) -> _Item:
    compared = 2 <= len(event.articles) <= EVENT_ARTICLES
    accounts = reading.articles(conn, event.articles) if compared else ()
    return _Item(msgspec.json.encode(event), tuple(msgspec.json.encode(one) for one in accounts))


def _counted(item: _Item) -> dict[str, int]:
    if not item.accounts:
        return {}
    event = msgspec.json.decode(item.event, type=Event)
    accounts = [msgspec.json.decode(one, type=AnnotatedArticle) for one in item.accounts]
    return dict(Counter(map(told_verdict, pipeline.points(event, accounts))))
