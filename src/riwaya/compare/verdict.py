"""Points: groups of aligned units with what each account says, and the verdict on them.

A denial and the claim it denies make a contested point, also inside one account. Figures that
cannot both hold are contested, unless one may simply be the earlier count.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from riwaya.arabic import tokens
from riwaya.compare import align
from riwaya.compare.align import Weighted
from riwaya.compare.differences import counted, differences, incompatible
from riwaya.compare.point import Table, as_point, names, places, rank, stated
from riwaya.compare.polarity import gainsaid
from riwaya.compare.tallies import CLOCK, Tally
from riwaya.compare.units import Unit
from riwaya.compare.words import word_class
from riwaya.records import Difference, DifferenceSide, Point, Verdict

ALL_PAIRS = 6
"""Up to so many accounts every pair is compared word by word; beyond, each with the middle one."""

SAME_SCOPE = 0.5
"""Below this overlap two figures may count different things: they differ, but do not clash."""


def points(table: Table) -> tuple[Point, ...]:
    """All points of an event: contested first, then varied, agreed and single; inside a verdict
    those of more accounts first, then by place in the first account."""
    found = align.groups(table.space)
    claims = [group for group in found if not table.space.units[group[0]].denies]
    denials: dict[int, list[int]] = {}
    made: list[Point] = []
    for group in found:
        if not table.space.units[group[0]].denies:
            continue
        targets = align.denied(table.space, group, claims)
        for target in targets:
            denials.setdefault(target, []).extend(group)
        made.append(_denial_point(table, group, linked=bool(targets)))
    for position, group in enumerate(claims):
        made.append(_claim_point(table, group, denials.get(position, [])))
    told_already = {unit for group in denials.values() for unit in group}
    made += _gainsaid_points(table, claims, told_already)
    tallied = tally_points(table, made)
    told = {place for point in tallied for place in places(point)}
    made = [point for point in made if point.verdict != "agreed" or not places(point) <= told]
    return tuple(sorted([*made, *tallied], key=lambda point: rank(table, point)))


def _chosen(space: Weighted, group: list[int]) -> list[int]:
    """The best unit of each account, by likeness to the other accounts' units; the one nearest to
    all stands first."""
    units = space.units
    best: dict[int, tuple[float, int]] = {}
    for i in group:
        others = [
            align.likeness(space, i, j) for j in group if units[j].account != units[i].account
        ]
        score = (-sum(others) / max(1, len(others)), i)
        account = units[i].account
        best[account] = min(best.get(account, score), score)
    return [i for _, i in sorted(best.values())]


def _claim_point(table: Table, group: list[int], denial: list[int]) -> Point:
    chosen = _chosen(table.space, group)
    units = [table.space.units[i] for i in chosen]
    deniers = [table.space.units[i] for i in denial]
    found = _all_differences(table, units)
    claimants = [table.space.units[i] for i in group]
    asserted = [unit.speaker for unit in claimants]
    asserted += [key for unit in deniers for key in unit.claimed_by]
    denied = [unit.speaker for unit in deniers]
    if denial:
        found = [*(_denial_difference(table, group, unit) for unit in denial), *found]
    elif any(difference.kind == "stance" for difference in found):
        asserted, denied = _sides(units, found)
    verdict = _verdict(table, units, found, denied=bool(denial))
    contested = verdict == "contested"
    return as_point(
        table,
        chosen,
        units,
        deniers,
        found,
        verdict,
        names(table, asserted) if contested and denied else (),
        names(table, denied) if contested else (),
    )


def _gainsaid_points(table: Table, claims: list[list[int]], linked: set[int]) -> list[Point]:
    """Points of what says "not" of a claim though it is no denial that is `linked` to one: one for
    each group of `claims`, with all that gainsays it."""
    position_of = {unit: position for position, group in enumerate(claims) for unit in group}
    against: dict[int, dict[int, int]] = {}
    for unit, claim in gainsaid(table.space, table.articles):
        if unit not in linked and not table.space.units[unit].claimed_by:
            against.setdefault(position_of[claim], {})[unit] = claim
    return [
        _claim_point(table, sorted(set(units.values())), list(units))
        for _, units in sorted(against.items())
    ]


def _denial_point(table: Table, group: list[int], *, linked: bool) -> Point:
    """A denial as a statement of its own: contested where it names whose claim it denies and no
    other slice of the event makes that claim."""
    chosen = _chosen(table.space, group)
    units = [table.space.units[i] for i in chosen]
    claimed = [key for i in group for key in table.space.units[i].claimed_by]
    found = _all_differences(table, units)
    if linked or not claimed:
        verdict = _verdict(table, units, found, denied=False)
        return as_point(table, chosen, units, [], found, verdict, (), ())
    denied = [table.space.units[i].speaker for i in group]
    return as_point(
        table, chosen, units, [], found, "contested", names(table, claimed), names(table, denied)
    )


def tally_points(table: Table, made: Sequence[Point]) -> list[Point]:
    """Points of figures that count the same thing in sentences that say other things beside it;
    without those that a point of `made` has, and those that do not differ."""
    told = {
        (side.article, side.start)
        for point in made
        for difference in point.differences
        if difference.kind == "figure"
        for side in (difference.a, difference.b)
    }
    found = []
    for group in table.counted:
        placed = [(one, _around(table, one)) for one in group]
        kept = [(one, unit) for one, unit in placed if unit is not None]
        new = {(one.article, one.figure.start) for one, _ in kept} - told
        if len(kept) > 1 and len(new) == len(kept):
            point = _tally_point(table, [one for one, _ in kept], [unit for _, unit in kept])
            found += [point] if point is not None else []
    return found


def _around(table: Table, one: Tally) -> int | None:
    """The smallest slice of the account that holds a figure, and is no denial."""
    units = table.space.units
    holding = [
        (unit.end - unit.start, place)
        for place, unit in enumerate(units)
        if unit.article == one.article and not unit.denies
        and unit.start <= one.figure.start and one.figure.end <= unit.end
    ]  # fmt: skip
    return min(holding)[1] if holding else None


def _tally_point(table: Table, group: Sequence[Tally], chosen: list[int]) -> Point | None:
    found = [
        Difference(kind="time" if a.kind == CLOCK else "figure", a=_counted(a), b=_counted(b))
        for a, b in combinations(group, 2)
        if a.figure.value != b.figure.value or a.figure.bound != b.figure.bound
    ]
    if not found:
        return None
    units = [table.space.units[place] for place in chosen]
    clash = any(
        incompatible(a.figure, b.figure)
        and (a.kind == CLOCK or not _may_be_earlier(table, one, other))
        for (a, one), (b, other) in combinations(list(zip(group, units, strict=True)), 2)
    )
    verdict: Verdict = "contested" if clash else "varied"
    return as_point(table, chosen, units, [], found, verdict, (), ())


def _counted(one: Tally) -> DifferenceSide:
    figure = one.figure
    return DifferenceSide(
        article=one.article, start=figure.start, end=figure.end, text=figure.text,
        value=_shown(one),
    )  # fmt: skip


def _shown(one: Tally) -> str:
    hours, minutes = divmod(round(one.figure.value), 60)
    return f"T{hours:02}:{minutes:02}" if one.kind == CLOCK else f"{one.figure.value:g}"


def _all_differences(table: Table, units: list[Unit]) -> list[Difference]:
    ordered = sorted(units, key=lambda unit: unit.account)
    if len(units) <= ALL_PAIRS:
        pairs = [(a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :]]
    else:
        pairs = [(units[0], unit) for unit in units[1:]]
    return [found for a, b in pairs for found in differences(a, b, table.articles, table.identity)]


# --- verdicts ---------------------------------------------------------------------------------


def _verdict(table: Table, units: list[Unit], found: list[Difference], *, denied: bool) -> Verdict:
    if denied or any(difference.kind == "stance" for difference in found):
        return "contested"
    if len(units) == 1:
        return "single"
    by_article = {unit.article: unit for unit in units}
    for difference in found:
        a, b = by_article[difference.a.article], by_article[difference.b.article]
        if difference.kind == "figure" and _figures_clash(table, a, b, difference):
            return "contested"
    return "varied" if any(_matters(difference, by_article) for difference in found) else "agreed"


def _matters(difference: Difference, units: dict[str, Unit]) -> bool:
    """Other words matter where both report the words of one speaker."""
    if difference.kind != "wording":
        return True
    a, b = units[difference.a.article], units[difference.b.article]
    return a.speaker is not None and a.speaker == b.speaker


def _figures_clash(table: Table, a: Unit, b: Unit, difference: Difference) -> bool:
    places = table.space.units.index(a), table.space.units.index(b)
    sides = {(side.article, side.start) for side in (difference.a, difference.b)}
    one_thing = align.overlap(table.space, *places) >= SAME_SCOPE or any(
        sides <= {(one.article, one.figure.start) for one in group} for group in table.counted
    )
    if _may_be_earlier(table, a, b) or not one_thing:
        return False
    one = [figure for figure in a.figures if figure.start == difference.a.start]
    other = [figure for figure in b.figures if figure.start == difference.b.start]
    return any(incompatible(x, y) for x in one for y in other if counted(x) == counted(y))


def _may_be_earlier(table: Table, a: Unit, b: Unit) -> bool:
    first, second = table.articles[a.account], table.articles[b.account]
    days = [article.published.start[:10] for article in (first, second) if article.published]
    if len(set(days)) > 1:
        return True
    times = [{time.value for time in unit.times if time.value} for unit in (a, b)]
    if all(times) and not times[0] & times[1]:
        return True
    early = word_class("early")
    return any(
        token.key in early
        for unit, article in ((a, first), (b, second))
        for token in tokens(article.body, unit.start, unit.end)
    )


def _sides(units: list[Unit], found: list[Difference]) -> tuple[list[str | None], list[str | None]]:
    """Who asserts and who denies where one account says "not": by the words of the difference."""
    negation = word_class("negation")
    negating: set[str] = set()
    for difference in found:
        if difference.kind == "stance":
            negating |= {
                side.article
                for side in (difference.a, difference.b)
                if any(token.key in negation for token in tokens(side.text))
            }
    asserted = [unit.speaker for unit in units if unit.article not in negating]
    return asserted, [unit.speaker for unit in units if unit.article in negating]


def _denial_difference(table: Table, group: list[int], denial: int) -> Difference:
    """A denial beside the slice of the claim that is most like it."""
    space = table.space
    claim = min(group, key=lambda i: (-align.overlap(space, i, denial), i))
    return Difference(
        kind="stance",
        a=stated(table, space.units[claim]),
        b=stated(table, space.units[denial]),
    )
