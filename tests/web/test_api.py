"""The API: its shapes, its lists, its formats, its problems, and what OpenAPI says of them."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from typing import Any

import jsonschema
import msgspec
import pytest
from starlette.testclient import TestClient

from riwaya.records import AnnotatedArticle, Comparison, Event
from riwaya.web.resources import BY_NAME, RESOURCES


@pytest.fixture(scope="module")
def openapi(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/v1/openapi.json").json()
    return found


def _addresses(client: TestClient, port: str) -> dict[str, str]:
    story = client.get("/v1/storylines").json()["items"][0]["id"]
    ids = {"event": port, "comparison": port, "storyline": story, "article": "long"}
    queries = {
        "speaker": "?name=فؤاد الدبس",
        "outlet": "?name=CNN بالعربية",
        "search": "?q=الميناء",
    }
    return {
        one.name: "/v1"
        + one.path.replace("{id}", ids.get(one.name, ""))
        + queries.get(one.name, "")
        for one in RESOURCES
    }


def test_every_answer_is_what_openapi_says(
    client: TestClient, openapi: dict[str, Any], port: str
) -> None:
    assert openapi["openapi"] == "3.1.0"
    for name, address in _addresses(client, port).items():
        found = client.get(address)
        assert found.status_code == 200, address
        operation = openapi["paths"]["/v1" + BY_NAME[name].path]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": openapi["components"]}
        jsonschema.Draft202012Validator(whole).validate(found.json())
        msgspec.json.decode(found.content, type=BY_NAME[name].answer, strict=True)


def test_a_problem_is_what_openapi_says(client: TestClient, openapi: dict[str, Any]) -> None:
    found = client.get("/v1/events/nothing")
    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"
    schema = {"$ref": "#/components/schemas/Problem", "components": openapi["components"]}
    jsonschema.Draft202012Validator(schema).validate(found.json())
    assert found.json()["code"] == "no_such"
    assert set(found.json()["message"]) == {"ar", "en"}


def test_the_records_of_the_stages_keep_their_names(client: TestClient, port: str) -> None:
    comparison = msgspec.json.decode(
        client.get(f"/v1/events/{port}/comparison").content, type=Comparison
    )
    event = msgspec.json.decode(client.get(f"/v1/events/{port}").content, type=Event)
    assert (comparison.event.id, comparison.event.articles) == (event.id, event.articles)
    article = msgspec.json.decode(client.get("/v1/articles/long").content, type=AnnotatedArticle)
    assert article.statements


def test_the_data_of_a_page_is_that_of_the_api(client: TestClient, port: str) -> None:
    for page, api in (
        (f"/events/{port}.json", f"/v1/events/{port}/comparison"),
        (f"/ar/events/{port}.json", f"/v1/events/{port}/comparison.json"),
        ("/search.json?q=الميناء", "/v1/search?q=الميناء"),
        ("/articles/a%2Fb%3Fc%23d.json", "/v1/articles/a%2Fb%3Fc%23d"),
    ):  # fmt: skip
        assert client.get(page).content == client.get(api).content


@pytest.mark.parametrize(
    "path", ["events", "articles", "speakers", "outlets", "storylines", "decisions"]
)
def test_a_list_is_gone_through_by_its_cursors(client: TestClient, path: str) -> None:
    whole = client.get(f"/v1/{path}?limit=200").json()["items"]
    found: list[Any] = []
    address = f"/v1/{path}?limit=1"
    for _ in range(200):
        part = client.get(address).json()
        found += part["items"]
        if part["next"] is None:
            break
        address = f"/v1/{path}?limit=1&cursor={part['next']}"
    assert found == whole


def test_search_is_gone_through_by_its_cursors(client: TestClient) -> None:
    first = client.get("/v1/search?q=قال&limit=2").json()
    second = client.get(f"/v1/search?q=قال&limit=2&cursor={first['next']}").json()
    both = client.get("/v1/search?q=قال&limit=4").json()
    assert [*first["hits"], *second["hits"]] == both["hits"]
    assert (first["total"], first["exact"]) == (both["total"], True)


@pytest.mark.parametrize("address", [
    "/v1/events?outlt=x", "/v1/events?limit=0", "/v1/events?limit=201", "/v1/events?limit=٣",
    "/v1/events?since=2024-13-01", "/v1/events?view=best", "/v1/events?cursor=bm90aGluZw",
    "/v1/speakers?cursor=YXQg", "/v1/speakers?cursor=%D8%AC", "/v1/events?limit=1&limit=2",
    "/v1/outlet", "/v1/search?q=%ff", "/v1/search?q=" + "a" * 2_001,
    "/v1/search?outlet=" + "a" * 513, "/v1/search?q=%00",
])  # fmt: skip
def test_what_makes_no_sense_is_refused(client: TestClient, address: str) -> None:
    found = client.get(address)
    assert found.status_code == 400
    assert found.json()["code"] in ("bad_parameter", "bad_cursor")


def test_a_table_is_what_the_answer_says(client: TestClient, port: str) -> None:
    for name, address in _addresses(client, port).items():
        path, _, query = address.partition("?")
        found = client.get(f"{path or '/v1'}{'' if name == 'overview' else '.csv'}?{query}",
                           headers={"accept": "text/csv"})  # fmt: skip
        assert found.headers["content-type"] == "text/csv; charset=utf-8", address
        table = list(csv.DictReader(io.StringIO(found.text)))
        answer = client.get(address).json()
        items = answer.get("items", answer.get("hits"))
        if items is not None and name not in ("speaker", "outlet"):
            assert len(table) == len(items), name


def test_tables_of_pages_are_safe_in_spreadsheets(client: TestClient) -> None:
    raw, safe = (client.get(f"{start}/articles.csv").content for start in ("/v1", ""))
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert safe.startswith(b"\xef\xbb\xbf")


def test_feeds_can_be_read(client: TestClient, port: str) -> None:
    for path in ("events", "articles", "search", "speaker", "outlet"):
        query = {"search": "?q=الميناء", "speaker": "?name=فؤاد الدبس", "outlet": "?name=المرصاد"}
        found = client.get(f"/{path}.atom{query.get(path, '')}")
        assert found.headers["content-type"] == "application/atom+xml"
        feed = ET.fromstring(found.content)
        assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
        links = [one.get("href", "") for one in feed.iter("{http://www.w3.org/2005/Atom}link")]
        assert any(link.startswith("http://127.0.0.1/") for link in links)
    found = client.get("/events.feed.json").json()
    assert found["version"].startswith("https://jsonfeed.org/version/")
    assert any(port in one.get("url", "") for one in found["items"])
    assert client.get("/speakers.atom").status_code == 406


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    found = client.get("/ar/events")
    again = client.get("/ar/events", headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/ar/events").content == found.content


def test_the_format_is_the_one_that_is_asked_for(client: TestClient) -> None:
    for accept, kind in (
        ("*/*", "application/json"), ("text/csv", "text/csv; charset=utf-8"),
        ("application/atom+xml", "application/atom+xml"), ("image/png", "application/problem+json"),
    ):  # fmt: skip
        found = client.get("/v1/events", headers={"accept": accept})
        assert found.headers["content-type"] == kind
    assert client.get("/v1/events", headers={"accept": "image/png"}).status_code == 406


def test_head_is_get_without_a_body(client: TestClient) -> None:
    found = client.head("/v1/events")
    assert (found.status_code, found.content) == (200, b"")
    assert found.headers["etag"] == client.get("/v1/events").headers["etag"]
