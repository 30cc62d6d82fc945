"""Points as records: what every account says on a matter, made from the slices chosen for it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from riwaya.compare.align import Weighted
from riwaya.compare.held import Counted
from riwaya.compare.identity import Identity
from riwaya.compare.judge import Judged
from riwaya.compare.units import Unit
from riwaya.compare.voices import voices
from riwaya.records import (
    AnnotatedArticle,
    Difference,
    DifferenceSide,
    Event,
    Point,
    PointAccount,
    PointKind,
    Verdict,
)

_SUBSTANCE = ("figure", "time", "place", "stance")
_RANKS: dict[Verdict, int] = {"contested": 0, "varied": 1, "agreed": 2, "single": 3}


class Table(msgspec.Struct, frozen=True, eq=False):
    """What points are made from. `articles` are by account; `order` are the article ids as the
    event lists them; `counted` the figures that count the same thing."""

    event: Event
    articles: tuple[AnnotatedArticle, ...]
    identity: Identity
    space: Weighted
    order: tuple[str, ...]
    counted: Counted
    judged: Judged

    def matter(self, i: int, j: int) -> float:
        """How likely two units speak of one matter."""
        return self.judged.matter((min(i, j), max(i, j)))

    def differs(self, i: int, j: int) -> float:
        """How likely two units of one matter differ on it."""
        return self.judged.differs((min(i, j), max(i, j)))

    def contested(self, i: int, j: int) -> float:
        """How likely two units of one matter cannot both hold."""
        return self.judged.contested((min(i, j), max(i, j)))


def rank(table: Table, point: Point) -> tuple[int, int, int, int, str]:
    """Contested first, then varied, agreed and single; those of more accounts first, then by place
    in the first account."""
    speaking = [account for account in point.accounts if account.start is not None]
    first = speaking[0]
    return (
        _RANKS[point.verdict],
        -len(speaking),
        table.order.index(first.article),
        first.start or 0,
        point.id,
    )


def places(point: Point) -> set[tuple[str, int]]:
    """Where the accounts of a point say what they say."""
    return {(one.article, one.start) for one in point.accounts if one.start is not None}


def as_point(
    table: Table,
    chosen: list[int],
    units: list[Unit],
    against: list[Unit],
    found: list[Difference],
    verdict: Verdict,
    asserted: tuple[str, ...],
    denied: tuple[str, ...],
) -> Point:
    """The point of `units`, at `chosen` in the table, and of those `against` them, with what was
    `found` to differ; the first unit gives its text."""
    first = units[0]
    own = {unit.article: unit for unit in units}
    differing = {
        side.article
        for difference in found
        if difference.kind in _SUBSTANCE and _within(difference.b, own.get(difference.b.article))
        for side in (difference.a, difference.b)
    } - {first.article}
    entries: dict[str, list[PointAccount]] = {}
    for unit in units:
        entries.setdefault(unit.article, []).append(
            account_of(unit, differs=unit.article in differing)
        )
    for unit in against:
        denial = msgspec.structs.replace(
            account_of(unit, differs=unit.article in differing), stance="denies"
        )
        entries.setdefault(unit.article, []).append(denial)
    likes = [table.matter(chosen[0], j) for j in chosen[1:]]
    name = f"{first.article}:{first.start}:{first.end}:{first.denies}"
    return Point(
        id="p" + sha256(name.encode()).hexdigest()[:12],
        text=table.articles[first.account].body[first.start : first.end],
        kind=_kind(units, found),
        verdict=verdict,
        accounts=tuple(
            entry
            for article in table.order
            for entry in entries.get(article)
            or [PointAccount(article=article, start=None, end=None, stance="silent")]
        ),
        differences=tuple(found),
        independent=voices(table.event, [*units, *against], table.articles),
        asserted_by=asserted,
        denied_by=denied,
        parts={
            "accounts": float(len(entries)),
            "likeness": round(min(1.0, sum(likes) / len(likes)), 4) if likes else 0.0,
            "denials": float(len(denied)),
            "differences": float(len(found)),
        },
    )


def _within(side: DifferenceSide, unit: Unit | None) -> bool:
    return unit is not None and unit.start <= side.start and side.end <= unit.end


def account_of(unit: Unit, *, differs: bool) -> PointAccount:
    """What an account has of a point by one of its units."""
    return PointAccount(
        article=unit.article,
        start=unit.start,
        end=unit.end,
        stance="denies" if unit.denies else "differs" if differs else "says",
        speaker=unit.speaker_name,
        cue=None if unit.statement is None else unit.statement.cue.text,
        chain=unit.chain,
    )


def _kind(units: list[Unit], found: list[Difference]) -> PointKind:
    if any(difference.kind == "figure" for difference in found):
        return "figure"
    return "statement" if any(unit.kind == "statement" for unit in units) else "fact"


def names(table: Table, keys: Sequence[str | None]) -> tuple[str, ...]:
    """The names of the speakers that are known, sorted."""
    found = [table.identity.name(key) for key in keys]
    return tuple(sorted({name for name in found if name}))


def stated(table: Table, unit: Unit) -> DifferenceSide:
    """A claim's slice, or a denial's with its cue where that stands close before it."""
    start = unit.start
    if unit.denies and unit.statement is not None and 0 <= start - unit.statement.cue.end < 120:
        start = unit.statement.cue.start
    return DifferenceSide(
        article=unit.article,
        start=start,
        end=unit.end,
        text=table.articles[unit.account].body[start : unit.end],
    )
