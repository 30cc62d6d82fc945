"""What an event needs to know of its articles, and the event made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from sys import intern
from typing import Final

import msgspec

from riwaya.group.cluster import Links, medoid
from riwaya.group.copies import Head, head, voices
from riwaya.group.heading import event_days, event_places, event_title
from riwaya.leads import ToldDay, told_day, told_places
from riwaya.records import AnnotatedArticle, Copy, Event

_NO_DAYS: Final[frozenset[str]] = frozenset()


class Member(msgspec.Struct, frozen=True):
    """What an event needs to know of an article once it is grouped: title, the days of its
    publication (None where unknown), the days that it names where they are needed, the day and the
    places that its lead tells, its head. Names are interned: they recur from article to article."""

    title: str | None
    published: tuple[str, str] | None
    days: frozenset[str]
    told: ToldDay | None
    places: tuple[str, ...]
    head: Head


def event_of(
    ids: Sequence[str], members: Mapping[str, Member], links: Links, copied: Iterable[Copy]
) -> Event:
    """The event of the articles `ids`, sorted, with what those of them took over from others."""
    mine = [members[name] for name in ids]
    middle = members[medoid(ids, links)]
    found = tuple(copied)
    voice = voices(ids, found)
    told = event_days([(voice[name], one.told) for name, one in zip(ids, mine, strict=True)])
    start, end = told or _bounds(mine)
    published = start is not None and any(one.published is not None for one in mine)
    return Event(
        id=sha256("\n".join(ids).encode()).hexdigest()[:12],
        title=event_title([one.title for one in mine], middle.title),
        start=start, end=end, basis="text" if told else "published" if published else None,
        places=event_places([one.places for one in mine]), articles=tuple(ids), copies=found,
        independent=len(set(voice.values())),
    )  # fmt: skip


def member_of(article: AnnotatedArticle) -> Member:
    """What events need of an article."""
    when = article.published
    known = when is not None and when.basis != "none"
    return Member(
        title=article.title,
        published=(when.start[:10], when.end[:10]) if when is not None and known else None,
        days=_NO_DAYS if known else _days(article),
        told=told_day(article), places=tuple(map(intern, told_places(article))),
        head=head(article),
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
