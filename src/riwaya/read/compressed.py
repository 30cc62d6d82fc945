"""Everything compressed is read here: gzip, zstd, bzip2, xz, and the encodings of HTTP.

Nothing is inflated as a whole. Output is counted against input, of each member and of all of them
together, and what was readable before damage comes before the error."""

from __future__ import annotations

import io
import sys
from typing import BinaryIO, Final, cast

from riwaya import limits
from riwaya.read.ahead import Ahead, StreamError
from riwaya.read.capture import refusal
from riwaya.read.decoders import FAULTS, Decoder, new_decoder
from riwaya.records import Refusal

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

KINDS: Final = frozenset({"gzip", "zstd", "bzip2", "xz"})
_SUFFIXES = (".gz", ".zst", ".bz2", ".xz")
_PADDING = b"\0\r\n \t"
_STORED = 262_144
_INPUT = 32_768
# The decoders of the others lose what a call gave before it fails, so they are asked for less.
_SMALL_INPUT = 8_192
_OUTPUT = 262_144


class BombError(StreamError):
    """More came out than any page gives; the message completes "larger than the cap of"."""


class DamagedError(StreamError):
    """The bytes cannot be inflated; the message says from which byte on."""


class TruncatedError(DamagedError):
    """The bytes end in the middle."""


_DICTIONARY = b"\x5d\x2a\x4d\x18"
_DICTIONARY_HEADER = 8
_FRAME = b"\x28\xb5\x2f\xfd"


class Meter:
    """Counts what went in and what came out, and raises `BombError` where it is out of proportion.

    >>> Meter().count(1_000, 2_000_000)
    Traceback (most recent call last):
    riwaya.read.compressed.BombError: 200 times its compressed size
    """

    def __init__(self) -> None:
        self.taken = 0
        self.given = 0

    @property
    def is_over(self) -> bool:
        """Whether more came out than may."""
        return self.given > max(limits.EXPANSION_FREE, limits.EXPANSION_RATIO * self.taken)

    def count(self, taken: int, given: int) -> None:
        """Adds to both."""
        self.taken += taken
        self.given += given
        if self.is_over:
            raise BombError(f"{limits.EXPANSION_RATIO} times its compressed size")


class Members:
    """The members of a compressed stream, one after another: of gzip, the frames of zstd, the
    streams of bzip2 and xz. `advance` goes to the next one, `piece` gives its bytes.

    A dictionary at the head of zstd frames (as in WARC files) serves the frames after it."""

    def __init__(self, stream: BinaryIO, kind: str) -> None:
        self.kind = kind
        self.stored = Ahead(lambda: stream.read(_STORED), kept=limits.REREAD_BYTES)
        self.offset = 0
        self.dictionary: zstd.ZstdDict | None = None
        self._decoder: Decoder | None = None
        self.total = Meter()
        self._one = Meter()
        self._step = _INPUT if kind == "gzip" else _SMALL_INPUT

    def advance(self) -> bool:
        """To the next member, at `offset`; padding is passed over. False at the end. What is not of
        the `KINDS` is one member, and nothing may follow it."""
        if self.kind not in KINDS:
            return self._advance_once()
        while (padding := self.stored.peek(_INPUT)) and padding[0] in _PADDING:
            self.stored.drop(len(padding) - len(padding.lstrip(_PADDING)))
        self.offset = self.stored.position
        if not self.stored.fill(1):
            if self.stored.error is not None:
                raise self.stored.error
            return False
        if self.kind == "zstd" and self.stored.peek(4) == _DICTIONARY:
            self._load_dictionary()
        self._one = Meter()
        self._decoder = new_decoder(self.kind, self.dictionary)
        return True

    def _advance_once(self) -> bool:
        if self._decoder is None:
            self._decoder = new_decoder(self.kind)
            return True
        if self.stored.fill(1):
            raise DamagedError(f"bytes after the end of the {self.kind} data")
        return False

    def piece(self) -> bytes:
        """The next bytes of the member, none at its end. Raises `BombError` and, after what could
        be read, `DamagedError` or `TruncatedError`."""
        decoder = self._decoder
        while decoder is not None and not decoder.eof:
            data = self.stored.peek(self._step) if decoder.needs_input else b""
            if decoder.needs_input and not data:
                message = f"the {self.kind} data at byte {self.offset} ends early"
                raise self.stored.error or TruncatedError(message)
            out = self._inflate(decoder, data)
            if out:
                return out
        return b""

    def _inflate(self, decoder: Decoder, data: bytes) -> bytes:
        try:
            out = decoder.decompress(data, _OUTPUT)
        except FAULTS as error:
            message = f"the {self.kind} data at byte {self.offset} ({error})"
            raise DamagedError(message) from error
        # What is unused at the end may have been handed over by an earlier call.
        taken = len(data) - (len(decoder.unused_data) if decoder.eof else 0)
        self.stored.go_to(self.stored.position + taken)
        self._one.count(taken, len(out))
        self.total.count(taken, len(out))
        return out

    def _load_dictionary(self) -> None:
        size = int.from_bytes(self.stored.slice(4, _DICTIONARY_HEADER), "little")
        if size > limits.ZSTD_DICTIONARY_BYTES:
            raise BombError(f"{limits.ZSTD_DICTIONARY_BYTES} bytes of dictionary")
        data = self.stored.slice(_DICTIONARY_HEADER, _DICTIONARY_HEADER + size)
        try:
            if data.startswith(_FRAME):
                inner = zstd.ZstdDecompressor()
                data = inner.decompress(data, limits.ZSTD_DICTIONARY_BYTES)
            dictionary = zstd.ZstdDict(data)
            # What is wrong with a dictionary may come out only where it is used.
            new_decoder(self.kind, dictionary)
        except (zstd.ZstdError, ValueError) as error:
            raise DamagedError(f"the zstd dictionary at byte {self.offset}") from error
        self.dictionary = dictionary


def refused(where: str, error: StreamError) -> Refusal:
    """The refusal of what an error of a stream leaves unread.

    >>> refused("أخبار.jsonl.gz", TruncatedError("ends early")).message
    'damaged: ends early'
    """
    code = "too_large" if isinstance(error, BombError) else "damaged"
    return refusal(code, where, str(error))


def inner_name(name: str, layers: int) -> str:
    """`name` without the suffix of each of the `layers` that were inflated.

    >>> inner_name("أخبار.jsonl.gz", 1), inner_name("أخبار.jsonl.gz", 0)
    ('أخبار.jsonl', 'أخبار.jsonl.gz')
    """
    for _ in range(layers):
        for suffix in _SUFFIXES:
            if name.lower().endswith(suffix):
                name = name[: -len(suffix)]
                break
    return name


def inflated(stream: BinaryIO, kind: str) -> BinaryIO:
    """The bytes of `stream`, which is of one of the `KINDS`, all its members one after another.

    A read raises `BombError`, `DamagedError` or `TruncatedError`, but only once everything before
    the damage has been read.

    >>> import gzip
    >>> whole = gzip.compress("وصل الوفد ".encode()) + gzip.compress("إلى المدينة".encode())
    >>> inflated(io.BytesIO(whole), "gzip").read().decode()
    'وصل الوفد إلى المدينة'
    """
    return cast("BinaryIO", _joined(stream, kind))


def unpacked(data: bytes, kind: str, most: int) -> tuple[bytes, StreamError | None]:
    """All of `data` inflated, as far as it goes, and why it goes no further. `kind` may also be
    `br`, `zlib` or `deflate`. Raises `BombError` where more than `most` bytes come out.

    >>> import brotli
    >>> unpacked(brotli.compress(b"<p>"), "br", 100)
    (b'<p>', None)
    """
    reader = _joined(io.BytesIO(data), kind)
    out = reader.peek(most + 1)
    if len(out) > most:
        raise BombError(f"{most} bytes")
    if isinstance(reader.error, BombError):
        raise reader.error
    return out, reader.error


def _joined(stream: BinaryIO, kind: str) -> Ahead:
    members = Members(stream, kind)

    def more() -> bytes:
        while not (piece := members.piece()):
            if not members.advance():
                break
        return piece

    return Ahead(more)
