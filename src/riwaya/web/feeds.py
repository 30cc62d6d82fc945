"""Answers as feeds: Atom, or JSON Feed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from riwaya import export
from riwaya.records import Article, Event, Record
from riwaya.search import Results
from riwaya.web.answers import EventItem, EventItems, Storyline
from riwaya.web.resources import BY_NAME
from riwaya.web.routing import address
from riwaya.web.sources import Sources


def feed(
    sources: Sources, answer: Record, form: str, *, title: str, language: str, base: str,
    own: str, home: str,
) -> bytes:  # fmt: skip
    """The feed of a list: `base` is where the server is, `own` and `home` the addresses of the feed
    and of the page that it follows."""
    if isinstance(answer, EventItems | Storyline):
        events = _events(answer)
        names = {name for one in events for name in one.articles[:20]}
        articles = {one.id: one for one in sources.archive.articles(sorted(names))}
        records: Sequence[Event | Article] = events
        kind, page, more = "events", "comparison", {"articles": articles}
    else:
        records = _articles(sources, answer)
        kind, page, more = "articles", "article", {}
    addresses = {
        one.id: base + address(BY_NAME[page], {"id": one.id}, {}, language=language)
        for one in records
    }
    pieces = export.stream(
        kind, form, records, title=title, language=language, feed_url=base + own,
        home_url=base + home, addresses=addresses, **more,
    )  # fmt: skip
    return b"".join(pieces)


def _events(answer: EventItems | Storyline) -> list[Event]:
    items: Sequence[EventItem] = (
        answer.items if isinstance(answer, EventItems) else answer.events[-100:]
    )
    return [one.plain() for one in items]


def _articles(sources: Sources, answer: Record) -> list[Article]:
    """The articles that the items of an answer are, or stand in."""
    items: Sequence[Any] = getattr(answer, "hits" if isinstance(answer, Results) else "items", ())
    names = dict.fromkeys(getattr(one, "article", None) or one.id for one in items)
    return list(sources.archive.articles(list(names)))
