"""Addresses to fetch: lists of them in text, sitemaps, news sitemaps and sitemap indexes.

Nothing is fetched here. A reader of `containers` refuses them with their count; the door that
fetches takes them from `list_of` and `sitemap_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.read.capture import refusal
from riwaya.read.charset import decode
from riwaya.read.feed_said import absolute, line
from riwaya.read.stamps import stamp
from riwaya.read.streamed import text_lines
from riwaya.read.tags import declares_entities
from riwaya.read.xml_records import Document, Record, document
from riwaya.records import Refusal

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ROOTS = ("urlset", "sitemapindex")
_ENTRIES = ("url", "sitemap")
_SHOWN_CHARS = 100


class SitemapEntry(msgspec.Struct, frozen=True):
    """An address of a sitemap and what is said of it; times are ISO 8601. `sitemap` is True where
    it is another sitemap, of an index. Title and time of publication come from news sitemaps."""

    url: str
    modified: str | None = None
    title: str | None = None
    published: str | None = None
    sitemap: bool = False


def of_list(name: str, stream: BinaryIO) -> Iterator[Refusal]:
    """A list of addresses, read without a door to fetch them: one `needs_fetch` with their count,
    and a refusal for each line that is none (`address_refused`) or is beyond the cap.

    >>> import io
    >>> [one.detail for one in of_list("-", io.BytesIO(b"https://example.org/1\\n"))]
    ['1']
    """
    return _counted(name, _listed(name, stream))


def list_of(name: str, stream: BinaryIO) -> Iterator[str | Refusal]:
    """The addresses of a list, one a line, each once, in their order, and a refusal for each line
    that is none. Lines that are blank or begin with `#` are passed over.

    >>> import io
    >>> list(list_of("-", io.BytesIO(b"# news\\nhttps://example.org/1\\nhttps://example.org/1\\n")))
    ['https://example.org/1']
    """
    return _listed(name, stream)


def of_sitemap(name: str, stream: BinaryIO) -> Iterator[Refusal]:
    """A sitemap, read without a door to fetch its addresses: one `needs_fetch` with their count.

    Refused as well: no sitemap, or one that declares entities (`bad_record`), an entry without an
    address (`address_refused`), what is beyond the caps, a missing end (`damaged`)."""
    return _counted(name, _mapped(name, stream))


def sitemap_of(name: str, stream: BinaryIO) -> Iterator[SitemapEntry | Refusal]:
    """The addresses of a sitemap, each once, in their order, and a refusal for each part of it that
    is wrong.

    >>> import io
    >>> sitemap = b"<urlset><url><loc>https://example.org/1</loc></url></urlset>"
    >>> [entry.url for entry in sitemap_of("-", io.BytesIO(sitemap))]
    ['https://example.org/1']
    """
    return _mapped(name, stream)


def _counted(name: str, found: Iterable[object]) -> Iterator[Refusal]:
    count = 0
    refused = False
    for one in found:
        if isinstance(one, Refusal):
            refused = True
            yield one
        else:
            count += 1
    if count:
        yield refusal("needs_fetch", name, str(count))
    elif not refused:
        yield refusal("empty", name)


def _listed(name: str, stream: BinaryIO) -> Iterator[str | Refusal]:
    seen: set[str] = set()
    more = 0
    for one in text_lines(stream, 4 * limits.ADDRESS_CHARS):
        where = f"{name}:{one.number}"
        address = "" if one.text is None else one.text.replace("\0", "").strip()
        if one.text is None or len(address) > limits.ADDRESS_CHARS:
            yield refusal("too_large", where, f"{limits.ADDRESS_CHARS} characters")
        elif not address or address.startswith("#") or address in seen:
            continue
        elif _ADDRESS.fullmatch(address) is None:
            yield refusal("address_refused", where, address[:_SHOWN_CHARS])
        elif len(seen) == limits.LIST_ADDRESSES:
            more += 1
        else:
            seen.add(address)
            yield address
    if more:
        yield refusal("too_large", name, f"{limits.LIST_ADDRESSES} addresses ({more} more)")


def _mapped(name: str, stream: BinaryIO) -> Iterator[SitemapEntry | Refusal]:
    data = stream.read(limits.SITEMAP_BYTES + 1)
    if len(data) > limits.SITEMAP_BYTES:
        yield refusal("too_large", name, f"{limits.SITEMAP_BYTES} bytes")
        return
    try:
        yield from _entries(name, _opened(name, data))
    except InputRefused as bad:
        yield refusal(bad.code, name, bad.detail)
    stream.read(1)  # what stopped a compressed stream is raised only here


def _opened(name: str, data: bytes) -> Document:
    decoded = decode(data)
    if decoded is None:
        raise InputRefused("charset", name)
    if not decoded.text.strip():
        raise InputRefused("empty", name)
    found = document(decoded.text, _ROOTS, _ENTRIES, limits.SITEMAP_ENTRIES)
    if found is None:
        raise InputRefused("bad_record", name, "no sitemap")
    if declares_entities(decoded.text, found.root.start):
        raise InputRefused("bad_record", name, "a DOCTYPE that declares entities")
    return found


def _entries(name: str, found: Document) -> Iterator[SitemapEntry | Refusal]:
    seen: set[str] = set()
    index = found.names(found.root.name) == "sitemapindex"
    for number, record in enumerate(found.records(), start=1):
        entry = _entry(record, index)
        if entry is None:
            yield refusal("address_refused", f"{name}:{number}", _shown(record))
        elif entry.url not in seen:
            seen.add(entry.url)
            yield entry
    if found.capped:
        yield refusal("too_complex", name, f"{limits.XML_TAGS} tags")
    elif found.more:
        detail = f"{limits.SITEMAP_ENTRIES} entries ({found.more} more)"
        yield refusal("too_large", name, detail)
    elif not found.whole:
        yield refusal("damaged", name, "the end of the sitemap is missing")


def _entry(record: Record, index: bool) -> SitemapEntry | None:
    fields = record.fields
    whole = next((one for one in fields.all("loc") if one.whole), None)
    url = None if whole is None else absolute(fields.content(whole)[0], None)
    if url is None:
        return None
    news = next((fields.inside(one) for one in fields.all("news:news")), None)
    return SitemapEntry(
        url=url,
        modified=stamp(fields.text("lastmod") or ""),
        title=None if news is None else line(news.text("news:title")),
        published=None if news is None else stamp(news.text("news:publication_date") or ""),
        sitemap=index,
    )


def _shown(record: Record) -> str:
    return (line(record.fields.text("loc")) or "no address")[:_SHOWN_CHARS]
