"""Every page: its language and direction, its links, its words, and nothing that could act."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import msgspec
import pytest
from starlette.testclient import TestClient

from riwaya.report.clean import shown
from riwaya.web.page_events import comparison
from riwaya.web.parameters import Asked
from riwaya.web.sources import Sources
from riwaya.web.texts import texts_in

from .conftest import EVIL, LONG, MIXED

VOID = {"meta", "link", "input", "br"}


class Read(HTMLParser):
    """A page as its elements, links and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert len(found) == len(attrs), f"an attribute twice in <{tag}>"
        self.tags.append((tag, found))
        if tag not in VOID:
            self.open.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(client: TestClient, address: str) -> Read:
    found = client.get(address)
    assert found.status_code == 200, (address, found.text[:300])
    return Read(found.text)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_well_formed_and_in_its_language(
    client: TestClient, addresses: list[str], language: str
) -> None:
    for address in addresses:
        page = read(client, f"/{language}{address}")
        assert page.open == [], address
        assert page.tags[0][1]["lang"] == language
        assert page.tags[0][1]["dir"] == ("rtl" if language == "ar" else "ltr")
        assert len(page.ids) == len(set(page.ids)), address
        assert [tag for tag, _ in page.tags].count("h1") == 1


def test_no_page_has_anything_that_acts(client: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        for tag, attributes in read(client, f"/ar{address}").tags:
            assert "style" not in attributes, (address, tag)
            assert not [name for name in attributes if name.startswith("on")], (address, tag)
            assert tag not in ("iframe", "object", "embed", "base", "img", "style")
            if tag == "script":
                assert str(attributes["src"]).startswith("/static/")


def test_every_link_leads_somewhere(client: TestClient, addresses: list[str]) -> None:
    """Also the anchors: each stands in the page that it points into."""
    links: dict[str, set[str]] = {}
    for address in addresses:
        for link in read(client, f"/ar{address}").links:
            whole = urljoin(f"/ar{address}", link)
            to = urlsplit(whole)
            if not to.netloc:
                links.setdefault(whole.partition("#")[0], set()).add(to.fragment)
    assert len(links) > 150
    gone = [one for one in links if one == "/ar/articles/hidden"]  # from the page of decisions
    for address, fragments in sorted(links.items()):
        if address in gone:
            continue
        found = client.get(address)
        assert found.status_code == 200, address
        wanted = fragments - {""}
        assert not wanted or wanted <= set(Read(found.text).ids), (address, wanted)


def test_pages_of_the_two_languages_lead_to_each_other(client: TestClient, port: str) -> None:
    page = client.get(f"/ar/events/{port}?show=1&show=2").text
    assert f'href="/en/events/{port}?show=1&amp;show=2"' in page


def test_a_page_without_its_language_leads_to_the_one_of_the_reader(client: TestClient) -> None:
    said = {"accept-language": "en-GB,ar;q=0.5", "accept": "text/html"}
    found = client.get("/search?q=%D8%AC", headers=said)
    assert (found.status_code, found.headers["location"]) == (307, "/en/search?q=%D8%AC")
    assert client.get("/").headers["location"] == "/ar/events"
    assert client.get("/", headers={"accept-language": "fr"}).headers["location"] == "/ar/events"


@pytest.mark.parametrize("name", ["long", "evil", "a%2Fb%3Fc%23d"])
def test_the_text_of_an_article_is_the_text_of_the_article(client: TestClient, name: str) -> None:
    """Code point by code point, whatever is marked in it."""
    article = client.get(f"/v1/articles/{name}").json()
    for at in ("", "?at=3-77"):
        page = client.get(f"/ar/articles/{name}{at}").text
        body = page[page.index('<div class="body"') : page.index('<aside class="statements"')]
        paragraphs = re.findall(r"<p>(.*?)</p>", body, flags=re.DOTALL)
        texts = ["".join(Read(one).texts) for one in paragraphs]
        wanted = [article["body"][one["start"] : one["end"]] for one in article["paragraphs"]]
        assert texts == [shown(one) for one in wanted]


def test_every_quotation_is_a_slice_of_the_article_that_it_links_to(
    client: TestClient, sources: Sources, hard: str, port: str
) -> None:
    seen = 0
    for event in (hard, port):
        page = client.get(f"/ar/events/{event}?copies=1").text
        for link, words in re.findall(
            r'<q class="words"[^>]*><a href="([^"]*)">(.*?)</a></q>', page
        ):
            name, start, end = re.findall(r"/articles/([^?]*)\?at=(\d+)-(\d+)#at", link)[0]
            article = client.get(f"/v1/articles/{name}").json()
            text = "".join(Read(words).texts)
            assert text == shown(article["body"][int(start) : int(end)])
            seen += 1
    assert seen > 40


def test_what_a_page_says_is_escaped_and_keeps_its_direction(client: TestClient, hard: str) -> None:
    page = client.get(f"/en/events/{hard}").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert 'href="javascript' not in client.get("/en/articles/evil").text
    assert f'<bdi lang="ar" dir="rtl">{MIXED.replace(chr(34), "&#34;")}</bdi>' in page


def test_a_long_headline_is_cut_in_lists_and_whole_in_data(client: TestClient, hard: str) -> None:
    assert LONG[:100] in client.get("/ar/articles/long").text
    assert client.get("/v1/articles/long").json()["title"] == LONG
    assert EVIL in client.get("/v1/articles/evil").json()["title"]


def test_what_is_silent_is_said(client: TestClient, port: str) -> None:
    assert "لا يذكر" in client.get(f"/ar/events/{port}").text
    assert "Silent" in client.get(f"/en/events/{port}").text


def test_a_copy_is_folded_unless_it_differs(client: TestClient, hard: str, port: str) -> None:
    folded = client.get(f"/en/events/{port}").text
    assert "One copy is folded" in folded
    assert folded.count('scope="col"><a') < client.get(f"/en/events/{port}?copies=1").text.count(
        'scope="col"><a'
    )
    assert "folded" not in client.get(f"/en/events/{hard}").text  # 10, 12 and 15 are told apart


def test_the_numbers_of_points_are_the_same_everywhere(client: TestClient, port: str) -> None:
    """In the list of events, above the comparison and over its tables: what a copy repeats is no
    agreement, also where the copy has no column."""
    listed = client.get(f"/v1/events/{port}").json()["points"]
    for query in ("", "?copies=1", "?show=1&show=3&show=4"):
        page = client.get(f"/en/events/{port}{query}").text
        above = page[page.index('class="totals"') : page.index('class="chosen"')]
        told = dict(re.findall(r"v-(\w+)[^>]*>\s*<a[^>]*><b>(\d+)</b>", above))
        assert {verdict: int(n) for verdict, n in told.items()} == listed
        assert listed["agreed"]
        assert listed["contested"]
        if query != "?show=1&show=3&show=4":
            over = dict(re.findall(r'id="(\w+)">\n<h2>[^<]* <span class="number">(\d+)', page))
            assert over == {name: n for name, n in told.items() if name in over}
            assert "agreed" in over


def test_an_account_has_one_name_on_a_page(sources: Sources, port: str) -> None:
    """Accounts of one outlet are numbered, in the list and in the columns alike."""
    whole = sources.comparison(port)
    heads = tuple(msgspec.structs.replace(one, outlet="المرصاد") for one in whole.accounts)
    asked = Asked(path={}, query={"show": (2, 4), "copies": True})
    page = comparison(
        sources, asked, msgspec.structs.replace(whole, accounts=heads), texts_in("ar")
    )
    assert [one["name"] for one in page["choices"] if one["shown"]] == [
        "المرصاد (٢)",
        "المرصاد (٤)",
    ]
    assert [one.name for one in page["view"].accounts] == ["المرصاد (٢)", "المرصاد (٤)"]


def test_figures_stand_on_a_line(client: TestClient, hard: str) -> None:
    page = client.get(f"/ar/events/{hard}").text
    values = re.findall(r'text-anchor="middle">([^<]*)</text>', page)
    places = [float(x) for x in re.findall(r'<text x="([^"]*)"', page)]
    assert values[:3] == ["١٠", "١٢", "١٥"]
    assert places[0] > places[1] > places[2]  # from the right to the left
    english = client.get(f"/en/events/{hard}").text
    places = [float(x) for x in re.findall(r'<text x="([^"]*)"', english)]
    assert places[0] < places[1] < places[2]


def test_versions_are_told_and_compared(client: TestClient) -> None:
    page = client.get("/ar/articles/long?version=2&against=1").text
    changed = page[page.index('id="changes"') :]
    assert re.search(r">[^<>]*\w[^<>]* <del>تسعة</del> <ins>عشرة</ins> \w", changed)


def test_what_is_hidden_is_not_shown(client: TestClient) -> None:
    found = client.get("/ar/articles/hidden")
    assert found.status_code == 410
    assert "حجبه شخص" in found.text
    listed = client.get("/v1/articles?limit=200").json()["items"]
    assert "hidden" not in [one["id"] for one in listed]
    found = client.get("/v1/search?q=المستشفى").json()["hits"]
    assert "hidden" not in [one["article"] for one in found]
    speakers = client.get("/v1/speakers?limit=200").json()["items"]
    assert "منى الحلبي" not in [one["name"] for one in speakers]


def test_no_path_of_the_machine_is_told(client: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        assert "/tests/" not in client.get(f"/ar{address}").text
        assert "/src/riwaya" not in client.get(f"/ar{address}").text
    article = client.get("/v1/articles?limit=200").json()["items"][-1]["id"]
    assert "/" not in (client.get(f"/v1/articles/{article}").json()["page"]["path"] or "")


def test_problems_are_pages_too(client: TestClient) -> None:
    for address, status in (
        ("/ar/nothing", 404), ("/en/events/nothing", 404), ("/ar/articles?since=2024-02-30", 400),
        ("/ar/events?cursor=nothing", 400), ("/ar/speaker", 400), ("/ar/outlet?name=لا أحد", 404),
    ):  # fmt: skip
        found = client.get(address)
        assert found.status_code == status, address
        assert found.headers["content-type"].startswith("text/html")
        assert Read(found.text).open == []
