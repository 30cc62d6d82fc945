"""Quantities of accounts: what is counted, spans of time, and which of two accounts count one
thing."""

from __future__ import annotations

import pytest

from riwaya.annotate import annotate
from riwaya.compare.quantities import quantities
from riwaya.compare.tallies import clash, incompatible, tallies
from riwaya.extract import extract
from riwaya.limits import ACCOUNT_QUANTITIES
from riwaya.records import AnnotatedArticle, GivenArticle, Origin, Page


def account(name: str, text: str, day: str = "2021-07-14") -> AnnotatedArticle:
    given = GivenArticle(id=name, text=text, outlet=f"صحيفة {name}", published=day)
    return annotate(extract(Page(origin=Origin(sha256=name), kind="given", text="", given=given)))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("دامت المعارك خمس ساعات في محيط البلدة.", 5),
        ("دامت المعارك ساعتين ونصف الساعة في محيط البلدة.", 2.5),
        ("توقف المصنع عن العمل نصف ساعة بسبب العطل.", 0.5),
        ("تستغرق أعمال الترميم شهرا ونصف شهر بحسب المدير.", 1095),
        ("يستمر الإضراب ثلاثة أيام بحسب النقابة.", 72),
    ],
)
def test_spans_of_time(text: str, hours: float) -> None:
    spans = [one for one in quantities(0, account("a", text)) if one.kind == "duration"]
    assert [one.value for one in spans] == [hours]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("تلغى القرارات 1737 و1696 و1929 الصادرة عن المجلس.", []),
        ("نص القرار 2216 على 12 بندا.", [12]),
        ("استعدت المدينة لكأس العالم 2018 المقبلة منذ 2012 تحديدا.", []),
        ("أنفقت البلدية على انتخابات 2016 نحو 300 مليون.", [300_000_000]),
        ("يلتقيان في المرحلة السابعة والثلاثين بالدوري.", [37]),
        ("سجل في الدقيقة الحادية والعشرين ثم نال 3 نقاط.", [21, 3]),
        ("سلم المعرض 2016 كتابا إلى المكتبات.", [2016]),
    ],
)
def test_names_and_years_count_nothing(text: str, values: list[float]) -> None:
    assert [one.value for one in quantities(0, account("a", text))] == values


@pytest.mark.parametrize("text", [
    "أدخلت المنظمة “71,260” شاحنة منذ مطلع العام.", "أدخلت المنظمة 71,260 شاحنة منذ مطلع العام.",
    "بلغت حمولة الشاحنات «71,260» منذ مطلع العام.",
])  # fmt: skip
def test_quotation_marks_do_not_part_a_number_from_what_it_counts(text: str) -> None:
    [found] = quantities(0, account("a", text))
    assert (found.value, found.noun) == (71_260, "شاحن")


def test_every_quantity_is_a_slice() -> None:
    made = account("a", "قتل 12 شخصا وأصيب ثلاثون، واستمر القصف ساعتين حتى السابعة والنصف صباحا.")
    found = quantities(0, made)
    assert len(found) > 2
    assert all(made.body[one.start : one.end] == one.text for one in found)


def test_one_thing_under_two_nouns_is_paired() -> None:
    groups = tallies(
        [
            account("a", "ألحقت السيول أضرارا بستين منزلا في بلدة السدير، بحسب رئيس البلدية."),
            account("b", "وقال رئيس بلدية السدير إن السيول ألحقت أضرارا بمئة وعشرين بيتا."),
        ]
    )
    assert [{one.value for one in group} for group in groups] == [{60.0, 120.0}]


def test_a_growing_toll_does_not_clash() -> None:
    first = account("a", "قتل 12 شخصا في انفجار سوق السدير، بحسب مصدر طبي.")
    later = account("b", "ارتفعت حصيلة انفجار سوق السدير إلى 19 قتيلا، بحسب مصدر طبي.")
    [(one, other)] = tallies([first, later])
    assert incompatible(one, other)
    assert clash(one, other) == 0.0


def test_bounds_that_both_hold_are_compatible() -> None:
    first = account("a", "قتل ما لا يقل عن 12 شخصا في انفجار سوق السدير، بحسب مصدر طبي.")
    second = account("b", "قتل 15 شخصا في انفجار سوق السدير، بحسب مصدر طبي.")
    [(one, other)] = tallies([first, second])
    assert not incompatible(one, other)


def test_a_page_full_of_numbers_is_compared_by_its_first_ones() -> None:
    text = " ".join(f"أصيب {number} شخصا في الحي {number}." for number in range(100, 300))
    groups = tallies([account("a", text), account("b", text)])
    assert 0 < len(groups) <= ACCOUNT_QUANTITIES
