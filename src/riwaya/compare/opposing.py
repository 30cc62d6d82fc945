"""Claims and what says "not" of them, in one group of units, though they hardly share words."""

from __future__ import annotations

from riwaya.compare.align import groups
from riwaya.compare.point import Table
from riwaya.compare.units import Unit

GAINSAYS = 0.4
"""What negates contradicts a claim from here on."""

DENIED = 0.32
"""A denial goes to the claims that it is as likely as this of one matter with."""


def with_denials(table: Table) -> list[list[int]]:
    """The groups of units of one matter; a group that only says "not" goes to the claims that it
    likely denies, though both sides hardly share words."""
    units = table.space.units
    found = groups(table.space, table.judged.likely, table.matter)
    claims = [group for group in found if not all(units[i].negative for i in group)]
    joined = {id(group): list(group) for group in claims}
    alone = []
    for group in found:
        if id(group) in joined:
            continue
        likely = [_denied(table, group, claim) for claim in claims]
        if likely and max(likely) >= DENIED:
            joined[id(claims[likely.index(max(likely))])] += group
        else:
            alone.append(group)
    return sorted([*(sorted(group) for group in joined.values()), *alone])


def _denied(table: Table, denials: list[int], claims: list[int]) -> float:
    """How likely some of `claims` are what some of `denials` deny: the mean of the two likeliest
    pairs, for one alone may be chance; 0 where no pair contradicts."""
    units = table.space.units
    pairs = [(i, j) for i in denials for j in claims if may_contradict(units[i], units[j])]
    if not any(table.contested(i, j) >= GAINSAYS for i, j in pairs):
        return 0.0
    likely = sorted((table.matter(i, j) for i, j in pairs), reverse=True)
    return sum(likely[:2]) / 2


def against(table: Table, group: list[int]) -> list[int]:
    """The units of a group that say "not" of what others of it claim: denials, negations that the
    judge finds to contradict a claim, and those of who denies."""
    units = table.space.units
    claims = [i for i in group if not units[i].negative]
    denials = [
        i
        for i in group
        if units[i].denies and any(may_contradict(units[i], units[j]) for j in claims)
    ]
    deniers = {units[i].speaker for i in denials} - {None}
    negations = [
        i
        for i in group
        if units[i].negative and not units[i].denies and claims
        and (units[i].speaker in deniers or _gainsays(table, i, claims))
    ]  # fmt: skip
    return sorted([*denials, *negations])


def _gainsays(table: Table, negation: int, claims: list[int]) -> bool:
    units = table.space.units
    return any(
        table.contested(negation, j) >= GAINSAYS and may_contradict(units[negation], units[j])
        for j in claims
    )


def may_contradict(a: Unit, b: Unit) -> bool:
    """Nobody gainsays himself, nor does an outlet what somebody says in its own text."""
    if a.speaker is not None and a.speaker == b.speaker:
        return False
    return a.account != b.account or (a.speaker is not None and b.speaker is not None)
