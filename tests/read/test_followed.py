"""Addresses that lead to pages: lists, sitemaps, sitemaps of sitemaps and feeds."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from riwaya.read import Capture, captures
from riwaya.read.capture import refusal
from riwaya.records import Refusal

FEED = (
    "<rss><channel><item><title>جسر</title>"
    "<description>افتتح الوزير الجسر اليوم.</description></item></channel></rss>"
)
PAGE = "<html><body><p>افتتح الوزير الجسر الجديد.</p></body></html>"


def sitemap(*addresses: str, root: str = "urlset", entry: str = "url") -> str:
    entries = "".join(f"<{entry}><loc>{address}</loc></{entry}>" for address in addresses)
    return f"<{root}>{entries}</{root}>"


class Web:
    """What is at each address; it notes what it is asked for."""

    def __init__(self, **pages: str) -> None:
        self.pages = {f"https://example.org/{name}": data for name, data in pages.items()}
        self.asked: list[str] = []

    def __call__(self, urls: Iterable[str]) -> Iterator[Capture | Refusal]:
        for url in urls:
            self.asked.append(url)
            data = self.pages.get(url)
            if data is None:
                yield refusal("http_status", url, "404")
            else:
                yield Capture(where=url, data=data.encode(), url=url)


def wheres(web: Web, *inputs: str, stdin: str = "", skip: int = 0) -> list[str]:
    found = captures(inputs, stdin=io.BytesIO(stdin.encode()), fetch=web, skip=skip)
    return [one.where if isinstance(one, Capture) else f"{one.code} {one.where}" for one in found]


def test_a_list_gives_each_page_and_names_the_lines_that_are_none() -> None:
    web = Web(a=PAGE)
    lines = "https://example.org/a\nhttps://example.org/b\n" * 2 + "ftp://example.org/c\n"
    assert wheres(web, "-", stdin=lines) == [
        "https://example.org/a", "http_status https://example.org/b", "address_refused -:5",
    ]  # fmt: skip


def test_a_sitemap_of_sitemaps_leads_to_pages_and_no_further() -> None:
    inner = sitemap("https://example.org/a", "https://example.org/b")
    web = Web(a=PAGE, b=PAGE, inner=inner, loop="")
    web.pages["https://example.org/loop"] = sitemap(
        "https://example.org/loop", root="sitemapindex", entry="sitemap"
    )
    index = sitemap(
        "https://example.org/inner", "https://example.org/loop",
        root="sitemapindex", entry="sitemap",
    )  # fmt: skip
    assert wheres(web, "-", stdin=index) == [
        "https://example.org/a", "https://example.org/b", "too_complex https://example.org/loop",
    ]  # fmt: skip


def test_a_feed_at_an_address_is_read_as_a_feed() -> None:
    assert wheres(Web(rss=FEED), "https://example.org/rss") == ["https://example.org/rss:1"]


def test_what_is_skipped_is_not_asked_for(tmp_path: Path) -> None:
    web = Web(a=PAGE, b=PAGE, c=PAGE)
    lines = "".join(f"https://example.org/{name}\n" for name in "abc")
    page = tmp_path / "own.html"
    page.write_text(PAGE, encoding="utf-8")
    assert wheres(web, str(page), "-", stdin=lines, skip=3) == ["https://example.org/c"]
    assert web.asked == ["https://example.org/c"]


def test_a_feed_in_another_encoding_or_after_a_warning_is_a_feed() -> None:
    web = Web()
    for data in (FEED.encode("utf-16"), b"Warning: x\n<?xml version='1.0'?>" + FEED.encode()):
        found = list(captures(["-"], stdin=io.BytesIO(data), fetch=web))
        assert [one.where for one in found] == ["-:1"]
