"""The records in a run of WARC bytes, whatever their headers say about their lengths.

Content-Length is believed where an empty line, another record or the end follows; else the record
ends where the next one begins. Bytes that are no record are passed over up to the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from riwaya import limits
from riwaya.read.ahead import Ahead, StreamError
from riwaya.read.headers import fields_of, head_end
from riwaya.read.warc_parts import MARKER

_BLANK = b"\r\n \t\0"
_STEP = 65_536
_LOOK = 16
_SEPARATORS = (b"\r\n\r\n", b"\n\n", b"\n\r\n", b"\r\n\n")
_LONGEST_SEPARATOR = 4
_MARKER_BYTES = 80
_HEAD_BYTES = 4_096
_LENGTH_DIGITS = 18


class Record(msgspec.Struct, frozen=True):
    """One record: its fields, by their names in small letters, and its block.

    The block is empty where it was not wanted and cut to `limits.HEADER_BYTES` where `is_long`.
    `is_cut` marks one that ends before its length, `is_bent` one whose length is wrong, and `error`
    is what damaged the stream in it or right after it."""

    start: int
    fields: Mapping[bytes, bytes]
    block: bytes
    is_long: bool = False
    is_cut: bool = False
    is_bent: bool = False
    error: StreamError | None = None


class Junk(msgspec.Struct, frozen=True):
    """`size` bytes from `start` on that are no record, or none where `error` came before any."""

    start: int
    size: int
    error: StreamError | None = None


class _Extent(msgspec.Struct, frozen=True):
    size: int
    is_long: bool = False
    is_cut: bool = False
    is_bent: bool = False


Wanted = Callable[[Mapping[bytes, bytes]], bool]


def records(source: Ahead, wanted: Wanted) -> Iterator[Record | Junk]:
    """The records of `source` in order, with the blocks of those that are `wanted`. An error of
    the stream comes with the last record or as `Junk`, once.

    >>> head = b"WARC/1.0\\r\\nWARC-Type: resource\\r\\nContent-Length: 3\\r\\n\\r\\n"
    >>> pieces = iter([head + b"<p>\\r\\n\\r\\n", b""])
    >>> [record.block for record in records(Ahead(lambda: next(pieces)), lambda fields: True)]
    [b'<p>']
    """
    while True:
        _drop_blank(source)
        start = source.position
        if not source.fill(1):
            if source.error is not None:
                yield Junk(start, 0, source.error)
            return
        found = _record(source, wanted) or _junk(source)
        yield found
        if found.error is not None:
            return


def _drop_blank(source: Ahead) -> None:
    while (data := source.peek(_LOOK)) and data[0] in _BLANK:
        data = source.peek(_STEP)
        source.drop(len(data) - len(data.lstrip(_BLANK)))


def _junk(source: Ahead) -> Junk:
    """Goes on to the next record, or to the end."""
    start = source.position
    source.drop(1)
    _drop_to_marker(source)
    return Junk(start, source.position - start, None if source.fill(1) else source.error)


def _drop_to_marker(source: Ahead, most: int | None = None) -> None:
    """Goes on to the next record, or to the end, or by `most` bytes."""
    end = None if most is None else source.position + most
    found = None
    while found is None and (have := source.fill(_MARKER_BYTES + 1)):
        found = source.search(MARKER)
        step = have if have <= _MARKER_BYTES else have - _MARKER_BYTES
        step = step if found is None else found
        if end is not None and source.position + step >= end:
            source.drop(end - source.position)
            return
        source.drop(step)


def _record(source: Ahead, wanted: Wanted) -> Record | None:
    start = source.position
    head = _head(source)
    if head is None:
        return None
    fields = fields_of(head)
    length = _length(fields)
    extent = _extent(source, length)
    size = limits.HEADER_BYTES if extent.is_long else extent.size
    block = source.peek(size) if wanted(fields) else b""
    if extent.is_long:
        _drop_to_marker(source, length)
    else:
        source.drop(extent.size)
    # Looking past the block brings up an error that is right behind it: a checksum that fails.
    error = source.error if source.fill(_LOOK) < _LOOK else None
    return Record(start, fields, block, extent.is_long, extent.is_cut, extent.is_bent, error)


def _head(source: Ahead) -> bytes | None:
    """The header that begins here, dropped; None where none does."""
    if not MARKER.match(source.peek(_MARKER_BYTES)):
        return None
    for size in (_HEAD_BYTES, limits.HEADER_BYTES):
        data = source.peek(size)
        end = head_end(data, 0, len(data))
        if MARKER.search(data, 1, len(data) if end is None else end[0]):
            return None
        if end is not None:
            source.drop(end[1])
            return data[: end[0]]
    return None


def _length(fields: Mapping[bytes, bytes]) -> int | None:
    value = fields.get(b"content-length", b"")
    return int(value) if value.isdigit() and len(value) <= _LENGTH_DIGITS else None


def _extent(source: Ahead, length: int | None) -> _Extent:
    if length is not None and length <= limits.RECORD_BYTES and _ends(source, length):
        return _Extent(length)
    found = _next_marker(source)
    if found is None:
        have = source.fill(limits.RECORD_BYTES + 1)
        if have > limits.RECORD_BYTES:
            return _Extent(0, is_long=True)
        if length is not None and length > have:
            return _Extent(have, is_cut=True)
        found = have
    tail = source.slice(max(0, found - _LONGEST_SEPARATOR), found)
    return _Extent(found - len(tail) + len(tail.rstrip(b"\r\n")), is_bent=True)


def _ends(source: Ahead, length: int) -> bool:
    """Whether a block of `length` ends where a record may end: where the next one or nothing
    follows, or an empty line, if it does not run over the start of another record."""
    if source.fill(length + _LOOK) < length:
        return False
    tail = source.slice(length, length + _LOOK)
    if not tail.strip(_BLANK) or b"WARC/" in tail[: _LONGEST_SEPARATOR + 5]:
        return True
    following = source.search(MARKER)
    return tail.startswith(_SEPARATORS) and (following is None or following >= length)


def _next_marker(source: Ahead) -> int | None:
    """Where the next record begins, if that is within `limits.RECORD_BYTES`."""
    seen, have = 0, source.fill(_STEP)
    while (found := source.search(MARKER, seen)) is None and have <= limits.RECORD_BYTES:
        seen = max(0, have - _MARKER_BYTES)
        more = source.fill(min(2 * have, limits.RECORD_BYTES) + 1)
        if more == have:
            return None
        have = more
    return found
