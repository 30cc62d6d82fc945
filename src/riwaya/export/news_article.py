"""schema.org JSON-LD: a NewsArticle with its quotations, or an Event with its accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final, cast

from riwaya.export.encode import json_bytes, script_safe, without_unknown
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.export.plain import permanent_id, web_address
from riwaya.records import (
    AnnotatedArticle,
    Article,
    Event,
    Mention,
    MentionType,
    Record,
    Statement,
)

Node = dict[str, object]
"""A thing of schema.org: its properties, in the order in which they are written."""

_TYPES: Final = MappingProxyType[MentionType, str](
    {
        "PER": "Person",
        "ORG": "Organization",
        "GPE": "Place",
        "LOC": "Place",
        "FAC": "Place",
        "GROUP": "Organization",
        "EVENT": "Event",
        "WORK": "CreativeWork",
        "MISC": "Thing",
    }
)
_SPEAKS: Final = MappingProxyType[MentionType, str](
    {"PER": "Person", "ORG": "Organization", "GPE": "Organization", "GROUP": "Organization"}
)


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """One document, `{"@context": ..., "@graph": [...]}`, a node at a time; nothing is left out.
    It may stand inside `<script type="application/ld+json">` as it is."""
    del options
    yield b'{"@context":"https://schema.org","@graph":['
    for number, record in enumerate(records):
        if kind == "events":
            made = event(cast("Event", record))
        else:
            made = news_article(cast("Article", record))
        yield (b",\n" if number else b"\n") + script_safe(json_bytes(made))
    yield b"\n]}\n"
    return 0


def news_article(article: Article) -> Node:
    """The NewsArticle of an article; properties that are unknown are not there.

    Words in quotation marks are `Quotation`s. What is told indirectly is a `Claim` of its speaker
    where the speaker asserts or confirms it. schema.org has no word for who denies, calls for or
    warns of something, and such statements are left to the other formats.

    >>> from riwaya.records import Origin
    >>> article = Article(id="a", page=Origin(sha256="0"), title="افتتاح الجسر", paragraphs=(),
    ...     body="افتتح الوزير الجسر.", outlet="صحيفة الميدان")
    >>> news_article(article)["publisher"]
    {'@type': 'Organization', 'name': 'صحيفة الميدان'}
    """
    published, updated = article.published, article.updated
    return without_unknown(
        {
            "@type": "NewsArticle",
            "@id": permanent_id("article", article.id),
            "identifier": article.id,
            "headline": article.title,
            "alternativeHeadline": article.subtitle,
            "url": web_address(article.url),
            "inLanguage": article.language,
            "datePublished": published and published.start,
            "dateModified": updated and updated.start,
            "dateline": article.dateline,
            "author": [_named("Person", name) for name in article.byline],
            "editor": [_named("Person", name) for name in article.editor],
            "creditText": "، ".join(article.credit),
            "publisher": _named("Organization", article.outlet) if article.outlet else None,
            "articleSection": article.section,
            "keywords": list(article.tags),
            "articleBody": article.body,
            "isBasedOn": _page(article),
            "mentions": list(_mentions(article)),
            "hasPart": list(_said(article)),
        }
    )


def event(found: Event) -> Node:
    """The Event of an event, with its articles by their ids; a copy `isBasedOn` its origin.

    >>> event(Event(id="e", title="افتتاح الجسر", places=("حلب",)))["location"]
    [{'@type': 'Place', 'name': 'حلب'}]
    """
    origins = {copy.article: copy.of for copy in found.copies if copy.dependent}
    return without_unknown(
        {
            "@type": "Event",
            "@id": permanent_id("event", found.id),
            "identifier": found.id,
            "name": found.title,
            "startDate": found.start,
            "endDate": found.end,
            "location": [_named("Place", name) for name in found.places],
            "superEvent": _storyline(found.storyline),
            "subjectOf": [_account(name, origins.get(name)) for name in found.articles],
        }
    )


def _storyline(name: str | None) -> Node | None:
    return None if name is None else {"@type": "Event", "@id": permanent_id("storyline", name)}


def _account(name: str, origin: str | None) -> Node:
    based = None if origin is None else {"@id": permanent_id("article", origin)}
    made: Node = {
        "@type": "NewsArticle",
        "@id": permanent_id("article", name),
        "identifier": name,
        "isBasedOn": based,
    }
    return without_unknown(made)


def _page(article: Article) -> Node:
    """The page as it was captured, which all of the article was read from."""
    page = article.page
    return without_unknown(
        {
            "@type": ["WebPage", "MediaObject"],
            "url": web_address(page.url),
            "sha256": page.sha256,
            "dateCreated": page.captured,
        }
    )


def _mentions(article: Article) -> Iterator[Node]:
    if isinstance(article, AnnotatedArticle):
        once: dict[tuple[str, str], Mention] = {}
        for one in article.mentions:
            once.setdefault((one.type, one.entity or one.name), one)
        for one in once.values():
            named = _named(_TYPES[one.type], one.name)
            where = _geo(one)
            yield named if where is None else {**named, "geo": where}


def _geo(mention: Mention) -> Node | None:
    place = mention.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": place.latitude,
        "longitude": place.longitude,
        "addressCountry": place.country,
    }


def _said(article: Article) -> Iterator[Node]:
    if not isinstance(article, AnnotatedArticle):
        return
    kinds = {one.entity: one.type for one in article.mentions if one.entity}
    for one in article.statements:
        speaker = _speaker(one, kinds)
        made: Node = {
            "@id": permanent_id("statement", article.id, one.id),
            "identifier": one.id,
            "text": article.body[one.content.start : one.content.end],
        }
        if one.mode == "direct" and one.stance != "deny":
            yield without_unknown({"@type": "Quotation", **made, "spokenByCharacter": speaker})
        elif one.mode != "direct" and one.stance in ("assert", "confirm") and speaker:
            yield without_unknown({"@type": "Claim", **made, "author": speaker})


def _speaker(statement: Statement, kinds: dict[str, MentionType]) -> Node | str | None:
    """Who spoke; as a text where it is not known whether it is a person or a body."""
    speaker = statement.speaker
    name = speaker.name or speaker.text
    mentioned = kinds.get(speaker.entity or "")
    kind = _SPEAKS.get(mentioned) if mentioned else None
    return _named(kind, name) if name and kind else name


def _named(kind: str, name: str) -> Node:
    return {"@type": kind, "name": name}
