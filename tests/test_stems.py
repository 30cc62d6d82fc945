"""Stems: the forms of one word share theirs, words that only begin alike do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.stems import form, stem


@pytest.mark.parametrize(
    "forms",
    [
        "سوريا سورية وسوريا بسوريا لسوريا وبسوريا والسورية",
        "وزير الوزير والوزير للوزير",
        "حكومة الحكومة حكومتهم وحكومته بالحكومة",
        "لافروف ولافروف",
        "هدنة الهدنة والهدنة بهدنة للهدنة",
        "دمشق بدمشق ودمشق لدمشق",
        "الله والله",
    ],
)
def test_forms_of_one_word_share_their_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("ولد", "لد"), ("بلد", "لد"), ("كلام", "لام"), ("فلسطين", "لسطين"), ("كانت", "انت"),
        ("بيان", "يان"), ("لبنان", "بنان"), ("وسام", "سام"), ("والدة", "دة"), ("باريس", "اريس"),
    ],
)  # fmt: skip
def test_what_begins_like_a_clitic_is_none(word: str, other: str) -> None:
    assert stem(word) != stem(other)


def test_a_form_keeps_the_letters_and_drops_the_marks() -> None:
    assert form("الأُمـــة") == "الأمة"
    assert form("على") != form("علي")
    assert form("ﻣﺪﺭﺳﺔ") == "مدرسة"
    assert form("أحمد") == form("أحمد") == "أحمد"  # hamza as a sign of its own


@given(st.text(max_size=30))
def test_any_text_has_a_stem_and_a_form_of_letters_and_digits(text: str) -> None:
    for found in (stem(text), form(text)):
        assert all(map(str.isalnum, found))
