"""The outlet of a page that no metadata names, and that nothing else is taken for it."""

from __future__ import annotations

import pytest

from riwaya.extract import extract
from riwaya.extract.outlets import without_outlet
from riwaya.records import Article, Origin, Page

TITLE = "وزير الأشغال يفتتح جسرا جديدا فوق النهر"
P1 = "افتتح وزير الأشغال سامر الحلو، اليوم الأحد، جسرا جديدا فوق النهر في وسط المدينة بعد عامين."
P2 = "وقال الحلو إن الجسر سيخفف الازدحام، مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار."


def web(title: str = TITLE, head: str = "", below: str = "") -> Article:
    page = (
        f"<html><head><title>{title}</title>{head}</head><body><main><h1>{TITLE}</h1>"
        f"<p>{P1}</p><p>{P2}</p></main>{below}</body></html>"
    )
    return extract(Page(origin=Origin(sha256="0" * 64), kind="html", text=page))


def dump(text: str) -> Article:
    return extract(Page(origin=Origin(sha256="0" * 64), kind="text", text=text))


@pytest.mark.parametrize(
    "title",
    [f"{TITLE} | صحيفة البيدر", f"{TITLE} - صحيفة البيدر", f"{TITLE} | محليات | صحيفة البيدر"],
)
def test_the_title_of_the_page_has_it_beside_the_headline(title: str) -> None:
    found = web(title)
    assert (found.outlet, found.title) == ("صحيفة البيدر", TITLE)


def test_metadata_come_first() -> None:
    head = '<meta property="og:site_name" content="البيدر">'
    assert web(f"{TITLE} | محليات", head).outlet == "البيدر"


@pytest.mark.parametrize(
    "line",
    ["جميع الحقوق محفوظة لصحيفة البيدر", "جميع الحقوق محفوظة © صحيفة البيدر 2019",
     "© 2019 صحيفة البيدر"],
)  # fmt: skip
def test_the_line_of_copyright_names_it(line: str) -> None:
    assert web(below=f"<footer>{line}</footer>").outlet == "صحيفة البيدر"
    assert dump(f"{TITLE}\n\n{P1}\n\n{P2}\n\n{line}").outlet == "صحيفة البيدر"


@pytest.mark.parametrize("line", ["جميع الحقوق محفوظة", "© 2019", "جميع الحقوق محفوظة 2019"])
def test_a_line_of_copyright_without_a_name_names_nobody(line: str) -> None:
    assert web(below=f"<footer>{line}</footer>").outlet is None


def test_a_page_that_does_not_say_has_none() -> None:
    assert web().outlet is None
    assert dump(f"{TITLE}\n\n{P1}\n\n{P2}").outlet is None
    assert dump(f"رياضة\n\n{TITLE}\n\n{P1}\n\n{P2}\n\nاقرأ أيضا\n\nنتائج البطولة").outlet is None


@pytest.mark.parametrize(
    ("title", "bare", "outlet"),
    [
        (f"{TITLE} | صحيفة البيدر", TITLE, "صحيفة البيدر"),
        (f"{TITLE} - البيدر نيوز", TITLE, "البيدر نيوز"), (f"{TITLE} |", f"{TITLE} |", None),
        (TITLE, TITLE, None), ("دمشق - صحيفة", "دمشق - صحيفة", None), (None, None, None),
        (f"{TITLE} - الجزء الثاني", f"{TITLE} - الجزء الثاني", None), ("", "", None),
    ],
)  # fmt: skip
def test_titles_without_their_outlet(
    title: str | None, bare: str | None, outlet: str | None
) -> None:
    assert without_outlet(title) == (bare, outlet)
