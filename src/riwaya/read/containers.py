"""One source to the captures in it: telling its kind from its first bytes, every read capped."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from riwaya import limits
from riwaya.read import addresses, compressed, feeds, lines, mhtml, tables, wacz, warc
from riwaya.read.addresses import SitemapEntry
from riwaya.read.ahead import StreamError, joined
from riwaya.read.capture import HEAD, Capture, refusal
from riwaya.read.inputs import Meter, Source, open_file
from riwaya.read.sniff import kind_of
from riwaya.records import Refusal

Found = Iterator[Capture | Refusal]
Fetch = Callable[[Iterable[str]], Found]
_MOST_LAYERS = 2
_MOST_FETCHES = 2
_READERS = MappingProxyType({
    "warc": warc.captures, "mhtml": mhtml.captures, "feed": feeds.captures,
})  # fmt: skip
_WITH_FIELDS = MappingProxyType({
    "lines": lines.captures, "table": tables.of_csv, "parquet": tables.of_parquet,
    "zip": wacz.captures,
})  # fmt: skip


class Past(msgspec.Struct):
    """How many captures are yet to be read past: they are given, but none is fetched for it."""

    left: int = 0


def captures(
    source: Source, fields: Mapping[str, str], fetch: Fetch | None, meter: Meter, past: Past
) -> Found:
    """The captures in one source, in order, and a refusal for each part that is none.

    `fields` maps our fields of a given article to the names that a table or JSON uses; what is a
    list of addresses is fetched where there is a `fetch`."""
    opener = _Opener(fields, fetch, past)
    # A file name need not be UTF-8; records are.
    name = source.name.encode("utf-8", "replace").decode()
    if source.is_address:
        yield from opener.fetched(name)
        return
    try:
        if source.stream is not None:
            yield from opener.opened(name, meter.reading(source.stream))
        else:
            with open_file(source.name) as stream:
                yield from opener.opened(name, meter.reading(stream))
    except OSError as error:
        yield refusal("unreadable", name, error.strerror or type(error).__name__)


class _Opener:
    """What every container is opened with."""

    def __init__(self, fields: Mapping[str, str], fetch: Fetch | None, past: Past) -> None:
        self.fields, self.fetch, self.past = fields, fetch, past

    def opened(self, name: str, stream: BinaryIO, layers: int = 0, fetches: int = 0) -> Found:
        """The captures of a stream, from its beginning: it is inside `layers` of compression, and
        was found by following `fetches` addresses."""
        head = stream.read(HEAD)
        whole = rewound(head, stream)
        kind = kind_of(head, compressed.inner_name(name, layers))
        if kind in compressed.KINDS:
            if warc.is_compressed_warc(head, kind):
                yield from warc.captures(name, whole)
            elif layers == _MOST_LAYERS:
                yield refusal("too_complex", name, "layers of compression")
            else:
                yield from self._inflated(name, whole, kind, layers, fetches)
        elif kind in _WITH_FIELDS:
            yield from _WITH_FIELDS[kind](name, whole, self.fields)
        elif kind in _READERS:
            yield from _READERS[kind](name, whole)
        elif kind in ("sitemap", "addresses"):
            yield from self._addresses(name, whole, kind, fetches)
        else:
            yield _page(name, whole)

    def _inflated(self, name: str, stream: BinaryIO, kind: str, layers: int, fetches: int) -> Found:
        try:
            inner = compressed.inflated(stream, kind)
            yield from self.opened(name, inner, layers + 1, fetches)
        except StreamError as error:
            yield compressed.refused(name, error)

    def _addresses(self, name: str, stream: BinaryIO, kind: str, fetches: int) -> Found:
        if self.fetch is None:
            reader = addresses.of_sitemap if kind == "sitemap" else addresses.of_list
            yield from reader(name, stream)
            return
        refused: list[Refusal] = []
        maps: list[str] = []
        found = addresses.sitemap_of if kind == "sitemap" else addresses.list_of
        yield from self._pages(_told_apart(found(name, stream), maps, refused))
        for address in maps:
            yield from self.fetched(address, fetches + 1)
        yield from refused

    def _pages(self, urls: Iterator[str]) -> Found:
        """Pages at addresses, one for one; those to be read past are not asked for."""
        while self.past.left:
            url = next(urls, None)
            if url is None:
                return
            yield refusal("needs_fetch", url, "1")
        if self.fetch is not None:
            yield from self.fetch(urls)

    def fetched(self, address: str, fetches: int = 1) -> Found:
        """What is at one address, opened like a file: a page, a feed, a sitemap."""
        for found in self.fetch([address]) if self.fetch is not None else ():
            if isinstance(found, Refusal) or kind_of(found.data[:HEAD]) == "page":
                yield found
            elif fetches > _MOST_FETCHES:
                yield refusal("too_complex", address, "sitemaps inside sitemaps")
            else:
                yield from self.opened(address, io.BytesIO(found.data), 0, fetches)


def _told_apart(
    found: Iterable[str | SitemapEntry | Refusal], maps: list[str], refused: list[Refusal]
) -> Iterator[str]:
    """The addresses of pages; those of other sitemaps, and the refusals, are put aside."""
    for one in found:
        if isinstance(one, Refusal):
            refused.append(one)
        elif isinstance(one, str):
            yield one
        elif one.sitemap:
            maps.append(one.url)
        else:
            yield one.url


def rewound(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream that gives `head` again, then the rest of `stream`."""
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return stream
    return joined(head, stream)


def _page(name: str, stream: BinaryIO) -> Capture | Refusal:
    data = stream.read(limits.PAGE_BYTES + 1)
    if len(data) <= limits.PAGE_BYTES:
        # Once more, for what stopped a compressed stream comes only when its bytes are read.
        data += stream.read(1)
    if len(data) > limits.PAGE_BYTES:
        return refusal("too_large", name, f"{limits.PAGE_BYTES} bytes")
    return Capture(where=name, data=data, path=name)
