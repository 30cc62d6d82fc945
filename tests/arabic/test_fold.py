"""Folding: idempotent, exact on the way back, one spelling for the variants of one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic import fold, fold_key

ARABIC = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("variants", "key"),
    [
        (("أحمد", "احمد", "أَحْمَد", "أحـــمد", "ٱحمد"), "احمد"),
        (("مدرسة", "مدرسه", "مدرسۃ"), "مدرسه"),
        (("على", "علي", "علی"), "علي"),
        (("١٢٣", "۱۲۳", "123"), "123"),
        (("ﻻ", "لا"), "لا"),
        (("کتاب", "كتاب"), "كتاب"),
        (("قال\u200f", "\u202bقال\u202c"), "قال"),
        (("BBC", "bbc"), "bbc"),
    ],
)
def test_variants_fold_to_one_key(variants: tuple[str, ...], key: str) -> None:
    assert {fold_key(variant) for variant in variants} == {key}


@pytest.mark.parametrize(("a", "b"), [("سأل", "سال"), ("مؤكد", "موكد")])
def test_hamza_on_its_seat_decides_only_where_it_must(a: str, b: str) -> None:
    assert (fold_key(a) == fold_key(b)) is (a == "سأل")


@given(ARABIC)
def test_folding_is_idempotent(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)


@given(ARABIC)
def test_the_map_agrees_with_the_key_and_covers_in_order(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_key(text)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(start < end for start, end in zip(folded.starts, folded.ends, strict=True))


@given(ARABIC, st.data())
def test_the_slice_behind_folded_text_folds_to_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        first, last = folded.original(start, end)
        assert folded.text[start:end] in fold_key(text[first:last])


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 99)])
def test_original_refuses_what_is_not_there(start: int, end: int) -> None:
    with pytest.raises(IndexError):
        fold("خبر").original(start, end)
