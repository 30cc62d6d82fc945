"""What people decided: it holds, it can be taken back, and it outlives a re-run."""

from __future__ import annotations

import msgspec
import pytest

from riwaya.errors import UsageError
from riwaya.keeping import added, regroup, reread
from riwaya.kept import KeptDecision, Undone
from riwaya.pipeline import Settings
from riwaya.records import AnnotatedArticle
from riwaya.store import Archive, Question, Words, opened

from .conftest import NOW, Put, article, incoming, said

BODY = "نفى المحافظ سالم العبدلي وجود مخالفات. وقال مازن الحديدي إن الجسر مغلق."


@pytest.fixture
def told(archive: Archive) -> AnnotatedArticle:
    one = article(
        "a", BODY,
        statements=(
            said(BODY, "سالم العبدلي", "نفى", "وجود مخالفات"),
            said(BODY, "سالم العبدلي", "قال", "الجسر مغلق", "s2"),
        ),
    )  # fmt: skip
    archive.add([incoming(one, given=True), incoming(article("b"), given=True)], NOW)
    return one


def test_a_wrong_speaker_is_put_right_and_back(archive: Archive, told: AnnotatedArticle) -> None:
    kept = archive.decide(
        KeptDecision(
            kind="speaker", article="a", statement="s2", speaker="مازن الحديدي", who="ليلى",
            when=NOW, why="كما في النص",
        )
    )  # fmt: skip
    assert kept.words == "الجسر مغلق"
    first, second = archive.article("a").statements
    assert first == told.statements[0]
    assert (second.speaker.name, second.speaker.text) == ("مازن الحديدي", None)
    by = Question(every=((Words("الحديدي", "speaker"),),))
    assert [one.statement for one in archive.matching(by, "statement")] == ["s2"]
    assert kept.id is not None
    undone = Undone(who="سمير", when=NOW, why="لا")
    assert archive.undo(kept.id, undone).undone == undone
    assert archive.article("a") == told
    assert archive.matching(by, "statement") == []
    [history] = archive.decisions("a")
    assert (history.who, history.undone) == ("ليلى", undone)
    with pytest.raises(UsageError):
        archive.undo(kept.id, undone)


def test_a_speaker_may_be_unknown(archive: Archive, told: AnnotatedArticle) -> None:
    archive.decide(KeptDecision(kind="speaker", article="a", statement="s1"))
    assert archive.article("a").statements[0].speaker.name is None


def test_a_hidden_statement_is_not_shown(archive: Archive, told: AnnotatedArticle) -> None:
    archive.decide(KeptDecision(kind="hide", article="a", statement="s1"))
    assert [one.id for one in archive.article("a").statements] == ["s2"]
    assert len(archive.list_articles().items) == 2


def test_an_unknown_day_is_unknown(archive: Archive, told: AnnotatedArticle) -> None:
    archive.decide(KeptDecision(kind="date", article="a"))
    assert archive.article("a").published is None
    assert archive.list_articles().items[-1].start is None


def test_of_two_decisions_the_later_holds(archive: Archive, told: AnnotatedArticle) -> None:
    for day in ("2020-01-01", "2021-01-01"):
        archive.decide(KeptDecision(kind="date", article="a", start=day))
    when = archive.article("a").published
    assert when is not None
    assert (when.start, when.end, when.basis) == ("2021-01-01", "2021-01-01", "decision")


@pytest.mark.parametrize(
    "decision",
    [
        KeptDecision(kind="same", article="a"),
        KeptDecision(kind="same", article="a", other="a"),
        KeptDecision(kind="same", article="a", other="nobody"),
        KeptDecision(kind="hide", article="nobody"),
        KeptDecision(kind="hide", article="a", statement="s9"),
        KeptDecision(kind="speaker", article="a"),
        KeptDecision(kind="date", article="a", start="2024-5-1"),
        KeptDecision(kind="date", article="a", start="20240501"),
        KeptDecision(kind="date", article="a", start="2024-05-02", end="2024-05-01"),
        KeptDecision(kind="date", article="a", start="2024-05-02", why="x" * 3000),
    ],
)
def test_what_makes_no_sense_is_refused(
    archive: Archive, told: AnnotatedArticle, decision: KeptDecision
) -> None:
    with pytest.raises(UsageError) as refused:
        archive.decide(decision)
    assert refused.value.code in ("bad_decision", "no_such")
    assert archive.decisions() == ()


def test_a_decision_finds_its_statement_when_ids_have_changed(
    archive: Archive, told: AnnotatedArticle
) -> None:
    archive.decide(
        KeptDecision(kind="speaker", article="a", statement="s2", speaker="مازن الحديدي")
    )
    longer = f"خبر عاجل. {BODY}"
    new = article(
        "a", longer,
        statements=(
            said(longer, "سالم العبدلي", "نفى", "وجود مخالفات", "s2"),
            said(longer, "سالم العبدلي", "قال", "الجسر مغلق", "s3"),
        ),
    )  # fmt: skip
    archive.add([incoming(new, given=True)], NOW)
    assert [one.speaker.name for one in archive.article("a").statements] == [
        "سالم العبدلي", "مازن الحديدي",
    ]  # fmt: skip


PAGE = {
    "id": "p1", "title": "إغلاق جسر السدير", "outlet": "المرصاد", "published": "2024-05-09",
    "text": "قال رئيس بلدية السدير مازن الحديدي إن الجسر القديم مغلق منذ صباح الأربعاء.\n"
    "ونفى الحديدي وقوع إصابات.",
}  # fmt: skip


def test_reading_anew_keeps_ids_versions_and_decisions(lite: Archive, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "page.jsonl"
    path.write_bytes(msgspec.json.encode(PAGE))
    [(outcomes, counts)] = added(lite, [str(path)], Settings(), clock=lambda: NOW)
    assert (outcomes, counts.new) == ([None], 1)
    regroup(lite)
    before = lite.article("p1")
    said_by = before.statements[0]
    lite.decide(
        KeptDecision(kind="speaker", article="p1", statement=said_by.id, speaker="سالم العبدلي")
    )
    # As if an earlier version of the code had read the page worse.
    worse = msgspec.structs.replace(before, title="عنوان آخر", statements=())
    with lite.writing() as conn:
        from riwaya.store import rereading

        [one] = rereading.pages(conn, (0, 0), 9)
        assert rereading.replace(conn, [(one, worse)]) == 1
    assert lite.article("p1").statements == ()
    [(outcomes, changed)] = reread(lite, Settings())
    assert (outcomes, changed) == ([None], 1)
    regroup(lite)
    now = lite.article("p1")
    assert now.statements[0].speaker.name == "سالم العبدلي"
    assert msgspec.structs.replace(now, statements=()) == msgspec.structs.replace(
        before, statements=()
    )
    assert [one.number for one in lite.versions("p1")] == [1]
    assert [changed for _, changed in reread(lite, Settings())] == [0]
    assert lite.verify().damages == ()


def test_decisions_go_over_into_another_archive(lite: Archive, put: Put, place: str) -> None:
    from riwaya.archiving import everything, replayed

    one = article("a", BODY, statements=(said(BODY, "سالم العبدلي", "نفى", "وجود مخالفات"),))
    lite.add([incoming(one, given=True), incoming(article("b"), given=True)], NOW)
    put(one, article("b"))
    with opened(place) as archive:
        archive.decide(KeptDecision(kind="different", article="a", other="b", who="ليلى", when=NOW))
        kept = archive.decide(KeptDecision(kind="hide", article="a", statement="s1"))
        assert kept.id is not None
        archive.undo(kept.id, Undone(why="لا"))
        out = [msgspec.json.encode(one) for one in everything(archive, "decisions")]
        if place.endswith("riwaya.db"):
            return
        for line in out:
            replayed(lite, msgspec.json.decode(line, type=KeptDecision))
        assert lite.decisions() == archive.decisions()
