"""Slices that say "not"."""

from __future__ import annotations

from riwaya.arabic import tokens
from riwaya.compare.units import Unit
from riwaya.compare.words import word_class

_EARLY = 3
_ASSERTING = ("assert", "confirm", "deny")
"""Who promises or warns that he will not do a thing gainsays nobody."""


def negates(unit: Unit, body: str) -> bool:
    """Whether a slice that is no denial may gainsay a claim: it negates without exception (أي,
    إطلاقا) or begins with a negation. لا يقل, لا يزال and what only narrows (لا يضم سوى) are none,
    nor is a promise or a warning."""
    at = _negations(unit, body)
    if not at or (unit.statement is not None and unit.statement.stance not in _ASSERTING):
        return False
    keys = {token.key for token in tokens(body, unit.start, unit.end)}
    return bool(word_class("absolute") & keys) or at[0] < _EARLY


def _negations(unit: Unit, body: str) -> list[int]:
    """The places of the negations among the words of a slice."""
    keys = [t.key for t in tokens(body, unit.start, unit.end) if t.kind == "word"]
    negation, kept = word_class("negation"), word_class("affirming")
    return [
        place
        for place, key in enumerate(keys)
        if key in negation and not kept & set(keys[place + 1 : place + 4])
    ]
