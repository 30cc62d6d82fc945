"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed; an entry is a given article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.read.capture import Capture, refusal
from riwaya.read.charset import decode
from riwaya.read.feed_json import json_entries
from riwaya.read.feed_said import Said
from riwaya.read.feed_xml import xml_entries
from riwaya.read.given import Place, ready
from riwaya.records import Refusal


def captures(name: str, stream: BinaryIO) -> Iterator[Capture | Refusal]:
    """The entries of a feed, called `NAME:NUMBER`, counted from 1; `data` is the entry as it is
    written. A summary that stands in for the content is noted `summary_only`.

    Refused: an entry without text (`empty`), without Arabic (`not_arabic`) or cut off (`damaged`),
    with its address as the detail; the entries beyond the cap, once with their count (`too_large`);
    a feed that is cut off (`damaged`), declares entities or is none (`bad_record`).

    >>> import io
    >>> feed = "<rss><channel><title>الميدان</title><item><title>جسر</title>"
    >>> feed += "<description>افتتح الوزير الجسر.</description></item></channel></rss>"
    >>> [(one.given.outlet, one.given.text) for one in captures("-", io.BytesIO(feed.encode()))]
    [('الميدان', 'افتتح الوزير الجسر.')]
    """
    data = stream.read(limits.FEED_BYTES + 1)
    decoded = decode(data) if len(data) <= limits.FEED_BYTES else None
    if len(data) > limits.FEED_BYTES:
        yield refusal("too_large", name, f"{limits.FEED_BYTES} bytes")
    elif decoded is None:
        yield refusal("charset", name)
    elif not decoded.text.strip():
        yield refusal("empty", name)
    else:
        yield from _entries(Place(name, name, b"", notes=decoded.notes), decoded.text.strip())
        stream.read(1)  # what stopped a compressed stream is raised only here


def _entries(feed: Place, text: str) -> Iterator[Capture | Refusal]:
    entries = json_entries if text.startswith("{") else xml_entries
    number = 0
    try:
        for number, said in enumerate(entries(feed.where, text), start=1):
            yield _entry(f"{feed.where}:{number}", feed, said)
    except InputRefused as bad:
        yield refusal(bad.code, feed.where, bad.detail)
    else:
        if not number:
            yield refusal("empty", feed.where)


def _entry(where: str, feed: Place, said: Said) -> Capture | Refusal:
    address = said.article.url or said.article.title or ""
    if said.cut:
        return refusal("damaged", where, address)
    place = Place(where, feed.path, said.source.encode(), notes=feed.notes + said.notes)
    try:
        return ready(place, said.article)
    except InputRefused as bad:
        return refusal(bad.code, where, bad.detail or address)
