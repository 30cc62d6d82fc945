"""The lines of a stream, one at a time and none beyond the cap, as bytes or as text."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from riwaya.read.ahead import StreamError
from riwaya.read.capture import HEAD
from riwaya.read.charset import decode

_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_UTF8_MARK = b"\xef\xbb\xbf"


class Line(msgspec.Struct, frozen=True):
    """A line with its end. `text` is None where it is beyond the cap; `offset` is where it starts,
    in bytes, None where the stream was recoded."""

    number: int
    text: str | None
    data: bytes
    offset: int | None
    notes: tuple[str, ...] = ()


def byte_lines(head: bytes, stream: BinaryIO, most: int) -> Iterator[tuple[bytes | None, int]]:
    """The lines of `head` and what follows it, with their sizes; None for a line of more than
    `most` bytes.

    >>> list(byte_lines(b"a\\nb", io.BytesIO(b"cdef\\n"), 4))
    [(b'a\\n', 2), (None, 6)]
    """
    whole = head.split(b"\n")
    pending = whole.pop()
    for line in whole:
        yield (line + b"\n" if len(line) < most else None), len(line) + 1
    while line := _line(pending, stream, most):
        pending = b""
        if len(line) > most:
            yield None, len(line) + _skip(line, stream)
        else:
            yield line, len(line)


def _line(pending: bytes, stream: BinaryIO, most: int) -> bytes:
    try:
        return pending + stream.readline(max(0, most + 1 - len(pending)))
    except StreamError:
        if not pending:
            raise
    return pending  # the next call raises


def _skip(line: bytes, stream: BinaryIO) -> int:
    size = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(HEAD)
        size += len(line)
    return size


def text_lines(stream: BinaryIO, most: int) -> Iterator[Line]:
    """The lines of a text whose charset is told from its beginning, as `charset.decode` does. A
    line that is not in that charset is decoded by itself, with a note where it was damaged.

    >>> [line.text for line in text_lines(io.BytesIO("وصل\\nالوفد".encode("utf-16")), 100)]
    ['وصل\\n', 'الوفد']
    """
    head = stream.read(HEAD)
    decoded = decode(head[: head.rfind(b"\n") + 1] or head)
    charset = (decoded.charset if decoded else None) or "utf-8"
    wide = charset in _WIDE
    if wide:
        head, stream, charset = b"", io.BufferedReader(_Recoded(head, stream, charset)), "utf-8"
    at = 0
    for number, (data, size) in enumerate(byte_lines(head, stream, most), start=1):
        if data is not None and number == 1:
            data = data.removeprefix(_UTF8_MARK)
        text, notes = (None, ()) if data is None else _text(data, charset)
        yield Line(number, text, data or b"", None if wide else at, notes)
        at += size


def _text(data: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(charset), ()
    except UnicodeDecodeError:
        decoded = decode(data)
    if decoded is None:
        return data.decode(charset, errors="replace"), ("charset_damaged",)
    return decoded.text, decoded.notes


class _Recoded(io.RawIOBase):
    """A stream in UTF-16 or UTF-32 as UTF-8."""

    def __init__(self, head: bytes, rest: BinaryIO, charset: str) -> None:
        super().__init__()
        self._decoder = codecs.getincrementaldecoder(charset)(errors="replace")
        self._rest = rest
        self._ready = self._decoder.decode(head).encode()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            data = self._rest.read(HEAD)
            self._ready = self._decoder.decode(data, final=not data).encode()
            if not data:
                break
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count
