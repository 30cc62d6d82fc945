"""What markup says of an article: writers, outlet, section, tags and the time of change, from the
places where publishing systems write them."""

from __future__ import annotations

import json

import pytest

from riwaya.extract import extract
from riwaya.records import Article, Origin, Page

TITLE = "وزير الأشغال يفتتح جسرا جديدا فوق النهر"
BODY = (
    "<p>افتتح وزير الأشغال اليوم جسرا جديدا فوق النهر في رملان بعد عامين من العمل.</p>"
    "<p>وقال الوزير في تصريح لصحيفة «البيدر» إن الجسر يخدم آلاف السكان في المدينة.</p>"
    "<p>ومن المقرر أن تبدأ المرحلة الثانية من مشروع الجسور مطلع العام المقبل.</p>"
)


def _article(
    over: str = "", under: str = "", head: str = "", between: str = "", title: str = TITLE
) -> Article:
    text = (
        f"<html><head><title>{title}</title>{head}</head><body><div class=top>{over}</div>"
        f"<div class=main><h1>{TITLE}</h1>{between}<div class=text>{BODY}</div>{under}</div>"
        "</body></html>"
    )
    return extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=text))


def _ld(**fields: object) -> str:
    value = {"@type": "NewsArticle", "headline": TITLE, **fields}
    return f"<script type=application/ld+json>{json.dumps(value, ensure_ascii=False)}</script>"


@pytest.mark.parametrize("row", [
    "<p>الوسوم: <a rel=tag href=/a>جسور</a>، <a rel=tag href=/b>رملان</a></p>",
    "<div># <a href=/tag/1>جسور</a> <a href=/tag/2>رملان</a></div>",
    "<div>كلمات مفتاحية: <a href='tag.php?t=1'>جسور</a> <a href='tag.php?t=2'>رملان</a></div>",
    "<p class=x><span>كلمات مفتاح:</span> <a href=/t/1>جسور</a> <a href=/t/2>رملان</a></p>",
    "<ul><li><a href=/ar/topics/1>جسور</a></li><li><a href=/ar/topics/2>رملان</a></li></ul>",
])  # fmt: skip
def test_a_row_of_links_to_tags(row: str) -> None:
    assert _article(under=row).tags == ("جسور", "رملان")


def test_tags_of_the_menu_and_of_other_articles_are_not_the_articles() -> None:
    row = "<a href=/tag/1>انتخابات</a> <a href=/tag/2>أمطار</a>"
    assert _article(over=f"<nav>{row}</nav>").tags == ()
    card = f"<aside class=related><h3><a href=/n/1>أمطار غزيرة في الشمال</a></h3>{row}</aside>"
    assert _article(under=card).tags == ()


def test_links_in_a_sentence_are_no_tags() -> None:
    under = f"<p>وكانت <a href=/tag/1>رملان</a> قد شهدت {'سيولا وأمطارا غزيرة ' * 6}قبل عام.</p>"
    assert _article(under=under).tags == ()


@pytest.mark.parametrize(("words", "tags"), [
    ("جسور, رملان, وزير الأشغال", ("جسور", "رملان", "وزير الأشغال")),
    ("أخبار, عاجل, رياضة, جسور", ()),
    ("انتخابات, كرة القدم, الطقس", ()),
    ("البيدر, جسور", ()),
    ("وزير, الأشغال, يفتتح, جسرا, جديدا, فوق, النهر", ()),
])  # fmt: skip
def test_keywords_count_where_they_are_the_articles(words: str, tags: tuple[str, ...]) -> None:
    head = f"<meta name=keywords content='{words}'><meta property=og:site_name content='البيدر'>"
    assert _article(head=head).tags == tags


MENU = "".join(
    f"<li><a href=/{i}>{name}</a></li>"
    for i, name in enumerate(("سياسة", "اقتصاد", "رياضة", "ثقافة", "صحة", "منوعات", "آراء"))
)


@pytest.mark.parametrize(("over", "section"), [
    ("<ol class=breadcrumb><li><a href=/>الرئيسية</a><li><a href=/l>محليات</a></ol>", "محليات"),
    ("<div><a href=/>الرئيسية</a> » <a href=/m>محليات</a> » صفحة 7 من العدد</div>", "محليات"),
    (f"<nav><ul><li><a href=/m aria-current=page>محليات</a></li>{MENU}</ul></nav>", "محليات"),
    (f"<nav><ul><li class=active><a href=/m>محليات</a></li>{MENU}</ul></nav>", "محليات"),
    (f"<nav><ul><li><a href=/m>محليات</a></li>{MENU}</ul></nav>", None),
])  # fmt: skip
def test_the_section_by_the_trail_and_the_menu(over: str, section: str | None) -> None:
    assert _article(over=over).section == section


def test_the_section_by_a_label_and_by_json_ld() -> None:
    labelled = "<dl><dt>التفاصيل</dt><dd>المجموعة: <a href=/h>حوارات</a></dd></dl>"
    assert _article(between=labelled).section == "حوارات"
    steps = [{"name": "الرئيسية"}, {"name": "محليات"}, {"name": TITLE}]
    trail = {"@type": "BreadcrumbList", "itemListElement": steps}
    head = f"<script type=application/ld+json>{json.dumps(trail)}</script>"
    assert _article(head=head).section == "محليات"


def test_the_writer_is_no_section() -> None:
    over = "<div><a href=/>الرئيسية</a> › <a href=/r>رأي</a> › <a href=/w>هالة ناصر</a></div>"
    article = _article(over=over, between="<h4 class=byline>هالة ناصر</h4>")
    assert (article.section, article.byline) == ("رأي", ("هالة ناصر",))


@pytest.mark.parametrize("author", [
    {"@type": "Person", "name": "هالة ناصر، سامر الحلو"},
    [{"@type": "Person", "name": "هالة ناصر"}, {"@type": "Person", "name": "سامر الحلو"}],
])  # fmt: skip
def test_writers_of_json_ld(author: object) -> None:
    assert _article(head=_ld(author=author)).byline == ("هالة ناصر", "سامر الحلو")


def test_a_writer_that_json_ld_points_to() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": TITLE, "author": {"@id": "#w"}},
            {"@type": "Person", "@id": "#w", "name": "هالة ناصر"},
        ]
    }
    head = f"<script type=application/ld+json>{json.dumps(graph)}</script>"
    assert _article(head=head).byline == ("هالة ناصر",)


def test_a_writer_that_an_element_is_marked_as() -> None:
    by = "<p>مرسلة <span itemprop=author><a rel=author href=/w>هالة ناصر</a></span></p>"
    assert _article(under=f"<div class=post-footer>{by}</div>").byline == ("هالة ناصر",)
    assert _article(under=f"<div class=comments>{by}</div>").byline == ()


@pytest.mark.parametrize(("name", "title", "outlet"), [
    ("زليج بريس Zellij Press", TITLE, "زليج بريس"),
    ("Snawbar TV", f"{TITLE} | Snawbar TV - قناة الصنوبر", "قناة الصنوبر"),
    ("Sputnik عربي", TITLE, "Sputnik عربي"),
])  # fmt: skip
def test_the_arabic_name_of_the_outlet(name: str, title: str, outlet: str) -> None:
    head = f"<meta property=og:site_name content='{name}'>"
    assert _article(head=head, title=title).outlet == outlet


@pytest.mark.parametrize(("over", "title", "outlet"), [
    ("<a href=/><img src=/l.png alt='ملاعب الهضاب'></a>", TITLE, None),
    ("<a href=/>ملاعب الهضاب</a><p>حمّل تطبيق ملاعب الهضاب</p>", TITLE, "ملاعب الهضاب"),
    ("<a href=/>الرئيسية</a>", f"مدونة الشاطئ: {TITLE}", "مدونة الشاطئ"),
    ("<a href=/>الصفحة الأولى</a><p>الصفحة الأولى</p>", TITLE, None),
    ("", f"{TITLE} · بودكاست حكي الرصيف", "حكي الرصيف"),
    ("", f"جريدة المرقاب :: {TITLE}", "جريدة المرقاب"),
])  # fmt: skip
def test_the_outlet_by_the_front_page_and_the_title(
    over: str, title: str, outlet: str | None
) -> None:
    assert _article(over=over, title=title).outlet == outlet


def test_a_time_of_change_that_is_the_time_of_publication_says_nothing() -> None:
    stamp = "2021-09-30T06:00:00+03:00"
    assert _article(head=_ld(datePublished=stamp, dateModified=stamp)).updated is None
    after = "2021-09-30T09:00:00+03:00"
    updated = _article(head=_ld(datePublished=stamp, dateModified=after)).updated
    assert updated is not None
    assert updated.start == after


def test_a_headline_with_entities_is_the_pages_own() -> None:
    value = {
        "@type": "NewsArticle",
        "headline": "الوزير يفتتح &laquo;جسر رملان&raquo; فوق النهر",
        "datePublished": "2025-02-06T16:42:00+01:00",
    }
    text = (
        f"<script type=application/ld+json>{json.dumps(value)}</script>"
        f"<h1>الوزير يفتتح «جسر رملان» فوق النهر</h1>{BODY}"
    )
    found = extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=text)).published
    assert found is not None
    assert found.start[:10] == "2025-02-06"


def test_a_deck_is_told_from_other_lines_around_the_headline() -> None:
    deck = "خمس سنوات من الأعمال وكلفة تجاوزت ثلاثة ملايين دينار"
    assert _article(between=f"<h2>{deck}</h2>").subtitle == deck
    note = "<p>أرسل هذا المقال إلى من يهمه الأمر، فكل مشاركة تساعد صحافتنا على البقاء.</p>"
    signed = f"<h2>{deck}</h2><div class=byline>بقلم: هالة ناصر</div>{note}"
    assert _article(between=signed).subtitle == deck
    dated = f"<h2>{deck}</h2><p>العدد السابق: 1 أيار 2019</p>"
    assert _article(between=dated).subtitle == deck


def test_an_upper_headline_is_a_deck() -> None:
    upper = "الهيئة: المتهم صادق على ذرعات عمل وهمية"
    text = f"<title>{TITLE}</title><div><div>{upper}</div><div>{TITLE}</div><div>{BODY}</div></div>"
    article = extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=text))
    assert (article.title, article.subtitle) == (TITLE, upper)


def test_a_headline_that_begins_as_furniture_does() -> None:
    title = "شاهد | لحظة هبوط أرضي يبتلع مركبتين في شارع تجاري"
    text = f"<title>{title}</title><div>بعد قليل: ما وراء الجسر</div><h1>{title}</h1>{BODY}"
    assert extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=text)).title == title
