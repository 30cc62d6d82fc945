"""Copies: who took over whose text, and how many voices are left of an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from sys import intern
from typing import Final

import msgspec

from riwaya.arabic import fold_key
from riwaya.records import AnnotatedArticle, Copy, CopyKind
from riwaya.union import Union

_MOST: Final = 0.5

_SAME: Final = 0.95
_WHOLE: Final = 0.9
_PART: Final = 0.75
_LATE: Final = "9999"


class Head(msgspec.Struct, frozen=True):
    """What tells which of two texts came first: outlet and credit, folded, and the day."""

    id: str
    outlet: str
    credit: tuple[str, ...]
    day: str
    size: int


class Taken(msgspec.Struct, frozen=True):
    """Two articles with shared runs: how many, and how many each has."""

    a: str
    b: str
    common: int
    a_runs: int
    b_runs: int


def head(article: AnnotatedArticle) -> Head:
    """The head of an article."""
    return Head(
        id=article.id, outlet=intern(fold_key(article.outlet or "")),
        credit=tuple(intern(fold_key(name)) for name in article.credit),
        day=intern(article.published.start if article.published else _LATE),
        size=len(article.body),
    )  # fmt: skip


def copies(taken: Iterable[Taken], heads: Mapping[str, Head]) -> tuple[Copy, ...]:
    """The copies among pairs with shared runs, by article, the origin with the largest share first.

    Of a pair the copy is the one that credits the other or an agency, else the later, else the
    shorter, else the greater id.
    """
    found: dict[str, list[Copy]] = defaultdict(list)
    for pair in taken:
        copy = _copy(pair, heads)
        found[copy.article].append(copy)
    voice = Union()
    for of in found.values():
        of.sort(key=lambda copy: (-copy.share, copy.of))
        for copy in of:
            if copy.dependent:
                voice.join(copy.article, copy.of)
    for of in found.values():
        _mark_stitched(of, voice)
    return tuple(copy for name in sorted(found) for copy in found[name])


def _copy(pair: Taken, heads: Mapping[str, Head]) -> Copy:
    one, other = heads[pair.a], heads[pair.b]
    late = one.id if _order(one, other) > _order(other, one) else other.id
    mine, of = (pair.a_runs, pair.b_runs) if late == pair.a else (pair.b_runs, pair.a_runs)
    share, of_share = pair.common / mine, pair.common / of
    return Copy(
        article=late, of=pair.b if late == pair.a else pair.a, share=round(share, 4),
        of_share=round(of_share, 4), kind=_kind(share, of_share),
    )  # fmt: skip


def _order(one: Head, other: Head) -> tuple[bool, bool, str, int, str]:
    agency = bool(one.outlet) and one.outlet in other.credit
    return (not agency, bool(one.credit), one.day, -one.size, one.id)


def _kind(share: float, of_share: float) -> CopyKind:
    if min(share, of_share) >= _SAME:
        return "exact"
    if (of_share >= _WHOLE and share < _PART) or share < _MOST <= of_share:
        return "extended"
    if (share >= _WHOLE and of_share < _PART) or of_share < _MOST <= share:
        return "abridged"
    return "edited" if share >= _MOST else "partial"


def _mark_stitched(of: list[Copy], voice: Union) -> None:
    """Marks the main origin of an article that is mostly made of several texts, each counted once
    however many copies of it there are."""
    shares: dict[str, float] = {}
    for copy in of:
        shares.setdefault(voice.root(copy.of), copy.share)
    if of[0].share < _MOST <= sum(shares.values()):
        of[0] = msgspec.structs.replace(of[0], kind="stitched")


def voices(ids: Sequence[str], found: Iterable[Copy]) -> dict[str, str]:
    """The voice of each article: itself, or, where its text is mostly not its own, its first
    origin, which may be no account of the event."""
    origin: dict[str, str] = {}
    for copy in found:
        if copy.dependent:
            origin.setdefault(copy.article, copy.of)
    return {name: _first(name, origin) for name in ids}


def _first(name: str, origin: Mapping[str, str]) -> str:
    seen = {name}
    while (before := origin.get(name)) is not None and before not in seen:
        seen.add(before)
        name = before
    return name
