"""What goes back: bytes with their type, and a mark that says whether they changed."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, Final

import msgspec
from starlette.datastructures import Headers
from starlette.responses import Response

from riwaya.errors import UsageError
from riwaya.report import LANGUAGES
from riwaya.web import pages
from riwaya.web.problems import problem_of
from riwaya.web.routing import API, FORMS

TYPES: Final[Mapping[str, str]] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "atom": "application/atom+xml",
    "json-feed": "application/feed+json",
}


def answer(body: bytes, form: str, scope: Mapping[str, Any], *, name: str = "") -> Response:
    """An answer, or that nothing changed since the asker had it."""
    mark = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {
        "etag": mark, "cache-control": "private, no-cache",
        "vary": "Accept, Accept-Language, Cookie",
    }  # fmt: skip
    if form == "csv":
        headers["content-disposition"] = f'attachment; filename="riwaya-{name}.csv"'
    if mark in Headers(scope=dict(scope)).get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=TYPES[form], headers=headers)


def problem(error: UsageError, scope: Mapping[str, Any]) -> Response:
    """What is said instead of an answer: a page for people, a record for programs."""
    told = problem_of(error)
    headers = {"cache-control": "no-store"}
    if told.code == "needs_token":
        headers["www-authenticate"] = "Bearer"
    if told.code in ("wrong_method", "only_read"):
        headers["allow"] = "GET, HEAD"
    if wants_page(scope):
        body = pages.problem_page(told, language_of(scope))
        return Response(body, told.status, headers, media_type=TYPES["html"])
    return Response(msgspec.json.encode(told), told.status, headers,
                    media_type="application/problem+json")  # fmt: skip


def wants_page(scope: Mapping[str, Any]) -> bool:
    """Whether a browser asks, for something that is no data by its address."""
    path: str = scope["path"]
    if path.startswith(f"/{API}") or path.endswith(tuple(FORMS)):
        return False
    if path.split("/")[1] in LANGUAGES:
        return True
    return "text/html" in Headers(scope=dict(scope)).get("accept", "text/html")


def language_of(scope: Mapping[str, Any]) -> str:
    """The language of a page: that of its address, else the first of ours that the browser names,
    else Arabic."""
    path: str = scope["path"]
    first = path.split("/")[1:2]
    if first and first[0] in LANGUAGES:
        return first[0]
    said = Headers(scope=dict(scope)).get("accept-language", "")[:200].lower()
    named = [part.strip()[:2] for part in said.split(",")]
    return next((one for one in named if one in LANGUAGES), LANGUAGES[0])
