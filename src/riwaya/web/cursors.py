"""Cursors of lists that the server itself counts through: a place as a word that means nothing."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from riwaya.errors import UsageError
from riwaya.limits import WEB_ITEMS
from riwaya.web.parameters import Asked

T = TypeVar("T")
_MOST = 1_000_000


def limit_of(asked: Asked) -> int:
    """How many items one part of a list has."""
    return asked.number("limit", WEB_ITEMS)


def offset_of(asked: Asked) -> int:
    """Where a list goes on. Refuses (UsageError, `bad_cursor`) what is no cursor of such a list."""
    cursor = asked.text("cursor")
    if cursor is None:
        return 0
    try:
        raw = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error):
        raise UsageError("bad_cursor", cursor) from None
    number = raw.removeprefix("at ")
    if number == raw or not number.isascii() or not number.isdigit() or len(number) > 7:
        raise UsageError("bad_cursor", cursor)
    if int(number) > _MOST:
        raise UsageError("bad_cursor", cursor)
    return int(number)


def cursor_at(offset: int) -> str:
    """The cursor of a place.

    >>> offset_of(Asked(path={}, query={"cursor": cursor_at(30)}))
    30
    """
    return base64.urlsafe_b64encode(f"at {offset}".encode()).decode().rstrip("=")


def parted(found: Sequence[T], limit: int, offset: int) -> tuple[tuple[T, ...], str | None]:
    """The first `limit` of what was found, and the cursor of the rest where there is any."""
    more = len(found) > limit
    return tuple(found[:limit]), cursor_at(offset + limit) if more else None


def part_of(every: Sequence[T], asked: Asked) -> tuple[tuple[T, ...], str | None]:
    """The part of a whole list that is asked for, and the cursor of the rest where there is any.

    >>> items, following = part_of(["حلب", "حمص", "حماة"], Asked(path={}, query={"limit": 2}))
    >>> part_of(["حلب", "حمص", "حماة"], Asked(path={}, query={"cursor": following}))
    (('حماة',), None)
    """
    offset, limit = offset_of(asked), limit_of(asked)
    return parted(every[offset : offset + limit + 1], limit, offset)
