"""Taking pages in: a page that is there already changes nothing, a changed article is a new
version, and everything of a batch is kept or nothing of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from riwaya.kept import Added, Incoming
from riwaya.store.parts import in_parts
from riwaya.store.schema import FORGOTTEN, PAGES
from riwaya.store.taking import Taking


def known(conn: Connection, names: Sequence[str]) -> dict[str, bool]:
    """Those of the pages (SHA-256) that are not to be taken in, True where they were deleted."""
    found: dict[str, bool] = {}
    for some in in_parts(names):
        found.update(
            dict.fromkeys(
                conn.scalars(select(PAGES.c.sha256).where(PAGES.c.sha256.in_(some))), False
            )
        )
        gone = select(FORGOTTEN.c.sha256).where(FORGOTTEN.c.sha256.in_(some))
        found.update(dict.fromkeys(conn.scalars(gone), True))
    return found


def add(conn: Connection, batch: Sequence[Incoming], now: str) -> Added:
    """Take a batch in, in its order; `now` (ISO 8601) is when."""
    there = known(conn, [one.page.sha256 for one in batch])
    taking = Taking(conn, now)
    taking.look_up(one for one in batch if one.page.sha256 not in there)
    counts = dict.fromkeys(Added.__struct_fields__, 0)
    for one in batch:
        name = one.page.sha256
        if name in there:
            counts["forgotten" if there[name] else "known"] += 1
        else:
            there[name] = False
            counts[taking.take(one)] += 1
    taking.write()
    return Added(**counts)
