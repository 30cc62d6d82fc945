"""Who may ask, and what every answer says to a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from riwaya.errors import UsageError
from riwaya.web.app import application
from riwaya.web.serving import hosts_of, serve
from riwaya.web.sources import Sources

TOKEN = "kalimat-sirr-tawila-jiddan"


@pytest.fixture
def exposed(sources: Sources) -> Iterator[TestClient]:
    app = application(sources, hosts=hosts_of("0.0.0.0", ["akhbar.example"]), token=TOKEN)
    with TestClient(app, base_url="http://akhbar.example", follow_redirects=False) as made:
        yield made


@pytest.mark.parametrize("host", [
    "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::1", "localhost:x",
    "127.0.0.1@evil.example", "[::1]evil.example",
])  # fmt: skip
def test_another_name_is_not_answered(client: TestClient, host: str) -> None:
    """A name that is made to point at this machine (DNS rebinding) reads nothing."""
    found = client.get("/v1/events", headers={"host": host})
    assert found.status_code == 421
    assert found.json()["code"] == "wrong_host"


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:80"])
def test_the_own_names_are_answered_at_any_port(client: TestClient, host: str) -> None:
    assert client.get("/v1/events", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.example"],
)
def test_another_site_reads_nothing(client: TestClient, origin: str) -> None:
    found = client.get("/v1/events", headers={"origin": origin})
    assert (found.status_code, found.json()["code"]) == (403, "wrong_origin")
    assert "access-control-allow-origin" not in found.headers


def test_without_the_token_nothing_is_read(exposed: TestClient) -> None:
    for address in ("/", "/ar/events", "/v1", "/v1/openapi.json", "/events.csv", "/ar/nothing"):
        found = exposed.get(address)
        assert found.status_code == 401, address
        assert found.headers["www-authenticate"] == "Bearer"
    assert "/enter" in exposed.get("/ar/events", headers={"accept": "text/html"}).text


def test_a_program_says_the_token(exposed: TestClient) -> None:
    for said, status in ((f"Bearer {TOKEN}", 200), ("Bearer سر", 401), (f"Basic {TOKEN}", 401)):
        found = exposed.get("/v1/events", headers={"authorization": said.encode()})
        assert found.status_code == status


def test_a_person_types_the_token_once(exposed: TestClient) -> None:
    wrong = exposed.post("/enter", data={"token": "wrong"})
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers
    right = exposed.post("/enter", data={"token": TOKEN})
    assert (right.status_code, right.headers["location"]) == (303, "/")
    assert "HttpOnly" in right.headers["set-cookie"]
    assert "SameSite=strict" in right.headers["set-cookie"]
    assert exposed.get("/ar/events").status_code == 200


def test_the_form_takes_no_more_than_a_token(exposed: TestClient) -> None:
    assert exposed.post("/enter", content=b"token=" + b"a" * 10_000).status_code == 413
    assert exposed.post("/enter", content=b"a=1&" * 500).status_code == 401
    assert exposed.post("/enter", content=b"\xff\x00%zz").status_code == 401


def test_the_form_is_not_taken_from_another_site(exposed: TestClient) -> None:
    found = exposed.post(
        "/enter", data={"token": TOKEN}, headers={"origin": "https://evil.example"}
    )
    assert found.status_code == 403


def test_every_answer_binds_the_browser(client: TestClient) -> None:
    for address in ("/ar/events", "/v1/events", "/v1/nothing", "/", "/static/riwaya.css"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "server" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "رواية"])
def test_nothing_is_written(client: TestClient, method: str) -> None:
    if not method.isascii():
        method = "RIWAYA"
    for address in ("/v1/decisions", "/ar/events", "/", "/static/riwaya.css", "/v1/openapi.json"):
        found = client.request(method, address)
        assert found.status_code == 405, (method, address)
        assert found.headers["allow"] == "GET, HEAD"


def test_the_archive_itself_cannot_be_written(sources: Sources) -> None:
    with sources.archive.reading() as conn, pytest.raises(Exception, match="readonly"):
        conn.exec_driver_sql("DELETE FROM articles")


def test_a_too_long_address_is_refused(client: TestClient) -> None:
    assert client.get("/v1/events?q=" + "a" * 20_000).status_code == 414


def test_static_files_are_a_fixed_set(client: TestClient) -> None:
    assert client.get("/static/riwaya.css").headers["content-type"] == "text/css; charset=utf-8"
    for name in ("../app.py", "..%2Fapp.py", "fonts/", "fonts", "", "%00", "riwaya.css/"):
        assert client.get(f"/static/{name}").status_code in (404, 307), name


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    style = client.get("/static/riwaya.css").text + client.get("/static/report.css").text
    assert "http" not in style
    assert "@import" not in style


def test_a_token_that_could_be_guessed_is_refused(place: str) -> None:
    with pytest.raises(UsageError, match="16 characters"):
        serve(place, host="127.0.0.1", port=0, token="sirr")


def test_an_address_that_is_taken_is_told(place: str) -> None:
    with pytest.raises(UsageError, match="--host, --port"):
        serve(place, host="203.0.113.7", port=1)
