"""Copies inside one event: who took over whose text, by shared runs of five words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from riwaya.arabic import fold_key, tokens
from riwaya.records import AnnotatedArticle, Copy

SHARE: Final = 0.5
"""An article with this share of its five-word runs in another is a copy of it."""

_RUN: Final = 5
_LATE: Final = "9999"


def shingles(body: str) -> frozenset[tuple[str, ...]]:
    """The runs of five folded words of `body`; a shorter text is one run of its own.

    >>> len(shingles("وصل الوفد إلى العاصمة مساء أمس"))
    2
    """
    keys = [token.key for token in tokens(body) if token.kind != "mark"]
    if not keys:
        return frozenset()
    return frozenset(tuple(keys[i : i + _RUN]) for i in range(max(1, len(keys) - _RUN + 1)))


def copies(articles: Sequence[AnnotatedArticle]) -> tuple[tuple[Copy, ...], int]:
    """The copies among the articles of one event, by article id, and how many voices are left.

    Where each holds most of the other, the copy is the one that credits an agency, else the later,
    else the shorter."""
    runs = {article.id: shingles(article.body) for article in articles}
    ordered = sorted(articles, key=lambda article: _origin_order(article, articles))
    found: dict[str, Copy] = {}
    voice = {article.id: article.id for article in articles}
    for late in range(len(ordered)):
        for early in range(late):
            copy = _copy(ordered[early].id, ordered[late].id, runs)
            if copy is None:
                continue
            _join(voice, copy.article, copy.of)
            if copy.article not in found or copy.share > found[copy.article].share:
                found[copy.article] = copy
    voices = sum(1 for name, head in voice.items() if name == head)
    return tuple(found[name] for name in sorted(found)), voices


def _origin_order(
    article: AnnotatedArticle, articles: Sequence[AnnotatedArticle]
) -> tuple[bool, bool, str, int, str]:
    credited = {fold_key(name) for other in articles for name in other.credit}
    is_agency = bool(article.outlet) and fold_key(article.outlet or "") in credited
    day = article.published.start if article.published else _LATE
    return (not is_agency, bool(article.credit), day, -len(article.body), article.id)


def _copy(first: str, second: str, runs: dict[str, frozenset[tuple[str, ...]]]) -> Copy | None:
    common = len(runs[first] & runs[second])
    if not common:
        return None
    for copy, origin in ((second, first), (first, second)):
        share = common / len(runs[copy])
        if share >= SHARE:
            return Copy(article=copy, of=origin, share=round(share, 4))
    return None


def _join(voice: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_head(voice, one), _head(voice, other)))
    voice[second] = first


def _head(voice: dict[str, str], name: str) -> str:
    while voice[name] != name:
        name = voice[name]
    return name
