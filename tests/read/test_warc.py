"""WARC files: every whole record is recovered, each one ends as a capture or a refusal."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import struct
import sys
import zlib
from collections.abc import Callable, Iterable

import brotli
import pytest

from riwaya.read import warc
from riwaya.read.capture import HEAD, Capture
from riwaya.records import Refusal

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Pack = Callable[[bytes], bytes]
HTML = "text/html; charset=utf-8"
PAGES = [
    f"<!doctype html><title>خبر {n}</title><p>افتتح الوزير اليوم الجسر رقم {n} فوق النهر.".encode()
    for n in range(4)
]
PACKERS: dict[str, Pack] = {
    "plain": lambda data: data,
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "zstd": lambda data: zstd.compress(data, options={zstd.CompressionParameter.checksum_flag: 1}),
}
packers = pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def record(
    kind: str,
    block: bytes,
    media: str = "application/http; msgtype=response",
    *,
    version: str = "1.1",
    length: str | None = None,
    nl: str = "\r\n",
    **extra: str | None,
) -> bytes:
    """A record; `extra` are more fields, `a_b` for `WARC-A-B`, None to leave one out."""
    fields: dict[str, str | None] = {
        "WARC-Type": kind,
        "WARC-Date": "2020-12-08T10:11:12Z",
        "WARC-Target-URI": "http://example.com/akhbar",
        "Content-Type": media,
        "Content-Length": str(len(block)) if length is None else length or None,
    }
    fields |= {"WARC-" + name.replace("_", "-").title(): value for name, value in extra.items()}
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    head = nl.join([f"WARC/{version}", *lines, "", ""])
    return head.encode() + block + (nl * 2).encode()


def http(body: bytes, media: str | None = HTML, status: str = "200 OK", *more: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media}"] if media else []), *more, "", ""]
    return "\r\n".join(lines).encode() + body


def response(page: bytes, *more: str, **extra: str | None) -> bytes:
    return record("response", http(page, HTML, "200 OK", *more), **extra)  # type: ignore[arg-type]


def sealed(page: bytes) -> bytes:
    """A response with both digests."""
    return response(page, payload_digest=sha1(page), block_digest=sha1(http(page)))


def read(*records: bytes, pack: Pack = PACKERS["plain"]) -> list[Capture | Refusal]:
    return list(warc.captures("a.warc", io.BytesIO(b"".join(map(pack, records)))))


def pages(found: Iterable[Capture | Refusal]) -> list[bytes]:
    return [one.data for one in found if isinstance(one, Capture)]


def refusals(found: Iterable[Capture | Refusal]) -> list[tuple[str, str]]:
    return [(one.code, one.detail) for one in found if isinstance(one, Refusal)]


# --- what is read -------------------------------------------------------------------------------


def test_a_page_comes_with_all_that_the_archive_says() -> None:
    first = record("warcinfo", b"software: x\r\n", "application/warc-fields")
    page = "<p>وصل الوفد".encode("windows-1256")
    second = record("response", http(page, "Text/HTML; charset=Windows-1256"))
    capture = read(first, second)[1]
    assert capture == Capture(
        where=f"a.warc@{len(first)}",
        data=page,
        path="a.warc",
        url="http://example.com/akhbar",
        offset=len(first),
        captured="2020-12-08T10:11:12Z",
        media="text/html",
        charset="windows-1256",
    )


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_the_offset_gives_the_record_again(kind: str) -> None:
    pack = PACKERS[kind]
    data = b"".join(pack(sealed(page)) for page in PAGES)
    for capture, page in zip(warc.captures("a", io.BytesIO(data)), PAGES, strict=True):
        assert isinstance(capture, Capture)
        assert capture.where == f"a@{capture.offset}"
        alone = next(warc.captures("a", io.BytesIO(data[capture.offset :])))
        assert isinstance(alone, Capture)
        assert alone.data == page


def test_what_is_no_page_is_passed_over_and_counted() -> None:
    found = read(
        record("warcinfo", b"", "application/warc-fields"),
        record("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        record("metadata", b"fetchTimeMs: 1\r\n", "application/warc-fields"),
        record("revisit", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("continuation", b"<p>", None or ""),
        record("response", http(b"\x89PNG", "image/png")),
        record("response", http(b"{}", "application/json")),
        record("response", http(b"1 2 3", None)),
        record("response", b"\x00\x01", "text/dns"),
        record("resource", b"a{}", "text/css"),
        record("response", http(PAGES[0], HTML, "404 Not Found")),
        record("response", http(b"", HTML, "301 Moved")),
        sealed(PAGES[1]),
    )
    assert pages(found) == PAGES[1:2]
    passed = [one for one in found if isinstance(one, Refusal)]
    assert all(one.passed and one.message for one in passed)
    assert refusals(found) == [
        ("not_a_page", "WARC warcinfo"),
        ("not_a_page", "WARC request"),
        ("not_a_page", "WARC metadata"),
        ("not_a_page", "WARC revisit"),
        ("not_a_page", "WARC continuation"),
        ("not_a_page", "image/png"),
        ("not_a_page", "application/json"),
        ("not_a_page", "no media type"),
        ("not_a_page", "text/dns"),
        ("not_a_page", "text/css"),
        ("http_status", "404"),
        ("http_status", "301"),
    ]


def test_wet_files_resources_and_bare_pages_are_read() -> None:
    text = "افتتح الوزير اليوم جسرا جديدا.\n".encode()
    found = read(
        record("conversion", text, "text/plain", version="1.0", block_digest=sha1(text)),
        record("resource", PAGES[0], "text/html; charset=utf-8", payload_digest=sha1(PAGES[0])),
        record("response", http(PAGES[1], None)),
        record("response", http(PAGES[2], "application/xhtml+xml")),
        record("response", PAGES[3], "text/html"),
    )
    assert pages(found) == [text, *PAGES]
    captures = [one for one in found if isinstance(one, Capture)]
    assert [one.media for one in captures[:3]] == ["text/plain", "text/html", None]
    assert [one.notes for one in captures] == [()] * 5


@packers
@pytest.mark.parametrize("version", ["0.17", "0.18", "1.0", "1.1"])
@pytest.mark.parametrize("nl", ["\r\n", "\n"])
def test_all_versions_line_ends_and_packings_are_read(pack: Pack, version: str, nl: str) -> None:
    records = [
        record("response", http(page).replace(b"\r\n", nl.encode()), version=version, nl=nl)
        for page in PAGES
    ]
    assert pages(read(*records, pack=pack)) == PAGES
    whole = list(warc.captures("a", io.BytesIO(pack(b"".join(records)))))
    assert pages(whole) == PAGES
    assert len({one.where for one in whole}) == 4


def test_files_compressed_in_blocks_are_read() -> None:
    data = b"".join(map(sealed, PAGES))
    for size in (1, 7, 100, 600):
        blocks = [gzip.compress(data[at : at + size]) for at in range(0, len(data), size)]
        found = list(warc.captures("a", io.BytesIO(b"".join(blocks))))
        assert pages(found) == PAGES
        assert refusals(found) == []


@pytest.mark.parametrize("is_packed", [False, True])
def test_zstd_with_a_dictionary_is_read(is_packed: bool) -> None:
    samples = [sealed(page + b"%d" % n) for n in range(100) for page in PAGES]
    trained = zstd.train_dict(samples, 8_000)
    content = zstd.compress(trained.dict_content) if is_packed else trained.dict_content
    head = struct.pack("<II", 0x184D2A5D, len(content)) + content
    data = head + b"".join(zstd.compress(one, zstd_dict=trained) for one in samples)
    found = list(warc.captures("a", io.BytesIO(data)))
    assert len(pages(found)) == len(found) == len(samples)
    assert found[0].where == f"a@{len(head)}"
    assert warc.is_compressed_warc(data[:HEAD], "zstd")
    bad = bytearray(data)
    bad[len(data) // 2] ^= 255
    assert len(pages(warc.captures("a", io.BytesIO(bytes(bad))))) >= len(samples) - 1


def test_streams_that_cannot_be_sought_are_read() -> None:
    class Pipe(io.BytesIO):
        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

        tell = seekable = seek  # type: ignore[assignment]

        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(size or 0, 100))

    for pack in PACKERS.values():
        data = b"".join(pack(sealed(page)) for page in PAGES)
        assert pages(warc.captures("-", Pipe(data))) == PAGES


def test_compressed_warcs_are_told_from_other_compressed_files() -> None:
    for kind, pack in (("gzip", PACKERS["gzip"]), ("zstd", PACKERS["zstd"])):
        data = b"".join(pack(sealed(page)) for page in PAGES)
        assert warc.is_compressed_warc(data[:HEAD], kind)
        assert warc.is_compressed_warc(b"damaged!!!" + data[10:HEAD], kind)
        assert not warc.is_compressed_warc(pack(PAGES[0]), kind)
        assert not warc.is_compressed_warc(data[:HEAD], "bzip2")


def test_headers_of_any_bytes_are_read() -> None:
    odd = b"WARC/1.0\r\nwarc-type:response\r\n"
    odd += b"WARC-Target-URI:\r\n <http://example.com/\xce\xc8\xd1>\r\n"
    odd += b"no colon\r\nX: \xff\xfe\r\nWARC-Date: yesterday\r\nContent-Type: application/http\r\n"
    block = http(PAGES[0], HTML, "200", "X-Folded: a", " b", "Name: \xff")
    odd += b"CONTENT-LENGTH: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"
    (capture,) = read(odd)
    assert isinstance(capture, Capture)
    assert capture.data == PAGES[0]
    assert capture.url == "http://example.com/%CE%C8%D1"
    assert capture.captured is None


# --- bodies -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "fields"),
    [
        (gzip.compress(PAGES[0]), ["Content-Encoding: gzip"]),
        (brotli.compress(PAGES[0]), ["Content-Encoding: br"]),
        (zstd.compress(PAGES[0]), ["Content-Encoding: zstd"]),
        (zlib.compress(PAGES[0]), ["Content-Encoding: deflate"]),
        (PAGES[0], ["Content-Encoding: gzip"]),
        (PAGES[0], ["Content-Encoding: br", "Transfer-Encoding: chunked"]),
        (gzip.compress(PAGES[0]), []),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGES[0]), PAGES[0]), ["Transfer-Encoding: chunked"]),
    ],
)
def test_bodies_are_decoded_whatever_the_header_says(stored: bytes, fields: list[str]) -> None:
    for digested in (stored, PAGES[0]):
        (capture,) = read(response(stored, *fields, payload_digest=sha1(digested)))
        assert isinstance(capture, Capture)
        assert (capture.data, capture.notes) == (PAGES[0], ())


def test_a_digest_that_does_not_match_is_noted() -> None:
    wrong = sha1(b"something else")
    block = http(PAGES[0])
    found = read(
        response(PAGES[0], payload_digest=wrong),
        response(PAGES[0], block_digest=wrong, payload_digest=sha1(PAGES[0])),
        response(PAGES[0], block_digest="sha256:" + hashlib.sha256(block).hexdigest()),
        response(PAGES[0], block_digest="sha256:" + hashlib.sha256(b"").hexdigest()),
        response(PAGES[0], block_digest="unknown:abc"),
    )
    notes = [one.notes for one in found if isinstance(one, Capture)]
    assert notes == [("digest_mismatch",), ("digest_mismatch",), (), ("digest_mismatch",), ()]


def test_a_part_of_a_page_is_noted() -> None:
    found = read(
        response(PAGES[0], truncated="length"),
        response(PAGES[1], segment_number="1"),
        response(gzip.compress(PAGES[2])[:-20], "Content-Encoding: gzip"),
    )
    assert [one.notes for one in found if isinstance(one, Capture)] == [("truncated",)] * 3
