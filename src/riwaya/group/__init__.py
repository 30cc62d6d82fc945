"""group: articles to events, with copies told apart from independent voices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from riwaya.arabic import bare, fold_key
from riwaya.group.cluster import Links, clusters, medoid
from riwaya.group.copies import copies
from riwaya.group.profile import Rarity, profile, words
from riwaya.group.score import relation
from riwaya.records import AnnotatedArticle, Event, Relation

__all__ = ["group", "relate"]

_PLACES = ("GPE", "LOC", "FAC")


def group(articles: Sequence[AnnotatedArticle]) -> tuple[Event, ...]:
    """The events of `articles`, each article in exactly one, ordered by their first article id.

    Ids must differ. The order of `articles` does not matter. Articles with the same `event` key
    are one event, and nothing else joins it.

    >>> group(())
    ()
    """
    ordered = sorted(articles, key=lambda article: article.id)
    found = [words(article) for article in ordered]
    rarity = Rarity(item.title + item.body for item in found)
    profiles = [
        profile(article, item, rarity) for article, item in zip(ordered, found, strict=True)
    ]
    keys = {article.id: article.event for article in ordered if article.event is not None}
    links = Links(profiles)
    return tuple(
        _event([ordered[i] for i in cluster], ordered[medoid(cluster, links)])
        for cluster in clusters(links, keys)
    )


def relate(a: AnnotatedArticle, b: AnnotatedArticle) -> Relation:
    """How likely `a` and `b` report one event: score 0 to 1 and its named parts (0 to 1 each).

    Words weigh by shipped shares only, so a pair gets the same answer wherever it stands.
    """
    rarity = Rarity()
    return relation(profile(a, words(a), rarity), profile(b, words(b), rarity))


def _event(members: Sequence[AnnotatedArticle], middle: AnnotatedArticle) -> Event:
    ids = tuple(article.id for article in members)
    taken, voices = copies(members)
    start, end = _bounds(members)
    return Event(
        id=sha256("\n".join(ids).encode()).hexdigest()[:12],
        title=middle.title or next((a.title for a in members if a.title), None),
        start=start,
        end=end,
        places=_places(members),
        articles=ids,
        copies=taken,
        independent=voices,
    )


def _bounds(members: Sequence[AnnotatedArticle]) -> tuple[str | None, str | None]:
    """The first and last publication day, or, without one, the one day that all accounts name."""
    known = [a.published for a in members if a.published and a.published.basis != "none"]
    if known:
        return min(w.start[:10] for w in known), max(w.end[:10] for w in known)
    named = [
        {t.value for t in a.times if t.value and t.precision == "day" and not t.inferred}
        for a in members
    ]
    common = set.intersection(*named)
    if len(common) != 1:
        return None, None
    day = common.pop()
    return (day, day) if "/" not in day else (None, None)


def _places(members: Sequence[AnnotatedArticle]) -> tuple[str, ...]:
    """Places that most accounts name, the most shared first, in the form first written."""
    spread: Counter[str] = Counter()
    form: dict[str, str] = {}
    for article in members:
        seen: dict[str, str] = {}
        for mention in article.mentions:
            if mention.type in _PLACES:
                key = " ".join(bare(word) for word in fold_key(mention.name).split())
                seen.setdefault(key, mention.name)
        for key, name in seen.items():
            spread[key] += 1
            form.setdefault(key, name)
    least = (len(members) + 1) // 2 if len(members) > 1 else 1
    kept = [(count, key) for key, count in spread.items() if count >= max(least, 1)]
    return tuple(form[key] for count, key in sorted(kept, key=lambda e: (-e[0], e[1])))
