"""Deleting for good: page, texts, index, decisions. What stays is that it was deleted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, Engine, delete, or_, select, text, update

from riwaya.errors import UsageError
from riwaya.kept import Deletion
from riwaya.records import Event
from riwaya.store import comparisons, derived
from riwaya.store.blobs import Blobs
from riwaya.store.schema import (
    ARTICLES,
    DECISIONS,
    DELETIONS,
    EVENTS,
    FORGOTTEN,
    PAGES,
    REDIRECTS,
    TAKEN,
)


def forget(conn: Connection, deletion: Deletion) -> Deletion:
    """Delete an article with all its versions and pages; the pages themselves go with
    `drop_pages`, when this is kept. Refuses (UsageError) an unknown id."""
    columns = (ARTICLES.c.key, ARTICLES.c.event)
    row = conn.execute(select(*columns).where(ARTICLES.c.id == deletion.article)).first()
    if row is None:
        raise UsageError("no_such", deletion.article)
    pages = conn.scalars(select(PAGES.c.sha256).where(PAGES.c.article == row.key)).all()
    done = msgspec.structs.replace(deletion, pages=len(pages))
    number = conn.scalar(
        DELETIONS.insert().values(msgspec.structs.asdict(done)).returning(DELETIONS.c.id)
    )
    conn.execute(FORGOTTEN.insert(), [{"sha256": one, "deletion": number} for one in pages])
    derived.drop(conn, [row.key])
    conn.execute(delete(DECISIONS).where(
        or_(DECISIONS.c.article == deletion.article, DECISIONS.c.other == deletion.article)
    ))  # fmt: skip
    _regroup_copies(conn, row.key)
    conn.execute(delete(ARTICLES).where(ARTICLES.c.key == row.key))
    if row.event is not None:
        comparisons.drop(conn, [row.event])
        _leave(conn, row.event)
    return done


def _regroup_copies(conn: Connection, key: int) -> None:
    """Have the articles that shared text with it grouped anew: it was an origin, or a copy."""
    for mine, other in ((TAKEN.c.a, TAKEN.c.b), (TAKEN.c.b, TAKEN.c.a)):
        shared = select(other).where(mine == key)
        conn.execute(update(ARTICLES).where(ARTICLES.c.key.in_(shared)).values(ungrouped=True))


def _leave(conn: Connection, name: str) -> None:
    """Take out of an event what an article told it; what is left is made anew by grouping."""
    rest = conn.scalars(select(ARTICLES.c.id).where(ARTICLES.c.event == name)).all()
    if rest:
        bare = Event(id=name, title=None, articles=tuple(sorted(rest)), independent=len(rest))
        conn.execute(
            update(EVENTS).where(EVENTS.c.id == name).values(
                title=None, size=len(rest), independent=len(rest), unplaced=True, unjudged=True,
                record=msgspec.json.encode(bare),
            )
        )  # fmt: skip
        conn.execute(update(ARTICLES).where(ARTICLES.c.event == name).values(ungrouped=True))
    else:
        conn.execute(delete(EVENTS).where(EVENTS.c.id == name))
        conn.execute(update(REDIRECTS).where(REDIRECTS.c.new == name).values(new=None))
        conn.execute(REDIRECTS.insert().values(old=name, new=None))


def drop_pages(conn: Connection, blobs: Blobs) -> None:
    """Delete the pages of all that was forgotten, also those that an earlier run left."""
    blobs.drop(conn, conn.scalars(select(FORGOTTEN.c.sha256)).all())


def wipe(engine: Engine) -> None:
    """Let nothing of what was deleted be left in the files of the database."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as conn:
            raw = conn.connection.cursor()
            conn.rollback()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM"))


def every(conn: Connection) -> Sequence[Deletion]:
    """What was deleted, in its order."""
    fields = [DELETIONS.c[name] for name in Deletion.__struct_fields__]
    return [
        Deletion(**row._mapping)  # noqa: SLF001 - the mapping of a row is its public face
        for row in conn.execute(select(*fields).order_by(DELETIONS.c.id))
    ]
