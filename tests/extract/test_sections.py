"""The section and the tags of an article: what the page shows before what its markup says."""

from __future__ import annotations

import pytest

from riwaya.extract import extract
from riwaya.records import Article, Origin, Page

TITLE = "وزير الأشغال يفتتح جسرا جديدا فوق النهر"
P1 = "افتتح وزير الأشغال سامر الحلو، اليوم الأحد، جسرا جديدا فوق النهر في وسط المدينة بعد عامين."
P2 = "وقال الحلو إن الجسر سيخفف الازدحام، مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار."


def web(above: str = "", head: str = "", below: str = "") -> Article:
    page = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><main>{above}<h1>{TITLE}</h1>"
        f"<p>{P1}</p><p>{P2}</p>{below}</main></body></html>"
    )
    return extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=page))


def dump(above: str, below: str = "") -> Article:
    text = f"{above}\n\n{TITLE}\n\n{P1}\n\n{P2}\n\n{below}"
    return extract(Page(origin=Origin(sha256="0" * 64), kind="text", text=text))


@pytest.mark.parametrize(
    "trail",
    [
        "<nav><a href=/>الرئيسية</a> » <a href=/l>محليات</a></nav>",
        "<div class=breadcrumb><a href=/>الرئيسية</a> / <a href=/n>أخبار</a> / محليات</div>",
        "<ul class=breadcrumbs><li><a href=/>الرئيسية</a><li><a href=/l>محليات</a></ul>",
        f"<nav><a href=/>الرئيسية</a> › <a href=/l>محليات</a> › {TITLE}</nav>",
    ],
)
def test_the_trail_over_the_headline_ends_in_the_section(trail: str) -> None:
    assert web(trail).section == "محليات"


def test_what_the_page_shows_comes_before_its_markup() -> None:
    head = '<meta property="article:section" content="عام">'
    trail = "<nav><a href=/>الرئيسية</a> » <a href=/l>محليات</a></nav>"
    assert web(trail, head).section == "محليات"
    assert web("", head).section == "عام"


def test_a_section_in_the_dump() -> None:
    assert dump("الرئيسية » محليات").section == "محليات"
    assert dump("الرئيسية » أخبار » محليات").section == "محليات"


@pytest.mark.parametrize("above", ["الرئيسية", "البيدر\n\nاقرأ أيضا", "نتائج بطولة السلة للناشئين"])
def test_without_a_trail_a_dump_has_no_section(above: str) -> None:
    assert dump(above).section is None


def test_a_section_in_latin_letters_is_none() -> None:
    assert web(head='<meta property="article:section" content="Local News">').section is None


def test_tags_under_the_text() -> None:
    below = "<div class=tags><a href=/t/1>الجسر</a> <a href=/t/2>#وزارة_الأشغال</a></div>"
    assert web(below=below).tags == ("الجسر", "وزارة_الأشغال")


def test_tags_of_the_markup_where_none_are_shown() -> None:
    tags = ("الجسر", "النهر", "الجسر")
    head = "".join(f'<meta property="article:tag" content="{tag}">' for tag in tags)
    assert web(head=head).tags == ("الجسر", "النهر")
    assert web().tags == ()


def test_tags_are_capped_and_short() -> None:
    many = "،".join(f"وسم{number}" for number in range(500))
    found = web(head=f'<meta property="article:tag" content="{many}">').tags
    assert len(found) <= 30
    long = " ".join(["كلمة"] * 12)
    assert web(head=f'<meta property="article:tag" content="{long}">').tags == ()
