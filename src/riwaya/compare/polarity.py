"""Slices that say "not"."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.arabic import Token
from riwaya.compare.words import word_class
from riwaya.records import Stance

_EARLY = 3
_ASSERTING = ("assert", "confirm", "deny")
"""Who promises or warns that he will not do a thing gainsays nobody."""


def negates(line: Sequence[Token], stance: Stance | None) -> bool:
    """Whether a slice of the words `line`, of a statement of that stance or of none, may gainsay a
    claim: it negates without exception (أي, إطلاقا) or begins with a negation. لا يقل, لا يزال and
    what only narrows (لا يضم سوى) are none, nor is a promise or a warning."""
    at = negations(line)
    if not at or (stance is not None and stance not in _ASSERTING):
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
