"""What stems keep company with: words near in meaning, and laws of their vectors."""

from __future__ import annotations

from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic.vectors import alike, cosine, meaning, rarity, stem_of, vector

WORDS = st.sampled_from(["متظاهر", "محتج", "قتيل", "جريح", "دولار", "انفجار", "لا يوجد قط"])


def test_words_of_one_matter_are_near() -> None:
    assert alike("متظاهر", "محتج") > alike("متظاهر", "دولار")
    assert alike("قتيل", "جريح") > alike("قتيل", "سعر")


def test_a_rare_word_tells_more() -> None:
    assert rarity(stem_of("متظاهرين")) > rarity(stem_of("رئيس"))


def test_an_unknown_word_is_near_to_itself_only() -> None:
    assert vector("ززززز") is None
    assert alike("ززززز", "ززززز") == 1.0
    assert alike("ززززز", "محتج") == 0.0


@given(WORDS, WORDS)
def test_nearness_is_the_same_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert -1.000001 <= alike(one, other) <= 1.000001


@given(st.lists(WORDS, max_size=5))
def test_a_meaning_has_length_one_or_none(stems: list[str]) -> None:
    found = meaning(stems)
    length = cosine(found, found)
    assert length == 0.0 or isclose(length, 1.0, abs_tol=1e-9)
