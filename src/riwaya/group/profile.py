"""What grouping looks at in an article: its weighted stems, names, figures, times, statements.

Stems weigh by how rare they are, by the shares of news articles shipped in `data/stem_shares.tsv`:
the same for a pair wherever it stands, and whatever came before it.
"""

from __future__ import annotations

from bisect import bisect_left as bisect
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from heapq import nlargest
from math import fsum, log, sqrt
from types import MappingProxyType
from typing import Final

import msgspec

from riwaya.arabic import bare, fold_key, keyed, light_stem
from riwaya.data import rows
from riwaya.group.passages import Runs, runs
from riwaya.records import AnnotatedArticle, Time

_UNSEEN: Final = 0.006
_BODY_CHARS: Final = 20_000
_OPENING: Final = 60
_LEAD: Final = 80
_HEAVY: Final = 25
_LEAD_CHARS: Final = 450
_NAMES_CHARS: Final = 500
_STATEMENTS: Final = 40
_KNOWN: Final = 1 << 16
_DAY_PRECISIONS: Final = ("day", "part_of_day", "hour", "minute")

Keys = frozenset[str]


class Said(msgspec.Struct, frozen=True):
    """A statement: the key of its speaker and the stems of its content."""

    speaker: str
    stems: tuple[str, ...]


class Profile(msgspec.Struct, frozen=True):
    """An article as grouping sees it. `counts` has its stems with how often, title and body;
    `length` is the norm of their weighted vector; `headline` the stems of its title (of its first
    words where it has none), `opening` those of its first 60 words with the title, `start` without,
    `lead` of its first 80 with it, `heavy` those that weigh most. `published` is an ordinal day,
    days are ISO days, weekdays folded names; `size` counts the stems of the body. `told` are the
    weights of headline, start and lead, `norm` is the norm of the opening."""

    id: str
    outlet: str | None
    published: int | None
    counts: Mapping[str, int]
    length: float
    headline: Keys
    opening: Keys
    start: Keys
    lead: Keys
    heavy: tuple[str, ...]
    told: tuple[float, float, float]
    norm: float
    numbers: Keys
    names: Mapping[str, float]
    lead_names: Keys
    figures: Mapping[str, float]
    days: Keys
    lead_days: Keys
    weekdays: Keys
    said: tuple[Said, ...]
    runs: Runs
    size: int


@cache
def _shares() -> Mapping[str, float]:
    return MappingProxyType({row["stem"]: float(row["share"]) for row in rows("stem_shares")})


@lru_cache(maxsize=_KNOWN)
def weight(stem: str) -> float:
    """How much a stem tells, in nats: minus the log of the share of articles that hold it; about 0
    for a word of every article, 5 for a rare one."""
    return -log(_shares().get(stem, _UNSEEN))


def weigh(found: Iterable[str]) -> float:
    """The weights of stems together, the same in whatever order a set gives them."""
    return fsum(map(weight, found))


def stems(text: str) -> tuple[str, ...]:
    """The light stems of the words of `text`, in order; numbers are kept, marks are not.

    >>> stems("الوزير زار المدينة.")
    ('وزير', 'زار', 'مدين')
    """
    return tuple(_stem(key) for _, key in keyed(text) if len(key) > 1)


@lru_cache(maxsize=_KNOWN)
def _stem(key: str) -> str:
    return key if key[0].isdigit() else light_stem(key)


@lru_cache(maxsize=_KNOWN)
def stem_of(name: str) -> str:
    """The stem of the last word of a folded name."""
    return _stem(name.rsplit(" ", 1)[-1])


def profile(article: AnnotatedArticle) -> Profile:
    """The profile of `article` (its title and the first 20,000 characters of its body)."""
    line = keyed(article.body[:_BODY_CHARS])
    headline = keyed(article.title or "")
    title = tuple([_stem(key) for _, key in headline if len(key) > 1])
    every = [_stem(key) for _, key in line]
    body = tuple([stem for stem, (_, key) in zip(every, line, strict=True) if len(key) > 1])
    counts = Counter(title)
    counts.update(body)
    weights = {stem: weight(stem) for stem in counts}
    headline_stems = frozenset(title or body[:15])
    start, lead = frozenset(body[:_OPENING]), frozenset(title + body[:_LEAD])
    opening = frozenset(title + body[:_OPENING])
    named = [(name_key(mention.name), mention.start) for mention in article.mentions]
    days = [(day, time.start) for time in article.times if (day := _day(time))]
    return Profile(
        id=article.id, outlet=article.outlet, published=_published(article), counts=dict(counts),
        length=sqrt(sum([(count * weights[stem]) ** 2 for stem, count in counts.items()])),
        headline=headline_stems, opening=opening, start=start, lead=lead,
        heavy=_heavy(counts, weights, headline_stems),
        told=(weigh(headline_stems), weigh(start), weigh(lead)),
        norm=sqrt(sum([weight(stem) ** 2 for stem in opening])),
        numbers=frozenset(stem for stem in lead if stem[:1].isdigit()),
        names={key: sqrt(weigh(map(_stem, key.split()))) for key, _ in named if key},
        lead_names=frozenset(key for key, start in named if start < _NAMES_CHARS and key),
        figures=_figures(article), days=frozenset(day for day, _ in days),
        lead_days=frozenset(day for day, start in days if start < _LEAD_CHARS),
        weekdays=_weekdays([*headline, *line[: bisect(line, (_LEAD_CHARS,))]]),
        said=_said(article, line, every), runs=runs([key for _, key in line]), size=len(body),
    )  # fmt: skip


def _heavy(
    counts: Mapping[str, int], weights: Mapping[str, float], headline: Keys
) -> tuple[str, ...]:
    heavy = [
        ((1.0 + log(count + (stem in headline))) * weights[stem], stem)
        for stem, count in counts.items()
    ]
    return tuple([stem for _, stem in nlargest(_HEAVY, heavy)])


@lru_cache(maxsize=_KNOWN)
def name_key(name: str) -> str:
    """A name folded, each word without its article."""
    return " ".join(bare(word) for word in fold_key(name).split())


def _published(article: AnnotatedArticle) -> int | None:
    when = article.published
    if when is None or when.basis == "none" or when.start[:10] != when.end[:10]:
        return None
    try:
        return date.fromisoformat(when.start[:10]).toordinal()
    except ValueError:
        return None


@cache
def _day_names() -> Keys:
    return frozenset(fold_key(row["name"]) for row in rows("weekdays") if row["free"])


def _weekdays(line: Iterable[tuple[int, str]]) -> Keys:
    names = _day_names()
    return frozenset(day for _, key in line if (day := key.removeprefix("و")) in names)


def _figures(article: AnnotatedArticle) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for figure in article.figures:
        noun = _stem(bare(fold_key(figure.of.split()[0]))) if figure.of else ""
        kind = figure.unit or noun
        if kind:
            # Small round numbers are common; a long one is as good as a name.
            digits = len(f"{figure.value:.0f}".rstrip("0"))
            found[f"{figure.value:g} {kind}"] = 0.5 + digits
    return found


def _day(time: Time) -> str | None:
    """The day (ISO) of a time expression that has one."""
    value = time.value
    if not value or time.precision not in _DAY_PRECISIONS or "/" in value or value[0] == "T":
        return None
    return value[:10]


def _said(
    article: AnnotatedArticle, line: Sequence[tuple[int, str]], every: Sequence[str]
) -> tuple[Said, ...]:
    found = []
    for statement in article.statements[:_STATEMENTS]:
        name = statement.speaker.name or statement.speaker.text or ""
        parts = fold_key(name).split()
        if parts and bare(parts[-1]):
            first = bisect(line, (statement.content.start,))
            last = bisect(line, (statement.content.end,), lo=first)
            found.append(Said(bare(parts[-1]), tuple(dict.fromkeys(every[first:last]))))
    return tuple(found)
