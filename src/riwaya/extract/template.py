"""The template of a site, learned from a batch of its pages: paragraphs that come again and again
on pages about other things are no part of any article.

An outlet also repeats itself: a story's earlier versions, background that closes every follow-up.
So a paragraph counts as template only where most pages of the site in the batch have it, these
pages are different articles, and it does not speak of what their titles speak of.
(Bar-Yossef and Rajagopalan, Template Detection via Data Mining, 2002, find templates so by
segments that many pages of a site share.)
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from riwaya.arabic import fold_key, light_stem
from riwaya.records import Article, Furniture, Span

_FEWEST: Final = 3
_SHARE: Final = 0.5
_ON_TOPIC: Final = 2
_OFF_TOPIC_SHARE: Final = 0.7
_SAME_ARTICLE: Final = 0.5
_LONG_WORD: Final = 4
_FRONT: Final = ("www.", "m.", "amp.", "ar.", "arabic.")


class Lines(Struct, frozen=True):
    """What is compared of an article: its site, a mark of its title, and for each paragraph a mark
    and whether it speaks of what the title speaks of. Marks are 64-bit hashes."""

    site: str
    title: int
    paragraphs: tuple[tuple[int, bool], ...]


def lines_of(article: Article) -> Lines | None:
    """What is compared of an article; None where its site is unknown."""
    site = _site(article)
    if site is None:
        return None
    topic = _stems(_words(article.title or ""))
    texts = [_words(article.body[span.start : span.end]) for span in article.paragraphs]
    marked = tuple((_mark(text), len(topic & _stems(text)) >= _ON_TOPIC) for text in texts)
    return Lines(site, _mark(_words(article.title) if article.title else texts[0]), marked)


def learned(batch: Sequence[Lines | None]) -> list[tuple[int, ...]]:
    """For each article of a batch, the numbers of its paragraphs that are its site's template.

    >>> def page(title, *marks):
    ...     return Lines("example.org", title, tuple((mark, False) for mark in marks))
    >>> learned([page(1, 11, 12, 99), page(2, 21, 22, 99), page(3, 31, 32, 99), None])
    [(2,), (2,), (2,), ()]
    """
    sites: dict[str, list[Lines]] = defaultdict(list)
    for lines in batch:
        if lines is not None:
            sites[lines.site].append(lines)
    templates = {site: _template(pages) for site, pages in sites.items() if len(pages) >= _FEWEST}
    return [_numbers(lines, templates) for lines in batch]


def without(article: Article, numbers: Sequence[int]) -> Article:
    """The article with some of its paragraphs moved to its furniture, and the note
    `template_removed`.

    >>> from riwaya.records import Origin
    >>> whole = Article(id="a", page=Origin(sha256="0" * 64), title=None, body="نص\\n\\nتابعنا",
    ...                 paragraphs=(Span(start=0, end=2), Span(start=4, end=10)))
    >>> without(whole, [1]).body, without(whole, [1]).furniture[0].text
    ('نص', 'تابعنا')
    """
    texts = [article.body[span.start : span.end] for span in article.paragraphs]
    gone = set(numbers)
    kept = [text for number, text in enumerate(texts) if number not in gone]
    spans: list[Span] = []
    start = 0
    for text in kept:
        spans.append(Span(start=start, end=start + len(text)))
        start += len(text) + 2
    moved = tuple(Furniture(kind="other", text=texts[number]) for number in numbers)
    return replace(
        article, body="\n\n".join(kept), paragraphs=tuple(spans),
        furniture=(*article.furniture, *moved), notes=(*article.notes, "template_removed"),
    )  # fmt: skip


def _numbers(lines: Lines | None, templates: Mapping[str, frozenset[int]]) -> tuple[int, ...]:
    template = templates.get(lines.site) if lines is not None else None
    if lines is None or not template:
        return ()
    found = tuple(n for n, (mark, _) in enumerate(lines.paragraphs) if mark in template)
    return found if len(found) < len(lines.paragraphs) else ()


def _template(pages: Sequence[Lines]) -> frozenset[int]:
    """The marks of the paragraphs that are template among the pages of one site."""
    # Sorted, so that the order of the input does not matter to what is seen first.
    pages = sorted(pages, key=lambda lines: (lines.title, lines.paragraphs))
    on: dict[int, dict[int, bool]] = defaultdict(dict)
    for number, lines in enumerate(pages):
        for mark, speaks in lines.paragraphs:
            on[mark][number] = speaks
    least = max(_FEWEST, _SHARE * len(pages))
    often = {mark: places for mark, places in on.items() if len(places) >= least}
    return frozenset(
        mark
        for mark, places in often.items()
        if sum(not speaks for speaks in places.values()) >= _OFF_TOPIC_SHARE * len(places)
        and _articles((pages[number] for number in places), mark, least)
    )


def _articles(pages: Iterable[Lines], mark: int, least: float) -> bool:
    """Whether there are at least `least` different articles among the pages that share `mark`: a
    page that shares half of its other paragraphs with those before is another version of one."""
    titles: set[int] = set()
    seen: set[int] = set()
    found = 0
    for lines in pages:
        own = {one for one, _ in lines.paragraphs} - {mark}
        if lines.title not in titles and len(own & seen) <= _SAME_ARTICLE * len(own):
            found += 1
        titles.add(lines.title)
        seen |= own
    return found >= least


def _site(article: Article) -> str | None:
    address = article.url or article.page.url
    if address is None:
        return article.outlet
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return article.outlet
    for front in _FRONT:
        host = host.removeprefix(front) if host else None
    return host or article.outlet


def _words(text: str) -> list[str]:
    return fold_key(text).split()


def _stems(words: Sequence[str]) -> set[str]:
    return {light_stem(word) for word in set(words) if len(word) >= _LONG_WORD}


def _mark(words: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest())
