"""Where the body stands among the lines of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.blocks import Block, shape_of
from riwaya.extract.segment import Line, best_stretch, body_range, lines_of, worth

P1 = "افتتح وزير الأشغال سامر الحلو، اليوم الأحد، جسرا جديدا فوق النهر في وسط المدينة بعد عامين."
P2 = "وقال الحلو إن الجسر سيخفف الازدحام، مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار."
P3 = "وأضاف أن وزارة الأشغال ستبدأ الشهر المقبل صيانة الطريق المؤدي إلى الجسر من جهة المرفأ."
OTHER = "تعادل منتخب كرة السلة للناشئين أمام ضيفه في مباراة ودية أقيمت مساء الجمعة على ملعب النخيل."
HEADLINE = "نتائج الدورة الأولى من بطولة كرة السلة للناشئين"


def lines(*texts: str) -> list[Line]:
    blocks = [Block(text, number) for number, text in enumerate(texts)]
    return lines_of(blocks, [shape_of(text) for text in texts])


def test_a_line_knows_what_it_is_and_under_which_heading_it_stands() -> None:
    found = lines("الرئيسية", P1, "اقرأ أيضا", HEADLINE, "التعليقات", "خبر جميل", P2)
    assert [line.kind for line in found] == [
        "navigation", "", "related", "", "comments", "", "",
    ]  # fmt: skip
    assert [line.prose for line in found] == [False, True, False, False, False, False, True]
    assert [line.section for line in found[3:6]] == ["related", "comments", "comments"]
    assert [line.heading for line in found] == [-1, -1, 2, 2, 4, 4, -1]


def test_lines_that_sign_are_told() -> None:
    kinds = [line.kind for line in lines("كتب: سامر الحلو", "المصدر: وكالات", "شارك", P1)]
    assert kinds == ["role", "role", "share", ""]


def test_the_body_goes_from_the_first_paragraph_to_the_last() -> None:
    page = ("الرئيسية", "رياضة", "وزير الأشغال يفتتح جسرا", P1, "كلفة الجسر", P2, P3, "شارك")
    assert body_range(lines(*page)) == (3, 6)


def test_a_paragraph_behind_a_heading_of_other_news_is_not_the_body() -> None:
    assert body_range(lines(P1, P2, P3, "اقرأ أيضا", HEADLINE, OTHER)) == (0, 2)


def test_a_paragraph_that_shares_no_word_is_another_text() -> None:
    assert body_range(lines(P1, P2, P3, OTHER)) == (0, 2)
    assert body_range(lines(P1, P2, P3, f"وأكد الوزير أن {P1}")) == (0, 3)


def test_the_longer_of_two_texts_is_the_body() -> None:
    menu = ["رياضة", "اقتصاد", "منوعات", "صحة", "ثقافة", "سياحة", "اقرأ أيضا"]
    assert body_range(lines(OTHER, *menu, P1, P2, P3)) == (8, 10)


def test_a_page_without_prose_has_no_body() -> None:
    assert body_range(lines("الرئيسية", "رياضة", HEADLINE, "اقرأ أيضا")) is None
    assert body_range([]) is None


@pytest.mark.parametrize(
    ("better", "worse"),
    [(P1, "وعاد الوفد."), ("وعاد الوفد إلى المدينة.", HEADLINE), (HEADLINE, "اقرأ أيضا"),
     ("كلفة الجسر", "اقرأ أيضا"), ("شارك", "التعليقات")],
)  # fmt: skip
def test_prose_is_worth_more_than_what_parts_texts(better: str, worse: str) -> None:
    (first,), (second,) = lines(better), lines(worse)
    assert worth(first) > worth(second)


VALUES = st.lists(st.integers(-40, 40), max_size=12)


@given(VALUES)
def test_no_other_stretch_between_prose_is_worth_more(values: list[int]) -> None:
    worths = [float(value) for value in values]
    prose = [value > 0 for value in values]
    ends = [at for at, one in enumerate(prose) if one]
    most = max((sum(worths[a : b + 1]) for a in ends for b in ends if a <= b), default=0.0)
    found = best_stretch(worths, prose)
    assert (found is None) == (most < 8)
    if found is not None:
        first, last = found
        assert prose[first]
        assert prose[last]
        assert sum(worths[first : last + 1]) == most
