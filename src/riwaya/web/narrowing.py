"""A part of a comparison: some of its accounts, with all that is said of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from riwaya.records import Comparison, Point

_TELLING: Final = ("figure", "time", "place", "stance")


def folded(comparison: Comparison) -> dict[str, str]:
    """The accounts that are no voice of their own, and the account that each was taken from, where
    that is in the comparison too. A copy with another figure, time, place or stance than its
    origin is not folded: what was changed in it must be seen."""
    there = {one.article for one in comparison.accounts}
    changed = {
        frozenset((one.a.article, one.b.article)) for point in comparison.points
        for one in point.differences if one.kind in _TELLING
    }  # fmt: skip
    return {
        copy.article: copy.of for copy in comparison.event.copies
        if copy.dependent and copy.of in there and copy.article in there
        and frozenset((copy.article, copy.of)) not in changed
    }  # fmt: skip


def interesting(comparison: Comparison, voices: Sequence[str], most: int) -> list[str]:
    """At most so many of the voices, in their order: those that speak on most points that are
    contested, then on most that vary, then on most."""
    weights = {"contested": 10_000, "varied": 100, "agreed": 1, "single": 1}
    worth = dict.fromkeys(voices, 0)
    for point in comparison.points:
        for name in {one.article for one in point.accounts if one.stance != "silent"}:
            if name in worth:
                worth[name] += weights[point.verdict]
    place = {name: at for at, name in enumerate(voices)}
    best = set(sorted(voices, key=lambda name: (-worth[name], place[name]))[:most])
    return [name for name in voices if name in best]


def narrowed(comparison: Comparison, chosen: Collection[str]) -> Comparison:
    """The comparison as far as it is about the chosen accounts. Verdicts stay: they are of all."""
    if len(chosen) == len(comparison.accounts):
        return comparison
    keep = set(chosen)
    points = (_point(point, keep) for point in comparison.points)
    return msgspec.structs.replace(
        comparison,
        accounts=tuple(one for one in comparison.accounts if one.article in keep),
        points=tuple(one for one in points if any(a.stance != "silent" for a in one.accounts)),
        naming=tuple(
            msgspec.structs.replace(one, forms=forms) for one in comparison.naming
            if (forms := tuple(form for form in one.forms if form.article in keep))
        ),
        reporting=tuple(
            msgspec.structs.replace(one, forms=said) for one in comparison.reporting
            if (said := tuple(form for form in one.forms if form.article in keep))
        ),
        timeline=tuple(
            msgspec.structs.replace(
                one, articles=tuple(name for name in one.articles if name in keep),
                sources=tuple(at for at in one.sources if at.article in keep),
            )
            for one in comparison.timeline if keep.intersection(one.articles)
        ),
    )  # fmt: skip


def _point(point: Point, keep: Collection[str]) -> Point:
    return msgspec.structs.replace(
        point, accounts=tuple(one for one in point.accounts if one.article in keep),
        differences=tuple(
            one for one in point.differences if one.a.article in keep and one.b.article in keep
        ),
    )  # fmt: skip
