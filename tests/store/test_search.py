"""The index: what it finds is what reading all texts finds."""

from __future__ import annotations

import random

import pytest

from riwaya.errors import UsageError
from riwaya.limits import QUERY_PARTS
from riwaya.store import Archive, Question, Wanted, Words
from riwaya.store.words import terms

from .conftest import NOW, Put, article, incoming, said

BODY = "نفى المحافظ سالم العبدلي وجود مخالفات. وقال مازن الحديدي إن الجسر مغلق و3.5 كم بعيدة."
VOCABULARY = [
    "الجسر",
    "جسور",
    "وجسر",
    "المدينة",
    "مدينتنا",
    "قتلى",
    "سبعة",
    "٧",
    "7",
    "3.5",
    "أُغلق",
    "الأستاذ",
    "استاذ",
    "مسلحين",
    "والمسلحون",
    "UN",
    "هيئة",
    "الهيئه",
    "لله",
    "ولد",
]


def ask(archive: Archive, text: str, **more: object) -> list[str]:
    words = Words(text, **more)  # type: ignore[arg-type]
    return sorted(one.article for one in archive.matching(Question(every=((words,),))))


def test_words_are_found_in_whatever_form(archive: Archive, put: Put) -> None:
    put(article("a", BODY, title="انهيار مبنى"), article("b", "جسور العاصمة", title=None))
    assert ask(archive, "جسر") == ["a"]
    assert ask(archive, "والجِسْر") == ["a"]
    assert ask(archive, "سالم العبدلي") == ["a"]
    assert ask(archive, "العبدلي سالم") == []
    assert ask(archive, "3.5") == ["a"]
    assert ask(archive, "٣٫٥") == ["a"]
    assert ask(archive, "مبنى", field="title") == ["a"]
    assert ask(archive, "مبنى", field="body") == []
    assert ask(archive, "مخال", prefix=True) == ["a"]
    assert ask(archive, "مخال") == []
    assert ask(archive, "«»") == []


def test_statements_are_found_by_speaker_and_by_content(archive: Archive) -> None:
    one = article(
        "a", BODY,
        statements=(
            said(BODY, "المحافظ سالم العبدلي", "نفى", "وجود مخالفات"),
            said(BODY, "مازن الحديدي", "قال", "الجسر مغلق", "s2"),
        ),
    )  # fmt: skip
    archive.add([incoming(one, given=True)], NOW)

    def find(text: str, field: str | None = None) -> list[str | None]:
        question = Question(every=((Words(text, field),),))
        return [found.statement for found in archive.matching(question, "statement")]

    assert find("العبدلي", "speaker") == ["s1"]
    assert find("العبدلي", "content") == []
    assert find("جسر") == ["s2"]
    assert archive.count_matching(Question(every=((Words("مخالفات"),),)), "statement") == 1


def test_hits_are_narrowed_ordered_and_counted(archive: Archive, put: Put) -> None:
    put(
        article("a", "الجسر والجسر والجسر", title="الجسر", day="2024-05-01"),
        article("b", "كلام كثير عن الجسر وغيره من الأخبار", title=None, day="2024-05-03"),
        article("c", "الجسر", title=None, day=None, outlet="الشراع"),
    )
    question = Question(every=((Words("جسر"),),))
    found = archive.matching(question)
    assert found[0].article == "a"
    assert [one.rank for one in found] == sorted((one.rank for one in found), reverse=True)
    newest = [one.article for one in archive.matching(question, newest=True)]
    assert newest == ["b", "a", "c"]
    assert [one.article for one in archive.matching(question, newest=True, limit=1, offset=1)] == [
        "a"
    ]
    wanted = Wanted(outlet="الشراع")
    assert [one.article for one in archive.matching(question, wanted=wanted)] == ["c"]
    assert archive.count_matching(question) == 3
    assert archive.count_matching(question, wanted=wanted) == 1


def test_a_new_version_is_found_by_its_own_words_alone(archive: Archive, put: Put) -> None:
    put(article("a", "سبعة قتلى في الحادث"))
    put(article("a", "تسعة قتلى في الحادث"))
    assert ask(archive, "سبعة") == []
    assert ask(archive, "تسعة") == ["a"]
    assert archive.verify().damages == ()


def test_any_question_is_answered_as_reading_would(archive: Archive, put: Put) -> None:
    chance = random.Random(11)
    texts = {
        f"a{n}": [" ".join(chance.choices(VOCABULARY, k=chance.randint(0, 9))) for _ in range(2)]
        for n in range(40)
    }
    put(*(article(name, body, title=title) for name, (title, body) in texts.items()))

    def holds(name: str, one: Words) -> bool:
        wanted = list(terms(one.text))
        fields = {"title": [0], "body": [1], None: [0, 1]}[one.field]
        for field in fields:
            there = terms(texts[name][field])
            if any(list(there[at : at + len(wanted)]) == wanted for at in range(len(there))):
                return True
        return False

    def words() -> Words:
        text = " ".join(chance.choices(VOCABULARY, k=chance.choice([1, 1, 2])))
        return Words(text, chance.choice([None, None, "title", "body"]))

    answered = 0
    for _ in range(150):
        every = tuple(
            tuple(words() for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(1, 2))
        )
        without = tuple(words() for _ in range(chance.randint(0, 2)))
        expected = {
            name
            for name in texts
            if all(any(holds(name, one) for one in group) for group in every)
            and not any(holds(name, one) for one in without)
        }
        found = archive.matching(Question(every=every, without=without))
        assert {one.article for one in found} == expected
        answered += bool(expected)
    assert answered > 20


@pytest.mark.parametrize(
    "text",
    ['"', 'a" OR "b', "title:", "AND", "NOT", "*", "' | 'x", "x:*", "\\", "NEAR(", "'", "ـ", "\0"],
)  # fmt: skip
def test_no_text_is_taken_for_an_order(archive: Archive, put: Put, text: str) -> None:
    put(article("a", "قال الوزير"))
    for prefix in (False, True):
        asked = Question(every=((Words(text, prefix=prefix), Words("وزير")),), without=())
        assert [one.article for one in archive.matching(asked)] == ["a"]


def test_odd_questions_are_refused(archive: Archive) -> None:
    one = Words("جسر")
    for question in (
        Question(every=()),
        Question(every=((one,) * (QUERY_PARTS + 1),)),
        Question(every=((Words("جسر", "speaker"),),)),
    ):
        with pytest.raises(UsageError) as refused:
            archive.matching(question)
        assert refused.value.code == "bad_option"
