"""The entries of a feed, whatever the feed is written in: articles or events, the newest first."""

from __future__ import annotations

import datetime as dt
import heapq
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

import msgspec

from riwaya import limits
from riwaya.export.formats import Kind, Options
from riwaya.export.plain import direction, isolated, legal, line, permanent_id, web_address
from riwaya.export.stamps import instant
from riwaya.records import Article, Event, Record

_HEADING_CHARS = 80


class Entry(Record, frozen=True):
    """An entry: `id` lasts, `title` is one isolated line, `content` is HTML, `published` and
    `updated` are times of RFC 3339, None where the record does not tell."""

    id: str
    title: str
    content: str
    language: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    tags: tuple[str, ...] = ()


def newest(
    kind: Kind, records: Iterable[Record], options: Options, *, dated: bool
) -> tuple[Sequence[Entry], int]:
    """The newest entries, `options.entries` of them at most, and how many records are left out.
    With `dated`, a record without any date is one of those; else they come last. At most so many
    entries are held in memory."""
    most = limits.FEED_NEWEST if options.entries is None else options.entries
    seen = 0

    def entries() -> Iterator[Entry]:
        nonlocal seen
        for record in records:
            seen += 1
            one = entry_of(kind, record, options)
            if one.updated is not None or not dated:
                yield one

    kept = heapq.nlargest(most, entries(), key=_rank)
    return kept, seen - len(kept)


def _rank(entry: Entry) -> tuple[bool, dt.datetime, str]:
    if entry.updated is None:
        return False, dt.datetime.min.replace(tzinfo=dt.UTC), entry.id
    return True, dt.datetime.fromisoformat(entry.updated).astimezone(dt.UTC), entry.id


def entry_of(kind: Kind, record: Record, options: Options) -> Entry:
    """The entry of an article or an event.

    >>> from riwaya.records import Origin
    >>> article = Article(id="a", page=Origin(sha256="0"), title="افتتاح الجسر", paragraphs=(),
    ...     body="افتتح الوزير الجسر.", language="ar")
    >>> entry_of("articles", article, Options()).content
    '<div dir="rtl" lang="ar"><p>افتتح الوزير الجسر.</p></div>'
    """
    if kind == "events":
        entry = _event(cast("Event", record), options.articles)
    else:
        entry = _article(cast("Article", record), options.full_text)
    address = web_address(options.addresses.get(cast("Event | Article", record).id))
    return msgspec.structs.replace(entry, url=address) if address else entry


def feed_title(options: Options) -> str:
    """The title of the feed as one isolated line."""
    return isolated(options.title or "") or "Riwaya"


def feed_id(kind: Kind, options: Options) -> str:
    """The lasting id of the feed: of its address or, where it has none, of its title."""
    return permanent_id("feed", kind, options.feed_url or options.title or "")


def _article(article: Article, whole: bool) -> Entry:
    published = instant(article.published.start) if article.published else None
    updated = instant(article.updated.start) if article.updated else None
    return Entry(
        id=permanent_id("article", article.id),
        title=isolated(_heading(article)),
        content=_text(article, whole),
        language=article.language,
        url=web_address(article.url),
        authors=_lines(article.byline or (article.outlet,)),
        published=published,
        updated=updated or published or instant(article.page.captured),
        tags=_lines((article.section, *article.tags)),
    )


def _text(article: Article, whole: bool) -> str:
    """The paragraphs of the body or, unless the whole is wanted, the first one, as HTML."""
    slices = [article.body[one.start : one.end] for one in article.paragraphs] or [article.body]
    shown = slices if whole else slices[:1]
    inner = "".join(f"<p>{_escaped(one)}</p>" for one in shown)
    language = f' lang="{_escaped(article.language)}"' if article.language else ""
    return f'<div dir="{direction(article.language)}"{language}>{inner}</div>'


def _event(event: Event, articles: Mapping[str, Article]) -> Entry:
    accounts = [articles[name] for name in event.articles if name in articles]
    stamps = [stamp for one in accounts if (stamp := _article(one, whole=False).updated)]
    latest = max(stamps, key=dt.datetime.fromisoformat, default=None)
    items = "".join(_account(one) for one in accounts)
    return Entry(
        id=permanent_id("event", event.id),
        title=isolated(event.title or ""),
        content=f'<ul dir="rtl">{items}</ul>'
        if items
        else f'<p dir="rtl">{_escaped(line(event.title or ""))}</p>',
        language="ar",
        authors=_lines(one.outlet for one in accounts),
        published=instant(event.start),
        updated=latest or instant(event.end or event.start),
        tags=_lines(event.places),
    )


def _lines(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts on one line each, without empty ones and repetitions."""
    return tuple(dict.fromkeys(flat for one in texts if one and (flat := line(one))))


def _account(article: Article) -> str:
    heading = f"<bdi>{_escaped(_heading(article))}</bdi>"
    url = web_address(article.url)
    linked = f'<a href="{_escaped(url)}">{heading}</a>' if url else heading
    outlet = f"<cite><bdi>{_escaped(line(article.outlet))}</bdi></cite> " if article.outlet else ""
    return f"<li>{outlet}{linked}</li>"


def _heading(article: Article) -> str:
    """The title on one line or, without one, the first words of the text."""
    if title := line(article.title or ""):
        return title
    flat = line(article.body[: 4 * _HEADING_CHARS])
    return flat if len(flat) <= _HEADING_CHARS else flat[:_HEADING_CHARS].rsplit(" ", 1)[0] + "…"


def _escaped(text: str) -> str:
    return html.escape(legal(text)).replace("\n", "<br>")
