"""Compressed input: all of it is read, nothing is lost before damage, and bombs stop early."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import zlib
from collections.abc import Callable
from typing import BinaryIO

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read.ahead import StreamError
from riwaya.read.compressed import (
    KINDS,
    BombError,
    DamagedError,
    TruncatedError,
    inflated,
    inner_name,
    unpacked,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "zstd": lambda data: zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1}),
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}
TEXT = "وصل وفد حكومي إلى المدينة صباح اليوم، وقال ناطق باسمه إن المباحثات تبدأ غدا.\n".encode()
kinds = pytest.mark.parametrize("kind", sorted(KINDS))


class Trickle(io.RawIOBase):
    """A stream that cannot be sought and gives a few bytes at a time, like a pipe."""

    def __init__(self, data: bytes, step: int = 7) -> None:
        super().__init__()
        self._inner = io.BytesIO(data)
        self._step = step

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        step = self._step if size is None or size < 0 else min(size, self._step)
        return self._inner.read(step)


def read_all(stream: BinaryIO, step: int) -> tuple[bytes, StreamError | None]:
    """All that comes before the error, and the error."""
    out = b""
    try:
        while piece := stream.read(step):
            out += piece
    except StreamError as error:
        return out, error
    return out, None


def test_there_is_a_packer_for_each_kind() -> None:
    assert set(PACKERS) == KINDS


@kinds
@given(texts=st.lists(st.binary(max_size=300), min_size=1, max_size=4), step=st.integers(1, 400))
def test_members_one_after_another_are_read_as_one(
    kind: str, texts: list[bytes], step: int
) -> None:
    data = b"".join(map(PACKERS[kind], texts))
    out, error = read_all(inflated(Trickle(data, step), kind), step)  # type: ignore[arg-type]
    assert out == b"".join(texts)
    assert error is None


@kinds
def test_padding_after_a_member_is_no_damage(kind: str) -> None:
    data = PACKERS[kind](TEXT) + bytes(64) + PACKERS[kind](TEXT) + b"\0\n"
    assert inflated(io.BytesIO(data), kind).read() == TEXT * 2


@kinds
def test_a_cut_gives_what_was_readable_and_then_the_error(kind: str) -> None:
    first, second = PACKERS[kind](TEXT), PACKERS[kind](TEXT * 3)
    for cut in range(len(first) + 1, len(first + second)):
        out, error = read_all(inflated(io.BytesIO((first + second)[:cut]), kind), 50)
        assert out.startswith(TEXT)
        assert (TEXT * 4).startswith(out)
        assert isinstance(error, TruncatedError)
        assert f"at byte {len(first)} " in str(error)


@kinds
def test_a_flipped_bit_is_damage_and_what_came_before_is_kept(kind: str) -> None:
    first, second = PACKERS[kind](TEXT), PACKERS[kind](TEXT * 3)
    told = 0
    for at in range(len(second)):
        bad = bytearray(first + second)
        bad[len(first) + at] ^= 0x55
        out, error = read_all(inflated(io.BytesIO(bytes(bad)), kind), 4_096)
        assert out.startswith(TEXT)
        assert out == TEXT * 4 or error is not None
        told += isinstance(error, DamagedError)
    # A few bits mean nothing: the time in a gzip header, the rest of the last byte of bzip2.
    assert told >= len(second) - 8


def test_gzip_gives_all_up_to_the_damage() -> None:
    lines = b"".join(b"%d " % n + TEXT for n in range(2_000))
    data = bytearray(gzip.compress(lines, mtime=0))
    data[-8] ^= 1
    out, error = read_all(inflated(io.BytesIO(bytes(data)), "gzip"), 10_000)
    assert out == lines
    assert isinstance(error, DamagedError)
    assert not isinstance(error, TruncatedError)


@kinds
def test_what_is_no_member_is_damage(kind: str) -> None:
    data = PACKERS[kind](TEXT) + b"no member of anything"
    out, error = read_all(inflated(io.BytesIO(data), kind), 1_000)
    assert out == TEXT
    assert isinstance(error, DamagedError)
    out, error = read_all(inflated(io.BytesIO(b"no member of anything"), kind), 1_000)
    assert not out
    assert isinstance(error, DamagedError)


@kinds
def test_a_bomb_stops_at_the_cap(kind: str) -> None:
    bomb = PACKERS[kind](bytes(60_000_000))
    out, error = read_all(inflated(io.BytesIO(bomb), kind), 100_000)
    assert isinstance(error, BombError)
    most = max(limits.EXPANSION_FREE, limits.EXPANSION_RATIO * len(bomb))
    assert len(out) <= most


def test_many_small_bombs_are_one_large_one() -> None:
    small = zstd.compress(bytes(900_000))
    out, error = read_all(inflated(io.BytesIO(small * 200), "zstd"), 100_000)
    assert isinstance(error, BombError)
    assert len(out) <= limits.EXPANSION_FREE + limits.EXPANSION_RATIO * len(small * 200)


def test_text_of_any_length_is_no_bomb() -> None:
    text = b"".join(b"%d " % (n * n) + TEXT for n in range(40_000))
    assert inflated(io.BytesIO(gzip.compress(text)), "gzip").read() == text


def test_a_zstd_dictionary_serves_the_frames_after_it() -> None:
    texts = [b"%d %d " % (n, n * n) + TEXT for n in range(400)]
    trained = zstd.train_dict(texts, 4_000)
    frames = b"".join(zstd.compress(text, zstd_dict=trained) for text in texts)
    for content in (trained.dict_content, zstd.compress(trained.dict_content)):
        head = struct.pack("<II", 0x184D2A5D, len(content)) + content
        assert inflated(io.BytesIO(head + frames), "zstd").read() == b"".join(texts)
    with pytest.raises(DamagedError):
        inflated(io.BytesIO(frames), "zstd").read()


@pytest.mark.parametrize(
    "content", [b"", b"none", struct.pack("<I", 0xEC30A437) + b"x" * 40, zstd.compress(b"x")]
)
def test_a_bad_zstd_dictionary_is_damage(content: bytes) -> None:
    head = struct.pack("<II", 0x184D2A5D, len(content)) + content
    with pytest.raises(DamagedError, match="dictionary"):
        inflated(io.BytesIO(head + zstd.compress(TEXT)), "zstd").read()


def test_other_skippable_zstd_frames_are_skipped() -> None:
    skipped = struct.pack("<II", 0x184D2A50, 70_000) + bytes(70_000)
    assert inflated(io.BytesIO(skipped + zstd.compress(TEXT)), "zstd").read() == TEXT


def test_memory_that_a_header_asks_for_is_capped() -> None:
    one_raw_byte = (1 << 3 | 1).to_bytes(3, "little") + b"x"
    for window_log, is_read in ((20, True), (30, False)):
        frame = b"\x28\xb5\x2f\xfd\0" + bytes([(window_log - 10) << 3]) + one_raw_byte
        out, error = read_all(inflated(io.BytesIO(frame), "zstd"), 10)
        assert (out == b"x") is is_read
        assert isinstance(error, DamagedError) is not is_read


@pytest.mark.parametrize(
    ("name", "layers", "inner"),
    [
        ("أخبار.jsonl.gz", 1, "أخبار.jsonl"),
        ("a.warc.GZ", 1, "a.warc"),
        ("a.csv.zst.xz", 2, "a.csv"),
        ("a.csv.zst.xz", 1, "a.csv.zst"),
        ("a.bz2", 0, "a.bz2"),
        ("a", 1, "a"),
        (".gz", 1, ""),
    ],
)
def test_inner_names(name: str, layers: int, inner: str) -> None:
    assert inner_name(name, layers) == inner


@given(st.binary(max_size=2_000))
def test_encodings_of_http_are_undone(data: bytes) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "br": brotli.compress(data),
        "zlib": zlib.compress(data),
        "deflate": raw.compress(data) + raw.flush(),
        "gzip": gzip.compress(data),
    }
    for kind, stored in packed.items():
        assert unpacked(stored, kind, 2_000) == (data, None)
        out, error = unpacked(stored[:-1], kind, 2_000)
        assert data.startswith(out)
        assert isinstance(error, TruncatedError)


@pytest.mark.parametrize("kind", ["br", "gzip", "zstd", "xz", "bzip2"])
@given(data=st.binary(max_size=400))
def test_any_bytes_end_as_output_or_error(kind: str, data: bytes) -> None:
    out, error = unpacked(data, kind, 100_000)
    assert len(out) <= 100_000
    assert error is None or isinstance(error, DamagedError)


def test_a_body_beyond_the_cap_is_a_bomb() -> None:
    with pytest.raises(BombError, match="100 bytes"):
        unpacked(gzip.compress(b"x" * 101), "gzip", 100)
    with pytest.raises(BombError):
        unpacked(brotli.compress(bytes(50_000_000), quality=1), "br", 100_000_000)
