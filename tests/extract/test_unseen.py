"""Pages that are empty until a script runs: the text comes from what the page has as data."""

from __future__ import annotations

import json

import pytest

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.records import Article, Origin, Page

BODY = [
    "وقعت الحكومة اتفاقا لتصدير زيت الزيتون إلى ثلاث دول أوروبية ابتداء من الموسم المقبل.",
    "وقال وزير الزراعة إن الاتفاق يفتح أسواقا جديدة أمام المزارعين في الجبل والساحل.",
    "وأضاف أن الوزارة ستدعم المعاصر الصغيرة لتحسين جودة الإنتاج خلال العام الجاري.",
]
ABOUT = (
    "تأسست المنارة قبل ثلاثين عاما لتكون صحيفة يومية مستقلة تنقل أخبار الساحل والجبل إلى قرائها، "
    "وهي تصدر عن دار المنارة للنشر وتطبع في مطابعها في العاصمة."
)


def opened(inner: str, **data: str) -> Article:
    said = json.dumps({"@type": "NewsArticle", "headline": "اتفاق لتصدير الزيتون", **data})
    script = f'<script type="application/ld+json">{said}</script>' if data else ""
    text = f"<html><head><title>اتفاق لتصدير الزيتون</title>{script}</head><body>{inner}</body>"
    return extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=text))


@pytest.mark.parametrize(
    "shell",
    [
        "<div id='root'></div>",
        f"<footer><p>{ABOUT}</p></footer>",
        f"<div id='app'></div><div><p>{ABOUT}</p></div>",
    ],
)
@pytest.mark.parametrize("glue", ["\n", "\n\n", "<br>", "</p><p>"])
def test_an_empty_page_gives_the_text_of_its_json_ld(shell: str, glue: str) -> None:
    found = opened(shell, articleBody=glue.join(BODY))
    assert found.body.split("\n\n") == BODY
    assert "body_from_json_ld" in found.notes
    assert found.title == "اتفاق لتصدير الزيتون"


def test_what_is_shown_is_believed_where_both_are_one_text() -> None:
    shown = "".join(f"<p>{text}</p>" for text in BODY)
    found = opened(f"<article><h1>اتفاق</h1>{shown}</article>", articleBody=" ".join(BODY[:2]))
    assert found.body.split("\n\n") == BODY
    assert not any(note.startswith("body_") for note in found.notes)


def test_hidden_text_is_taken_where_nothing_else_is() -> None:
    hidden = "".join(f"<p>{text}</p>" for text in BODY)
    found = opened(f"<div id='story' style='display:none'><h1>اتفاق</h1>{hidden}</div>")
    assert found.body.split("\n\n") == BODY
    assert "body_hidden" in found.notes


def test_a_page_without_any_text_is_refused() -> None:
    with pytest.raises(InputRefused):
        opened("<div id='root'></div>", articleBody=" ")
