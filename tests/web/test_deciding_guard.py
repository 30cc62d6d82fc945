"""Who may decide, what is taken from them, and that what is refused changes nothing."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from riwaya.errors import UsageError
from riwaya.kept import KeptDecision
from riwaya.report.clean import shown
from riwaya.web.app import application
from riwaya.web.deciding import Desk, desk
from riwaya.web.following import Following
from riwaya.web.serving import hosts_of
from riwaya.web.sources import Sources

from .conftest import EVIL

TOKEN = "kalimat-sirr-tawila-jiddan"
DATE = {"kind": "date", "start": "2024-03-01", "who": "ليلى"}
RECORD = {"kind": "date", "article": "evil", "start": "2024-03-01", "who": "ليلى"}
PAGE = "/ar/articles/evil"


def count(client: TestClient) -> int:
    found: int = client.get("/v1").json()["decisions"]
    return found


@pytest.fixture
def bare(both: tuple[Sources, Desk]) -> Iterator[TestClient]:
    """Who asks without a word on where from."""
    app = application(both[0], desk=both[1])
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize("headers", [
    {}, {"origin": "null"}, {"origin": "https://evil.example"}, {"origin": "http://127.0.0.1:1"},
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"},
    {"origin": "http://127.0.0.1", "sec-fetch-site": "cross-site"},
    {"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, {"origin": ""},
])  # fmt: skip
def test_a_form_comes_from_a_page_of_the_server(bare: TestClient, headers: dict[str, str]) -> None:
    before = count(bare)
    found = bare.post(PAGE, data=DATE, headers=headers)
    assert found.status_code == 403
    assert "جاء الطلب من موقع آخر" in found.text
    assert bare.post("/ar/decisions", data={"undo": "1"}, headers=headers).status_code == 403
    assert count(bare) == before


@pytest.mark.parametrize(
    "headers", [{"origin": "http://127.0.0.1"}, {"sec-fetch-site": "same-origin"}]
)
def test_a_form_of_the_server_is_taken(bare: TestClient, headers: dict[str, str]) -> None:
    assert bare.post(PAGE, data=DATE, headers=headers).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1.evil.example"])
def test_another_name_decides_nothing(bare: TestClient, host: str) -> None:
    before = count(bare)
    headers = {"host": host, "origin": f"http://{host}"}
    assert bare.post(PAGE, data=DATE, headers=headers).status_code == 421
    assert bare.post("/v1/decisions", json=RECORD, headers=headers).status_code == 421
    assert count(bare) == before


@pytest.mark.parametrize("kind", [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "",
    "text/plain; application/json", "application/jsonx",
])  # fmt: skip
def test_a_record_says_that_it_is_json(bare: TestClient, kind: str) -> None:
    """A page of another site can send only what is not JSON by name without being asked first."""
    before = count(bare)
    for address in ("/v1/decisions", "/v1/decisions/1/undo"):
        found = bare.post(address, content=json.dumps(RECORD), headers={"content-type": kind})
        assert (found.status_code, found.json()["code"]) == (415, "wrong_media")
    assert count(bare) == before


@pytest.mark.parametrize("headers", [
    {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
])  # fmt: skip
def test_a_record_of_another_site_is_refused(bare: TestClient, headers: dict[str, str]) -> None:
    before = count(bare)
    found = bare.post("/v1/decisions", json=RECORD, headers=headers)
    assert (found.status_code, found.json()["code"]) == (403, "wrong_origin")
    assert bare.options("/v1/decisions", headers=headers).status_code in (403, 405)
    assert count(bare) == before


def test_a_form_is_a_form(decider: TestClient) -> None:
    for kind in ("text/plain", "application/json", "multipart/form-data; boundary=x"):
        found = decider.post(PAGE, content="kind=hide&who=x", headers={"content-type": kind})
        assert found.status_code == 415
    assert decider.get(PAGE).status_code == 200


def test_the_token_holds_for_decisions(both: tuple[Sources, Desk]) -> None:
    app = application(
        both[0], hosts=hosts_of("0.0.0.0", ["akhbar.example"]), token=TOKEN, desk=both[1]
    )
    with TestClient(app, base_url="http://akhbar.example", follow_redirects=False) as made:
        said = {"origin": "http://akhbar.example"}
        before = {"authorization": f"Bearer {TOKEN}"}
        assert made.post(PAGE, data=DATE, headers=said).status_code == 401
        assert made.post("/v1/decisions", json=RECORD).status_code == 401
        assert made.post("/v1/decisions", json=RECORD, headers=before).status_code == 201
        assert made.post("/enter", data={"token": TOKEN}, headers=said).status_code == 303
        assert (
            made.post(PAGE, data={**DATE, "start": "2024-03-02"}, headers=said).status_code == 303
        )


def test_a_server_that_only_reads_says_so(client: TestClient) -> None:
    own = {"origin": "http://127.0.0.1"}
    for address in ("/v1/decisions", "/v1/decisions/1/undo"):
        found = client.post(address, json=RECORD)
        assert (found.status_code, found.json()["code"]) == (405, "only_read")
        assert "--decide" in found.json()["message"]["ar"]
        assert found.headers["allow"] == "GET, HEAD"
    for address in (PAGE, "/en/events/x", "/ar/decisions"):
        assert client.post(address, data=DATE, headers=own).status_code == 405
    for address in (PAGE, "/ar/decisions?decided=1", "/ar/search?q=الميناء&join=x"):
        page = client.get(address).text
        assert 'method="post"' not in page
        assert 'class="decided"' not in page


@pytest.mark.parametrize("address", [
    "/", "/ar/events", "/ar/search", "/v1", "/v1/events", "/v1/articles/evil", "/articles/evil",
    "/ar/articles/evil.json", "/v1/decisions.json", "/v1/decisions/x/undo", "/static/riwaya.css",
    "/v1/decisions/1", "/v1/decisions/-1/undo", "/v1/decisions/٣/undo", "/v1/openapi.json",
])  # fmt: skip
def test_nothing_is_decided_elsewhere(decider: TestClient, address: str) -> None:
    for body in ({"data": DATE}, {"json": RECORD}):
        found = decider.post(address, **body)
        assert (found.status_code, found.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_only_posts_decide(decider: TestClient, method: str) -> None:
    for address in ("/v1/decisions", PAGE, "/ar/decisions"):
        assert decider.request(method, address).status_code == 405


def test_a_body_is_capped(decider: TestClient) -> None:
    before = count(decider)
    for long in (b"kind=date&start=2024-03-01&who=" + b"a" * 70_000, b"a" * 10_000_000):
        kind = {"content-type": "application/x-www-form-urlencoded"}
        assert decider.post(PAGE, content=long, headers=kind).status_code == 413
        kind = {"content-type": "application/json"}
        assert decider.post("/v1/decisions", content=long, headers=kind).status_code == 413
    assert count(decider) == before


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


def test_what_was_never_decided_cannot_be_taken_back(decider: TestClient) -> None:
    assert decider.post("/v1/decisions/999/undo", json={"who": "ليلى"}).status_code == 404
    assert decider.post("/v1/decisions/1/undo", json={}).status_code == 400
    for number in ("999", "", "x", "-1", "٣", "9" * 30):
        found = decider.post("/en/decisions", data={"undo": number})
        assert found.status_code in (400, 404)
        assert "Nothing was kept." in found.text


@pytest.mark.parametrize("back", [
    "//evil.example", "https://evil.example/ar/events/x", "/\\evil.example", "javascript:alert(1)",
    "/ar/articles/x\r\nset-cookie: a=b", "/ar/events/nothing", "/v1/decisions", "", "/ar/articles",
])  # fmt: skip
def test_the_way_back_leads_to_a_page_of_ours(decider: TestClient, back: str) -> None:
    made = decider.post("/v1/decisions", json=RECORD).json()["id"]
    found = decider.post("/ar/decisions", data={"undo": str(made), "back": back})
    assert found.status_code == 303
    to = found.headers["location"]
    assert to.startswith("/ar/")
    assert to.endswith(f"?decided={made}")
    assert "a" not in found.cookies


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


def test_another_process_that_writes_is_told_of_and_nothing_is_lost(
    decider: TestClient, copied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riwaya.web.deciding.WRITE_SECONDS", 0.05)
    before = count(decider)
    busy = sqlite3.connect(copied, isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    try:
        found = decider.post(PAGE, data={**DATE, "why": "سبب طويل"})
        assert found.status_code == 503
        assert "عملية أخرى تكتب في الأرشيف" in found.text
        for typed in ("سبب طويل", "ليلى", "2024-03-01"):  # nobody has to type it again
            assert f'value="{typed}"' in found.text
        record = decider.post("/v1/decisions", json=RECORD)
        assert (record.status_code, record.json()["code"]) == (503, "archive_busy")
        assert decider.get(PAGE).status_code == 200
    finally:
        busy.execute("ROLLBACK")
        busy.close()
    assert count(decider) == before
    assert decider.post(PAGE, data=DATE).status_code == 303


def test_several_pairs_are_kept_together_or_not_at_all(
    decider: TestClient, port: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from riwaya.store import deciding

    keep, done = deciding.keep, []

    def fails(conn: Any, one: KeptDecision) -> KeptDecision:
        if done:
            raise UsageError("archive_failed", "", "cut off")
        done.append(one)
        return keep(conn, one)

    before = count(decider)
    account = decider.get(f"/v1/events/{port}").json()["articles"][0]
    monkeypatch.setattr(deciding, "keep", fails)
    found = decider.post(
        f"/ar/events/{port}", data={"kind": "leave", "account": account, "who": "ليلى"}
    )
    assert found.status_code == 503
    assert len(done) == 1
    assert count(decider) == before


def test_an_event_that_was_handed_over_as_one_stays_one(
    decider: TestClient, hard: str, port: str
) -> None:
    for fields in ({"kind": "leave", "account": "long"}, {"kind": "join", "other": port}):
        found = decider.post(f"/en/events/{hard}", data={**fields, "who": "Laila"})
        assert found.status_code == 409
        assert "was handed over as an account of this event" in found.text
    assert (
        decider.post(
            f"/en/events/{port}", data={"kind": "join", "other": port, "who": "Laila"}
        ).status_code
        == 409
    )


def test_a_hidden_article_is_not_corrected(decider: TestClient) -> None:
    assert decider.post("/ar/articles/hidden", data=DATE).status_code == 410


def test_the_reading_handle_stays_a_reading_handle(both: tuple[Sources, Desk]) -> None:
    with both[0].archive.reading() as conn, pytest.raises(Exception, match="readonly"):
        conn.exec_driver_sql("DELETE FROM decisions")


def test_an_archive_that_cannot_be_written_is_told_at_the_start(
    copied: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riwaya.store.engine._writable", lambda _: False)
    with pytest.raises(UsageError) as refused, desk(copied):
        pass
    assert refused.value.code == "unwritable"


def test_openapi_tells_of_decisions(decider: TestClient) -> None:
    openapi = decider.get("/v1/openapi.json").json()
    post = openapi["paths"]["/v1/decisions"]["post"]
    wanted = post["requestBody"]["content"]["application/json"]["schema"]
    whole = {**wanted, "components": openapi["components"]}
    jsonschema.Draft202012Validator(whole).validate(RECORD)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(whole).validate({**RECORD, "id": 1})
    made = decider.post("/v1/decisions", json=RECORD)
    answer = post["responses"]["201"]["content"]["application/json"]["schema"]
    whole = {**answer, "components": openapi["components"]}
    jsonschema.Draft202012Validator(whole).validate(made.json())
    assert "/v1/decisions/{id}/undo" in openapi["paths"]


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


def settled(following: Following) -> None:
    """Wait until all that was asked for is done."""
    for _ in range(1_000):
        if following.wait(1.0):
            return
        time.sleep(0.005)
    raise AssertionError("it was never done")


def test_work_that_is_asked_for_while_it_runs_is_done_again() -> None:
    done: list[int] = []
    following: Following

    def work() -> bool:
        done.append(len(done))
        if len(done) == 1:
            following.ask()
        return len(done) != 2  # put off once

    following = Following(work, pause=0.01)
    following.ask()
    settled(following)
    assert done == [0, 1, 2]
    following.close()


def test_a_fault_in_the_work_does_not_end_it() -> None:
    done: list[int] = []

    def work() -> bool:
        done.append(1)
        if len(done) == 1:
            raise UsageError("archive_busy", "")
        if len(done) == 3:
            raise RuntimeError("fault")
        return True

    following = Following(work, pause=0.01)
    for wanted in (2, 3, 4):
        following.ask()
        settled(following)
        assert len(done) == wanted
    following.close()
