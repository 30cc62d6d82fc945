"""Answers about events, comparisons and storylines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection

from riwaya.errors import UsageError
from riwaya.limits import RANKED
from riwaya.records import Comparison, Event
from riwaya.store import WantedEvents, overview, reading
from riwaya.store.parts import in_parts
from riwaya.web.answers import (
    EventItem,
    EventItems,
    Points,
    Storyline,
    StorylineItem,
    StorylineItems,
    Total,
)
from riwaya.web.cursors import limit_of, offset_of, part_of, parted
from riwaya.web.parameters import DECIDED, LISTED, Asked, Parameter
from riwaya.web.sources import Sources

EVENTS: Final = (
    Parameter(
        name="view", kind="choice", choices=("new", "growing", "contested"), default="new",
        about="The newest first; those with most accounts in the last week; those with contested "
        "points, the newest first.",
    ),
    Parameter(name="accounts", kind="number", least=1, most=200, default=1,
              about="With so many accounts or more."),
    Parameter(name="since", kind="day", about="On this day or later."),
    Parameter(name="until", kind="day", about="On this day or earlier."),
    *LISTED,
)  # fmt: skip
STORYLINES: Final = LISTED
SHOWN: Final = (
    Parameter(name="show", kind="numbers", least=1, most=1_000,
              about="The accounts in columns, by their places in the event."),
    Parameter(name="copies", kind="flag", about="Whether copies have columns of their own."),
    Parameter(name="other", kind="text", about="An event that may be one with this, by its id."),
    DECIDED,
)  # fmt: skip


def events(sources: Sources, asked: Asked) -> EventItems:
    """A part of the list of events."""
    view = asked.text("view") or "new"
    with sources.archive.reading() as conn:
        if view == "growing":
            return _growing(conn, asked)
        if view == "contested":
            return _contested(conn, asked)
        wanted = _wanted(asked)
        part = reading.events(conn, wanted, limit=limit_of(asked), cursor=asked.text("cursor"))
        return EventItems(
            items=_items(conn, part.items), next=part.next,
            total=Total(value=overview.number_of_events(conn, wanted)),
        )  # fmt: skip


def _wanted(asked: Asked) -> WantedEvents:
    return WantedEvents(
        accounts=asked.number("accounts", 1), since=asked.text("since"), until=asked.text("until")
    )


def _growing(conn: Connection, asked: Asked) -> EventItems:
    offset, limit = offset_of(asked), limit_of(asked)
    last = overview.last_day(conn)
    if last is None:
        return EventItems(items=())
    found = overview.growing(conn, last, limit + 1, offset)
    shown, following = parted(found, limit, offset)
    lately = {one.event.id: one.lately for one in shown}
    items = _items(conn, [one.event for one in shown])
    items = tuple(msgspec.structs.replace(one, lately=lately[one.id]) for one in items)
    return EventItems(items=items, next=following, until=last.isoformat())


def _contested(conn: Connection, asked: Asked) -> EventItems:
    offset, limit = offset_of(asked), limit_of(asked)
    shown, following = parted(overview.contested(conn, limit + 1, offset), limit, offset)
    total = Total(value=overview.number_contested(conn))
    return EventItems(items=_items(conn, shown), next=following, total=total)


def _items(conn: Connection, found: Iterable[Event]) -> tuple[EventItem, ...]:
    shown = list(found)
    names = [one.id for one in shown]
    outlets, verdicts = overview.outlets_of(conn, names), overview.verdicts_of(conn, names)
    return tuple(
        EventItem(
            **msgspec.structs.asdict(one), outlets=outlets.get(one.id, ()),
            points=Points(**verdicts[one.id]) if one.id in verdicts else None,
        )
        for one in shown
    )  # fmt: skip


def event(sources: Sources, asked: Asked) -> EventItem:
    """An event. Refuses (UsageError, `moved`) an id that went into another, whose id is told."""
    with sources.archive.reading() as conn:
        found = reading.event(conn, asked.path["id"])
        _unmoved(asked.path["id"], found.id)
        return _items(conn, [found])[0]


def _unmoved(wanted: str, found: str) -> None:
    if wanted != found:
        raise UsageError("moved", wanted, found)


def comparison(sources: Sources, asked: Asked) -> Comparison:
    """The comparison of an event, also of one with a single account."""
    found = sources.comparison(asked.path["id"])
    _unmoved(asked.path["id"], found.event.id)
    return found


def storylines(sources: Sources, asked: Asked) -> StorylineItems:
    """A part of the list of storylines."""
    every = sources.whole("storylines", lambda conn: overview.storylines(conn, RANKED, 0))
    shown, following = part_of(every, asked)
    with sources.archive.reading() as conn:
        largest = overview.largest_of(conn, [one.id for one in shown])
    items = tuple(
        StorylineItem(
            id=one.id, title=largest[one.id].title if one.id in largest else None,
            events=one.events, articles=one.articles, start=one.start, end=one.end,
        )
        for one in shown
    )  # fmt: skip
    return StorylineItems(items=items, next=following)


def storyline(sources: Sources, asked: Asked) -> Storyline:
    """A storyline with its events, the first day first."""
    name = asked.path["id"]
    with sources.archive.reading() as conn:
        found = reading.storyline(conn, name)
        _unmoved(name, found[0].storyline or name)
        items = _many(conn, found)
    largest = max(found, key=lambda one: (len(one.articles), one.id))
    return Storyline(
        id=name, title=largest.title, events=items,
        articles=sum(len(one.articles) for one in found),
        outlets=tuple(sorted({outlet for one in items for outlet in one.outlets})),
    )  # fmt: skip


def _many(conn: Connection, found: Sequence[Event]) -> tuple[EventItem, ...]:
    return tuple(one for part in in_parts(found) for one in _items(conn, part))
