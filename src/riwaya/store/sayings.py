"""Who is said to have said what, over a whole archive: speakers, their statements, and counts.

Statements in articles that a person hid are never given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, desc, func, select

from riwaya.arabic import fold_key
from riwaya.limits import COUNTED_ROWS
from riwaya.records import Record
from riwaya.store.schema import ARTICLES, STATEMENTS
from riwaya.store.wanted import MONTH, SHOWN


class SpeakerRow(Record, frozen=True):
    """Someone who is said to have said something: the folded name by which statements are found,
    and how many there are."""

    key: str
    statements: int


class SaidRow(Record, frozen=True):
    """Where a statement stands: its article, its id there, and what is known of the article."""

    article: str
    statement: str
    stance: str
    outlet: str | None
    start: str | None
    event: str | None


class SaidCount(Record, frozen=True):
    """Statements of one stance in one outlet in one month (`2024-05`), each None where unknown."""

    stance: str
    outlet: str | None
    month: str | None
    count: int


def speakers(conn: Connection, limit: int, offset: int) -> list[SpeakerRow]:
    """Who is said to have said most, the most first."""
    count = func.count().label("statements")
    hidden = select(ARTICLES.c.key).where(ARTICLES.c.hidden)
    rows = (
        select(STATEMENTS.c.speaker, count)
        .where(STATEMENTS.c.speaker.is_not(None), STATEMENTS.c.article.not_in(hidden))
        .group_by(STATEMENTS.c.speaker).order_by(desc("statements"), STATEMENTS.c.speaker)
        .limit(limit).offset(offset)
    )  # fmt: skip
    return [SpeakerRow(key=key, statements=found) for key, found in conn.execute(rows)]


def statements_by(
    conn: Connection, name: str, *, outlet: str | None = None, stance: str | None = None,
    limit: int, offset: int = 0,
) -> list[SaidRow]:  # fmt: skip
    """Statements of a speaker, by a name in any spelling, the newest first."""
    wanted = [STATEMENTS.c.speaker == fold_key(name), SHOWN]
    wanted += [ARTICLES.c.outlet == outlet] if outlet is not None else []
    wanted += [STATEMENTS.c.stance == stance] if stance is not None else []
    rows = _said_rows().where(*wanted)
    newest = ARTICLES.c.published_start.desc().nulls_last()
    rows = rows.order_by(newest, STATEMENTS.c.key.desc()).limit(limit).offset(offset)
    return [_said(row) for row in conn.execute(rows)]


def latest_by(conn: Connection, keys: Sequence[str]) -> dict[str, SaidRow]:
    """Of each of these speakers (folded names) the statement that was added last."""
    found: dict[str, SaidRow] = {}
    for key in keys:
        last = select(func.max(STATEMENTS.c.key)).where(STATEMENTS.c.speaker == key)
        rows = _said_rows().where(STATEMENTS.c.key == last.scalar_subquery())
        found.update((key, _said(row)) for row in conn.execute(rows))
    return found


def _said_rows() -> Select[Any]:
    columns = (
        ARTICLES.c.id.label("article"), STATEMENTS.c.id.label("statement"), STATEMENTS.c.stance,
        ARTICLES.c.outlet, ARTICLES.c.published_start.label("start"), ARTICLES.c.event,
    )  # fmt: skip
    return select(*columns).join(ARTICLES, ARTICLES.c.key == STATEMENTS.c.article)


def _said(row: Row[Any]) -> SaidRow:
    return SaidRow(**{name: getattr(row, name) for name in SaidRow.__struct_fields__})


def counts_by(conn: Connection, name: str) -> list[SaidCount]:
    """How many statements of a speaker there are by stance, outlet and month, of the newest
    `COUNTED_ROWS`."""
    rows = (
        select(STATEMENTS.c.stance, ARTICLES.c.outlet, MONTH.label("month"))
        .join(ARTICLES, ARTICLES.c.key == STATEMENTS.c.article)
        .where(STATEMENTS.c.speaker == fold_key(name), SHOWN)
        .order_by(STATEMENTS.c.key.desc()).limit(COUNTED_ROWS).subquery()
    )  # fmt: skip
    parts = (rows.c.stance, rows.c.outlet, rows.c.month)
    found = select(*parts, func.count().label("count")).group_by(*parts).order_by(*parts)
    fields = SaidCount.__struct_fields__
    return [
        SaidCount(**{name: row._mapping[name] for name in fields})  # noqa: SLF001 - a public name
        for row in conn.execute(found)
    ]
