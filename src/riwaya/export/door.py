"""The one door: records of a kind, in a format, to a file or to a stream of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol, cast

from riwaya.errors import UsageError
from riwaya.export import (
    atom,
    bibtex,
    cited,
    columns,
    csl_json,
    delimited,
    json_feed,
    lines,
    news_article,
    ninjs,
    ris,
)
from riwaya.export.formats import Chunks, Format, Kind, Options, Writer, formats
from riwaya.export.stamps import day_of
from riwaya.limits import FEED_ENTRIES
from riwaya.records import Record

_WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        "csv": delimited.chunks,
        "jsonl": lines.chunks,
        "parquet": columns.chunks,
        "atom": atom.chunks,
        "json-feed": json_feed.chunks,
        "json-ld": news_article.chunks,
        "ninjs": ninjs.chunks,
        "bibtex": bibtex.chunks,
        "ris": ris.chunks,
        "csl-json": csl_json.chunks,
        "citation": cited.chunks,
    }
)


class Sink(Protocol):
    """Where bytes go: a binary file, standard output, a reply."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""
        ...


class Written(Record, frozen=True):
    """How many records came, and how many of them the format left out (of a feed: those without a
    date and those beyond its length)."""

    records: int
    left_out: int


def write(kind: str, form: str, records: Iterable[Record], out: Sink, **options: object) -> Written:
    """Write `records` to `out` in the format called `form` (see `formats`), as they come: what is
    held in memory does not grow with their number. The same records give the same bytes.

    `kind` says what is written: `articles`, `events` and `comparisons` as they are, `statements` of
    articles, `points` of comparisons. `options` are the fields of `Options` that the format takes.

    Raises UsageError, before anything is written, for a format, kind or option that does not exist
    or does not go together (`bad_option`), and for a package that is missing (`needs_extra`).

    >>> import io
    >>> from riwaya.records import Event
    >>> out = io.BytesIO()
    >>> write("events", "csv", [Event(id="e", title="افتتاح الجسر")], out)
    Written(records=1, left_out=0)
    >>> out.getvalue().decode().splitlines()[1]
    'e,افتتاح الجسر,,,,,,0,,'
    """
    count = 0

    def counted() -> Iterator[Record]:
        nonlocal count
        for record in records:
            count += 1
            yield record

    pieces = _pieces(kind, form, counted(), options)
    while True:
        try:
            out.write(next(pieces))
        except StopIteration as end:
            return Written(records=count, left_out=end.value)


def stream(kind: str, form: str, records: Iterable[Record], **options: object) -> Iterator[bytes]:
    """As `write`, but gives the pieces of the file, for a reply that is sent while it is made.

    >>> from riwaya.records import Event
    >>> [len(piece) > 0 for piece in stream("events", "jsonl", [Event(id="e", title="جسر")])]
    [True]
    """
    return _pieces(kind, form, records, options)


def _pieces(
    kind: str, form: str, records: Iterable[Record], options: Mapping[str, object]
) -> Chunks:
    found = _checked(kind, form, options)
    return _WRITERS[found.name](cast("Kind", kind), records, _options(form, options))


def _checked(kind: str, form: str, options: Mapping[str, object]) -> Format:
    found = formats().get(form)
    if found is None:
        raise UsageError("bad_option", "format", f"{form} (one of {', '.join(formats())})")
    if kind not in found.kinds:
        known = ", ".join(found.kinds)
        raise UsageError("bad_option", form, f"{kind} (it takes {known})")
    for name in options:
        if name not in found.options:
            known = ", ".join(found.options) or "no options"
            raise UsageError("bad_option", form, f"{name} (it takes {known})")
    return found


def _options(form: str, given: Mapping[str, object]) -> Options:
    made = Options(**cast("dict[str, Any]", dict(given)))
    if made.language not in ("ar", "en"):
        raise UsageError("bad_option", form, f"language {made.language} (ar or en)")
    if made.entries is not None and not 1 <= made.entries <= FEED_ENTRIES:
        raise UsageError("bad_option", form, f"{made.entries} entries (1 to {FEED_ENTRIES})")
    if made.accessed is not None and day_of(made.accessed) is None:
        raise UsageError("bad_date", "accessed", made.accessed)
    return made
