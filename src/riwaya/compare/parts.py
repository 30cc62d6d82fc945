"""The named parts of a pair of units, from which the judge tells how likely both speak of one
matter, and whether they differ on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from riwaya.arabic import tokens
from riwaya.arabic.vectors import alike, cosine, cosines, distances
from riwaya.compare.identity import may_be_one
from riwaya.compare.quantities import CASUALTIES
from riwaya.compare.traits import Traits
from riwaya.compare.units import Unit
from riwaya.compare.words import term
from riwaya.records import Figure

WORD_PARTS: Final = (
    "words_least", "words_most", "shared", "left_least", "left_most", "told", "share_least",
    "share_most", "near", "near_share", "unmatched", "opposed", "opposed_left", "one_side",
    "names_left_least", "names_left_most", "names_near", "negated_least", "negated_most",
    "negated_apart", "numbers_shared", "numbers_left", "order", "nearest", "second", "third",
    "meaning_left", "meaning", "rare_left_least", "rare_left_most", "in_order", "near_often",
    "counted_near", "counted_equal", "counted_ratio", "counts", "denying",
)  # fmt: skip
"""What the words of two slices give, whoever says them."""

UNIT_PARTS: Final = (
    "overlap", "figures_shared", "figures_apart", "speaker_same", "speaker_other", "denials_apart",
    "quoted", "narrated", "days_shared", "days_apart", "names_shared", "place_gap", "place_sum",
    "one_account", "order_gap", "stance_same", "tallied", "tallied_apart",
)  # fmt: skip
"""What the units give beside their words."""

SPACE_PARTS: Final = (
    "rank_least", "rank_most", "gap_least", "gap_most", "around", "around_sum", "units_least",
)  # fmt: skip
"""What the other units of the event give."""

PARTS: Final = (*WORD_PARTS, *UNIT_PARTS, *SPACE_PARTS)

NEAR_PARTS: Final = (
    "near", "near_share", "unmatched", "nearest", "second", "third", "meaning_left", "near_often",
)  # fmt: skip
"""Those of `WORD_PARTS` for which every word left is held against every other: most of the work."""

NEAR: Final = 0.55
"""Two words are near in meaning from here on."""
_VERY_NEAR: Final = 0.75
_TOP: Final = 3
_KINDS: Final = 1 << 12


class _Match(NamedTuple):
    """The words of two slices set one to one: pairs of the same word, and what is left of each."""

    pairs: list[tuple[int, int]]
    left: list[int]
    other: list[int]


def word_parts(a: Traits, b: Traits, *, near: bool = True) -> list[float]:
    """The values of `WORD_PARTS`, without `near` those of `NEAR_PARTS` left open; the order of the
    two does not matter."""
    if (len(b.stems), b.stems) < (len(a.stems), a.stems):
        a, b = b, a
    match = _matched(a, b)
    least, most = max(1, len(a.stems)), max(1, len(b.stems))
    alike_left, meaning = _nearest(a, b, match) if near else ([], 0.0)
    top = [*alike_left[:_TOP], *[0.0] * _TOP][:_TOP]
    opposed = _opposed(a, b, match)
    names = _names(a, b, match)
    counted = _counted(a, b)
    shared, left, other = len(match.pairs), match.left, match.other
    return [
        least, most, shared, len(left), len(other),
        sum([a.rarities[i] for i, _ in match.pairs]) / a.told,
        shared / least, shared / most,
        sum(alike_left), sum(alike_left) / max(1, len(left)), len(left) - len(alike_left),
        *opposed, *names,
        min(a.negated, b.negated), max(a.negated, b.negated), abs(a.negated - b.negated),
        sum([a.numeric[i] for i, _ in match.pairs]),
        sum([a.numeric[i] for i in left]) + sum([b.numeric[j] for j in other]),
        _turned(match), *top,
        meaning, cosine(a.meaning, b.meaning),
        max([a.rarities[i] for i in left], default=0.0),
        max([b.rarities[j] for j in other], default=0.0),
        2 * _rising([j for _, j in match.pairs]) / (least + most),
        sum(value > _VERY_NEAR for value in alike_left),
        *counted, min(len(a.counts), len(b.counts)),
        abs(a.denying - b.denying),
    ]  # fmt: skip


def _matched(a: Traits, b: Traits) -> _Match:
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for ours, theirs in ((a.stems, b.stems), (a.roots, b.roots)):
        places: dict[str, list[int]] = {}
        for j in range(len(theirs) - 1, -1, -1):
            if j not in taken:
                places.setdefault(theirs[j], []).append(j)
        done = {i for i, _ in pairs}
        for i, word in enumerate(ours):
            if i not in done and places.get(word):
                j = places[word].pop()
                taken.add(j)
                pairs.append((i, j))
    done = {i for i, _ in pairs}
    left = [i for i in range(len(a.stems)) if i not in done]
    other = [j for j in range(len(b.stems)) if j not in taken]
    return _Match(sorted(pairs), left, other)


def _nearest(a: Traits, b: Traits, match: _Match) -> tuple[list[float], float]:
    """How near the words left are that are near, each set to one other, the nearest first; and how
    near each is to its nearest, on the mean of both sides."""
    left, other = match.left, match.other
    rows = {i: row for i in left if (row := a.vectors[i]) is not None}
    columns = {j: row for j in other if (row := b.vectors[j]) is not None}
    if not rows or not columns:
        return [], 0.0
    apart = [distances(row, columns.values()) for row in rows.values()]
    ours = _nearest_each(map(min, apart), known_all=len(columns) == len(other))
    theirs = _nearest_each(map(min, zip(*apart, strict=True)), known_all=len(rows) == len(left))
    scored = [
        (-value, i, j)
        for i, nearest, line in zip(rows, ours, apart, strict=True)
        if nearest >= NEAR
        for j, value in zip(columns, cosines(line), strict=True)
        if value >= NEAR and a.numeric[i] == b.numeric[j]
    ]
    first: set[int] = set()
    second: set[int] = set()
    found = []
    for value, i, j in sorted(scored):
        if i not in first and j not in second:
            first.add(i)
            second.add(j)
            found.append(-value)
    return found, (sum(ours) / len(left) + sum(theirs) / len(other)) / 2


def _nearest_each(distances: Iterable[float], *, known_all: bool) -> list[float]:
    """How near words are whose nearest is so far; one that is not known is near to none."""
    found = cosines(distances)
    return found if known_all else [max(one, 0.0) for one in found]


def _opposed(a: Traits, b: Traits, match: _Match) -> tuple[int, int, int]:
    """Pairs of opposites: among all words, among those left; and pairs left of one side."""
    left, other = match.left, match.other
    opposed = opposed_left = one_side = 0
    for i, ours in a.opposed:
        for j, theirs in b.opposed:
            if ours & theirs:
                one_side += i in left and j in other
            elif any((group, not side) in theirs for group, side in ours):
                opposed += 1
                opposed_left += i in left and j in other
    return opposed, opposed_left, one_side


def _names(a: Traits, b: Traits, match: _Match) -> tuple[int, int, float]:
    """Words of names left on each side, and how near the nearest of them are."""
    ours = [a.stems[i] for i in match.left if a.named[i]]
    theirs = [b.stems[j] for j in match.other if b.named[j]]
    near = max((alike(x, y) for x in ours for y in theirs), default=0.0)
    return min(len(ours), len(theirs)), max(len(ours), len(theirs)), near


def _turned(match: _Match) -> float:
    """The share of pairs of shared words that stand the other way round."""
    seen: list[int] = []
    turned = 0
    for _, place in match.pairs:
        at = bisect_left(seen, place)
        turned += len(seen) - at
        seen.insert(at, place)
    pairs = len(seen) * (len(seen) - 1) / 2
    return turned / pairs if pairs else 0.0


def _rising(places: Sequence[int]) -> int:
    """The length of the longest rising run of places, with gaps."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def _counted(a: Traits, b: Traits) -> tuple[float, float, float]:
    """Of the two counts whose nouns are nearest: how near, 1 for one value and -1 for two, and the
    share of the smaller in the larger value."""
    best = (0.0, 0.0, 0.0)
    for ours, noun in a.counts:
        for theirs, other in b.counts:
            near = alike(noun, other) if noun and other else 0.0
            if near > best[0]:
                low, high = sorted((abs(ours), abs(theirs)))
                best = (near, 1.0 if ours == theirs else -1.0, low / high if high else 1.0)
    return best


def unit_parts(
    a: Unit, b: Unit, first: Traits, second: Traits, overlap: float, tallied: tuple[int, int]
) -> list[float]:
    """The values of `UNIT_PARTS`; `overlap` is that of the event's weighted terms, `tallied` how
    many figures of both count one thing, and how many of these differ."""
    ours, theirs = _by_kind(a), _by_kind(b)
    kinds = ours.keys() & theirs.keys()
    known = a.speaker is not None and b.speaker is not None
    same = known and a.speaker == b.speaker
    one_speaker = known and (same or may_be_one(a.speaker or "", b.speaker or ""))
    days, other_days = _days(a), _days(b)
    names = {key for key in a.terms if key[0] == "@"} & {key for key in b.terms if key[0] == "@"}
    return [
        overlap, len(kinds), sum(ours[kind].value != theirs[kind].value for kind in kinds),
        same, known and not one_speaker, a.denies != b.denies,
        a.quotes + b.quotes, (a.statement is None) + (b.statement is None),
        len(days & other_days), bool(days and other_days and not days & other_days),
        len(names), abs(first.place - second.place), first.place + second.place,
        a.account == b.account, abs(first.order - second.order),
        (a.statement.stance if a.statement else "") == (b.statement.stance if b.statement else ""),
        *tallied,
    ]  # fmt: skip


def _by_kind(unit: Unit) -> dict[str, Figure]:
    kinds = ((_kind(figure.unit, figure.of or ""), figure) for figure in unit.figures)
    return {kind: figure for kind, figure in kinds if kind is not None}


@lru_cache(maxsize=_KINDS)
def _kind(unit: str | None, of: str) -> str | None:
    """What a figure counts, for pairing: its class, else its noun; None where unknown."""
    noun = " ".join(term(token.key) for token in tokens(of)[:2])
    if unit is None:
        return noun or None
    if unit in CASUALTIES:
        return unit
    return f"{unit} {noun}".strip()


def _days(unit: Unit) -> set[str]:
    return {time.value for time in unit.times if time.value is not None}
