"""Feeds: what the standards ask for, ids and dates that last, and texts that cannot act."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given

from riwaya import export
from riwaya.read.capture import Capture
from riwaya.read.feeds import captures
from riwaya.records import AnnotatedArticle, Event, Origin, Span

from .conftest import NASTY, articles, check, day, event, events, flood, written

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ARTICLE_ID = "urn:uuid:81499e1e-d1db-5fef-9ead-9d33c51de4de"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Text(HTMLParser):
    """The paragraphs of some HTML, which may hold nothing but those, lists and links."""

    def __init__(self, data: str) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.links: list[str] = []
        self.root: dict[str, str | None] = {}
        self.feed(data)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"div", "p", "br", "ul", "li", "cite", "bdi", "a"}
        self.root = self.root or dict(attrs)
        if tag in ("p", "li"):
            self.paragraphs.append("")
        if tag == "br":
            self.paragraphs[-1] += "\n"
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.paragraphs[-1] += data


def kept(text: str) -> str:
    """What XML can carry of a text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char for char in lines if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff")
    )


def feed(data: bytes) -> ET.Element:
    """A parsed feed that has what RFC 4287 asks for, in sections 4.1.1 and 4.1.2."""
    root = ET.fromstring(data.decode())
    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG)
    tags = [child.tag for child in root]
    entries = root.findall(f"{ATOM}entry")
    assert tags[len(tags) - len(entries) :] == [f"{ATOM}entry"] * len(entries)
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert TIME.fullmatch(element.findtext(f"{ATOM}updated") or "")
        for name in element.findall(f"{ATOM}author/{ATOM}name"):
            assert name.text
        for category in element.findall(f"{ATOM}category"):
            assert category.get("term")
        for link in element.findall(f"{ATOM}link"):
            assert (link.get("href") or "").lower().startswith(("http://", "https://"))
    assert root.findall(f"{ATOM}author")
    for entry in entries:
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"
        isolated(entry.findtext(f"{ATOM}title") or "")
    return root


def isolated(title: str) -> None:
    """Whether a title opens one isolate, closes it at its end, and turns nothing else."""
    if title:
        assert (title[0], title[-1]) == ("\u2068", "\u2069")
        assert TURNING.search(title[1:-1]) is None
        assert "\n" not in title


def test_an_article_in_atom() -> None:
    options = {
        "title": "سيول: CNN", "language": "en", "feed_url": "https://desk.example/feed",
        "home_url": "https://desk.example/",
    }  # fmt: skip
    root = feed(written("articles", "atom", [flood()], **options))
    assert root.get(LANG) == "en"
    assert root.findtext(f"{ATOM}title") == "\u2068سيول: CNN\u2069"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "self": "https://desk.example/feed",
        "alternate": "https://desk.example/",
    }
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.get(LANG) == "ar"
    assert entry.findtext(f"{ATOM}title") == "\u2068الري: السد سليم بعد السيل\u2069"
    assert entry.findtext(f"{ATOM}updated") == "2021-03-25T23:30:00+02:00"
    assert entry.findtext(f"{ATOM}published") == "2021-03-25T00:00:00Z"
    assert [one.text for one in entry.iter(f"{ATOM}name")] == ["ليلى سعد", "هالة ناصر"]
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://nahr.example/خبر/7?a=1&b=2"
    text = Text(entry.findtext(f"{ATOM}content") or "")
    assert text.root == {"dir": "rtl", "lang": "ar"}
    assert text.paragraphs == [flood().body.split("\n\n")[0]]
    whole = feed(written("articles", "atom", [flood()], full_text=True))
    assert Text(whole.findtext(f"{ATOM}entry/{ATOM}content") or "").paragraphs == [
        flood().body[one.start : one.end] for one in flood().paragraphs
    ]


def test_an_event_lists_its_accounts() -> None:
    options: dict[str, Any] = {"articles": {"a7": flood()}}
    root = feed(written("events", "atom", [event()], **options))
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}updated") == "2021-03-25T23:30:00+02:00"
    text = Text(entry.findtext(f"{ATOM}content") or "")
    assert text.paragraphs == ["وكالة النهر الري: السد سليم بعد السيل"]
    assert text.links == [flood().url]
    (item,) = json.loads(written("events", "json-feed", [event()]))["items"]
    assert (item["date_published"], item["date_modified"]) == (
        "2021-03-24T00:00:00Z",
        "2021-03-25T00:00:00Z",
    )


def test_a_text_without_a_title_is_called_by_its_first_words() -> None:
    untitled = flood(title=None, body="خبر " * 100)
    (item,) = json.loads(written("articles", "json-feed", [untitled]))["items"]
    assert item["title"] == "\u2068" + "خبر " * 19 + "خبر…\u2069"
    options: dict[str, Any] = {"articles": {"a7": untitled}}
    (item,) = json.loads(written("events", "json-feed", [event()], **options))["items"]
    assert Text(item["content_html"]).paragraphs == ["وكالة النهر " + "خبر " * 19 + "خبر…"]
    assert TURNING.search(item["content_html"]) is None


def test_ids_last() -> None:
    """These ids have been given out: who follows a feed would see everything anew."""
    root = feed(written("articles", "atom", [flood()]))
    assert root.findtext(f"{ATOM}entry/{ATOM}id") == ARTICLE_ID
    changed = flood(title="عنوان آخر", body="نص آخر", paragraphs=(), url=None, statements=())
    again = feed(written("articles", "atom", [changed], title="أخرى"))
    assert again.findtext(f"{ATOM}entry/{ATOM}id") == ARTICLE_ID
    other = feed(written("articles", "atom", [flood(id="a8")]))
    assert other.findtext(f"{ATOM}entry/{ATOM}id") != ARTICLE_ID
    events_feed = feed(written("events", "atom", [event(id="a7")]))
    assert events_feed.findtext(f"{ATOM}entry/{ATOM}id") != ARTICLE_ID


def test_the_newest_come_first_and_the_rest_is_counted() -> None:
    dated = [flood(id=f"d{n}", updated=None, published=day(f"2021-03-0{n}")) for n in (1, 3, 2)]
    undated = flood(id="u", updated=None, published=None, page=Origin(sha256="0"))
    captured = flood(id="c", updated=None, published=day("2021-03"))
    records = [dated[0], undated, *dated[1:], captured]
    out = io.BytesIO()
    done = export.write("articles", "atom", records, out, entries=3)
    assert (done.records, done.left_out) == (5, 2)
    root = feed(out.getvalue())
    assert [one.text for one in root.findall(f"{ATOM}entry/{ATOM}updated")] == [
        "2021-03-26T08:00:00+03:00",
        "2021-03-03T00:00:00Z",
        "2021-03-02T00:00:00Z",
    ]
    assert root.findtext(f"{ATOM}updated") == "2021-03-26T08:00:00+03:00"
    assert written("articles", "atom", records[::-1], entries=3) == out.getvalue()
    items = json.loads(written("articles", "json-feed", records))["items"]
    assert len(items) == 5
    assert "date_modified" not in items[-1]


def test_a_feed_without_entries() -> None:
    root = feed(written("articles", "atom", []))
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    check("json_feed", json.loads(written("articles", "json-feed", [])))


@given(articles())
def test_any_article_makes_a_good_feed(article: AnnotatedArticle) -> None:
    root = feed(written("articles", "atom", [article], full_text=True))
    dated = json.loads(written("articles", "json-feed", [article], full_text=True))
    check("json_feed", dated)
    (item,) = dated["items"]
    isolated(item.get("title", ""))
    slices = [article.body[one.start : one.end] for one in article.paragraphs]
    expected = [kept(one) for one in slices or [article.body]]
    assert Text(item["content_html"]).paragraphs == expected
    for entry in root.findall(f"{ATOM}entry"):
        assert Text(entry.findtext(f"{ATOM}content") or "").paragraphs == expected
        assert entry.findtext(f"{ATOM}id") == item["id"]


@given(events(), articles())
def test_any_event_makes_a_good_feed(one: Event, article: AnnotatedArticle) -> None:
    options = {"articles": dict.fromkeys(one.articles, article)}
    feed(written("events", "atom", [one], **options))
    made = json.loads(written("events", "json-feed", [one], **options))
    check("json_feed", made)
    Text(made["items"][0]["content_html"])


@pytest.mark.parametrize("text", NASTY)
def test_hostile_texts(text: str) -> None:
    whole = Span(start=0, end=len(text))
    article = flood(
        title=text, outlet=text, byline=(text,), tags=(text,), section=text, url=text,
        language=text, body=text, paragraphs=(whole,), page=Origin(sha256="0", url=text),
    )  # fmt: skip
    options = {"title": text, "feed_url": text, "home_url": text}
    root = feed(written("articles", "atom", [article], **options))
    isolated_or_ours = root.findtext(f"{ATOM}title") or ""
    if isolated_or_ours != "Riwaya":
        isolated(isolated_or_ours)
    assert root.findall(f".//{ATOM}link") == []
    made = json.loads(written("articles", "json-feed", [article], **options))
    check("json_feed", made)
    assert Text(made["items"][0]["content_html"]).paragraphs == [kept(text)]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://a.example/\u202egnp.exe",
        'https://a.example/"onclick="x',
        "https://a.example/ x",
        "ftp://a.example/",
        "https://a.example/" + "x" * 3000,
        "https://a.example/\n",
    ],
)
def test_only_plain_web_addresses_are_linked(url: str) -> None:
    assert feed(written("articles", "atom", [flood(url=url)])).findall(f".//{ATOM}link") == []
    options: dict[str, Any] = {"articles": {"a7": flood(url=url)}}
    made = json.loads(written("events", "json-feed", [event()], **options))
    assert Text(made["items"][0]["content_html"]).links == []


@pytest.mark.parametrize("form", ["atom", "json-feed"])
def test_what_is_written_can_be_read_again(form: str) -> None:
    article = flood(byline=("ليلى سعد",))
    data = written("articles", form, [article], full_text=True)
    (found,) = captures("t", io.BytesIO(data))
    assert isinstance(found, Capture)
    assert found.given is not None
    assert found.given.url == article.url
    assert (found.given.title or "").strip("\u2068\u2069") == article.title
    assert found.given.byline == article.byline
    for one in article.paragraphs:
        assert article.body[one.start : one.end] in found.given.text
    assert (found.given.published or "").startswith("2021-03-25")
