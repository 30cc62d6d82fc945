"""group: articles to events and storylines, with copies told apart from independent voices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riwaya.group.carried import carried, fresh_id
from riwaya.group.cluster import MANY, clusters, one_event, one_story
from riwaya.group.copies import Taken, copies, head
from riwaya.group.grouper import Grouper
from riwaya.group.linker import reasons, relation
from riwaya.group.members import event_of, member_of
from riwaya.group.packed import pack_profile, stamp, unpack_profile
from riwaya.group.passages import passages
from riwaya.group.profile import profile
from riwaya.group.stories import storylines
from riwaya.group.stream import Stream
from riwaya.group.window import DAYS, SIZE
from riwaya.records import AnnotatedArticle, Decision, Event, Relation

__all__ = [
    "DAYS", "MANY", "SIZE", "Grouper", "Stream", "Taken", "carried", "clusters", "copies",
    "event_of", "fresh_id", "group", "head", "member_of", "one_event", "one_story",
    "pack_profile", "passages", "profile", "reasons", "relate", "relation", "stamp", "storylines",
    "unpack_profile",
]  # fmt: skip


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
