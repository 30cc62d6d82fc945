"""JSON Feed 1.0 and 1.1: from an item to an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.read.feed_said import Channel, Said, absolute, body, dated, line, person
from riwaya.read.json_list import json_items
from riwaya.records import GivenArticle

# No text within the JSON can match: a quote in it has a backslash in front.
_ITEMS = re.compile(r'"items"\s{0,100}:\s{0,100}(?=\[)')


class _Feed(msgspec.Struct):
    title: str | None = None
    home_page_url: str | None = None
    feed_url: str | None = None
    items: msgspec.Raw = msgspec.Raw(b"[]")


def json_entries(name: str, text: str) -> Iterator[Said]:
    """The items of a feed in JSON. Raises `InputRefused` where it is none (`bad_record`), and,
    behind the items that it has, where there are too many (`too_large`) or the rest is broken
    (`damaged`)."""
    items, channel = _opened(name, text)
    more = 0
    for number, item in enumerate(json_items(items)):
        if item is None:
            raise InputRefused("damaged", name, f"no JSON behind entry {number}")
        if number < limits.FEED_ENTRIES:
            yield _said(item, channel)
        else:
            more += 1
    if more:
        raise InputRefused("too_large", name, f"{limits.FEED_ENTRIES} entries ({more} more)")


def _opened(name: str, text: str) -> tuple[str, Channel]:
    """The list of items and what the feed says of itself; of a broken one only the list."""
    try:
        feed = msgspec.json.decode(text, type=_Feed)
    except (msgspec.DecodeError, RecursionError) as error:
        found = _ITEMS.search(text)
        if found is None:
            raise InputRefused("bad_record", name, "no feed") from error
        return text[found.end() :], Channel(None, None)
    base = absolute(feed.home_page_url, None) or absolute(feed.feed_url, None)
    return bytes(feed.items).decode(), Channel(line(feed.title), base)


def _said(source: str, channel: Channel) -> Said:
    try:
        item = msgspec.json.decode(source, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError):
        return Said(source, GivenArticle(text=""), cut=True)
    full = body([("html", _text(item, "content_html"), False), *_plain(item, "content_text")])
    content = full or body(_plain(item, "summary"))
    published, odd = dated(_texts(item, "date_published"), _texts(item, "date_modified"))
    number = item.get("id")
    tags = item.get("tags")
    article = GivenArticle(
        text=content[0] if content else "",
        markup=content[1] if content else False,
        id=line(str(number)) if isinstance(number, str | int | float) else None,
        title=line(_text(item, "title")),
        url=absolute(_text(item, "url"), channel.base)
        or absolute(_text(item, "external_url"), channel.base),
        outlet=channel.title,
        published=published,
        byline=tuple(dict.fromkeys(_names(item))),
        section=next((line(tag) for tag in _listed(tags) if isinstance(tag, str)), None),
    )
    summary = content is not None and full is None
    return Said(source, article, (*odd, "summary_only") if summary else odd)


def _plain(item: dict[str, object], name: str) -> list[tuple[str, str, bool]]:
    return [("text", text, False) for text in _texts(item, name)]


def _texts(item: dict[str, object], name: str) -> list[str]:
    value = item.get(name)
    return [value] if isinstance(value, str) else []


def _text(item: dict[str, object], name: str) -> str:
    return "".join(_texts(item, name))


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _names(item: dict[str, object]) -> Iterator[str]:
    """The authors: a list since 1.1, one before."""
    for author in (*_listed(item.get("authors")), item.get("author")):
        name = author.get("name") if isinstance(author, dict) else None
        if isinstance(name, str) and (found := person(name)) is not None:
            yield found
