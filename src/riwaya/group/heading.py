"""The heading of an event: the day that its leads tell, the places that they agree on, a title that
takes no side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import sqrt
from typing import Final

from riwaya.arabic import bare, fold_key, tokens
from riwaya.data import rows
from riwaya.group.profile import name_key, stems, weigh
from riwaya.leads import ToldDay, framing

_TITLES: Final = 48
"""Titles that are compared; more say no more."""

_ENOUGH: Final = 0.5
"""The share of the best title's likeness that a neutral one needs."""

_CLAIM: Final = 3
"""Words after a colon, or in quotation marks, that are somebody's claim."""

_QUOTED: Final = re.compile('[«"“]([^»"”]{1,200})[»"”]')


def event_days(told: Sequence[tuple[str, ToldDay | None]]) -> tuple[str, str] | None:
    """The first and the last day that the leads of an event tell, each with its voice; None where
    none tells one. The day of the majority: a voice counts once for a day, double where it names
    it; without a majority, all days that two voices or a named one tell."""
    weight: dict[tuple[str, str], int] = {}
    for voice, one in told:
        if one is not None:
            key = (one.day, voice)
            weight[key] = max(weight.get(key, 0), 2 if one.named else 1)
    weights: Counter[str] = Counter()
    for (day, _), count in weight.items():
        weights[day] += count
    if not weights:
        return None
    most, total = max(weights.values()), sum(weights.values())
    if 2 * most > total:
        return (day := max(weights, key=weights.__getitem__)), day
    days = [day for day, count in weights.items() if count > 1] or list(weights)
    return min(days), max(days)


def event_places(told: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The places that half of the leads have something happen at, at least two of several; the most
    shared first, in the form first written."""
    spread: Counter[str] = Counter()
    form: dict[str, str] = {}
    for names in told:
        by_key = {name_key(name): name for name in reversed(names)}
        for key, name in by_key.items():
            form.setdefault(key, name)
        spread.update(set(by_key))
    least = max(min(2, len(told)), (len(told) + 1) // 2)
    kept = sorted((-count, key) for key, count in spread.items() if count >= least)
    return tuple(form[key] for _, key in kept)


def event_title(titles: Sequence[str | None], first: str | None = None) -> str | None:
    """The title most like all the others that is nobody's claim: no speech after a colon, no long
    quotation, no question, no name that takes a side. Where every neutral one is far from the
    others, the most alike of all; of equals `first`, then in order. None without titles.

    >>> event_title(["الوزير: الجسر القديم سليم", "انهيار الجسر القديم", "انهيار جسر"])
    'انهيار الجسر القديم'
    """
    given = [title for title in list(titles)[:_TITLES] if title]
    if not given:
        return first
    keys = [frozenset(stems(title)) for title in given]
    scores = [sum(_alike(one, two) for two in keys if two is not one) for one in keys]
    neutral = [place for place, title in enumerate(given) if not _takes_side(title)]
    enough = [place for place in neutral if scores[place] >= _ENOUGH * max(scores)]
    best = max(
        enough or range(len(given)),
        key=lambda place: (scores[place], given[place] == first, -place),
    )
    return given[best]


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    whole = sqrt(weigh(one) * weigh(other))
    return weigh(one & other) / whole if whole else 0.0


def _takes_side(title: str) -> bool:
    """Whether a title is a claim, asks, or names somebody in a way that takes a side."""
    after = title.partition(":")[2]
    said = [*([after] if after else []), *_QUOTED.findall(title)]
    if "؟" in title or any(len(fold_key(part).split()) >= _CLAIM for part in said):
        return True
    return any(bare(token.key) in _sides() for token in tokens(title))


@cache
def _sides() -> frozenset[str]:
    names = {row["class"] for row in rows("framing") if row["class"].startswith("stance.")}
    return frozenset(word for name in names for word in framing(name))
