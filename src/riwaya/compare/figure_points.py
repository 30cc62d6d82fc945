"""Figures that differ: between two units of a point, and as points of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from riwaya.compare.point import Table, as_point
from riwaya.compare.quantities import CLOCK, DURATION, Quantity
from riwaya.compare.tallies import clash
from riwaya.compare.units import Unit
from riwaya.records import Difference, DifferenceSide, Point, Verdict

CLASHES = 0.5
"""Two quantities of one thing cannot both hold from here on."""


def figures(table: Table, a: Unit, b: Unit) -> Iterator[Difference]:
    """The quantities of both units that count one thing with other values."""
    for group in table.counted:
        ours = next((one for one in group if _holds(a, one)), None)
        theirs = next((one for one in group if _holds(b, one)), None)
        if ours is not None and theirs is not None and _differ(ours, theirs):
            yield _figure(ours, theirs)


def _holds(unit: Unit, one: Quantity) -> bool:
    return unit.article == one.article and unit.start <= one.start and one.end <= unit.end


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
    found = []
    for group in table.counted:
        placed = [(one, _around(table, one)) for one in group]
        kept = [(one, unit) for one, unit in placed if unit is not None]
        new = {(one.article, one.start) for one, _ in kept} - told
        if len(kept) > 1 and len(new) == len(kept):
            point = _tally_point(table, [one for one, _ in kept], [unit for _, unit in kept])
            found += [point] if point is not None else []
    return found


def _around(table: Table, one: Quantity) -> int | None:
    """The smallest slice of the account that holds a figure, and is no denial."""
    units = table.space.units
    holding = [
        (unit.end - unit.start, place)
        for place, unit in enumerate(units)
        if _holds(unit, one) and not unit.denies
    ]
    return min(holding)[1] if holding else None


def _tally_point(table: Table, group: Sequence[Quantity], chosen: list[int]) -> Point | None:
    found = [_figure(a, b) for a, b in combinations(group, 2) if _differ(a, b)]
    if not found:
        return None
    units = [table.space.units[place] for place in chosen]
    clashes = any(clash(a, b) >= CLASHES for a, b in combinations(group, 2))
    verdict: Verdict = "contested" if clashes else "varied"
    return as_point(table, chosen, units, [], found, verdict, (), ())
