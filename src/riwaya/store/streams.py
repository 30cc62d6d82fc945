"""All of an archive, record by record, in an order that depends on nothing but ids: for export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Select, select, tuple_

from riwaya.kept import KeptDecision
from riwaya.records import AnnotatedArticle, Event
from riwaya.store.reading import CURRENT, decoded_events, read_out
from riwaya.store.schema import ARTICLES, DECISIONS, EVENTS, VERSIONS
from riwaya.store.wanted import ALL, ALL_EVENTS, Wanted, WantedEvents, conditions, event_conditions

_AT_ONCE: Final = 200


def articles(conn: Connection, wanted: Wanted = ALL) -> Iterator[AnnotatedArticle]:
    """The newest version of each article, with what people decided of it, by id."""
    rows = select(ARTICLES.c.id, VERSIONS.c.record).join(VERSIONS, CURRENT)
    for part in in_order(conn, rows.where(*conditions(wanted)), ARTICLES.c.id):
        yield from read_out(conn, [row.record for row in part])


def events(conn: Connection, wanted: WantedEvents = ALL_EVENTS) -> Iterator[Event]:
    """All events, by id."""
    rows = select(EVENTS.c.id, EVENTS.c.record).where(*event_conditions(wanted))
    for part in in_order(conn, rows, EVENTS.c.id):
        yield from decoded_events(row.record for row in part)


def decisions(conn: Connection) -> Iterator[KeptDecision]:
    """All decisions, also those that were taken back, in the order in which they were made."""
    rows = select(DECISIONS.c.id, DECISIONS.c.record)
    for part in in_order(conn, rows, DECISIONS.c.id):
        yield from (msgspec.json.decode(row.record, type=KeptDecision) for row in part)


def in_order(conn: Connection, rows: Select[Any], *key: Column[Any]) -> Iterator[list[Any]]:
    """All rows, some at a time, by the columns that tell them apart, which are among theirs."""
    rows = rows.order_by(*key).limit(_AT_ONCE)
    part = conn.execute(rows).all()
    while part:
        yield list(part)
        last = [getattr(part[-1], column.name) for column in key]
        part = conn.execute(rows.where(tuple_(*key) > tuple_(*last))).all()
