"""What is known of the forms of names, for joining them: aliases, places, words left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from riwaya.data import rows
from riwaya.names.lexicon import lexicon, normal, origin, words

Words = tuple[str, ...]

_FAMILY = {"ORG": "body", "GROUP": "body", "GPE": "place", "LOC": "place", "FAC": "place"}


class BodyWords(NamedTuple):
    """The rows of data/body_words.tsv: by role, the folded words with what they mean."""

    head: dict[str, str]
    party: dict[str, str]
    state: dict[str, str]
    common: dict[str, str]
    epithet: dict[str, str]
    tail: dict[str, str]
    same: dict[str, str]
    beside: dict[str, str]
    place: dict[str, str]
    site: dict[str, str]
    honour: dict[str, str]
    rank: dict[str, str]


@cache
def body_words() -> BodyWords:
    """The words of bodies and places that may be left out, or that stand for another.

    >>> body_words().place["بلده"] == body_words().place["مدينه"]
    True
    """
    found: dict[str, dict[str, str]] = {role: {} for role in BodyWords._fields}
    for row in rows("body_words"):
        found[row["role"]][normal(row["word"])] = normal(row["means"])
    found["same"] = {stem(word): stem(means) for word, means in found["same"].items()}
    found["beside"] = {stem(word): stem(means) for word, means in found["beside"].items()}
    found["common"] = {stem(word): means for word, means in found["common"].items()}
    return BodyWords(**found)


def stem(key: str) -> str:
    """A folded word of a name without its article, an adjective as a masculine one, a plural as
    a nominative.

    >>> stem("الإسلاميه"), stem("المسلمين")
    ('إسلامي', 'مسلمون')
    """
    bare = key.removeprefix("ال") if len(key) > 4 else key
    if bare.endswith("يه") and len(bare) > 4:
        return bare[:-1]
    return bare[:-2] + "ون" if bare.endswith("ين") and len(bare) > 5 and bare != key else bare


@cache
def _known() -> dict[tuple[str, Words], str]:
    """Entities by family of kinds and words: the project's own aliases first, then the lexicons."""
    found: dict[tuple[str, Words], str] = {}
    base = {
        (_family(entry.type), entry.words): entry.entity for entry in lexicon().by_alias.values()
    }
    for row in rows("aliases"):
        family, name = _family(row["type"]), words(row["name"])
        forms = [words(form) for form in row["aliases"].split("|") if form]
        same = (base.get((family, form)) for form in (name, *forms))
        entity = next((old for old in same if old), None) if forms else None
        entity = entity or found.get((family, name)) or f"{family}:{' '.join(name)}"
        for form in (name, *forms):
            found.setdefault((family, form), entity)
    return base | found


def _family(kind: str) -> str:
    return _FAMILY.get(kind, kind)


@cache
def _names() -> dict[str, Words]:
    """The words of the full name of every known entity."""
    found: dict[str, Words] = {}
    for entry in lexicon().by_alias.values():
        found.setdefault(entry.entity, words(entry.name))
    for row in rows("aliases"):
        name = words(row["name"])
        found.setdefault(_known()[_family(row["type"]), name], name)
    return found


def known(form: Words, kind: str) -> str | None:
    """The entity that a form is a known name of, a body's with the article or without.

    >>> known(("قسد",), "GROUP"), known(("ناتو",), "ORG"), known(("الزيتون",), "ORG")
    ('sdf', 'nato', None)
    """
    table, family = _known(), _family(kind)
    options = (form,) if family == "place" else _articles(form)
    for option in options:
        entity = table.get((family, option))
        if entity is not None:
            return entity
    return None


def _articles(form: Words) -> Iterator[Words]:
    yield form
    if not form:
        return
    first, rest = form[0], form[1:]
    if first.startswith("ال") and len(first) > 4:
        yield (first[2:], *rest)
    elif len(first) > 2:
        yield ("ال" + first, *rest)


def known_words(entity: str) -> Words:
    """The words of the full name of a known entity.

    >>> known_words(known(("غوتيريش",), "PER"))
    ('انطونيو', 'غوتيريش')
    """
    return _names()[entity]


@cache
def _countries() -> dict[Words, str]:
    """The country of each place, by its words."""
    found: dict[Words, str] = {}
    for row in rows("places"):
        if row["country"]:
            found.setdefault(words(row["name"]), _place(words(row["country"])))
    return found


def country(entity: str) -> str | None:
    """The entity of the country that a known place lies in.

    >>> country(known(("ادلب",), "GPE"))
    'LOC:سوريا'
    """
    name = _names().get(entity)
    return _countries().get(name) if name is not None else None


def _place(form: Words) -> str:
    return known(form, "GPE") or " ".join(form)


@cache
def _nisba() -> dict[str, str]:
    return {
        adjective: _place(words(place)) for adjective, place in lexicon().nisba.items() if place
    }


def place_of(key: str) -> str | None:
    """The place behind a folded adjective of origin.

    >>> place_of("الروسيه")
    'LOC:روسيا'
    """
    adjective = origin(key)
    return _nisba().get(adjective) if adjective is not None else None
