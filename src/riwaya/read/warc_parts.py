"""A WARC file to the parts that records lie in: each compressed record, or the file as a whole.

A part begins where a member of gzip or a frame of zstd begins with `WARC/`; members that do not are
the rest of the part before them, so files compressed as a whole, or in blocks, are read too. After
damage the file is looked through for the next member that begins a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import BinaryIO, Final

import msgspec

from riwaya import limits
from riwaya.read.ahead import Ahead, StreamError
from riwaya.read.compressed import Members
from riwaya.read.decoders import new_decoder, opening

MARKER: Final = re.compile(rb"WARC/[^\r\n ]{0,8}[ \t]{0,8}\r?\n(?=[A-Za-z][\w-]{1,40}:)")
"""The first line of a record, followed by a header."""

_START = b"WARC/"
_PIECE = 262_144
_MAGIC = MappingProxyType({
    "gzip": re.compile(rb"\x1f\x8b\x08"), "zstd": re.compile(rb"\x28\xb5\x2f\xfd"),
})  # fmt: skip
_DICTIONARY = re.compile(rb"\x5d\x2a\x4d\x18")
# What a decoder must see to give the first bytes: Huffman tables of gzip, a whole block of zstd.
_OPENING = MappingProxyType({"gzip": 1_024, "zstd": 140_000})
_OPENING_LEAST = 512
_MAGIC_LENGTH = 4
_REREADS = 8


class Part(msgspec.Struct, frozen=True):
    """A run of records: their bytes, not compressed any more, and where it starts in the file."""

    source: Ahead
    offset: int
    is_packed: bool

    def place(self, position: int) -> str:
        """How to call the record at `position` of the part: by its offset in the file, or by that
        of the member and, where more than one record is in it, its offset there."""
        if not self.is_packed:
            return str(position)
        return f"{self.offset}+{position}" if position else str(self.offset)


def archive_kind(head: bytes) -> str | None:
    """`plain`, `gzip` or `zstd` for the head of a WARC file, even of one that is damaged where it
    starts; None where nothing in `head` begins a record.

    >>> archive_kind(b"WARC/1.0\\r\\nWARC-Type: warcinfo\\r\\n"), archive_kind(b"<html>")
    ('plain', None)
    """
    if head.startswith(_START):
        return "plain"
    if _DICTIONARY.match(head):
        return "zstd"
    for kind in _MAGIC:
        if _next_opening(kind, head) is not None:
            return kind
    return "plain" if MARKER.search(head) else None


def _next_opening(kind: str, head: bytes) -> int | None:
    for found in _MAGIC[kind].finditer(head):
        data = head[found.start() : found.start() + _OPENING[kind]]
        if opening(new_decoder(kind), data, len(_START)) == _START:
            return found.start()
    return None


def parts(stream: BinaryIO, kind: str) -> Iterator[Part]:
    """The parts of a WARC file of the given `archive_kind`. What damaged a part is the `error` of
    its source, once that has been read to its end."""
    if kind == "plain":
        yield Part(Ahead(lambda: stream.read(_PIECE)), 0, is_packed=False)
    else:
        yield from _Packed(Members(stream, kind))


class _Packed:
    def __init__(self, members: Members) -> None:
        self._members = members
        self._first: bytes | StreamError = b""
        self._reread = 0

    def __iter__(self) -> Iterator[Part]:
        while self._first or self._begin():
            part = Part(Ahead(self._more), self._members.offset, is_packed=True)
            yield part
            while have := part.source.fill(1):
                part.source.drop(have)
            if part.source.error is not None and not self._recover():
                return

    def _begin(self) -> bool:
        """Whether another member holds anything; its first bytes, or its error, are kept."""
        try:
            while self._members.advance():
                self._first = self._opening()
                if self._first:
                    return True
        except StreamError as error:
            self._first = error
            return True
        return False

    def _opening(self) -> bytes:
        first = b""
        while len(first) < len(_START) and (piece := self._members.piece()):
            first += piece
        # What begins no record may go on with the last one, unless it fails at once.
        return first if first.startswith(_START) else first + self._members.piece()

    def _more(self) -> bytes:
        if not self._first:
            piece = self._members.piece()
            if piece or not self._begin() or self._begins_part():
                return piece
        first, self._first = self._first, b""
        if isinstance(first, StreamError):
            raise first
        return first

    def _begins_part(self) -> bool:
        return isinstance(self._first, StreamError) or self._first.startswith(_START)

    def _recover(self) -> bool:
        """To the next member that begins a record, if there is one. Inflating goes wrong before
        it says so, so the search begins right after the start of what was damaged; how much is
        read again is bounded, for files that are made to be read again and again."""
        members, stored = self._members, self._members.stored
        if members.total.is_over:
            return False
        start = max(members.offset + 1, stored.position - self._rereads_left())
        self._reread += max(0, stored.position - start)
        stored.go_to(start)
        while self._find(stored, _MAGIC[members.kind]):
            size = min(_OPENING[members.kind], self._rereads_left())
            data = stored.peek(max(_OPENING_LEAST, size))
            self._reread += len(data)
            decoder = new_decoder(members.kind, members.dictionary)
            if opening(decoder, data, len(_START)) == _START:
                return True
            stored.drop(1)
        return False

    def _rereads_left(self) -> int:
        given = self._members.stored.position + limits.REREAD_BYTES
        return max(0, _REREADS * given - self._reread)

    @staticmethod
    def _find(stored: Ahead, magic: re.Pattern[bytes]) -> bool:
        while stored.fill(_MAGIC_LENGTH) >= _MAGIC_LENGTH:
            found = stored.search(magic)
            if found is not None:
                stored.drop(found)
                return True
            stored.drop(stored.fill(_MAGIC_LENGTH) - _MAGIC_LENGTH + 1)
        return False
