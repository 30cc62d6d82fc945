"""The formats that records are written in, from `data/export_formats.tsv`, and their options."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal, Protocol

from riwaya.data import rows
from riwaya.records import Article, Record

Kind = Literal["articles", "statements", "points", "events", "comparisons"]
"""What is written: `statements` are those of articles, `points` those of comparisons."""


class Format(Record, frozen=True):
    """A format: its media type and file extension, the extra of the package that it needs (None
    for none), the kinds of records and the options that it takes, and its name for people."""

    name: str
    media_type: str
    extension: str
    extra: str | None
    kinds: tuple[str, ...]
    options: tuple[str, ...]
    ar: str
    en: str


class Options(Record, frozen=True):
    """What may be said beside the records; which format takes what, its `Format.options` say.

    `articles` gives the articles that points and events speak of, by id. `excel` makes a CSV safe
    and legible for spreadsheets. `title`, `feed_url`, `home_url` and `language` describe a feed,
    `entries` is how many it holds at most, `full_text` gives whole texts in it, `addresses` where
    each record of it, by id, can be read in the archive. `accessed` is the
    day (ISO 8601) on which what is cited was looked at, `archived` gives addresses of archived
    copies by article id, and `isolate` keeps the parts of a citation from turning each other's
    direction."""

    articles: Mapping[str, Article] = MappingProxyType({})
    excel: bool = False
    title: str | None = None
    language: Literal["ar", "en"] = "ar"
    feed_url: str | None = None
    home_url: str | None = None
    entries: int | None = None
    full_text: bool = False
    addresses: Mapping[str, str] = MappingProxyType({})
    accessed: str | None = None
    archived: Mapping[str, str] = MappingProxyType({})
    isolate: bool = True


Chunks = Generator[bytes, None, int]
"""Pieces of a file, in order; what it returns is the number of records that were left out."""


class Writer(Protocol):
    """What every format has: from records of a kind to the bytes of a file."""

    def __call__(self, kind: Kind, records: Iterable[Record], options: Options, /) -> Chunks:
        """The file in pieces."""
        ...


@cache
def formats() -> Mapping[str, Format]:
    """The formats by name, in the order in which they are listed to people.

    >>> formats()["csv"].extension, formats()["atom"].ar
    ('.csv', 'خلاصة Atom')
    """
    return MappingProxyType(
        {
            row["name"]: Format(
                name=row["name"],
                media_type=row["media_type"],
                extension=row["extension"],
                extra=row["extra"] or None,
                kinds=tuple(row["kinds"].split()),
                options=tuple(row["options"].split()),
                ar=row["ar"],
                en=row["en"],
            )
            for row in rows("export_formats")
        }
    )
