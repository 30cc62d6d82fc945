"""group: articles to events and storylines, with copies told apart from independent voices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riwaya.group.grouper import Grouper
from riwaya.group.linker import relation
from riwaya.group.passages import passages
from riwaya.group.profile import profile
from riwaya.records import AnnotatedArticle, Decision, Event, Relation

__all__ = ["Grouper", "group", "passages", "relate"]


def group(
    articles: Iterable[AnnotatedArticle], decisions: Sequence[Decision] = ()
) -> tuple[Event, ...]:
    """The events of `articles`, each article in exactly one, ordered by their first article id.

    Ids must differ (ValueError). The order of `articles` does not matter (see `Grouper`). Articles
    with the same `event` key are one event, and nothing else joins it; what people decided of
    pairs comes next, and then the scores.

    >>> group(())
    ()
    """
    grouper = Grouper(decisions)
    for article in articles:
        grouper.add(article)
    return grouper.events()


def relate(a: AnnotatedArticle, b: AnnotatedArticle) -> Relation:
    """How likely `a` and `b` report one event: score 0 to 1 and its named parts (0 to 1 each)."""
    return relation(profile(a), profile(b))
