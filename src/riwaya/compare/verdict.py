"""Points: groups of units that speak of one matter, with what each account says, and the verdict.

A denial and the claim it denies make a contested point, also inside one account. Figures that
cannot both hold are contested, unless one may simply be the earlier count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from riwaya.arabic import tokens
from riwaya.compare.align import groups
from riwaya.compare.differences import differences
from riwaya.compare.point import Table, as_point, names, places, rank, stated
from riwaya.compare.polarity import negates
from riwaya.compare.quantities import CLOCK, Quantity
from riwaya.compare.tallies import clash
from riwaya.compare.units import Unit
from riwaya.compare.words import word_class
from riwaya.records import Difference, DifferenceSide, Point, Verdict

ALL_PAIRS = 6
"""Up to so many accounts every pair is compared word by word; beyond, each with the middle one."""

DIFFERS = 0.55
"""Two units of one matter differ on it from here on."""

CONTESTED = 0.5
"""Two units of one matter contradict one another from here on."""

GAINSAYS = 0.4
"""What negates contradicts a claim from here on."""

DENIED = 0.3
"""A denial goes to the claims that it is as likely as this of one matter with."""

CLASHES = 0.5
"""Two quantities of one thing cannot both hold from here on."""

SURE = 0.8
"""What the judge says of a difference counts only where it is this sure of one matter."""


def points(table: Table) -> tuple[Point, ...]:
    """All points of an event: contested first, then varied, agreed and single; inside a verdict
    those of more accounts first, then by place in the first account."""
    made = [_point(table, group) for group in _with_denials(table)]
    tallied = tally_points(table, made)
    told = {place for point in tallied for place in places(point)}
    made = [point for point in made if point.verdict != "agreed" or not places(point) <= told]
    return tuple(sorted([*made, *tallied], key=lambda point: rank(table, point)))


def _with_denials(table: Table) -> list[list[int]]:
    """The groups of units of one matter; a group of denials alone goes to the claims that it likely
    denies, though both sides hardly share words."""
    units = table.space.units
    found = groups(table.space, table.judged.matter)
    claims = [group for group in found if not all(units[i].denies for i in group)]
    joined = {id(group): list(group) for group in claims}
    alone = []
    for group in found:
        if not all(units[i].denies for i in group):
            continue
        target = max(claims, key=lambda claim: _denied(table, group, claim), default=[])
        if target and _denied(table, group, target) >= DENIED:
            joined[id(target)] += group
        else:
            alone.append(group)
    return sorted([*(sorted(group) for group in joined.values()), *alone])


def _denied(table: Table, denials: list[int], claims: list[int]) -> float:
    """How likely some of `claims` are what some of `denials` deny."""
    units = table.space.units
    return max(
        (
            table.matter(i, j)
            for i in denials
            for j in claims
            if _may_contradict(units[i], units[j]) and table.contested(i, j) >= GAINSAYS
        ),
        default=0.0,
    )


def _point(table: Table, group: list[int]) -> Point:
    against = _against(table, group)
    own = [place for place in group if place not in against] or group
    chosen = _chosen(table, own)
    units = [table.space.units[i] for i in chosen]
    if own is group:
        against = []
    deniers = [table.space.units[i] for i in _chosen(table, against)] if against else []
    found = [*_denials(table, own, against), *_telling(table, chosen)]
    claimed: list[str | None] = [key for i in group for key in table.space.units[i].claimed_by]
    alone = not against and table.space.units[own[0]].denies and bool(claimed)
    verdict = "contested" if alone else _verdict(table, chosen, found, denied=bool(against))
    asserted, denied = _sides(table, own, against, found)
    if alone:
        asserted, denied = claimed, [table.space.units[i].speaker for i in group]
    contested = verdict == "contested"
    return as_point(
        table, chosen, units, deniers, found, verdict,
        names(table, [*asserted, *claimed]) if contested and denied else (),
        names(table, denied) if contested else (),
    )  # fmt: skip


def _against(table: Table, group: list[int]) -> list[int]:
    """The units of a group that say "not" of what others of it claim: denials, and negations that
    the judge finds to contradict a claim."""
    units = table.space.units
    denials = [i for i in group if units[i].denies]
    claims = [i for i in group if not units[i].denies]
    if denials and claims:
        return [i for i in denials if any(_may_contradict(units[i], units[j]) for j in claims)]
    negating = [i for i in claims if negates(units[i], table.articles[units[i].account].body)]
    plain = [i for i in claims if i not in negating]
    return [
        i
        for i in negating
        if any(
            table.contested(i, j) >= GAINSAYS and _may_contradict(units[i], units[j]) for j in plain
        )
    ]


def _may_contradict(a: Unit, b: Unit) -> bool:
    """Nobody gainsays himself, nor does an outlet what somebody says in its own text."""
    if a.speaker is not None and a.speaker == b.speaker:
        return False
    return a.account != b.account or (a.speaker is not None and b.speaker is not None)


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


def _denials(table: Table, claims: list[int], against: list[int]) -> Iterator[Difference]:
    """Each denial beside the slice of the claim that is likeliest of one matter with it."""
    for denial in against:
        claim = min(claims, key=lambda i: (-table.matter(i, denial), i))
        yield Difference(
            kind="stance",
            a=stated(table, table.space.units[claim]),
            b=stated(table, table.space.units[denial]),
        )


def _telling(table: Table, chosen: list[int]) -> list[Difference]:
    """The differences of the chosen units, without other words that do not matter."""
    places_of = {table.space.units[i].article: i for i in chosen}
    return [one for one in _all_differences(table, chosen) if _matters(table, one, places_of)]


def _all_differences(table: Table, chosen: list[int]) -> list[Difference]:
    ordered = sorted(chosen, key=lambda i: table.space.units[i].account)
    if len(chosen) <= ALL_PAIRS:
        pairs = list(combinations(ordered, 2))
    else:
        pairs = [(chosen[0], other) for other in chosen[1:]]
    return [found for i, j in pairs for found in _between(table, i, j)]


def _between(table: Table, i: int, j: int) -> list[Difference]:
    """How two units differ: figures, the words, and where neither tells, what the judge says."""
    a, b = table.space.units[i], table.space.units[j]
    found = [*_figures(table, a, b)]
    taken = {(side.article, side.start) for one in found for side in (one.a, one.b)}
    found += (
        one
        for one in differences(a, b, table.articles, table.identity)
        if not {(side.article, side.start) for side in (one.a, one.b)} & taken
    )
    sure = table.matter(i, j) >= SURE or (_alone(table, a) and _alone(table, b))
    strong = any(one.kind != "wording" for one in found)
    contradict = table.contested(i, j) >= CONTESTED and _may_contradict(a, b)
    if sure and not strong and contradict:
        found.append(Difference(kind="stance", a=stated(table, a), b=stated(table, b)))
    elif sure and not found and table.differs(i, j) >= DIFFERS:
        found.append(Difference(kind="wording", a=stated(table, a), b=stated(table, b)))
    return found


def _alone(table: Table, unit: Unit) -> bool:
    """Whether an account is one sentence: it has hardly anything else to speak of."""
    return len(table.articles[unit.account].sentences) == 1


# --- figures ----------------------------------------------------------------------------------


def _figures(table: Table, a: Unit, b: Unit) -> Iterator[Difference]:
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


def _shown(one: Quantity) -> str:
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


# --- verdicts ---------------------------------------------------------------------------------


def _verdict(table: Table, chosen: list[int], found: list[Difference], *, denied: bool) -> Verdict:
    if denied or any(difference.kind == "stance" for difference in found):
        return "contested"
    if len(chosen) == 1:
        return "single"
    at = {(one.article, one.start): one for group in table.counted for one in group}
    for difference in found:
        one, other = (at.get((side.article, side.start)) for side in (difference.a, difference.b))
        if one is not None and other is not None and clash(one, other) >= CLASHES:
            return "contested"
    return "varied" if found else "agreed"


def _matters(table: Table, difference: Difference, places_of: dict[str, int]) -> bool:
    """Other words matter where both report the words of one speaker, or the judge says so."""
    if difference.kind != "wording":
        return True
    i, j = places_of[difference.a.article], places_of[difference.b.article]
    a, b = table.space.units[i], table.space.units[j]
    if table.matter(i, j) >= SURE and table.differs(i, j) >= DIFFERS:
        return True
    return a.speaker is not None and a.speaker == b.speaker and _quote(a) and _quote(b)


def _quote(unit: Unit) -> bool:
    return unit.statement is not None and unit.statement.mode != "indirect"


def _sides(
    table: Table, own: list[int], against: list[int], found: list[Difference]
) -> tuple[list[str | None], list[str | None]]:
    """Who asserts and who denies: those of both sides; else, where one account says "not" in other
    words alike, by the words of the difference."""
    units = table.space.units
    if against:
        return [units[i].speaker for i in own], [units[i].speaker for i in against]
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
