"""Claims and what gainsays them: slices that say "not" of what another slice says."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.arabic import tokens
from riwaya.compare.align import Weighted, overlap
from riwaya.compare.units import Unit
from riwaya.compare.words import word_class
from riwaya.records import AnnotatedArticle

GAINSAYS = 0.2
"""A denial, or a negation without exception, and the claim that it is about share this much."""

PLAIN = 0.35
"""A plain negation and the claim share this much: it may be about something else."""

ITSELF = 0.6
"""Two accounts of one speaker gainsay one another only where they are as like as this: one of them
lost a "not"."""

_EARLY = 3
_ASSERTING = ("assert", "confirm", "deny")
"""Who promises or warns that he will not do a thing gainsays nobody."""


def gainsaid(space: Weighted, articles: Sequence[AnnotatedArticle]) -> list[tuple[int, int]]:
    """Pairs of places of units: one that says "not", and the claim most like it among those of
    other accounts and of other speakers, if any is near enough; by the first."""
    bodies = [articles[unit.account].body for unit in space.units]
    needed = [_needed(unit, body) for unit, body in zip(space.units, bodies, strict=True)]
    plain = [not _negations(unit, body) for unit, body in zip(space.units, bodies, strict=True)]
    found = []
    for place, unit in enumerate(space.units):
        least = needed[place]
        if least is None:
            continue
        scored = []
        for other, claim in enumerate(space.units):
            if needed[other] is None and plain[other] and _is_other(unit, claim):
                same = unit.speaker is not None and unit.speaker == claim.speaker
                inside = unit.article == claim.article and claim.speaker is None
                if inside and not unit.denies:
                    continue  # what the outlet tells itself, and what somebody says on it
                alike = overlap(space, place, other)
                if alike >= (ITSELF if same else least):
                    scored.append((alike, -other))
        if scored:
            found.append((place, -max(scored)[1]))
    return found


def _is_other(unit: Unit, claim: Unit) -> bool:
    """Whether the claim may be what the unit gainsays: nobody gainsays himself, nor a slice what
    stands inside it."""
    if unit.article != claim.article:
        return True
    apart = unit.end <= claim.start or claim.end <= unit.start
    return apart and unit.speaker is not None and unit.speaker != claim.speaker


def _needed(unit: Unit, body: str) -> float | None:
    """How alike a claim must be that a slice gainsays: a denial, one that negates without exception
    (أي, إطلاقا), one that begins with a negation; None for any other. لا يقل, لا يزال and what only
    narrows (لا يضم سوى) are no negation."""
    if unit.denies:
        return GAINSAYS
    at = _negations(unit, body)
    if not at or (unit.statement is not None and unit.statement.stance not in _ASSERTING):
        return None
    keys = {token.key for token in tokens(body, unit.start, unit.end)}
    if word_class("absolute") & keys:
        return GAINSAYS
    return PLAIN if at[0] < _EARLY else None


def _negations(unit: Unit, body: str) -> list[int]:
    """The places of the negations among the words of a slice."""
    keys = [t.key for t in tokens(body, unit.start, unit.end) if t.kind == "word"]
    negation, kept = word_class("negation"), word_class("affirming")
    return [
        place
        for place, key in enumerate(keys)
        if key in negation and not kept & set(keys[place + 1 : place + 4])
    ]
