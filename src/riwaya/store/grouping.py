"""Events in the archive: which are to be made anew, and how they are written under lasting ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select, update

from riwaya.records import Event
from riwaya.store import comparisons
from riwaya.store.links import upsert
from riwaya.store.parts import in_parts
from riwaya.store.schema import ARTICLES, DECISIONS, EVENTS, LINKS, REDIRECTS, STATE

Keys = set[int]
_COUNT: Final = "grouped among"


class Seed(msgspec.Struct, frozen=True):
    """An article on its way into an event: its number, its id, the event that it is in, the event
    key that was given with it, and whether a person hid it."""

    key: int
    id: str
    event: str | None
    given_event: str | None
    hidden: bool
    ungrouped: bool


def articles_shown(conn: Connection) -> int:
    """How many articles are not hidden."""
    return conn.scalar(select(func.count()).select_from(ARTICLES).where(~ARTICLES.c.hidden)) or 0


def grouped_among(conn: Connection) -> int:
    """Among how many articles events were made the last time."""
    return int(conn.scalar(select(STATE.c.value).where(STATE.c.name == _COUNT)) or 0)


def note_count(conn: Connection, count: int, *, all_anew: bool) -> None:
    """Note among how many articles events are made from now on, with `all_anew` all of them."""
    upsert(conn, STATE, [{"name": _COUNT, "value": str(count)}])
    if all_anew:
        conn.execute(update(ARTICLES).values(ungrouped=True))
        conn.execute(update(EVENTS).values(unplaced=True))


def ungrouped(conn: Connection, most: int) -> Keys:
    """Some of the articles that are to be put into events, at most so many."""
    rows = select(ARTICLES.c.key).where(
        ARTICLES.c.ungrouped, ~ARTICLES.c.unlinked | ARTICLES.c.hidden
    )
    return set(conn.scalars(rows.order_by(ARTICLES.c.key).limit(most)))


def closure(conn: Connection, seeds: Keys, least: float) -> list[Seed]:
    """The articles that hang together with the seeds: by scores from `least` on, by a common
    event, a common key, or a decision that two are one; by id."""
    found: dict[int, Seed] = {}
    front = set(seeds)
    while front:
        fresh = list(_seeds(conn, sorted(front)))
        found.update((one.key, one) for one in fresh)
        front = _neighbours(conn, fresh, least) - found.keys()
    return sorted(found.values(), key=lambda one: one.id)


def _seeds(conn: Connection, keys: Sequence[int]) -> Iterator[Seed]:
    columns = [ARTICLES.c[name] for name in Seed.__struct_fields__]
    for some in in_parts(keys):
        for row in conn.execute(select(*columns).where(ARTICLES.c.key.in_(some))):
            yield Seed(*row)


def _neighbours(conn: Connection, seeds: Sequence[Seed], least: float) -> Keys:
    found: Keys = set()
    shown = [one for one in seeds if not one.hidden]
    for mine, other in ((LINKS.c.a, LINKS.c.b), (LINKS.c.b, LINKS.c.a)):
        for some in in_parts([one.key for one in shown]):
            rows = select(other).where(mine.in_(some), LINKS.c.score >= least)
            found.update(conn.scalars(rows))
    for column, values in (
        (ARTICLES.c.event, {one.event for one in seeds}),
        (ARTICLES.c.given_event, {one.given_event for one in shown}),
        (ARTICLES.c.id, set(_joined(conn, [one.id for one in shown]))),
    ):
        for part in in_parts(sorted(value for value in values if value is not None)):
            found.update(conn.scalars(select(ARTICLES.c.key).where(column.in_(part))))
    return found


def _joined(conn: Connection, names: Sequence[str]) -> Iterator[str]:
    """The articles that a person said to be in one event with one of these."""
    for mine, other in (
        (DECISIONS.c.article, DECISIONS.c.other), (DECISIONS.c.other, DECISIONS.c.article),
    ):  # fmt: skip
        for some in in_parts(names):
            rows = select(other).where(
                mine.in_(some), DECISIONS.c.kind == "same", ~DECISIONS.c.undone
            )
            yield from conn.scalars(rows)


def given_events(conn: Connection, names: Sequence[str]) -> dict[str, str | None]:
    """The event keys that were given with articles, by their ids; None for those without one."""
    found: dict[str, str | None] = {}
    for some in in_parts(names):
        rows = select(ARTICLES.c.id, ARTICLES.c.given_event).where(ARTICLES.c.id.in_(some))
        found.update((row.id, row.given_event) for row in conn.execute(rows))
    return found


def waits(conn: Connection, names: Sequence[str]) -> bool:
    """Whether any of some articles (at most 500) is still to be put into its event."""
    rows = select(ARTICLES.c.key).where(ARTICLES.c.id.in_(names), ARTICLES.c.ungrouped)
    return conn.scalar(rows.limit(1)) is not None


def number_of_events(conn: Connection, names: Sequence[str]) -> int:
    """In how many events some articles (at most 500) are."""
    rows = select(func.count(ARTICLES.c.event.distinct())).where(ARTICLES.c.id.in_(names))
    return conn.scalar(rows) or 0


def is_free(conn: Connection, name: str) -> bool:
    """Whether no event has this id."""
    return conn.scalar(select(EVENTS.c.id).where(EVENTS.c.id == name)) is None


def ids_of(conn: Connection, keys: Iterable[int]) -> dict[int, str]:
    """The ids of articles by their numbers."""
    return {one.key: one.id for one in _seeds(conn, sorted(keys))}


def sizes_of(conn: Connection, names: Iterable[str]) -> dict[str, int]:
    """How many articles each of these events has."""
    found: dict[str, int] = {}
    for some in in_parts(sorted(names)):
        rows = select(EVENTS.c.id, EVENTS.c.size).where(EVENTS.c.id.in_(some))
        found.update((row.id, row.size) for row in conn.execute(rows))
    return found


def storylines_of(conn: Connection, names: Iterable[str]) -> dict[str, str | None]:
    """The storyline of each of these events that is there."""
    found: dict[str, str | None] = {}
    for some in in_parts(sorted(names)):
        rows = select(EVENTS.c.id, EVENTS.c.storyline).where(EVENTS.c.id.in_(some))
        found.update((row.id, row.storyline) for row in conn.execute(rows))
    return found


def write_events(
    conn: Connection, events: Sequence[Event], redirects: Mapping[str, str | None],
    keys: Mapping[str, int],
) -> None:  # fmt: skip
    """Write events under their ids, put the articles (`keys` by id) in them, and lead old ids to
    where they went. All events are to be placed in storylines anew."""
    upsert(conn, EVENTS, [_columns(one) for one in events])
    comparisons.drop(conn, [one.id for one in events])
    rows = [{"of": keys[name], "in": one.id} for one in events for name in one.articles]
    if rows:
        mine = ARTICLES.c.key == bindparam("of")
        conn.execute(update(ARTICLES).where(mine).values(event=bindparam("in")), rows)
    redirect(conn, redirects, [one.id for one in events])
    for some in in_parts(sorted(redirects)):
        conn.execute(update(ARTICLES).where(ARTICLES.c.event.in_(some)).values(event=None))
        conn.execute(delete(EVENTS).where(EVENTS.c.id.in_(some)))


def _columns(event: Event) -> dict[str, Any]:
    return {
        "id": event.id, "title": event.title, "start": event.start, "end": event.end,
        "size": len(event.articles), "independent": event.independent,
        "storyline": event.storyline, "unplaced": True, "unjudged": True,
        "record": msgspec.json.encode(event),
    }  # fmt: skip


def redirect(conn: Connection, redirects: Mapping[str, str | None], alive: Collection[str]) -> None:
    """Lead ids to where they went, and with them those that led to them; ids that are `alive`
    again lead nowhere else."""
    for some in in_parts(sorted(alive)):
        conn.execute(delete(REDIRECTS).where(REDIRECTS.c.old.in_(some)))
    for old, new in sorted(redirects.items()):
        conn.execute(update(REDIRECTS).where(REDIRECTS.c.new == old).values(new=new))
    upsert(conn, REDIRECTS, [{"old": old, "new": new} for old, new in sorted(redirects.items())])


def mark_grouped(conn: Connection, keys: Iterable[int], hidden: Iterable[int]) -> None:
    """Note that articles are in events, and hidden ones in none."""
    for some in in_parts(sorted(hidden)):
        conn.execute(update(ARTICLES).where(ARTICLES.c.key.in_(some)).values(event=None))
    for some in in_parts(sorted(keys)):
        conn.execute(update(ARTICLES).where(ARTICLES.c.key.in_(some)).values(ungrouped=False))


def unplaced(conn: Connection, most: int) -> list[str]:
    """Some of the events whose storyline is to be found, the first days first."""
    rows = select(EVENTS.c.id).where(EVENTS.c.unplaced)
    return list(conn.scalars(rows.order_by(EVENTS.c.start, EVENTS.c.id).limit(most)))


def bonds(
    conn: Connection, names: Iterable[str], least: float
) -> Iterator[tuple[str, str, str, str, float]]:
    """The scores between articles of these events and of others: event, article, other event,
    other article, score; each once for either direction that begins in one of these events."""
    one, other = ARTICLES.alias("one"), ARTICLES.alias("other")
    for mine, far in ((LINKS.c.a, LINKS.c.b), (LINKS.c.b, LINKS.c.a)):
        for some in in_parts(sorted(names)):
            rows = (
                select(one.c.event, one.c.id, other.c.event, other.c.id, LINKS.c.score)
                .join_from(one, LINKS, mine == one.c.key)
                .join(other, far == other.c.key)
                .where(one.c.event.in_(some), other.c.event != one.c.event, LINKS.c.score >= least)
            )
            for row in conn.execute(rows):
                yield tuple(row)


def in_storylines(conn: Connection, lines: Iterable[str]) -> set[str]:
    """The events of these storylines."""
    found: set[str] = set()
    for some in in_parts(sorted(lines)):
        found.update(conn.scalars(select(EVENTS.c.id).where(EVENTS.c.storyline.in_(some))))
    return found


def place(conn: Connection, events: Sequence[Event], done: Iterable[str]) -> None:
    """Write the storylines of events, and note those that are `done`."""
    rows = [
        {"of": one.id, "line": one.storyline, "told": msgspec.json.encode(one)} for one in events
    ]
    if rows:
        mine = EVENTS.c.id == bindparam("of")
        conn.execute(
            update(EVENTS)
            .where(mine)
            .values(storyline=bindparam("line"), record=bindparam("told")),
            rows,
        )
    for some in in_parts(sorted(done)):
        conn.execute(update(EVENTS).where(EVENTS.c.id.in_(some)).values(unplaced=False))
