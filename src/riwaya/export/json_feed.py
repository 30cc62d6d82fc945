"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

from collections.abc import Iterable

from riwaya.export.encode import json_bytes
from riwaya.export.feed import Entry, feed_title, newest
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.export.plain import web_address
from riwaya.records import Record

_VERSION = "https://jsonfeed.org/version/1.1"


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """The feed, the newest item first and those without a date last; left out are the older ones
    beyond `options.entries`. Dates are as in the Atom feed.

    >>> b"".join(chunks("events", [], Options(title="الجسر"))).decode()
    '{"version":"https://jsonfeed.org/version/1.1","title":"\\u2068الجسر\\u2069","language":"ar","items":[]}\\n'
    """
    entries, left_out = newest(kind, records, options, dated=False)
    about: dict[str, object] = {
        "version": _VERSION,
        "title": feed_title(options),
        "home_page_url": web_address(options.home_url),
        "feed_url": web_address(options.feed_url),
        "language": options.language,
    }
    yield json_bytes(_known(about))[:-1] + b',"items":['
    for number, entry in enumerate(entries):
        yield (b",\n" if number else b"\n") + json_bytes(_known(_item(entry)))
    yield b"\n]}\n" if entries else b"]}\n"
    return left_out


def _item(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title or None,
        "content_html": entry.content,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in entry.authors] or None,
        "tags": list(entry.tags) or None,
        "language": entry.language,
    }


def _known(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}
