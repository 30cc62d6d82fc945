"""Tokens, clitic readings, light stems."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic import bare, fold_key, light_stem, readings, tokens


@given(st.text())
def test_tokens_slice_verbatim_in_order_and_miss_nothing(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(
        text[i].isspace() for a, b in itertools.pairwise(found) for i in range(a.end, b.start)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وقَالَ مُحمّد: «نعم»", ["وقَالَ", "مُحمّد", ":", "«", "نعم", "»"]),
        ("دمر7 مراكز", ["دمر", "7", "مراكز"]),
        ("٣٫٥ ملايين و43,846", ["٣٫٥", "ملايين", "و", "43,846"]),
        ("أبو_علي", ["أبو", "_", "علي"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


@pytest.mark.parametrize("word", ["ولد", "بلد", "كلام", "فلسطين", "وزارة", "لبنان"])
def test_a_word_that_begins_like_a_clitic_stays_whole_first(word: str) -> None:
    key = fold_key(word)
    assert next(iter(readings(key))).stem == key
    assert bare(key) == key


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12))
def test_readings_put_the_word_together_again(key: str) -> None:
    assert all(r.prefix + r.stem + r.suffix == key for r in readings(key))
    assert light_stem(key) in key


def test_a_long_run_of_marks_is_one_token() -> None:
    text = "م" + "َ" * 50_000 + "ـ" * 50_000
    assert len(tokens(text)) == 1
