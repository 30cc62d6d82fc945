"""Searching as people type: marks, forms, what is said of the query, and any text at all."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient


def found(client: TestClient, q: str, **more: str) -> list[str]:
    hits = client.get("/v1/search", params={"q": q, **more}).json()["hits"]
    return [one["article"] for one in hits]


@pytest.mark.parametrize("q", ["مِينَاءُ الصَّفصافةِ", "مينـــاء الصفصافه", "الميناء بالصفصافة", "ﻣﻴﻨﺎﺀ"])
def test_marks_and_forms_make_no_difference(client: TestClient, q: str) -> None:
    same = found(client, "ميناء الصفصافة" if " " in q else "ميناء")
    assert sorted(found(client, q)) == sorted(same)
    assert found(client, q)


def test_forms_are_told(client: TestClient) -> None:
    forms = client.get("/v1/search?q=ميناء").json()["forms"]
    assert {"الميناء", "ميناء"} <= {one["form"] for one in forms}
    assert "الميناء" in client.get("/ar/search?q=ميناء").text


def test_every_mark_of_a_snippet_is_in_its_place(client: TestClient) -> None:
    for q in ("الميناء", "سالم الراوي", '"لن نتهاون"'):
        hits = client.get("/v1/search", params={"q": q}).json()["hits"]
        assert hits, q
        for one in hits:
            article = client.get(f"/v1/articles/{quote(one['article'], safe='')}").json()
            for snippet in one["snippets"]:
                text = article[snippet["field"]]
                assert text[snippet["start"] : snippet["end"]] == snippet["text"]
                for mark in snippet["marks"]:
                    assert text[mark["start"] : mark["end"]] == mark["text"]


def test_the_page_marks_what_answers(client: TestClient) -> None:
    page = client.get("/ar/search?q=نتهاون&kind=statement").text
    assert "<mark>نتهاون</mark>" in page
    assert "سالم الراوي" in page


def test_an_event_is_found_as_one(client: TestClient, port: str) -> None:
    page = client.get("/ar/search?q=الصفصافة&kind=event").text
    assert f'href="/ar/events/{port}"' in page


def test_filters_of_the_form_are_fields_of_the_query(client: TestClient) -> None:
    assert set(found(client, "الأحد", outlet="CNN بالعربية")) == {"a/b?c#d"}
    assert found(client, "الأحد", outlet="CNN بالعربية") == found(
        client, 'الأحد صحيفة:"CNN بالعربية"'
    )
    assert "long" not in found(client, "الأحد", since="2024-03-11")


def test_a_facet_leads_to_fewer(client: TestClient) -> None:
    answer = client.get("/v1/search?q=الأحد").json()
    values = [value for one in answer["facets"] for value in one["values"]]
    assert values
    for value in values[:20]:
        fewer = client.get("/v1/search", params={"q": value["query"]}).json()
        assert 0 < fewer["total"] <= answer["total"]
        assert quote(value["query"], safe="").replace("%20", "+") in client.get(
            "/ar/search?q=الأحد"
        ).text.replace("&#39;", "%27")
    assert client.get("/v1/search?q=الأحد&facets=0").json()["facets"] == []


def test_what_was_read_otherwise_is_said(client: TestClient) -> None:
    assert "علامة اقتباس لم تُغلق" in client.get('/ar/search?q="ميناء').text
    assert "A quotation mark is not closed" in client.get('/en/search?q="ميناء').text


def test_other_forms_of_a_name_are_told(client: TestClient) -> None:
    answer = client.get("/v1/search?q=الأمم المتحدة").json()
    assert answer["variants"]
    assert "/ar/search?q=%22" in client.get("/ar/search?q=الأمم المتحدة").text


@pytest.mark.parametrize("q", ["", "«", '"', "- - -", "*", "؟", "😀", "()", "«»", '"" ""'])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_has_no_words_is_answered_and_said(client: TestClient, q: str, language: str) -> None:
    answer = client.get("/v1/search", params={"q": q})
    assert answer.status_code == 200
    codes = [note["code"] for note in answer.json()["notes"]]
    assert "nothing_asked" in codes
    page = client.get(f"/{language}/search", params={"q": q})
    assert page.status_code == 200
    said = next(note for note in answer.json()["notes"] if note["code"] == "nothing_asked")
    assert (said[language] in page.text) is bool(q)


def test_without_a_query_the_language_of_queries_is_told(client: TestClient) -> None:
    for language, typed in (("ar", "قائل:لافروف"), ("en", "speaker:لافروف")):
        page = client.get(f"/{language}/search").text
        assert typed in re.sub(r"<[^>]+>", "", page)
