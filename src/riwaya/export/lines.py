"""JSON Lines: one record a line, under the field names of `riwaya schema`."""

from __future__ import annotations

from collections.abc import Iterable

from riwaya.export.encode import json_bytes
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.export.rows import rows_of
from riwaya.records import Record


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """One line for each record; of `statements` and `points` one for each row (`rows.StatementRow`,
    `rows.PointRow`). What is unknown is `null`; nothing is left out.

    >>> from riwaya.records import Event
    >>> (line,) = chunks("events", [Event(id="e", title="افتتاح الجسر")], Options())
    >>> line.decode()[:40]
    '{"id":"e","title":"افتتاح الجسر","start"'
    """
    for row in rows_of(kind, records, options.articles):
        yield json_bytes(row) + b"\n"
    return 0
