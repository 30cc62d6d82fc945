"""Facets, and the forms in which words stand: what is counted over all answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, select

from riwaya.limits import FACET_VALUES, TOLD_FORMS
from riwaya.search.asked import Asked
from riwaya.search.lexicon import FieldName
from riwaya.search.matching import Candidate, Matching
from riwaya.search.query import Part, Query, Term
from riwaya.search.results import Facet, FacetValue, FormCount, Kind
from riwaya.store.parts import in_parts
from riwaya.store.schema import FORMS, NAMED, SHADOWS, STATEMENTS, VERDICTS
from riwaya.store.words import form_of, shadow_of

_LOOKED_AT: Final = 500
"""Hits whose names, statements and verdicts are counted."""

_READ: Final = 100
"""Hits whose forms are counted, where the index alone does not tell."""

Values = Counter[tuple[str, str]]
"""How many answers have each value, by the value and its label."""


def facets(
    conn: Connection, query: Query, kind: Kind, found: Sequence[Candidate], *, whole: bool
) -> tuple[Facet, ...]:  # fmt: skip
    """What the hits (the best first) can be narrowed by. `whole`: they are all that there are."""
    made = [
        _facet(query, "outlet", _outlets(found), exact=whole),
        _facet(query, "date", _months(found), exact=whole, newest=True),
    ]
    near = found[:_LOOKED_AT]
    every = whole and len(near) == len(found)
    names = _names(conn, near)
    told: list[tuple[FieldName, Values]] = [
        ("person", names["person"]), ("place", names["place"]), ("body", names["body"]),
        *_statements(conn, kind, near), ("verdict", _verdicts(conn, near)),
    ]  # fmt: skip
    made += [_facet(query, field, values, exact=every) for field, values in told]
    return tuple(one for one in made if one.values)


def _facet(
    query: Query, field: Any, values: Values, *, exact: bool, newest: bool = False
) -> Facet:  # fmt: skip
    def order(one: tuple[tuple[str, str], int]) -> Any:
        return (-one[1], one[0])

    top = sorted(values.items(), key=order)[:FACET_VALUES]
    if newest:
        top.sort(key=lambda one: one[0], reverse=True)
    shown = tuple(
        FacetValue(value=value, label=label, count=count, query=_with(query, field, value))
        for (value, label), count in top
    )
    return Facet(field=field, values=shown, exact=exact)


def _with(query: Query, field: Any, value: str) -> str:
    part = Part((Term(" ".join(value.replace('"', " ").split()), field=field),))
    parts = query.parts if part in query.parts else (*query.parts, part)
    return str(Query(parts, query.kind))


def _outlets(found: Sequence[Candidate]) -> Values:
    return Counter((one.outlet, one.outlet) for one in found if one.outlet)


def _months(found: Sequence[Candidate]) -> Values:
    days = ((one.start, one.end) for one in found if one.start and one.end)
    return Counter((start[:7], start[:7]) for start, end in days if start[:7] == end[:7])


def _names(conn: Connection, found: Sequence[Candidate]) -> dict[str, Values]:
    """The persons, places and bodies of the articles, each by the name that most give it."""
    hits: dict[int, list[int]] = {}
    for article, weight in Counter(one.article for one in found).items():
        hits.setdefault(weight, []).append(article)
    names: dict[tuple[str, str], dict[str, int]] = {}
    same = (NAMED.c.kind, NAMED.c.entity, NAMED.c.name)
    for weight, articles in hits.items():
        for some in in_parts(sorted(articles)):
            # Added up by the database: a thousand articles have some 15,000 names.
            rows = select(*same, func.count()).where(NAMED.c.article.in_(some)).group_by(*same)
            for kind, entity, name, count in conn.execute(rows):
                held = names.setdefault((kind, entity), {})
                held[name] = held.get(name, 0) + weight * count
    told: dict[str, Values] = {"person": Counter(), "place": Counter(), "body": Counter()}
    for (kind, _), held in names.items():
        name = min(held, key=lambda one: (-held[one], one)) if len(held) > 1 else next(iter(held))
        told[kind][name, name] += sum(held.values())
    return told


def _statements(
    conn: Connection, kind: Kind, found: Sequence[Candidate]
) -> list[tuple[FieldName, Values]]:  # fmt: skip
    """Who says it, and how: of each answer once."""
    if kind == "statement":
        return [
            ("speaker", Counter((one.speaker, one.speaker) for one in found if one.speaker)),
            ("stance", Counter((one.stance, one.stance) for one in found if one.stance)),
        ]
    speakers: Values = Counter()
    stances: Values = Counter()
    for some in in_parts(sorted({one.article for one in found})):
        mine = STATEMENTS.c.article.in_(some)
        for column, values in ((STATEMENTS.c.name, speakers), (STATEMENTS.c.stance, stances)):
            rows = select(column, func.count(STATEMENTS.c.article.distinct())).where(mine)
            for value, count in conn.execute(rows.group_by(column)):
                if value:
                    values[value, value] += count
    return [("speaker", speakers), ("stance", stances)]


def _verdicts(conn: Connection, found: Sequence[Candidate]) -> Values:
    events = Counter(one.event for one in found if one.event)
    values: Values = Counter()
    for some in in_parts(sorted(events)):
        rows = select(VERDICTS.c.event, VERDICTS.c.verdict).where(VERDICTS.c.event.in_(some))
        for event, verdict in conn.execute(rows):
            values[verdict, verdict] += events[event]
    return values


# --- forms ----------------------------------------------------------------------------------------


def forms(
    matching: Matching, found: Sequence[Candidate], *, whole: bool
) -> tuple[tuple[FormCount, ...], bool]:  # fmt: skip
    """In how many hits each word stands in which form, and whether that is all of them."""
    words = _words(matching.asked)
    if matching.kind != "article" or not words:
        return (), True
    if len(words) == 1 and len(matching.conditions) == 1:
        [(word, stems)] = words.items()
        known = _known_forms(matching.conn, stems)
        if len(known) <= TOLD_FORMS:
            told = {
                (word, form): matching.count(more=matching.dialect.run((form,))) for form in known
            }
            return _told(Counter(told)), True
    near = found[:_READ]
    return _told(_read(matching.conn, words, near)), whole and len(near) == len(found)


def _words(asked: Asked) -> dict[str, set[str]]:
    """The words that have forms, with their stems."""
    found: dict[str, set[str]] = {}
    for clause in asked.clauses:
        for group in () if clause.without else clause.groups:
            for word in group.words:
                if not word.exact and len(word.runs[0]) == 1:
                    found.setdefault(word.text, set()).update(run[0] for run in word.runs)
            if len(group.words) == 1:
                ones = {run[0] for run in group.others if len(run) == 1}
                found.setdefault(group.words[0].text, set()).update(ones)
    return {word: stems for word, stems in found.items() if stems}


def _known_forms(conn: Connection, stems: set[str]) -> list[str]:
    rows = select(FORMS.c.form).where(FORMS.c.stem.in_(sorted(stems))).order_by(FORMS.c.form)
    return list(conn.scalars(rows.limit(TOLD_FORMS + 1)))


def _read(conn: Connection, words: dict[str, set[str]], near: Sequence[Candidate]) -> Counter[Any]:
    """The forms in the texts themselves, as the index keeps them."""
    found: Counter[Any] = Counter()
    mine = SHADOWS.c.key.in_([one.key for one in near]) & (SHADOWS.c.kind == "article")
    by_stem: dict[str, list[str]] = {}
    for word, stems in words.items():
        for stem in stems:
            by_stem.setdefault(stem, []).append(word)
    for packed in conn.scalars(select(SHADOWS.c.packed).where(mine)):
        there: set[tuple[str, str]] = set()
        for told, spelled in zip(*shadow_of(packed), strict=True):
            places = [(at, stem) for at, stem in enumerate(told.split()) if stem in by_stem]
            written = spelled.split() if places else []
            there.update((word, written[at]) for at, stem in places for word in by_stem[stem])
        found.update(there)
    return found


def _told(found: Counter[Any]) -> tuple[FormCount, ...]:
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(
        FormCount(word=word, form=form_of(form), count=count)
        for (word, form), count in ordered
        if count
    )[:TOLD_FORMS]
