"""Grouping, on short reports of our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.group import group, relate
from riwaya.records import AnnotatedArticle, Origin, Span, When

BRIDGE = (
    "انهار جسر قديم فوق نهر الوادي في بلدة السدير صباح اليوم بعد أمطار غزيرة، "
    "وقال رئيس البلدية مازن الحديدي إن فرق الإنقاذ انتشلت سائقين من شاحنة سقطت "
    "في الماء وأغلقت الطريق المؤدية إليه."
)
BRIDGE_2 = (
    "أعلن رئيس بلدية السدير مازن الحديدي إغلاق الطريق إلى الجسر القديم "
    "الذي انهار فوق نهر الوادي "
    "بسبب الأمطار، مؤكدا إنقاذ سائقي شاحنة سقطت في النهر."
)
VOTE = (
    "صوت مجلس النواب في جلسة مسائية على قانون الموازنة الجديد بأغلبية "
    "ضئيلة، واعترضت كتل المعارضة على "
    "بند الضرائب المفروضة على الوقود ودعت إلى التظاهر أمام المبنى."
)
FAIR = (
    "افتتح معرض الكتاب أبوابه في العاصمة بمشاركة دور نشر عربية وأجنبية، "
    "ويكرم المعرض هذا العام الشاعرة "
    "هدى الزين عن مجمل أعمالها."
)


def report(
    name: str,
    title: str | None,
    body: str,
    *,
    day: str | None = None,
    event: str | None = None,
    credit: tuple[str, ...] = (),
) -> AnnotatedArticle:
    when = None
    if day:
        when = When(start=day, end=day, precision="day", basis="metadata", evidence=day)
    return AnnotatedArticle(
        id=name,
        page=Origin(sha256=name),
        title=title,
        body=body,
        published=when,
        event=event,
        paragraphs=(Span(start=0, end=len(body)),),
        credit=credit,
    )


REPORTS = [
    report("a1", "انهيار جسر في السدير بسبب الأمطار", BRIDGE),
    report("b1", "إغلاق الطريق بعد انهيار جسر السدير", BRIDGE_2),
    report("c1", "النواب يقر الموازنة", VOTE),
    report("d1", "افتتاح معرض الكتاب", FAIR),
]


def test_accounts_of_one_event_meet_and_others_stay_alone() -> None:
    events = group(REPORTS)
    assert [event.articles for event in events] == [("a1", "b1"), ("c1",), ("d1",)]
    assert [event.independent for event in events] == [2, 1, 1]
    assert events[0].title in {REPORTS[0].title, REPORTS[1].title}


@settings(max_examples=20)
@given(st.permutations(REPORTS))
def test_the_order_of_articles_does_not_matter(reports: list[AnnotatedArticle]) -> None:
    assert group(reports) == group(REPORTS)


def test_each_article_is_in_one_event() -> None:
    named = [name for event in group(REPORTS) for name in event.articles]
    assert sorted(named) == ["a1", "b1", "c1", "d1"]


def test_a_copy_is_no_voice_of_its_own() -> None:
    body = BRIDGE.replace("صباح اليوم", "صباحا")
    [event] = group(
        [
            report("x", "انهيار جسر", BRIDGE, day="2021-03-02"),
            report("w", "انهيار جسر", body, day="2021-03-02", credit=("وكالة الشراع",)),
        ]
    )
    [copy] = event.copies
    assert (copy.article, copy.of) == ("w", "x")
    assert 0.5 <= copy.share < 1
    assert event.independent == 1
    assert (event.start, event.end) == ("2021-03-02", "2021-03-02")


def test_an_abridged_copy_is_known_by_the_shorter_text() -> None:
    short = BRIDGE[: len(BRIDGE) // 3]
    [event] = group(
        [report("long", None, BRIDGE, event="k"), report("short", None, short, event="k")]
    )
    assert [(copy.article, copy.of) for copy in event.copies] == [("short", "long")]
    assert event.copies[0].share > 0.8


def test_the_key_of_the_user_decides() -> None:
    events = group(
        [
            report("a", None, BRIDGE, event="1"),
            report("b", None, VOTE, event="1"),
            report("c", None, BRIDGE_2, event="2"),
        ]
    )
    assert [event.articles for event in events] == [("a", "b"), ("c",)]


def test_far_days_keep_reports_apart() -> None:
    near = relate(
        report("a", None, BRIDGE, day="2021-03-02"), report("b", None, BRIDGE_2, day="2021-03-02")
    )
    far = relate(
        report("a", None, BRIDGE, day="2021-03-02"), report("b", None, BRIDGE_2, day="2021-05-02")
    )
    assert far.score < near.score
    assert (near.parts["published"], far.parts["published"]) == (1.0, 0.0)


def test_parts_with_nothing_to_say_are_left_out() -> None:
    parts = relate(report("a", None, BRIDGE), report("b", "جسر", BRIDGE)).parts
    assert set(parts) == {"words", "lead"}


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_score_is_a_share_and_has_no_side(one: str, other: str) -> None:
    a, b = report("a", one, other), report("b", other, one)
    score = relate(a, b).score
    assert 0 <= score <= 1
    assert score == pytest.approx(relate(b, a).score)


def test_empty_articles_are_events_of_their_own() -> None:
    events = group([report("a", None, ""), report("b", None, "")])
    assert [event.articles for event in events] == [("a",), ("b",)]
    assert group([]) == ()
