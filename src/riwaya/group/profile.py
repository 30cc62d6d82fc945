"""What grouping looks at in an article: its weighted stems, names, figures, times, statements.

Stems weigh by how rare they are: shares of news articles shipped in `data/stem_shares.tsv`, moved
towards the shares of the batch as the batch grows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import log
from types import MappingProxyType
from typing import Final

import msgspec

from riwaya.arabic import bare, fold_key, light_stem, tokens
from riwaya.data import rows
from riwaya.records import AnnotatedArticle, Statement

_UNSEEN: Final = 0.006
_PRIOR_ARTICLES: Final = 200.0
_LEAD_WORDS: Final = 60
_BODY_CHARS: Final = 20_000
_STATEMENTS: Final = 40

Weights = Mapping[str, float]


@cache
def _prior() -> Mapping[str, float]:
    return MappingProxyType({row["stem"]: float(row["share"]) for row in rows("stem_shares")})


class Rarity:
    """How much a stem tells: minus the log of the share of articles that hold it."""

    def __init__(self, batch: Iterable[Iterable[str]] = ()) -> None:
        self.counts: Counter[str] = Counter()
        self.total = 0
        for stems in batch:
            self.counts.update(set(stems))
            self.total += 1

    def weight(self, stem: str) -> float:
        """The weight of `stem` in nats; about 0 for a word of every article, 5 for a rare one."""
        expected = _prior().get(stem, _UNSEEN) * _PRIOR_ARTICLES
        share = (self.counts[stem] + expected) / (self.total + _PRIOR_ARTICLES)
        return max(0.0, -log(share))


class Words(msgspec.Struct, frozen=True):
    """The stems of an article, in order: of its title and of its body."""

    title: tuple[str, ...]
    body: tuple[str, ...]


class Said(msgspec.Struct, frozen=True):
    """A statement: the key of its speaker and the stems of its content."""

    speaker: str
    stems: frozenset[str]


class Profile(msgspec.Struct, frozen=True):
    """An article as grouping sees it. Vectors map stems to weights and have length 1."""

    id: str
    words: Weights
    lead: Weights
    title: Weights
    names: Weights
    figures: Weights
    days: frozenset[str]
    published: str | None
    said: tuple[Said, ...]
    told: Weights


def stems(text: str) -> tuple[str, ...]:
    """The light stems of the words of `text`, in order; numbers are kept, marks are not.

    >>> stems("الوزير زار المدينة.")
    ('وزير', 'زار', 'مدين')
    """
    return tuple(
        light_stem(token.key) if token.kind == "word" else token.key
        for token in tokens(text)
        if token.kind != "mark" and len(token.key) > 1
    )


def words(article: AnnotatedArticle) -> Words:
    """The stems of title and body of `article` (its first 20,000 characters)."""
    return Words(stems(article.title or ""), stems(article.body[:_BODY_CHARS]))


def profile(article: AnnotatedArticle, found: Words, rarity: Rarity) -> Profile:
    """The profile of `article`, whose stems are `found`, under `rarity`."""
    when = article.published
    day = (
        when.start[:10]
        if when and when.basis != "none" and when.end[:10] == when.start[:10]
        else None
    )
    told = {stem: rarity.weight(stem) for stem in dict.fromkeys(found.title + found.body)}
    return Profile(
        id=article.id,
        words=_vector(found.title * 2 + found.body, rarity),
        lead=_vector(found.title + found.body[:_LEAD_WORDS], rarity),
        title=_vector(found.title, rarity),
        names=_names(article, rarity),
        figures=_figures(article),
        days=_days(article),
        published=day,
        said=_said(article),
        told=told,
    )


def _vector(found: Sequence[str], rarity: Rarity) -> Weights:
    weights = {
        stem: (1.0 + log(count)) * rarity.weight(stem) for stem, count in Counter(found).items()
    }
    length = sum(value * value for value in weights.values()) ** 0.5
    return {stem: value / length for stem, value in weights.items() if value} if length else {}


def _names(article: AnnotatedArticle, rarity: Rarity) -> Weights:
    found: dict[str, float] = {}
    for mention in article.mentions:
        key = " ".join(bare(word) for word in fold_key(mention.name).split())
        if key and key not in found:
            found[key] = sum(rarity.weight(light_stem(word)) for word in key.split()) ** 0.5
    return found


def _figures(article: AnnotatedArticle) -> Weights:
    found: dict[str, float] = {}
    for figure in article.figures:
        noun = light_stem(bare(fold_key(figure.of.split()[0]))) if figure.of else ""
        kind = figure.unit or noun
        if not kind:
            continue
        # Small round numbers are common; a long one is as good as a name.
        digits = len(f"{figure.value:.0f}".rstrip("0"))
        found[f"{figure.value:g} {kind}"] = 0.5 + digits
    return found


def _days(article: AnnotatedArticle) -> frozenset[str]:
    return frozenset(
        time.value[:10]
        for time in article.times
        if time.value
        and time.precision in ("day", "part_of_day", "hour", "minute")
        and "/" not in time.value
        and not time.value.startswith("T")
    )


def _said(article: AnnotatedArticle) -> tuple[Said, ...]:
    found = []
    for statement in article.statements[:_STATEMENTS]:
        speaker = _speaker(statement)
        content = statement.content
        if speaker:
            inside = frozenset(stems(article.body[content.start : content.end]))
            found.append(Said(speaker, inside))
    return tuple(found)


def _speaker(statement: Statement) -> str:
    name = statement.speaker.name or statement.speaker.text or ""
    parts = fold_key(name).split()
    return bare(parts[-1]) if parts else ""
