"""How likely two articles report one event: a small forest of trees over the named parts.

Gradient-boosted trees (Friedman 2001), trained by `training/links.py` on pairs judged by reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import exp, inf, sqrt
from typing import Any, Final, TypeAlias

import msgspec

from riwaya.group.parts import PARTS, likeness, parts
from riwaya.group.profile import Profile
from riwaya.records import Relation

MISSING: Final = -1.0
"""What the trees read for a part that is left out."""

_ALIKE: Final = 0.65
"""Words less alike than this share of a score are hardly ever a pair with that score."""

Node: TypeAlias = "tuple[int, float, Node, Node, float] | float"
"""A part's place, the value up to which the first branch is taken, the branches, and the mean of
what they give; or a leaf."""

_DEPTH: Final = 4
"""Every way through a tree has so many nodes: shorter ones are filled up, which spares a test."""
_STEPS: Final = (None,) * _DEPTH


class Forest(msgspec.Struct, frozen=True):
    """The trees, and what they start from."""

    start: float
    trees: tuple[Node, ...]


@cache
def _forest() -> Forest:
    packed = resources.files("riwaya.data").joinpath("links.json").read_bytes()
    raw = msgspec.json.decode(packed)
    if tuple(raw["parts"]) != PARTS:
        raise ValueError("links.json was trained on other parts: run training/links.py")
    return Forest(start=raw["start"], trees=tuple(_node(tree) for tree in raw["trees"]))


def _node(raw: Any, above: int = 0) -> Node:
    """A node out of JSON; refuses (ValueError) a tree that is too deep."""
    if above > _DEPTH:
        raise ValueError("a tree is too deep")
    if isinstance(raw, (int, float)):
        if above == _DEPTH:
            return float(raw)
        below = _node(raw, above + 1)
        return (0, inf, below, below, float(raw))
    place, limit, first, second, mean = raw
    branches = (_node(first, above + 1), _node(second, above + 1))
    return (int(place), float(limit), *branches, float(mean))


def probability(found: Mapping[str, float]) -> float:
    """How likely a pair with these parts is one event, 0 to 1."""
    values = [found.get(name, MISSING) for name in PARTS]
    total = _forest().start
    for node in _forest().trees:
        for _ in _STEPS:
            node = node[2] if values[node[0]] <= node[1] else node[3]  # type: ignore[index]
        total += node  # type: ignore[operator]
    return 1.0 / (1.0 + exp(-total))


def reasons(found: Mapping[str, float]) -> dict[str, float]:
    """What each part adds to the log odds of one event, by the way taken through the trees (Saabas
    2014); parts that add nothing are left out."""
    values = [found.get(name, MISSING) for name in PARTS]
    added = dict.fromkeys(PARTS, 0.0)
    for node in _forest().trees:
        while isinstance(node, tuple):
            below = node[2] if values[node[0]] <= node[1] else node[3]
            after = below[4] if isinstance(below, tuple) else below
            added[PARTS[node[0]]] += after - node[4]
            node = below
    return {name: round(value, 4) for name, value in added.items() if round(value, 4)}


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
