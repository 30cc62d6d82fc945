"""The API as OpenAPI 3.1, made from the same table and the same records that answer."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from riwaya import __version__
from riwaya.kept import KeptDecision
from riwaya.web.posted_records import DECIDE, UNDO
from riwaya.web.problems import Problem
from riwaya.web.resources import RESOURCES, Resource
from riwaya.web.routing import API
from riwaya.web.wishes import NewDecision, NewUndo

_REFERENCE = "#/components/schemas/{name}"


@cache
def described() -> bytes:
    """The document."""
    answers = dict.fromkeys(one.answer for one in RESOURCES)
    types: list[type] = [*answers, Problem, KeptDecision, NewDecision, NewUndo]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    by_type: dict[type, dict[str, Any]] = dict(zip(types, schemas, strict=True))
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": "Riwaya", "version": __version__,
            "summary": "Who said what, according to whom.",
            "description": "Offsets are code points, half-open. Unknown is null. The field names "
            "are those of `riwaya schema`.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "security": [{}, {"token": []}],
        "paths": _paths(by_type),
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


def _paths(by_type: dict[type, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {f"/{API}{one.path}": {"get": _operation(one, by_type)} for one in RESOURCES}
    new = "The decision as it was kept; events follow it when they are grouped."
    held = "The decision that holds already and says the same: nothing new was kept."
    undone = "The decision, taken back; as it was where somebody took it back before."
    found[DECIDE]["post"] = _posted(
        "decide", "Take a decision", NewDecision, {"201": new, "200": held}, by_type
    )
    undo = _posted("undo", "Take a decision back", NewUndo, {"200": undone}, by_type)
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    return {**found, UNDO: {"post": {**undo, "parameters": [number]}}}


def _posted(
    name: str, about: str, given: type, answers: dict[str, str],
    by_type: dict[type, dict[str, Any]],
) -> dict[str, Any]:  # fmt: skip
    kept = {"application/json": {"schema": by_type[KeptDecision]}}
    refused = {"application/problem+json": {"schema": by_type[Problem]}}
    return {
        "operationId": name,
        "summary": f"{about}; only where the server was started with `--decide`.",
        "requestBody": {
            "required": True, "content": {"application/json": {"schema": by_type[given]}},
        },
        "responses": {
            **{status: {"description": told, "content": kept} for status, told in answers.items()},
            "405": {"description": "The server only reads.", "content": refused},
            "default": {"description": "Why nothing was decided.", "content": refused},
        },
    }  # fmt: skip


def _operation(one: Resource, by_type: dict[type, dict[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {
        "application/json": {"schema": by_type[one.answer]},
        "text/csv": {"schema": {"type": "string"}},
    }
    if one.feed is not None:
        content["application/atom+xml"] = {"schema": {"type": "string"}}
        content["application/feed+json"] = {"schema": {"type": "object"}}
    refused = {"application/problem+json": {"schema": by_type[Problem]}}
    return {
        "operationId": one.name,
        "summary": one.about,
        "parameters": [
            *({"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
              for name in re.findall(r"{([a-z]+)}", one.path)),
            *({"name": each.name, "in": "query", "required": each.required,
               "description": each.about, "schema": each.schema()} for each in one.parameters),
        ],
        "responses": {
            "200": {"description": one.about, "content": content},
            "304": {"description": "Nothing has changed since the `ETag` that was given."},
            "308": {"description": "It is part of something else now: `Location` says of what."},
            "default": {"description": "Why there is no answer.", "content": refused},
        },
    }  # fmt: skip


def document(_: Request) -> Response:
    """The document, as an answer."""
    return Response(described(), media_type="application/vnd.oai.openapi+json;version=3.1")
