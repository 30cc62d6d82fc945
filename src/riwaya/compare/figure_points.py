"""Figures that differ: between two units of a point, and as points of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from riwaya.compare.numbers import DURATION
from riwaya.compare.point import Table, as_point
from riwaya.compare.quantities import CLOCK, Quantity
from riwaya.compare.tallies import clash
from riwaya.records import Difference, DifferenceSide, Point, Verdict

CLASHES = 0.5
"""Two quantities of one thing cannot both hold from here on."""


def figures(table: Table, i: int, j: int) -> Iterator[Difference]:
    """The quantities of two units that count one thing with other values."""
    ours, theirs = table.counted.held[i], table.counted.held[j]
    for number, one in ours.items():
        other = theirs.get(number)
        if other is not None and _differ(one, other):
            yield _figure(one, other)


def _differ(a: Quantity, b: Quantity) -> bool:
    return a.value != b.value or a.bound != b.bound


def _figure(a: Quantity, b: Quantity) -> Difference:
    return Difference(kind="time" if a.kind == CLOCK else "figure", a=_counted(a), b=_counted(b))


def _counted(one: Quantity) -> DifferenceSide:
    return DifferenceSide(
        article=one.article, start=one.start, end=one.end, text=one.text, value=_shown(one)
    )


def _shown(one: Quantity) -> str | None:
    if one.kind == DURATION:
        return None  # its words tell it best: 13 years are no number of hours to a reader
    hours, minutes = divmod(round(one.value), 60)
    return f"T{hours:02}:{minutes:02}" if one.kind == CLOCK else f"{one.value:.15g}"


def tally_points(table: Table, made: Sequence[Point]) -> list[Point]:
    """Points of figures that count the same thing in sentences that say other things beside it;
    without those that a point of `made` has, and those that do not differ."""
    told = {
        (side.article, side.start)
        for point in made
        for difference in point.differences
        if difference.kind in ("figure", "time")
        for side in (difference.a, difference.b)
    }
    around = _around(table)
    found = []
    for number, group in enumerate(table.counted.groups):
        kept = [
            (one, around[number, one.account]) for one in group if (number, one.account) in around
        ]
        new = {(one.article, one.start) for one, _ in kept} - told
        if len(kept) > 1 and len(new) == len(kept):
            point = _tally_point(table, [one for one, _ in kept], [unit for _, unit in kept])
            found += [point] if point is not None else []
    return found


def _around(table: Table) -> dict[tuple[int, int], int]:
    """For each group of quantities and account the smallest slice that holds its quantity, and is
    no denial."""
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for place, (unit, held) in enumerate(zip(table.space.units, table.counted.held, strict=True)):
        for number in held if not unit.denies else ():
            key, entry = (number, unit.account), (unit.end - unit.start, place)
            best[key] = min(best.get(key, entry), entry)
    return {key: place for key, (_, place) in best.items()}


def _tally_point(table: Table, group: Sequence[Quantity], chosen: list[int]) -> Point | None:
    found = [_figure(a, b) for a, b in combinations(group, 2) if _differ(a, b)]
    if not found:
        return None
    units = [table.space.units[place] for place in chosen]
    clashes = any(clash(a, b) >= CLASHES for a, b in combinations(group, 2))
    verdict: Verdict = "contested" if clashes else "varied"
    return as_point(table, chosen, units, [], found, verdict, (), ())
