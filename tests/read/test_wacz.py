"""Zips: what is in a WACZ or in a zip of pages is read, and nothing that leads out of it."""

from __future__ import annotations

import gzip
import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read import wacz
from riwaya.read.capture import Capture
from riwaya.read.compressed import BombError, DamagedError
from riwaya.read.zip_members import found, listed
from riwaya.records import Refusal

PAGES = [f"<!doctype html><p>افتتح الوزير الجسر رقم {n} فوق النهر.".encode() for n in range(3)]
Members = dict[str, bytes]


def record(page: bytes) -> bytes:
    head = b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n"
    head += b"WARC-Target-URI: http://example.com/\r\nContent-Length: %d\r\n\r\n" % len(page)
    return head + page + b"\r\n\r\n"


WARC = b"".join(gzip.compress(record(page), mtime=0) for page in PAGES)
WACZ: Members = {
    "archive/data.warc.gz": WARC,
    "indexes/index.cdx.gz": gzip.compress(b"com,example)/ 20201208 {}"),
    "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
    "datapackage.json": b'{"profile": "data-package"}',
}


def zipped(members: Members, method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def read(data: bytes) -> list[Capture | Refusal]:
    return list(wacz.captures("a.zip", io.BytesIO(data)))


def pages(found: Iterable[Capture | Refusal]) -> list[bytes]:
    return [one.data for one in found if isinstance(one, Capture)]


def refusals(found: Iterable[Capture | Refusal]) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in found if isinstance(one, Refusal)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_gives_the_records_of_its_archives(method: int) -> None:
    found = read(zipped(WACZ, method))
    assert pages(found) == PAGES
    first = found[0]
    assert isinstance(first, Capture)
    assert first.where == "a.zip!archive/data.warc.gz@0"
    assert first.url == "http://example.com/"
    assert refusals(found) == [
        ("a.zip!indexes/index.cdx.gz", "not_a_page"),
        ("a.zip!pages/pages.jsonl", "not_a_page"),
        ("a.zip!datapackage.json", "not_a_page"),
    ]
    assert all(one.passed for one in found if isinstance(one, Refusal))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_of_pages_gives_each_by_its_kind(method: int) -> None:
    mhtml = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    mhtml += b"--b\r\nContent-Type: text/html\r\n\r\n" + PAGES[1] + b"\r\n--b--\r\n"
    lines = [json.dumps({"text": "وصل الوفد إلى المدينة."}, ensure_ascii=False)] * 2
    found = read(
        zipped(
            {
                "أخبار/خبر.HTML": PAGES[0],
                "b.mht": mhtml,
                "c.txt": "نص خبر".encode("windows-1256"),
                "d.jsonl": "\n".join(lines).encode(),
                "e.warc": record(PAGES[2]),
                "f.warc.gz": WARC,
                "g.png": b"\x89PNG",
                "folder/": b"",
            },
            method,
        )
    )
    assert [one.where for one in found] == [
        "a.zip!أخبار/خبر.HTML", "a.zip!b.mht", "a.zip!c.txt", "a.zip!d.jsonl:1", "a.zip!d.jsonl:2",
        "a.zip!e.warc@0", *(f"a.zip!f.warc.gz@{n * len(WARC) // 3}" for n in range(3)),
        "a.zip!g.png",
    ]  # fmt: skip
    assert pages(found)[:3] == [PAGES[0], PAGES[1], "نص خبر".encode("windows-1256")]
    assert refusals(found) == [("a.zip!g.png", "not_a_page")]


def test_streams_that_cannot_be_sought_go_to_a_file_first(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    data = zipped(WACZ)
    assert pages(wacz.captures("-", Pipe(data))) == PAGES
    monkeypatch.setattr(limits, "ZIP_SPOOL_BYTES", len(data) - 1)
    assert refusals(wacz.captures("-", Pipe(data))) == [("-", "too_large")]


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype"])
def test_office_documents_and_books_are_no_zips_of_pages(name: str) -> None:
    assert refusals(read(zipped({name: b"x", "a.html": PAGES[0]}))) == [("a.zip", "binary")]


def test_an_empty_zip_is_refused() -> None:
    assert refusals(read(zipped({}))) == [("a.zip", "empty")]


@pytest.mark.parametrize(
    "name",
    ["/etc/a.html", "../a.html", "a/../../b.html", "C:/a.html", "..\\a.html", "\\a.html", ".."],
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        archive.writestr(info, PAGES[0])
        archive.writestr("b.html", PAGES[1])
    result = read(out.getvalue())
    assert pages(result) == PAGES[1:2]
    assert [code for _, code in refusals(result)] == ["bad_record"]


def test_links_repeated_names_and_encrypted_members_are_refused() -> None:
    out = io.BytesIO()
    link = zipfile.ZipInfo("link.html")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.html", PAGES[0])
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.html", PAGES[1])
    result = read(out.getvalue())
    assert pages(result) == PAGES[:1]
    assert refusals(result) == [("a.zip!link.html", "bad_record"), ("a.zip!a.html", "bad_record")]
    locked = bytearray(zipped({"a.html": PAGES[0]}))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(magic) + at] |= 1
    assert refusals(read(bytes(locked))) == [("a.zip!a.html", "encrypted")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_methods_are_refused(method: int) -> None:
    assert refusals(read(zipped({"a.html": PAGES[0]}, method))) == [("a.zip!a.html", "bad_record")]


def test_names_are_shown_without_what_cannot_be_seen() -> None:
    (found,) = read(zipped({"a\x1b[31m\u202eb.html": PAGES[0]}))
    assert found.where == "a.zip!a\ufffd[31m\ufffdb.html"


def test_a_member_without_a_name_is_passed_over() -> None:
    data = zipped({"a": PAGES[0], "b.html": PAGES[1]})
    nameless = data.replace(b"\1\0\0\0a", b"\0\0\1\0a").replace(
        b"\1\0\0\0\0\0\0\0\0\0\0\0\x80\1\0\0\0\0a", b"\0\0\1\0\0\0\0\0\0\0\0\0\x80\1\0\0\0\0a"
    )
    assert nameless != data
    result = read(nameless)
    assert pages(result) == PAGES[1:2]
    assert len(result) == 2


def test_bombs_are_refused_and_the_rest_is_read() -> None:
    bomb = bytes(30_000_000)
    data = zipped({"a.html": bomb, "b.txt": PAGES[1], "c.warc": bomb}, zipfile.ZIP_DEFLATED)
    found = read(data)
    assert pages(found) == PAGES[1:2]
    assert [code for _, code in refusals(found)] == ["too_large", "too_large"]
    large = read(zipped({"a.html": PAGES[0] + b" " * limits.PAGE_BYTES, "b.html": PAGES[1]}))
    assert pages(large) == PAGES[1:2]
    assert refusals(large) == [("a.zip!a.html", "too_large")]


def test_members_that_share_their_bytes_are_counted_together() -> None:
    inner = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = inner.compress(bytes(900_000)) + inner.flush()
    crc = zlib.crc32(bytes(900_000))
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(packed), 900_000, 6, 0)
    local += b"a.html" + packed
    central = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(packed), 900_000,
                    len(name), 0, 0, 0, 0, 0, 0) + name
        for name in (b"%d.html" % n for n in range(2_000))
    )  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2_000, 2_000, len(central), len(local), 0)
    result = read(local + central + end)
    assert len(result) == 2_000
    given = sum(map(len, pages(result)))
    assert 0 < given <= limits.EXPANSION_FREE + limits.EXPANSION_RATIO * len(local + central + end)
    assert {code for _, code in refusals(result)} == {"too_large"}


def test_too_many_members_and_too_large_a_directory_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = zipped({f"{n}.html": b"" for n in range(50)})
    monkeypatch.setattr(limits, "ZIP_ENTRIES", 49)
    assert refusals(read(data)) == [("a.zip", "too_large")]
    monkeypatch.setattr(limits, "ZIP_ENTRIES", 50)
    monkeypatch.setattr(limits, "ZIP_DIRECTORY_BYTES", 1_000)
    with pytest.raises(BombError):
        listed(io.BytesIO(data))
    assert refusals(read(data)) == [("a.zip", "too_large")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_that_was_cut_gives_what_is_there(method: int) -> None:
    names = ["a.html", "b.html", "c.html"]
    data = zipped(dict(zip(names, PAGES, strict=True)), method)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        starts = [info.header_offset for info in archive.infolist()]
        ends = [*starts[1:], archive.start_dir]
    for cut in range(4, len(data)):
        result = read(data[:cut])
        whole = sum(end <= cut for end in ends)
        captures = [one for one in result if isinstance(one, Capture)]
        assert [one.data for one in captures[:whole]] == PAGES[:whole]
        assert all(one.notes == ("truncated",) for one in captures[whole:])
        assert ("a.zip", "damaged") in refusals(result)


def test_a_wacz_that_was_cut_gives_its_records() -> None:
    data = zipped(WACZ)
    result = read(data[: data.index(WARC) + len(WARC) - 5])
    assert pages(result)[:2] == PAGES[:2]
    assert refusals(result)[0] == ("a.zip", "damaged")


@pytest.mark.parametrize("bits", [0x01, 0x20, 0xFF])
def test_a_flipped_byte_costs_one_member_at_most(bits: int) -> None:
    names = ["a.html", "b.html", "c.html"]
    data = zipped(dict(zip(names, PAGES, strict=True)), zipfile.ZIP_DEFLATED)
    lost = 0
    for at in range(len(data)):
        bad = bytearray(data)
        bad[at] ^= bits
        result = read(bytes(bad))
        assert result
        assert all(one.data in PAGES or one.notes for one in result if isinstance(one, Capture)), at
        lost += len(set(PAGES) - set(pages(result))) > 1
    assert lost <= len(data) // 100


def test_a_checksum_that_fails_is_damage_and_records_before_it_are_kept() -> None:
    data = zipped(WACZ)
    bad = bytearray(data)
    bad[data.index(WARC) + 40] ^= 0xFF
    result = read(bytes(bad))
    assert pages(result) == PAGES[1:]
    details = [one.detail for one in result if isinstance(one, Refusal) and one.code == "damaged"]
    assert len(details) == 2
    assert details[1] == "the checksum of the member fails"


@given(st.binary(max_size=300))
def test_any_bytes_end_as_something(data: bytes) -> None:
    assert read(b"PK\x03\x04" + data)
    assert all(member.offset >= 0 for member in found(io.BytesIO(data)))


@given(st.data())
def test_any_damage_ends_in_captures_and_refusals(data: st.DataObject) -> None:
    whole = bytearray(zipped(WACZ, zipfile.ZIP_DEFLATED))
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(whole) - 1))
        whole[start : start + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    result = read(bytes(whole))
    assert result
    assert all(one.where.startswith("a.zip") for one in result)


def test_what_is_no_zip_has_no_directory() -> None:
    with pytest.raises(DamagedError):
        listed(io.BytesIO(b"no zip"))
    assert found(io.BytesIO(b"no zip" * 100)) == []
    assert cast("list[object]", found(io.BytesIO(b"PK\x03\x04" * 1_000)))
