"""What stems keep company with in news: how near two words, or two passages, are in meaning.

Vectors of counted company (positive pointwise mutual information and singular value decomposition:
Levy, Goldberg and Dagan 2015), made by `training/words.py`. Words that exclude one another (rose,
fell) keep the same company and are near: this tells what is spoken of, not what is said of it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from itertools import repeat
from math import dist, hypot
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
    length = hypot(*row) or 1.0
    return tuple(value / length for value in row)


def alike(one: str, other: str) -> float:
    """The cosine of two stems, -1 to 1; 1 for the same, 0 where one is not known.

    >>> alike("متظاهر", "محتج") > 0.7 > alike("متظاهر", "دولار")
    True
    """
    if one == other:
        return 1.0
    return cosine(vector(one), vector(other))


def distances(one: Vector, others: Iterable[Vector]) -> list[float]:
    """How far each of `others` is from `one`; `cosines` are made of it."""
    return list(map(dist, repeat(one), others))


def cosines(distances: Iterable[float]) -> list[float]:
    """The cosines of vectors of length 1 that are so far apart: the farther, the less."""
    # By the law of cosines: a distance is computed in C, a sum of products is not.
    return [1.0 - distance * distance / 2 for distance in distances]


def meaning(stems: Iterable[str]) -> Vector | None:
    """The sum of the vectors of stems, each once and weighed by its rarity, of length 1; None where
    none is known."""
    known = [row for stem in dict.fromkeys(stems) if (row := _weighed(stem)) is not None]
    total = [sum(parts) for parts in zip(*known, strict=True)]
    length = hypot(*total)
    return tuple(value / length for value in total) if length else None


@lru_cache(maxsize=_KNOWN)
def _weighed(stem: str) -> Vector | None:
    row, weight = vector(stem), rarity(stem)
    return None if row is None else tuple(weight * part for part in row)


def cosine(one: Vector | None, other: Vector | None) -> float:
    """The cosine of two vectors of length 1; 0 where one is not known."""
    if one is None or other is None:
        return 0.0
    apart = dist(one, other)
    return 1.0 - apart * apart / 2  # as `cosines`
