"""Time expressions: a table of examples, laws on any string, and hostile input."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.data import rows
from riwaya.dates import find
from riwaya.dates.patterns import Pattern, compile_pattern
from riwaya.dates.tag import tag
from riwaya.errors import UsageError

_WORDS = st.lists(
    st.sampled_from(
        [row["word"] for row in rows("date_words")]
        + [row["name"] for table in ("months", "weekdays") for row in rows(table)]
        + ["16", "2017", "٣", "1440", "و", "/", "-", "،", "(", ")", ".", "24/5/2017", "99", "31"]
    ),
    max_size=25,
).map(" ".join)
_DAYS = st.dates().map(lambda day: day.isoformat())


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(), _WORDS), on=st.one_of(st.none(), _DAYS))
def test_laws(text: str, on: str | None) -> None:
    found = find(text, on=on)
    assert [text[time.start : time.end] for time in found] == [time.text for time in found]
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert find(text, on=on) == found
    assert all(time.text for time in found)
    assert all(not (time.value and time.candidates) for time in found)


@settings(max_examples=100, deadline=None)
@given(text=_WORDS)
def test_without_a_day_nothing_relative_has_a_value(text: str) -> None:
    for time in find(text):
        clock = (time.value or "T")[0] == "T"
        assert clock or time.basis == "explicit"
        assert time.anchor is None


def test_details_of_a_relative_time() -> None:
    (time,) = find("قُتل مساء أمس الثلاثاء", on="2019-05-22T08:00:00+03:00")
    assert (time.precision, time.basis, time.anchor) == (
        "part_of_day",
        "relative",
        "2019-05-22T08:00",
    )


def test_a_week_day_that_does_not_fit_is_noted() -> None:
    (time,) = find("اليوم الثلاثاء", on="2019-05-22")
    assert (time.value, time.candidates, time.note) == (None, ("2019-05-21",), "weekday_conflict")


@pytest.mark.parametrize(("text", "value"), [
    ("وقع الهجوم في 15 كانون الأول", "2018-12-15"),
    ("سيفتتح المعبر في 15 كانون الأول", "2019-12-15"),
    ("وصل في 3 تموز", "2019-07-03"),
])  # fmt: skip
def test_a_day_without_year_goes_by_nearness_then_by_tense(text: str, value: str) -> None:
    (time,) = find(text, on="2019-06-10")
    assert (time.value, time.inferred) == (value, True)


def test_a_hijri_day_that_nothing_fixes_says_so() -> None:
    (alone,) = find("صدر في 5 شعبان 1440هـ")
    (named,) = find("صدر يوم الأربعاء 5 شعبان 1440هـ")
    (first,) = find("صدر في 5 شعبان 1440 الموافق 10 نيسان 2019")
    assert [time.note for time in (alone, named, first)] == ["day_uncertain", None, None]


def test_a_clock_alone_takes_no_day_that_is_not_its_own() -> None:
    near = find("وصل أمس إلى العاصمة. وبدأت الجلسة الساعة العاشرة صباحا.", on="2019-06-10")
    assert near[-1].value == "2019-06-09T10:00"
    apart = find("بدأت الجلسة الساعة العاشرة صباحا. ورحل أمس.", on="2019-06-10")
    assert apart[0].value == "T10:00"


def test_hijri_is_marked() -> None:
    (time,) = find("في 1 محرم 1440هـ")
    assert (time.calendar, time.precision, time.inferred) == ("hijri", "day", True)


@pytest.mark.parametrize("on", ["yesterday", "", "2019-13-01", "2019"])
def test_refuses_what_is_no_day(on: str) -> None:
    with pytest.raises(UsageError):
        find("أمس", on=on)


@pytest.mark.parametrize("unit", [
    "١/", "يوم ", "3-", "خمسة و", "أيار/", "ليلة الأربعاء-", "(", "٣.", "لل", "2017 ", "من 3 إلى ",
])  # fmt: skip
def test_hostile_repetition_ends_and_slices(unit: str) -> None:
    text = unit * 20_000
    assert all(text[time.start : time.end] == time.text for time in find(text, on="2019-05-22"))


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_edges_of_the_calendar(on: str) -> None:
    past = "أمس، قبل ثلاثة آلاف سنة، العام الماضي"
    found = find(f"{past}، غدا الأحد، الشهر المقبل، الجمعة المقبل، 16 الجاري", on=on)
    assert len(found) >= 6


@pytest.mark.parametrize(("text", "value"), [
    ("افتُتح الجسر ربيع العام 2017.", "2017-21"),
    ("افتُتح الجسر في صيف 2021.", "2021-22"),
    ("افتُتح الجسر شتاء عام 2016.", None),
    ("يصل في الأسبوع الأول من أيلول المقبل.", "2019-09-01/2019-09-07"),
    ("تشن القوات منذ أسبوعين حملة.", "2019-05-08"),
    ("تشن القوات منذ أكثر من أسبوعين حملة.", None),
    ("وقع الحادث منذ أسبوعين.", "2019-05-08"),
    ("لم تدخل القافلة منذ فاتح ماي.", "2019-05-01"),
    ("ارتفع العدد منذ بداية العام.", "2019"),
])  # fmt: skip
def test_seasons_weeks_and_durations(text: str, value: str | None) -> None:
    (time,) = find(text, on="2019-05-22")
    assert time.value == value


def _examples(table: str, column: str) -> list[tuple[str, str]]:
    return [(row[column], row["example"]) for row in rows(table)]


@pytest.mark.parametrize(("name", "example"), [
    *_examples("months", "name"), *_examples("weekdays", "name"), *_examples("feasts", "name"),
    *_examples("zones", "name"),
])  # fmt: skip
def test_a_name_is_found_in_its_example(name: str, example: str) -> None:
    assert any(name in time.text.lower() for time in find(example, on="2019-05-22"))


def _patterns() -> list[tuple[str, str, Pattern]]:
    macros: dict[str, Pattern] = {}
    found = []
    for row in rows("date_patterns"):
        compiled = compile_pattern(row["pattern"], macros)
        if row["kind"].startswith("="):
            macros[row["kind"][1:]] = compiled
        else:
            found.append((row["pattern"], row["example"], compiled))
    return found


@pytest.mark.parametrize(
    ("name", "example", "pattern"), _patterns(), ids=[name[:60] for name, *_ in _patterns()]
)
def test_a_pattern_reads_its_example(name: str, example: str, pattern: Pattern) -> None:
    text = f"في {example}."
    match = re.search(pattern.regex, tag(text).roles)
    assert match is not None, name
    assert match.group()[:2] in pattern.prefixes or match.group()[:1] in pattern.prefixes
    assert find(text, on="2019-05-22")


@pytest.mark.parametrize("pattern", ["day nowhere", "NOTHING", "day )", "day &"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="no "):
        compile_pattern(pattern, {})


def test_a_school_year_is_no_year() -> None:
    assert find("بدأت الدروس بداية العام الدراسي.", on="2019-05-22") == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("وهي القرارات 1803 و1835 و1929 و2224 الصادرة عن المجلس.", []),
        ("فاز في أعوام 1986 و1996 و2003 و2009 بالكأس.", ["1996", "2003", "2009"]),
        ("يبقى الحوار هو الحل سواء الآن أو بعد 20 سنة.", []),
        ("تلقت الغرفة في الساعة 49: 12 ظهرا بلاغا.", ["2015-07-21T12:49"]),
        ("والعمل يبدأ من اليوم (أمس) بقرار من المجلس.", ["2015-07-20"]),
    ],
)
def test_numbers_that_are_no_year_and_words_that_are_no_day(text: str, values: list[str]) -> None:
    assert [one.value for one in find(text, on="2015-07-21")] == values
