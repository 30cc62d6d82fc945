"""Asking the index: what a question is made of, and the articles or statements that answer it.

How questions are written and how hits are ordered is for others: this gives the set, each with a
plain rank.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    cast,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy import column as named
from sqlalchemy import table as view
from sqlalchemy.dialects.postgresql import TSQUERY

from riwaya.arabic import fold_key
from riwaya.errors import UsageError
from riwaya.kept import Found
from riwaya.limits import LIST_ITEMS, QUERY_PARTS
from riwaya.store.schema import ARTICLES, STATEMENTS
from riwaya.store.wanted import ALL, Wanted, conditions
from riwaya.store.words import FIELDS, Kind, term, terms

_WEIGHTS: Final = MappingProxyType({"article": (4.0, 1.0), "statement": (2.0, 1.0)})


class Words(msgspec.Struct, frozen=True):
    """These words, one right after another, in whatever form; in one field (`words.FIELDS` of the
    kind) or in any. With `prefix` the last word only begins so, and is not stemmed."""

    text: str
    field: str | None = None
    prefix: bool = False


class Question(msgspec.Struct, frozen=True):
    """What is asked for: of each group in `every` at least one, and nothing of `without`.

    >>> Question(every=((Words("الجسر"),), (Words("انهيار"), Words("سقوط"))))  # doctest: +ELLIPSIS
    Question(every=((Words(text='الجسر', ...
    """

    every: tuple[tuple[Words, ...], ...]
    without: tuple[Words, ...] = ()


def matching(
    conn: Connection, question: Question, kind: Kind, wanted: Wanted = ALL, *,
    limit: int = LIST_ITEMS, offset: int = 0, newest: bool = False,
) -> list[Found]:  # fmt: skip
    """The articles, or statements, that answer `question` and are `wanted`: the best first, or the
    newest. Refuses (UsageError) a question with too many parts, or a field that `kind` has not."""
    asked = _asked(conn, question, kind)
    if asked is None:
        return []
    found = _hits(conn, kind, asked)
    rank, key = found.c.rank, found.c.key
    if kind == "article":
        rows: Select[Any] = select(ARTICLES.c.id, literal_column("NULL").label("statement"), rank)
        rows = rows.join_from(found, ARTICLES, ARTICLES.c.key == key)
    else:
        rows = select(ARTICLES.c.id, STATEMENTS.c.id.label("statement"), rank)
        rows = rows.join_from(found, STATEMENTS, STATEMENTS.c.key == key)
        rows = rows.join(ARTICLES, ARTICLES.c.key == STATEMENTS.c.article)
    rows = rows.where(*conditions(wanted))
    by_time = ARTICLES.c.published_start.desc().nulls_last()
    order = (by_time, key.desc()) if newest else (rank.desc(), key.desc())
    rows = rows.order_by(*order).limit(limit).offset(offset)
    return [
        Found(article=row.id, statement=row.statement, rank=round(row.rank, 6))
        for row in conn.execute(rows)
    ]


def count(conn: Connection, question: Question, kind: Kind, wanted: Wanted = ALL) -> int:
    """How many articles, or statements, answer."""
    asked = _asked(conn, question, kind)
    if asked is None:
        return 0
    found = _hits(conn, kind, asked, ranked=False)
    rows = select(func.count()).select_from(found)
    if kind == "article":
        rows = rows.join(ARTICLES, ARTICLES.c.key == found.c.key)
    else:
        rows = rows.join(STATEMENTS, STATEMENTS.c.key == found.c.key)
        rows = rows.join(ARTICLES, ARTICLES.c.key == STATEMENTS.c.article)
    return conn.scalar(rows.where(*conditions(wanted))) or 0


def _hits(conn: Connection, kind: Kind, asked: str, *, ranked: bool = True) -> Any:
    """The keys that answer, with their rank, from the index alone."""
    first, second = _WEIGHTS[kind]
    index = view(f"{kind}_words")
    rank: ColumnElement[Any]
    if conn.dialect.name == "sqlite":
        key: ColumnElement[int] = named("rowid")
        holds: ColumnElement[bool] = literal_column(f"{kind}_words").op("MATCH")(literal(asked))
        rank = literal_column(f"-bm25({kind}_words, {first}, {second})")
    else:
        key, said = named("key"), cast(literal(asked), TSQUERY)
        holds = named("terms").op("@@")(said)
        weights: ColumnElement[Any] = literal_column(f"'{{0, 0, {second / first}, 1}}'::real[]")
        rank = func.ts_rank_cd(weights, named("terms"), said)
    told = rank if ranked else literal_column("0")
    rows = select(key.label("key"), told.label("rank")).select_from(index)
    return rows.where(holds).subquery("hits")


def _asked(conn: Connection, question: Question, kind: Kind) -> str | None:
    """The question as the engine wants it, None where nothing can answer."""
    parts = sum(map(len, question.every)) + len(question.without)
    if parts > QUERY_PARTS or not question.every:
        raise UsageError("bad_option", "question", f"{parts} parts, at most {QUERY_PARTS}")
    lite = conn.dialect.name == "sqlite"
    one = _for_sqlite if lite else _for_postgres
    either, both, but = (" OR ", " AND ", " NOT ") if lite else (" | ", " & ", " & !")
    groups = []
    for group in question.every:
        told = [said for words in group if (said := one(words, kind))]
        if not told:
            return None
        groups.append(f"({either.join(told)})")
    unwanted = [said for words in question.without if (said := one(words, kind))]
    found = f"({both.join(groups)})"
    return f"{found}{but}({either.join(unwanted)})" if unwanted else found


def _terms(words: Words, kind: Kind) -> Sequence[str]:
    if words.field is not None and words.field not in FIELDS[kind]:
        raise UsageError("bad_option", "question", f"{kind}: {words.field}")
    found = terms(words.text)
    if words.prefix and found:
        last = words.text.split()[-1]
        found = (*found[:-1], "".join(filter(str.isalnum, fold_key(last))) or term(last))
    return found


def _for_sqlite(words: Words, kind: Kind) -> str:
    found = _terms(words, kind)
    if not found:
        return ""
    column = f"{words.field} : " if words.field else ""
    return f'{column}"{" ".join(found)}"' + (" *" if words.prefix else "")


def _for_postgres(words: Words, kind: Kind) -> str:
    found = _terms(words, kind)
    label = "AB"[FIELDS[kind].index(words.field)] if words.field else ""
    last = len(found) - 1
    told = []
    for place, one in enumerate(found):
        marks = ("*" if words.prefix and place == last else "") + label
        told.append(f"'{one}':{marks}" if marks else f"'{one}'")
    return f"({' <-> '.join(told)})" if told else ""
