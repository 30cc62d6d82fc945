"""What undoes a compression, in one shape: members of gzip, zstd, bzip2 and xz, and encodings of
HTTP. None inflates more at once than it is asked for."""

from __future__ import annotations

import bz2
import contextlib
import lzma
import sys
import zlib
from collections.abc import Callable
from types import MappingProxyType
from typing import Final, Protocol

import brotli  # type: ignore[import-untyped]

from riwaya import limits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FAULTS: Final = (zlib.error, lzma.LZMAError, zstd.ZstdError, brotli.error, OSError, EOFError)
"""What decoders raise for bytes that they cannot inflate."""


class Decoder(Protocol):
    """What `bz2`, `lzma` and `zstd` have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Zlib:
    """zlib in the shape of a `Decoder`. It throws away what it inflated in the call that fails, so
    that call is made again byte by byte, up to the damage."""

    def __init__(self, wbits: int) -> None:
        self._inner = zlib.decompressobj(wbits)
        self._tail = b""
        self._failed: zlib.error | None = None
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if self._failed is not None:
            raise self._failed
        data = self._tail + data
        before = self._inner.copy()
        try:
            out = self._inner.decompress(data, max_length)
        except zlib.error as error:
            self._failed = error
            self.needs_input = False
            return _until_damage(before, data)
        self._tail = self._inner.unconsumed_tail
        self.needs_input = len(out) < max_length
        return out


def _until_damage(decoder: zlib._Decompress, data: bytes) -> bytes:
    out = bytearray()
    # The caller has the error already, and raises it next.
    with contextlib.suppress(zlib.error):
        for at in range(len(data)):
            out += decoder.decompress(data[at : at + 1])
    return bytes(out)


class _Brotli:
    """brotli in the shape of a `Decoder`. It gives what it has in several calls, and says that it
    needs more before all is out; and it throws away output as zlib does, but cannot be copied, so
    all is inflated again, the last bytes one by one."""

    unused_data = b""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()
        self._fed: list[bytes] = []
        self._given = 0
        self._failed: brotli.error | None = None
        self.needs_input = True
        self.eof = False

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if self._failed is not None:
            raise self._failed
        try:
            out = bytes(self._inner.process(data, output_buffer_limit=max_length))
        except brotli.error as error:
            self._failed = error
            self.needs_input = False
            return self._until_damage(data, max_length)
        self._fed.append(data)
        self._given += len(out)
        self.needs_input = not out
        self.eof = bool(self._inner.is_finished())
        return out

    def _until_damage(self, data: bytes, max_length: int) -> bytes:
        again = brotli.Decompressor()
        out = bytearray()
        most = self._given + max_length
        # The caller has the error already, and raises it next.
        with contextlib.suppress(brotli.error):
            for piece in (*self._fed, *(data[at : at + 1] for at in range(len(data)))):
                while (more := again.process(piece, output_buffer_limit=max_length)) and (
                    len(out) < most
                ):
                    out += more
                    piece = b""
        return bytes(out[self._given :])


_DECODERS: MappingProxyType[str, Callable[[], Decoder]] = MappingProxyType({
    "gzip": lambda: _Zlib(31), "zlib": lambda: _Zlib(15), "deflate": lambda: _Zlib(-15),
    "bzip2": bz2.BZ2Decompressor, "br": _Brotli,
    "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=limits.XZ_MEMORY_BYTES),
})  # fmt: skip


def new_decoder(kind: str, dictionary: zstd.ZstdDict | None = None) -> Decoder:
    """A decoder of one member of `kind`."""
    if kind != "zstd":
        return _DECODERS[kind]()
    window = {int(zstd.DecompressionParameter.window_log_max): limits.ZSTD_WINDOW_LOG}
    return zstd.ZstdDecompressor(zstd_dict=dictionary, options=window)


def opening(decoder: Decoder, data: bytes, most: int) -> bytes:
    """The first bytes, at most `most`, that `data` gives, none where it gives none.

    >>> import gzip
    >>> opening(new_decoder("gzip"), gzip.compress(b"WARC/1.1"), 5)
    b'WARC/'
    """
    try:
        return decoder.decompress(data, most)
    except FAULTS:
        return b""
