"""ninjs 3.1, the JSON of news agencies (IPTC): one item a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from riwaya.export.encode import json_bytes, without_unknown
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.export.plain import permanent_id, web_address
from riwaya.export.stamps import instant
from riwaya.records import AnnotatedArticle, Article, Mention, MentionType, Record

Fields = dict[str, object]
"""The properties of an item, in the order in which they are written."""

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
_PLAIN = "text/plain"


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """One item for each article; nothing is left out."""
    del kind, options
    for record in records:
        yield json_bytes(item(cast("Article", record))) + b"\n"
    return 0


def item(article: Article) -> Fields:
    """The item of an article; properties that are unknown are not there. ninjs has times, no days:
    a day stands for its first moment (UTC). It has no word for statements, nor for direction.

    >>> from riwaya.records import Origin
    >>> article = Article(id="a", page=Origin(sha256="0"), title="افتتاح الجسر", paragraphs=(),
    ...     body="افتتح الوزير الجسر.", language="ar")
    >>> item(article)["headlines"]
    [{'role': 'main', 'contentType': 'text/plain', 'value': 'افتتاح الجسر'}]
    """
    published = instant(article.published.start) if article.published else None
    updated = instant(article.updated.start) if article.updated else None
    mentions = article.mentions if isinstance(article, AnnotatedArticle) else ()
    about = [name for name in (article.section, *article.tags) if name]
    fields: Fields = {
        "standard": dict(_STANDARD),
        "uri": permanent_id("article", article.id),
        "type": "text",
        "language": article.language,
        "firstCreated": published,
        "versionCreated": updated or published,
        "by": "، ".join(article.byline),
        "located": article.dateline,
        "headlines": _headlines(article),
        "bodies": [_body(article)],
        "subjects": [{"name": name} for name in about],
        "people": [*_people("author", article.byline), *_mentioned(mentions, ("PER",))],
        "organisations": _mentioned(mentions, ("ORG", "GROUP")),
        "places": _mentioned(mentions, ("GPE", "LOC", "FAC")),
        "events": _mentioned(mentions, ("EVENT",)),
        "infoSources": [{"name": name} for name in (article.outlet, *article.credit) if name],
        "altIds": _ids(article),
    }
    return without_unknown(fields)


def _headlines(article: Article) -> list[Fields]:
    found = (("main", article.title), ("subtitle", article.subtitle))
    return [{"role": role, "contentType": _PLAIN, "value": value} for role, value in found if value]


def _body(article: Article) -> Fields:
    return {
        "role": "main",
        "contentType": _PLAIN,
        "charCount": len(article.body),
        "wordCount": len(article.body.split()),
        "value": article.body,
    }


def _people(relation: str, names: Iterable[str]) -> list[Fields]:
    return [{"name": name, "rel": relation} for name in names]


def _mentioned(mentions: Iterable[Mention], types: tuple[MentionType, ...]) -> list[Fields]:
    """Each entity once, in the order in which they are first named."""
    once: dict[str, str] = {}
    for one in mentions:
        if one.type in types:
            once.setdefault(one.entity or one.name, one.name)
    return [{"name": name, "rel": "mentioned"} for name in once.values()]


def _ids(article: Article) -> list[Fields]:
    found = (
        ("riwaya", article.id),
        ("url", web_address(article.url)),
        ("sha256", article.page.sha256),
    )
    return [{"role": role, "value": value} for role, value in found if value]
