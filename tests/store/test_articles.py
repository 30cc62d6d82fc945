"""Articles, their versions and pages, on SQLite and on PostgreSQL."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.errors import UsageError
from riwaya.kept import Added
from riwaya.store import Archive, Wanted, pack
from riwaya.store.changes import changes

from .conftest import NOW, Put, article, incoming

SEVEN = "قال الدفاع المدني إن سبعة أشخاص قتلوا في انهيار مبنى بحي النخيل صباح اليوم الأربعاء."
NINE = "قال الدفاع المدني إن تسعة أشخاص قتلوا في انهيار مبنى بحي النخيل صباح اليوم الأربعاء."
URL = "https://minaret.example/news/17"


def test_an_article_comes_out_as_it_went_in(archive: Archive, put: Put) -> None:
    one = article("toll-1", SEVEN, url=URL)
    put(one)
    assert archive.article("toll-1") == one
    [listed] = archive.list_articles().items
    assert (listed.id, listed.outlet, listed.start) == ("toll-1", "المرصاد", "2024-05-09")


def test_what_is_there_changes_nothing(archive: Archive) -> None:
    batch = [incoming(article("", SEVEN, url=URL)), incoming(article("", NINE))]
    assert archive.add(batch, NOW) == Added(new=2)
    before = [*archive.every_article()]
    assert archive.add(batch, NOW) == Added(known=2)
    assert archive.add([batch[0], batch[0]], NOW) == Added(known=2)
    assert [*archive.every_article()] == before


def test_one_page_twice_in_a_batch_is_one_article(archive: Archive) -> None:
    one = incoming(article("", SEVEN))
    assert archive.add([one, one], NOW) == Added(new=1, known=1)


@pytest.mark.parametrize("same", ["url", "id"])
def test_a_changed_text_is_a_new_version(archive: Archive, same: str) -> None:
    name, url = ("", URL) if same == "url" else ("toll", None)
    old, new = (incoming(article(name, text, url=url), given=bool(name)) for text in (SEVEN, NINE))
    archive.add([old], NOW)
    assert archive.add([new], NOW) == Added(versions=1)
    [listed] = archive.list_articles().items
    assert listed.version == 2
    assert archive.article(listed.id).body == NINE
    assert archive.article(listed.id, 1).body == SEVEN
    assert [one.number for one in archive.versions(listed.id)] == [1, 2]
    [change] = archive.changes(listed.id, 1, 2)
    assert (change.text, change.new_text) == ("سبعة", "تسعة")
    assert SEVEN[change.start : change.end] == "سبعة"
    assert NINE[change.new_start : change.new_end] == "تسعة"


def test_an_address_that_was_used_again_is_another_article(archive: Archive) -> None:
    other = "افتتح معرض الكتاب أبوابه في العاصمة بمشاركة دور نشر عربية وأجنبية كثيرة."
    archive.add([incoming(article("", SEVEN, title="سبعة قتلى", url=URL))], NOW)
    again = incoming(article("", other, title="معرض الكتاب", url=URL))
    assert archive.add([again], NOW) == Added(new=1)
    assert {len(archive.versions(one.id)) for one in archive.list_articles().items} == {1}


def test_addresses_differ_by_more_than_marks(archive: Archive) -> None:
    archive.add([incoming(article("", SEVEN, url=URL + "?utm_source=x#top"))], NOW)
    near = incoming(article("", NINE, url=URL.replace("https", "http") + "/"))
    assert archive.add([near], NOW) == Added(versions=1)


def test_a_front_page_is_no_address_of_an_article(archive: Archive) -> None:
    front = "https://minaret.example/"
    batch = [incoming(article("", text, url=front)) for text in (SEVEN, NINE)]
    assert archive.add(batch, NOW) == Added(new=2)


def test_another_capture_of_one_text_is_a_page_of_its_version(archive: Archive) -> None:
    archive.add([incoming(article("", SEVEN, url=URL), page=b"<p>1")], NOW)
    again = incoming(article("", SEVEN, url=URL), page=b"<p>2")
    assert archive.add([again], NOW) == Added(pages=1)
    [listed] = archive.list_articles().items
    [version] = archive.versions(listed.id)
    assert [archive.page(name) for name in version.pages] == [b"<p>1", b"<p>2"]


def test_the_newest_capture_holds_in_whatever_order_they_come(archive: Archive) -> None:
    new = incoming(article("", NINE, url=URL, captured="2024-05-09T10:00:00Z"))
    old = incoming(article("", SEVEN, url=URL, captured="2024-05-09T08:00:00Z"))
    archive.add([new], NOW)
    assert archive.add([old], NOW) == Added(versions=1)
    [listed] = archive.list_articles().items
    assert archive.article(listed.id).body == NINE
    assert len(archive.versions(listed.id)) == 2


def test_unknown_ids_are_refused(archive: Archive, put: Put) -> None:
    put(article("toll-1"))
    for ask in (
        lambda: archive.article("toll-2"),
        lambda: archive.article("toll-1", 2),
        lambda: archive.versions("toll-2"),
        lambda: archive.page("0" * 64),
        lambda: archive.event("toll-1"),
        lambda: archive.event_of("toll-2"),
        lambda: archive.storyline("x"),
    ):
        with pytest.raises(UsageError) as refused:
            ask()
        assert refused.value.code == "no_such"


def test_a_list_is_walked_by_cursors(archive: Archive, put: Put) -> None:
    days = ["2024-05-01", None, "2024-05-03", "2024-05-03", None, "2024-04-30", "2024-05-02"]
    put(*(article(f"a{n}", day=day) for n, day in enumerate(days)))
    whole = [one.id for one in archive.list_articles().items]
    assert whole == ["a3", "a2", "a6", "a0", "a5", "a4", "a1"]
    walked, cursor = [], None
    while True:
        part = archive.list_articles(limit=2, cursor=cursor)
        assert len(part.items) <= 2
        walked += [one.id for one in part.items]
        cursor = part.next
        if cursor is None:
            break
    assert walked == whole


@pytest.mark.parametrize("cursor", ["", "x", "W10", "WzEsMl0", "é" * 9, "A" * 5000])
def test_what_is_no_cursor_is_refused(archive: Archive, cursor: str) -> None:
    with pytest.raises(UsageError) as refused:
        archive.list_articles(cursor=cursor)
    assert refused.value.code == "bad_cursor"


def test_lists_are_narrowed(archive: Archive, put: Put) -> None:
    put(
        article("a", day="2024-05-01", outlet="الشراع"),
        article("b", day="2024-05-02"),
        article("c", day=None),
    )

    def ids(wanted: Wanted) -> list[str]:
        return [one.id for one in archive.list_articles(wanted).items]

    assert ids(Wanted(outlet="الشراع")) == ["a"]
    assert ids(Wanted(since="2024-05-02")) == ["b"]
    assert ids(Wanted(until="2024-05-01")) == ["a"]
    assert ids(Wanted(since="2024-05-01", until="2024-05-02")) == ["b", "a"]


def test_all_records_come_by_id_whatever_the_order(archive: Archive, put: Put) -> None:
    put(article("ج"), article("ا"))
    put(article("ب"))
    assert [one.id for one in archive.every_article()] == ["ا", "ب", "ج"]


def test_odd_characters_are_kept(archive: Archive, put: Put) -> None:
    put(article("a\0b", "نص\0فيه 😀 ما يكفي من الكلام.", title="عنوان\0", outlet="\0"))
    [listed] = archive.list_articles().items
    assert listed.id == "ab"
    assert archive.article("ab").body == "نص\0فيه 😀 ما يكفي من الكلام."


words = st.lists(
    st.sampled_from(["قال", "الوزير", "إن", "الجسر", "مغلق", "و", "مفتوح", "،", ".", "7", "سبعة"]),
    max_size=30,
)


@given(words, words)
def test_changes_are_slices_that_make_one_text_of_the_other(one: list[str], two: list[str]) -> None:
    old, new = (article("x", " ".join(found), title=None) for found in (one, two))
    pieces, at = [], 0
    for change in changes(old, new):
        assert old.body[change.start : change.end] == change.text
        assert new.body[change.new_start : change.new_end] == change.new_text
        pieces += [old.body[at : change.start], change.new_text]
        at = change.end
    pieces.append(old.body[at:])
    assert " ".join(pieces).split() == new.body.split()


CAPTURES = [
    incoming(article("", text, url=url), page=f"{n}".encode())
    for n, (text, url) in enumerate(
        [(SEVEN, URL), (NINE, URL), (SEVEN, URL), (SEVEN, None), (NINE, URL + "8"), (NINE, None)]
    )
]


@given(st.lists(st.lists(st.integers(0, len(CAPTURES) - 1), max_size=8), max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_added_how_often_each_page_is_there_once(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[int]]
) -> None:
    from riwaya.store import opened

    place = tmp_path_factory.mktemp("law") / "riwaya.db"
    with opened(str(place), create=True) as archive:
        for step in steps:
            archive.add([CAPTURES[n] for n in step], NOW)
        added = {n for step in steps for n in step}
        counted = archive.counted()
        assert counted.pages == len(added)
        # Texts at one address are versions of one article, whatever came first.
        articles = {CAPTURES[n].article.url or str(n) for n in added}
        assert counted.articles == len(articles)
        told = {(CAPTURES[n].article.url or str(n), CAPTURES[n].article.body) for n in added}
        assert counted.versions == len(told)
        assert archive.verify().damages == ()


def test_a_page_is_packed_and_comes_out_whole(archive: Archive) -> None:
    page = ("صفحة " * 5000).encode()
    one = incoming(article("", SEVEN), page=page)
    assert len(one.packed) < len(page) / 10
    archive.add([one], NOW)
    assert archive.page(one.page.sha256) == page
    assert pack(page) == one.packed


def test_given_event_keys_and_records_round_trip(archive: Archive, put: Put) -> None:
    one = article("k", event="building")
    put(one)
    assert msgspec.json.encode(archive.article("k")) == msgspec.json.encode(one)
