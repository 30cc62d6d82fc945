"""Atom 1.0 (RFC 4287)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence

from riwaya import __version__
from riwaya.export.encode import utf8
from riwaya.export.feed import Entry, feed_id, feed_title, newest
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.export.plain import legal, web_address
from riwaya.records import Record

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """The feed, the newest entry first; left out are records without any date, and the older ones
    beyond `options.entries`.

    `updated` is what the page says (its update, else its publication, else its capture), for an
    event the latest of its articles, and for the feed that of its first entry; a feed without
    entries has the first second of 1970. No clock is read. Characters that XML does not allow are
    dropped."""
    entries, left_out = newest(kind, records, options, dated=True)
    opened = f'<feed xmlns="{_NAMESPACE}" xml:lang="{options.language}">\n'
    yield utf8(_HEAD + opened)
    for element in _about(kind, entries, options):
        yield _written(element)
    for entry in entries:
        yield _written(_entry(entry))
    yield b"</feed>\n"
    return left_out


def _about(kind: Kind, entries: Sequence[Entry], options: Options) -> Iterable[ET.Element]:
    yield _said("id", feed_id(kind, options))
    yield _said("title", feed_title(options), type="text")
    yield _said("updated", (entries[0].updated if entries else None) or _NEVER)
    yield _author("Riwaya")  # who put the feed together; each entry names its own authors
    yield _said("generator", "Riwaya", version=__version__)
    for relation, address in (("self", options.feed_url), ("alternate", options.home_url)):
        if url := web_address(address):
            yield ET.Element("link", {"rel": relation, "href": url})


def _entry(entry: Entry) -> ET.Element:
    made = ET.Element("entry", {"xml:lang": legal(entry.language)} if entry.language else {})
    made.append(_said("id", entry.id))
    made.append(_said("title", entry.title, type="text"))
    made.append(_said("updated", entry.updated or _NEVER))
    if entry.published:
        made.append(_said("published", entry.published))
    made.extend(_author(name) for name in entry.authors)
    if entry.url:
        made.append(ET.Element("link", {"rel": "alternate", "href": entry.url}))
    made.extend(ET.Element("category", {"term": tag}) for tag in entry.tags)
    made.append(_said("content", entry.content, type="html"))
    return made


def _author(name: str) -> ET.Element:
    made = ET.Element("author")
    made.append(_said("name", name))
    return made


def _said(tag: str, text: str, **attributes: str) -> ET.Element:
    made = ET.Element(tag, attributes)
    made.text = legal(text)
    return made


def _written(element: ET.Element) -> bytes:
    return utf8(ET.tostring(element, encoding="unicode") + "\n")
