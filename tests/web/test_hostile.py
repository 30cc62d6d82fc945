"""Whatever is asked: an answer or a problem, never a fault."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from riwaya.web.resources import RESOURCES

LENIENT = settings(
    max_examples=150, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
NAMES = sorted({"x", *(one.name for each in RESOURCES for one in (*each.parameters, *each.shown))})
PATHS = [
    start + end
    for one in RESOURCES
    for start, pattern in (("/v1", one.path), ("/ar", one.page), ("", one.page))
    if pattern is not None
    for end in (pattern, f"{pattern}.csv", f"{pattern}.json", f"{pattern}.atom")
]
ANY_TEXT = st.text(max_size=60) | st.sampled_from([
    "", '"', "«", "(", "AND", "NOT " * 40, "*", "-", "؟", "😀", "ا" * 600, '"' * 300, "a NOT " * 60,
    "\x00", "\u202e", "ﷺ" * 50, "' OR 1=1 --", "{{7*7}}", "%", "NEAR(a b)", "x:y", "title:الميناء",
    "2024-02-30", "-1", "1e9", "٣", "10-20", "999999999-999999999", "20-10", "YXQgMw",
    "WyIyMDI0Iiw3XQ",
    "Wy0xLCJ4Il0", "W251bGwsIngiXQ", "new", "growing", "statement", "newest", "deny", "1", "0",
])  # fmt: skip


def asked(client: TestClient, address: str, **more: Any) -> None:
    found = client.get(address, **more)
    assert found.status_code < 500, (address, found.text[:300])
    if found.status_code >= 400 and found.headers["content-type"] == "application/problem+json":
        assert found.json()["status"] == found.status_code


def _query(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={quote(value, errors='replace')}" for name, value in pairs)


@LENIENT
@given(path=st.sampled_from(PATHS), id_=ANY_TEXT,
       pairs=st.lists(st.tuples(st.sampled_from(NAMES), ANY_TEXT), max_size=4))  # fmt: skip
def test_any_query_is_answered(
    client: TestClient, path: str, id_: str, pairs: list[tuple[str, str]]
) -> None:
    where = path.replace("{id}", quote(id_, safe="", errors="replace") or "x")
    asked(client, f"{where}?{_query(pairs)}")


PLACE = st.integers(0, 900)
SPAN = st.tuples(PLACE, PLACE).map(lambda two: f"{two[0]}-{two[1]}")


@LENIENT
@given(
    id_=st.sampled_from(["long", "evil"]),
    name=st.sampled_from(["at", "version", "against"]),
    value=ANY_TEXT | st.integers(0, 10**10).map(str) | SPAN,
)
def test_any_place_of_an_article_is_answered(
    client: TestClient, id_: str, name: str, value: str
) -> None:
    asked(client, f"/ar/articles/{id_}?{_query([(name, value)])}")


@LENIENT
@given(path=st.text(max_size=80), accept=st.text(st.characters(codec="latin-1"), max_size=40))
def test_any_address_is_answered(client: TestClient, path: str, accept: str) -> None:
    headers = {"accept": accept.replace("\r", "").replace("\n", "").strip().encode("latin-1")}
    asked(client, "/" + quote(path, safe="/.", errors="replace"), headers=headers)


@pytest.mark.parametrize("query", [
    "&" * 5_000, "=&=&=", "q=%", "q=%ff", "q=%ed%a0%bd", "q", "q[]=1", "%71=a", "q=a;b", "q=%00",
    "a=1&" * 60, "limit=" + "9" * 400, "show=1&" * 30, "show=0", "cursor=", "q=" + "%d8%ac" * 600,
])  # fmt: skip
@pytest.mark.parametrize("path", ["/v1/search", "/ar/search", "/ar/events", "/v1/events"])
def test_odd_queries_are_answered(client: TestClient, path: str, query: str) -> None:
    asked(client, f"{path}?{query}")


@pytest.mark.parametrize("path", [
    "//", "/ar//events", "/ar/events//", "/..", "/ar/../v1", "/%2e%2e/%2e%2e/etc/passwd", "/v1/",
    "/ar/events/%00", "/ar/events/%ff", "/ar/events/a%0Ab", "/ar/articles/.json", "/.csv",
    "/ar.json",
    "/v1/events/x/comparison.json", "/v1/events.xml", "/ar/articles/" + "%D8%AC" * 900, "/static",
    "/v1/articles/long/", "/enter", "/favicon.ico", "/robots.txt",
])  # fmt: skip
def test_odd_paths_are_answered(client: TestClient, path: str) -> None:
    asked(client, path)


@pytest.mark.parametrize("name", [
    "accept", "accept-language", "if-none-match", "cookie", "range", "authorization",
    "accept-encoding", "content-length",
])  # fmt: skip
def test_odd_headers_are_answered(client: TestClient, name: str) -> None:
    for value in ("", "x" * 8_000, "\xff\xfe", "*;q=x", "0", ",,,,", '"', "text/html;" * 200):
        if name == "content-length" and value != "0":
            continue
        asked(client, "/ar/events", headers={name: value.encode("latin-1")})
