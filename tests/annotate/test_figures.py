"""Figures in sentences of our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.annotate.figures import find_figures
from riwaya.records import Time

CASES = [
    ("قتل 12 شخصا في الحريق", 12, "killed", "شخصا", "exact"),
    ("مقتل ٧ جنود قرب الحدود", 7, "killed", "جنود", "exact"),
    ("مصرع ۹ عمال في منجم", 9, "killed", "عمال", "exact"),
    ("استشهاد خمسة مدنيين", 5, "killed", "مدنيين", "exact"),
    ("سقط 12 قتيلا", 12, "killed", "قتيلا", "exact"),
    ("ارتفعت الحصيلة إلى 43,846 شهيدا", 43846, "killed", "شهيدا", "exact"),
    ("نقل 14.664 مصابا إلى المشافي", 14664, "wounded", "مصابا", "exact"),
    ("سقط قتيلان في المواجهة", 2, "killed", "قتيلان", "exact"),
    ("نقل جريحين إلى المشفى", 2, "wounded", "جريحين", "exact"),
    ("شيعت البلدة شهيدين", 2, "killed", "شهيدين", "exact"),
    ("وشنت غارتين على الجسر", 2, "raids", "غارتين", "exact"),
    ("وجريحان حالتهما خطرة", 2, "wounded", "جريحان", "exact"),
    ("إصابة 30 عاملا بحروق", 30, "wounded", "عاملا", "exact"),
    ("جرح نحو 40 متظاهرا", 40, "wounded", "متظاهرا", "about"),
    ("اعتقال 20 شخصا في المدينة", 20, "arrested", "شخصا", "exact"),
    ("الإفراج عن 15 معتقلا", 15, "arrested", "معتقلا", "exact"),
    ("تبادل 50 أسيرا", 50, "arrested", "أسيرا", "exact"),
    ("فقدان 8 بحارة", 8, None, "بحارة", "exact"),
    ("البحث عن 11 مفقودا", 11, "missing", "مفقودا", "exact"),
    ("عودة 750 ألف نازح", 750_000, "displaced", "نازح", "exact"),
    ("تجمع ثلاثة آلاف شخص", 3000, "people", "شخص", "exact"),
    ("تجمع خمسة وعشرون شخصا", 25, "people", "شخصا", "exact"),
    ("أكثر من 300 عائلة غادرت", 300, "families", "عائلة", "at_least"),
    ("ما لا يقل عن 60 منزلا تضررت", 60, "houses", "منزلا", "at_least"),
    ("تضررت 7 مدارس على الأقل", 7, "schools", "مدارس", "at_least"),
    ("أقل من 10 مقاعد", 10, "seats", "مقاعد", "at_most"),
    ("شحنة ما يصل إلى 200 طن", 200, "tonnes", "طن", "at_most"),
    ("على بعد حوالي 55 كم من المدينة", 55, "km", "كم", "about"),
    ("تبعد عنها قرابة 12 كيلومترا", 12, "km", "كيلومترا", "about"),
    ("زهاء 90 قاربا أبحرت", 90, "ships", "قاربا", "about"),
    ("بنحو 20 مليون دولار", 20_000_000, "USD", "دولار", "about"),
    ("كلفته 4.5 مليار ريال", 4.5e9, "riyal", "ريال", "exact"),
    ("تراجع بنسبة ٣٫٥٪", 3.5, "percent", "٪", "exact"),
    ("زاد 12 بالمئة", 12, "percent", "بالمئة", "exact"),
    ("زاد 6 في المئة", 6, "percent", None, "exact"),
    ("نفذ الطيران 55 طلعة", 55, "sorties", "طلعة", "exact"),
    ("أطلقت السفن 4 صواريخ", 4, "rockets", "صواريخ", "exact"),
    ("يوجد فيه /1200/ متشدد", 1200, "people", "متشدد", "exact"),
    ("تدمير7 مراكز قيادة", 7, "sites", "مراكز", "exact"),
    ("السيطرة على 13 قرية وبلدة", 13, "villages", "قرية", "exact"),
    ("عقدت 6 جولات من المحادثات", 6, "sessions", "جولات", "exact"),
    ("سجلت 8 حالات وفاة", 8, "killed", "وفاة", "exact"),
    ("افتتح 36 متحفا", 36, None, "متحفا", "exact"),
]


@pytest.mark.parametrize(("text", "value", "unit", "of", "bound"), CASES)
def test_a_figure_with_what_it_counts(
    text: str, value: float, unit: str | None, of: str | None, bound: str
) -> None:
    [figure] = find_figures(text, ())
    assert (figure.value, figure.unit, figure.of, figure.bound) == (value, unit, of, bound)
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    "text",
    [
        "القانون رقم 15 الصادر عن البرلمان",
        "دبابة من طراز تي-72 معطلة",
        "انتهت المباراة 2-1 لصالحه",
        "هاتف 0112345678 مكتب الاستقبال",
        "المادة 140 من الدستور",
        "بعد 3 سنوات من العمل",
        "قال أحد المسؤولين",
        "آلاف الأسر",
        "بلغ 2ر3 مليار دولار",
        "الغارتين",
        "رؤية 2030 طموحة",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert find_figures(text, ()) == ()


def test_a_number_in_a_time_is_no_figure() -> None:
    text = "في 12 شخصا"
    time = Time(start=0, end=6, text=text[:6], value=None)
    assert find_figures(text, (time,)) == ()


@given(st.text(alphabet="قتل 12٣.,/%أكثر من شخصا\nو", max_size=80))
def test_figures_are_slices_in_order(text: str) -> None:
    figures = find_figures(text, ())
    assert all(text[f.start : f.end] == f.text and f.text for f in figures)
    assert all(a.end <= b.start for a, b in pairwise(figures))


def test_a_long_row_of_digits_is_read_once() -> None:
    assert find_figures("1" * 50_000 + " " + "7 " * 5_000, ()) == ()
