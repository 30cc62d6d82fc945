"""Comparisons kept with their events: they are those that would be made now, or are not used."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from riwaya import pipeline
from riwaya.keeping import compared, comparison, regroup
from riwaya.kept import Deletion, KeptDecision, Undone
from riwaya.records import AnnotatedArticle, Comparison
from riwaya.store import Archive, comparisons, opened

from .conftest import NOW, Put, article, incoming, said

BODIES = {
    "a": "قال رئيس البلدية مازن الحديدي إن الجسر القديم انهار صباح اليوم وإن سبعة قتلوا في الحادث.",
    "b": "أعلن مازن الحديدي رئيس البلدية أن تسعة قتلوا في الحادث حين انهار الجسر القديم صباحا.",
    "c": "نفى مازن الحديدي رئيس البلدية أن يكون سبعة قد قتلوا في حادث الجسر القديم صباح اليوم.",
}
BODIES["d"] = BODIES["a"]


def account(name: str, body: str | None = None) -> AnnotatedArticle:
    told = body or BODIES[name]
    return article(
        name, told, title="انهيار الجسر", event="e", outlet=name,
        statements=(said(told, "مازن الحديدي", told.split()[0], told.split(" ", 4)[4]),),
    )  # fmt: skip


@pytest.fixture
def event(archive: Archive, put: Put) -> str:
    """The id of an event of four accounts, one of them a copy, that are compared."""
    put(*map(account, BODIES))
    regroup(archive)
    found = archive.event_of("a")
    assert found is not None
    return found


def made(archive: Archive, name: str) -> Comparison:
    """The comparison as it is made of what is there now."""
    found, accounts = archive.accounts(name)
    return pipeline.comparison(found, accounts, archive.articles(comparisons.beyond(found)))


def is_kept(archive: Archive, name: str) -> bool:
    """Whether a comparison is kept that is still that of the event."""
    with archive.reading() as conn:
        found = archive.event(name)
        return comparisons.kept(conn, found, comparisons.stamp(conn, found)) is not None


def rows(archive: Archive) -> list[Any]:
    with archive.reading() as conn:
        return list(conn.execute(text("SELECT event, code FROM comparisons ORDER BY event")))


def test_what_is_kept_is_what_is_made_and_is_not_made_again(
    archive: Archive, event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = made(archive, event)
    assert expected.points

    def again(*_: object) -> NoReturn:
        raise AssertionError("compared again")

    monkeypatch.setattr(pipeline, "comparison", again)
    assert comparison(archive, event) == expected
    assert compared(archive, event) == (expected, archive.articles(expected.event.articles))


DECISIONS = [
    KeptDecision(kind="speaker", article="b", statement="s1", speaker="منى الحلبي"),
    KeptDecision(kind="hide", article="c", statement="s1"),
    KeptDecision(kind="date", article="a", start="2024-05-08", end="2024-05-08"),
]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda one: one.kind)
def test_a_decision_holds_before_events_follow_and_after(
    archive: Archive, event: str, decision: KeptDecision
) -> None:
    before = comparison(archive, event)
    number = archive.decide(decision).id
    assert not is_kept(archive, event)
    now = comparison(archive, event)
    assert now == made(archive, event)
    assert now != before
    regroup(archive)
    assert is_kept(archive, event)
    assert comparison(archive, event) == made(archive, event)
    assert number is not None
    archive.undo(number, Undone(who="ليلى"))
    assert not is_kept(archive, event)
    assert comparison(archive, event).points == before.points


def test_a_new_version_is_compared(archive: Archive, event: str, put: Put) -> None:
    put(account("b", BODIES["b"].replace("تسعة", "عشرة")))
    assert comparison(archive, event) == made(archive, event)
    regroup(archive)
    name = archive.event_of("a")
    assert name is not None
    assert is_kept(archive, name)
    assert comparison(archive, name) == made(archive, name)


Doing = tuple[str, str]
DOINGS = st.tuples(
    st.sampled_from(["put", "hide", "alone", "speaker", "group", "undo"]),
    st.sampled_from(sorted(BODIES)),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(DOINGS, min_size=1, max_size=8))
def test_whatever_is_done_what_is_kept_is_what_would_be_made(
    tmp_path_factory: pytest.TempPathFactory, doings: list[Doing]
) -> None:
    place = str(tmp_path_factory.mktemp("kept") / "riwaya.db")
    with opened(place, create=True) as archive:
        archive.add([incoming(account(name), given=True) for name in BODIES], NOW)
        regroup(archive)
        for turn, (what, name) in enumerate(doings):
            _do(archive, what, name, turn)
            for event in archive.every_event():
                assert comparison(archive, event.id) == made(archive, event.id)


def _do(archive: Archive, what: str, name: str, turn: int) -> None:
    if what == "put":
        changed = account(name, BODIES[name] + f" وأصيب {turn + 20} آخرون.")
        archive.add([incoming(changed, given=True)], NOW)
    elif what == "group":
        regroup(archive)
    elif what == "undo":
        for one in archive.decisions(name):
            if one.undone is None and one.id is not None:
                archive.undo(one.id, Undone())
    elif what == "alone":
        other = "a" if name != "a" else "b"
        archive.decide(KeptDecision(kind="different", article=name, other=other))
    elif what == "hide":
        archive.decide(KeptDecision(kind="hide", article=name))
    else:
        archive.decide(KeptDecision(kind="speaker", article=name, statement="s1", speaker="لا أحد"))


def test_nothing_that_was_deleted_is_kept(archive: Archive, event: str) -> None:
    assert len(rows(archive)) == 1
    archive.forget(Deletion(article="d", pages=0))
    assert rows(archive) == []
    assert comparison(archive, event) == made(archive, event)
    regroup(archive)
    assert len(rows(archive)) == 1


def test_one_account_alone_is_not_kept(archive: Archive, put: Put) -> None:
    put(account("a"))
    regroup(archive)
    name = archive.event_of("a")
    assert name is not None
    assert rows(archive) == []
    assert comparison(archive, name) == made(archive, name)


def test_damage_is_told_and_not_shown(archive: Archive, event: str) -> None:
    expected = comparison(archive, event)
    with archive.writing() as conn:
        packed = conn.scalar(text("SELECT packed FROM comparisons"))
        conn.execute(text("UPDATE comparisons SET packed = :cut"), {"cut": packed[:-9]})
    [damage] = archive.verify().damages
    assert (damage.kind, damage.where) == ("comparison", event)
    assert comparison(archive, event) == expected


def test_another_version_of_the_code_compares_anew(archive: Archive, event: str) -> None:
    with archive.writing() as conn:
        conn.execute(text("UPDATE comparisons SET code = '0', stamp = '0'"))
        conn.execute(text("DELETE FROM verdicts"))
    assert comparison(archive, event) == made(archive, event)
    regroup(archive)
    assert not is_kept(archive, event)
    _as_reread_does(archive)
    assert is_kept(archive, event)
    with archive.reading() as conn:
        assert conn.scalar(text("SELECT count(*) FROM verdicts")) > 0


def test_an_archive_without_the_table_gets_it_and_reread_fills_it(place: str) -> None:
    with opened(place, create=True) as archive:
        archive.add([incoming(account(name), given=True) for name in BODIES], NOW)
        regroup(archive)
        before = (*archive.every_article(), *archive.every_event())
        [event] = archive.every_event()
        with archive.writing() as conn:
            conn.execute(text("DROP TABLE comparisons"))
            conn.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with opened(place) as archive:
        assert (*archive.every_article(), *archive.every_event()) == before
        assert rows(archive) == []
        assert comparison(archive, event.id) == made(archive, event.id)
        _as_reread_does(archive)
        assert [row.event for row in rows(archive)] == [event.id]


def _as_reread_does(archive: Archive) -> None:
    with archive.writing() as conn:
        comparisons.mark_old(conn)
    regroup(archive)
