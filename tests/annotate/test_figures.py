"""Figures in sentences of our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.annotate import annotate
from riwaya.annotate.figures import find_figures
from riwaya.extract import extract
from riwaya.records import GivenArticle, Origin, Page, Time

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
    ("نفذ خمسا وعشرين غارة", 25, "raids", "غارة", "exact"),
    ("شارك نصف مليون ناخب", 500_000, "people", "ناخب", "exact"),
    ("بكلفة مليونين ونصف المليون دولار", 2_500_000, "USD", "دولار", "exact"),
    ("بلغت 137 مليارا و700 مليون يورو", 137.7e9, "EUR", "يورو", "exact"),
    ("بلغ 129.8 مليار دولار", 129.8e9, "USD", "دولار", "exact"),
    ("يبعد خمسة كيلومترات ونصف", 5.5, "km", "كيلومترات", "exact"),
    ("زاد ثلاثة ونصف في المئة", 3.5, "percent", None, "exact"),
    ("مساحته 120 كيلومترا مربعا", 120, "km2", "كيلومترا مربعا", "exact"),
    ("ضخ 300 متر مكعب", 300, "m3", "متر مكعب", "exact"),
    ("دفع 15 مليون جنيه إسترليني", 15e6, "GBP", "جنيه إسترليني", "exact"),
    ("صادر 4 كيلو غرامات", 4, "kg", "كيلو غرامات", "exact"),
    ("بسعر $500", 500, "USD", "$", "exact"),
    ("أصيب شخصان في الحادث", 2, "wounded", "شخصان", "exact"),
    ("مقتل جندي واحد", 1, "killed", "جندي", "exact"),
    ("إن أربعة جنود قتلوا في الكمين", 4, "killed", "جنود", "exact"),
    ("إن ستة مسلحين قتلوا جنديا", 6, "people", "مسلحين", "exact"),
    ("قضى 34 مهاجرا غرقا", 34, "killed", "مهاجرا", "exact"),
    ("سقوط طائرة على متنها 180 راكبا", 180, "people", "راكبا", "exact"),
    ("إصابة سيدة بطلق من ثلاثة أشخاص", 3, "people", "أشخاص", "exact"),
    ("مقتل 21 من مواطنيهم", 21, "killed", "مواطنيهم", "exact"),
    ("مقتل خمسة من أسرة واحدة", 5, "killed", None, "exact"),
    ("مشاركة أكثر من (2100) وافد", 2100, "people", "وافد", "at_least"),
    ("تتسع لـ500 شخص بحد أقصى", 500, "people", "شخص", "at_most"),
    ("لا يقل عددهم عن 30 شخصا", 30, "people", "شخصا", "at_least"),
    ("قتل عشرة جنود سوريين على الأقل", 10, "killed", "جنود", "at_least"),
    ("ليس أقل من 12 مقعدا", 12, "seats", "مقعدا", "at_least"),
    ("قتل 12\u200f شخصا", 12, "killed", "شخصا", "exact"),
    ("أعلن عن 7800 وظيفة", 7800, None, "وظيفة", "exact"),
    ("أكثر من ألف إيراني", 1000, "people", "إيراني", "at_least"),
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
        "القرار 2254 الصادر عن المجلس",
        "شاب في السابعة والعشرين من عمره",
        "الدورة الثانية عشرة لمهرجان الأغنية",
        "الأسبوع الـ37 لبطولة الدوري",
        "فرق المشاة الخمس كما قامت",
        "الآلاف من المدنيين",
        "حركة طالبان",
        "المادة (15) من الدستور",
        "مخاطر على 85 , 000 من المدنيين",
        "جميع الحقوق محفوظة 2018 السورية",
        "واحد من كل 10 أشخاص",
        "حكم بالسجن 10 و 20 سنة",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert find_figures(text, ()) == ()


RANGES = [
    ("مقتل ما بين 5 و7 مسلحين", (5, 7), "killed", "مسلحين", ("at_least", "at_most")),
    ("بين 20 و30 ألف شخص", (20_000, 30_000), "people", "شخص", ("at_least", "at_most")),
    ("نزح بين خمسة وعشرة آلاف شخص", (5000, 10_000), "displaced", "شخص", ("at_least", "at_most")),
    ("بين ألفين وثلاثة آلاف دولار", (2000, 3000), "USD", "دولار", ("at_least", "at_most")),
    ("بين 170 ألفا، و225 ألف دولار", (170_000, 225_000), "USD", "دولار", ("at_least", "at_most")),
    ("بين 20 دولارا و30 دولارا", (20, 30), "USD", "دولارا", ("at_least", "at_most")),
    ("إصابة 300 إلى 400 مسلح", (300, 400), "wounded", "مسلح", ("at_least", "at_most")),
    ("إصابة 5-7 مسلحين", (5, 7), "wounded", "مسلحين", ("at_least", "at_most")),
    ("إصابة 4 أو 5 أشخاص", (4, 5), "wounded", "أشخاص", ("at_least", "at_most")),
    ("ارتفع من 20 إلى 30 جريحا", (20, 30), "wounded", "جريحا", ("exact", "exact")),
    ("قتل 12 جنديا و5 جنديا", (12, 5), "killed", "جنديا", ("exact", "exact")),
]


@pytest.mark.parametrize(("text", "values", "unit", "of", "bounds"), RANGES)
def test_two_figures_of_one_noun(
    text: str, values: tuple[int, int], unit: str, of: str, bounds: tuple[str, str]
) -> None:
    figures = find_figures(text, ())
    assert tuple(f.value for f in figures) == values
    assert {(f.unit, f.of) for f in figures} == {(unit, of)}
    assert tuple(f.bound for f in figures) == bounds


def test_a_part_has_the_class_of_the_whole() -> None:
    text = "اعتقال 5 أشخاص من بينهم امرأتان و3 قاصرين. وتجمع 40 شخصا"
    found = [(f.value, f.unit) for f in find_figures(text, ())]
    assert found == [(5, "arrested"), (2, "arrested"), (3, "arrested"), (40, "people")]


def test_a_verb_alone_tells_the_class() -> None:
    text = "قتل 12 وأصيب نحو 30."
    found = [(f.text, f.unit, f.of, f.bound) for f in find_figures(text, ())]
    assert found == [("12", "killed", None, "exact"), ("30", "wounded", None, "about")]


def test_a_number_in_a_time_is_no_figure() -> None:
    text = "في 12 شخصا"
    time = Time(start=0, end=6, text=text[:6], value=None)
    assert find_figures(text, (time,)) == ()


def test_a_number_with_a_mark_of_direction_is_read_as_it_is_seen() -> None:
    text = "هبطت الإيرادات بنسبة 5.\u200f26 في المائة إلى 92.\u200f5 مليار دولار."
    found = find_figures(text, ())
    assert [figure.value for figure in found] == [26.5, 5_920_000_000]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]


@given(st.text(alphabet="قتل 12٣.,/%()-$أكثر بين من إلى نصف مليون شخصا\nو", max_size=80))
def test_figures_are_slices_in_order(text: str) -> None:
    figures = find_figures(text, ())
    assert all(text[f.start : f.end] == f.text and f.text for f in figures)
    assert all(a.end <= b.start for a, b in pairwise(figures))


def test_a_long_row_of_digits_is_read_once() -> None:
    assert find_figures("1" * 50_000 + " " + "7 " * 5_000, ()) == ()


def test_a_figure_is_of_the_innermost_statement_that_gives_it() -> None:
    text = (
        "وصل 30 شخصا. وقال المدير سامي الحمود إن الوزارة أكدت مقتل 12 شخصا، مضيفا أن 5 آخرين جرحوا."
    )
    page = Page(
        origin=Origin(sha256="0" * 64),
        kind="given",
        text="",
        given=GivenArticle(text=text, title=None),
    )
    article = annotate(extract(page))
    cues = {one.id: one.cue.text for one in article.statements}
    assert [(one.value, cues.get(one.statement or "")) for one in article.figures] == [
        (30, None),
        (12, "أكدت"),
        (5, "مضيفا"),
    ]
