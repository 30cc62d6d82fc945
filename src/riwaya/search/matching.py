"""Which articles or statements of an archive answer a query, how many, and how well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, cast

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
)
from sqlalchemy import table as view

from riwaya.limits import HITS_AT_ONCE, RANKED_HITS
from riwaya.search.asked import Asked, Clause, Group
from riwaya.search.compiled import Dialect
from riwaya.search.fields import Filter, Resolved
from riwaya.store.schema import ARTICLES, NAMED, STATEMENTS, VERDICTS
from riwaya.store.wanted import published
from riwaya.store.words import Kind

_WEIGHTS: Final = {"article": (4.0, 1.0, 3.0, 1.0), "statement": (2.0, 1.0, 1.5, 1.0)}
Condition = ColumnElement[bool]


class Candidate(msgspec.Struct, gc=False):
    """A hit before it is read: its numbers, how well it fits, and what it is ordered and counted
    by."""

    key: int
    score: float
    article: int
    id: str
    start: str | None
    end: str | None
    outlet: str | None
    event: str | None
    statement: str | None = None
    speaker: str | None = None
    stance: str | None = None


class Matching:
    """A query against the index of an archive."""

    def __init__(self, conn: Connection, kind: Kind, asked: Asked, fields: Resolved) -> None:
        self.conn, self.kind = conn, kind
        self.asked, self.fields = asked, fields
        self.lite = conn.dialect.name == "sqlite"
        self.name = cast("Literal['sqlite', 'postgresql']", conn.dialect.name)
        self.dialect = Dialect(self.name, kind)
        self.question = self.dialect.clauses(asked.clauses)
        self.bound = 0
        self.conditions = self._conditions()

    # --- what is asked ------------------------------------------------------------------------

    def count(self, *, more: str | None = None) -> int:
        """How many answer; with `more` how many of them hold that too."""
        question = self.question if more is None else self._both(self.question, more)
        rows = select(func.count()).select_from(self._table(question))
        where = [*([self._match(question)] if question else []), *self.conditions]
        return self.conn.scalar(rows.where(*where)) or 0

    def candidates(self, *, newest: bool, window: int) -> tuple[list[Candidate], int]:
        """The hits of one window of HITS_AT_ONCE, and how many hits there are in all. Where there
        are more than RANKED_HITS, they are those added last and those with all words in the title,
        and there is one window."""
        first = window * HITS_AT_ONCE
        if self.question is None:
            return self._listed(first), self.count()
        if first >= RANKED_HITS:
            return [], self.count()
        found, total = self._ranked(self.question, newest=newest, first=first)
        if total >= RANKED_HITS or (first and not found):
            total = self.count()
        if total > RANKED_HITS and self.kind == "article" and not newest:
            there = {one.key: one for one in found}
            narrowed = Dialect(self.name, self.kind, "title").clauses(self.asked.clauses)
            for one in self._ranked(narrowed or "", newest=False, first=0)[0]:
                if one.key in there:
                    there[one.key].score += one.score
                else:
                    found.append(one)
        return found, total

    def holds(self, group: Group) -> bool:
        """Whether any text has a group, whatever else is asked for."""
        question = self.dialect.any_of([group])
        rows: Any = select(literal_column("1")).select_from(self._table(question))
        return self.conn.scalar(rows.where(self._match(question)).limit(1)) is not None

    def _both(self, one: str | None, other: str) -> str:
        if one is None:
            return other
        return f"({one}) AND ({other})" if self.lite else f"({one}) & ({other})"

    # --- the index ------------------------------------------------------------------------------

    def _table(self, question: str | None) -> Any:
        if question is not None:
            return view(f"{self.kind}_words")
        return ARTICLES if self.kind == "article" else STATEMENTS

    def _key(self) -> ColumnElement[int]:
        if self.question is None:
            return cast("ColumnElement[int]", self._table(None).c.key)
        # With a sign, so that SQLite does not look up each key in the index of words.
        return literal_column(
            f"+{self.kind}_words.rowid" if self.lite else f"{self.kind}_words.key"
        )

    def _match(self, question: str, kind: Kind | None = None) -> Condition:
        self.bound += 1
        name = f"asked_{self.bound}"
        holds = f"{kind or self.kind}_words MATCH :{name}"
        if not self.lite:
            holds = f"{kind or self.kind}_words.terms @@ CAST(:{name} AS tsquery)"
        return cast("Condition", text(holds).bindparams(**{name: question}))

    def _rank(self, question: str) -> Any:
        weights = _WEIGHTS[self.kind]
        if self.lite:
            told = ", ".join(map(str, weights))
            return literal_column(f"-bm25({self.kind}_words, {told})").label("rank")
        most = max(weights)
        told = ", ".join(str(round(one / most, 3)) for one in reversed(weights))
        self.bound += 1
        name = f"ranked_{self.bound}"
        rank = text(
            f"ts_rank('{{{told}}}', {self.kind}_words.terms, CAST(:{name} AS tsquery), 1) AS rank"
        )
        return rank.bindparams(**{name: question})

    def _ranked(
        self, question: str, *, newest: bool, first: int
    ) -> tuple[list[Candidate], int]:  # fmt: skip
        key: Any = literal_column("rowid" if self.lite else "key")
        rank: Any = literal_column("0.0").label("rank") if newest else self._rank(question)
        inner: Any = select(key.label("key"), rank).select_from(self._table(question))
        inner = inner.where(self._match(question), *self.conditions)
        inner = inner.order_by(key.desc()).limit(RANKED_HITS).subquery("ranked")
        told: Any = [literal_column(f"ranked.{name}").label(name) for name in ("key", "rank")]
        rows: Any = select(*told, func.count().over().label("whole")).select_from(inner)
        if not newest:
            best: Any = [literal_column(f"ranked.{name}").desc() for name in ("rank", "key")]
            rows = rows.order_by(*best).limit(HITS_AT_ONCE).offset(first)
        rows = self._with_articles(rows.subquery("hits"))
        if newest:
            by_day = ARTICLES.c.published_start.desc().nulls_last()
            rows = rows.order_by(by_day, ARTICLES.c.id).limit(HITS_AT_ONCE).offset(first)
        found = self.conn.execute(rows).all()
        made = [Candidate(row[0], round(float(row[1]), 4), *row[3:]) for row in found]
        return made, found[0][2] if found else 0

    def _with_articles(self, hits: Any) -> Any:
        """The hits with what is told of their articles."""
        columns: list[Any] = [literal_column(f"hits.{name}") for name in ("key", "rank", "whole")]
        key: Any = literal_column("hits.key")
        if self.kind == "article":
            rows: Any = select(*columns, ARTICLES.c.key, *_OF_ARTICLE)
            return rows.join_from(hits, ARTICLES, ARTICLES.c.key == key)
        rows = select(*columns, ARTICLES.c.key, *_OF_ARTICLE, *_OF_STATEMENT)
        rows = rows.join_from(hits, STATEMENTS, STATEMENTS.c.key == key)
        return rows.join(ARTICLES, ARTICLES.c.key == STATEMENTS.c.article)

    def _listed(self, first: int) -> list[Candidate]:
        """What the fields leave, the newest published first."""
        own: list[Any] = [ARTICLES.c.key, *_OF_ARTICLE]
        rows: Any
        if self.kind == "article":
            rows = select(ARTICLES.c.key, literal_column("0.0"), *own)
        else:
            rows = select(STATEMENTS.c.key, literal_column("0.0"), *own, *_OF_STATEMENT)
            rows = rows.join_from(STATEMENTS, ARTICLES, ARTICLES.c.key == STATEMENTS.c.article)
        rows = rows.where(*self.conditions)
        rows = rows.order_by(ARTICLES.c.published_start.desc().nulls_last(), ARTICLES.c.id)
        if self.kind == "statement":
            rows = rows.order_by(STATEMENTS.c.id)
        return [
            Candidate(row[0], 0.0, *row[2:])
            for row in self.conn.execute(rows.limit(HITS_AT_ONCE).offset(first))
        ]

    # --- fields ---------------------------------------------------------------------------------

    def _conditions(self) -> list[Condition]:
        found = [self._of_articles(ARTICLES.c.hidden, without=True)]
        if self.question is None:
            unwanted = self.dialect.unwanted(self.asked.clauses)
            if unwanted is not None:
                found.append(self._key().not_in(self._texts(unwanted, self.kind)))
        found += [self._of_articles(or_(*map(self._article, one))) for one in self.fields.wanted]
        for one in self.fields.unwanted:
            if self.kind == "article" or one.field not in ("speaker", "stance"):
                found.append(self._of_articles(self._article(one), without=True))
        return found + self._said()

    def _of_articles(self, condition: Condition, *, without: bool = False) -> Condition:
        """That the article (of a statement) is, or is not, such."""
        rows = select(ARTICLES.c.key).where(condition)
        key = self._key()
        if self.kind == "statement":
            rows = select(STATEMENTS.c.key).where(STATEMENTS.c.article.in_(rows))
        return key.not_in(rows) if without else key.in_(rows)

    def _article(self, one: Filter) -> Condition:
        """A field, or words beside one, as a condition on articles."""
        match one.field:
            case "outlet":
                return ARTICLES.c.outlet.in_(one.values)
            case "date":
                return _within(one.since, one.until)
            case "verdict":
                rows = select(VERDICTS.c.event).where(VERDICTS.c.verdict.in_(one.values))
                return ARTICLES.c.event.in_(rows)
            case "text":
                return ARTICLES.c.key.in_(self._holding(one.clauses, "article", None))
            case "speaker" | "stance":
                return ARTICLES.c.key.in_(select(STATEMENTS.c.article).where(self._spoken(one)))
        same = (NAMED.c.kind == one.field) & NAMED.c.entity.in_(one.values)
        return ARTICLES.c.key.in_(select(NAMED.c.article).where(same))

    def _spoken(self, one: Filter) -> Condition:
        """That a statement is of a speaker, or has a stance."""
        if one.field == "stance":
            return STATEMENTS.c.stance.in_(one.values)
        return STATEMENTS.c.key.in_(self._holding(one.clauses, "statement", "speaker"))

    def _holding(self, clauses: Sequence[Clause], kind: Kind, field: str | None) -> Any:
        """The numbers of texts with words, none where there is no word."""
        asked = Dialect(self.name, kind, field).clauses(clauses)
        if asked is None:
            return select(ARTICLES.c.key).where(false())
        return self._texts(asked, kind)

    def _texts(self, asked: str, kind: Kind) -> Any:
        """The numbers of texts that answer a question."""
        rows: Any = select(literal_column("rowid" if self.lite else "key"))
        return rows.select_from(view(f"{kind}_words")).where(self._match(asked, kind))

    def _said(self) -> list[Condition]:
        """What speakers and stances ask for: of one statement, not of two of an article."""
        key = self._key()
        own = STATEMENTS.c.key if self.kind == "statement" else STATEMENTS.c.article
        stances = [or_(*map(self._spoken, part)) for part in self.fields.stances]
        speakers = [or_(*map(self._spoken, part)) for part in self.fields.speakers]
        alone = [and_(*stances)] if stances and not speakers else []
        found: list[Condition] = [
            key.in_(select(own).where(said, *stances)) for said in (*speakers, *alone)
        ]  # each speaker has such a statement
        if self.kind == "statement":
            unwanted = [one for one in self.fields.unwanted if one.field in ("speaker", "stance")]
            found += [key.not_in(select(own).where(self._spoken(one))) for one in unwanted]
        return found


def _within(since: str | None, until: str | None) -> Condition:
    """That an article was published in a span of days."""
    return and_(ARTICLES.c.published_end.is_not(None), *published(since, until))


_OF_ARTICLE: Final = (
    ARTICLES.c.id, ARTICLES.c.published_start, ARTICLES.c.published_end, ARTICLES.c.outlet,
    ARTICLES.c.event,
)  # fmt: skip
_OF_STATEMENT: Final = (STATEMENTS.c.id, STATEMENTS.c.name, STATEMENTS.c.stance)
