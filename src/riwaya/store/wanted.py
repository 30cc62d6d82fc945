"""Which articles a list or a search is to give, and cursors, by which a list goes on."""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, tuple_

from riwaya.errors import UsageError
from riwaya.store.schema import ARTICLES, EVENTS

T = TypeVar("T")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What articles must be to be given: of an `outlet`, published on `since` (ISO day) or later,
    on `until` or earlier, in an `event`; with `hidden` also those that a person hid."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    event: str | None = None
    hidden: bool = False


ALL: Final = Wanted()
SHOWN: Final = ARTICLES.c.hidden.is_(False)
"""That no person hid an article."""

MONTH: Final = func.substr(ARTICLES.c.published_start, 1, 7)
"""The month of publication (`2024-05`)."""

_AFTER_ALL: Final = "\uffff"


def conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions on ARTICLES. An article without a day is in no span of days."""
    found: list[ColumnElement[bool]] = []
    if not wanted.hidden:
        found.append(SHOWN)
    if wanted.outlet is not None:
        found.append(ARTICLES.c.outlet == wanted.outlet)
    found += published(wanted.since, wanted.until)
    if wanted.event is not None:
        found.append(ARTICLES.c.event == wanted.event)
    return found


def published(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """That articles were published on `since` (ISO day) or later, and on `until` or earlier."""
    columns = (ARTICLES.c.published_start, ARTICLES.c.published_end)
    return _between(*columns, since=since, until=until)


def _between(
    start: ColumnElement[Any], end: ColumnElement[Any], *, since: str | None, until: str | None
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if since is not None:
        found.append(end >= since)
    if until is not None:
        found.append(start <= until + _AFTER_ALL)
    return found


class WantedEvents(msgspec.Struct, frozen=True, kw_only=True):
    """What events must be to be given: with so many accounts, between two ISO days, of a
    `storyline`."""

    accounts: int = 1
    since: str | None = None
    until: str | None = None
    storyline: str | None = None


ALL_EVENTS: Final = WantedEvents()


def event_conditions(wanted: WantedEvents) -> list[ColumnElement[bool]]:
    """The conditions on EVENTS."""
    found: list[ColumnElement[bool]] = []
    if wanted.accounts > 1:
        found.append(EVENTS.c.size >= wanted.accounts)
    found += _between(EVENTS.c.start, EVENTS.c.end, since=wanted.since, until=wanted.until)
    if wanted.storyline is not None:
        found.append(EVENTS.c.storyline == wanted.storyline)
    return found


def cursor_of(place: tuple[object, ...]) -> str:
    """Where a list goes on, as a word that means nothing to its reader."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place_of(cursor: str, kind: type[T]) -> T:
    """The place behind a cursor, a tuple of a `kind`. Refuses (UsageError) what is none.

    >>> place_of(cursor_of(("2024-05-09", 7)), tuple[str, int])
    ('2024-05-09', 7)
    """
    try:
        raw = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
        return msgspec.json.decode(raw, type=kind)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise UsageError("bad_cursor", cursor) from None


def part(
    conn: Connection, rows: Select[Any], day: Any, rest: Any, *, limit: int,
    cursor: str | None, kind: type[int] | type[str],
) -> list[Row[Any]]:  # fmt: skip
    """Up to `limit` rows after a cursor of a list that begins with the newest day and ends with
    what has none; of one day the greatest of the rest comes first."""
    places: Any = tuple[str | None, kind]  # type: ignore[valid-type]
    place: Any = place_of(cursor, places) if cursor is not None else None
    found: list[Row[Any]] = []
    if place is None or place[0] is not None:
        dated = rows.where(day.is_not(None)).order_by(day.desc(), rest.desc()).limit(limit)
        if place is not None:
            dated = dated.where(tuple_(day, rest) < tuple_(*place))
        found += conn.execute(dated)
    if len(found) < limit:
        undated = rows.where(day.is_(None)).order_by(rest.desc()).limit(limit - len(found))
        if place is not None and place[0] is None:
            undated = undated.where(rest < place[1])
        found += conn.execute(undated)
    return found
