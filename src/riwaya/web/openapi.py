"""The API as OpenAPI 3.1, made from the same table and the same records that answer."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from riwaya import __version__
from riwaya.web.problems import Problem
from riwaya.web.resources import RESOURCES, Resource
from riwaya.web.routing import API

_REFERENCE = "#/components/schemas/{name}"


@cache
def described() -> bytes:
    """The document."""
    types: list[type] = [*dict.fromkeys(one.answer for one in RESOURCES), Problem]
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
        "paths": {f"/{API}{one.path}": {"get": _operation(one, by_type)} for one in RESOURCES},
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


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
