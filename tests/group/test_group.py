"""Grouping, on short reports of our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.arabic import fold_key
from riwaya.group import Grouper, group, passages, relate
from riwaya.group.parts import PARTS
from riwaya.records import AnnotatedArticle, Decision, Origin, Span, When

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
    assert (near.parts["gap"], far.parts["gap"]) == (0.0, 1.0)


def test_parts_with_nothing_to_say_are_left_out() -> None:
    parts = relate(report("a", None, BRIDGE), report("b", "جسر", BRIDGE)).parts
    assert {"words", "told_least", "passages"} <= parts.keys()
    assert not parts.keys() & {"names", "figures", "times", "statements", "outlet", "gap"}


def test_a_person_decides_before_all_scores() -> None:
    apart = Decision(a="b1", b="a1", same=False, who="ريم", why="جسران")
    same = Decision(a="c1", b="d1", same=True)
    events = group(REPORTS, [apart, same])
    assert [event.articles for event in events] == [("a1",), ("b1",), ("c1", "d1")]
    again = Decision(a="a1", b="b1", same=True)
    assert group(REPORTS, [apart, again])[0].articles == ("a1", "b1")


def test_what_is_kept_apart_is_not_joined_through_a_third() -> None:
    reports = [*REPORTS[:2], report("z1", REPORTS[0].title, BRIDGE + " وفتح تحقيق في الحادث.")]
    [event] = group(reports)
    assert event.articles == ("a1", "b1", "z1")
    split = group(reports, [Decision(a="a1", b="z1", same=False)])
    assert all(not {"a1", "z1"} <= set(event.articles) for event in split)


def test_an_explanation_says_what_speaks_for_and_against() -> None:
    grouper = Grouper()
    for one in REPORTS:
        grouper.add(one)
    events = grouper.events()
    found = grouper.explain(events, REPORTS[0], REPORTS[1])
    assert found.together
    assert found.score >= found.needed
    assert found.reasons.keys() <= set(PARTS)
    other = grouper.explain(events, REPORTS[0], REPORTS[2])
    assert not other.together
    assert other.events[0] != other.events[1]
    with pytest.raises(KeyError):
        grouper.explain(events, REPORTS[0], report("none", None, BRIDGE))


def test_articles_far_apart_are_explained_too() -> None:
    grouper = Grouper()
    old = report("o", "انهيار جسر", BRIDGE, day="2021-01-02")
    new = report("n", "انهيار جسر", BRIDGE, day="2021-09-02")
    for one in (old, report("m", None, FAIR, day="2021-09-01"), new):
        grouper.add(one)
    assert not grouper.explain(grouper.events(), old, new).together


def test_two_articles_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="a1"):
        group([REPORTS[0], REPORTS[0]])


def test_a_report_made_of_three_wires_is_no_voice_of_its_own() -> None:
    parts = [BRIDGE, VOTE, FAIR]
    reports = [report(f"w{n}", None, text, event="k") for n, text in enumerate(parts)]
    mixed = report("x", None, " ".join(parts), credit=("وكالات",), event="k")
    [event] = group([*reports, mixed])
    kinds = [copy.kind for copy in event.copies]
    assert [copy.article for copy in event.copies] == ["x", "x", "x"]
    assert kinds == ["stitched", "extended", "extended"]
    assert event.independent == 3


def test_a_report_made_of_two_wires_is_no_voice() -> None:
    reports = [
        report("w1", None, BRIDGE, day="2021-03-02", event="k"),
        report("w2", None, FAIR, day="2021-03-02", event="k"),
        report("x", None, f"{BRIDGE} {FAIR}", day="2021-03-03", event="k"),
    ]
    [event] = group(reports)
    assert [(copy.of, copy.kind) for copy in event.copies if copy.article == "x"] == [
        ("w1", "extended"),
        ("w2", "extended"),
    ]
    assert event.independent == 2


def test_copies_are_told_by_what_each_has_of_the_other() -> None:
    longer = BRIDGE + " " + VOTE + " " + FAIR + " " + BRIDGE_2
    [event] = group(
        [
            report("w", None, BRIDGE, day="2021-03-01", event="k"),
            report("e", None, longer, day="2021-03-02", event="k"),
            report("s", None, BRIDGE, day="2021-03-03", event="k"),
        ]
    )
    kinds = {(copy.article, copy.of): copy.kind for copy in event.copies}
    assert kinds == {("e", "w"): "extended", ("s", "e"): "abridged", ("s", "w"): "exact"}
    assert event.independent == 2


def test_passages_are_slices_with_the_same_words() -> None:
    of = "نقلت الوكالة أمس: " + BRIDGE
    body = BRIDGE[:120].rsplit(" ", 1)[0] + " وختم. " + VOTE
    [one] = passages(body, of)
    assert body[one.start : one.end] == of[one.of_start : one.of_end]
    assert one.start == 0


@given(st.lists(st.sampled_from(["أعلن", "الوزير", "في", "مدينة", "عن", "خطة"]), max_size=60))
def test_passages_lie_apart_and_inside(words: list[str]) -> None:
    body, of = " ".join(words), " ".join(words[5:] + words[:5])
    found = passages(body, of, least=5)
    for one in found:
        assert fold_key(body[one.start : one.end]) == fold_key(of[one.of_start : one.of_end])
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_window_forgets_the_oldest() -> None:
    grouper = Grouper(size=2)
    far = [report(f"n{n}", None, FAIR + f" {n}", day=f"2021-03-0{n + 3}") for n in range(3)]
    for one in [
        report("a1", None, BRIDGE, day="2021-03-02"), *far,
        report("b1", None, BRIDGE, day="2021-03-09"),
    ]:  # fmt: skip
        grouper.add(one)
    assert ("a1",) in [event.articles for event in grouper.events()]


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
