"""Numbers in digits and in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic import tokens
from riwaya.arabic.numbers import number_words, parse_number


@pytest.mark.parametrize(("text", "value"), [
    ("43,846", 43846), ("14.664", 14664), ("3.5", 3.5), ("٣٫٥", 3.5), ("۱۲", 12), ("٤٣٬٨٤٦", 43846),
    ("1,234,567.5", 1234567.5), ("0.125", 0.125), ("٣٫٥٠٠", 3.5), ("3,5", 3.5), ("0", 0),
    ("1,2,3", None), ("", None), ("سبعة", None), ("1.2.3", None), ("9" * 50, None), ("²", None),
])  # fmt: skip
def test_digits(text: str, value: float | None) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(("text", "value", "used"), [
    ("خمسة وعشرون قتيلا", 25, 2), ("ثلاثمائة وخمسة وستون يوما", 365, 3), ("أحد عشر", 11, 2),
    ("الأربع والعشرين", 24, 2), ("مليونان ومئتا ألف", 2_200_000, 3), ("ألفان وسبعة عشر", 2017, 3),
    ("ثلاثة آلاف", 3000, 2), ("ثلاث مئة", 300, 2), ("ستة ملايين وثلاثمائة ألف", 6_300_000, 4),
    ("بخمسة", 5, 1), ("وثلاثون", 30, 1), ("ثَلاثَة", 3, 1), ("ألف ومئة", 1100, 2),
    ("مئة وواحد وعشرون", 121, 3), ("اثني عشر", 12, 2), ("ثلاثة وأربعة", 3, 1),
])  # fmt: skip
def test_words(text: str, value: float, used: int) -> None:
    assert number_words(tokens(text), 0) == (value, used)


@pytest.mark.parametrize("text", ["أحد المسؤولين", "إحدى القرى", "اثنا", "البلدة", "7", "عشرات"])
def test_no_number(text: str) -> None:
    assert number_words(tokens(text), 0) is None


def test_outside_of_the_tokens() -> None:
    assert number_words([], 0) is None
    assert number_words(tokens("خمسة"), 5) is None


@given(st.text())
def test_any_text(text: str) -> None:
    value = parse_number(text)
    assert value is None or value >= 0
    words = tokens(text)
    for index in range(len(words)):
        found = number_words(words, index)
        assert found is None or index < found[1] <= len(words)


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_come_back(number: int) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(str(number)) == number
