"""The kept pages once more, and the records that a new reading of them gives."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, select, tuple_, update

from riwaya.kept import Captured
from riwaya.records import AnnotatedArticle
from riwaya.store.identity import told_of
from riwaya.store.schema import ARTICLES, PAGES, VERSIONS
from riwaya.store.touched import restate

Place = tuple[int, int]
"""The number of an article, and that of a version."""


class Reread(msgspec.Struct, frozen=True):
    """A version that is to be read anew: its place, the article's id, and its page."""

    place: Place
    id: str
    page: Captured


def pages(conn: Connection, after: Place, most: int) -> list[Reread]:
    """The next versions, each with the page that it was read from."""
    columns = (VERSIONS.c.article, VERSIONS.c.number, ARTICLES.c.id, PAGES.c.head)
    rows = select(*columns).join(PAGES, PAGES.c.sha256 == VERSIONS.c.sha256)
    rows = rows.join(ARTICLES, ARTICLES.c.key == VERSIONS.c.article)
    place = tuple_(VERSIONS.c.article, VERSIONS.c.number)
    rows = rows.where(place > tuple_(*after)).order_by(VERSIONS.c.article, VERSIONS.c.number)
    return [
        Reread((row.article, row.number), row.id, msgspec.json.decode(row.head, type=Captured))
        for row in conn.execute(rows.limit(most))
    ]


def replace(conn: Connection, read: Sequence[tuple[Reread, AnnotatedArticle]]) -> int:
    """Put new readings in the place of the old ones; how many differ."""
    changed = 0
    for one, article in read:
        changed += _replace(conn, one, msgspec.structs.replace(article, id=one.id))
    return changed


def _replace(conn: Connection, one: Reread, article: AnnotatedArticle) -> bool:
    record = msgspec.json.encode(article)
    digest = sha256(record).hexdigest()
    key, number = one.place
    mine = (VERSIONS.c.article == key) & (VERSIONS.c.number == number)
    if conn.scalar(select(VERSIONS.c.digest).where(mine)) in (digest, None):
        return False
    new = {"record": record, "digest": digest, "told": told_of(article)}
    conn.execute(update(VERSIONS).where(mine).values(new))
    if conn.scalar(select(ARTICLES.c.version).where(ARTICLES.c.key == key)) == number:
        restate(conn, key)
    return True
