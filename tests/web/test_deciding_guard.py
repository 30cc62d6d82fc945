"""Who may decide, what is taken from them, and that what is refused changes nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from riwaya.errors import UsageError
from riwaya.kept import KeptDecision
from riwaya.web.app import application
from riwaya.web.deciding import Desk, desk
from riwaya.web.serving import hosts_of
from riwaya.web.sources import Sources

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
