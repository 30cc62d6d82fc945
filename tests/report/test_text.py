"""The terminal report."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from riwaya.report import render_text
from riwaya.report.text import _wrap


def test_points_are_grouped_with_words_and_silence(flood: Any) -> None:
    lines = render_text([flood.comparison], flood.articles).splitlines()
    heads = [line for line in lines if line.startswith("■")]
    assert [head[2:].split(" (")[0] for head in heads][:3] == [
        "نقاط الخلاف",
        "نقاط التفاوت",
        "نقاط الاتفاق",
    ]
    assert "   لا يذكره: صدى القرى" in lines
    assert "   ≠ اللفظ: كفاءة (وكالة النهر) ⟷ كفاية (صدى القرى)" in lines
    assert "   ≠ الرقم: خمسة = ٥ (وكالة النهر) ⟷ تسعة أشخاص على الأقل = ٩ (صدى القرى)" in lines
    assert "• بريد الشمال: افتتاح معرض الكتاب" in lines


def test_mixed_values_stand_in_isolates_and_others_do_not(flood: Any) -> None:
    text = render_text([flood.comparison], flood.articles)
    assert "\u2068«فرق الإنقاذ أجلت 120 عائلة»\u2069" in text
    assert "«الجسر القديم أغلق أمام الشاحنات»" in text


def test_terminal_controls_are_dropped(flood: Any) -> None:
    hostile = "سيل\x1b[2J\x1b]0;x\x07 \u202eالوادي\r\nثانٍ\x9b31m" + "و" * 10_000
    event = msgspec.structs.replace(flood.comparison.event, title=hostile)
    text = render_text([msgspec.structs.replace(flood.comparison, event=event)], flood.articles)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert max(map(len, text.splitlines())) <= 100


def test_same_in_same_out(flood: Any) -> None:
    assert render_text([flood.comparison], flood.articles) == render_text(
        [flood.comparison], flood.articles
    )


@given(st.lists(st.sampled_from(["خبر", "\u2068وكالة AFP عن 3 مصادر\u2069", "طويل " * 20])))
def test_isolates_are_closed_on_every_line(words: list[str]) -> None:
    for line in _wrap(" ".join(words), "  "):
        assert line.count("\u2068") == line.count("\u2069")
        assert len(line) <= 100
