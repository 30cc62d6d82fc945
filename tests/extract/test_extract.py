"""Extraction: the same labels from dumps and from markup, every word verbatim, furniture kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.extract.blocks import shape_of
from riwaya.extract.lexicon import labelled, sign_of
from riwaya.extract.tickers import briefs
from riwaya.extract.when import iso_when, text_when, url_when
from riwaya.records import Article, GivenArticle, Origin, Page

P1 = "افتتح وزير النقل سامر الحلو، اليوم الأحد، جسرا جديدا فوق النهر في وسط المدينة بعد عامين."
P2 = "وقال الحلو إن الجسر «سيخفف الازدحام»، مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار."
P3 = "وأضاف أن الوزارة ستبدأ الشهر المقبل أعمال صيانة للطريق الدولي المؤدي إلى المرفأ."
TITLE = "وزير النقل يفتتح جسرا جديدا فوق النهر"

DUMP = f"""الرئيسية
تابعونا على فيسبوك

12 خبر
  • معرض الكتاب
  • موسم الأمطار

{TITLE}

أرام - صحيفة الأمل
الوزير سامر الحلو

{P1}

{TITLE}
Getty Images

{P2}

{P3}

المصدر: رويترز + وكالات

هالة ناصر

التعليقات

نتائج الدورة الأولى من بطولة كرة السلة للناشئين

الاسم *

البريد الإلكتروني *

جميع الحقوق محفوظة لصحيفة الأمل 2020
"""

WEB = f"""<html lang="ar"><head><title>{TITLE} | صحيفة الأمل</title>
<meta property="og:site_name" content="صحيفة الأمل">
<meta property="article:published_time" content="2019-03-05T14:20:00+03:00">
<link rel="canonical" href="https://amal.example/2019/03/05/bridge">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}",
"author": {{"name": "هالة ناصر"}}}}</script></head><body>
<nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav>
<div><h1>{TITLE}</h1><figure><img><figcaption>الوزير خلال الافتتاح</figcaption></figure>
<p>{P1}</p><p>{P2}<br>{P3}</p></div>
<div class="related-posts"><h3>اقرأ أيضا</h3><a href="/r">نتائج بطولة كرة السلة للناشئين</a></div>
<footer>© صحيفة الأمل</footer></body></html>"""


def article(text: str, kind: str = "text") -> Article:
    origin = Origin(sha256="ab" * 32, path="x")
    return extract(Page(origin=origin, kind="html" if kind == "html" else "text", text=text))


def kinds(found: Article) -> list[str]:
    return [block.kind for block in found.furniture]


def test_a_dump_gives_title_body_and_those_behind_it() -> None:
    found = article(DUMP)
    assert found.title == TITLE
    assert [found.body[s.start : s.end] for s in found.paragraphs] == [P1, P2, P3]
    assert found.credit == ("رويترز", "وكالات")
    assert found.byline == ("هالة ناصر",)
    assert found.id == "ab" * 6
    assert found.language == "ar"


def test_the_furniture_of_a_dump_is_kept_and_typed() -> None:
    found = article(DUMP)
    by_kind = {block.kind: block for block in found.furniture}
    assert [(item.text, item.count) for item in by_kind["tags"].items] == [
        ("12 خبر", 12), ("معرض الكتاب", None), ("موسم الأمطار", None)
    ]  # fmt: skip
    assert by_kind["comment_form"].text == "الاسم *\nالبريد الإلكتروني *"
    assert by_kind["related"].items[0].text == "نتائج الدورة الأولى من بطولة كرة السلة للناشئين"
    assert "copyright" in by_kind
    captions = [block for block in found.furniture if block.kind == "caption" and block.items]
    items = [item for block in captions for item in block.items]
    assert [(item.text, item.source) for item in items] == [(TITLE, "Getty Images")]


def test_markup_gives_the_same_and_its_metadata() -> None:
    found = article(WEB, "html")
    assert found.title == TITLE
    assert [found.body[s.start : s.end] for s in found.paragraphs] == [P1, P2, P3]
    assert (found.outlet, found.byline) == ("صحيفة الأمل", ("هالة ناصر",))
    assert found.url == "https://amal.example/2019/03/05/bridge"
    assert found.published is not None
    assert (found.published.start[:10], found.published.basis) == ("2019-03-05", "metadata")
    assert {"navigation", "caption", "related"} <= set(kinds(found))
    assert "كرة السلة" not in found.body


def test_a_paragraph_that_the_body_repeats_is_a_deck() -> None:
    deck = P1.replace("بعد عامين", "").replace(" .", ".")
    found = article(f"{TITLE}\n\n{deck}\n\nكلفة الجسر ثلاثة ملايين\n\n{P1}\n\n{P2}\n\n{P3}")
    assert found.subtitle == f"{deck}\nكلفة الجسر ثلاثة ملايين"
    assert found.body.startswith(P1)


def test_a_dateline_with_its_outlet() -> None:
    found = article(f"{TITLE}\n\nدمشق - صحيفة الأمل\n\n{P1}\n\n{P2}")
    assert (found.dateline, found.outlet) == ("دمشق", "صحيفة الأمل")
    found = article(f"{TITLE}\n\nبيروت (رويترز) - {P1}\n\n{P2}")
    assert (found.dateline, found.credit) == ("بيروت", ("رويترز",))
    assert found.body.startswith("بيروت (رويترز) - ")


def test_an_outlet_signs_and_an_unknown_word_does_not() -> None:
    assert article(f"{TITLE}\n\n{P1}\n\n{P2}\n\nأملنيوز").outlet == "أملنيوز"
    assert article(f"{TITLE}\n\n{P1}\n\n{P2}\n\nكلمة").outlet is None


def test_a_line_of_writing_counts_only_beside_the_article() -> None:
    assert article(f"{TITLE}\n\nكتبت هالة ناصر\n\n{P1}\n\n{P2}").byline == ("هالة ناصر",)
    assert article(f"كتب جديدة للأطفال\n\nرياضة\n\n{TITLE}\n\n{P1}\n\n{P2}").byline == ()


def test_a_ticker_is_no_body_and_its_briefs_have_source_and_time() -> None:
    ticker = "إغلاق طريق الجبل (البلدية) - 12:33 وصول قافلة مساعدات ( شهود+ وكالات) - 9:15"
    head = f"الأخبار العاجلة\n{ticker}\n\n{TITLE}\n\nEditing: سامر الحلو |"
    found = article(f"{head}\n\n{P1}\n\n{P2}")
    (block,) = [block for block in found.furniture if block.kind == "ticker"]
    assert [(i.text, i.source, i.time) for i in block.items] == [
        ("إغلاق طريق الجبل", "البلدية", "12:33"),
        ("وصول قافلة مساعدات", "شهود+ وكالات", "9:15"),
    ]
    assert found.editor == ("سامر الحلو",)
    assert found.title == TITLE


def test_a_run_on_line_of_headlines_is_a_ticker() -> None:
    towns = ("حلب", "صور", "عدن", "تعز", "سبها", "فاس", "بنزرت", "الكرك", "أسوان", "مسقط")
    line = " ".join(f"محافظ {town} يعلن بدء أعمال الصيانة في مدرسة {town}" for town in towns)
    found = article(f"{line}\n\n{TITLE}\n\n{P1}\n\n{P2}")
    assert kinds(found) == ["ticker"]
    assert found.title == TITLE


def test_pages_without_prose_are_refused() -> None:
    for text in ("الرئيسية\nرياضة\nاقتصاد", "اقرأ أيضا\nعنوان خبر أول\nعنوان خبر ثان", "خبر"):
        with pytest.raises(InputRefused) as refused:
            article(text)
        assert refused.value.code == "no_article"


@pytest.mark.parametrize(
    "tail", ["// انتهى //", "رابط الخبر بصحيفة الواحة: عودة الوفد إلى المدينة"]
)
def test_a_given_article_ends_before_its_link_and_its_end_mark(tail: str) -> None:
    row = GivenArticle(text=f"عاد الوفد إلى المدينة مساء أمس. {tail}")
    found = extract(Page(origin=Origin(sha256="0" * 64), kind="given", text="", given=row))
    assert found.body == "عاد الوفد إلى المدينة مساء أمس."
    assert [one.text for one in found.furniture] == [tail]


def test_a_given_article_passes_through() -> None:
    row = GivenArticle(text=f"{P1}\n\n {P2} ", id="7", title="ع", published="2019-03-05", event="e")
    origin = Origin(sha256="0" * 64)
    found = extract(Page(origin=origin, kind="given", text=row.text, given=row))
    assert (found.id, found.title, found.event, found.body) == ("7", "ع", "e", f"{P1}\n\n{P2}")
    assert found.published is not None
    assert found.published.precision == "day"


def test_a_publication_date_abstains() -> None:
    assert iso_when("2019-02-30", "x") is None
    assert iso_when("أمس", "x") is None
    assert url_when("https://amal.example/story/20190305") is None
    assert text_when(["نشر في 3 آذار 2019", "4 آذار 2019"]) is None
    assert text_when(["آذار 2019"]) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [("إقرأ أيضاً :", "related"), ("شارك", "share"), ("Copyright © 2020 الأمل", "copyright"),
     ("3 تعليقات", "comments"), ("البريد الالكتروني *", "comment_form")],
)  # fmt: skip
def test_lines_that_say_what_they_are(line: str, kind: str) -> None:
    sign = sign_of(line, shape_of(line))
    assert sign is not None
    assert sign.kind == kind


def test_words_of_furniture_inside_a_sentence_say_nothing() -> None:
    for line in (P1, "شاركت فرق عدة في البطولة", "المصدر الأول للمياه في القرية نبع قديم"):
        assert sign_of(line, shape_of(line)) is None
        assert labelled(line) is None


PARAGRAPH = st.sampled_from([P1, P2, P3, TITLE, "اقرأ أيضا", "الرئيسية", "دمشق - رويترز", "49 خبر"])


@given(st.lists(PARAGRAPH, max_size=12))
def test_every_word_of_an_article_is_a_line_of_its_page(lines: list[str]) -> None:
    try:
        found = article("\n\n".join(lines))
    except InputRefused:
        return
    assert all(found.body[s.start : s.end] in lines for s in found.paragraphs)
    assert found.title is None or found.title in lines
    for block in found.furniture:
        assert all(line in lines for line in block.text.split("\n"))


@given(st.text(alphabet="اب ()-:12\n•", max_size=200))
def test_briefs_are_verbatim(text: str) -> None:
    assert all(item.text in text for item in briefs(text))
