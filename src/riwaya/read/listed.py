"""What a feed or a sitemap lists: articles that it hands over, and addresses of pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from riwaya.read import addresses, feeds
from riwaya.read.addresses import SitemapEntry
from riwaya.read.capture import HEAD, Capture, refusal
from riwaya.read.feed_said import absolute
from riwaya.read.sniff import kind_of
from riwaya.records import Refusal


class Entry(msgspec.Struct, frozen=True):
    """One entry: the address of its page, the article that it hands over, or why it has neither.

    `key` is what it is known by, its address where it has one; `mark` is a hash of what is said of
    it, so another mark means that it changed; `when` (ISO 8601) is when it did, where a sitemap
    says so."""

    key: str
    mark: str
    found: str | Capture | Refusal
    when: str | None = None


class Sitemap(msgspec.Struct, frozen=True):
    """The address of a sitemap that an index lists, and when it changed (ISO 8601)."""

    url: str
    when: str | None = None


def listed(capture: Capture) -> Iterator[Entry | Sitemap | Refusal]:
    """The entries of a feed, a sitemap, or a list of addresses, in their order. An entry of a feed
    that holds only a summary, or nothing, and names a page is that page.

    A refusal is of the whole: what is none of these (`not_a_feed`), what is cut off, too large or
    broken; of one entry it is an `Entry`.

    >>> feed = "<rss><channel><item><title>جسر</title><description>افتُتح الجسر.</description>"
    >>> feed += "<link>https://example.org/1</link></item></channel></rss>"
    >>> [one.found for one in listed(Capture(where="-", data=feed.encode()))]
    ['https://example.org/1']
    """
    name, stream = capture.where, io.BytesIO(capture.data)
    kind = kind_of(capture.data[:HEAD])
    if kind == "feed":
        for one in feeds.captures(name, stream):
            yield one if one.where == name and isinstance(one, Refusal) else _of_feed(one)
    elif kind == "sitemap":
        for entry in addresses.sitemap_of(name, stream):
            yield _of_sitemap(name, entry)
    elif kind == "addresses":
        for line in addresses.list_of(name, stream):
            yield line if isinstance(line, Refusal) else Entry(line, "", line)
    else:
        yield refusal("not_a_feed", name)


def _of_feed(one: Capture | Refusal) -> Entry:
    if isinstance(one, Refusal):
        page = absolute(one.detail, None) if one.code == "empty" else None
        return Entry(page or f"{one.code} {one.detail}", one.code, page or one)
    page = one.url if "summary_only" in one.notes else None
    key = one.url or (one.given.id if one.given is not None else None)
    mark = sha256(one.data).hexdigest()
    return Entry(key or mark, mark, page or one)


def _of_sitemap(name: str, one: SitemapEntry | Refusal) -> Entry | Sitemap | Refusal:
    if isinstance(one, Refusal):
        return one if one.where == name else Entry(f"{one.code} {one.detail}", one.code, one)
    if one.sitemap:
        return Sitemap(one.url, one.modified)
    when = one.modified or one.published
    return Entry(one.url, when or "", one.url, when)
