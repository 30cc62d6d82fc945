"""How alike two articles are as reports of one event: named parts, and their weighted mean.

A part that has nothing to say for a pair (no names in one of them, say) is left out of the mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from riwaya.group.profile import Profile, Said, Weights
from riwaya.records import Relation

WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "words": 3.0,
        "lead": 2.0,
        "title": 1.5,
        "names": 1.0,
        "figures": 0.5,
        "times": 0.3,
        "statements": 0.7,
    }
)
"""What each part counts in the mean; set on judged pairs of a real stream."""

_SUPPORT: Final = ("names", "figures", "times", "statements")
# Accounts that contest an event may share no figure, speaker or form of a name: only agreement
# speaks here.

LEAST_SAID: Final = 0.1
"""Less shared speech than this says nothing for or against one event."""

FAR_DAYS: Final = 5
"""Articles published further apart than this report different moments."""


def relation(a: Profile, b: Profile) -> Relation:
    """The relation of two profiles: `score` 0 to 1 and the parts it is made of."""
    parts = _parts(a, b)
    told = {name: value for name, value in parts.items() if value or name not in _SUPPORT}
    total = sum(WEIGHTS[name] for name in told)
    score = sum(WEIGHTS[name] * value for name, value in told.items()) / total if total else 0.0
    gap = _gap(a.published, b.published)
    if gap is not None:
        near = max(0.0, 1.0 - max(0, gap - 1) / FAR_DAYS)
        parts["published"] = near
        score *= 0.5 + 0.5 * near
    rounded = {name: round(value, 4) for name, value in parts.items()}
    return Relation(a=a.id, b=b.id, score=round(min(1.0, score), 4), parts=rounded)


def _parts(a: Profile, b: Profile) -> dict[str, float]:
    parts = {"words": _cosine(a.words, b.words) ** 0.5, "lead": _cosine(a.lead, b.lead) ** 0.5}
    if a.title and b.title:
        parts["title"] = _cosine(a.title, b.title) ** 0.5
    if a.names and b.names:
        parts["names"] = _shared(a.names, b.names) ** 0.5
    if a.figures and b.figures:
        parts["figures"] = _shared(a.figures, b.figures) ** 0.5
    if a.days and b.days:
        parts["times"] = len(a.days & b.days) / min(len(a.days), len(b.days))
    # Accounts of one event often quote other people: only what they share speaks.
    if a.said and b.said and (share := _statements(a, b)) >= LEAST_SAID:
        parts["statements"] = share
    return parts


def _cosine(a: Weights, b: Weights) -> float:
    if len(b) < len(a):
        a, b = b, a
    return min(1.0, sum(value * b[stem] for stem, value in a.items() if stem in b))


def _shared(a: Weights, b: Weights) -> float:
    """The weight that both have, of what the one with less of it has."""
    common = sum(value for key, value in a.items() if key in b)
    least = min(sum(a.values()), sum(b.values()))
    return min(1.0, common / least) if least else 0.0


def _statements(a: Profile, b: Profile) -> float:
    """The mean, over the statements of the one with fewer, of the best match in the other."""
    few, many = (a, b) if len(a.said) <= len(b.said) else (b, a)
    best = [
        max((_overlap(one, other, few.told) for other in many.said), default=0.0)
        for one in few.said
    ]
    return sum(best) / len(best)


def _overlap(one: Said, other: Said, weights: Weights) -> float:
    if one.speaker != other.speaker:
        return 0.0
    weigh = {stem: weights.get(stem, 0.0) for stem in sorted(one.stems)}
    total = sum(weigh.values())
    common = sum(value for stem, value in weigh.items() if stem in other.stems)
    return common / total if total else 0.0


def _gap(a: str | None, b: str | None) -> int | None:
    if a is None or b is None:
        return None
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
    except ValueError:
        return None
