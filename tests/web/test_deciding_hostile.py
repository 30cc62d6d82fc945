"""What makes no sense or means harm, as forms and as records: told, escaped, without a trace."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from riwaya.report.clean import shown

from .conftest import EVIL
from .test_deciding_guard import DATE, PAGE, RECORD, count


@pytest.mark.parametrize("fields", [
    {"who": ""}, {"who": "  "}, {"who": "ا" * 121}, {"why": "ا" * 2_001}, {"who": "ا" * 10_000},
    {"kind": ""}, {"kind": "delete"}, {"kind": "leave"}, {"kind": "join", "other": "x"},
    {"start": ""}, {"start": "2024-02-30"}, {"start": "٢٠٢٤"}, {"end": "2024-02-01"},
    {"start": "2024-W01-1"}, {"why": "\0"}, {"who": "لي\0لى"},
    {"kind": "speaker", "statement": "s1", "mark": "x", "speaker": "أحد"}, {"kind": "speaker"},
    {"kind": "hide_statement"}, {"kind": "leave", "account": "long", "event": "x"},
    {"kind": "leave", "event": "nothing"}, {"kind": "leave", "account": "nothing"},
])  # fmt: skip
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_makes_no_sense_is_told_and_changes_nothing(
    decider: TestClient, language: str, fields: dict[str, str]
) -> None:
    before = count(decider)
    found = decider.post(f"/{language}/articles/evil", data={**DATE, **fields})
    assert 400 <= found.status_code < 500, found.text
    assert found.headers["content-type"] == "text/html; charset=utf-8"
    said = {"ar": "لم يُحفظ شيء.", "en": "Nothing was kept."}[language]
    assert said in found.text
    assert count(decider) == before


@pytest.mark.parametrize("content", [
    b"\xff\xfe", b"%ff", b"who=%ff", b"who=%ed%a0%bd", b"a=1&" * 30, b"%00=%00", b"who=\xd9\x84",
])  # fmt: skip
def test_what_is_no_form_is_refused(decider: TestClient, content: bytes) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert decider.post(PAGE, content=content, headers=kind).status_code in (400, 415)
    assert decider.post("/ar/decisions", content=content, headers=kind).status_code in (400, 415)


@pytest.mark.parametrize("record", [
    "", "[", "[]", "null", "{}", '"x"', "[" * 50_000, '{"who":' * 5_000, "\ufeff{}",
    {**RECORD, "id": 7}, {**RECORD, "when": "2024-03-01"}, {**RECORD, "undone": None},
    {**RECORD, "who": None}, {**RECORD, "who": ""}, {**RECORD, "who": 7}, {**RECORD, "kind": "x"},
    {**RECORD, "who": "\0"}, {**RECORD, "who": "\ud800"}, {**RECORD, "why": "ا" * 2_001},
    {**RECORD, "speaker": "ا" * 2_001}, {**RECORD, "start": "2024-02-30"},
    {**RECORD, "article": "nothing"}, {**RECORD, "article": "\0"}, {**RECORD, "kind": "same"},
    {**RECORD, "kind": "same", "other": "evil"}, {**RECORD, "kind": "different", "other": "no"},
    {**RECORD, "kind": "speaker"}, {**RECORD, "kind": "speaker", "statement": "no"},
])  # fmt: skip
def test_what_is_no_record_is_refused(decider: TestClient, record: Any) -> None:
    before = count(decider)
    content = record if isinstance(record, str) else json.dumps(record)
    found = decider.post(
        "/v1/decisions", content=content.encode(), headers={"content-type": "application/json"}
    )
    assert 400 <= found.status_code < 500, found.text
    assert found.headers["content-type"] == "application/problem+json"
    assert set(found.json()["message"]) == {"ar", "en"}
    assert count(decider) == before


HOSTILE = [
    EVIL,
    "ا" * 2_000,
    "\u202eعكس\u2066",
    "<b>'\"&amp;",
    "{{7*7}}",
    "\x1b[31m",
    "a\r\nb",
    "ﷺ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_escaped_wherever_it_is_shown(decider: TestClient, text: str) -> None:
    fields = {"kind": "date", "start": "2024-03-01", "who": text[:120], "why": text}
    found = decider.post(PAGE, data=fields)
    assert found.status_code == 303
    refused = decider.post(PAGE, data={**fields, "start": "nothing"})
    statement = decider.get("/v1/articles/evil").json()["statements"][0]["id"]
    named = {"kind": "speaker", "article": "evil", "statement": statement, "speaker": text}
    assert decider.post("/v1/decisions", json={**named, "who": text[:120]}).status_code == 201
    pages = [decider.get(one).text for one in (found.headers["location"], "/en/decisions", PAGE)]
    for page in (*pages, refused.text):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>'" not in page
        assert ">49<" not in page
        assert not set("\u202e\u2066\x1b") & set(page)
    kept = decider.get("/v1/decisions").json()["items"]
    assert text.strip() in [one["why"] for one in kept]
    for address in ("/v1/decisions.csv", "/decisions.csv", "/v1/articles/evil"):
        assert decider.get(address).status_code == 200
    assert shown(text)[:60].strip() in "".join(pages) or "<" in text or "'" in text or "\r" in text


NAMES = ["kind", "who", "why", "start", "end", "unknown", "account", "event", "other", "statement",
         "mark", "speaker", "undo", "back"]  # fmt: skip
ANY = st.text(max_size=40) | st.sampled_from([
    "leave", "join", "date", "hide_statement", "speaker", "1", "long", "evil", "2024-03-01", "x",
    "\0", "\u202e", "/ar/articles/long", "//", "http://[", "ا" * 3_000,
])  # fmt: skip


@settings(
    max_examples=120, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    fields=st.dictionaries(st.sampled_from(NAMES), ANY, max_size=6),
    page=st.sampled_from(["/ar/articles/evil", "/en/events/{hard}", "/ar/decisions"]),
)
def test_any_form_is_answered(
    decider: TestClient, hard: str, fields: dict[str, str], page: str
) -> None:
    encoded = {name: text.encode("utf-8", "replace") for name, text in fields.items()}
    found = decider.post(page.replace("{hard}", hard), data=encoded)
    assert found.status_code < 500, found.text[:500]
