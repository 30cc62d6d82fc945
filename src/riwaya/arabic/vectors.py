"""What stems keep company with in news: how near two words, or two passages, are in meaning.

Vectors of counted company (positive pointwise mutual information and singular value decomposition:
Levy, Goldberg and Dagan 2015), made by `training/words.py`. Words that exclude one another (rose,
fell) keep the same company and are near: this tells what is spoken of, not what is said of it.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from math import sqrt
from operator import mul
from typing import Final, TypeAlias

import msgspec

from riwaya.arabic.words import light_stem

DIMENSIONS: Final = 48
_LEAST = 3
_WEIGHT_SCALE: Final = 20
_UNKNOWN: Final = 9.4
"""The weight of a stem that was hardly seen, in nats."""
_KNOWN: Final = 1 << 18

Vector: TypeAlias = tuple[float, ...]


class _Model(msgspec.Struct, frozen=True):
    place: dict[str, int]
    weights: bytes
    vectors: memoryview


@cache
def _model() -> _Model:
    packed = resources.files("riwaya.data").joinpath("words.model").read_bytes()
    stems, weights, rows = msgspec.msgpack.decode(
        zlib.decompress(packed), type=tuple[str, bytes, bytes]
    )
    place = {stem: n for n, stem in enumerate(stems.split(" "))}
    return _Model(place, weights, memoryview(rows).cast("b"))


@lru_cache(maxsize=_KNOWN)
def stem_of(key: str) -> str:
    """The stem that a folded word is known by here; empty for words of one or two letters.

    >>> stem_of("المدينه"), stem_of("في")
    ('مدين', '')
    """
    return light_stem(key) if len(key) >= _LEAST else ""


@lru_cache(maxsize=_KNOWN)
def rarity(stem: str) -> float:
    """How much a stem tells, in nats: minus the log of the share of paragraphs that hold it."""
    at = _model().place.get(stem)
    return _UNKNOWN if at is None else _model().weights[at] / _WEIGHT_SCALE


@lru_cache(maxsize=_KNOWN)
def vector(stem: str) -> Vector | None:
    """The vector of a stem, of length 1; None where it is not known."""
    at = _model().place.get(stem)
    if at is None:
        return None
    row = _model().vectors[at * DIMENSIONS : (at + 1) * DIMENSIONS]
    length = sqrt(sum(map(mul, row, row))) or 1.0
    return tuple(value / length for value in row)


@lru_cache(maxsize=_KNOWN)
def alike(one: str, other: str) -> float:
    """The cosine of two stems, -1 to 1; 1 for the same, 0 where one is not known.

    >>> alike("متظاهر", "محتج") > 0.7 > alike("متظاهر", "دولار")
    True
    """
    if one == other:
        return 1.0
    first, second = vector(one), vector(other)
    return 0.0 if first is None or second is None else sum(map(mul, first, second))


def meaning(weights: Mapping[str, float]) -> Vector:
    """The weighted sum of the vectors of stems, of length 1; all zeros where none is known."""
    total = [0.0] * DIMENSIONS
    for stem, weight in weights.items():
        row = vector(stem)
        if row is not None:
            total = [value + weight * part for value, part in zip(total, row, strict=True)]
    length = sqrt(sum(map(mul, total, total)))
    return tuple(value / length for value in total) if length else tuple(total)


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two vectors of length 1 (0 for one of zeros)."""
    return float(sum(map(mul, one, other)))
