"""Open times settled by the accounts of one event."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.data import rows
from riwaya.dates import Document, Settled, settle

# Tuesdays of September 2018: 4, 11, 18, 25.
_SHORT = Document(article="short", body="أعلن رئيس اللجنة الثلاثاء أن المعبر سيفتح أمام الشاحنات.")
_DATED = Document(
    article="dated",
    body="قالت اللجنة في بيان نشر ليلة الثلاثاء-الأربعاء إن المعبر جاهز. وأُغلق المعبر يوم 6 "
    "حزيران 2018 بعد معارك. وكانت فرق الصيانة دخلته مطلع أيلول الجاري.",
)
_LONG = Document(
    article="long",
    body="قال رئيس اللجنة يوم الثلاثاء إن المعبر جاهز. وكانت شركة النقل أعلنت يوم السبت عن خطتها. "
    "وعقدت خمس جلسات، آخرها في 9 الجاري واستمرت لمدة 3 أيام. وتعقد الجلسة الأخيرة في تشرين "
    "الأول المقبل.",
)


def _values(settled: Settled) -> dict[str, str | tuple[str, ...] | None]:
    return {
        time.text: time.value or time.candidates or None
        for document in settled.documents
        for time in document.times
    }


def test_three_accounts_share_what_they_know() -> None:
    settled = settle([_SHORT, _DATED, _LONG])
    assert _values(settled) == {
        "الثلاثاء": ("2018-09-11", "2018-09-18", "2018-09-25"),
        "ليلة الثلاثاء-الأربعاء": (
            "2018-09-11/2018-09-12",
            "2018-09-18/2018-09-19",
            "2018-09-25/2018-09-26",
        ),
        "يوم 6 حزيران 2018": "2018-06-06",
        "مطلع أيلول الجاري": "2018-09",
        "يوم الثلاثاء": ("2018-09-11", "2018-09-18", "2018-09-25"),
        "يوم السبت": ("2018-09-08", "2018-09-15", "2018-09-22"),
        "9 الجاري": "2018-09-09",
        "تشرين الأول المقبل": "2018-10",
    }
    assert settled.candidates == ("2018-09-11", "2018-09-18", "2018-09-25")
    assert settled.notes == ()


def test_what_was_settled_says_so() -> None:
    settled = settle([_SHORT, _DATED, _LONG])
    by_text = {time.text: time for document in settled.documents for time in document.times}
    assert by_text["9 الجاري"].inferred
    assert by_text["9 الجاري"].basis == "event"
    assert not by_text["يوم 6 حزيران 2018"].inferred
    assert by_text["يوم 6 حزيران 2018"].basis == "explicit"


_SETTLED = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "gates" / "dates_settled.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("case", _SETTLED, ids=lambda case: case["documents"][0]["body"][:30])
def test_gold(case: dict[str, Any]) -> None:
    settled = settle([Document(**document) for document in case["documents"]])
    times = {document.article: document.times for document in settled.documents}
    for want in case["times"]:
        got = next(time for time in times[want["article"]] if time.text == want["text"])
        assert (got.value, list(got.candidates)) == (want["value"], want["candidates"]), got.text
    assert bool(settled.conflicts) is case["conflict"]


def test_a_conflict_says_what_disagrees() -> None:
    body = "قال اليوم الثلاثاء إن المحادثات بدأت. وانطلقت صباح اليوم الاثنين."
    settled = settle([Document(article="a", body=body)])
    assert [(one.text, one.note) for one in settled.conflicts] == [
        ("اليوم الثلاثاء", "weekday_conflict"),
        ("صباح اليوم الاثنين", "weekday_conflict"),
    ]


def test_two_days_left_are_a_one_of_set() -> None:
    settled = settle([_SHORT, _DATED, _LONG])
    assert settled.day == "[2018-09-11,2018-09-18,2018-09-25]"


def test_order_changes_nothing() -> None:
    seen = {
        tuple(
            sorted((document.article, document.times) for document in settle(order).documents)
        ).__repr__()
        for order in permutations([_SHORT, _DATED, _LONG])
    }
    assert len(seen) == 1


def test_one_account_alone_gives_its_month() -> None:
    values = _values(settle([_DATED]))
    assert values["مطلع أيلول الجاري"] == "2018-09"
    assert not isinstance(values["ليلة الثلاثاء-الأربعاء"], str)


@pytest.mark.parametrize("body", [
    "أعلن الوزير الثلاثاء أن الجلسة ستعقد في حزيران المقبل.",
    "عُقدت الجلسة في 16 الجاري.",
    "اندلعت الثورة في 15 آذار 2011. وسيطرت القوة على البلدة مطلع أيار الجاري.",
    "سيعقد المؤتمر في 5 آذار 2019. وزار الوزير المدينة مطلع أيار الجاري.",
    "وقع الاتفاق في 2 آذار 2015. وفي عام 2018 انهار. وعادت المعارك مطلع أيار الجاري.",
])  # fmt: skip
def test_no_safe_year_leaves_the_relative_open(body: str) -> None:
    (settled,) = settle([Document(article="a", body=body)]).documents
    assert [
        time.value
        for time in settled.times
        if time.basis != "explicit" and len(time.value or "") > 0
    ] == []


def test_a_text_that_contradicts_itself_is_noted() -> None:
    body = "قال اليوم الثلاثاء إن المحادثات بدأت. وانطلقت صباح اليوم الاثنين. ويلتقون العام المقبل."
    settled = settle([Document(article="a", body=body)])
    assert settled.notes == ("weekday_conflict",)
    assert [(time.text, time.value, time.note) for time in settled.documents[0].times] == [
        ("اليوم الثلاثاء", None, "weekday_conflict"),
        ("صباح اليوم الاثنين", None, "weekday_conflict"),
        ("العام المقبل", None, None),
    ]


def test_a_text_that_dates_its_yesterday_settles_its_week_days() -> None:
    body = (
        "رست السفينة صباح أمس الثلاثاء 11 أيلول 2018. وبلغ عدد الجرحى حتى ظهر الثلاثاء تسعة. "
        "وغادر الطاقم ليل الاثنين، وقالت الشركة اليوم إنها تحقق."
    )
    times = settle([Document(article="a", body=body)]).documents[0].times
    assert [(time.value, time.inferred) for time in times] == [
        ("2018-09-11", False),
        ("2018-09-11", True),
        ("2018-09-10", True),
        ("2018-09-12", True),
    ]


def test_two_days_of_its_own_settle_nothing() -> None:
    body = "قال أمس الثلاثاء 11 أيلول 2018 إنه باق. وكتب: اليوم الأحد 2 أيلول 2018. ورحل السبت."
    times = settle([Document(article="a", body=body)]).documents[0].times
    assert times[-1].value is None


def test_a_week_day_with_its_date_gives_the_day_to_the_others() -> None:
    named = Document(article="n", body="توقفت الشركة الثلاثاء 11 أيلول 2018 عن العمل.")
    settled = settle([named, _SHORT])
    assert settled.candidates == ("2018-09-11",)
    assert settled.documents[1].times[0].value == "2018-09-11"
    old = Document(article="o", body="توقفت الثلاثاء 2 أيلول 2014 عن العمل. وعادت في 3 أيار 2018.")
    assert settle([old, _SHORT]).documents[1].times[0].value is None


def test_a_dated_account_gives_the_day_to_the_others() -> None:
    body = "قالت الشركة أمس الثلاثاء إنها توقفت."
    dated = Document(article="d", body=body, published="2018-09-12")
    settled = settle([dated, _SHORT])
    assert _values(settled) == {"أمس الثلاثاء": "2018-09-11", "الثلاثاء": "2018-09-11"}
    assert settled.candidates == ("2018-09-11",)
    assert settled.documents[1].times[0].inferred


def test_a_dated_account_gives_month_and_year_to_the_others() -> None:
    dated = Document(article="d", body="توقفت الشركة عن العمل.", published="2018-09-12")
    body = "توقفت مطلع أيلول الجاري. وتعود العام المقبل، كما قالت اليوم."
    other = Document(article="o", body=body)
    times = settle([dated, other]).documents[1].times
    assert [(time.text, time.value) for time in times] == [
        ("مطلع أيلول الجاري", "2018-09"),
        ("العام المقبل", "2019"),
        ("اليوم", None),
    ]
    assert times[2].candidates == ("2018-09-11", "2018-09-12", "2018-09-13")


def test_dated_accounts_that_disagree_settle_nothing() -> None:
    one = Document(article="1", body="قالت الشركة الثلاثاء إنها توقفت.", published="2018-09-12")
    two = Document(article="2", body="قالت الشركة الثلاثاء إنها توقفت.", published="2018-09-20")
    settled = settle([one, two, _SHORT])
    assert settled.notes == ("date_conflict",)
    assert settled.documents[2].times[0].value is None
    assert settled.candidates == ("2018-09-11", "2018-09-18")


def test_months_that_contradict_fit_no_day() -> None:
    body = "في 6 كانون الثاني 2018 بدأ. وانتهى مطلع أيار الجاري. وعاد مطلع حزيران الجاري."
    settled = settle([Document(article="a", body=body)])
    assert settled.notes == ("no_day_fits",)
    assert [time.value for time in settled.documents[0].times][1:] == [None, None]


def test_no_documents() -> None:
    assert settle([]) == Settled(documents=())


_PUBLISHED = st.sampled_from([None, None, "2017-05-24", "9999-12-31", "0001-01-01", "?"])
_BODIES = st.lists(
    st.sampled_from(
        [row["word"] for row in rows("date_words")]
        + [
            "الثلاثاء",
            "السبت",
            "أيار",
            "رمضان",
            "2 آذار 2017",
            "16 الجاري",
            ".",
            "أيار الجاري",
            "حزيران المقبل",
            "31/12/2099",
        ]
    ),
    max_size=14,
).map(" ".join)
_DOCUMENTS = st.lists(
    st.builds(Document, article=st.just("a"), body=_BODIES, published=_PUBLISHED),
    max_size=3,
)


@settings(max_examples=120, deadline=None)
@given(documents=_DOCUMENTS)
def test_laws(documents: list[Document]) -> None:
    settled = settle(documents)
    assert [one.body for one in settled.documents] == [one.body for one in documents]
    for document in settled.documents:
        for time in document.times:
            assert document.body[time.start : time.end] == time.text
            assert not (time.value and time.candidates)
    assert settle(documents) == settled
    assert settle(settled.documents).documents == settled.documents
