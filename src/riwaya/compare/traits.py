"""What the judge of pairs looks at in a unit: its words with their stems, names, numbers and
counts, and what they mean together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from riwaya.arabic import Token, fold_key, tokens
from riwaya.arabic.numbers import number_at
from riwaya.arabic.vectors import Vector, meaning, rarity, stem_of, vector
from riwaya.compare.polarity import negations
from riwaya.compare.units import Unit
from riwaya.compare.words import term, word_class
from riwaya.data import rows

LONGEST = 60
"""Words of a unit that are looked at; a longer one is compared by its beginning."""

_AFTER = 2
_WORDS = 1 << 16


class Traits(msgspec.Struct, frozen=True, eq=False):
    """A unit as the judge sees it, its content words in order: `stems`, `roots` (see
    `words.term`), whether each is part of a name or a number, its vector and its `rarities`;
    `opposed` are the places of those that have opposites, with these; `told` is how much they tell
    together; `counts` are numbers with the stem of what follows them; `negated` counts its words
    that say "not"; `place` is where in its article it begins, 0 to 1."""

    stems: tuple[str, ...]
    roots: tuple[str, ...]
    named: tuple[bool, ...]
    numeric: tuple[bool, ...]
    opposed: tuple[tuple[int, frozenset[tuple[int, bool]]], ...]
    vectors: tuple[Vector | None, ...]
    rarities: tuple[float, ...]
    told: float
    meaning: Vector | None
    counts: tuple[tuple[float, str], ...]
    negated: int
    denying: int
    place: float
    order: int


def traits(unit: Unit, body: str, order: int) -> Traits:
    """The traits of a unit of `body`; `order` is its number in its article."""
    line = [t for t in tokens(body, unit.start, unit.end) if t.kind != "mark"][:LONGEST]
    stop, negation = word_class("stop"), word_class("negation")
    content = [t for t in line if t.key not in stop and t.key not in negation]
    words = [_word(token.key, token.kind) for token in content]
    stems = tuple(word.stem for word in words)
    distinct = [stem for stem in dict.fromkeys(stems) if stem]
    spans = [(mention.start, mention.end) for mention in unit.mentions]
    return Traits(
        stems=stems,
        roots=tuple(word.root for word in words),
        named=tuple(any(start <= t.start < end for start, end in spans) for t in content),
        numeric=tuple(token.kind == "number" for token in content),
        opposed=tuple((at, word.opposed) for at, word in enumerate(words) if word.opposed),
        vectors=tuple(word.vector for word in words),
        rarities=tuple(word.rarity for word in words),
        told=sum(map(rarity, distinct)) or 1.0,
        meaning=meaning(distinct),
        counts=tuple(_counts(line)),
        negated=len(negations(line)) + sum(t.key in word_class("lacking") for t in line),
        denying=sum([_stem(token.key, token.kind) in _denying() for token in line]),
        place=unit.start / max(1, len(body)),
        order=order,
    )


class _Word(NamedTuple):
    stem: str
    root: str
    opposed: frozenset[tuple[int, bool]]
    vector: Vector | None
    rarity: float


@lru_cache(maxsize=_WORDS)
def _word(key: str, kind: str) -> _Word:
    """What a folded word is to the judge, whatever it stands beside."""
    stem = _stem(key, kind)
    return _Word(
        stem, _root(key, kind), _opposites().get(stem, frozenset()), vector(stem), rarity(stem)
    )


def _stem(key: str, kind: str) -> str:
    return (stem_of(key) or key) if kind == "word" else key


def _root(key: str, kind: str) -> str:
    """The term of a word, without a و that may be its own or a conjunction: وقود beside وقودا."""
    if kind != "word":
        return key
    plain = key.removeprefix("و")
    return term(plain if len(plain) > 2 else key)


def _counts(line: Sequence[Token]) -> list[tuple[float, str]]:
    """The numbers of a line, each with the stem of the first content word right behind it."""
    found: list[tuple[float, str]] = []
    at = 0
    while at < len(line):
        value, after = number_at(line, at)
        if value is not None:
            behind = (t for t in line[after : after + _AFTER] if t.key not in word_class("stop"))
            noun = next((_stem(t.key, t.kind) for t in behind if t.kind == "word"), "")
            found.append((value, noun))
        at = max(at + 1, after)
    return found


@cache
def _opposites() -> dict[str, frozenset[tuple[int, bool]]]:
    """For each stem the groups of opposites that it is in, and on which side."""
    found: dict[str, set[tuple[int, bool]]] = {}
    for n, row in enumerate(rows("opposites")):
        for side, words in ((False, row["words"]), (True, row["opposed"])):
            for key in map(fold_key, words.split(";")):
                found.setdefault(stem_of(key) or key, set()).add((n, side))
    return {stem: frozenset(sides) for stem, sides in found.items()}


@cache
def _denying() -> frozenset[str]:
    return frozenset(stem_of(word) or word for word in word_class("denying"))
