"""Forests of small trees over named parts: how likely something is, and which parts say so.

Gradient-boosted trees (Friedman 2001), trained by the scripts in `training/`, shipped as JSON.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from functools import cache
from importlib import resources
from math import exp, inf
from typing import Any, Final, TypeAlias

import msgspec

Node: TypeAlias = "tuple[int, float, Any, Any, float] | float"
"""A part's place, the value up to which the first branch is taken, the branches, and the mean of
what they give; or a leaf."""

_DEPTH: Final = 4
"""Every way through a tree has so many nodes: shorter ones are filled up, which spares a test."""


class Forest(msgspec.Struct, frozen=True):
    """The trees over the values of `parts`, in their order, and what they start from."""

    parts: tuple[str, ...]
    start: float
    trees: tuple[Any, ...]

    def probability(self, values: Sequence[float]) -> float:
        """How likely it is with these values of the parts, 0 to 1."""
        total = self.start
        # Every way is _DEPTH nodes long: written out, it is faster than in a loop.
        for place, limit, below, above, _ in self.trees:
            place, limit, below, above, _ = below if values[place] <= limit else above
            place, limit, below, above, _ = below if values[place] <= limit else above
            place, limit, below, above, _ = below if values[place] <= limit else above
            total += below if values[place] <= limit else above
        return 1.0 / (1.0 + exp(-total))

    def most(self, unknown: Collection[str]) -> Forest:
        """The forest that says at least what this one does, whatever the values of the `unknown`
        parts are: to tell what cannot be likely before these are known."""
        places = {self.parts.index(name) for name in unknown}
        trees = tuple(_most(tree, places) for tree in self.trees)
        return Forest(self.parts, self.start, trees)

    def reasons(self, values: Sequence[float]) -> dict[str, float]:
        """What each part adds to the log odds, by the way taken through the trees (Saabas 2014);
        parts that add nothing are left out."""
        added = dict.fromkeys(self.parts, 0.0)
        for node in self.trees:
            while isinstance(node, tuple):
                below = node[2] if values[node[0]] <= node[1] else node[3]
                after = below[4] if isinstance(below, tuple) else below
                added[self.parts[node[0]]] += after - node[4]
                node = below
        return {name: round(value, 4) for name, value in added.items() if round(value, 4)}


@cache
def forest(name: str, parts: tuple[str, ...]) -> Forest:
    """The forest in `data/NAME.json`. Refuses (ValueError) one that was trained on other parts, or
    whose trees are too deep."""
    raw = msgspec.json.decode(resources.files("riwaya.data").joinpath(f"{name}.json").read_bytes())
    if tuple(raw["parts"]) != parts:
        raise ValueError(f"{name}.json was trained on other parts: train it anew")
    return Forest(parts, raw["start"], tuple(_node(tree) for tree in raw["trees"]))


def _node(raw: Any, above: int = 0) -> Node:
    """A node out of JSON; refuses (ValueError) a tree that is too deep."""
    if above > _DEPTH:
        raise ValueError("a tree is too deep")
    if isinstance(raw, (int, float)):
        return _filled(float(raw), above)
    place, limit, first, second, mean = raw
    branches = (_node(first, above + 1), _node(second, above + 1))
    return (int(place), float(limit), *branches, float(mean))


def _filled(leaf: float, above: int) -> Node:
    """A leaf below as many nodes as every leaf has."""
    node: Node = leaf
    for _ in range(_DEPTH - above):
        node = (0, inf, node, node, leaf)
    return node


def _most(node: Node, unknown: Container[int], above: int = 0) -> Node:
    """A tree whose ways end, with the most that follows, where they ask for an `unknown` part."""
    if not isinstance(node, tuple):
        return node
    place, limit, below, other, mean = node
    if place in unknown and limit != inf:
        return _filled(max(_leaves(node)), above)
    branches = (_most(below, unknown, above + 1), _most(other, unknown, above + 1))
    return (place, limit, *branches, mean)


def _leaves(node: Node) -> list[float]:
    return [*_leaves(node[2]), *_leaves(node[3])] if isinstance(node, tuple) else [node]
