"""CSV (RFC 4180): a header of field names, then one line for each row.

Only what fits a cell is a column: texts, numbers and lists of texts. The columns of a record inside
a record have its path for their name (`speaker.name`); lists of records stay to JSON Lines and
Parquet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec import inspect

from riwaya.export.encode import utf8
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.export.rows import ROWS, known, rows_of
from riwaya.records import Record, When

MARK: Final = "\ufeff"
"""The byte order mark, without which spreadsheets misread Arabic."""

# What spreadsheets take for the start of a formula (OWASP, CSV Injection), wide forms included.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BETWEEN: Final = MappingProxyType({"chain": " > "})


class Column(msgspec.Struct, frozen=True):
    """A column: its name, where its value stands in a row, and what parts the items of a list."""

    name: str
    path: tuple[str, ...]
    between: str


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """The table in UTF-8, the header first and then a row at a time; nothing is left out.

    An unknown value is an empty cell, the items of a list stand on lines of their own within the
    cell (those of `chain` have ` > ` between them), a date of a page is as it says, or `start/end`.
    With `excel`, the first character is a byte order mark, and a text that a spreadsheet would take
    for a formula begins with an apostrophe; without it, every cell is the text as it is.

    >>> from riwaya.records import Event
    >>> event = Event(id="e", title="=افتتاح", places=("حلب", "إدلب"))
    >>> header, line = chunks("events", [event], Options(excel=True))
    >>> header.decode()[:9], line.decode().rstrip()
    ('\\ufeffid,title', 'e,\\'=افتتاح,,,,"حلب\\nإدلب",,0,,')
    """
    yield from table(ROWS[kind], rows_of(kind, records, options.articles), excel=options.excel)
    return 0


def table(row_type: type[Record], rows: Iterable[Record], *, excel: bool) -> Iterator[bytes]:
    """The table of any records of one type, the header first and then a row at a time."""
    columns = columns_of(row_type)
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow([column.name for column in columns])
    yield utf8((MARK if excel else "") + written.getvalue())
    for row in rows:
        written.seek(0)
        written.truncate()
        cells = [_cell(row, column) for column in columns]
        lines.writerow([_guarded(cell) for cell in cells] if excel else cells)
        yield utf8(written.getvalue())


@cache
def columns_of(row_type: type[Record]) -> tuple[Column, ...]:
    """The columns of a row, in the order of the fields of its record."""
    return tuple(_columns(inspect.type_info(row_type), ()))


def _columns(info: inspect.Type, above: tuple[str, ...]) -> Iterator[Column]:
    for field in info.fields if isinstance(info, inspect.StructType) else ():
        path = (*above, field.encode_name)
        column = Column(".".join(path), path, _BETWEEN.get(field.name, "\n"))
        kind = known(field.type)
        if isinstance(kind, inspect.StructType):
            if kind.cls is When:
                yield column
            yield from (
                one
                for one in _columns(kind, path)
                if kind.cls is not When or one.path[-1] not in ("start", "end")
            )
        elif isinstance(kind, inspect.VarTupleType):
            if isinstance(kind.item_type, inspect.StrType):
                yield column
        elif not isinstance(kind, inspect.DictType):
            yield column


def _cell(row: Record, column: Column) -> str | int | float:
    value: object = row
    for name in column.path:
        value = getattr(value, name, None)
    if isinstance(value, When):
        return value.start if value.start == value.end else f"{value.start}/{value.end}"
    if isinstance(value, tuple):
        return column.between.join(value)
    return value if isinstance(value, str | int | float) else ""


def _guarded(cell: str | int | float) -> str | int | float:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
