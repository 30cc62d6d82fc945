"""Bytes to pages: files, folders, globs and standard input; HTML, text dumps and JSON Lines.

Every input ends as a `Page` or as a `Refusal` that says where and why; nothing is dropped in
silence and nothing here raises for what an input contains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from riwaya.read.inputs import Source, sources
from riwaya.read.pages import pages
from riwaya.records import Page, Refusal

__all__ = ["read"]


def read(inputs: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Page | Refusal]:
    """The pages of `inputs`, in their order: files, folders (recursive, sorted), globs, `-`.

    Kinds are told by content. A file that cannot be used gives one `Refusal`; a bad line of a
    JSON Lines file gives one with its line number (`FILE:3`) and the rest goes on.

    >>> import io
    >>> line = '{"text": "وصل الوزير إلى عمّان صباح اليوم."}'
    >>> [page.kind for page in read(["-"], stdin=io.BytesIO(line.encode()))]
    ['given']
    """
    for name in inputs:
        for source in sources(name, stdin):
            if isinstance(source, Source):
                yield from pages(source)
            else:
                yield source
