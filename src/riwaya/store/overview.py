"""What is counted over a whole archive: storylines, growing and contested events, outlets.

Articles that a person hid are never counted or given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, desc, func, select

from riwaya.records import Event, Record
from riwaya.store.parts import in_parts
from riwaya.store.reading import decoded_events, events_of
from riwaya.store.schema import (
    ARTICLES,
    DELETIONS,
    EVENTS,
    REDIRECTS,
    VERDICTS,
    VERSIONS,
)
from riwaya.store.wanted import MONTH, SHOWN, WantedEvents, event_conditions

_WEEK: Final = 7


class Grown(Record, frozen=True):
    """An event, and how many accounts of it were published in a span of days."""

    event: Event
    lately: int


class StorylineRow(Record, frozen=True):
    """A storyline: how many events and accounts it has, and its first and last day (ISO)."""

    id: str
    events: int
    articles: int
    start: str | None
    end: str | None


class OutletRow(Record, frozen=True):
    """An outlet: how many articles of it there are, and its first and last day (ISO)."""

    name: str
    articles: int
    start: str | None
    end: str | None


def last_day(conn: Connection) -> date | None:
    """The last day of publication that is not after the last adding, None where there is none: a
    date in the future that some page bears moves nothing."""
    newest = select(func.max(ARTICLES.c.key)).scalar_subquery()
    added = conn.scalar(select(func.max(VERSIONS.c.added)).where(VERSIONS.c.article == newest))
    if added is None:
        return None
    known = select(func.max(ARTICLES.c.day)).where(
        ARTICLES.c.day <= date.fromisoformat(added[:10]).toordinal(), SHOWN
    )
    day = conn.scalar(known)
    return date.fromordinal(day) if day is not None else None


def growing(conn: Connection, until: date, limit: int, offset: int) -> list[Grown]:
    """Events with two accounts or more in the week that ends with a day, most accounts first."""
    last = until.toordinal()
    lately = func.count().label("lately")
    rows = (
        select(ARTICLES.c.event, lately)
        .where(ARTICLES.c.day.between(last - _WEEK + 1, last), SHOWN)
        .where(ARTICLES.c.event.is_not(None))
        .group_by(ARTICLES.c.event).having(lately > 1)
        .order_by(lately.desc(), ARTICLES.c.event).limit(limit).offset(offset)
    )  # fmt: skip
    found = conn.execute(rows).all()
    events = events_of(conn, [row.event for row in found])
    return [Grown(event=events[row.event], lately=row.lately) for row in found]


def outlets_of(conn: Connection, events: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The outlets that have accounts of events (at most 500), by event, by name."""
    rows = select(ARTICLES.c.event, ARTICLES.c.outlet).distinct().where(
        ARTICLES.c.event.in_(events), ARTICLES.c.outlet.is_not(None), SHOWN
    )  # fmt: skip
    found: dict[str, list[str]] = {}
    for row in conn.execute(rows.order_by(ARTICLES.c.event, ARTICLES.c.outlet)):
        found.setdefault(row.event, []).append(row.outlet)
    return {name: tuple(outlets) for name, outlets in found.items()}


def verdicts_of(conn: Connection, events: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many points of each verdict events (at most 500) have, as far as they were compared."""
    found: dict[str, dict[str, int]] = {}
    for row in conn.execute(select(VERDICTS).where(VERDICTS.c.event.in_(events))):
        found.setdefault(row.event, {})[row.verdict] = row.points
    return found


def contested(conn: Connection, limit: int, offset: int) -> list[Event]:
    """Events with contested points, the newest first."""
    rows = select(EVENTS.c.record).join(VERDICTS, VERDICTS.c.event == EVENTS.c.id)
    rows = rows.where(VERDICTS.c.verdict == "contested")
    rows = rows.order_by(EVENTS.c.start.desc().nulls_last(), EVENTS.c.id.desc())
    return list(decoded_events(conn.scalars(rows.limit(limit).offset(offset))))


def number_contested(conn: Connection) -> int:
    """How many events have contested points."""
    rows = select(func.count()).where(VERDICTS.c.verdict == "contested")
    return conn.scalar(rows) or 0


def storylines(conn: Connection, limit: int, offset: int) -> list[StorylineRow]:
    """Storylines of two events or more, the one with the newest event first."""
    size, last = func.count(), func.max(EVENTS.c.end)
    rows = (
        select(EVENTS.c.storyline, size, func.sum(EVENTS.c.size), func.min(EVENTS.c.start), last)
        .where(EVENTS.c.storyline.is_not(None)).group_by(EVENTS.c.storyline).having(size > 1)
        .order_by(last.is_(None), last.desc(), EVENTS.c.storyline).limit(limit).offset(offset)
    )  # fmt: skip
    return [
        StorylineRow(id=name, events=count, articles=articles, start=start, end=end)
        for name, count, articles, start, end in conn.execute(rows)
    ]


def largest_of(conn: Connection, names: Sequence[str]) -> dict[str, Event]:
    """The event with the most accounts of each of these storylines (at most 500)."""
    rows = select(EVENTS.c.storyline, EVENTS.c.id).where(EVENTS.c.storyline.in_(names))
    first: dict[str, str] = {}
    for row in conn.execute(rows.order_by(EVENTS.c.size.desc(), EVENTS.c.id)):
        first.setdefault(row.storyline, row.id)
    events = events_of(conn, first.values())
    return {storyline: events[name] for storyline, name in first.items() if name in events}


def outlets(conn: Connection, limit: int, offset: int) -> list[OutletRow]:
    """All outlets, the one with the most articles first."""
    count = func.count().label("articles")
    first, last = func.min(ARTICLES.c.published_start), func.max(ARTICLES.c.published_end)
    rows = select(ARTICLES.c.outlet, count, first, last).where(ARTICLES.c.outlet.is_not(None))
    rows = rows.where(SHOWN).group_by(ARTICLES.c.outlet)
    rows = rows.order_by(desc("articles"), ARTICLES.c.outlet).limit(limit).offset(offset)
    return [
        OutletRow(name=name, articles=total, start=start, end=end)
        for name, total, start, end in conn.execute(rows)
    ]


def months_of(conn: Connection, outlet: str) -> dict[str | None, int]:
    """How many articles of an outlet there are by month (`2024-05`), None for those undated."""
    month = MONTH.label("month")
    rows = select(month, func.count()).where(ARTICLES.c.outlet == outlet, SHOWN).group_by(month)
    return {row[0]: row[1] for row in conn.execute(rows.order_by(month))}


def shared_of(conn: Connection, outlet: str) -> tuple[int, int]:
    """In how many events an outlet has accounts, and in how many of them others have too."""
    mine = select(ARTICLES.c.event).where(ARTICLES.c.outlet == outlet, SHOWN)
    several = func.sum(func.cast(EVENTS.c.size > 1, EVENTS.c.size.type))
    rows = select(func.count(), several).where(EVENTS.c.id.in_(mine))
    total, shared = conn.execute(rows).one()
    return total, shared or 0


def number_of_events(conn: Connection, wanted: WantedEvents) -> int:
    """How many events a list of them has."""
    rows = select(func.count()).select_from(EVENTS).where(*event_conditions(wanted))
    return conn.scalar(rows) or 0


def is_hidden(conn: Connection, name: str) -> bool:
    """Whether a person hid this article."""
    return bool(conn.scalar(select(ARTICLES.c.hidden).where(ARTICLES.c.id == name)))


def hidden_of(conn: Connection, names: Sequence[str]) -> set[str]:
    """Which of some articles a person hid."""
    found: set[str] = set()
    for some in in_parts(names):
        rows = select(ARTICLES.c.id).where(ARTICLES.c.id.in_(some), ARTICLES.c.hidden)
        found.update(conn.scalars(rows))
    return found


def titles_of(conn: Connection, names: Sequence[str]) -> dict[str, str | None]:
    """The titles of those of some articles that are shown, by id."""
    found: dict[str, str | None] = {}
    for some in in_parts(names):
        rows = select(ARTICLES.c.id, ARTICLES.c.title).where(ARTICLES.c.id.in_(some), SHOWN)
        found.update((row.id, row.title) for row in conn.execute(rows))
    return found


def is_gone(conn: Connection, name: str) -> bool:
    """Whether something with this id was here and is here no more: an article that was deleted, an
    event or a storyline that no article is left of."""
    deleted = select(DELETIONS.c.id).where(DELETIONS.c.article == name).limit(1)
    nowhere = select(REDIRECTS.c.old).where(REDIRECTS.c.old == name, REDIRECTS.c.new.is_(None))
    return conn.scalar(deleted) is not None or conn.scalar(nowhere) is not None
