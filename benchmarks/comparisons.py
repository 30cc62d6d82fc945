"""Measures of grouping and of comparison."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import measures
from riwaya.pipeline import Result
from riwaya.records import AnnotatedArticle, Point

Gold = dict[str, Any]


def events(
    counts: measures.Counts,
    missed: list[str],
    gold: Gold,
    articles: dict[str, AnnotatedArticle],
    result: Result,
) -> None:
    """Each true event: found with exactly its articles or not."""
    have = {frozenset(event.articles) for event in result.events}
    for want in gold.get("events", []):
        ids = frozenset(articles[stem].id for stem in want if stem in articles)
        measures.add(counts, "events", len(ids) == len(want) and ids in have, missed, str(want))


def points(
    counts: measures.Counts,
    missed: list[str],
    gold: Gold,
    articles: dict[str, AnnotatedArticle],
    result: Result,
    aliases: Sequence[set[str]],
) -> None:
    """Shared, lone, contested and differently worded points, by the words that anchor them."""
    every = [point for comparison in result.comparisons for point in comparison.points]
    truth = gold.get("comparison", {})
    for want in truth.get("shared", []):
        if "anchors" in want:
            right = any(_covers(point, want["anchors"], articles) for point in every)
            measures.add(counts, "shared", right, missed, want["claim"])
    for want in truth.get("only", []):
        if "anchors" in want:
            found = [point for point in every if _covers(point, want["anchors"], articles)]
            right = any(_speaking(point) == 1 for point in found)
            measures.add(counts, "only", right, missed, want["claim"])
    _contested(counts, missed, truth.get("contested", []), every, aliases)
    for want in truth.get("wording", []):
        right = any(_worded(point, want, articles) for point in every)
        measures.add(counts, "wording", right, missed, f"{want['a']} / {want['b']}")


def _speaking(point: Point) -> int:
    return sum(account.stance != "silent" for account in point.accounts)


def _covers(point: Point, anchors: dict[str, str], articles: dict[str, AnnotatedArticle]) -> bool:
    return all(
        stem in articles and _overlaps(point, articles[stem], text)
        for stem, text in anchors.items()
    )


def _overlaps(point: Point, article: AnnotatedArticle, text: str) -> bool:
    places = list(measures.spans_of(article, text, 0, len(article.body)))
    return any(
        account.article == article.id
        and account.start is not None
        and account.end is not None
        and any(account.start < end and start < account.end for start, end in places)
        for account in point.accounts
    )


def _contested(
    counts: measures.Counts,
    missed: list[str],
    truth: Sequence[Gold],
    every: Sequence[Point],
    aliases: Sequence[set[str]],
) -> None:
    contested = [point for point in every if point.verdict == "contested"]
    right_points: set[str] = set()
    for want in truth:
        found = [point for point in contested if _opposed(point, want, aliases)]
        right_points |= {point.id for point in found}
        measures.add(counts, "contested", bool(found), missed, want["claim"])
    for point in contested:
        right = point.id in right_points
        figures = any(one.kind in ("figure", "time", "place") for one in point.differences)
        if right or not figures:
            measures.add(
                counts,
                "contested_precision",
                right,
                missed,
                f"{point.text} | {point.asserted_by} | {point.denied_by}",
            )


def _opposed(point: Point, want: Gold, aliases: Sequence[set[str]]) -> bool:
    return all(
        any(measures.same_name(have, name, aliases) for have in side for name in names)
        for side, names in (
            (point.asserted_by, want["asserted_by"]),
            (point.denied_by, want["denied_by"]),
        )
    )


def _worded(point: Point, want: Gold, articles: dict[str, AnnotatedArticle]) -> bool:
    first = {articles[stem].id for stem in want["docs_a"] if stem in articles}
    second = {articles[want["doc_b"]].id} if want["doc_b"] in articles else set()
    for one in point.differences:
        for x, y in ((one.a, one.b), (one.b, one.a)):
            if x.article in first and y.article in second:
                a, b = measures.key(x.text), measures.key(y.text)
                wa, wb = measures.key(want["a"]), measures.key(want["b"])
                # The differing word alone is enough where the gold names its neighbours too.
                if (wa in a or a in wa) and (wb in b or b in wb) and a != b:
                    return True
    return False
