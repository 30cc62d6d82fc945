"""Comparisons kept with their events. Each says what it was made of, and whoever reads it sees
whether it is still that: an event, its articles, what people decided of these, and the code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

import riwaya
from riwaya.records import Comparison, Event
from riwaya.store.blobs import pack, unpack
from riwaya.store.decisions import standing
from riwaya.store.parts import in_parts
from riwaya.store.reading import CURRENT
from riwaya.store.schema import ARTICLES, COMPARISONS, EVENTS, VERDICTS, VERSIONS


class Judged(msgspec.Struct, frozen=True):
    """What comparing an event gave: how many points of each verdict, and the comparison, packed
    JSON with the SHA-256 of it; b"" where nothing was compared."""

    points: Mapping[str, int] = {}
    packed: bytes = b""
    digest: str = ""


def judged(comparison: Comparison, points: Mapping[str, int]) -> Judged:
    """A comparison to be kept."""
    raw = msgspec.json.encode(comparison)
    return Judged(points=points, packed=pack(raw), digest=sha256(raw).hexdigest())


def beyond(event: Event) -> list[str]:
    """The articles beside those of an event that its copies are of: comparing looks at them too."""
    return sorted({copy.of for copy in event.copies} - set(event.articles))


def stamp(conn: Connection, event: Event) -> str:
    """A word for all that the comparison of an event is made of: it changes where that does. To
    which storyline the event belongs is none of it."""
    names = sorted({*event.articles, *beyond(event)})
    digests: dict[str, str] = {}
    for some in in_parts(names):
        rows = select(ARTICLES.c.id, VERSIONS.c.digest).join_from(ARTICLES, VERSIONS, CURRENT)
        digests.update((row.id, row.digest) for row in conn.execute(rows.where(
            ARTICLES.c.id.in_(some)
        )))  # fmt: skip
    bare = msgspec.structs.replace(event, storyline=None)
    told = (code(), bare, sorted(digests.items()), sorted(standing(conn, names).items()))
    return blake2b(msgspec.json.encode(told), digest_size=16).hexdigest()


def kept(conn: Connection, event: Event, now: str) -> Comparison | None:
    """The comparison that is kept of an event, None where there is none that was made of what its
    stamp `now` stands for, or where it is damaged: `verify` tells that, and it can be made anew."""
    mine = (COMPARISONS.c.event == event.id) & (COMPARISONS.c.stamp == now)
    packed = conn.scalar(select(COMPARISONS.c.packed).where(mine))
    if packed is None:
        return None
    try:
        found = msgspec.json.decode(unpack(packed), type=Comparison)
    except ValueError:
        return None
    told = msgspec.structs.replace(found.event, storyline=event.storyline)
    return msgspec.structs.replace(found, event=told)


def keep(conn: Connection, found: Mapping[str, tuple[str, Judged]]) -> None:
    """Keep what comparing events gave, by their ids, with the stamps of what it was made of."""
    for some in in_parts(sorted(found)):
        conn.execute(delete(VERDICTS).where(VERDICTS.c.event.in_(some)))
        conn.execute(delete(COMPARISONS).where(COMPARISONS.c.event.in_(some)))
        conn.execute(update(EVENTS).where(EVENTS.c.id.in_(some)).values(unjudged=False))
    points = [
        {"event": event, "verdict": verdict, "points": points}
        for event, (_, one) in sorted(found.items())
        for verdict, points in sorted(one.points.items())
    ]
    if points:
        conn.execute(insert(VERDICTS), points)
    made = [
        {"event": event, "stamp": word, "code": code(), "digest": one.digest,
         "packed": one.packed}
        for event, (word, one) in sorted(found.items())
        if one.packed
    ]  # fmt: skip
    if made:
        conn.execute(insert(COMPARISONS), made)


def drop(conn: Connection, events: Iterable[str]) -> None:
    """Let go of the comparisons of events."""
    for some in in_parts(sorted(events)):
        conn.execute(delete(COMPARISONS).where(COMPARISONS.c.event.in_(some)))


@cache
def code() -> str:
    """A word for the code and all data that it reads: between two releases they change too."""
    found, root = sha256(), Path(riwaya.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def unjudged(conn: Connection, most: int, *, after: str) -> list[str]:
    """Some of the events whose accounts are to be compared, by id, the first behind `after`."""
    rows = select(EVENTS.c.id).where(EVENTS.c.unjudged, EVENTS.c.id > after)
    return list(conn.scalars(rows.order_by(EVENTS.c.id).limit(most)))


def mark_old(conn: Connection) -> None:
    """Have the events compared anew that were compared by another version of the code, or whose
    comparison is not there."""
    mine = select(COMPARISONS.c.event).where(COMPARISONS.c.code == code())
    old = (EVENTS.c.size > 1) & EVENTS.c.id.not_in(mine)
    conn.execute(update(EVENTS).where(old).values(unjudged=True))
