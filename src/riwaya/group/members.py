"""What an event needs to know of its articles, and the event made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from sys import intern
from typing import Final

import msgspec

from riwaya.group.cluster import Links, medoid
from riwaya.group.copies import Head, head, voices
from riwaya.group.profile import name_key
from riwaya.records import AnnotatedArticle, Copy, Event

_PLACES: Final = ("GPE", "LOC", "FAC")
_NO_DAYS: Final[frozenset[str]] = frozenset()


class Member(msgspec.Struct, frozen=True):
    """What an event needs to know of an article once it is grouped: title, the days of its
    publication (None where unknown), the days that it names where they are needed, the places, its
    head. Places are interned: they recur from article to article."""

    title: str | None
    published: tuple[str, str] | None
    days: frozenset[str]
    places: tuple[str, ...]
    head: Head


def event_of(
    ids: Sequence[str], members: Mapping[str, Member], links: Links, copied: Iterable[Copy]
) -> Event:
    """The event of the articles `ids`, sorted, with what those of them took over from others."""
    mine = [members[name] for name in ids]
    middle = members[medoid(ids, links)]
    found = tuple(copied)
    start, end = _bounds(mine)
    return Event(
        id=sha256("\n".join(ids).encode()).hexdigest()[:12],
        title=middle.title or next((one.title for one in mine if one.title), None),
        start=start, end=end, places=_places(mine), articles=tuple(ids), copies=found,
        independent=voices(ids, found),
    )  # fmt: skip


def member_of(article: AnnotatedArticle) -> Member:
    """What events need of an article."""
    when = article.published
    known = when is not None and when.basis != "none"
    places: dict[str, str] = {}
    for mention in article.mentions:
        if mention.type in _PLACES:
            places.setdefault(name_key(mention.name), intern(mention.name))
    return Member(
        title=article.title,
        published=(when.start[:10], when.end[:10]) if when is not None and known else None,
        days=_NO_DAYS if known else _days(article),
        places=tuple(places.values()), head=head(article),
    )  # fmt: skip


def _days(article: AnnotatedArticle) -> frozenset[str]:
    return frozenset(
        t.value for t in article.times if t.value and t.precision == "day" and not t.inferred
    )


def _bounds(members: Sequence[Member]) -> tuple[str | None, str | None]:
    """The first and last publication day, or, without one, the one day that all accounts name."""
    known = [one.published for one in members if one.published is not None]
    if known:
        return min(start for start, _ in known), max(end for _, end in known)
    common = frozenset.intersection(*(one.days for one in members))
    if len(common) != 1:
        return None, None
    (day,) = common
    return (day, day) if "/" not in day else (None, None)


def _places(members: Sequence[Member]) -> tuple[str, ...]:
    """Places that most accounts name, the most shared first, in the form first written."""
    spread: Counter[str] = Counter()
    form: dict[str, str] = {}
    for one in members:
        for name in one.places:
            key = name_key(name)
            spread[key] += 1
            form.setdefault(key, name)
    least = (len(members) + 1) // 2
    kept = sorted((-count, key) for key, count in spread.items() if count >= least)
    return tuple(form[key] for _, key in kept)
