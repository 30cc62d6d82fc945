"""Looking at everything in an archive: whether it is as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, func, select

from riwaya.kept import Damage, Verified
from riwaya.records import AnnotatedArticle
from riwaya.store.blobs import Blobs, sha256_of, unpack
from riwaya.store.schema import ARTICLES, COMPARISONS, PAGES, SHADOWS, STATEMENTS, VERSIONS
from riwaya.store.streams import in_order


def verify(conn: Connection, blobs: Blobs) -> Verified:
    """Hash every page and every record anew, and look at the database and its index."""
    damages: list[Damage] = list(_database(conn))
    pages = records = 0
    for found in _pages(conn, blobs):
        pages += 1
        damages += found
    for found in _records(conn):
        records += 1
        damages += found
    for found in _comparisons(conn):
        damages += found
    damages += _index(conn)
    return Verified(
        pages=pages, records=records, loose=sum(1 for _ in loose(conn, blobs)),
        damages=tuple(damages),
    )  # fmt: skip


def _database(conn: Connection) -> Iterator[Damage]:
    if conn.dialect.name != "sqlite":
        return
    for row in conn.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Damage(kind="database", where="", detail=str(row[0]))
    for table in conn.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Damage(kind="database", where=str(table[0]), detail="a row refers to none")


def _pages(conn: Connection, blobs: Blobs) -> Iterator[list[Damage]]:
    for part in in_order(conn, select(PAGES.c.sha256), PAGES.c.sha256):
        for (name,) in part:
            why = _page(blobs.get(conn, name), name)
            yield [Damage(kind="page", where=name, detail=why)] if why else []


def _page(packed: bytes | None, name: str) -> str | None:
    if packed is None:
        return "it is not there"
    try:
        found = sha256_of(unpack(packed))
    except ValueError as error:
        return str(error)
    return None if found == name else f"its SHA-256 is {found}"


def _records(conn: Connection) -> Iterator[list[Damage]]:
    key = (VERSIONS.c.article, VERSIONS.c.number)
    rows = select(*key, VERSIONS.c.digest, VERSIONS.c.record, ARTICLES.c.id)
    rows = rows.join(ARTICLES, VERSIONS.c.article == ARTICLES.c.key)
    for part in in_order(conn, rows, *key):
        for row in part:
            where = f"{row.id}, version {row.number}"
            yield list(_record(row.record, row.digest, row.id, where))


def _record(raw: bytes, digest: str, name: str, where: str) -> Iterator[Damage]:
    if sha256(raw).hexdigest() != digest:
        yield Damage(kind="record", where=where, detail="it is not what was written")
        return
    try:
        article = msgspec.json.decode(raw, type=AnnotatedArticle)
    except msgspec.DecodeError as error:
        yield Damage(kind="record", where=where, detail=str(error))
        return
    if article.id != name:
        yield Damage(kind="record", where=where, detail=f"it is of {article.id}")
    for start, end, text in _marks(article):
        if article.body[start:end] != text:
            yield Damage(kind="slice", where=where, detail=f"{start}:{end} is not {text!r}")


def _marks(article: AnnotatedArticle) -> Iterator[tuple[int, int, str]]:
    """The places of an article that quote it, with the words that they quote."""
    for mention in article.mentions:
        yield mention.start, mention.end, mention.text
    for time in article.times:
        yield time.start, time.end, time.text
    for figure in article.figures:
        yield figure.start, figure.end, figure.text
    for said in article.statements:
        yield said.cue.start, said.cue.end, said.cue.text


def _comparisons(conn: Connection) -> Iterator[list[Damage]]:
    key = COMPARISONS.c.event
    for part in in_order(conn, select(key, COMPARISONS.c.digest, COMPARISONS.c.packed), key):
        for row in part:
            why = _page(row.packed, row.digest)
            yield [Damage(kind="comparison", where=row.event, detail=why)] if why else []


def _index(conn: Connection) -> Iterator[Damage]:
    for kind, table in (("article", ARTICLES), ("statement", STATEMENTS)):
        there = conn.scalar(select(func.count()).select_from(table))
        rows = select(func.count()).select_from(SHADOWS).where(SHADOWS.c.kind == kind)
        held = conn.scalar(rows)
        if there != held:
            detail = f"{held} of {there} are indexed"
            yield Damage(kind="index", where=kind, detail=detail)


def loose(conn: Connection, blobs: Blobs) -> Iterator[str]:
    """Pages that no article has."""
    for name in blobs.names(conn):
        if conn.scalar(select(PAGES.c.sha256).where(PAGES.c.sha256 == name)) is None:
            yield name
