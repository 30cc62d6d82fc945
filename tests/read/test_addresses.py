"""Lists of addresses and sitemaps: each address once, in order; without a door, one refusal."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read.addresses import SitemapEntry, list_of, of_list, of_sitemap, sitemap_of
from riwaya.records import Refusal

LIST = """# الجسر
https://example.org/1
  HTTP://example.org/خبر-عاجل?a=1#x

https://example.org/1
ftp://example.org/2
www.example.org
https://example.org/2 وصف
https://example.net/2
"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<!-- generator -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/i">
<url><loc>https://example.org/1?a=1&amp;b=2</loc><lastmod>2024-03-06</lastmod>
<image:image><image:loc>https://example.org/1.jpg</image:loc></image:image>
<n:news><n:publication><n:name>الميدان</n:name></n:publication>
<n:publication_date>2024-03-05T12:00:00+03:00</n:publication_date>
<n:title>افتتاح &amp;quot;الجسر&amp;quot;</n:title></n:news></url>
<url><loc>
  https://example.org/2
</loc><lastmod>أمس</lastmod></url>
<url><loc>https://example.org/2</loc></url>
<url><loc>/relative</loc></url><url/>
<url><loc><![CDATA[https://example.org/3?a=1&b=2]]></loc></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.org/s1.xml.gz</loc><lastmod>2024-03-06T01:00Z</lastmod></sitemap>
<sitemap><loc>https://example.org/s2.xml</loc></sitemap></sitemapindex>"""


def stream(data: str | bytes) -> io.BytesIO:
    return io.BytesIO(data.encode() if isinstance(data, str) else data)


def said(refusals: object) -> list[tuple[str, str, str]]:
    assert isinstance(refusals, list)
    return [(one.where, one.code, one.detail) for one in refusals if isinstance(one, Refusal)]


def of_a_list(data: str | bytes) -> list[tuple[str, str, str]]:
    return said(list(of_list("l", stream(data))))


def of_a_map(data: str | bytes) -> list[tuple[str, str, str]]:
    return said(list(of_sitemap("s", stream(data))))


def addresses_in(found: Iterable[str | Refusal]) -> list[str]:
    return [one for one in found if isinstance(one, str)]


def entries_in(found: Iterable[SitemapEntry | Refusal]) -> list[SitemapEntry]:
    return [one for one in found if isinstance(one, SitemapEntry)]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list(charset: str, end: str) -> None:
    data = LIST.replace("\n", end).encode(charset)
    assert addresses_in(list_of("-", stream(data))) == [
        "https://example.org/1", "HTTP://example.org/خبر-عاجل?a=1#x", "https://example.net/2",
    ]  # fmt: skip
    assert of_a_list(data) == [
        ("l:6", "address_refused", "ftp://example.org/2"),
        ("l:7", "address_refused", "www.example.org"),
        ("l:8", "address_refused", "https://example.org/2 وصف"),
        ("l", "needs_fetch", "3"),
    ]


def test_a_sitemap_of_news() -> None:
    assert entries_in(sitemap_of("-", stream(SITEMAP))) == [
        SitemapEntry(
            url="https://example.org/1?a=1&b=2", modified="2024-03-06", title='افتتاح "الجسر"',
            published="2024-03-05T12:00:00+03:00",
        ),
        SitemapEntry(url="https://example.org/2"),
        SitemapEntry(url="https://example.org/3?a=1&b=2"),
    ]  # fmt: skip
    assert of_a_map(SITEMAP) == [
        ("s:4", "address_refused", "/relative"),
        ("s:5", "address_refused", "no address"),
        ("s", "needs_fetch", "3"),
    ]


def test_an_index_of_sitemaps() -> None:
    first, second = entries_in(sitemap_of("-", stream(INDEX)))
    assert first == SitemapEntry(
        url="https://example.org/s1.xml.gz", modified="2024-03-06T01:00+00:00", sitemap=True
    )
    assert second.sitemap
    assert of_a_map(INDEX) == [("s", "needs_fetch", "2")]


def test_broken_sitemaps_give_what_they_have() -> None:
    cut = SITEMAP[: SITEMAP.index("<url><loc>/relative")]
    assert len(entries_in(sitemap_of("-", stream(cut)))) == 2
    assert of_a_map(cut)[0] == ("s", "damaged", "the end of the sitemap is missing")
    assert of_a_map(cut)[1] == ("s", "needs_fetch", "2")
    inside = SITEMAP[: SITEMAP.index("example.org/2") + 5]
    [entry] = entries_in(sitemap_of("-", stream(inside)))
    assert entry.title == 'افتتاح "الجسر"'
    assert [code for _, code, _ in of_a_map(inside)] == [
        "address_refused", "damaged", "needs_fetch",
    ]  # fmt: skip
    bare = SITEMAP.replace("&amp;", "&").replace("UTF-8", "windows-1256")
    assert entries_in(sitemap_of("-", stream(bare)))[0].url == "https://example.org/1?a=1&b=2"
    prefixed = INDEX.replace("<", "<sm:").replace("<sm:/", "</sm:").replace("xmlns=", "xmlns:sm=")
    assert len(entries_in(sitemap_of("-", stream(prefixed)))) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"<urlset></urlset>", "empty"),
        (b"<html></html>", "bad_record"),
        (b"\xff\xd8\xff\xe0" * 9, "charset"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url>', "bad_record"),
        (b"<urlset>" + b"<a>" * 100_000, "damaged"),
    ],
)
def test_what_is_no_sitemap_is_refused(data: bytes, code: str) -> None:
    assert [one for _, one, _ in of_a_map(data)] == [code]
    assert not entries_in(sitemap_of("-", stream(data)))


def test_what_is_no_list_is_refused() -> None:
    assert of_a_list(b"# only this\n\n") == [("l", "empty", "")]
    assert of_a_list(b"https://example.org/" + b"a" * 20_000 + b"\nhttps://example.org/2") == [
        ("l:1", "too_large", "2048 characters"), ("l", "needs_fetch", "1"),
    ]  # fmt: skip


def test_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LIST_ADDRESSES", 2)
    assert of_a_list("".join(f"https://example.org/{number}\n" for number in range(5))) == [
        ("l", "too_large", "2 addresses (3 more)"), ("l", "needs_fetch", "2"),
    ]  # fmt: skip
    monkeypatch.setattr(limits, "SITEMAP_ENTRIES", 1)
    assert of_a_map(INDEX) == [
        ("s", "too_large", "1 entries (1 more)"), ("s", "needs_fetch", "1"),
    ]  # fmt: skip
    monkeypatch.setattr(limits, "SITEMAP_BYTES", 9)
    assert of_a_map(INDEX) == [("s", "too_large", "9 bytes")]


NUMBERS = st.lists(st.integers(min_value=0, max_value=9))


@given(NUMBERS)
def test_each_address_is_given_once_in_its_order(numbers: list[int]) -> None:
    addresses = [f"https://example.org/{number}" for number in numbers]
    once = list(dict.fromkeys(addresses))
    assert addresses_in(list_of("-", stream("\n".join(addresses)))) == once
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    sitemap = f"<urlset>{entries}</urlset>"
    assert [entry.url for entry in entries_in(sitemap_of("-", stream(sitemap)))] == once
    last = ("s", "needs_fetch", str(len(once))) if once else ("s", "empty", "")
    assert of_a_map(sitemap) == [last]


@given(st.binary(max_size=300), st.sampled_from([b"", b"<urlset><url>", b"https://", b"\xff\xfe"]))
def test_any_bytes_end_in_entries_or_a_refusal(data: bytes, start: bytes) -> None:
    assert of_a_list(start + data)
    assert of_a_map(start + data)
