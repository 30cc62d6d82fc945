"""Events of an archive: as grouping finds them among all articles, under ids that last."""

from __future__ import annotations

import random
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.errors import UsageError
from riwaya.group import Grouper
from riwaya.group.carried import carried
from riwaya.keeping import comparison, regroup
from riwaya.kept import KeptDecision, Undone
from riwaya.records import AnnotatedArticle, Event
from riwaya.store import Archive, WantedEvents, opened

from .conftest import NOW, Put, article, incoming

BRIDGE = (
    "انهار جسر قديم فوق نهر الوادي في بلدة السدير صباح اليوم بعد أمطار غزيرة، وقال رئيس البلدية "
    "مازن الحديدي إن فرق الإنقاذ انتشلت سائقين من شاحنة سقطت في الماء وأغلقت الطريق المؤدية إليه."
)
BRIDGE_2 = (
    "أعلن رئيس بلدية السدير مازن الحديدي إغلاق الطريق إلى الجسر القديم الذي انهار فوق نهر الوادي "
    "بسبب الأمطار، مؤكدا إنقاذ سائقي شاحنة سقطت في النهر."
)
BRIDGE_3 = (
    "قال مازن الحديدي رئيس بلدية السدير إن الجسر القديم فوق نهر الوادي انهار بعد أمطار غزيرة وإن "
    "سائقين اثنين أنقذا من شاحنة سقطت في النهر، وإن الطريق إلى الجسر أغلقت حتى إشعار آخر."
)
VOTE = (
    "صوت مجلس النواب في جلسة مسائية على قانون الموازنة الجديد بأغلبية ضئيلة، واعترضت كتل المعارضة "
    "على بند الضرائب المفروضة على الوقود ودعت إلى التظاهر أمام المبنى."
)
VOTE_2 = (
    "أقر مجلس النواب مساء قانون الموازنة الجديد بأغلبية ضئيلة رغم اعتراض كتل المعارضة على ضرائب "
    "الوقود ودعوتها إلى التظاهر أمام مبنى المجلس."
)
FAIR = (
    "افتتح معرض الكتاب أبوابه في العاصمة بمشاركة دور نشر عربية وأجنبية، ويكرم المعرض هذا العام "
    "الشاعرة هدى الزين عن مجمل أعمالها."
)
STREAM = [
    article("b1", BRIDGE, title="انهيار جسر السدير", day="2024-05-01"),
    article("b2", BRIDGE_2, title="إغلاق طريق جسر السدير", day="2024-05-01"),
    article("b3", BRIDGE_3, title="انهيار جسر قديم في السدير", day="2024-05-02"),
    article("b4", BRIDGE, title="جسر السدير ينهار", day="2024-05-02", outlet="الشراع"),
    article("v1", VOTE, title="النواب يقر الموازنة", day="2024-05-02"),
    article("v2", VOTE_2, title="إقرار الموازنة في مجلس النواب", day="2024-05-03"),
    article("v3", VOTE_2, title="الموازنة تمر", day=None),
    article("f1", FAIR, title="افتتاح معرض الكتاب", day="2024-05-04"),
    article("k1", FAIR, title="معرض", day="2024-05-04", event="mine"),
    article("k2", VOTE, title="موازنة", day="2024-05-04", event="mine"),
]


def expected(articles: list[AnnotatedArticle]) -> list[Event]:
    grouper = Grouper()
    for one in articles:
        grouper.add(one)
    return sorted(map(bare, grouper.events()), key=lambda one: one.articles)


def found(archive: Archive) -> list[Event]:
    return sorted(map(bare, archive.every_event()), key=lambda one: one.articles)


def bare(event: Event) -> Event:
    """An event without its ids, and without days that only solving its times tells."""
    return msgspec.structs.replace(event, id="", storyline=None, candidates=())


def add(archive: Archive, *articles: AnnotatedArticle) -> None:
    archive.add([incoming(one, given=True) for one in articles], NOW)
    regroup(archive)


def test_events_are_those_of_grouping_all_at_once(archive: Archive) -> None:
    add(archive, *STREAM)
    assert found(archive) == expected(STREAM)
    assert any(len(one.articles) > 2 and one.copies for one in archive.every_event())


@given(st.permutations(STREAM), st.lists(st.integers(1, 9), max_size=4), st.integers(3, 10))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_order_and_parts_they_come(
    tmp_path_factory: pytest.TempPathFactory, order: list[AnnotatedArticle], cuts: list[int],
    size: int,
) -> None:  # fmt: skip
    some = order[:size]
    bounds = sorted({0, *(cut for cut in cuts if cut < size), size})
    with opened(str(tmp_path_factory.mktemp("law") / "riwaya.db"), create=True) as archive:
        for first, last in pairwise(bounds):
            add(archive, *some[first:last])
            before = list(archive.every_event())
            regroup(archive)
            assert list(archive.every_event()) == before
        assert found(archive) == expected(some)
        for one in archive.every_event():
            assert {archive.event_of(name) for name in one.articles} == {one.id}


def test_an_event_keeps_its_id_as_it_grows(archive: Archive) -> None:
    add(archive, STREAM[0], STREAM[1])
    [before] = archive.every_event()
    add(archive, STREAM[2], STREAM[4])
    assert archive.event_of("b3") == before.id
    assert archive.event(before.id).articles == ("b1", "b2", "b3")


def test_joined_events_are_found_by_both_ids_and_come_apart_again(archive: Archive) -> None:
    add(archive, STREAM[0], STREAM[1], STREAM[7])
    bridge, fair = (archive.event_of(name) for name in ("b1", "f1"))
    assert bridge is not None
    assert fair is not None
    decision = archive.decide(KeptDecision(kind="same", article="b1", other="f1", who="ليلى"))
    regroup(archive)
    assert archive.event(fair).id == archive.event(bridge).id == bridge
    assert archive.event(bridge).articles == ("b1", "b2", "f1")
    assert decision.id is not None
    archive.undo(decision.id, Undone(who="سمير"))
    regroup(archive)
    assert archive.event(fair).articles == ("f1",)
    assert archive.event(bridge).articles == ("b1", "b2")


def test_what_a_person_parts_stays_apart_and_the_larger_part_keeps_the_id(archive: Archive) -> None:
    add(archive, *STREAM[:3])
    [whole] = archive.every_event()
    for other in ("b1", "b3"):
        archive.decide(KeptDecision(kind="different", article="b2", other=other))
    regroup(archive)
    assert archive.event(whole.id).articles == ("b1", "b3")
    assert archive.event_of("b2") not in (whole.id, None)
    add(archive, STREAM[3])
    assert archive.event_of("b2") != archive.event_of("b1")


def test_hidden_articles_are_in_no_event_until_they_are_shown_again(archive: Archive) -> None:
    add(archive, *STREAM[:3])
    [whole] = archive.every_event()
    kept = archive.decide(KeptDecision(kind="hide", article="b2"))
    assert [one.id for one in archive.list_articles().items] == ["b3", "b1"]
    regroup(archive)
    assert archive.event(whole.id).articles == ("b1", "b3")
    assert archive.event_of("b2") is None
    assert kept.id is not None
    archive.undo(kept.id, Undone())
    regroup(archive)
    assert archive.event(whole.id).articles == whole.articles


def test_an_event_of_which_nothing_is_left_leads_nowhere(archive: Archive) -> None:
    add(archive, STREAM[7])
    [event] = archive.every_event()
    archive.decide(KeptDecision(kind="hide", article="f1"))
    regroup(archive)
    assert list(archive.every_event()) == []
    with pytest.raises(UsageError):
        archive.event(event.id)


def test_a_new_version_is_grouped_by_what_it_says_now(archive: Archive) -> None:
    add(archive, *STREAM[:2], STREAM[7])
    add(archive, article("f1", BRIDGE_3, title="انهيار جسر قديم في السدير", day="2024-05-04"))
    assert archive.event_of("f1") == archive.event_of("b1")


def test_a_corrected_day_moves_an_article(archive: Archive) -> None:
    add(archive, *STREAM[:2])
    kept = archive.decide(KeptDecision(kind="date", article="b2", start="2020-01-01"))
    assert archive.article("b2").published is not None
    assert archive.list_articles().items[-1].start == "2020-01-01"
    regroup(archive)
    assert archive.event_of("b1") != archive.event_of("b2")
    assert kept.id is not None
    archive.undo(kept.id, Undone())
    regroup(archive)
    assert archive.event_of("b1") == archive.event_of("b2")


def test_grouping_that_is_done_elsewhere_is_left_to_who_does_it(archive: Archive, put: Put) -> None:
    put(*STREAM[:2])
    with archive.grouping(wait=True):
        assert regroup(archive, wait=False) is False
    assert archive.counted().ungrouped == 2
    assert regroup(archive, wait=False) is True
    assert archive.counted().ungrouped == 0


def test_events_are_listed_newest_first_by_cursors(archive: Archive) -> None:
    add(archive, *STREAM)
    whole = archive.list_events().items
    starts = [one.start or "" for one in whole]
    assert starts == sorted(starts, reverse=True)
    walked, cursor = [], None
    while True:
        part = archive.list_events(limit=1, cursor=cursor)
        walked += part.items
        cursor = part.next
        if cursor is None:
            break
    assert tuple(walked) == whole
    two = archive.list_events(WantedEvents(accounts=2)).items
    assert two == tuple(one for one in whole if len(one.articles) > 1)
    assert archive.list_events(WantedEvents(since="2024-05-04")).items == whole[:2]


def test_a_comparison_has_the_passages_of_its_copies(archive: Archive) -> None:
    add(archive, *STREAM[:4])
    [event] = archive.every_event()
    told = comparison(archive, event.id)
    assert [one.article for one in told.accounts] == ["b1", "b2", "b3", "b4"]
    copy = next(one for one in told.event.copies if (one.article, one.of) == ("b4", "b1"))
    [passage] = copy.passages
    assert BRIDGE[passage.start : passage.end] == BRIDGE[passage.of_start : passage.of_end]


def test_storylines_hold_together_and_keep_their_ids(archive: Archive) -> None:
    after = (
        "عثرت فرق الإنقاذ في نهر الوادي على جثة سائق ثالث بعد أيام من انهيار الجسر القديم في بلدة "
        "السدير، وفتح رئيس البلدية مازن الحديدي تحقيقا في أعمال الصيانة."
    )
    add(archive, *STREAM[:3], article("s1", after, title="جثة ثالثة بعد جسر", day="2024-05-06"))
    add(archive, STREAM[7])
    lines = {one.storyline for one in archive.every_event() if one.storyline is not None}
    for line in lines:
        assert len(archive.storyline(line)) > 1
    grouper = Grouper()
    for one in archive.every_article():
        grouper.add(one)
    assert len(lines) == len({one.storyline for one in grouper.events() if one.storyline})


names = st.sampled_from("ابجدهوزح")


@given(st.dictionaries(names, st.sampled_from(["e1", "e2", "e3"])), st.dictionaries(names, names))
def test_ids_are_carried_to_where_most_went(old: dict[str, str], new: dict[str, str]) -> None:
    before: dict[str, set[str]] = {}
    for name, event in old.items():
        before.setdefault(event, set()).add(name)
    groups: dict[str, list[str]] = {}
    for name, group in sorted(new.items()):
        groups.setdefault(group, []).append(name)
    sets = sorted(groups.values())
    told = carried(before, sets, lambda members: f"new {members[0]}")
    assert len(set(told.ids)) == len(sets)
    assert set(before) == {one for one in told.ids if one in before} | set(told.redirects)
    for event, members in before.items():
        shares = [len(members.intersection(group)) for group in sets]
        went = told.redirects.get(event, event)
        if went is None:
            assert not any(shares)
        else:
            assert shares[told.ids.index(went)] == max(shares) > 0


def test_random_streams_over_days_are_grouped_as_one(lite: Archive) -> None:
    random.seed(7)
    some = [
        article(
            f"r{n}", random.choice([BRIDGE, BRIDGE_2, VOTE, VOTE_2, FAIR]) + f" وذلك {n} مرة.",
            title=None, day=f"2024-05-{1 + n % 9:02}",
        )
        for n in range(40)
    ]  # fmt: skip
    for first in range(0, 40, 7):
        add(lite, *some[first : first + 7])
    assert [one.articles for one in found(lite)] == [one.articles for one in expected(some)]
