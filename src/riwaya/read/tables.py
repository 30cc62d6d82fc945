"""Tables of articles: CSV and TSV with a header line, and Parquet; a row is an article."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

import msgspec

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.read.capture import Capture, refusal
from riwaya.read.csv_rows import Row, csv_rows
from riwaya.read.fields import missing, wanted
from riwaya.read.given import Place, capture
from riwaya.read.parquet import parquet_rows
from riwaya.records import Refusal


def of_csv(name: str, stream: BinaryIO, fields: Mapping[str, str]) -> Iterator[Capture | Refusal]:
    """The articles of a table in text, called `NAME:LINE` by the line a row begins in. The header
    line tells the delimiter (`,` `;` `|` or tab) and the names, which `fields` maps ours to.

    Refused: a header without a text or a mapped column, a row with more or fewer cells than the
    header (`bad_record`), a row beyond `limits.JSONL_LINE_BYTES`. Rows without any content are no
    rows. A quote that is not closed costs its own line, not what follows.

    >>> import io
    >>> table = io.BytesIO("العنوان;النص\\nافتتاح جسر;\\"افتتح الوزير; اليوم\\"\\n".encode())
    >>> [found.given.text for found in of_csv("-", table, {})]
    ['افتتح الوزير; اليوم']
    """
    rows = csv_rows(stream)
    header = next(rows, None)
    if header is None:
        yield refusal("empty", name)
        return
    names = [cell.strip() for cell in header.cells or ()]
    problem = missing(names, fields)
    if header.cells is None:
        yield refusal("too_large", name, f"{limits.JSONL_LINE_BYTES} bytes")
    elif problem is not None:
        yield refusal("bad_record", name, problem)
    elif (first := next(rows, None)) is None:
        yield refusal("empty", name)
    else:
        columns = {column: names.index(column) for column in wanted(names, fields)}
        for row in itertools.chain((first,), rows):
            yield _article(name, row, len(names), columns, fields)


def _article(
    name: str, row: Row, width: int, columns: Mapping[str, int], fields: Mapping[str, str]
) -> Capture | Refusal:
    where = f"{name}:{row.lines[0].number}"
    if row.cells is None:
        return refusal("too_large", where, f"{limits.JSONL_LINE_BYTES} bytes")
    if len(row.cells) < width or any(row.cells[width:]):
        return refusal("bad_record", where, f"{len(row.cells)} cells of {width}")
    record = {column: row.cells[at] for column, at in columns.items()}
    return capture(_place(where, name, row), record, fields)


def _place(where: str, name: str, row: Row) -> Place:
    notes = [note for line in row.lines for note in line.notes]
    if row.odd:
        notes.append("quotes_unpaired")
    return Place(
        where=where,
        path=name,
        data=b"".join(line.data for line in row.lines),
        offset=row.lines[0].offset,
        notes=tuple(dict.fromkeys(notes)),
    )


def of_parquet(
    name: str, stream: BinaryIO, fields: Mapping[str, str]
) -> Iterator[Capture | Refusal]:
    """The articles of a Parquet file, called `NAME:ROW`, rows counted from 1; `data` of a capture
    is the row as JSON, its needed columns only.

    Refused: no pyarrow (`needs_extra`), a damaged file or part of one (`damaged`, with how many
    rows), no column of text or a mapped one missing (`bad_record`), no rows (`empty`)."""

    def columns(names: Sequence[str]) -> list[str]:
        if (problem := missing(names, fields)) is not None:
            raise InputRefused("bad_record", name, problem)
        return wanted(names, fields)

    count = 0
    try:
        for rows in parquet_rows(name, stream, columns):
            count += rows.count
            if rows.problem is not None:
                where = f"{name}:{rows.first}"
                yield refusal("damaged", where, f"{rows.count} rows ({rows.problem})")
            for number, record in enumerate(rows.records, start=rows.first):
                data = msgspec.json.encode(record, enc_hook=str)
                yield capture(Place(f"{name}:{number}", name, data), record, fields)
    except InputRefused as bad:
        yield refusal(bad.code, name, bad.detail)
    else:
        if not count:
            yield refusal("empty", name)
