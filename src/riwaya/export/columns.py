"""Parquet: the records as they are, in typed columns, one row group after the other.

Needs pyarrow, which is an extra and is imported when the first table is written. pyarrow has no
types, hence `Any`.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec
from msgspec import inspect

from riwaya import __version__, limits
from riwaya.errors import UsageError
from riwaya.export.encode import json_bytes
from riwaya.export.formats import Chunks, Kind, Options
from riwaya.export.rows import ROWS, SCHEMA_VERSION, known, rows_of
from riwaya.export.stamps import day_of, instant_of
from riwaya.records import AnnotatedArticle, Article, Record

# Columns beside those of the record, with the field that they are read from. A day is that which
# the page says, wherever the reader is; a moment is known only where the clock and its zone are.
_DAYS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "articles": {"published_day": "published.start", "updated_day": "updated.start"},
        "statements": {"published_day": "published.start"},
        "events": {"start_day": "start", "end_day": "end"},
    }
)
_MOMENTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "articles": {
            "published_at": "published.start",
            "updated_at": "updated.start",
            "captured_at": "page.captured",
        },
        "statements": {"published_at": "published.start"},
    }
)


def chunks(kind: Kind, records: Iterable[Record], options: Options) -> Chunks:
    """The file, a row group at a time; nothing is left out.

    Lists and records inside records are lists and structs, numbers are 64 bits wide, `parts` are
    maps. Beside them stand `published_day` (a date) and `published_at` (a moment, UTC), null where
    the page does not say so much; see `_DAYS` and `_MOMENTS`. The metadata of the schema holds
    `riwaya.kind`, `riwaya.schema` (a version) and `riwaya.version`. Lone surrogates become `?`.

    Raises UsageError (`needs_extra`) without pyarrow."""
    try:
        arrow = importlib.import_module("pyarrow")
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError("needs_extra", "parquet", "parquet") from error
    schema = schema_of(kind, arrow)
    sink = _Sink()
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for rows in _groups(kind, rows_of(kind, records, options.articles)):
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
            yield sink.taken()
    yield sink.taken()
    return 0


class _Sink:
    """A place that pyarrow writes to and that is emptied after each row group."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> int:
        """Take some bytes."""
        self._parts.append(bytes(data))
        return len(self._parts[-1])

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """What was taken stays."""

    def taken(self) -> bytes:
        """What came since the last call."""
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def _groups(kind: Kind, rows: Iterable[Record]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        data = json_bytes(_whole(row))
        group.append(_typed(kind, msgspec.json.decode(data)))
        size += len(data)
        if len(group) >= limits.ROW_GROUP_ROWS or size >= limits.ROW_GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _whole(row: Record) -> Record:
    """An article that was not annotated has the columns of one that was, empty."""
    if isinstance(row, Article) and not isinstance(row, AnnotatedArticle):
        return AnnotatedArticle(**msgspec.structs.asdict(row))
    return row


def _typed(kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, dt.date | None] = {}
    for name, path in _DAYS.get(kind, {}).items():
        found[name] = day_of(_at(row, path))
    for name, path in _MOMENTS.get(kind, {}).items():
        found[name] = instant_of(_at(row, path))
    return row | found


def _at(row: Mapping[str, Any], path: str) -> str | None:
    value: Any = row
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def schema_of(kind: Kind, arrow: Any) -> Any:
    """The schema of a kind, from the type of its rows."""
    info = inspect.type_info(ROWS[kind])
    days = [(name, arrow.date32()) for name in _DAYS.get(kind, {})]
    moments = [(name, arrow.timestamp("us", tz="UTC")) for name in _MOMENTS.get(kind, {})]
    said = {
        "riwaya.kind": kind,
        "riwaya.schema": str(SCHEMA_VERSION),
        "riwaya.version": __version__,
    }
    fields = [*_type(info, arrow), *(arrow.field(*one) for one in (*days, *moments))]
    return arrow.schema(fields, metadata=said)


def _type(info: inspect.Type, arrow: Any) -> Any:
    """The type of a value in pyarrow. Records nest a few levels, so that this ends soon."""
    if isinstance(info, inspect.StructType):
        return arrow.struct(
            [
                arrow.field(
                    field.encode_name,
                    _type(known(field.type), arrow),
                    nullable=isinstance(field.type, inspect.UnionType),
                )
                for field in info.fields
            ]
        )
    if isinstance(info, inspect.VarTupleType):
        return arrow.list_(_type(info.item_type, arrow))
    if isinstance(info, inspect.DictType):
        return arrow.map_(arrow.string(), _type(info.value_type, arrow))
    if isinstance(info, inspect.BoolType):
        return arrow.bool_()
    if isinstance(info, inspect.IntType):
        return arrow.int64()
    return arrow.float64() if isinstance(info, inspect.FloatType) else arrow.string()
