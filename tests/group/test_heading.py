"""The heading of an event: day, places, title."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riwaya.group.heading import event_days, event_places, event_title
from riwaya.leads import ToldDay


def told(day: str, *, named: bool = False) -> ToldDay:
    return ToldDay(day, named, 0, 4)


def test_the_day_is_that_of_most_voices() -> None:
    leads = [
        ("a", told("2021-03-02")),
        ("b", told("2021-03-02", named=True)),
        ("c", told("2021-03-03")),
        ("d", None),
    ]
    assert event_days(leads) == ("2021-03-02", "2021-03-02")


def test_copies_are_one_voice() -> None:
    leads = [
        *(("a", told("2021-03-03")) for _ in range(5)),
        ("b", told("2021-03-02", named=True)),
    ]
    assert event_days(leads) == ("2021-03-02", "2021-03-02")


def test_without_a_majority_the_days_that_are_well_told_bound_it() -> None:
    leads = [
        ("a", told("2021-03-02", named=True)),
        ("b", told("2021-03-04", named=True)),
        ("c", told("2021-03-09")),
    ]
    assert event_days(leads) == ("2021-03-02", "2021-03-04")
    assert event_days([("a", None)]) is None


def test_a_place_needs_half_of_the_leads_and_two_of_several() -> None:
    assert event_places([["حلب", "إدلب"], ["حلب"], ["دمشق", "حلب"]]) == ("حلب",)
    assert event_places([["حلب"], ["إدلب"]]) == ()
    assert event_places([["حلب"]]) == ("حلب",)


def test_no_claim_is_the_title_where_another_stands() -> None:
    titles = [
        "الوزير أمام البرلمان: لم نقدم أي تنازلات في المفاوضات",
        "الوزير للبرلمان: قدمنا تنازلات في المفاوضات",
        "الوزير يدافع عن المفاوضات أمام البرلمان",
    ]
    assert event_title(titles, titles[0]) == titles[2]
    assert event_title(titles[:1]) == titles[0]


def test_no_name_that_takes_a_side_is_in_the_title_where_another_stands() -> None:
    titles = ["قوات الأسد تقصف سوق حلب", "نظام الأسد يقصف سوق حلب", "قتلى في قصف سوق حلب"]
    assert event_title(titles) == titles[2]


def test_a_neutral_title_far_from_all_others_is_not_taken() -> None:
    titles = ["الوزير: الجسر القديم انهار فجرا", "هل انهار الجسر القديم فجرا؟", "صور اليوم"]
    assert event_title(titles) in titles[:2]
    assert event_title([None, None]) is None


def test_a_title_that_two_accounts_have_is_like_another() -> None:
    titles = ["قوات الأسد تقتل 18 في حلب", "صاروخ الأسد يقتل 18 في حلب", "قتلى في حلب"]
    assert event_title([*titles, titles[2]]) == titles[2]


@given(st.lists(st.sampled_from(["جسر انهار", "قال: الجسر سليم", "", "«»", "سيل"]), max_size=8))
def test_the_title_is_one_of_the_titles(titles: list[str]) -> None:
    found = event_title(titles)
    assert (found in titles) if any(titles) else found is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["01", "02", "03"]))))
def test_days_do_not_depend_on_the_order(leads: list[tuple[str, str]]) -> None:
    made = [(voice, told(f"2021-03-{day}")) for voice, day in leads]
    assert event_days(made) == event_days(made[::-1])
