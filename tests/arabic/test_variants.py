"""Spellings of one name word, and words that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic import fold_key
from riwaya.arabic.variants import alike, same_name, same_word
from riwaya.data import rows

_LETTERS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ", max_size=24)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("غوتيريش", "جوتيريس"),
        ("ستولتنبرغ", "شتولتنبرج"),
        ("كوناشينكوف", "كوناشنكوف"),
        ("كوبيش", "كوبيتش"),
        ("كاميرون", "كامرون"),
        ("ديفيد", "دافيد"),
        ("بارزاني", "البارزاني"),
        ("رافائيل", "رفاييل"),
    ],
)
def test_transliterations_sound_alike(a: str, b: str) -> None:
    assert alike(a, b, 2)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("كيري", "كيلي"),
        ("كيري", "كوري"),
        ("جون", "جان"),
        ("لافروف", "لافرنتييف"),
        ("سالم", "سليم"),
        ("حسن", "حسين"),
        ("علاء", "علا"),
    ],
)
def test_names_apart_do_not(a: str, b: str) -> None:
    assert not alike(a, b, 2)


def test_vowels_tell_arabic_names_apart() -> None:
    assert not alike("العبيدي", "العبادي", 0)
    assert not alike("الراشدي", "الرشيدي", 0)
    assert not alike("مبروك", "مبارك", 1)
    assert alike("الجهانغيري", "الجهانجيري", 0)
    assert alike("رؤوف", "رءوف", 0)


@pytest.mark.parametrize("row", rows("name_spellings"), ids=lambda row: row["spellings"])
def test_every_listed_spelling_is_joined(row: dict[str, str]) -> None:
    first, *others = row["spellings"].split("|")
    assert others
    assert all(same_words(first, other) for other in others)
    assert row["example"]


def same_words(a: str, b: str) -> bool:
    return alike(fold_key(a), fold_key(b), 0)


def test_every_sound_costs_something_and_has_its_letters_in_its_example() -> None:
    for row in rows("sounds"):
        assert 0 < float(row["cost"]) < 2
        seen = row["example"].replace("تش", "چ")
        assert row["one"] in seen
        assert row["other"] in seen


@given(_LETTERS, _LETTERS, st.integers(0, 2))
def test_likeness_is_symmetric(a: str, b: str, ease: int) -> None:
    assert alike(a, b, ease) == alike(b, a, ease)
    assert alike(a, a, ease)


def test_a_whole_name_after_another_given_name_is_the_fathers() -> None:
    assert not same_name("علي عبد الله صالح", "أحمد علي عبد الله صالح")
    assert same_name("عبد الله صالح", "علي عبد الله صالح")
    assert same_name("دي ميستورا", "ستافان دي ميستورا")


def test_two_given_names_that_a_final_hamza_tells_apart() -> None:
    assert not same_word("علاء", "علا")
    assert same_word("زهراء", "زهرا")
    assert same_word("فائز", "فايز")
