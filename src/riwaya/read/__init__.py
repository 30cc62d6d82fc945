"""Bytes to pages: files, folders, globs, addresses and standard input; markup, text dumps, web
archives, feeds, tables and JSON of articles.

First `captures`, which opens containers and costs little, then `page_of` for each, which decodes.
Every input ends as a `Page` or as a `Refusal` that says where and why; nothing is dropped in
silence and nothing here raises for what an input contains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import BinaryIO

from riwaya.read.capture import Capture
from riwaya.read.containers import Past
from riwaya.read.containers import captures as captures_of
from riwaya.read.fields import FIELDS
from riwaya.read.inputs import NOTHING, Meter, Own, Source, files_of, size_of, sources
from riwaya.read.listed import Entry, Sitemap, listed
from riwaya.read.pages import page_of
from riwaya.records import Page, Refusal

__all__ = [
    "FIELDS", "NOTHING", "Capture", "Entry", "Fetch", "Meter", "Own", "Sitemap", "captures",
    "files_of", "listed", "page_of", "read", "size_of",
]  # fmt: skip

Fetch = Callable[[Iterable[str]], Iterator[Capture | Refusal]]
"""The door to the network, given by whoever wants addresses fetched."""
_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


def captures(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] = _NO_FIELDS,
    fetch: Fetch | None = None,
    meter: Meter | None = None,
    skip: int = 0,
    own: Own = NOTHING,
) -> Iterator[Capture | Refusal]:
    """The captures of `inputs`, in their order: files, folders (recursive, sorted), globs, `-`, and
    addresses where there is a `fetch`; `own`, which the run itself writes, are left out.

    `fields` maps our fields of a given article to the names in tables and JSON; `meter` is told
    how many bytes have been read; the first `skip` captures are neither given nor fetched. A file
    that cannot be used gives one `Refusal`, a bad part of one a `Refusal` of its own (`FILE:3`).

    >>> import io
    >>> line = '{"text": "وصل الوزير إلى عمّان صباح اليوم."}'
    >>> [found.where for found in captures(["-"], stdin=io.BytesIO(line.encode()))]
    ['-:1']
    """
    past = Past(skip)
    for name in inputs:
        for source in sources(name, stdin, fetched=fetch is not None, own=own):
            for found in _opened(source, fields, fetch, meter or Meter(), past):
                if past.left:
                    past.left -= 1
                else:
                    yield found


def _opened(
    source: Source | Refusal, fields: Mapping[str, str], fetch: Fetch | None, meter: Meter,
    past: Past,
) -> Iterator[Capture | Refusal]:  # fmt: skip
    if isinstance(source, Refusal):
        yield source
    else:
        yield from captures_of(source, fields, fetch, meter, past)


def read(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] = _NO_FIELDS,
    fetch: Fetch | None = None,
) -> Iterator[Page | Refusal]:
    """The pages of `inputs`, as `captures` finds them.

    >>> import io
    >>> line = '{"text": "وصل الوزير إلى عمّان صباح اليوم."}'
    >>> [page.kind for page in read(["-"], stdin=io.BytesIO(line.encode()))]
    ['given']
    """
    for found in captures(inputs, stdin=stdin, fields=fields, fetch=fetch):
        yield found if isinstance(found, Refusal) else page_of(found)
