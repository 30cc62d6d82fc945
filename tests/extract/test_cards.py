"""Pages that list articles are no articles; an article among related cards is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.records import Article, Origin, Page

CARDS = [
    ("افتتاح جسر جديد فوق نهر المدينة",
     "افتتح وزير الأشغال صباح اليوم جسرا جديدا فوق نهر المدينة، وقال إن بناءه استغرق عامين."),
    ("فريق الساحل يهزم ضيفه بهدفين",
     "فاز فريق الساحل على ضيفه فريق الجبل بهدفين دون رد، وتصدر الترتيب قبل جولتين من النهاية."),
    ("ارتفاع أسعار الخبز في الأسواق",
     "ارتفعت أسعار الخبز أمس بنسبة عشرة في المئة، وعزا التجار ذلك إلى نقص الطحين."),
    ("محكمة الجنايات تؤجل قضية المصرف",
     "أجلت محكمة الجنايات النظر في قضية اختلاس أموال المصرف الزراعي إلى الشهر المقبل."),
    ("الأمطار تغمر أحياء جنوب العاصمة",
     "غمرت مياه الأمطار أحياء جنوب العاصمة وأغلقت المدارس أبوابها حتى إشعار آخر."),
]  # fmt: skip
BODY = [
    "وقعت الحكومة اتفاقا لتصدير زيت الزيتون إلى ثلاث دول أوروبية ابتداء من الموسم المقبل.",
    "وقال وزير الزراعة إن الاتفاق يفتح أسواقا جديدة أمام المزارعين في الجبل والساحل.",
    "وأضاف أن الوزارة ستدعم المعاصر الصغيرة لتحسين جودة الإنتاج خلال العام الجاري.",
]
KINDS: dict[str, Callable[[int, str, str], str]] = {
    "archive of a blog": lambda n, title, text: (
        f"<article><h2><a href='/n/{n}'>{title}</a></h2><p>{text}</p>"
        f"<a href='/n/{n}'>اقرأ المزيد</a></article>"
    ),
    "whole cards as links": lambda n, title, text: (
        f"<div class='card'><a href='/n/{n}'><h3>{title}</h3><p>{text}</p></a></div>"
    ),
    "list": lambda n, title, text: f"<li><a href='/n/{n}'>{title}</a><br>{text}</li>",
    "table": lambda n, title, text: (
        f"<table><tr><td><b><a href='/n/{n}'>{title}</a></b><br>{text}<br>{n + 1}/3/2024</td>"
        "</tr></table>"
    ),
}


def opened(inner: str, head: str = "") -> Article | None:
    markup = f"<html><head><title>المنارة</title>{head}</head><body><main>{inner}</main></body>"
    try:
        return extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=markup))
    except InputRefused:
        return None


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_teasers_is_refused(kind: str) -> None:
    cards = "".join(KINDS[kind](n, title, text) for n, (title, text) in enumerate(CARDS))
    assert opened(f"<h1>أخبار محلية</h1>{cards}") is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 3])
def test_an_article_above_related_cards_is_an_article(kind: str, count: int) -> None:
    cards = "".join(KINDS[kind](n, title, text) for n, (title, text) in enumerate(CARDS))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in BODY[:count])
    found = opened(
        f"<article><h1><a href='https://example.org/9'>اتفاق لتصدير الزيتون</a></h1>{text}"
        f"</article><section><h3>مواضيع ذات صلة</h3>{cards}</section>",
        "<link rel='canonical' href='https://example.org/9'>",
    )
    assert found is not None
    assert found.body.split("\n\n") == BODY[:count]


def test_an_article_with_links_between_its_paragraphs_is_an_article() -> None:
    between = "".join(
        f"<p>{text}</p><p><a href='/n/{n}'>{CARDS[n][0]}</a></p>" for n, text in enumerate(BODY)
    )
    found = opened(f"<h1>اتفاق لتصدير الزيتون</h1>{between}")
    assert found is not None
    assert all(text in found.body for text in BODY)
