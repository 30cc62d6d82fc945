"""WARC files that are damaged: every whole record is recovered, one refusal tells of the rest."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.read import warc
from riwaya.read.capture import Capture
from riwaya.records import Refusal

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Pack = Callable[[bytes], bytes]
MAGIC = (b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd")
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


def sha1(data: bytes) -> bytes:
    return b"sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest())


def record(block: bytes, *more: bytes, length: str | None = None) -> bytes:
    """A response; `length` is what its header says, nothing for an empty one."""
    said = str(len(block)) if length is None else length
    lines = [
        b"WARC/1.1", b"WARC-Type: response", b"WARC-Date: 2020-12-08T10:11:12Z",
        b"WARC-Target-URI: http://example.com/", b"Content-Type: application/http",
        *([f"Content-Length: {said}".encode()] if said else []), *more, b"", b"",
    ]  # fmt: skip
    return b"\r\n".join(lines) + block + b"\r\n\r\n"


def http(body: bytes, *more: bytes, media: bytes = b"text/html") -> bytes:
    return b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: " + media, *more, b"", body])


def bare(page: bytes) -> bytes:
    return record(http(page))


def sealed(page: bytes) -> bytes:
    """A response with both digests."""
    block = http(page)
    return record(
        block, b"WARC-Payload-Digest: " + sha1(page), b"WARC-Block-Digest: " + sha1(block)
    )


def read(*records: bytes, pack: Pack = PACKERS["plain"]) -> list[Capture | Refusal]:
    return list(warc.captures("a", io.BytesIO(b"".join(map(pack, records)))))


def pages(found: Iterable[Capture | Refusal]) -> list[bytes]:
    return [one.data for one in found if isinstance(one, Capture)]


def refusals(found: Iterable[Capture | Refusal]) -> list[tuple[str, str]]:
    return [(one.code, one.detail) for one in found if isinstance(one, Refusal)]


# --- lengths and damage -------------------------------------------------------------------------


@packers
@pytest.mark.parametrize(
    "length", ["", "-5", "abc", "5", "0", "999999", "70000000", "9" * 30, "+3", "1e3", "٣"]
)
def test_wrong_lengths_are_put_right(pack: Pack, length: str) -> None:
    wrong = record(http(PAGES[1]), length=length)
    found = read(sealed(PAGES[0]), wrong, sealed(PAGES[2]), pack=pack)
    assert [page.rstrip() for page in pages(found)] == PAGES[:3]
    assert refusals(found) == []
    bent = found[1]
    assert isinstance(bent, Capture)
    assert bent.notes in (("bad_length",), ("truncated",))


def test_records_without_an_empty_line_between_them_are_read() -> None:
    records = [sealed(page).removesuffix(b"\r\n\r\n") for page in PAGES]
    assert pages(read(*records)) == PAGES
    assert pages(read(*(one + b"\n" for one in records))) == PAGES
    assert pages(read(*(one + b"\r\n" * 5 + bytes(9) for one in records))) == PAGES


def test_a_length_that_ends_inside_another_record_by_chance_is_not_believed() -> None:
    first, second = sealed(PAGES[0]), sealed(PAGES[1])
    for end in (second.index(b"\r\n\r\n"), second.rindex(b"\r\n\r\n", 0, -8)):
        length = len(http(PAGES[0])) + 4 + end
        wrong = record(http(PAGES[0]), length=str(length))
        assert pages(read(wrong, second, first)) == [PAGES[0], PAGES[1], PAGES[0]]


@packers
def test_a_file_cut_at_any_byte_gives_what_is_whole(pack: Pack) -> None:
    records = [pack(sealed(page)) for page in PAGES]
    data = b"".join(records)
    ends = [sum(map(len, records[: n + 1])) for n in range(4)]
    for cut in range(len(data)):
        found = list(warc.captures("a", io.BytesIO(data[:cut])))
        whole = sum(end <= cut for end in ends)
        assert pages(found[:whole]) == PAGES[:whole]
        assert all(one.notes == () for one in found[:whole] if isinstance(one, Capture))
        rest = found[whole:]
        assert len(rest) == (cut not in (0, *ends) or not cut)
        for one in rest:
            if isinstance(one, Capture):
                assert PAGES[whole].startswith(one.data)
                assert one.data == PAGES[whole] or "truncated" in one.notes
            else:
                assert one.code == ("damaged" if cut else "empty")


@packers
@pytest.mark.parametrize("make", [sealed, bare], ids=["digests", "no digests"])
@pytest.mark.parametrize("bits", [0x01, 0x04, 0x20, 0x80, 0xFF])
def test_a_flipped_byte_costs_one_record_at_most(
    pack: Pack, make: Callable[[bytes], bytes], bits: int
) -> None:
    records = [pack(make(page)) for page in PAGES]
    data = b"".join(records)
    owners = [n for n, one in enumerate(records) for _ in one]
    for at, owner in enumerate(owners):
        bad = bytearray(data)
        bad[at] ^= bits
        found = list(warc.captures("a", io.BytesIO(bytes(bad))))
        given = Counter(pages(found))
        assert all(given[page] for n, page in enumerate(PAGES) if n != owner), at
        assert 4 <= len(found) <= 5, at
        if pack is not PACKERS["plain"]:
            hit = found[owner]
            assert isinstance(hit, Refusal) or hit.data == PAGES[owner], at


@packers
@given(data=st.data())
def test_any_damage_ends_in_captures_and_refusals(pack: Pack, data: st.DataObject) -> None:
    whole = bytearray(b"".join(pack(sealed(page)) for page in PAGES))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(whole) - 1))
        size = data.draw(st.integers(0, 40))
        whole[start : start + size] = data.draw(st.binary(max_size=40))
        if not whole:
            break
    found = list(warc.captures("a", io.BytesIO(bytes(whole))))
    assert found
    assert all(one.where.startswith("a") for one in found)


@given(st.binary(max_size=200), st.sampled_from([b"", b"WARC/1.0\r\n", *MAGIC]))
def test_any_bytes_end_as_something(data: bytes, start: bytes) -> None:
    assert list(warc.captures("a", io.BytesIO(start + data)))


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_a_bad_member_is_one_refusal_with_its_offset(kind: str) -> None:
    members = [PACKERS[kind](sealed(page)) for page in PAGES]
    bad = members[1][:30] + b"\xff" * 20 + members[1][50:]
    found = list(warc.captures("a", io.BytesIO(members[0] + bad + b"".join(members[2:]))))
    assert pages(found) == [PAGES[0], PAGES[2], PAGES[3]]
    (damage,) = [one for one in found if isinstance(one, Refusal)]
    assert damage.code == "damaged"
    assert damage.where == f"a@{len(members[0])}"
    assert not damage.passed


def test_a_member_whose_checksum_fails_is_kept_only_if_its_digest_holds() -> None:
    for make, is_kept in ((sealed, True), (bare, False)):
        data = bytearray(gzip.compress(make(PAGES[0]), mtime=0))
        data[-6] ^= 1
        data += gzip.compress(sealed(PAGES[1]))
        found = list(warc.captures("a", io.BytesIO(bytes(data))))
        assert pages(found) == PAGES[0 if is_kept else 1 : 2]
        assert [code for code, _ in refusals(found)] == ([] if is_kept else ["damaged"])


def test_a_file_compressed_as_a_whole_is_read_up_to_the_damage() -> None:
    records = [sealed(page + b"%d" % (n * n)) for n in range(400) for page in PAGES]
    data = bytearray(gzip.compress(b"".join(records), mtime=0))
    data[-6] ^= 1
    found = list(warc.captures("a", io.BytesIO(bytes(data))))
    assert len(pages(found)) == len(records)
    data[len(data) // 2 : len(data) // 2 + 30] = b"\xff" * 30
    found = list(warc.captures("a", io.BytesIO(bytes(data))))
    assert len(records) // 3 < len(pages(found)) < len(records)
    assert refusals(found)[-1][0] == "damaged"


@packers
def test_bytes_between_records_are_refused_and_passed_over(pack: Pack) -> None:
    data = pack(sealed(PAGES[0])) + b"no record\r\n" * 9 + pack(sealed(PAGES[1]))
    found = list(warc.captures("a", io.BytesIO(data)))
    assert pages(found) == PAGES[:2]
    assert [code for code, _ in refusals(found)] == ["damaged"]
    trailing = list(warc.captures("a", io.BytesIO(pack(sealed(PAGES[0])) + b"junk" * 9)))
    assert pages(trailing) == PAGES[:1]
    assert [code for code, _ in refusals(trailing)] == ["damaged"]
    padded = list(warc.captures("a", io.BytesIO(pack(sealed(PAGES[0])) + bytes(5_000))))
    assert (pages(padded), refusals(padded)) == (PAGES[:1], [])


def test_a_file_that_begins_damaged_is_read() -> None:
    for pack in PACKERS.values():
        data = b"".join(pack(sealed(page)) for page in PAGES)
        found = list(warc.captures("a", io.BytesIO(b"\0!" + data[2:])))
        assert pages(found) == PAGES[1:]
        assert [code for code, _ in refusals(found)] == ["damaged"]


def test_records_that_lack_what_they_need_are_refused() -> None:
    found = read(
        record(b"no status line\r\n\r\n" + PAGES[0]),
        record(b"HTTP/1.1 200 OK\r\nContent-Type: text/html"),
        bare(PAGES[0]).replace(b"WARC-Type: response\r\n", b""),
        b"WARC/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"WARC/1.1\r\nWARC-Type: response",
    )
    assert [code for code, _ in refusals(found)] == [
        "damaged", "damaged", "bad_record", "damaged", "damaged",
    ]  # fmt: skip
    assert not any(one.passed for one in found if isinstance(one, Refusal))
