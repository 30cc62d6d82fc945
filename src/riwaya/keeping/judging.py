"""The comparisons of the events of an archive, kept with them, and how many points of each verdict
they have, as reports count them: what one text has alone, though copies repeat it, is single.
Searches are narrowed by it."""

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
from riwaya.store import Archive, comparisons, reading
from riwaya.store.comparisons import Judged
from riwaya.voices import told_verdict
from riwaya.workers import Lost, spread

_AT_ONCE: Final = 50


class _Item(msgspec.Struct, frozen=True):
    """An event, its accounts, and the articles beside them that its copies are of, as JSON: what a
    process is handed must be cheap to hand over."""

    event: bytes
    accounts: tuple[bytes, ...] = ()
    others: tuple[bytes, ...] = ()


def judge_events(archive: Archive, workers: int = 0) -> None:
    """Compare the accounts of all events that wait for it, by so many processes (none: this one).
    Nothing is held up by it: an event that has changed meanwhile waits on, and so does one that
    takes too long."""
    waiting: deque[tuple[Event, str]] = deque()
    found = spread(_judged, _items(archive, waiting), count=workers)
    while batch := list(islice(found, _AT_ONCE)):
        done = {
            event.id: (event, stamp, one)
            for (event, stamp), one in [(waiting.popleft(), one) for one in batch]
            if not isinstance(one, Lost)
        }
        with archive.writing() as conn:
            now = reading.events_of(conn, done)
            comparisons.keep(conn, {
                name: (stamp, one)
                for name, (event, stamp, one) in done.items()
                if now.get(name) == event
            })  # fmt: skip


def _items(archive: Archive, waiting: deque[tuple[Event, str]]) -> Iterator[_Item]:
    """The events that wait, each noted in `waiting` with the stamp of what it is made of."""
    last = ""
    while True:
        with archive.reading() as conn:
            names = comparisons.unjudged(conn, _AT_ONCE, after=last)
        if not names:
            return
        last = names[-1]
        for name in names:  # one by one: an event may have hundreds of long accounts
            with archive.reading() as conn:
                found = reading.events_of(conn, [name])
                items = [(event, *_item(conn, event)) for event in found.values()]
            for event, stamp, item in items:
                waiting.append((event, stamp))
                yield item


def _item(conn: Connection, event: Event) -> tuple[str, _Item]:
    told = msgspec.json.encode(event)
    if not 2 <= len(event.articles) <= EVENT_ARTICLES:
        return "", _Item(told)
    accounts, others = (
        tuple(msgspec.json.encode(one) for one in reading.articles(conn, names))
        for names in (event.articles, comparisons.beyond(event))
    )
    return comparisons.stamp(conn, event), _Item(told, accounts, others)


def _judged(item: _Item) -> Judged:
    if not item.accounts:
        return Judged()
    event = msgspec.json.decode(item.event, type=Event)
    made = pipeline.comparison(event, _decoded(item.accounts), _decoded(item.others))
    return comparisons.judged(made, dict(Counter(told_verdict(one) for one in made.points)))


def _decoded(raw: tuple[bytes, ...]) -> list[AnnotatedArticle]:
    return [msgspec.json.decode(one, type=AnnotatedArticle) for one in raw]
