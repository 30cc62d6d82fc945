"""Blocks of a page, from markup and from dumps: every visible word is in one, in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.extract.blocks import Block, content_words, is_prose, key_of, shape_of
from riwaya.extract.blocks_html import blocks as html_blocks
from riwaya.extract.blocks_text import blocks as text_blocks
from riwaya.extract.tree import Tree

FIRST = "افتتح وزير الأشغال اليوم جسرا جديدا فوق النهر في وسط المدينة."


def of(markup: str) -> list[Block]:
    return html_blocks(Tree.parse(markup))


def texts(markup: str) -> list[str]:
    return [block.text for block in of(markup)]


# --- markup -------------------------------------------------------------------------------------


def test_block_elements_and_line_breaks_end_a_block() -> None:
    markup = "<div>جسر <b>جديد</b><p>افتتح <i>الوزير</i><br>الجسر<hr>وعاد</p>نص<ul><li>أول<li>ثان"
    assert [(b.text, b.tag) for b in of(markup)] == [
        ("جسر جديد", "div"), ("افتتح الوزير", "p"), ("الجسر", "p"), ("وعاد", "div"), ("نص", "div"),
        ("أول", "li"), ("ثان", "li"),
    ]  # fmt: skip
    assert [b.bullet for b in of(markup)] == [False] * 5 + [True] * 2


def test_numbers_count_from_zero_and_white_space_is_one_space() -> None:
    found = of("<p>\n افتتح\t الوزير\u00a0 الجسر \u200f</p><p>  </p><p>وعاد</p>")
    assert [(b.number, b.text) for b in found] == [(0, "افتتح الوزير الجسر"), (1, "وعاد")]


def test_a_row_of_links_is_a_block_for_each() -> None:
    found = of("<p><a href=/1>رياضة</a> | <a href=/2>اقتصاد</a> | <a>منوعات</a></p>")
    assert [(b.text, b.url, b.linked) for b in found] == [
        ("رياضة", "/1", 1.0), ("اقتصاد", "/2", 1.0), ("منوعات", None, 1.0),
    ]  # fmt: skip


def test_a_link_in_a_sentence_is_part_of_it() -> None:
    (found,) = of("<p>قال <a href=/1>وزير الأشغال</a> إن الجسر مفتوح.</p>")
    assert found.text == "قال وزير الأشغال إن الجسر مفتوح."
    assert found.url == "/1"
    assert found.linked == pytest.approx(len("وزير الأشغال") / len(found.text))


def test_a_name_and_a_date_side_by_side_are_two() -> None:
    markup = "<div><span>هالة ناصر</span><span>3 آذار 2019</span></div>"
    assert texts(markup) == ["هالة ناصر", "3 آذار 2019"]
    assert texts("<p><span>افتت</span>ح الوزير</p>") == ["افتتح الوزير"]
    long = "<p>" + f"<span>{FIRST}</span>" * 3
    assert texts(long) == [FIRST * 3]


def test_the_zone_is_that_of_the_innermost_element() -> None:
    markup = f"""<nav>الرئيسية<div class=share>شارك</div></nav><p>{FIRST}</p>
        <div class=related><div class=comments>رأي</div>خبر آخر</div>"""
    assert [(b.text, b.zone) for b in of(markup)] == [
        ("الرئيسية", "navigation"), ("شارك", "share"), (FIRST, ""), ("رأي", "comments"),
        ("خبر آخر", "related"),
    ]  # fmt: skip


def test_an_element_with_most_of_the_prose_is_no_furniture() -> None:
    markup = "<form class=comments>" + f"<p>{FIRST} {FIRST}</p>" * 8 + "</form><p>خبر آخر</p>"
    assert {b.zone for b in of(markup)} == {""}


def test_a_headline_is_never_furniture() -> None:
    (title,) = of("<div class=related><h1>وزير الأشغال يفتتح جسرا</h1></div>")
    assert (title.tag, title.zone) == ("h1", "")


def test_what_stands_with_a_picture_is_pictured() -> None:
    markup = f"<figure><img><div>الوزير أمس</div></figure><p>{FIRST}</p><div><img></div><p>صورة</p>"
    assert [(b.text, b.pictured) for b in of(markup)] == [
        ("الوزير أمس", True), (FIRST, False), ("صورة", True),
    ]  # fmt: skip


def test_twins_look_alike_and_chains_lead_to_them() -> None:
    card = f"<div class=card><p>{FIRST}</p><p>{FIRST}</p></div>"
    first, second, third, _, fifth = of(f"<main>{card}{card}<p>{FIRST}</p></main>")
    assert first.like == second.like == third.like != fifth.like
    assert first.chain == second.chain != third.chain
    assert first.chain[:-1] == third.chain[:-1] == fifth.chain


WORD = st.sampled_from(["جسر", "افتتح", "الوزير.", "سوق", "٢٥", "«نعم»", "وعاد،"])
TAG = st.sampled_from(["p", "div", "span", "b", "a", "li", "h2", "section", "td", "blockquote"])
NOTHING = st.sampled_from([
    "<!-- تعليق -->", "<script>var نص = 'لا شيء';</script>", "<style>.a{}</style>", "<wbr>",
    "<span hidden>سر</span>", "<a style='display:none'>سر</a>", "<template>قالب</template>",
    "<svg><text>رسم</text></svg>", "<span></span>", "<input value=سر>",
])  # fmt: skip
PARTS = st.lists(st.tuples(TAG, st.lists(WORD, min_size=1, max_size=6), NOTHING), max_size=8)


@given(PARTS)
def test_every_word_is_in_one_block_and_in_order(parts: list[tuple[str, list[str], str]]) -> None:
    markup = " ".join(f"<{tag}>{' '.join(words)}</{tag}>" for tag, words, _ in parts)
    expected = [word for _, words, _ in parts for word in words]
    assert " ".join(texts(markup)).split() == expected


@given(PARTS, st.data())
def test_what_nobody_sees_changes_no_block(
    parts: list[tuple[str, list[str], str]], data: st.DataObject
) -> None:
    plain = " ".join(f"<{tag}>{' '.join(words)}</{tag}>" for tag, words, _ in parts)
    with_more = []
    for tag, words, nothing in parts:
        at = data.draw(st.integers(0, len(words)))
        inner = f"{' '.join(words[:at])}{nothing} {' '.join(words[at:])}"
        with_more.append(f"<{tag}>{inner}</{tag}>")
    assert texts(f"<main>{' '.join(with_more)}</main>") == texts(f"<main>{plain}</main>")


# --- dumps --------------------------------------------------------------------------------------


def test_lines_of_a_dump_with_bullets_and_groups() -> None:
    found, title, notes = text_blocks("الأخبار\n • أول\n- ثان\n\n\n» ثالث\n\u200f\n*رابع\nخامس")
    assert [(b.text, b.bullet, b.group) for b in found] == [
        ("الأخبار", False, 0), ("أول", True, 0), ("ثان", True, 0), ("ثالث", True, 1),
        ("*رابع", False, 2), ("خامس", False, 2),
    ]  # fmt: skip
    assert (title, notes) == (None, ())


def test_a_dump_of_too_many_lines_is_cut_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HTML_ELEMENTS", 3)
    found, _, notes = text_blocks("أول\n\nثان\n\nثالث\n\nرابع")
    assert ([b.text for b in found], notes) == (["أول", "ثان", "ثالث"], ("lines_cut",))
    assert text_blocks("أول\n\nثان\n\nثالث\n\n ")[2] == ()


LINES = st.lists(st.lists(WORD, max_size=6).map(" ".join), max_size=10)


@given(LINES, st.sampled_from(["\n", "\n\n", "\n \n"]))
def test_every_line_of_a_dump_is_a_block(lines: list[str], between: str) -> None:
    found, _, _ = text_blocks(between.join(lines))
    assert [block.text for block in found] == [line for line in lines if line]
    assert [block.number for block in found] == list(range(len(found)))
    groups = [block.group for block in found]
    assert groups == sorted(groups)


# --- shapes -------------------------------------------------------------------------------------


def test_shapes_of_lines() -> None:
    shape = shape_of("قال الوزير: «الجسر مفتوح، والعمل مستمر». وعاد!")
    assert shape.words == ("قال", "الوزير", "الجسر", "مفتوح", "والعمل", "مستمر", "وعاد")
    assert (shape.length, shape.stopped, shape.stops, shape.commas) == (7, True, 2, 1)
    assert shape_of("The minister").latin
    assert not shape_of("2019 / 12").latin
    assert not shape_of("MBC مصر").latin


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        (FIRST, True), ("وعاد الوفد إلى المدينة.", True), ("وعاد الوفد", False),
        ("وزير الأشغال يفتتح جسرا جديدا فوق النهر", False), ("لماذا أغلق الجسر القديم؟", False),
        ("اقرأ أيضا: وزير الأشغال يفتتح...", False), ("The minister opened a bridge today.", False),
        ("رياضة اقتصاد " * 20, False), (f"{FIRST[:-1]}، وقال إن العمل استمر عامين، ثم عاد", True),
        ("", False), ("...", False), ("عاجل.", False),
    ],
)  # fmt: skip
def test_prose_is_told_from_headlines_and_menus(text: str, prose: bool) -> None:
    assert is_prose(Block(text, 0), shape_of(text)) is prose
    assert not is_prose(Block(text, 0, linked=0.9), shape_of(text))


def test_words_that_carry_meaning() -> None:
    assert content_words(("والوزير", "في", "بالجسر", "وقال", "للمدينة", "ان", "اليوم")) == [
        "وزير", "جسر", "قال", "مدينة", "يوم",
    ]  # fmt: skip


@given(st.text())
def test_keys_are_stable_and_one_line(text: str) -> None:
    key = key_of(text)
    assert key_of(key) == key
    assert key == " ".join(key.split())
    assert shape_of(text).key == key
