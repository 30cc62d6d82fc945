"""What pages are made of beside their text: style, script, fonts. A fixed set of files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib import resources
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from riwaya.errors import UsageError
from riwaya.web.responses import problem

_TYPES: Final = MappingProxyType({
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "woff2": "font/woff2", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8",
})  # fmt: skip


@cache
def files() -> Mapping[str, bytes]:
    """All files by name."""
    folder = resources.files("riwaya.web").joinpath("static")
    found = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    fonts = folder.joinpath("fonts")
    found |= {f"fonts/{one.name}": one.read_bytes() for one in fonts.iterdir() if one.is_file()}
    report = resources.files("riwaya.report").joinpath("style.css")
    return MappingProxyType({**found, "report.css": report.read_bytes()})


@cache
def link(name: str) -> str:
    """The address of a file, which changes with what is in it."""
    mark = blake2b(files()[name], digest_size=6).hexdigest()
    return f"/static/{name}?v={mark}"


def file(request: Request) -> Response:
    """One of the files."""
    name = request.path_params["name"]
    body = files().get(name)
    if body is None:
        return problem(UsageError("no_page", request.url.path), request.scope)
    age = "public, max-age=31536000, immutable" if request.url.query else "no-cache"
    kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return Response(body, media_type=kind, headers={"cache-control": age})
