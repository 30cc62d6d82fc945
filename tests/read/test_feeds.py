"""Feeds: an entry is an article or a refusal with its address, however broken the feed is."""

from __future__ import annotations

import html
import io
import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read.capture import Capture
from riwaya.read.feeds import captures
from riwaya.read.tags import content, elements, unescape
from riwaya.records import GivenArticle, Refusal

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" {NAMESPACES}>
<channel><title>صحيفة الميدان</title><link>https://example.org/</link>
<atom:link href="https://example.org/rss" rel="self"/>
<image><title>شعار</title><link>https://example.org/logo</link></image>
"""
ITEM = """<item>
<title>افتتاح جسر رقم {n}</title>
<link>https://example.org/news/{n}?a=1&amp;copy=2</link>
<guid isPermaLink="false">tag-{n}</guid>
<pubDate>Tue, 05 Mar 2024 12:{n:02}:00 +0300</pubDate>
<dc:creator><![CDATA[هالة ناصر]]></dc:creator>
<category><![CDATA[محليات]]></category><category>طرق</category>
<description><![CDATA[<p>ملخص الخبر رقم {n}</p>]]></description>
<content:encoded><![CDATA[<p>افتتح الوزير الجسر رقم {n} &amp; غادر.</p>]]></content:encoded>
</item>
"""
RSS = HEAD + "".join(ITEM.format(n=number) for number in (1, 2, 3)) + "</channel></rss>\n"
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/feeds/">
<title>الميدان</title><link rel="self" href="atom"/><link href="https://example.org/"/>
<entry><title type="html">افتتاح &lt;b&gt;جسر&lt;/b&gt;</title>
<link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="/news/1"/><id>tag:1</id>
<published>2024-03-05T12:00:00+03:00</published><updated>2024-03-06T12:00:00+03:00</updated>
<author><name>هالة ناصر</name><email>h@example.org</email></author>
<author><name>سامر الحلو</name></author><category term="local" label="محليات"/>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>افتتح &amp; غادر.</p></div></content></entry>
<entry><title>خبر ثان</title><link href="../news/2"/><id>tag:2</id>
<updated>2024-03-06T12:00:00Z</updated><content type="image/png">aGVsbG8=</content>
<source><title>صحيفة أخرى</title><id>x</id></source>
<summary type="text">ملخص قصير &amp;quot;جدا&amp;quot;</summary></entry>
</feed>"""
RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 {NAMESPACES}>
<channel rdf:about="https://example.org/"><title>الميدان</title><link>https://example.org/</link>
<items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>
<item rdf:about="https://example.org/1"><title>جسر</title>
<description>افتتح الوزير &amp;laquo;الجسر&amp;raquo;.</description><dc:date>2024-03-05</dc:date>
<dc:subject>محليات</dc:subject></item></rdf:RDF>"""
OLD = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>الميدان</title><link>https://example.org</link>
<item><title>جسر</title><link>/1</link><description>افتتح الوزير الجسر.</description>
<author>desk@example.org (هالة ناصر)</author><pubDate>الثلاثاء، 5 آذار 2024</pubDate></item>
</channel></rss>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1", "title": "الميدان",
    "home_page_url": "https://example.org/",
    "items": [
        {"id": 7, "url": "news/7", "title": "جسر", "content_html": "<p>افتتح الوزير الجسر.</p>",
         "date_published": "2024-03-05T12:00:00+03:00", "authors": [{"name": "هالة ناصر"}],
         "tags": ["محليات", "طرق"]},
        {"id": "8", "external_url": "https://example.net/8", "summary": "ملخص قصير",
         "author": {"name": "سامر الحلو"}},
        {"id": "9", "url": "https://example.org/9", "title": "بلا نص"},
    ],
}  # fmt: skip


def found(feed: str | bytes) -> list[Capture | Refusal]:
    data = feed.encode() if isinstance(feed, str) else feed
    return list(captures("feed", io.BytesIO(data)))


def articles(feed: str | bytes) -> list[GivenArticle]:
    return [one.given for one in found(feed) if isinstance(one, Capture) and one.given]


def refused(feed: str | bytes) -> list[tuple[str, str, str]]:
    return [(one.where, one.code, one.detail) for one in found(feed) if isinstance(one, Refusal)]


def test_rss_2() -> None:
    first, *others = found(RSS)
    assert isinstance(first, Capture)
    assert first.given == GivenArticle(
        text="<p>افتتح الوزير الجسر رقم 1 &amp; غادر.</p>", markup=True, id="tag-1",
        title="افتتاح جسر رقم 1", url="https://example.org/news/1?a=1&copy=2",
        outlet="صحيفة الميدان", published="2024-03-05T12:01:00+03:00", byline=("هالة ناصر",),
        section="محليات",
    )  # fmt: skip
    assert (first.where, first.path, first.notes) == ("feed:1", "feed", ())
    assert first.data.decode() in RSS
    assert [one.where for one in others] == ["feed:2", "feed:3"]


def test_atom() -> None:
    first, second = found(ATOM)
    assert isinstance(first, Capture)
    assert first.given == GivenArticle(
        text='\n<div xmlns="http://www.w3.org/1999/xhtml"><p>افتتح &amp; غادر.</p></div>',
        markup=True, id="tag:1", title="افتتاح جسر", url="https://example.org/news/1",
        outlet="الميدان", published="2024-03-05T12:00:00+03:00",
        byline=("هالة ناصر", "سامر الحلو"), section="محليات",
    )  # fmt: skip
    assert isinstance(second, Capture)
    assert second.given == GivenArticle(
        text="ملخص قصير &quot;جدا&quot;", id="tag:2", title="خبر ثان",
        url="https://example.org/news/2", outlet="صحيفة أخرى",
        published="2024-03-06T12:00:00+00:00",
    )  # fmt: skip
    assert second.notes == ("published_from_updated", "summary_only")


def test_rss_1() -> None:
    assert articles(RDF) == [
        GivenArticle(
            text="افتتح الوزير «الجسر».", id="https://example.org/1", title="جسر",
            url="https://example.org/1", outlet="الميدان", published="2024-03-05",
            section="محليات",
        )
    ]  # fmt: skip


def test_rss_09() -> None:
    (only,) = articles(OLD)
    assert only.url == "https://example.org/1"
    assert only.byline == ("هالة ناصر",)
    assert only.published == "الثلاثاء، 5 آذار 2024"


def test_json_feed() -> None:
    first, second, third = found(json.dumps(JSON, ensure_ascii=False))
    assert isinstance(first, Capture)
    assert first.given == GivenArticle(
        text="<p>افتتح الوزير الجسر.</p>", markup=True, id="7", title="جسر",
        url="https://example.org/news/7", outlet="الميدان", published="2024-03-05T12:00:00+03:00",
        byline=("هالة ناصر",), section="محليات",
    )  # fmt: skip
    assert isinstance(second, Capture)
    assert second.given is not None
    assert (second.given.text, second.given.byline) == ("ملخص قصير", ("سامر الحلو",))
    assert second.notes == ("summary_only",)
    assert isinstance(third, Refusal)
    assert (third.code, third.detail) == ("empty", "https://example.org/9")


def test_an_entry_without_text_is_refused_with_its_address() -> None:
    empty = RSS.replace("<p>ملخص الخبر رقم 2</p>", "<p>&nbsp;<img src='a'></p>")
    empty = empty.replace("<p>افتتح الوزير الجسر رقم 2 &amp; غادر.</p>", "")
    assert refused(empty) == [("feed:2", "empty", "https://example.org/news/2?a=1&copy=2")]
    assert len(articles(empty)) == 2


def test_entries_in_another_language_are_refused() -> None:
    item = "<item><link>https://example.org/en</link><description>In English.</description></item>"
    codes = refused(RSS.replace("</channel>", item + "</channel>"))
    assert codes == [("feed:4", "not_arabic", "https://example.org/en")]


@pytest.mark.parametrize(
    ("date", "published", "notes"),
    [
        ("<pubDate>5 Mar 2024</pubDate>", "2024-03-05", ()),
        ("<pubDate>Tue, 5 Mar 24 9:30 GMT</pubDate>", "2024-03-05T09:30+00:00", ()),
        ("<pubDate>غير معروف</pubDate>", "غير معروف", ()),
        ("<pubDate>lun., 06 mai 2024</pubDate>", None, ("published_unreadable",)),
        ("<pubDate>31 Feb 2024</pubDate>", None, ("published_unreadable",)),
        ("<pubDate></pubDate>", None, ()),
        ("<pubDate>x</pubDate><dc:date>2024-03-05</dc:date>", "2024-03-05", ()),
        ("<atom:updated>2024-03-05</atom:updated>", "2024-03-05", ("published_from_updated",)),
        ("<pubDate>x</pubDate><updated>2024-03-05</updated>", None, ("published_unreadable",)),
    ],
)
def test_dates(date: str, published: str | None, notes: tuple[str, ...]) -> None:
    item = f"<item><content:encoded>وصل الوفد إلى المدينة.</content:encoded>{date}</item>"
    (only,) = found(HEAD + item + "</channel></rss>")
    assert isinstance(only, Capture)
    assert only.given is not None
    assert (only.given.published, only.notes) == (published, notes)


@pytest.mark.parametrize(
    ("field", "url"),
    [
        ("<link> https://example.org/خبر </link>", "https://example.org/خبر"),
        ("<link/><guid>https://example.org/2</guid>", "https://example.org/2"),
        ("<guid isPermaLink='false'>https://example.org/2</guid>", None),
        ("<link>http://[::1</link>", None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>//cdn.example.org/3</link>", "https://cdn.example.org/3"),
        ("<atom:link rel='replies' href='/r'/><atom:link href='/4'/>", "https://example.org/4"),
        (f"<link>https://example.org/{'a' * 3000}</link>", None),
        (
            "<link>https://f.example/5</link><feedburner:origLink>http://e.org/5</feedburner:origLink>",
            "http://e.org/5",
        ),
    ],
)
def test_addresses(field: str, url: str | None) -> None:
    item = f"<item><description>وصل الوفد إلى المدينة.</description>{field}</item>"
    (only,) = articles(HEAD + item + "</channel></rss>")
    assert only.url == url


@pytest.mark.parametrize(
    ("description", "text", "markup"),
    [
        ("قال &amp;quot;نعم&amp;quot;&nbsp;وغادر", 'قال "نعم"\xa0وغادر', False),
        ("&lt;p&gt;قال نعم&lt;/p&gt;", "<p>قال نعم</p>", True),
        ("<![CDATA[قال <b>نعم</b>\nوغادر]]>", "قال <b>نعم</b><br>\nوغادر", True),
        ("قال <br> نعم", "قال <br> نعم", True),
        ("قال <![CDATA[& نعم]]> &amp; غادر<!-- لا -->", "قال & نعم & غادر", False),
        ("ربح 5 & خسر 3", "ربح 5 & خسر 3", False),
        ("&#1602;&#x627;&#1604;", "قال", False),
    ],
)
def test_texts_are_markup_where_they_have_tags(description: str, text: str, markup: bool) -> None:
    item = f"<item><description>{description}</description></item>"
    (only,) = articles(HEAD + item + "</channel></rss>")
    assert (only.text, only.markup) == (text, markup)


BROKEN: dict[str, str | bytes] = {
    "bare ampersand": RSS.replace("&amp;copy", "&copy").replace("افتتاح جسر", "افتتاح & جسر"),
    "entities of HTML": RSS.replace("افتتاح جسر", "&laquo;افتتاح&raquo;&nbsp;جسر"),
    "junk in front": "Warning: mysql_connect() in /a.php on line 3\n\n<!-- <item> -->" + RSS,
    "charset declared wrong": RSS.replace("UTF-8", "windows-1256"),
    "windows-1256": RSS.encode("windows-1256"),
    "windows-1256 undeclared": RSS.replace(' encoding="UTF-8"', "").encode("windows-1256"),
    "UTF-16": RSS.encode("utf-16"),
    "control characters": RSS.replace("الوزير", "الو\x08ز\0ير"),
    "half a letter": RSS.encode().replace("ملخص".encode(), "ملخص".encode()[:-1]),
    "undeclared prefix": RSS.replace(NAMESPACES, ""),
    "names in capitals": RSS.replace("item>", "ITEM>").replace("<pubDate", "<PubDate"),
    "raw HTML": RSS.replace("<![CDATA[<p>م", "<p>م<br>").replace("</p>]]></d", "</p></d"),
    "no end of an item": RSS.replace("</item>\n<item>", "<item>", 1),
    "no end of a title": RSS.replace("رقم 2</title>", "رقم 2", 1),
    "wrong end": RSS.replace("</dc:creator>", "</dc:author>", 1),
    "stray ends": RSS.replace("<item>", "</item></p><item>"),
    "attribute not quoted": RSS.replace('isPermaLink="false"', "isPermaLink=false"),
    "angle in an attribute": RSS.replace('isPermaLink="false"', 'isPermaLink="a<b"'),
    "text behind": RSS + "<script>x()</script>0.3s",
    "other prefixes": RSS.replace("content", "c")
    .replace("dc", "d")
    .replace("/d/", "/dc/")
    .replace("modules/c/", "modules/content/"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_feeds_lose_nothing(name: str) -> None:
    given_articles = articles(BROKEN[name])
    assert len(given_articles) == 3, refused(BROKEN[name])
    assert not refused(BROKEN[name])
    for number, article in enumerate(given_articles, start=1):
        assert f"الجسر رقم {number} &amp; غادر" in article.text
        assert article.outlet == "صحيفة الميدان"
        assert article.url == f"https://example.org/news/{number}?a=1&copy=2"
        assert article.title is not None
        assert str(number) in article.title
        assert article.published == f"2024-03-05T12:0{number}:00+03:00"


def test_a_feed_that_is_cut_off_gives_its_whole_entries_and_says_so() -> None:
    whole = articles(RSS)
    inside = RSS[: RSS.rindex("<content:encoded>") + 40]
    assert articles(inside) == whole[:2]
    assert refused(inside) == [("feed:3", "damaged", "https://example.org/news/3?a=1&copy=2")]
    between = RSS[: RSS.rindex("<item>")]
    assert articles(between) == whole[:2]
    assert refused(between) == [("feed", "damaged", "the end of the feed is missing")]


def test_a_json_feed_that_is_cut_off_gives_its_whole_entries() -> None:
    feed = json.dumps(JSON, ensure_ascii=False)
    cut = feed[: feed.index('"8"')]
    assert [article.title for article in articles(cut)] == ["جسر"]
    assert refused(cut) == [("feed", "damaged", "no JSON behind entry 1")]


def test_what_had_no_end_is_noted() -> None:
    first, *others = found(BROKEN["wrong end"])
    assert isinstance(first, Capture)
    assert first.notes == ("entry_damaged",)
    assert first.given is not None
    assert first.given.byline == ("هالة ناصر",)
    assert all(isinstance(one, Capture) and not one.notes for one in others)


def test_elements_of_one_name_may_be_nested() -> None:
    text = "<a>1<a/><a>2</a>3</a><b>4</b></a><a>5</a>"
    assert [text[slice(*one.inner)] for one in elements(text)] == ["1<a/><a>2</a>3", "4", "5"]


def test_text_without_its_end_is_not_taken_for_whole() -> None:
    item = "<item><link>/1</link><description>قال <b>الوزير</b> إن</item>"
    assert refused(HEAD + item + "</channel></rss>") == [
        ("feed:1", "damaged", "https://example.org/1")
    ]


@pytest.mark.parametrize(
    ("feed", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<html><body>404</body></html>", "bad_record"),
        (b"\xff\xd8\xff\xe0" * 9, "charset"),
        (b"<rss><channel></channel></rss>", "empty"),
        (b'{"version": 1}', "empty"),
        (b'{"items": ' + b"[" * 100_000, "damaged"),
        (b"{" * 100_000, "bad_record"),
        (b"<rss>" + b"<![CDATA[" * 100_000, "damaged"),
        (b"<!--" * 100_000, "bad_record"),
        (b"<rss><item><title>" + b"<a>" * 100_000, "damaged"),
        (b"<rss><item>" + b"<a b='" * 100_000, "damaged"),
    ],
)
def test_what_is_no_feed_is_refused(feed: bytes, code: str) -> None:
    assert [one[1] for one in refused(feed)] == [code]
    assert not articles(feed)


def test_entities_are_never_expanded() -> None:
    laughs = '<!ENTITY a "هاها"><!ENTITY b "&a;&a;&a;">'
    bomb = RSS.replace("<rss", f"<!DOCTYPE rss [{laughs}]><rss", 1).replace("الجسر", "&b;")
    assert refused(bomb) == [("feed", "bad_record", "a DOCTYPE that declares entities")]
    assert not articles(bomb)
    file = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert refused(RSS.replace("<rss", file + "<rss", 1))[0][1] == "bad_record"
    undeclared = RSS.replace("الوزير", "&b;")
    assert all("&b;" in article.text for article in articles(undeclared))


def test_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FEED_ENTRIES", 2)
    assert len(articles(RSS)) == 2
    assert refused(RSS) == [("feed", "too_large", "2 entries (1 more)")]
    assert refused(json.dumps(JSON))[-1][2] == "2 entries (1 more)"
    monkeypatch.setattr(limits, "XML_TAGS", 20)
    assert [one[1] for one in refused(RSS)] == ["damaged", "too_complex"]
    monkeypatch.setattr(limits, "XML_TAGS", 40)
    assert len(articles(RSS)) == 1
    monkeypatch.setattr(limits, "FEED_BYTES", 100)
    assert refused(RSS) == [("feed", "too_large", "100 bytes")]


PIECES = st.sampled_from([
    "<item>", "</item>", "<entry>", "<title>", "</title>", "<description>", "</description>",
    "<![CDATA[", "]]>", "<!--", "-->", "<rss>", "</rss>", "<channel>", "<feed>", "&lt;", "&", "<",
    ">", '"', "<link href='", "خبر عاجل", "<?", "?>", "<a/>", "https://example.org/1", "\n",
])  # fmt: skip


@given(st.binary(max_size=300) | st.lists(PIECES).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_end_as_captures_or_refusals(data: bytes) -> None:
    assert found(data)
    assert found(b'{"items":[' + data)


@given(st.integers(min_value=0, max_value=len(RSS.encode())))
def test_every_cut_gives_the_entries_before_it_unchanged(end: int) -> None:
    cut = RSS.encode()[:end]
    whole = articles(RSS)
    kept = articles(cut)
    assert kept == whole[: len(kept)]
    assert len(kept) >= cut.count(b"</item>")
    assert len(kept) == 3 or refused(cut)


LEAF = st.text(st.sampled_from("خبر عاجل<>&'\"]a \n"), max_size=8)
TREE = st.lists(st.tuples(st.sampled_from(["a", "b", "c:d"]), LEAF, st.booleans()), max_size=6)


@given(TREE)
def test_well_formed_xml_reads_as_a_parser_reads_it(tree: list[tuple[str, str, bool]]) -> None:
    text = "".join(f"<{name}>{_written(leaf, cdata)}</{name}>" for name, leaf, cdata in tree)
    root = ET.fromstring(f"<r xmlns:c='c'>{text}</r>")
    parsed = [(one.tag.replace("{c}", "c:"), one.text or "") for one in root]
    assert [(one.name, content(text[slice(*one.inner)])[0]) for one in elements(text)] == parsed


def _written(leaf: str, cdata: bool) -> str:
    if cdata and "]]>" not in leaf:
        return f"<![CDATA[{leaf}]]>"
    return leaf.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(st.text(max_size=40))
def test_unescaping_undoes_escaping(text: str) -> None:
    assert unescape(html.escape(text)) == text
