"""Searching as people type: marks, forms, phrases, what must not be there, and any text at all."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from riwaya.store import Words
from riwaya.web.search import question_of


def found(client: TestClient, q: str, **more: str) -> list[str]:
    items = client.get("/v1/search", params={"q": q, **more}).json()["items"]
    return [one["article"] for one in items]


@pytest.mark.parametrize("q", ["مِينَاءُ الصَّفصافةِ", "مينـــاء الصفصافه", "الميناء بالصفصافة", "ﻣﻴﻨﺎﺀ"])
def test_marks_and_forms_make_no_difference(client: TestClient, q: str) -> None:
    assert found(client, q) == found(client, "ميناء الصفصافة" if " " in q else "ميناء")
    assert found(client, q)


def test_forms_are_told(client: TestClient) -> None:
    forms = client.get("/v1/search?q=ميناء").json()["forms"]
    assert len(forms) > 1
    assert {"الميناء", "ميناء"} <= set(forms)


def test_every_mark_of_a_snippet_is_in_its_place(client: TestClient) -> None:
    for q in ("الميناء", "سالم الراوي", "«لن نتهاون»", "انفج*"):
        items = client.get("/v1/search", params={"q": q}).json()["items"]
        assert items, q
        for one in items:
            snippet = one["snippet"]
            body = client.get(f"/v1/articles/{quote(one['article'], safe='')}").json()["body"]
            assert body[snippet["start"] : snippet["end"]] == snippet["text"]
            assert snippet["marks"], (q, one["article"])


def test_a_statement_is_found_in_its_words(client: TestClient) -> None:
    items = client.get("/v1/search?q=نتهاون&kind=statement").json()["items"]
    assert items
    assert all("نتهاون" in one["snippet"]["text"] and one["speaker"] for one in items)


def test_what_must_not_be_there_is_not(client: TestClient) -> None:
    with_all = found(client, "قال")
    without = found(client, "قال -الميناء")
    assert set(without) < set(with_all)
    assert found(client, "-الميناء") == []


def test_filters_narrow(client: TestClient) -> None:
    assert set(found(client, "الأحد", outlet="CNN بالعربية")) == {"a/b?c#d"}
    assert "long" not in found(client, "الأحد", since="2024-03-11")


def test_the_newest_come_first_where_wanted(client: TestClient) -> None:
    items = client.get("/v1/search?q=قال&sort=newest&limit=200").json()["items"]
    days = [one["start"][:10] for one in items if one["start"]]
    assert days == sorted(days, reverse=True)


def test_a_question_is_made_of_words_phrases_and_what_must_not_be_there() -> None:
    question = question_of('جسر "وقف النار" -انهيار «سقوط الجسر» نه*')
    assert question is not None
    assert question.every == (
        (Words("جسر"),), (Words("وقف النار"),), (Words("سقوط الجسر"),), (Words("نه", prefix=True),),
    )  # fmt: skip
    assert question.without == (Words("انهيار"),)


@pytest.mark.parametrize("q", ["", "«", '"', "- - -", "*", "؟", "😀", "()", "«»", '"" ""', "ـــ"])
def test_what_has_no_words_asks_for_nothing(client: TestClient, q: str) -> None:
    assert question_of(q) is None
    answer = client.get("/v1/search", params={"q": q})
    assert (answer.status_code, answer.json()["items"]) == (200, [])
