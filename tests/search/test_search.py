"""What a search finds, what it says about it, and that it is never wrong about where."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.errors import UsageError
from riwaya.kept import Deletion, KeptDecision
from riwaya.search import Results, parse, search
from riwaya.search.asked import Vocabulary, asked_of
from riwaya.search.marking import Marker, best_snippet
from riwaya.store import Archive
from riwaya.store.schema import EVENTS

from .conftest import article, put


def names(found: Results) -> list[str]:
    return [hit.article for hit in found.hits]


def codes(found: Results) -> list[str]:
    return [note.code for note in found.notes]


def test_all_forms_of_a_word_are_found_and_counted(held: Archive) -> None:
    found = search(held, "سوريا")
    assert set(names(found)) == {"a1", "a2", "a3", "a4"}
    counts = {one.form: one.count for one in found.forms}
    assert counts == {"سوريا": 1, "لسوريا": 1, "بسوريا": 1, "وسورية": 1, "سور": 1}
    assert found.forms_exact
    # What is spelled so comes first, what is another word last.
    assert names(found)[0] == "a1"
    [hit] = [hit for hit in found.hits if hit.article == "a3"]
    assert {one.form for one in hit.matched} == {"بسوريا", "وسورية"}


@pytest.mark.parametrize(
    "query", ["سُورِيَا", "ســوريا", "\u200fسوريا\u200f", "سوريّا", "ﺳﻮﺭﻳﺎ", "لسوريا", "وسورية"]
)
def test_how_a_word_is_written_makes_no_difference(held: Archive, query: str) -> None:
    assert {"a1", "a2", "a3"} <= set(names(search(held, query)))


def test_words_that_begin_like_others_are_not_cut(held: Archive) -> None:
    put(held, article("b1", "ولد الطفل في بلد بعيد، وكلام الناس كثير."))
    for query in ("لد", "لام"):
        assert "b1" not in names(search(held, query))


def test_a_word_that_no_lexicon_has_is_found_with_a_letter_before_it(held: Archive) -> None:
    assert set(names(search(held, "تلمارة"))) == {"a7", "a8"}
    assert set(names(search(held, "بتلمارة"))) == {"a7", "a8"}
    assert set(names(search(held, "وبتلمارة"))) == {"a7", "a8"}


def test_digits_of_all_families_are_one(held: Archive) -> None:
    for query in ("45", "٤٥", "۴۵"):
        assert names(search(held, query)) == ["a8"]


@pytest.mark.parametrize("query", ["«وصل الوفد»", "“وصل الوفد”", '"وصل الوفد"', "„وصل الوفد”"])
def test_quotation_marks_of_any_kind_ask_for_a_phrase(held: Archive, query: str) -> None:
    assert names(search(held, query)) == ["a1"]


def test_a_quotation_is_exact(held: Archive) -> None:
    assert names(search(held, "«بسوريا»")) == ["a3"]
    assert names(search(held, "«الوفد وصل»")) == []
    assert names(search(held, "«الى سوريا»")) == []  # إلى, letter by letter
    assert codes(search(held, "«الى سوريا»")) == ["no_exact"]
    assert names(search(held, "«إِلى ســوريا»")) == ["a1"]  # marks are no letters


def test_other_forms_of_a_known_name_are_found_and_said(held: Archive) -> None:
    found = search(held, "داعش")
    assert set(names(found)) == {"a8", "a9"}
    [variant] = found.variants
    assert variant.word == "داعش"
    assert "تنظيم الدولة" in variant.forms
    assert variant.without is not None
    quoted = search(held, variant.without)
    assert names(quoted) == ["a9"]
    assert not quoted.variants


def test_another_spelling_of_a_name_in_the_archive_is_found_and_said(held: Archive) -> None:
    found = search(held, "فالدستروم")
    assert set(names(found)) == {"a6", "a7"}
    assert found.variants[0].forms == ("فالدسترام",)
    assert names(search(held, "«فالدستروم»")) == ["a6"]
    assert set(names(search(held, "شخص:فالدستروم"))) == {"a6", "a7"}


def test_statements_by_speaker_and_stance(held: Archive) -> None:
    found = search(held, "قائل:فالدستروم المعبر", kind="statement")
    [hit] = found.hits
    assert (hit.article, hit.speaker, hit.stance) == ("a6", "ماتياس فالدستروم", "deny")
    body = held.article("a6").body
    [said] = [one for one in hit.snippets if one.field == "body"]
    assert said.text == "إغلاق المعبر" == body[said.start : said.end]
    assert [mark.text for mark in said.marks] == ["المعبر"]
    denied = search(held, "موقف:نفي المعبر نوع:تصريح")
    assert [one.speaker for one in denied.hits] == ["ماتياس فالدستروم"]
    others = search(held, "المعبر -موقف:نفي نوع:تصريح")
    assert {one.speaker for one in others.hits} == {"فلاديمير بوتين", "مازن الحديدي"}


def test_speaker_and_stance_are_asked_of_one_statement(held: Archive) -> None:
    assert names(search(held, "قائل:الحديدي موقف:تأكيد")) == []
    assert names(search(held, "قائل:الحديدي موقف:confirm")) == ["a6"]
    assert names(search(held, "قائل:الحديدي موقف:نفي")) == []


def test_fields(held: Archive) -> None:
    assert set(names(search(held, "صحيفة:الراصد"))) == {"a4", "a5"}
    assert names(search(held, "صحيفة:الشرق")) == ["a9"]
    assert names(search(held, "سوريا تاريخ:2024-06")) == ["a3"]
    assert set(names(search(held, "سوريا تاريخ:2024-05..2024-06"))) == {"a1", "a2", "a3"}
    assert names(search(held, "سوريا -تاريخ:2024")) == ["a4"]
    assert names(search(held, "مكان:سورية")) == ["a1"]
    assert set(names(search(held, "شخص:بوتين OR «انسحب»"))) == {"a5", "a8"}
    assert codes(search(held, "صحيفة:الغائبة")) == ["no_outlet"]
    assert codes(search(held, "شخص:زيد")) == ["no_name"]


def test_alternatives_and_what_must_not_be(held: Archive) -> None:
    assert set(names(search(held, "انسحب أو بوتين"))) == {"a5", "a8"}
    assert set(names(search(held, "المعبر -بوتين"))) == {"a6"}
    assert len(search(held, "-المعبر").hits) == 7
    assert set(names(search(held, "سوريا -«بسوريا»"))) == {"a1", "a2", "a4"}


def test_common_words_are_left_out_beside_others_and_said(held: Archive) -> None:
    found = search(held, "من سوريا")
    assert set(names(found)) == {"a1", "a2", "a3", "a4"}
    assert codes(found) == ["common_words"]
    assert set(names(search(held, "من"))) == {"a8"}


def test_what_most_words_of_a_long_query_are_in_is_found_where_nothing_has_all(
    held: Archive,
) -> None:
    found = search(held, "وصل الوفد إلى سوريا صباحا ومعه الغائبون")
    assert names(found)[0] == "a1"
    assert "most_words" in codes(found)


def test_marks_are_whole_words_and_slices_are_verbatim(held: Archive) -> None:
    for query in ("سوريا", "«بسوريا»", "داعش", "المعبر قال", "45 تلمارة"):
        for hit in search(held, query).hits:
            source = held.article(hit.article)
            for snippet in hit.snippets:
                text = source.title if snippet.field == "title" else source.body
                assert text is not None
                assert text[snippet.start : snippet.end] == snippet.text
                for mark in snippet.marks:
                    assert text[mark.start : mark.end] == mark.text
                    assert not text[mark.start - 1 : mark.start].isalnum()
                    assert not text[mark.end : mark.end + 1].isalnum()


NOTHING_HELD = Vocabulary(lambda _: False, lambda _: ())
TEXTS = st.text(alphabet="وسريابلنم َّـ ًأإى،.\n\U0001f600«»", max_size=400)


@settings(max_examples=200)
@given(TEXTS, st.lists(st.text(alphabet="وسريابلنم", min_size=1, max_size=5), min_size=1))
def test_any_mark_in_any_text_is_a_whole_word(text: str, words: list[str]) -> None:
    marker = Marker(asked_of(parse(" ".join(words)).query, NOTHING_HELD))
    marks = marker.marks(text)
    for mark in marks:
        assert text[mark.start : mark.end] == mark.text
        assert not text[mark.end : mark.end + 1].isalnum()
    snippet = best_snippet("body", text, marks)
    if text:
        assert snippet is not None
        assert text[snippet.start : snippet.end] == snippet.text
        assert snippet.text
    else:
        assert snippet is None


def test_the_snippet_is_where_most_words_are() -> None:
    text = "سوريا " + "كلمة " * 200 + "سوريا والمعبر معا " + "كلمة " * 50
    marker = Marker(asked_of(parse("سوريا معبر").query, NOTHING_HELD))
    snippet = best_snippet("body", text, marker.marks(text))
    assert snippet is not None
    assert [mark.text for mark in snippet.marks] == ["سوريا", "والمعبر"]
    assert len(snippet.text) <= 300


def test_facets_count_what_their_queries_find(held: Archive) -> None:
    found = search(held, "سوريا OR المعبر OR انسحب")
    fields = {one.field for one in found.facets}
    assert {"outlet", "date", "person", "place", "speaker", "stance"} <= fields
    for facet in found.facets:
        assert facet.exact
        for value in facet.values:
            if facet.field != "person":  # joined with other spellings
                assert search(held, value.query).total == value.count, value


def test_pages_of_answers_come_one_after_another(held: Archive) -> None:
    for order in ("best", "newest"):
        whole = search(held, "سوريا OR المعبر", order=order)
        seen: list[str] = []
        cursor: str | None = None
        while True:
            part = search(held, "سوريا OR المعبر", order=order, limit=2, cursor=cursor)
            seen += names(part)
            assert part.total == whole.total == len(whole.hits)
            cursor = part.next
            if cursor is None:
                break
        assert seen == names(whole)


def test_newest_first(held: Archive) -> None:
    assert names(search(held, "سوريا", order="newest")) == ["a3", "a2", "a1", "a4"]


@pytest.mark.parametrize("cursor", ["", "x", "é", "a" * 5000, "WyJhIl0"])
def test_a_cursor_of_something_else_is_refused(held: Archive, cursor: str) -> None:
    with pytest.raises(UsageError) as told:
        search(held, "سوريا", cursor=cursor)
    assert told.value.code == "bad_cursor"
    other = search(held, "سوريا", limit=1).next
    with pytest.raises(UsageError):
        search(held, "المعبر", cursor=other)


def test_the_same_query_gives_the_same_bytes(held: Archive) -> None:
    for query in ("سوريا", "داعش -قرية", "موقف:نفي", ""):
        one, other = (msgspec.json.encode(search(held, query)) for _ in range(2))
        assert one == other


def test_the_query_as_understood_gives_the_same_answer(held: Archive) -> None:
    for query in (
        "«وصل الوفد» أو المعبر",
        "قائل:«ماتياس فالدستروم» -جسر",
        "(سوريا",
        "صحيفة:الراصد",
    ):
        found = search(held, query)
        again = search(held, found.query, kind=found.kind)
        assert again.hits == found.hits


def test_what_is_hidden_or_deleted_is_not_found(held: Archive) -> None:
    held.decide(KeptDecision(kind="hide", article="a1"))
    assert "a1" not in names(search(held, "سوريا"))
    assert "a1" not in names(search(held, "تاريخ:2024"))
    held.forget(Deletion(article="a7", pages=0))
    assert names(search(held, "فالدستروم")) == ["a6"]
    assert not search(held, "فالدسترام").forms or names(search(held, "«فالدسترام»")) == []
    with held.reading() as conn:
        for table, column in (("forms", "form"), ("name_words", "name"), ("named", "name")):
            rows = conn.exec_driver_sql(f"SELECT {column} FROM {table}").scalars()
            assert not any("فالدسترام" in row for row in rows)


def test_an_event_is_given_once_with_its_best_account(held: Archive) -> None:
    with held.writing() as conn:
        for name, size in (("e1", 2), ("e2", 1)):
            told = {"id": name, "title": "عنوان", "size": size, "independent": 1, "record": b""}
            conn.execute(EVENTS.insert().values(told))
        conn.exec_driver_sql("UPDATE articles SET event = 'e1' WHERE id IN ('a1', 'a2')")
        conn.exec_driver_sql("UPDATE articles SET event = 'e2' WHERE id = 'a3'")
        conn.exec_driver_sql("INSERT INTO verdicts VALUES ('e1', 'contested', 2)")
    found = search(held, "سوريا", kind="event")
    best = found.hits[0]
    assert (best.event, best.accounts, best.article) == ("e1", 2, "a1")
    assert found.total == 2
    assert {hit.event for hit in found.hits} == {"e1", "e2"}
    assert [hit.event for hit in search(held, "حكم:خلاف نوع:حدث").hits] == ["e1"]
    assert set(names(search(held, "حكم:خلاف سوريا"))) == {"a1", "a2"}


def test_too_many_hits_are_counted_exactly_and_the_rest_said(
    held: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("matching", "searching"):
        monkeypatch.setattr(f"riwaya.search.{module}.RANKED_HITS", 2)
    put(held, article("c1", "لا شيء", title="سوريا"))
    found = search(held, "سوريا")
    assert (found.total, found.exact) == (5, True)
    assert "broad" in codes(found)
    assert names(found)[0] == "c1"
    assert all(not facet.exact for facet in found.facets)


def test_answers_go_on_beyond_what_is_read_at_once(
    held: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("matching", "searching"):
        monkeypatch.setattr(f"riwaya.search.{module}.HITS_AT_ONCE", 2)
    for query in ("سوريا OR المعبر", "-القرية"):
        for order in ("best", "newest"):
            seen: list[str] = []
            part = search(held, query, order=order, limit=1)
            seen += names(part)
            while part.next is not None:
                part = search(held, query, order=order, limit=1, cursor=part.next)
                seen += names(part)
            assert len(seen) == len(set(seen)) == part.total
            steps = [search(held, query, order=order, limit=1, offset=at) for at in range(8)]
            assert [name for step in steps for name in names(step)] == seen
            assert all(not facet.exact for facet in part.facets)


def test_words_of_the_article_tell_which_statements_are_meant(held: Archive) -> None:
    body = "انهار جسر في حلب. قالت الوزيرة إن اللجنة ستعمل غدا."
    put(held, article("s1", body, said=[("الوزيرة", "promise", "اللجنة ستعمل غدا")]))
    found = search(held, "اللجنة جسر حلب", kind="statement")
    assert names(found) == ["s1"]
    assert codes(found) == ["in_article"]


HOSTILE = [
    "", " ", '"', "«", "(", ")", "AND", "OR", "NOT", "*", "-", "؟", "--", "-*", '""', "«»", "😀",
    "NEAR(a b)", "a:b", "title:x", "body : سوريا", "^سوريا", "سوريا*", "{title} : x", "';--", "%",
    "_",
    "\x00", "\ud800", "\\", "//", "ا" * 10_000, "جسر " * 2_500, "«" * 5_000, '"جسر" ' * 500,
    "-جسر " * 40, "OR " * 900, "قائل:" * 300, "قائل:" + "ا" * 1_900, "date:9999-12..9999-12",
    "date:0000", "تاريخ:" + "9" * 50, "person:" + "م " * 50, "stance:deny " * 32, "\u200f" * 1_999,
    "َ" * 1_999, "ﷺ" * 1_999, "ﷲ" * 2_000, "kind:event", "kind:statement -جسر", "²", "½ ¾", "𞸀𞸁",
    "outlet:\"'; DROP TABLE articles\"", "جسر\x1f\x7f", "a" * 50 + ":" + "b" * 50, "' OR 1=1",
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_query_gives_an_error(held: Archive, number: int) -> None:
    for kind in ("article", "statement", "event"):
        found = search(held, HOSTILE[number], kind=kind)
        msgspec.json.encode(found)


def test_no_query_made_at_random_gives_an_error(held: Archive) -> None:
    rng = random.Random(5)
    pieces = [*(one for one in HOSTILE if len(one) < 20), "سوريا", "داعش", "المعبر", "قائل:", "أو",
              "موقف:نفي", "صحيفة:الراصد", "تاريخ:2024-05", "شخص:بوتين", " "]  # fmt: skip
    for _ in range(300):
        query = "".join(rng.choices(pieces, k=rng.randrange(12)))
        kind = rng.choice(["article", "statement", "event"])
        found = search(held, query, kind=kind)
        assert search(held, found.query, kind=found.kind).total == found.total
