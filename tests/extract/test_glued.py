"""Dumps that lost their line breaks: cut at headline, masthead and foot, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.extract.blocks_text import blocks
from riwaya.extract.glued import split_line
from riwaya.extract.glued_title import glued_title
from riwaya.records import Article, Origin, Page

TITLE = "وزير الأشغال يفتتح جسرا جديدا فوق النهر"
P1 = "افتتح وزير الأشغال سامر الحلو اليوم جسرا جديدا فوق النهر في وسط المدينة بعد عامين من العمل ."
P2 = "وقال الحلو إن الجسر سيخفف الازدحام مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار ."
FOOT = "مقالات ذات صلة معرض الكتاب يفتح أبوابه جميع الحقوق محفوظة لصحيفة الأمل 2019"
MASTHEAD = "الأحد 3 آذار 2019 - 10 : 39 م"
DUMP = f"{TITLE} | صحيفة الأمل الرئيسية محليات رياضة {TITLE} {MASTHEAD} {P1} {P2} {FOOT}"


def article(text: str) -> Article:
    return extract(Page(origin=Origin(sha256="0" * 64), kind="text", text=text))


def test_a_headline_that_opens_the_dump_and_comes_again() -> None:
    assert glued_title([DUMP]) == TITLE
    assert glued_title([f"{TITLE} | صحيفة الأمل", f"{TITLE} {P1}"]) == TITLE


@pytest.mark.parametrize("lines", [[], [""], [P1], [P1, P2], ["الرئيسية رياضة", P1]])
def test_text_that_repeats_nothing_has_no_headline(lines: list[str]) -> None:
    assert glued_title(lines) is None


def test_a_line_is_cut_at_headline_masthead_and_foot() -> None:
    parts = split_line(DUMP, TITLE, "صحيفة الأمل")
    assert [kind for _, kind in parts] == ["", "navigation", "", "date", "", "related"]
    texts = [text for text, _ in parts]
    assert (texts[0], texts[2], texts[3], texts[5]) == (TITLE, TITLE, MASTHEAD, FOOT)
    assert texts[4] == f"{P1} {P2}"


def test_only_a_line_at_the_head_has_a_headline() -> None:
    assert split_line(f"{TITLE} {P1}", TITLE, "", head=False) == [(f"{TITLE} {P1}", "")]


def test_an_article_in_one_line() -> None:
    found = article(DUMP)
    assert found.title == TITLE
    assert found.body == f"{P1} {P2}"
    assert found.published is not None
    assert found.published.start == "2019-03-03"
    assert FOOT in "\n".join(block.text for block in found.furniture)


def test_an_article_in_three_lines() -> None:
    found = article(f"{TITLE} | صحيفة الأمل\n{TITLE} {MASTHEAD} {P1}\n{P2} {FOOT}")
    assert (found.title, found.body) == (TITLE, f"{P1}\n\n{P2}")


PIECE = st.sampled_from([TITLE, P1, P2, FOOT, MASTHEAD, "| صحيفة الأمل", "الرئيسية محليات رياضة"])
LINES = st.lists(st.lists(PIECE, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4)


@given(LINES)
def test_cutting_loses_no_word(lines: list[str]) -> None:
    for line in lines:
        for title in (None, TITLE):
            parts = split_line(line, title, "صحيفة الأمل")
            assert " ".join(text for text, _ in parts).split() == line.split()
            assert all(text == text.strip() and text for text, _ in parts)
    found, _, _ = blocks("\n".join(lines))
    assert " ".join(block.text for block in found).split() == " ".join(lines).split()


@given(LINES)
def test_what_is_body_is_a_slice_of_a_line(lines: list[str]) -> None:
    try:
        found = article("\n".join(lines))
    except InputRefused:
        return
    for span in found.paragraphs:
        assert any(found.body[span.start : span.end] in line for line in lines)
    assert found.title is None or any(found.title in line for line in lines)
