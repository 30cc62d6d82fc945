"""What kind of input its first bytes are. The name only helps where the content cannot tell."""

from __future__ import annotations

import re
from typing import Final, Literal

Kind = Literal[
    "page", "lines", "warc", "gzip", "zstd", "bzip2", "xz", "zip", "mhtml", "feed", "sitemap",
    "addresses", "table", "parquet",
]  # fmt: skip
_MAGIC: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"WARC/", "warc"), (b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
)  # fmt: skip
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")
_MHTML = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_XML_ROOT = re.compile(
    rb"<(?:[\w.-]{1,20}:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE
)
_JSON_FEED = re.compile(rb'"version"\s{0,20}:\s{0,20}"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)')
_JSON = re.compile(rb"\{\s{0,200}\"|\[\s{0,200}\{")
_ADDRESS = re.compile(rb"https?://[^\s<>\"']{4,2040}", re.IGNORECASE)
_SNIFFED_LINES = 20
_HEAD = 4_000
_LINES_SUFFIXES = (".jsonl", ".ndjson")
_TABLE_SUFFIXES = (".csv", ".tsv")


def kind_of(head: bytes, name: str = "") -> Kind:
    """The kind of an input, by its first bytes (`capture.HEAD` of them) and its name.

    >>> kind_of('{"text": "وصل الوفد"}'.encode()), kind_of(b"WARC/1.1\\r\\n"), kind_of(b"<p>")
    ('lines', 'warc', 'page')
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _SKIPPABLE.match(head):
        return "zstd"
    if is_json_lines(head, name):
        return "feed" if _JSON_FEED.search(head) else "lines"
    if _MHTML.search(head[:_HEAD]) and b"mime-version" in head[:_HEAD].lower():
        return "mhtml"
    start = _plain(head)
    # Warnings of a server may stand before a feed.
    markup = start.find(b"<?xml", 0, _HEAD)
    if start.startswith(b"<") or markup > 0:
        return _xml(start[max(markup, 0) :])
    if _JSON.match(start):
        return "feed" if _JSON_FEED.search(head) else "lines"
    if name.lower().endswith(_TABLE_SUFFIXES) and start:
        return "table"
    return "addresses" if _mostly_addresses(start) else "page"


def _plain(head: bytes) -> bytes:
    """The beginning without a byte order mark, and without the zeros of UTF-16."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"").lstrip() if b"\0" in head[:4] else head.lstrip()


def _xml(start: bytes) -> Kind:
    root = _XML_ROOT.search(start[:_HEAD])
    if root is None or b"<html" in start[: root.start()].lower():
        return "page"
    return "sitemap" if root[1].lower() in (b"urlset", b"sitemapindex") else "feed"


def _mostly_addresses(start: bytes) -> bool:
    lines = [line.strip() for line in start.splitlines()[: _SNIFFED_LINES + 1]]
    lines = [line for line in lines if line and not line.startswith(b"#")][:_SNIFFED_LINES]
    found = sum(_ADDRESS.fullmatch(line) is not None for line in lines)
    return bool(lines) and found * 5 >= len(lines) * 4


def is_json_lines(head: bytes, name: str = "") -> bool:
    """Whether the first lines of `head` are JSON objects (at least half of them), or the name says
    so."""
    if name.lower().endswith(_LINES_SUFFIXES):
        return bool(head.strip())
    lines = [line.strip() for line in head.removeprefix(b"\xef\xbb\xbf").splitlines()]
    lines = [line for line in lines if line][:_SNIFFED_LINES]
    whole = [line.startswith(b"{") and line.endswith(b"}") and len(line) > 2 for line in lines]
    if len(lines) == 1 and lines[0].startswith(b'{"') and len(head) > 60_000:
        return True
    return bool(lines) and sum(whole) * 2 >= len(lines)
