"""Sentences and quotations."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic import quotations, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("وصل الوفد. غادر الوفد.", 2),
        ("قال د. سامي إن الوضع هادئ.", 1),
        ("بلغت النسبة 3.5 في المئة.", 1),
        ("عاد إلى حلب. ثم سافر.", 2),
        ("«لن نعود.» قالت الأم.", 2),
        ("أحقا؟ نعم!", 2),
        ("سطر\nسطر آخر", 2),
        ("   ", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(alphabet=' .!؟\n"«»ابجد3د', max_size=60))
def test_sentences_are_trimmed_in_order_and_cover_all_words(text: str) -> None:
    found = sentences(text)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('قال: "نعم" ثم مضى', ["نعم"]),
        ('"غادر تنظيم "الفجر" المدينة"', ['غادر تنظيم "الفجر" المدينة', "الفجر"]),
        ("قال «إن “الفجر” غادر»", ["إن “الفجر” غادر", "الفجر"]),
        ('نفى و"الفجر" أيضا', ["الفجر"]),
        ('قالت "لم يغلق أحد', ["لم يغلق أحد"]),
        ("انتهى الأمر» ثم عاد", []),
        ('قرب المطار" مؤكدا "إغلاق الطريق"', ["إغلاق الطريق"]),
    ],
)
def test_quotations(text: str, inner: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in quotations(text)] == inner


def test_an_unclosed_quotation_says_so() -> None:
    text = 'قالت "لم يغلق'
    assert [q.closed for q in quotations(text)] == [False]


@given(st.text(alphabet='"«»“” ابج،.', max_size=80))
def test_quotations_nest_and_stay_inside(text: str) -> None:
    found = quotations(text)
    assert all(0 <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text) for q in found)
    for outer in found:
        for inner in found:
            crossing = outer.start < inner.start < outer.end < inner.end
            assert not crossing


def test_a_flood_of_marks_is_linear_and_does_not_recurse() -> None:
    assert len(quotations("«" * 20_000)) == 20_000
