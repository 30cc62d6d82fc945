"""What is read out of an archive: articles with what people decided of them, versions, pages,
events, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, distinct, func, select

from riwaya.errors import UsageError
from riwaya.kept import Articles, Counted, Events, Listed, Version
from riwaya.limits import LIST_ITEMS
from riwaya.records import AnnotatedArticle, Event
from riwaya.store.decisions import corrected, standing
from riwaya.store.parts import in_parts
from riwaya.store.schema import ARTICLES, DECISIONS, EVENTS, PAGES, REDIRECTS, VERSIONS
from riwaya.store.wanted import (
    ALL,
    ALL_EVENTS,
    Wanted,
    WantedEvents,
    conditions,
    cursor_of,
    event_conditions,
    part,
)

CURRENT: Final = (VERSIONS.c.article == ARTICLES.c.key) & (VERSIONS.c.number == ARTICLES.c.version)
"""Of all versions of an article the one that holds."""


def article(conn: Connection, name: str, *, version: int | None = None) -> AnnotatedArticle:
    """The article with this id, in its newest version or the one with this number, with what
    people decided of it. Refuses (UsageError, `no_such`) an id that is not there."""
    rows = select(VERSIONS.c.record).join(ARTICLES, VERSIONS.c.article == ARTICLES.c.key)
    number = ARTICLES.c.version if version is None else version
    raw = conn.scalar(rows.where(ARTICLES.c.id == name, VERSIONS.c.number == number))
    if raw is None:
        raise UsageError("no_such", name if version is None else f"{name}, version {version}")
    return read_out(conn, [raw])[0]


def articles(conn: Connection, names: Sequence[str]) -> list[AnnotatedArticle]:
    """Those of the articles that are there, in the order of `names`."""
    found: dict[str, AnnotatedArticle] = {}
    for some in in_parts(names):
        rows = select(VERSIONS.c.record).join(ARTICLES, CURRENT)
        raw = list(conn.scalars(rows.where(ARTICLES.c.id.in_(some))))
        found.update((one.id, one) for one in read_out(conn, raw))
    return [found[name] for name in dict.fromkeys(names) if name in found]


def read_out(conn: Connection, raw: Sequence[bytes]) -> list[AnnotatedArticle]:
    """Articles out of their JSON, with what people decided of them."""
    found = [msgspec.json.decode(one, type=AnnotatedArticle) for one in raw]
    decided = standing(conn, [one.id for one in found])
    return [corrected(one, decided.get(one.id, ())) for one in found]


def versions(conn: Connection, name: str) -> tuple[Version, ...]:
    """All versions of an article, the first first. Refuses (UsageError) an unknown id."""
    rows = select(VERSIONS.c.article, VERSIONS.c.number, VERSIONS.c.sha256, VERSIONS.c.added)
    rows = rows.join(ARTICLES, VERSIONS.c.article == ARTICLES.c.key).where(ARTICLES.c.id == name)
    found = conn.execute(rows.order_by(VERSIONS.c.number)).all()
    if not found:
        raise UsageError("no_such", name)
    pages: dict[int, list[str]] = {}
    of = select(PAGES.c.version, PAGES.c.sha256).where(PAGES.c.article == found[0].article)
    for row in conn.execute(of.order_by(PAGES.c.added, PAGES.c.sha256)):
        pages.setdefault(row.version, []).append(row.sha256)
    return tuple(
        Version(
            article=name, number=row.number, added=row.added,
            pages=tuple(dict.fromkeys([row.sha256, *pages.get(row.number, ())])),
        )
        for row in found
    )  # fmt: skip


def event(conn: Connection, name: str) -> Event:
    """The event with this id, or the one that it went into; its `id` says which. Refuses
    (UsageError, `no_such`) an id that no event has or had."""
    rows = select(EVENTS.c.record)
    raw = conn.scalar(rows.where(EVENTS.c.id == name))
    if raw is None:
        went = select(REDIRECTS.c.new).where(REDIRECTS.c.old == name).scalar_subquery()
        raw = conn.scalar(rows.where(EVENTS.c.id == went))
    if raw is None:
        raise UsageError("no_such", name)
    return msgspec.json.decode(raw, type=Event)


def accounts(conn: Connection, name: str) -> tuple[Event, list[AnnotatedArticle]]:
    """An event and its accounts, in its order: what comparing needs."""
    found = event(conn, name)
    return found, articles(conn, found.articles)


def event_of(conn: Connection, name: str) -> str | None:
    """The id of the event of an article, None where it is in none yet. Refuses an unknown id."""
    row = conn.execute(select(ARTICLES.c.event).where(ARTICLES.c.id == name)).first()
    if row is None:
        raise UsageError("no_such", name)
    found: str | None = row.event
    return found


def listed(
    conn: Connection, wanted: Wanted = ALL, *, limit: int = LIST_ITEMS, cursor: str | None = None
) -> Articles:
    """Articles without their texts, the newest published first, those without a day last."""
    limit = max(1, min(limit, LIST_ITEMS))
    columns = ("key", "id", "title", "outlet", "published_start", "published_end", "event",
               "version", "hidden")  # fmt: skip
    rows = select(*(ARTICLES.c[name] for name in columns)).where(*conditions(wanted))
    day, key = ARTICLES.c.published_start, ARTICLES.c.key
    found = part(conn, rows, day, key, limit=limit + 1, cursor=cursor, kind=int)
    shown = found[:limit]
    return Articles(
        items=tuple(_listed(row) for row in shown),
        next=cursor_of((shown[-1].published_start, shown[-1].key)) if found[limit:] else None,
    )


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        id=row.id, title=row.title, outlet=row.outlet, start=row.published_start,
        end=row.published_end, event=row.event, version=row.version, hidden=row.hidden,
    )  # fmt: skip


def events(
    conn: Connection, wanted: WantedEvents = ALL_EVENTS, *, limit: int = LIST_ITEMS,
    cursor: str | None = None,
) -> Events:  # fmt: skip
    """Events, the newest first, those without a day last."""
    limit = max(1, min(limit, LIST_ITEMS))
    rows: Select[Any] = select(EVENTS.c.id, EVENTS.c.start, EVENTS.c.record)
    rows = rows.where(*event_conditions(wanted))
    found = part(conn, rows, EVENTS.c.start, EVENTS.c.id, limit=limit + 1, cursor=cursor, kind=str)
    shown = found[:limit]
    return Events(
        items=tuple(decoded_events(row.record for row in shown)),
        next=cursor_of((shown[-1].start, shown[-1].id)) if found[limit:] else None,
    )


def events_of(conn: Connection, names: Iterable[str]) -> dict[str, Event]:
    """Those of the events that are there, by their ids."""
    found: dict[str, Event] = {}
    for some in in_parts(sorted(names)):
        raw = conn.scalars(select(EVENTS.c.record).where(EVENTS.c.id.in_(some)))
        found.update((one.id, one) for one in decoded_events(raw))
    return found


def decoded_events(raw: Iterable[bytes]) -> Iterator[Event]:
    """Events out of their JSON."""
    return (msgspec.json.decode(one, type=Event) for one in raw)


def storyline(conn: Connection, name: str) -> tuple[Event, ...]:
    """The events of a storyline, the first day first. Refuses (UsageError) an unknown id."""
    went = conn.scalar(select(REDIRECTS.c.new).where(REDIRECTS.c.old == name))
    rows = select(EVENTS.c.record).where(EVENTS.c.storyline == (went or name))
    raw = conn.scalars(rows.order_by(EVENTS.c.start.is_(None), EVENTS.c.start, EVENTS.c.id)).all()
    if not raw:
        raise UsageError("no_such", name)
    return tuple(decoded_events(raw))


def counted(conn: Connection) -> Counted:
    """How much there is."""
    rows = select(
        func.count(), func.count().filter(ARTICLES.c.hidden),
        func.count().filter(ARTICLES.c.ungrouped), func.count(distinct(ARTICLES.c.event)),
    )  # fmt: skip
    total, hidden, waiting, happened = conn.execute(rows.select_from(ARTICLES)).one()
    others = [
        conn.scalar(select(func.count()).select_from(table)) or 0
        for table in (VERSIONS, PAGES, DECISIONS)
    ]
    return Counted(
        articles=total, hidden=hidden, versions=others[0], pages=others[1], events=happened,
        decisions=others[2], ungrouped=waiting,
    )  # fmt: skip
