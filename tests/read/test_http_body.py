"""HTTP bodies: chunks and encodings are undone, and what the header says is not always so."""

from __future__ import annotations

import gzip
import sys
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read.compressed import BombError
from riwaya.read.digests import holds
from riwaya.read.headers import address_of, fields_of, head_end, media_of, text_of
from riwaya.read.http_body import body_of, dechunked, decoded

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = (
    "<!doctype html><html><title>افتتاح جسر</title><p>افتتح الوزير اليوم جسرا فوق النهر، "
    "وقال إن العمل استغرق عامين.</p></html>"
).encode() * 3  # fmt: skip


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def chunked(data: bytes, size: int = 50, end: bytes = b"0\r\n\r\n", nl: bytes = b"\r\n") -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x" % len(part) + nl + part + nl for part in parts) + end


PACKED = {
    "plain": PAGE,
    "gzip": gzip.compress(PAGE),
    "zlib": zlib.compress(PAGE),
    "deflate": raw_deflate(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstd.compress(PAGE),
}
DECLARED = {"plain": b"", "zlib": b"deflate", "deflate": b"deflate", "br": b"br"}
LIES = [b"", b"gzip", b"x-gzip", b"br", b"deflate", b"zstd", b"identity", b"gzip, br", b",,"]


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("is_chunked", [False, True])
def test_what_the_header_says_is_undone(kind: str, is_chunked: bool) -> None:
    encoding = DECLARED.get(kind, kind.encode())
    fields = {b"content-encoding": encoding.upper()}
    stored = PACKED[kind]
    if is_chunked:
        fields[b"transfer-encoding"] = b"Chunked"
        stored = chunked(stored)
    body = body_of(stored, fields)
    assert (body.data, body.joined, body.notes) == (PAGE, PACKED[kind], ())


@pytest.mark.parametrize("said", LIES)
@pytest.mark.parametrize("kind", ["plain", "gzip", "zstd"])
@pytest.mark.parametrize("says_chunked", [False, True])
@pytest.mark.parametrize("is_chunked", [False, True])
def test_headers_that_lie_are_forgiven(
    said: bytes, kind: str, says_chunked: bool, is_chunked: bool
) -> None:
    fields = {b"content-encoding": said}
    if says_chunked:
        fields[b"transfer-encoding"] = b"chunked"
    stored = chunked(PACKED[kind]) if is_chunked else PACKED[kind]
    body = body_of(stored, fields)
    assert (body.data, body.notes) == (PAGE, ())


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (gzip.compress(gzip.compress(PAGE)), b"gzip"),
        (gzip.compress(brotli.compress(PAGE)), b"br, gzip"),
        (brotli.compress(gzip.compress(PAGE)), b"gzip, br"),
        (brotli.compress(raw_deflate(PAGE)), b"deflate,br"),
    ],
)
def test_two_encodings_are_undone_the_last_one_first(stored: bytes, said: bytes) -> None:
    assert decoded(stored, said) == (PAGE, ())


def test_a_third_encoding_is_refused() -> None:
    with pytest.raises(BombError, match="2 encodings"):
        decoded(gzip.compress(gzip.compress(gzip.compress(PAGE))), b"gzip")


def test_a_bomb_in_a_body_is_refused() -> None:
    for stored, said in (
        (gzip.compress(bytes(20_000_000)), b"gzip"),
        (brotli.compress(bytes(20_000_000), quality=1), b"br"),
        (zstd.compress(bytes(20_000_000)), b"zstd"),
        (gzip.compress(gzip.compress(bytes(20_000_000))), b"gzip"),
    ):
        with pytest.raises(BombError):
            decoded(stored, said)
    with pytest.raises(BombError):
        body_of(bytes(2 * limits.PAGE_BYTES + 1), {})


def test_chunks_may_end_in_many_ways() -> None:
    for stored in (
        chunked(PAGE, end=b"0\r\n"),
        chunked(PAGE, end=b"0000\r\nTrailer: x\r\n\r\n"),
        chunked(PAGE, nl=b"\n", end=b"0\n\n"),
        chunked(PAGE).replace(b"\r\n", b" ;name=value\r\n", 1),
        chunked(PAGE) + b"what comes after the last chunk",
    ):
        assert dechunked(stored, True) == (PAGE, ())
    assert dechunked(b"0\r\n\r\n", True) == (b"", ())
    assert dechunked(chunked(PAGE, end=b""), True) == (PAGE, ("truncated",))


def test_broken_chunks_lose_nothing_and_are_noted() -> None:
    stored = chunked(PAGE)
    for cut in range(60, len(stored) - 5):
        data, notes = dechunked(stored[:cut], True)
        assert notes == ("truncated",) or notes == ("chunks_damaged",)
        assert data.startswith(PAGE[: 50 * (cut // 57)])
    wrong = stored.replace(b"32\r\n", b"39\r\n", 3).replace(b"39\r\n", b"32\r\n", 2)
    data, notes = dechunked(wrong, True)
    assert notes == ("chunks_damaged",)
    assert data.startswith(PAGE[:150])
    assert len(data) >= len(PAGE)


def test_text_that_looks_like_a_chunk_is_text() -> None:
    for text in (b"5\r\nnot a chunk at all", b"abc\r\ndef", b"0x\r\n", b"12\n", b"dad\nsays"):
        assert dechunked(text, False) == (text, ())


@pytest.mark.parametrize("kind", ["gzip", "br", "zlib", "deflate", "zstd"])
def test_a_damaged_body_is_given_as_far_as_it_goes(kind: str) -> None:
    text = b"".join(b"%d " % (n * n) + PAGE for n in range(3_000))
    pack = {"gzip": gzip.compress, "zlib": zlib.compress, "deflate": raw_deflate,
            "br": lambda data: brotli.compress(data, quality=1), "zstd": zstd.compress}  # fmt: skip
    stored = pack[kind](text)
    said = DECLARED.get(kind, kind.encode())
    data, notes = decoded(stored[: len(stored) * 2 // 3], said)
    assert notes == ("truncated",)
    assert text.startswith(data)
    assert len(data) > len(text) // 3
    bad = bytearray(stored)
    bad[len(bad) // 2 : len(bad) // 2 + 40] = b"\xff" * 40
    data, notes = decoded(bytes(bad), said)
    # Only gzip and zlib have a checksum in every case; a wrong length shows in the others.
    assert notes == ("body_damaged",) or kind in ("br", "deflate", "zstd")
    assert data[:10_000] == text[:10_000]


@given(st.binary(max_size=300), st.sampled_from(LIES), st.booleans())
def test_any_bytes_give_a_body(stored: bytes, said: bytes, is_chunked: bool) -> None:
    fields = {b"content-encoding": said}
    if is_chunked:
        fields[b"transfer-encoding"] = b"chunked"
    assert len(body_of(stored, fields).data) <= limits.PAGE_BYTES


@given(st.binary(max_size=400), st.integers(1, 60))
def test_chunking_is_undone_whatever_the_bytes(data: bytes, size: int) -> None:
    assert dechunked(chunked(data, size), True) == (data, ())


# --- headers and digests ------------------------------------------------------------------------


def test_headers_of_any_form_are_read() -> None:
    head = (
        b"HTTP/1.1 200 OK\nContent-Type :text/html;\n\t charset='windows-1256'\r\n"
        b"no field at all\r\n:empty\r\nCONTENT-TYPE: image/png\r\nX-Name: \xce\xc8\xd1"
    )
    fields = fields_of(head)
    assert media_of(fields).name == "text/html"
    assert media_of(fields).charset == "windows-1256"
    assert text_of(fields[b"x-name"]) == "ÎÈÑ"
    assert media_of({}).name is None
    assert media_of({b"content-type": b"; charset="}).charset is None


@pytest.mark.parametrize(
    ("data", "split"),
    [
        (b"a: b\r\n\r\nc", (5, 8)),
        (b"a: b\n\nc", (4, 6)),
        (b"a: b\n\r\nc\n\n", (4, 7)),
        (b"a: b\r\n\nc\r\n\r\n", (5, 7)),
        (b"a: b\r\nc", None),
    ],
)
def test_a_header_ends_at_the_first_empty_line(data: bytes, split: tuple[int, int] | None) -> None:
    assert head_end(data, 0, len(data)) == split


@pytest.mark.parametrize(
    ("value", "url"),
    [
        (b"http://example.com/", "http://example.com/"),
        (b"<http://example.com/>", "http://example.com/"),
        ("http://example.com/خبر".encode(), "http://example.com/خبر"),
        ("http://example.com/خبر?a=%41".encode("cp1256"), "http://example.com/%CE%C8%D1?a=%41"),
        (b"http://example.com/\x1b[2J", "http://example.com/[2J"),
        (b"  ", None),
        (None, None),
    ],
)
def test_addresses(value: bytes | None, url: str | None) -> None:
    assert address_of(value) == url


def test_digests_are_told_in_base32_or_hexadecimal() -> None:
    hexadecimal = b"sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"
    assert holds(hexadecimal, [b"x", b""]) is True
    assert holds(b"SHA-1: 3i42h3s6nnfq2msvx7xzkyayscx5qbyj", [b""]) is True
    assert holds(hexadecimal, [b"x"]) is False
    assert holds(b"sha1:not base32!", [b""]) is False
    assert holds(b"sha1:", [b""]) is False
    assert holds(b"crc7:12", [b""]) is None
    assert holds(b"\xff\xfe", [b""]) is None
    of_nothing = b"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
    assert holds(b"sha256:" + of_nothing, [b""]) is True
