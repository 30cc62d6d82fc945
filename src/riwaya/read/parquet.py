"""The rows of a Parquet file, batch by batch and of the needed columns only.

Needs pyarrow, which is an extra and is imported when the first Parquet file comes.
"""

from __future__ import annotations

import importlib
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, BinaryIO

import msgspec

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.read.capture import HEAD

_BATCH_ROWS = 64
_FOOTER_ITEMS = 100_000
_SAID_CHARS = 200


class Rows(msgspec.Struct, frozen=True):
    """Rows that were read, the first of them numbered `first`; where `problem` is set, `count` rows
    that cannot be."""

    first: int
    count: int
    records: tuple[dict[str, object], ...] = ()
    problem: str | None = None


def parquet_rows(
    name: str, stream: BinaryIO, columns: Callable[[Sequence[str]], Sequence[str]]
) -> Iterator[Rows]:
    """The rows of a Parquet file, numbered from 1. `columns` chooses among the names of its
    columns. What is damaged costs the rest of its row group, or one row where that can be told.

    Raises `InputRefused`: no pyarrow (`needs_extra`), no Parquet (`damaged`), beyond the caps
    (`too_large`), and what `columns` raises."""
    try:
        arrow = importlib.import_module("pyarrow")
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise InputRefused("needs_extra", name, "parquet") from error
    if stream.seekable():
        yield from _Reader(name, stream, arrow, parquet).rows(columns)
        return
    with tempfile.TemporaryFile() as file:  # the index of Parquet is at its end
        _put_down(name, stream, file)
        yield from _Reader(name, file, arrow, parquet).rows(columns)


def _put_down(name: str, stream: BinaryIO, file: IO[bytes]) -> None:
    left = limits.PARQUET_PIPE_BYTES
    while data := stream.read(HEAD):
        left -= len(data)
        if left < 0:
            raise InputRefused("too_large", name, f"{limits.PARQUET_PIPE_BYTES} bytes")
        file.write(data)


class _Reader:
    """An open file. pyarrow has no types, hence `Any`."""

    def __init__(self, name: str, stream: IO[bytes], arrow: Any, parquet: Any) -> None:
        self._name = name
        self._arrow = arrow
        self._faults = (arrow.ArrowException, OSError, ValueError, KeyError, OverflowError)
        size = stream.seek(0, io.SEEK_END)
        self._left = limits.EXPANSION_FREE + limits.EXPANSION_RATIO * size
        stream.seek(0)
        try:
            self._file = parquet.ParquetFile(
                stream,
                buffer_size=HEAD,
                thrift_container_size_limit=_FOOTER_ITEMS,
                page_checksum_verification=True,
            )
            self._names: list[str] = self._file.schema_arrow.names
        except self._faults as error:
            raise InputRefused("damaged", name, _said(error)) from error

    def rows(self, columns: Callable[[Sequence[str]], Sequence[str]]) -> Iterator[Rows]:
        """The rows of one row group after the other."""
        chosen = list(columns(self._names))
        end = 1
        for group in range(self._file.metadata.num_row_groups):
            at, end = end, end + self._file.metadata.row_group(group).num_rows
            problem = "fewer rows than the file says"
            try:
                for batch in self._file.iter_batches(
                    _BATCH_ROWS, row_groups=[group], columns=chosen, use_threads=False
                ):
                    yield from self._batch(batch, at)
                    at += batch.num_rows
            except self._faults as error:
                problem = _said(error)
            if at < end:
                yield Rows(at, end - at, problem=problem)

    def _batch(self, batch: Any, first: int) -> Iterator[Rows]:
        self._left -= batch.nbytes
        if self._left < 0:
            raise InputRefused("too_large", self._name, f"{limits.EXPANSION_RATIO}:1")
        try:
            yield self._records(batch, first)
        except self._faults:
            for row in range(batch.num_rows):
                try:
                    yield self._records(batch.slice(row, 1), first + row)
                except self._faults as error:
                    yield Rows(first + row, 1, problem=_said(error))

    def _records(self, batch: Any, first: int) -> Rows:
        """Rows as Python has them; its times are no finer than a microsecond."""
        types = self._arrow.types
        arrays = [
            column.cast(self._arrow.timestamp("us", column.type.tz), safe=False)
            if types.is_timestamp(column.type)
            else column
            for column in batch.columns
        ]
        table = self._arrow.RecordBatch.from_arrays(arrays, names=batch.schema.names)
        return Rows(first, batch.num_rows, tuple(table.to_pylist()))


def _said(error: BaseException) -> str:
    """What pyarrow says, on one line of a bearable length."""
    return " ".join(str(error).split())[:_SAID_CHARS] or type(error).__name__
