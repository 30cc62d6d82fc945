"""The publication date: how dates are read from markup, lines and addresses, and how they agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.when import Clue, Kind, on_day, stamp, url_when, written
from riwaya.extract.when_lines import label_of, line_clues, stands_apart, weekday_of
from riwaya.extract.when_settle import settle


def clue(kind: Kind, *days: str) -> Clue:
    basis = "url" if kind == "url" else "text" if kind in ("labelled", "near") else "metadata"
    return Clue(kind, on_day(days[0], basis, kind), days)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2019-05-24T10:00:00+03:00", ("2019-05-24",)),
        ("2019-05-24T22:10:00Z", ("2019-05-24", "2019-05-25")),
        ("20190524", ("2019-05-24",)),
        ("20190524T101500", ("2019-05-24",)),
        ("2019/05/24 10:00", ("2019-05-24",)),
        ("Fri, 24 May 2019 10:00:00 +0300", ("2019-05-24",)),
        ("Fri May 24 10:00:00 2019", ("2019-05-24",)),
        ("الجمعة 24 أيار 2019", ("2019-05-24",)),
    ],
)
def test_stamps_in_every_usual_form(value: str, days: tuple[str, ...]) -> None:
    found = stamp(value, "published")
    assert found is not None
    assert (found.days, found.when.basis) == (days, "metadata")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2019",
        "2019-05",
        "20191345",
        "1558680000",
        "31 Feb 2019",
        "أمس",
        "24 أيار 2019 - 26 أيار 2019",
        "2019-02-30",
    ],
)
def test_what_is_no_one_day_is_no_stamp(value: str) -> None:
    assert stamp(value, "published") is None


def test_a_number_that_may_be_month_first_is_not_sure() -> None:
    found = stamp("5/4/2017", "published")
    assert found is not None
    assert (found.sure, set(found.days)) == (False, {"2017-04-05", "2017-05-04"})
    assert settle([found]) is None
    when = settle([found, clue("near", "2017-05-04")])
    assert when is not None
    assert when.start == "2017-05-04"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2019/05/24/x", "2019-05-24"),
        ("https://a.example/news/20190524/x", "2019-05-24"),
        ("https://a.example/view.aspx?cdate=24052019", "2019-05-24"),
        ("https://web.archive.org/web/20190601000000/https://a.example/2019/05/24/x", "2019-05-24"),
        ("https://web.archive.org/web/20190601000000/https://a.example/x", None),
        ("https://a.example/archive/2010/03/15/x", None),
        ("https://a.example/2019/13/45/x", None),
        ("https://a.example/2019-05/x", None),
        (None, None),
    ],
)
def test_days_of_addresses(url: str | None, day: str | None) -> None:
    when = url_when(url)
    assert (when.start if when else None) == day


def test_labels_of_dates_in_one_line() -> None:
    line = "آخر تحديث: 5 أيار 2019 | تاريخ النشر: 3 أيار 2019"
    assert [(c.kind, c.days[0]) for c in line_clues(line)] == [
        ("modified", "2019-05-05"),
        ("labelled", "2019-05-03"),
    ]
    assert line_clues("3 أيار 2019", "تاريخ النشر")[0].kind == "labelled"
    assert line_clues("موعد الحفل: 3 أيار 2019") == ()
    assert label_of("لا شيء هنا") == ""


def test_english_lines_are_read() -> None:
    assert [c.days for c in written("By Admin - March 14, 2021", "near")] == [("2021-03-14",)]
    assert stands_apart("دمشق - 3 أيار 2019")
    assert not stands_apart("افتتح المعرض السنوي في المدينة 3 أيار 2019")


def test_the_weekday_that_the_text_calls_today() -> None:
    assert weekday_of(["قال أمس الخميس"]) == 4
    assert weekday_of(["قال اليوم الجمعة", "وقال اليوم السبت"]) is None


@pytest.mark.parametrize(
    ("clues", "day"),
    [
        ([("published", "2019-05-24"), ("near", "2019-05-26")], None),
        (
            [("published", "2019-05-24"), ("near", "2019-05-26"), ("url", "2019-05-26")],
            "2019-05-26",
        ),
        (
            [("published", "2019-05-24"), ("near", "2019-05-26"), ("modified", "2019-05-26")],
            "2019-05-24",
        ),
        ([("published", "2019-05-24"), ("published", "2019-06-01")], None),
        ([("published", "2099-12-31"), ("near", "2019-05-24")], "2019-05-24"),
        ([("published", "1970-01-01")], None),
        ([("published", "2019-01-01")], None),
        ([("url", "2019-01-01")], None),
        ([("near", "2019-01-01")], "2019-01-01"),
        ([("dated", "2019-05-24"), ("today", "2019-05-24")], None),
        ([("dated", "2019-05-30"), ("labelled", "2019-05-24")], "2019-05-24"),
        ([("labelled", "2019-05-24"), ("url", "2010-03-15")], "2019-05-24"),
        ([("near", "2019-05-24"), ("url", "2010-03-15")], None),
        ([("published", "2019-05-24"), ("url", "2019-05-23")], "2019-05-24"),
        ([("published", "2019-05-24"), ("url", "2019-05-20")], None),
        ([("above", "2019-05-24")], None),
        ([("above", "2019-05-24"), ("url", "2019-05-24")], "2019-05-24"),
        ([("modified", "2019-05-24")], None),
        ([], None),
    ],
)
def test_evidence_agrees_or_there_is_no_answer(
    clues: list[tuple[Kind, str]], day: str | None
) -> None:
    when = settle([clue(kind, one) for kind, one in clues])
    assert (when.start if when else None) == day


def test_the_text_decides_between_two() -> None:
    both = [clue("published", "2019-05-24"), clue("near", "2019-05-26")]
    friday = settle(both, weekday=4)
    assert friday is not None
    assert friday.start == "2019-05-24"
    assert settle([clue("url", "2019-05-24")], weekday=2) is None
    assert settle([clue("url", "2010-05-24")], body="افتتح في 3 آذار 2019 معرض") is None
    assert settle([clue("published", "2019-05-24")], captured="2019-05-20T00:00:00Z") is None


KINDS = st.sampled_from(["published", "dated", "modified", "labelled", "near", "above", "url"])
DAYS = st.dates().map(lambda day: day.isoformat())


@given(st.lists(st.tuples(KINDS, DAYS), max_size=5), st.none() | st.integers(0, 6))
def test_an_answer_is_always_one_of_the_evidence(
    clues: list[tuple[Kind, str]], weekday: int | None
) -> None:
    when = settle([clue(kind, day) for kind, day in clues], weekday=weekday)
    assert when is None or when.start in {day for _, day in clues}


@given(st.text(alphabet="0123456789-/T:Z+ MayFrيوم,.", max_size=60))
def test_no_stamp_raises(value: str) -> None:
    found = stamp(value, "dated")
    assert found is None or found.days
