"""How likely two articles report one event: a forest of trees over the named parts, trained by
`training/links.py` on pairs judged by reading."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Final

from riwaya.forest import forest
from riwaya.group.parts import PARTS, likeness, parts
from riwaya.group.profile import Profile
from riwaya.records import Relation

MISSING: Final = -1.0
"""What the trees read for a part that is left out."""

_ALIKE: Final = 0.65
"""Words less alike than this share of a score are hardly ever a pair with that score."""


def probability(found: Mapping[str, float]) -> float:
    """How likely a pair with these parts is one event, 0 to 1."""
    return forest("links", PARTS).probability([found.get(name, MISSING) for name in PARTS])


def reasons(found: Mapping[str, float]) -> dict[str, float]:
    """What each part adds to the log odds of one event."""
    return forest("links", PARTS).reasons([found.get(name, MISSING) for name in PARTS])


def relation(a: Profile, b: Profile) -> Relation:
    """The relation of two profiles: its score and parts, rounded to four places."""
    found = parts(a, b) or {}
    rounded = {name: round(value, 4) for name, value in found.items()}
    return Relation(a=a.id, b=b.id, score=round(_score(found), 4), parts=rounded)


def score(a: Profile, b: Profile, *, shared: int, least: float) -> float:
    """The score of two profiles that a stream brings near one another, 0 where it must be under
    `least`; `shared` is how many runs of words they share."""
    found = parts(a, b, shared=shared, least=least * _ALIKE)
    return round(_score(found), 4) if found is not None else 0.0


def _score(found: Mapping[str, float]) -> float:
    """The geometric mean of the forest's probability and of how alike the words are: alone, the
    forest is sure of itself where it has seen nothing like a pair, and words alone do not tell two
    telegrams apart."""
    return sqrt(probability(found) * likeness(found))
