"""Bodies and places that bear a person's name: مطار الملك فهد الدولي is an airport, not a king."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import cast

from riwaya.annotate.name_bodies import TIMES, Found
from riwaya.arabic import Token
from riwaya.data import rows
from riwaya.names.lexicon import LINKS, lexicon, normal, unclitic
from riwaya.records import MentionType

_KNOWN_WORDS = 65_536
_MOST_NAMES, _MOST_ADJECTIVES = 6, 3


@cache
def heads() -> MappingProxyType[str, MentionType]:
    """The folded head nouns of such names and what they are."""
    found = ((normal(row["word"]), row) for row in rows("named_after"))
    return MappingProxyType(
        {key: cast("MentionType", row["type"]) for key, row in found if row["role"] == "head"}
    )


@cache
def _titles() -> frozenset[str]:
    return frozenset(normal(row["word"]) for row in rows("named_after") if row["role"] == "title")


def named_after(line: Sequence[Token], at: int) -> Found | None:
    """The body or place at token `at` that bears a person's name: a head noun, a title and a name
    (مستشفى الملك فهد), or a head noun and a name with بن (مؤسسة محمد بن راشد), with the adjectives
    behind it. None where none begins.

    >>> from riwaya.arabic import tokens
    >>> named_after(tokens("وصل إلى مطار الملك فهد الدولي أمس"), 2)
    Found(first=2, last=6, cut=0, type='FAC', entity=None, name=None, whole=True)
    """
    head = _head(line[at].key) if line[at].kind == "word" else None
    last = _name_end(line, at + 1) if head is not None else None
    if head is None or last is None:
        return None
    return Found(at, _adjectives(line, last), *head, whole=True)


@lru_cache(maxsize=_KNOWN_WORDS)
def _head(word: str) -> tuple[int, MentionType] | None:
    """The clitics of a head noun of such names, in letters, and what it is."""
    found = ((cut, heads().get(key)) for cut, key in unclitic(word))
    return next(((cut, kind) for cut, kind in found if kind is not None), None)


def _name_end(line: Sequence[Token], at: int) -> int | None:
    """The token behind the name that begins at `at`, with or without a title; None if none does."""
    titled = at < len(line) and line[at].key in _titles()
    first = at + 1 if titled else at
    given = lexicon().given
    if first >= len(line) or line[first].key not in given:
        return None
    last = first + 1
    if line[first].key in LINKS and last < len(line):
        last += 1
    linked = False
    while last + 1 < len(line) and line[last].key in LINKS and last - first < _MOST_NAMES:
        last, linked = last + 2, True
    return last if titled or linked else None


def _adjectives(line: Sequence[Token], last: int) -> int:
    """Behind the adjectives and purposes that end such a name: الدولي, للإغاثة والأعمال."""
    stop = min(len(line), last + _MOST_ADJECTIVES)
    first = last
    while last < stop and line[last].kind == "word" and line[last].key not in TIMES:
        key = line[last].key
        purpose = key.startswith("لل") or (last > first and key.startswith("وال"))
        adjective = key.startswith("ال") and key.endswith(("ي", "يه"))
        goes_on = last > first and line[last - 1].key.startswith(("لل", "وال"))
        known = key in lexicon().family or key.removeprefix("ال") in lexicon().titles
        if not (purpose or ((adjective or (goes_on and key.startswith("ال"))) and not known)):
            break
        last += 1
    return last


__all__ = ("heads", "named_after")
