"""What the fields of a query mean in an archive: outlets, names, speakers, days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, func, select

from riwaya.arabic import fold_key
from riwaya.arabic.variants import bones, name_words
from riwaya.limits import QUERY_FORMS
from riwaya.names import same_referent
from riwaya.names.forms import known
from riwaya.names.lexicon import words
from riwaya.records import MentionType
from riwaya.search.asked import Clause, Group, Vocabulary, asked_of, word_of
from riwaya.search.days import days_of
from riwaya.search.query import Part, Query, Term
from riwaya.search.results import Variant
from riwaya.store.schema import ARTICLES, FORMS, NAME_WORDS

_TYPES: Final[dict[str, MentionType]] = {"person": "PER", "place": "GPE", "body": "ORG"}
_MANY_NAMES: Final = 400
"""Names with a word that sounds like one of a query, that are looked at."""


class Filter(msgspec.Struct, frozen=True):
    """A field with a value, as this archive knows it: names of outlets, entities, a verdict, a
    stance, the two ends of a span of days, or the words of a speaker or of a text."""

    field: str
    values: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    clauses: tuple[Clause, ...] = ()


class Resolved(msgspec.Struct, frozen=True):
    """The fields of a query: of each part in `wanted` one must hold of the article, of those in
    `unwanted` none may; `speakers` and `stances` must hold of one statement. `nobody` are the terms
    that this archive has nothing for."""

    wanted: tuple[tuple[Filter, ...], ...] = ()
    unwanted: tuple[Filter, ...] = ()
    speakers: tuple[tuple[Filter, ...], ...] = ()
    stances: tuple[tuple[Filter, ...], ...] = ()
    nobody: tuple[Term, ...] = ()
    variants: tuple[Variant, ...] = ()


def vocabulary(conn: Connection) -> Vocabulary:
    """What an archive holds."""

    def has(stem: str) -> bool:
        return conn.scalar(select(FORMS.c.stem).where(FORMS.c.stem == stem).limit(1)) is not None

    def named(bone: str) -> Sequence[str]:
        rows = select(NAME_WORDS.c.name).where(NAME_WORDS.c.bones == bone).distinct()
        return conn.scalars(rows.order_by(NAME_WORDS.c.name).limit(_MANY_NAMES)).all()

    return Vocabulary(has, named)


def resolved(conn: Connection, query: Query, held: Vocabulary) -> Resolved:
    """What the fields of a query mean here."""
    return _Resolving(conn, held).resolve(query)


class _Resolving:
    def __init__(self, conn: Connection, held: Vocabulary) -> None:
        self.conn, self.held = conn, held
        self.nobody: list[Term] = []
        self.variants: list[Variant] = []

    def resolve(self, query: Query) -> Resolved:
        """The fields, by what must hold of them."""
        wanted: list[tuple[Filter, ...]] = []
        unwanted: list[Filter] = []
        speakers: list[tuple[Filter, ...]] = []
        stances: list[tuple[Filter, ...]] = []
        for part in query.parts:
            fields = {one.field for one in part.either}
            if fields == {None}:
                continue
            filters = tuple(map(self._filter, part.either))
            if part.without:
                unwanted += filters
            elif fields == {"speaker"}:
                speakers.append(filters)
            elif fields == {"stance"}:
                stances.append(filters)
            else:
                wanted.append(filters)
        return Resolved(
            tuple(wanted), tuple(unwanted), tuple(speakers), tuple(stances),
            tuple(self.nobody), tuple(self.variants),
        )  # fmt: skip

    def _filter(self, one: Term) -> Filter:
        match one.field:
            case None:
                word = word_of(one, self.held)
                group = (Group((word,)),) if word.runs else ()
                return Filter("text", clauses=(Clause(group),) if group else ())
            case "outlet":
                return Filter("outlet", self._known(one, self._outlets(one.text)))
            case "date":
                since, until = days_of(one.text) or (None, None)
                return Filter("date", since=since, until=until)
            case "speaker":
                return Filter("speaker", clauses=self._speaker(one))
            case "person" | "place" | "body" as kind:
                return Filter(kind, self._known(one, self._entities(kind, one.text)))
            case _:
                return Filter(one.field, (one.text,))

    def _known(self, one: Term, found: tuple[str, ...]) -> tuple[str, ...]:
        if not found:
            self.nobody.append(one)
        return found

    def _outlets(self, value: str) -> tuple[str, ...]:
        """The outlet of this name or, where there is none, those whose name has its words."""
        wanted = _keys(value)
        found = {name: _keys(name) for name in self._all_outlets()}
        same = [name for name, keys in found.items() if keys == wanted]
        if not same and wanted:
            same = [name for name, keys in found.items() if set(wanted) <= set(keys)]
        return tuple(sorted(same))

    def _all_outlets(self) -> list[str]:
        """All outlets, one seek in the index each."""
        found: list[str] = []
        last = self.conn.scalar(select(func.min(ARTICLES.c.outlet)))
        while last is not None:
            found.append(last)
            last = self.conn.scalar(
                select(func.min(ARTICLES.c.outlet)).where(ARTICLES.c.outlet > last)
            )
        return found

    def _entities(self, kind: str, value: str) -> tuple[str, ...]:
        """The entities of the archive that a name may be of."""
        found: dict[str, set[str]] = {}
        form = words(value)
        entity = known(form, _TYPES[kind]) if form else None
        if entity is not None:
            found[entity] = set()
        keys = set(_keys(value))
        for bone in sorted({bones(word) for word in name_words(value)} - {""}, key=len)[-2:]:
            for row in self._with_bones(kind, bone):
                if keys <= set(_keys(row.name)) or same_referent(value, row.name, _TYPES[kind]):
                    found.setdefault(row.entity, set()).add(row.name)
        names = sorted({name for some in found.values() for name in some})
        other = tuple(name for name in names if not keys <= set(_keys(name)))
        if other:
            self.variants.append(Variant(
                word=value, name=value, forms=other[:QUERY_FORMS], without=None,
            ))  # fmt: skip
        return tuple(sorted(found)) if names or self._is_named(kind, entity) else ()

    def _is_named(self, kind: str, entity: str | None) -> bool:
        if entity is None:
            return False
        mine = (NAME_WORDS.c.kind == kind) & (NAME_WORDS.c.entity == entity)
        return self.conn.scalar(select(NAME_WORDS.c.kind).where(mine).limit(1)) is not None

    def _with_bones(self, kind: str, bone: str) -> Sequence[Any]:
        rows = select(NAME_WORDS.c.entity, NAME_WORDS.c.name)
        rows = rows.where(NAME_WORDS.c.bones == bone, NAME_WORDS.c.kind == kind)
        return self.conn.execute(rows.order_by(NAME_WORDS.c.name).limit(_MANY_NAMES)).all()

    def _speaker(self, one: Term) -> tuple[Clause, ...]:
        """The words of a speaker's name, or another form of it."""
        parts = tuple(Part((Term(word),)) for word in _spoken(one.text))
        asked = asked_of(Query(parts), self.held)
        self.variants += [msgspec.structs.replace(told, without=None) for told in asked.variants]
        return asked.clauses


def _keys(name: str) -> tuple[str, ...]:
    return tuple("".join(c if c.isalnum() else " " for c in fold_key(name)).split())


def _spoken(value: str) -> list[str]:
    return [word for word in value.split() if any(map(str.isalnum, word))]
