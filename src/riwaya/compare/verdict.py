"""Points: groups of units that speak of one matter, with what each account says, and the verdict.

A denial and the claim it denies make a contested point, also inside one account. Figures that
cannot both hold are contested, unless one may simply be the earlier count.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from riwaya.arabic import tokens
from riwaya.compare.differences import differences
from riwaya.compare.figure_points import CLASHES, figures, tally_points
from riwaya.compare.opposing import against, may_contradict, with_denials
from riwaya.compare.point import Table, as_point, names, places, rank, stated
from riwaya.compare.tallies import clash
from riwaya.compare.units import Unit
from riwaya.compare.words import word_class
from riwaya.records import Difference, Point, Verdict

ALL_PAIRS = 6
"""Up to so many accounts every pair is compared word by word; beyond, each with the middle one."""

DIFFERS = 0.55
"""Two units of one matter differ on it from here on."""

CONTESTED = 0.6
"""Two units of one matter contradict one another from here on."""

ALONE = 0.5
"""The same for two accounts of one sentence each, which have hardly anything else to speak of."""

SURE = 0.8
"""What the judge says of a difference counts only where it is this sure of one matter."""


def points(table: Table) -> tuple[Point, ...]:
    """All points of an event: contested first, then varied, agreed and single; inside a verdict
    those of more accounts first, then by place in the first account."""
    made = [_point(table, group) for group in with_denials(table)]
    tallied = tally_points(table, made)
    told = {place for point in tallied for place in places(point)}
    made = [point for point in made if point.verdict != "agreed" or not places(point) <= told]
    return tuple(sorted([*made, *tallied], key=lambda point: rank(table, point)))


def _point(table: Table, group: list[int]) -> Point:
    units = table.space.units
    opposed = against(table, group)
    own = [place for place in group if place not in opposed]
    if not own:
        own, opposed = group, []
    chosen = _chosen(table, own)
    found = [*_denials(table, own, opposed), *_all_differences(table, chosen)]
    claimed: list[str | None] = [key for i in group for key in units[i].claimed_by]
    alone = not opposed and units[own[0]].denies and bool(claimed)
    verdict = "contested" if alone else _verdict(table, chosen, found, denied=bool(opposed))
    asserted, denied = _sides(table, own, opposed, found)
    if alone:
        asserted, denied = claimed, [units[i].speaker for i in group]
    contested = verdict == "contested"
    return as_point(
        table, chosen, [units[i] for i in chosen], [units[i] for i in _chosen(table, opposed)],
        found, verdict,
        names(table, [*asserted, *claimed]) if contested and denied else (),
        names(table, denied) if contested else (),
    )  # fmt: skip


def _chosen(table: Table, group: list[int]) -> list[int]:
    """The best unit of each account, by how likely it and those of the others are of one matter;
    the one nearest to all stands first."""
    units = table.space.units
    best: dict[int, tuple[float, int]] = {}
    for i in group:
        others = [table.matter(i, j) for j in group if units[j].account != units[i].account]
        score = (-sum(others) / max(1, len(others)), i)
        account = units[i].account
        best[account] = min(best.get(account, score), score)
    return [i for _, i in sorted(best.values())]


def _denials(table: Table, claims: list[int], opposed: list[int]) -> Iterator[Difference]:
    """Each denial beside the slice of the claim that is likeliest of one matter with it."""
    for denial in opposed:
        claim = min(claims, key=lambda i: (-table.matter(i, denial), i))
        yield Difference(
            kind="stance",
            a=stated(table, table.space.units[claim]),
            b=stated(table, table.space.units[denial]),
        )


def _all_differences(table: Table, chosen: list[int]) -> list[Difference]:
    ordered = sorted(chosen, key=lambda i: table.space.units[i].account)
    if len(chosen) <= ALL_PAIRS:
        pairs = list(combinations(ordered, 2))
    else:
        pairs = [(chosen[0], other) for other in chosen[1:]]
    return [found for i, j in pairs for found in _between(table, i, j)]


def _between(table: Table, i: int, j: int) -> list[Difference]:
    """How two units differ: figures, the words, and where neither tells, what the judge says. Other
    words count where one quotes a speaker that both report, or where the judge says so."""
    a, b = table.space.units[i], table.space.units[j]
    found = [*figures(table, i, j)]
    taken = {(side.article, side.start) for one in found for side in (one.a, one.b)}
    found += (
        one
        for one in differences(a, b, table.articles, table.identity)
        if not {(side.article, side.start) for side in (one.a, one.b)} & taken
    )
    alone = _alone(table, a) and _alone(table, b)
    sure = table.matter(i, j) >= SURE
    differ = (sure or alone) and table.differs(i, j) >= DIFFERS
    if (sure or alone) and _contradict(table, i, j, found, alone=alone):
        found.append(Difference(kind="stance", a=stated(table, a), b=stated(table, b)))
    elif not found and differ:
        found.append(Difference(kind="wording", a=stated(table, a), b=stated(table, b)))
    quoted = a.speaker is not None and a.speaker == b.speaker and (a.quotes or b.quotes)
    return [one for one in found if one.kind != "wording" or quoted or (sure and differ)]


def _contradict(table: Table, i: int, j: int, found: list[Difference], *, alone: bool) -> bool:
    """Whether two units contradict one another, beside nothing `found` but other words."""
    if any(one.kind != "wording" for one in found):
        return False
    units, least = table.space.units, ALONE if alone else CONTESTED
    return may_contradict(units[i], units[j]) and table.contested(i, j) >= least


def _alone(table: Table, unit: Unit) -> bool:
    """Whether an account is one sentence."""
    return len(table.articles[unit.account].sentences) == 1


# --- verdicts ---------------------------------------------------------------------------------


def _verdict(table: Table, chosen: list[int], found: list[Difference], *, denied: bool) -> Verdict:
    if denied or any(difference.kind == "stance" for difference in found):
        return "contested"
    if len(chosen) == 1:
        return "single"
    for difference in found:
        one, other = (
            table.counted.at.get((side.article, side.start))
            for side in (difference.a, difference.b)
        )
        if one is not None and other is not None and clash(one, other) >= CLASHES:
            return "contested"
    return "varied" if found else "agreed"


def _sides(
    table: Table, own: list[int], opposed: list[int], found: list[Difference]
) -> tuple[list[str | None], list[str | None]]:
    """Who asserts and who denies: those of both sides; else, where one account says "not" in other
    words alike, by the words of the difference."""
    units = table.space.units
    if opposed:
        return [units[i].speaker for i in own], [units[i].speaker for i in opposed]
    negation = word_class("negation")
    negating = {
        side.article
        for difference in found
        if difference.kind == "stance"
        for side in (difference.a, difference.b)
        if any(token.key in negation for token in tokens(side.text))
    }
    asserted = [units[i].speaker for i in own if units[i].article not in negating]
    return asserted, [units[i].speaker for i in own if units[i].article in negating]
