"""Accepted proposals as points beside our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final

import msgspec

from riwaya.compare.identity import identify
from riwaya.compare.point import account_of
from riwaya.compare.units import Unit, cut
from riwaya.compare.voices import voices
from riwaya.propose.check import Dropped, Pair, Slice
from riwaya.records import (
    AnnotatedArticle,
    Comparison,
    Difference,
    DifferenceKind,
    DifferenceSide,
    Event,
    Point,
    Verdict,
)

PROPOSED: Final = "proposed"
"""The part that a proposed point has and no other, and the note of a comparison with such points.
"""

_RANKS: Final[Mapping[Verdict, int]] = {"contested": 0, "varied": 1, "agreed": 2}
_SAME: Final = 0.5
"""Share of the shorter of two slices in the other from which they are one."""


def with_pairs(
    comparison: Comparison, articles: Sequence[AnnotatedArticle], pairs: Sequence[Pair]
) -> tuple[Comparison, Counter[Dropped]]:
    """The comparison with a point for each of `pairs`, after its own: contested first, then by
    place. Dropped and counted: what it has already, a claim and a denial that are said to be the
    same, and the agreement of copies."""
    if not pairs:
        return comparison, Counter()
    there = {head.article for head in comparison.accounts}
    accounts = sorted((one for one in articles if one.id in there), key=lambda one: one.id)
    maker = _Maker(comparison.event, accounts)
    order = {head.article: place for place, head in enumerate(comparison.accounts)}
    points = list(comparison.points)
    dropped: Counter[Dropped] = Counter()
    for pair in pairs:
        first, second = sorted((pair.a, pair.b), key=lambda one: order[one.article])
        point = maker.point(Pair(first, second, pair.verdict))
        if not isinstance(point, Point):
            dropped[point] += 1
        elif any(_has(own, pair.a) and _has(own, pair.b) for own in points):
            dropped["known"] += 1
        else:
            points.append(point)
    made = sorted(points[len(comparison.points) :], key=lambda point: _rank(point, order))
    if not made:
        return comparison, dropped
    return msgspec.structs.replace(
        comparison, points=(*comparison.points, *made), notes=(*comparison.notes, PROPOSED)
    ), dropped


def _has(point: Point, one: Slice) -> bool:
    """Whether a point has a slice, or most of it."""
    return any(
        account.article == one.article
        and account.start is not None
        and account.end is not None
        and min(account.end, one.end) - max(account.start, one.start)
        >= _SAME * min(account.end - account.start, one.end - one.start)
        for account in point.accounts
    )


def _rank(point: Point, order: Mapping[str, int]) -> tuple[int, int, int, str]:
    first = point.accounts[0]
    return _RANKS[point.verdict], order[first.article], first.start or 0, point.id


class _Maker:
    """Makes points of pairs; whom a slice comes from is told as in our own points."""

    def __init__(self, event: Event, accounts: Sequence[AnnotatedArticle]) -> None:
        identity = identify(accounts)
        self._event, self._accounts = event, accounts
        self._by_id = {article.id: article for article in accounts}
        self._units = {
            article.id: cut(index, article, identity) for index, article in enumerate(accounts)
        }
        self._index = {article.id: index for index, article in enumerate(accounts)}

    def point(self, pair: Pair) -> Point | Dropped:
        """The point, or why there is none."""
        units = [self._unit(pair.a), self._unit(pair.b)]
        independent = voices(self._event, units, self._accounts)
        if pair.verdict == "agreed" and units[0].denies != units[1].denies:
            return "denied"
        if pair.verdict == "agreed" and independent < len(units):
            return "one_voice"
        name = "proposed:" + ":".join(f"{one.article}:{one.start}:{one.end}" for one in units)
        return Point(
            id="p" + sha256(f"{name}:{pair.verdict}".encode()).hexdigest()[:12],
            text=self._side(pair.a).text,
            kind="statement" if any(unit.kind == "statement" for unit in units) else "fact",
            verdict=pair.verdict,
            accounts=tuple(
                account_of(unit, differs=place > 0 and pair.verdict != "agreed")
                for place, unit in enumerate(units)
            ),
            differences=self._differences(pair),
            independent=independent,
            parts={PROPOSED: 1.0},
        )

    def _unit(self, one: Slice) -> Unit:
        """A slice as a unit: with the speaker of the smallest unit around it, and as a denial where
        most of it is denied by a word outside of it."""
        around = [
            unit
            for unit in self._units[one.article]
            if unit.start <= one.start and one.end <= unit.end
        ]
        bare = Unit(
            account=self._index[one.article], article=one.article, start=one.start, end=one.end,
            kind="fact", denies=False, terms={},
        )  # fmt: skip
        found = min(around, key=lambda unit: (unit.end - unit.start, unit.denies), default=bare)
        denied = any(
            said.stance == "deny"
            and not one.start <= said.cue.start < one.end
            and min(one.end, said.content.end) - max(one.start, said.content.start)
            >= _SAME * (one.end - one.start)
            for said in self._by_id[one.article].statements
        )
        return msgspec.structs.replace(found, start=one.start, end=one.end, denies=denied)

    def _differences(self, pair: Pair) -> tuple[Difference, ...]:
        if pair.verdict == "agreed":
            return ()
        kind: DifferenceKind = "stance" if pair.verdict == "contested" else "wording"
        return (Difference(kind=kind, a=self._side(pair.a), b=self._side(pair.b)),)

    def _side(self, one: Slice) -> DifferenceSide:
        text = self._by_id[one.article].body[one.start : one.end]
        return DifferenceSide(article=one.article, start=one.start, end=one.end, text=text)
