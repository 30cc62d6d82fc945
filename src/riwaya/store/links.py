"""What comparing articles found: scores of pairs, shared runs of words, and profiles as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from riwaya.store.parts import AT_ONCE, in_parts
from riwaya.store.schema import ARTICLES, LINKS, PROFILES, TAKEN

_ANY: Final = ("key", "id", "day", "changes", "unlinked")


class Row(msgspec.Struct, frozen=True):
    """An article in the stream of those that are to be compared: whether it is `fresh`, how often
    it was changed, and its packed profile where one with the right stamp is kept."""

    key: int
    id: str
    day: int | None
    changes: int
    fresh: bool
    profile: bytes | None


def upsert(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; one with the key of a row that is there takes its place."""
    if not rows:
        return
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    made = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    rest = {name: made.excluded[name] for name in rows[0] if name not in keys}
    conn.execute(made.on_conflict_do_update(index_elements=keys, set_=rest), list(rows))


def fresh_days(conn: Connection) -> tuple[list[int], bool]:
    """The days of the articles that are to be compared, and whether there are any without a day."""
    wanted = and_(ARTICLES.c.unlinked, ~ARTICLES.c.hidden)
    days = conn.scalars(select(ARTICLES.c.day).where(wanted).distinct()).all()
    return sorted(day for day in days if day is not None), None in days


def stream(
    conn: Connection, condition: ColumnElement[bool], stamp: str, after: Row | None
) -> list[Row]:
    """The next articles of a stream under a condition, by day and id, those without a day by id."""
    columns = [ARTICLES.c[name] for name in _ANY]
    kept = and_(PROFILES.c.article == ARTICLES.c.key, PROFILES.c.stamp == stamp)
    rows = select(*columns, PROFILES.c.data).outerjoin(PROFILES, kept)
    rows = rows.where(condition, ~ARTICLES.c.hidden).limit(AT_ONCE)
    if after is None:
        pass
    elif after.day is None:
        rows = rows.where(ARTICLES.c.id > after.id)
    else:
        rows = rows.where(tuple_(ARTICLES.c.day, ARTICLES.c.id) > tuple_(after.day, after.id))
    found = conn.execute(rows.order_by(ARTICLES.c.day, ARTICLES.c.id))
    return [
        Row(row.key, row.id, row.day, row.changes, fresh=row.unlinked, profile=row.data)
        for row in found
    ]


def between(first: int, last: int) -> ColumnElement[bool]:
    """Articles of these days."""
    return ARTICLES.c.day.between(first, last)


def undated(conn: Connection, most: int, *, fresh: bool) -> ColumnElement[bool]:
    """Articles without a day: the newest `most` that were compared, and `fresh` ones if wanted."""
    newest = (
        select(ARTICLES.c.key).where(ARTICLES.c.day.is_(None), ~ARTICLES.c.unlinked)
        .order_by(ARTICLES.c.key.desc()).limit(1).offset(most)
    )  # fmt: skip
    first = conn.scalar(newest) or 0
    before = and_(~ARTICLES.c.unlinked, ARTICLES.c.key > first)
    return and_(ARTICLES.c.day.is_(None), or_(ARTICLES.c.unlinked, before) if fresh else before)


def newest_days(conn: Connection, most: int) -> ColumnElement[bool]:
    """The newest articles with a day, by days, until there are `most`."""
    return ARTICLES.c.day > newest_day(conn, most)


def newest_day(conn: Connection, most: int) -> int:
    """The day after which there are no more than `most` articles; 0 where there are fewer."""
    rows = select(ARTICLES.c.day).where(ARTICLES.c.day.is_not(None))
    return conn.scalar(rows.order_by(ARTICLES.c.day.desc()).limit(1).offset(most)) or 0


def forget_fresh(conn: Connection) -> None:
    """Drop what is known of articles that are to be compared anew."""
    again = select(ARTICLES.c.key).where(ARTICLES.c.unlinked, ARTICLES.c.changes > 0)
    if conn.scalar(select(func.count()).select_from(again.subquery())):
        for table in (LINKS, TAKEN):
            conn.execute(delete(table).where(or_(table.c.a.in_(again), table.c.b.in_(again))))


def save(
    conn: Connection, links: Iterable[tuple[int, int, float]],
    taken: Sequence[tuple[int, int, int, int, int]], profiles: Mapping[int, bytes], stamp: str,
) -> None:  # fmt: skip
    """Keep what was found of pairs (keys, score; keys, shared runs, runs of each)."""
    upsert(conn, LINKS, [
        {"a": min(a, b), "b": max(a, b), "score": score} for a, b, score in links
    ])  # fmt: skip
    upsert(conn, TAKEN, [
        {"a": a, "b": b, "common": common, "a_runs": mine, "b_runs": other} if a < b else
        {"a": b, "b": a, "common": common, "a_runs": other, "b_runs": mine}
        for a, b, common, mine, other in taken
    ])  # fmt: skip
    # What is a copy may be one of the articles that were grouped before.
    again = sorted({key for pair in taken for key in pair[:2]})
    for some in in_parts(again):
        conn.execute(update(ARTICLES).where(ARTICLES.c.key.in_(some)).values(ungrouped=True))
    upsert(conn, PROFILES, [
        {"article": key, "stamp": stamp, "data": data} for key, data in profiles.items()
    ])  # fmt: skip


def mark_linked(conn: Connection, rows: Iterable[Row]) -> None:
    """Note that articles were compared, unless they were changed meanwhile."""
    done = [{"of": row.key, "at": row.changes} for row in rows]
    if done:
        mine = (ARTICLES.c.key == bindparam("of")) & (ARTICLES.c.changes == bindparam("at"))
        conn.execute(update(ARTICLES).where(mine).values(unlinked=False, ungrouped=True), done)


def mark_unlinked(conn: Connection) -> None:
    """Have all articles compared anew."""
    conn.execute(update(ARTICLES).values(unlinked=True, changes=ARTICLES.c.changes + 1))


def prune(conn: Connection, first: int) -> None:
    """Drop the profiles of articles before a day."""
    old = select(ARTICLES.c.key).where(ARTICLES.c.day < first)
    conn.execute(delete(PROFILES).where(PROFILES.c.article.in_(old)))


def links_of(
    conn: Connection, keys: Sequence[int], least: float
) -> Iterator[tuple[int, int, float]]:
    """The scores from `least` on of pairs with one of these articles in them, each pair once."""
    yield from _touching(conn, LINKS, keys, LINKS.c.score >= least)


def taken_of(conn: Connection, keys: Sequence[int]) -> Iterator[tuple[int, int, int, int, int]]:
    """The shared runs of pairs with one of these articles in them, each pair once."""
    yield from _touching(conn, TAKEN, keys)


def _touching(conn: Connection, table: Table, keys: Sequence[int], *more: Any) -> Iterator[Any]:
    mine = set(keys)
    for some in in_parts(keys):
        yield from conn.execute(select(*table.c).where(table.c.a.in_(some), *more))
        back = select(*table.c).where(table.c.b.in_(some), *more)
        yield from (row for row in conn.execute(back) if row.a not in mine)
