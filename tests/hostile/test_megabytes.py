"""Pages on which one thing is megabytes long: the headline, a date, a name, an attribute. The text
is found all the same, and nothing that is not text carries the megabytes."""

from __future__ import annotations

import msgspec
import pytest

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.limits import BODY_CHARS, TITLE_CHARS
from riwaya.records import Article, Origin, Page

TITLE = "وزير الأشغال يفتتح جسرا جديدا فوق النهر"
P1 = "افتتح وزير الأشغال سامر الحلو، اليوم الأحد، جسرا جديدا فوق النهر في وسط المدينة بعد عامين."
P2 = "وقال الحلو إن الجسر سيخفف الازدحام، مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار."
NEWS = "جسر جديد " * 80_000
DATES = "نشر في 3 آذار 2019 " * 40_000
NAMES = "محمد سالم " * 70_000
LONG = "x" * 1_500_000


def page(head: str = "", above: str = "", title: str = TITLE, below: str = "") -> str:
    return (
        f"<html><head>{head}</head><body><h1>{title}</h1>{above}<p>{P1}</p><p>{P2}</p>{below}"
        "</body></html>"
    )


def meta(name: str, value: str) -> str:
    return page(f'<meta property="{name}" name="{name}" content="{value}">')


def script(fields: str) -> str:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", %s}</script>'
    return page(head % fields)


PAGES = {
    "title": page(f"<title>{NEWS}</title>"),
    "title and headline": page(f"<title>{NEWS}</title>", title=NEWS),
    "headline of digits": page(title="1" * 1_000_000),
    "headline of one word": page(title=LONG),
    "title of the markup": meta("og:title", NEWS),
    "description": meta("description", NEWS),
    "author": meta("author", NAMES),
    "section": meta("article:section", NEWS),
    "tags": meta("article:tag", NEWS.replace(" ", "،")),
    "keywords": meta("keywords", NEWS),
    "address": page(f'<link rel=canonical href="https://example.org/{LONG}">'),
    "address of the markup": meta("og:url", f"https://example.org/{LONG}"),
    "date": meta("article:published_time", DATES),
    "date of zeros": meta("article:published_time", "2019-03-05" + "0" * 1_000_000),
    "date of blanks": meta("article:published_time", "2019" + " " * 1_000_000 + "-03-05"),
    "date of an element": page(above=f'<time datetime="{DATES}">{DATES}</time>'),
    "date in a span": page(above=f"<span itemprop=datePublished>{DATES}</span>"),
    "language": f"<html lang={LONG}>{page()}",
    "class": page(above=f'<div class="{"post-date " * 150_000}">خبر</div>'),
    "class of one word": page(above=f'<div class="{LONG}">خبر</div>'),
    "style": page(above=f'<div style="{"color:red;" * 150_000}">خبر</div>'),
    "link": page(above=f'<a href="/{LONG}">خبر</a>'),
    "picture": page(above=f'<img alt="{NEWS}" src="data:{LONG}">'),
    "name beside the headline": page(above=f"<div class=author>{NAMES}</div>"),
    "deck": page(above=f"<h2>{NEWS}</h2>"),
    "caption": page(above=f"<figure><img><figcaption>{NEWS}</figcaption></figure>"),
    "copyright": page(below=f"<footer>جميع الحقوق محفوظة {NAMES}</footer>"),
    "tags under the text": page(below=f"<div class=tags>{NEWS.replace(' ', '، ')}</div>"),
    "headline of JSON-LD": script(f'"headline": "{NEWS[:400_000]}"'),
    "author of JSON-LD": script(f'"author": "{NAMES[:400_000]}"'),
    "section of JSON-LD": script(f'"articleSection": "{NEWS[:400_000]}"'),
    "tags of JSON-LD": script(f'"keywords": "{NEWS[:400_000].replace(" ", "،")}"'),
    "comment": page(above=f"<!--{NEWS}-->"),
    "script": page(above=f"<script>{LONG}</script>"),
    "doctype": f"<!doctype {LONG}>{page()}",
    "entities": page(above="<div hidden>" + "&amp;" * 300_000 + "</div>"),
    "entities without end": page(above="<div hidden>" + "&" * 500_000 + "</div>"),
    "base": page('<base href="https://evil.example/">' * 20_000),
}
DUMPS = {
    "headline": f"{NEWS}\n\n{P1}\n\n{P2}",
    "date": f"{TITLE}\n\n{DATES}\n\n{P1}\n\n{P2}",
    "deck": f"{TITLE}\n\n{NEWS}\n\n{P1}\n\n{P2}",
    "credit": f"{TITLE}\n\n{P1}\n\n{P2}\n\nالمصدر: {'وكالات ' * 90_000}",
    "tags": f"{TITLE}\n\n{P1}\n\n{P2}\n\nالوسوم: {'جسر، ' * 90_000}",
    "copyright": f"{TITLE}\n\n{P1}\n\n{P2}\n\nجميع الحقوق محفوظة {NAMES}",
    "names": f"{TITLE}\n\nكتب: {NAMES}\n\n{P1}\n\n{P2}",
    "dateline": f"{TITLE}\n\n{'بيروت ' * 90_000} (رويترز) - {P1}\n\n{P2}",
}
# Where a line of megabytes stands at the text it may well be text.
MAY_BE_TEXT = frozenset(("names", "dateline"))


def article(text: str, kind: str) -> Article:
    origin = Origin(sha256="0" * 64, path="x")
    return extract(Page(origin=origin, kind="html" if kind == "html" else "text", text=text))


def check(found: Article, name: str) -> None:
    assert len(found.body) <= BODY_CHARS
    if name not in MAY_BE_TEXT:
        assert P1 in found.body
        assert P2 in found.body
    assert len(found.title or "") <= TITLE_CHARS
    small = msgspec.structs.replace(found, title=None, body="", paragraphs=(), furniture=())
    assert len(msgspec.json.encode(small)) < 4_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_something_endless(name: str) -> None:
    check(article(PAGES[name], "html"), name)


@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_with_something_endless(name: str) -> None:
    check(article(DUMPS[name], "text"), name)


def test_a_paragraph_beyond_the_cap_is_cut() -> None:
    text = f"<html><h1>{TITLE}</h1><p>" + f"{P1} " * 40_000
    found = article(text, "html")
    assert len(found.body) == BODY_CHARS
    assert found.title == TITLE


@pytest.mark.parametrize(
    "text",
    [
        "<html><script>" + f"var a = '{P1}';" * 40_000, "<html><frameset>" + "<frame>" * 50_000,
        "<html><!--" + P1 * 20_000, "<html><style>" + P1 * 20_000, "<html><svg>" + P1 * 20_000,
        "<html><select>" + f"<option>{P1}" * 9_000, "<html><title>" + P1 * 20_000,
        "<html><textarea>" + P1 * 20_000, "<html><template>" + P1 * 20_000,
        "<html><object>" + P1 * 20_000, "<html>" + "<br>" * 50_000, "<html>" + "&#0;" * 100_000,
    ],
)  # fmt: skip
def test_a_page_without_visible_text_is_refused(text: str) -> None:
    with pytest.raises(InputRefused) as refused:
        article(text, "html")
    assert refused.value.code == "no_article"
