"""Where the places of an article are: state and coordinates, from a gazetteer.

A name that several places bear (طرابلس) is settled by the states that the article names and by its
other places; where that does not tell, by a much greater size, else it stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from types import MappingProxyType

import msgspec
from msgspec.structs import replace

from riwaya.data import rows
from riwaya.names.lexicon import normal
from riwaya.records import Mention, Place

_GREATER = 10
"""How many times more people the greatest of several namesakes must have to be meant."""
_BIG, _CAPITAL = 300_000, 1_000_000
_TYPES = frozenset(("GPE", "LOC"))
_HEADS = ("مدينه ", "بلده ", "محافظه ", "ولايه ", "دوله ", "جمهوريه ")


class _Candidate(msgspec.Struct, frozen=True):
    """A place of the gazetteer; `people` is 0 where only its state is known."""

    place: Place
    people: int


def located(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those of places with their place where it is known; all mentions of one article
    are read together.

    >>> def name(text):
    ...     return Mention(start=0, end=9, text=text, type="GPE", entity=None, name=text)
    >>> [one.place.country for one in located([name("طرابلس"), name("لبنان")])]
    ['LB', 'LB']
    >>> located([name("طرابلس"), name("لبنان"), name("ليبيا")])[0].place is None
    True
    """
    options = {m.name: _candidates(m.name) for m in mentions if m.type in _TYPES}
    states = _states(options)
    places = {name: _chosen(found, states) for name, found in options.items()}
    return tuple(
        replace(m, place=places[m.name]) if m.type in _TYPES and places[m.name] else m
        for m in mentions
    )


def _states(options: dict[str, tuple[_Candidate, ...]]) -> Counter[str]:
    """The states that the article names, or where its places with one reading are."""
    found: Counter[str] = Counter()
    for candidates in options.values():
        codes = {one.place.country for one in candidates}
        if len(codes) == 1:
            found.update(codes)
    return found


def _chosen(candidates: tuple[_Candidate, ...], states: Counter[str]) -> Place | None:
    """The one place that is meant; None where none or several may be."""
    if not candidates:
        return None
    codes = {one.place.country for one in candidates}
    if len(codes) > 1:
        near = codes & set(states)
        if len(near) == 1:
            codes = near
        elif near:
            return None
    fitting = sorted(
        (one for one in candidates if one.place.country in codes), key=lambda one: -one.people
    )
    first = fitting[0]
    named = any(one.place.within is None for one in fitting)
    if len(codes) > 1 and (named or first.people < _GREATER * max(1, fitting[1].people)):
        return None
    # A small far-off town is a namesake of some village more often than it is meant.
    known = first.people >= _BIG or not first.people or first.place.country in states
    return first.place if known or not states else None


def _candidates(name: str) -> tuple[_Candidate, ...]:
    key = normal(name)
    table = _gazetteer()
    if key in table:
        return table[key]
    for head in _HEADS:
        if key.startswith(head) and key[len(head) :] in table:
            return table[key[len(head) :]]
    return ()


@cache
def _gazetteer() -> MappingProxyType[str, tuple[_Candidate, ...]]:
    """The places by their folded names."""
    codes = {normal(row["name"]): row["code"] for row in rows("countries")}
    states = {row["code"]: row["name"] for row in reversed(rows("countries"))}
    table: dict[str, list[_Candidate]] = {}
    for row in rows("cities"):
        place = Place(
            country=row["country"],
            within=states.get(row["country"]),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
        )
        for key in {normal(one) for one in (row["name"], *row["aliases"].split("|")) if one}:
            table.setdefault(key, []).append(_Candidate(place, int(row["population"])))
    for row in rows("places"):
        code = codes.get(normal(row["country"])) if row["type"] == "GPE" else None
        if code is None:
            continue
        state = normal(row["name"]) == normal(row["country"])
        place = Place(country=code, within=None if state else row["country"])
        for key in {normal(one) for one in (row["name"], *row["aliases"].split("|")) if one}:
            kept = table.setdefault(key, [])
            if state:
                # The name of a state is the state, or a capital elsewhere (عمان).
                kept[:] = [
                    one for one in kept if one.people >= _CAPITAL and one.place.country != code
                ]
                kept.append(_Candidate(place, 0))
            elif not any(one.place.country == code for one in kept):
                kept.append(_Candidate(place, 0))
    return MappingProxyType({key: tuple(found) for key, found in table.items()})


__all__ = ("located",)
