"""Shared passages: runs of five words, how much of a text another holds, and where.

Containment of word shingles (Broder 1997). A run is kept as a hash; only equal runs matter, so the
hashes show in no output.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias
from zlib import crc32

from riwaya.arabic import tokens
from riwaya.records import Passage

RUN: Final = 5
"""Words of a run."""

_KNOWN: Final = 1 << 16

Runs: TypeAlias = "array[int]"
"""Signed 64-bit hashes, sorted, each once."""


def runs(keys: Sequence[str]) -> Runs:
    """The runs of five of the folded words of a text; a shorter text is one run of its own.

    >>> len(runs("وصل الوفد الي العاصمه مساء امس".split()))
    2
    """
    return array("q", sorted(set(_hashes(keys))))


def _hashes(keys: Sequence[str]) -> list[int]:
    codes = [_code(key) for key in keys]
    if not codes:
        return []
    if len(codes) < RUN:
        return [hash(tuple(codes))]
    return list(map(hash, zip(*(codes[place:] for place in range(RUN)), strict=False)))


@lru_cache(maxsize=_KNOWN)
def _code(key: str) -> int:
    return crc32(key.encode())


def common(a: Runs, b: Runs) -> int:
    """How many runs two texts share."""
    return len(set(a).intersection(b))


def containment(a: Runs, b: Runs, shared: int) -> float:
    """The share (0 to 1) of the runs of the one with fewer that are `shared`."""
    least = min(len(a), len(b))
    return shared / least if least else 0.0


def passages(body: str, of: str, *, least: int = 8) -> tuple[Passage, ...]:
    """Where `body` has the same words as `of`: the longest stretches of `least` words or more, in
    the order of `body`, none overlapping in it; each with the first place in `of` that has it.
    Offsets are code points.

    >>> [one] = passages("قال الوزير إن الجسر مغلق.", "أمس قال الوزير إن الجسر مغلق", least=4)
    >>> one.start, one.end, one.of_start, one.of_end
    (0, 24, 4, 28)
    """
    mine = [token for token in tokens(body) if token.kind != "mark"]
    other = [token for token in tokens(of) if token.kind != "mark"]
    first: dict[int, int] = {}
    for place, code in enumerate(_hashes([token.key for token in other])):
        first.setdefault(code, place)
    found: list[Passage] = []
    at, codes = 0, _hashes([token.key for token in mine])
    while at < len(codes):
        begin = first.get(codes[at])
        if begin is None:
            at += 1
            continue
        size = 0
        while (
            at + size < len(mine)
            and begin + size < len(other)
            and mine[at + size].key == other[begin + size].key
        ):
            size += 1
        if size >= least:
            found.append(
                Passage(
                    start=mine[at].start, end=mine[at + size - 1].end,
                    of_start=other[begin].start, of_end=other[begin + size - 1].end,
                )
            )  # fmt: skip
        at += max(1, size)
    return tuple(found)
