"""The rows of a table in text, whatever its quotes are like: a bad one costs one line."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from riwaya import limits
from riwaya.read.streamed import Line, text_lines

_DELIMITERS = ",\t;|"


class Row(msgspec.Struct, frozen=True):
    """A row and its lines. `cells` is None where it is beyond the cap; `odd` marks a row whose
    quotes do not pair and whose first line was cut at its delimiters alone."""

    lines: tuple[Line, ...]
    cells: list[str] | None
    odd: bool = False


class _TooLongError(ValueError):
    """The row that is being read is beyond the cap, or may not span lines any more."""


def csv_rows(stream: BinaryIO) -> Iterator[Row]:
    """The rows that are not blank, the header first; its line tells the delimiter.

    >>> import io
    >>> [row.cells for row in csv_rows(io.BytesIO('a;b\\n"x\\ny";"c""d"\\n"e;f\\n'.encode()))]
    [['a', 'b'], ['x\\ny', 'c"d'], ['"e', 'f']]
    """
    # The limit belongs to the whole process: raised where a row of ours may need it, never lowered.
    csv.field_size_limit(max(csv.field_size_limit(), limits.JSONL_LINE_BYTES))
    lines = _Lines(text_lines(stream, limits.JSONL_LINE_BYTES))
    delimiter = _delimiter(lines.first())
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        cells: list[str] | None = None
        odd = False
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLongError):
            cells, odd = lines.only_first(delimiter), True
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
        row = lines.taken()
        if cells is None or any(cell.strip() for cell in cells):
            yield Row(row, cells, odd)


def _delimiter(header: str) -> str:
    """The delimiter that the header has most of, outside of quotes; a comma where it has none."""
    bare = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


class _Lines(Iterable[str]):
    """The lines for `csv.reader`; those of the row that it is reading can be given again."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._row: list[Line] = []
        self._size = 0
        # What may still be read again: as much as was read once, and some windows more.
        self._allowance = 8 * limits.JSONL_LINE_BYTES

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._row.append(line)
        self._size += len(line.data)
        spent = self._allowance < 0 and len(self._row) > 1
        if line.text is None or self._size > limits.JSONL_LINE_BYTES or spent:
            raise _TooLongError
        return _ended(line.text)

    def first(self) -> str:
        """The first line, which is given again."""
        line = next(self._lines, None)
        if line is None:
            return ""
        self._again.append(line)
        return line.text or ""

    def taken(self) -> tuple[Line, ...]:
        """The lines of the row that was read; the next one begins."""
        row = tuple(self._row)
        self._allowance += self._size
        self._row.clear()
        self._size = 0
        return row

    def only_first(self, delimiter: str) -> list[str] | None:
        """The cells of the first line of a row that cannot be read, with its quotes as they are;
        the other lines are given again. None where the line is beyond the cap."""
        first, *others = self._row
        self._again.extendleft(reversed(others))
        self._allowance -= self._size
        self._row = [first]
        self._size = len(first.data)
        if first.text is None:
            return None
        return _ended(first.text).rstrip("\r\n").split(delimiter)


def _ended(text: str) -> str:
    """A line whose only carriage return is that of its end. `csv.reader` ends a row at any other;
    `charset.tidy`, which sees every cell, makes a line end of a form feed."""
    bare = text.rstrip("\r\n")
    return text if "\r" not in bare else bare.replace("\r", "\f") + "\n"
