"""What two articles share, as named parts of 0 to 1: what the linker reads and `--explain` shows.

A part that has nothing to say for a pair (no figures in one of them) is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from heapq import nlargest
from math import log, sqrt
from typing import Final

from riwaya.group.passages import common, containment
from riwaya.group.profile import Keys, Profile, stem_of, weigh, weight

PARTS: Final = (
    "words", "lead", "overlap", "rare", "told_least", "told_most", "headline", "opening_least",
    "opening_most", "names", "lead_names", "figures", "numbers", "times", "lead_times", "weekdays",
    "statements", "passages", "swapped", "swapped_names", "outlet", "gap", "ratio", "brevity",
)  # fmt: skip
"""The parts in the order in which the linker reads them."""

_RARE: Final = 6
_RARE_WEIGHT: Final = 30.0
_MISSED: Final = 3
_WORDS: Final = 0.55
"""Texts without a shared passage, whose headlines are not told, are hardly more alike than this."""
_RARE_STEM: Final = 5.0
FAR_DAYS: Final = 5
"""Articles published further apart than this are as far as can be."""


def parts(
    a: Profile, b: Profile, *, shared: int | None = None, least: float = 0.0
) -> dict[str, float] | None:
    """The parts of a pair, in the order of `PARTS`; None where their words are less alike than
    `least`. `shared` is how many runs of words the texts share, counted here where it is None."""
    told = sorted((_told(a.headline, b.lead, a.told[0]), _told(b.headline, a.lead, b.told[0])))
    if shared == 0 and (told[0] + told[1] + _WORDS) / 3.0 < least:
        return None
    words = _words(a, b)
    if (words + told[0] + told[1]) / 3.0 < least:
        return None
    opening = sorted((_told(a.start, b.counts, a.told[1]), _told(b.start, a.counts, b.told[1])))
    weights = [weight(stem) for stem in a.lead & b.lead]
    both = sum(weights)
    found: dict[str, float | None] = {
        "words": words, "lead": _lead(a, b),
        "overlap": both / ((a.told[2] + b.told[2] - both) or 1.0),
        "rare": min(1.0, sum(nlargest(_RARE, weights)) / _RARE_WEIGHT),
        "told_least": told[0], "told_most": told[1],
        "headline": min(
            _told(a.headline, b.counts, a.told[0]), _told(b.headline, a.counts, b.told[0])
        ),
        "opening_least": opening[0], "opening_most": opening[1],
        "names": _shared(a.names, b.names), "lead_names": _same(a.lead_names, b.lead_names),
        "figures": _shared(a.figures, b.figures), "numbers": _same(a.numbers, b.numbers),
        "times": _same(a.days, b.days), "lead_times": _same(a.lead_days, b.lead_days),
        "weekdays": _same(a.weekdays, b.weekdays), "statements": _statements(a, b),
        "passages": containment(
            a.runs, b.runs, common(a.runs, b.runs) if shared is None else shared
        ),
        "swapped": min(_missed(a.opening, b.counts), _missed(b.opening, a.counts)),
        "swapped_names": _swapped_names(a, b),
        "outlet": None if a.outlet is None or b.outlet is None else float(a.outlet == b.outlet),
        "gap": _gap(a.published, b.published), "ratio": _ratio(a.size, b.size),
        "brevity": 1.0 / (1.0 + min(a.size, b.size) / 40.0),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}


def likeness(found: Mapping[str, float]) -> float:
    """How alike the words of a pair are: of the whole, and of each headline in the other's lead."""
    return (found["words"] + found["told_least"] + found["told_most"]) / 3.0


def _words(a: Profile, b: Profile) -> float:
    """The cosine of the whole articles, words counted as often as they stand there."""
    mine, other = a.counts, b.counts
    total = sum(
        [mine[stem] * other[stem] * weight(stem) ** 2 for stem in mine.keys() & other.keys()]
    )
    return min(1.0, total / ((a.length * b.length) or 1.0))


def _lead(a: Profile, b: Profile) -> float:
    total = sum([weight(stem) ** 2 for stem in a.opening & b.opening])
    return min(1.0, sqrt(total / ((a.norm * b.norm) or 1.0)))


def _told(stems: Collection[str], text: Collection[str], total: float) -> float:
    """The share of the weight of `stems`, in `total`, that `text` has."""
    return min(1.0, sum([weight(stem) for stem in stems if stem in text]) / total) if total else 0.0


def _missed(stems: Keys, text: Collection[str]) -> float:
    """How telling the three rarest stems are that `text` does not have."""
    missed = nlargest(_MISSED, [weight(stem) for stem in stems if stem not in text])
    return min(1.0, sum(missed) / (_MISSED * _RARE_STEM))


def _swapped_names(a: Profile, b: Profile) -> float | None:
    """The share of the names of each lead whose last word the other's text does not have, the
    lesser: one name stands for another (برقيتان إلى رئيسين)."""
    if not a.lead_names or not b.lead_names:
        return None
    return min(_absent(a.lead_names, b), _absent(b.lead_names, a))


def _absent(names: Keys, other: Profile) -> float:
    return sum(stem_of(name) not in other.counts for name in names) / len(names)


def _same(a: Keys, b: Keys) -> float | None:
    return len(a & b) / min(len(a), len(b)) if a and b else None


def _shared(a: Mapping[str, float], b: Mapping[str, float]) -> float | None:
    """The weight that both have, of what the one with less of it has."""
    if not a or not b:
        return None
    least = min(sum(a.values()), sum(b.values()))
    common = sum(a[key] for key in a.keys() & b.keys())
    return min(1.0, sqrt(common / least)) if least else 0.0


def _statements(a: Profile, b: Profile) -> float | None:
    """The best match of a statement of one with one of the same speaker in the other."""
    if not a.said or not b.said:
        return None
    few, many = (a, b) if len(a.said) <= len(b.said) else (b, a)
    return max(
        (
            _told(one.stems, frozenset(other.stems), weigh(one.stems))
            for one in few.said
            for other in many.said
            if one.speaker == other.speaker
        ),
        default=0.0,
    )


def _gap(a: int | None, b: int | None) -> float | None:
    return None if a is None or b is None else min(FAR_DAYS, abs(a - b)) / FAR_DAYS


def _ratio(a: int, b: int) -> float:
    return min(1.0, log(max(a, b, 1) / max(1, min(a, b))) / 3.0)
