"""What is counted over a whole archive: storylines, growing events, speakers and outlets.

Articles that a person hid are never counted or given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, desc, func, select

from riwaya.arabic import fold_key
from riwaya.limits import COUNTED_ROWS
from riwaya.records import Event, Record
from riwaya.store.reading import decoded_events
from riwaya.store.schema import (
    ARTICLES,
    DELETIONS,
    EVENTS,
    REDIRECTS,
    STATEMENTS,
    VERDICTS,
    VERSIONS,
)
from riwaya.store.wanted import WantedEvents, event_conditions

_SHOWN: Final = ARTICLES.c.hidden.is_(False)
_MONTH: Final = func.substr(ARTICLES.c.published_start, 1, 7)
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


class SpeakerRow(Record, frozen=True):
    """Someone who is said to have said something: the folded name by which statements are found,
    and how many there are."""

    key: str
    statements: int


class SaidRow(Record, frozen=True):
    """Where a statement stands: its article, its id there, and what is known of the article."""

    article: str
    statement: str
    stance: str
    outlet: str | None
    start: str | None
    event: str | None


class SaidCount(Record, frozen=True):
    """Statements of one stance in one outlet in one month (`2024-05`), each None where unknown."""

    stance: str
    outlet: str | None
    month: str | None
    count: int


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
        ARTICLES.c.day <= date.fromisoformat(added[:10]).toordinal(), _SHOWN
    )
    day = conn.scalar(known)
    return date.fromordinal(day) if day is not None else None


def growing(conn: Connection, until: date, limit: int, offset: int) -> list[Grown]:
    """Events with two accounts or more in the week that ends with a day, most accounts first."""
    last = until.toordinal()
    lately = func.count().label("lately")
    rows = (
        select(ARTICLES.c.event, lately)
        .where(ARTICLES.c.day.between(last - _WEEK + 1, last), _SHOWN)
        .where(ARTICLES.c.event.is_not(None))
        .group_by(ARTICLES.c.event).having(lately > 1)
        .order_by(lately.desc(), ARTICLES.c.event).limit(limit).offset(offset)
    )  # fmt: skip
    found = conn.execute(rows).all()
    events = events_of(conn, [row.event for row in found])
    return [Grown(event=events[row.event], lately=row.lately) for row in found]


def events_of(conn: Connection, names: Sequence[str]) -> dict[str, Event]:
    """Those of the events (at most 500) that are there, by id."""
    raw = conn.scalars(select(EVENTS.c.record).where(EVENTS.c.id.in_(names)))
    return {one.id: one for one in decoded_events(raw)}


def outlets_of(conn: Connection, events: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The outlets that have accounts of events (at most 500), by event, by name."""
    rows = select(ARTICLES.c.event, ARTICLES.c.outlet).distinct().where(
        ARTICLES.c.event.in_(events), ARTICLES.c.outlet.is_not(None), _SHOWN
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
    events = events_of(conn, list(first.values()))
    return {storyline: events[name] for storyline, name in first.items() if name in events}


def speakers(conn: Connection, limit: int, offset: int) -> list[SpeakerRow]:
    """Who is said to have said most, the most first."""
    count = func.count().label("statements")
    rows = (
        select(STATEMENTS.c.speaker, count).where(STATEMENTS.c.speaker.is_not(None))
        .group_by(STATEMENTS.c.speaker).order_by(desc("statements"), STATEMENTS.c.speaker)
        .limit(limit).offset(offset)
    )  # fmt: skip
    return [SpeakerRow(key=key, statements=found) for key, found in conn.execute(rows)]


def statements_by(
    conn: Connection, name: str, *, outlet: str | None = None, stance: str | None = None,
    limit: int, offset: int = 0,
) -> list[SaidRow]:  # fmt: skip
    """Statements of a speaker, by a name in any spelling, the newest first."""
    wanted = [STATEMENTS.c.speaker == fold_key(name), _SHOWN]
    wanted += [ARTICLES.c.outlet == outlet] if outlet is not None else []
    wanted += [STATEMENTS.c.stance == stance] if stance is not None else []
    rows = _said_rows().where(*wanted)
    newest = ARTICLES.c.published_start.desc().nulls_last()
    rows = rows.order_by(newest, STATEMENTS.c.key.desc()).limit(limit).offset(offset)
    return [_said(row) for row in conn.execute(rows)]


def latest_by(conn: Connection, keys: Sequence[str]) -> dict[str, SaidRow]:
    """Of each of these speakers (folded names) the statement that was added last."""
    found: dict[str, SaidRow] = {}
    for key in keys:
        last = select(func.max(STATEMENTS.c.key)).where(STATEMENTS.c.speaker == key)
        rows = _said_rows().where(STATEMENTS.c.key == last.scalar_subquery())
        found.update((key, _said(row)) for row in conn.execute(rows))
    return found


def _said_rows() -> Select[Any]:
    columns = (
        ARTICLES.c.id.label("article"), STATEMENTS.c.id.label("statement"), STATEMENTS.c.stance,
        ARTICLES.c.outlet, ARTICLES.c.published_start.label("start"), ARTICLES.c.event,
    )  # fmt: skip
    return select(*columns).join(ARTICLES, ARTICLES.c.key == STATEMENTS.c.article)


def _said(row: Row[Any]) -> SaidRow:
    return SaidRow(**{name: getattr(row, name) for name in SaidRow.__struct_fields__})


def counts_by(conn: Connection, name: str) -> list[SaidCount]:
    """How many statements of a speaker there are by stance, outlet and month, of the newest
    `COUNTED_ROWS`."""
    rows = (
        select(STATEMENTS.c.stance, ARTICLES.c.outlet, _MONTH.label("month"))
        .join(ARTICLES, ARTICLES.c.key == STATEMENTS.c.article)
        .where(STATEMENTS.c.speaker == fold_key(name), _SHOWN)
        .order_by(STATEMENTS.c.key.desc()).limit(COUNTED_ROWS).subquery()
    )  # fmt: skip
    parts = (rows.c.stance, rows.c.outlet, rows.c.month)
    found = select(*parts, func.count().label("count")).group_by(*parts).order_by(*parts)
    fields = SaidCount.__struct_fields__
    return [
        SaidCount(**{name: row._mapping[name] for name in fields})  # noqa: SLF001 - a public name
        for row in conn.execute(found)
    ]


def outlets(conn: Connection, limit: int, offset: int) -> list[OutletRow]:
    """All outlets, the one with the most articles first."""
    count = func.count().label("articles")
    first, last = func.min(ARTICLES.c.published_start), func.max(ARTICLES.c.published_end)
    rows = select(ARTICLES.c.outlet, count, first, last).where(ARTICLES.c.outlet.is_not(None))
    rows = rows.where(_SHOWN).group_by(ARTICLES.c.outlet)
    rows = rows.order_by(desc("articles"), ARTICLES.c.outlet).limit(limit).offset(offset)
    return [
        OutletRow(name=name, articles=total, start=start, end=end)
        for name, total, start, end in conn.execute(rows)
    ]


def months_of(conn: Connection, outlet: str) -> dict[str | None, int]:
    """How many articles of an outlet there are by month (`2024-05`), None for those undated."""
    month = _MONTH.label("month")
    rows = select(month, func.count()).where(ARTICLES.c.outlet == outlet, _SHOWN).group_by(month)
    return {row[0]: row[1] for row in conn.execute(rows.order_by(month))}


def shared_of(conn: Connection, outlet: str) -> tuple[int, int]:
    """In how many events an outlet has accounts, and in how many of them others have too."""
    mine = select(ARTICLES.c.event).where(ARTICLES.c.outlet == outlet, _SHOWN)
    several = func.sum(func.cast(EVENTS.c.size > 1, EVENTS.c.size.type))
    rows = select(func.count(), several).where(EVENTS.c.id.in_(mine))
    total, shared = conn.execute(rows).one()
    return total, shared or 0


def numbers_of(conn: Connection, names: Iterable[str]) -> Mapping[str, int]:
    """The versions of articles (at most 500) that hold, by id."""
    rows = select(ARTICLES.c.id, ARTICLES.c.version).where(ARTICLES.c.id.in_(list(names)))
    return {row.id: row.version for row in conn.execute(rows)}


def events_by_article(conn: Connection, names: Iterable[str]) -> dict[str, str | None]:
    """The events that articles (at most 500) are in, None for one that waits for grouping."""
    rows = select(ARTICLES.c.id, ARTICLES.c.event).where(ARTICLES.c.id.in_(list(names)))
    return {row.id: row.event for row in conn.execute(rows)}


def number_of_events(conn: Connection, wanted: WantedEvents) -> int:
    """How many events a list of them has."""
    rows = select(func.count()).select_from(EVENTS).where(*event_conditions(wanted))
    return conn.scalar(rows) or 0


def is_hidden(conn: Connection, name: str) -> bool:
    """Whether a person hid this article."""
    return bool(conn.scalar(select(ARTICLES.c.hidden).where(ARTICLES.c.id == name)))


def is_gone(conn: Connection, name: str) -> bool:
    """Whether something with this id was here and is here no more: an article that was deleted, an
    event or a storyline that no article is left of."""
    deleted = select(DELETIONS.c.id).where(DELETIONS.c.article == name).limit(1)
    nowhere = select(REDIRECTS.c.old).where(REDIRECTS.c.old == name, REDIRECTS.c.new.is_(None))
    return conn.scalar(deleted) is not None or conn.scalar(nowhere) is not None
