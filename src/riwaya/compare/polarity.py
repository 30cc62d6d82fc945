"""Slices that say "not"."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.arabic import Token, tokens
from riwaya.compare.units import Unit
from riwaya.compare.words import word_class

_EARLY = 3
_ASSERTING = ("assert", "confirm", "deny")
"""Who promises or warns that he will not do a thing gainsays nobody."""


def negates(unit: Unit, body: str) -> bool:
    """Whether a slice that is no denial may gainsay a claim: it negates without exception (أي,
    إطلاقا) or begins with a negation. لا يقل, لا يزال and what only narrows (لا يضم سوى) are none,
    nor is a promise or a warning."""
    line = tokens(body, unit.start, unit.end)
    at = negations(line)
    if not at or (unit.statement is not None and unit.statement.stance not in _ASSERTING):
        return False
    keys = {token.key for token in line}
    return bool(word_class("absolute") & keys) or at[0] < _EARLY


def negations(line: Sequence[Token]) -> list[int]:
    """The places of the negations among the words of `line`; لا يقل and what only narrows (لا يضم
    سوى) are none."""
    keys = [token.key for token in line if token.kind == "word"]
    negation, kept = word_class("negation"), word_class("affirming")
    return [
        place
        for place, key in enumerate(keys)
        if key in negation and not kept & set(keys[place + 1 : place + 4])
    ]
