"""RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0: from an entry to an article."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.read.feed_said import Channel, Said, absolute, body, dated, line, person
from riwaya.read.tags import attribute, declares_entities
from riwaya.read.xml_records import Document, Fields, Record, document
from riwaya.records import GivenArticle

_ROOTS = ("rss", "feed", "rdf", "channel")
_ENTRIES = ("item", "entry")
_FULL = ("content:encoded", "content", "atom:content", "yandex:full-text")
_SUMMARY = ("description", "summary", "atom:summary", "dc:description")
_PUBLISHED = ("pubdate", "published", "atom:published", "dc:date", "dcterms:issued", "issued")
_UPDATED = ("updated", "atom:updated", "modified", "dcterms:modified")


def xml_entries(name: str, text: str) -> Iterator[Said]:
    """The entries of a feed in XML. Raises `InputRefused` where it is none or declares entities
    (`bad_record`), and, behind the entries that it has, where there are too many (`too_large`), or
    too many tags (`too_complex`), or its end is missing (`damaged`)."""
    feed = document(text, _ROOTS, _ENTRIES, limits.FEED_ENTRIES)
    if feed is None:
        raise InputRefused("bad_record", name, "no feed")
    if declares_entities(text, feed.root.start):
        raise InputRefused("bad_record", name, "a DOCTYPE that declares entities")
    channel = _channel(feed)
    said_all = True
    for record in feed.records():
        said_all = record.whole
        yield _said(record, channel)
    if feed.capped:
        raise InputRefused("too_complex", name, f"{limits.XML_TAGS} tags")
    if feed.more:
        raise InputRefused("too_large", name, f"{limits.FEED_ENTRIES} entries ({feed.more} more)")
    if said_all and not feed.whole:
        raise InputRefused("damaged", name, "the end of the feed is missing")


def _channel(feed: Document) -> Channel:
    head = feed.head("channel")
    base = attribute(feed.root.attributes, "xml:base")
    return Channel(line(head.text("title")), absolute(base, None) or _link(head, None))


def _said(record: Record, channel: Channel) -> Said:
    """The content comes before the summary, the address of the publisher before that of a counter
    of clicks, the source that an entry names before the feed that carries it."""
    fields = record.fields
    full = body(_bodies(fields, *_FULL))
    content = full or body(_bodies(fields, *_SUMMARY))
    published, odd = dated(fields.texts(*_PUBLISHED), fields.texts(*_UPDATED))
    about = attribute(record.attributes, "rdf:about")
    base = absolute(attribute(record.attributes, "xml:base"), channel.base) or channel.base
    article = GivenArticle(
        text=content[0] if content else "",
        markup=content[1] if content else False,
        id=line(fields.text("guid", "id") or about),
        title=line(fields.text("title")),
        url=_link(fields, base) or absolute(about, base),
        outlet=_source(fields) or channel.title,
        published=published,
        byline=tuple(dict.fromkeys(_names(fields))),
        section=next(_sections(fields), None),
    )
    notes = [*odd]
    if content and not full:
        notes.append("summary_only")
    if fields.damaged:
        notes.append("entry_damaged")
    cut = not record.whole or (content is None and fields.damaged)
    return Said(record.source, article, tuple(notes), cut)


def _bodies(fields: Fields, *names: str) -> Iterator[tuple[str, str, bool]]:
    """The kind, the text and whether it has elements in it, of each element that has its end: of
    another nobody knows how much of it is there."""
    for element in fields.all(*names):
        text, markup = fields.content(element)
        if element.whole:
            yield (attribute(element.attributes, "type") or "").lower(), text, markup


def _link(fields: Fields, base: str | None) -> str | None:
    return next((link for one in _links(fields) if (link := absolute(one, base))), None)


def _links(fields: Fields) -> Iterator[str | None]:
    yield fields.text("feedburner:origlink")
    for element in fields.all("link", "atom:link"):
        if (attribute(element.attributes, "rel") or "alternate") == "alternate":
            yield attribute(element.attributes, "href") or fields.content(element)[0]
    for element in fields.all("guid"):
        if attribute(element.attributes, "ispermalink") != "false":
            yield fields.content(element)[0]


def _source(fields: Fields) -> str | None:
    for element in fields.all("source", "atom:source"):
        title = fields.inside(element).text("title", "atom:title")
        text, markup = fields.content(element)
        if (name := line(title or ("" if markup else text))) is not None:
            return name
    return None


def _names(fields: Fields) -> Iterator[str]:
    for element in fields.all("dc:creator", "author", "atom:author"):
        text, markup = fields.content(element)
        within = fields.inside(element).text("name", "atom:name") if markup else text
        if (name := person(within)) is not None:
            yield name


def _sections(fields: Fields) -> Iterator[str]:
    for element in fields.all("category", "atom:category", "dc:subject"):
        named = attribute(element.attributes, "label") or attribute(element.attributes, "term")
        if (name := line(named or fields.content(element)[0])) is not None:
            yield name
