"""WARC files made to harm: bombs, endless records, and what makes a reader read again and again."""

from __future__ import annotations

import gzip
import io
import struct
import sys
import tracemalloc
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

import pytest

from riwaya import limits
from riwaya.read import warc
from riwaya.read.capture import Capture
from riwaya.records import Refusal

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGES = [f"<!doctype html><p>افتتح الوزير الجسر رقم {n} فوق النهر.".encode() for n in range(2)]


def http(body: bytes, *more: bytes, media: bytes = b"text/html") -> bytes:
    return b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: " + media, *more, b"", body])


def record(block: bytes, length: int | None = None) -> bytes:
    """A response; `length` is what its header says."""
    lines = [
        b"WARC/1.1", b"WARC-Type: response", b"Content-Type: application/http",
        b"Content-Length: %d" % (len(block) if length is None else length), b"", b"",
    ]  # fmt: skip
    return b"\r\n".join(lines) + block + b"\r\n\r\n"


def good(page: bytes) -> bytes:
    return record(http(page))


def pages(found: Iterable[Capture | Refusal]) -> list[bytes]:
    return [one.data for one in found if isinstance(one, Capture)]


def refusals(found: Iterable[Capture | Refusal]) -> list[tuple[str, str]]:
    return [(one.code, one.detail) for one in found if isinstance(one, Refusal)]


def test_what_is_too_large_is_refused() -> None:
    large = PAGES[0] + b" " * limits.PAGE_BYTES
    records = [
        good(large),
        record(http(gzip.compress(large, 0), b"Content-Encoding: gzip")),
        record(http(gzip.compress(gzip.compress(gzip.compress(PAGES[0]))))),
        good(PAGES[1]),
    ]
    found = list(warc.captures("a", io.BytesIO(b"".join(records))))
    assert pages(found) == PAGES[1:2]
    assert [code for code, _ in refusals(found)] == ["too_large"] * 3


def zeros_in_gzip(millions: int) -> bytes:
    """Gzip of zeros, made of one block again and again; its checksum is left at nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\2\xff" + block * millions + b"\x03" + bytes(9)


def test_a_bomb_in_a_bomb_is_refused_and_the_next_record_read() -> None:
    block = http(zeros_in_gzip(2_048), b"Content-Encoding: gzip")
    bomb = gzip.compress(record(block))
    assert len(bomb) < 6_000
    tracemalloc.start()
    found = list(warc.captures("a", io.BytesIO(bomb + gzip.compress(good(PAGES[0])))))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusals(found) == [("too_large", "200 times its compressed size")]
    assert pages(found) == PAGES[:1]
    assert peak < 40_000_000


def test_a_bomb_of_one_layer_is_refused_and_the_next_record_read() -> None:
    first, last = (gzip.compress(good(page)) for page in PAGES[:2])
    found = list(warc.captures("a", io.BytesIO(first + zeros_in_gzip(300) + last)))
    assert pages(found) == PAGES[:2]
    assert [code for code, _ in refusals(found)] == ["too_large"]


class Long(io.RawIOBase):
    """`before`, then `count` bytes of nothing in particular, then `after`."""

    def __init__(self, before: bytes, count: int, after: bytes) -> None:
        super().__init__()
        self._pieces = self._all(before, count, after)

    @staticmethod
    def _all(before: bytes, count: int, after: bytes) -> Iterator[bytes]:
        yield before
        for _ in range(count // 100_000):
            yield b"\r\n\r\n." * 20_000
        yield after

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        return next(self._pieces, b"")


@pytest.mark.parametrize(
    ("media", "expected"),
    [(b"video/mp4", ("not_a_page", "video/mp4")), (b"text/html", ("too_large", "64000000 bytes"))],
)
def test_records_beyond_memory_stream_by(media: bytes, expected: tuple[str, str]) -> None:
    size = 150_000_000
    head = http(b"", media=media)
    long = record(head, length=len(head) + size).removesuffix(b"\r\n\r\n")
    stream = Long(good(PAGES[0]) + long, size, b"\r\n\r\n" + good(PAGES[1]))
    found = list(warc.captures("a", cast("BinaryIO", stream)))
    assert pages(found) == PAGES[:2]
    assert refusals(found) == [expected]
    assert found[2].where == f"a@{len(good(PAGES[0]) + long) + size + 4}"


def hostile() -> Iterator[tuple[str, bytes]]:
    magic = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    stored = b"\0" + struct.pack("<HH", 40_000, 40_000 ^ 0xFFFF)
    first = gzip.compress(good(PAGES[0]))
    yield "gzip in gzip in gzip", first + (magic + stored + b"WARC/1.0\r\n") * 12_000
    yield "gzip headers", first + magic * 20_000
    yield "empty members", gzip.compress(b"") * 20_000 + first
    yield "zstd headers", zstd.compress(good(PAGES[0])) + b"\x28\xb5\x2f\xfd" * 60_000
    yield "first lines", good(PAGES[0]) + b"WARC/1.0\r\nAbc:\r\n" * 20_000
    yield "lengths", good(PAGES[0]) + b"WARC/1.0\r\nContent-Length: 60000000\r\n\r\n" * 9_000
    yield "no lengths", good(PAGES[0]) + b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" * 9_000
    yield "folds", good(PAGES[0]) + b"WARC/1.0\r\nAbc: x" + b"\r\n y" * 100_000
    yield "words", good(PAGES[0]) + b"WARC/" * 100_000
    chunks = record(http(b"1\r\n<\r\n" * 100_000, b"Transfer-Encoding: chunked"))
    yield "chunks", chunks + good(PAGES[0])


HOSTILE = dict(hostile())


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_files_made_to_be_read_again_and_again_end(data: bytes) -> None:
    found = list(warc.captures("a", io.BytesIO(data)))
    assert PAGES[0] in pages(found)
