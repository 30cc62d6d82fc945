"""Answers about articles, speakers, outlets, searches and decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, get_args

import msgspec
from sqlalchemy import Connection

from riwaya import __version__
from riwaya.arabic import fold_key
from riwaya.errors import UsageError
from riwaya.kept import Listed
from riwaya.limits import OUTLET_SAMPLE, RANKED
from riwaya.records import AnnotatedArticle, Event, Origin, Stance
from riwaya.store import Wanted, overview, reading, sayings
from riwaya.web.answers import (
    ArticleItems,
    ArticleRead,
    Decisions,
    MonthCount,
    NameUse,
    Outlet,
    OutletItem,
    OutletItems,
    Overview,
    Said,
    Speaker,
    SpeakerItem,
    SpeakerItems,
)
from riwaya.web.cursors import limit_of, offset_of, part_of, parted
from riwaya.web.parameters import DECIDED, LISTED, Asked, Parameter
from riwaya.web.sources import Sources

_NAMES: Final = 40
_PARTIES: Final = ("ORG", "GROUP", "PER")
_FROM_TO: Final = (
    Parameter(name="since", kind="day", about="Published on this day or later."),
    Parameter(name="until", kind="day", about="Published on this day or earlier."),
)
_OUTLET: Final = Parameter(name="outlet", kind="text", about="Of this outlet.")
_NAME: Final = Parameter(
    name="name", kind="text", required=True, about="The name, in any spelling."
)
SPEAKERS: Final = LISTED
OUTLETS: Final = LISTED
ARTICLES: Final = (
    _OUTLET, Parameter(name="event", kind="text", about="In this event."), *_FROM_TO, *LISTED,
)  # fmt: skip
ARTICLE: Final = (
    Parameter(name="version", kind="number", least=1, about="This version; else the newest."),
)
SHOWN: Final = (
    Parameter(name="at", kind="span", about="The slice to point at, in code points of the body."),
    Parameter(name="against", kind="number", least=1, about="The version to compare with."),
    DECIDED,
)
SPEAKER: Final = (
    _NAME,
    _OUTLET,
    Parameter(
        name="stance", kind="choice", about="Of this stance.",
        choices=get_args(Stance),
    ),
    *LISTED,
)  # fmt: skip
OUTLET: Final = (msgspec.structs.replace(_NAME, about="The name as it is listed."), *LISTED)
DECISIONS: Final = (
    Parameter(name="article", kind="text", about="Those on this article."), *LISTED,
)  # fmt: skip


def _wanted(asked: Asked) -> Wanted:
    return Wanted(
        outlet=asked.text("outlet"), since=asked.text("since"), until=asked.text("until"),
        event=asked.text("event"),
    )  # fmt: skip


def start(sources: Sources, _: Asked) -> Overview:
    """How much there is, and where to go on."""
    found = sources.archive.counted()
    names = ("events", "storylines", "articles", "speakers", "outlets", "search", "decisions")
    links = {name: f"/v1/{name}" for name in names}
    return Overview(
        version=__version__, articles=found.articles - found.hidden, events=found.events,
        decisions=found.decisions, ungrouped=found.ungrouped,
        links={**links, "openapi": "/v1/openapi.json"},
    )  # fmt: skip


def articles(sources: Sources, asked: Asked) -> ArticleItems:
    """A part of the list of articles, the newest published first."""
    part = sources.archive.list_articles(
        _wanted(asked), limit=limit_of(asked), cursor=asked.text("cursor")
    )
    return ArticleItems(items=part.items, next=part.next)


def article(sources: Sources, asked: Asked) -> ArticleRead:
    """An article in one version. Refuses (UsageError, `hidden`) one that a person hid."""
    name = asked.path["id"]
    with sources.archive.reading() as conn:
        if overview.is_hidden(conn, name):
            raise UsageError("hidden", name)
        versions = reading.versions(conn, name)
        number = asked.number("version", versions[-1].number)
        found = reading.article(conn, name, version=number)
        fields = msgspec.structs.asdict(found) | {"page": _without_folders(found.page)}
        event = reading.event_of(conn, name)
        return ArticleRead(**fields, in_event=event, version=number, versions=versions)


def _without_folders(page: Origin) -> Origin:
    """Where a page came from, without the folders of the machine that took it in."""
    path = page.path.replace("\\", "/").rpartition("/")[2] if page.path else None
    return msgspec.structs.replace(page, path=path or None)


def speakers(sources: Sources, asked: Asked) -> SpeakerItems:
    """A part of the list of speakers, who said most first."""
    every = sources.whole("speakers", lambda conn: sayings.speakers(conn, RANKED, 0))
    rows, following = part_of(every, asked)
    with sources.archive.reading() as conn:
        latest = sayings.latest_by(conn, [one.key for one in rows])
        said = _said(conn, list(latest.values()))
    names = {fold_key(one.speaker): one.speaker for one in said if one.speaker}
    return SpeakerItems(
        items=tuple(
            SpeakerItem(name=names.get(one.key, one.key), statements=one.statements)
            for one in rows
        ),
        next=following,
    )  # fmt: skip


def speaker(sources: Sources, asked: Asked) -> Speaker:
    """What a speaker is said to have said. Refuses (UsageError, `no_such`) one of no statement."""
    name = asked.text("name")
    if name is None:
        raise UsageError("bad_parameter", "name", "")
    offset, limit = offset_of(asked), limit_of(asked)
    with sources.archive.reading() as conn:
        counts = sayings.counts_by(conn, name)
        if not counts:
            raise UsageError("no_such", name)
        rows, following = parted(
            sayings.statements_by(
                conn, name, outlet=asked.text("outlet"), stance=asked.text("stance"),
                limit=limit + 1, offset=offset,
            ), limit, offset,
        )  # fmt: skip
        return Speaker(name=name, counts=tuple(counts), items=_said(conn, rows), next=following)


def _said(conn: Connection, rows: Sequence[sayings.SaidRow]) -> tuple[Said, ...]:
    found = {one.id: one for one in reading.articles(conn, [row.article for row in rows])}
    made = []
    for row in rows:
        one = found.get(row.article)
        said = next((s for s in one.statements if s.id == row.statement), None) if one else None
        if one is None or said is None:
            continue
        made.append(Said(
            **msgspec.structs.asdict(row), text=one.body[said.content.start : said.content.end],
            start_at=said.content.start, end_at=said.content.end, cue=said.cue.text,
            speaker=said.speaker.name or said.speaker.text, title=one.title,
        ))  # fmt: skip
    return tuple(made)


def outlets(sources: Sources, asked: Asked) -> OutletItems:
    """A part of the list of outlets."""
    every = sources.whole("outlets", lambda conn: overview.outlets(conn, RANKED, 0))
    rows, following = part_of(every, asked)
    return OutletItems(
        items=tuple(OutletItem(**msgspec.structs.asdict(one)) for one in rows), next=following
    )


def outlet(sources: Sources, asked: Asked) -> Outlet:
    """Facts about an outlet. Refuses (UsageError, `no_such`) one that has no articles."""
    name = asked.text("name")
    if name is None:
        raise UsageError("bad_parameter", "name", "")
    wanted = Wanted(outlet=name)
    with sources.archive.reading() as conn:
        months = overview.months_of(conn, name)
        if not months:
            raise UsageError("no_such", name)
        part = reading.listed(conn, wanted, limit=limit_of(asked), cursor=asked.text("cursor"))
        newest = reading.listed(conn, wanted, limit=OUTLET_SAMPLE).items
        read = reading.articles(conn, [one.id for one in newest])
        total, shared = overview.shared_of(conn, name)
        events = reading.events_of(conn, {one.event for one in newest if one.event})
    return Outlet(
        name=name, articles=sum(months.values()),
        months=tuple(MonthCount(month=month, articles=n) for month, n in months.items()),
        events=total, shared=shared, read=len(read), taken_over=_taken_over(newest, events),
        naming=_naming(read), items=part.items, next=part.next,
    )  # fmt: skip


def _taken_over(newest: Sequence[Listed], events: dict[str, Event]) -> int:
    mine = {one.id for one in newest}
    copies = [copy for event in events.values() for copy in event.copies if copy.dependent]
    return len({copy.article for copy in copies} & mine)


def _naming(read: Sequence[AnnotatedArticle]) -> tuple[NameUse, ...]:
    """Parties that stand under several forms, or are known ones, those named most first."""
    counts: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], tuple[str, int, int]] = {}
    for one in read:
        for mention in one.mentions:
            if mention.type not in _PARTIES or mention.entity is None:
                continue
            counts.setdefault(mention.name, Counter())[mention.text] += 1
            place = (one.id, mention.start, mention.end)
            first.setdefault((mention.name, mention.text), place)
    several = [name for name, forms in counts.items() if len(forms) > 1]
    several.sort(key=lambda name: (-counts[name].total(), name))
    return tuple(
        NameUse(name=name, form=form, count=count, article=place[0], start=place[1], end=place[2])
        for name in several[:_NAMES]
        for form, count in sorted(counts[name].items(), key=lambda item: (-item[1], item[0]))
        for place in (first[name, form],)
    )


def decisions(sources: Sources, asked: Asked) -> Decisions:
    """A part of what people decided, the newest first."""
    every = sources.archive.decisions(asked.text("article"))[::-1]
    shown, following = part_of(every, asked)
    return Decisions(items=shown, next=following)
