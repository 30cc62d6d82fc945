"""The server as an ASGI application: an address in, an answer out."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

import anyio.to_thread
import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as Way

from riwaya.errors import UsageError
from riwaya.limits import HELD_BYTES, WEB_THREADS
from riwaya.records import Record
from riwaya.store import overview
from riwaya.web import entering, feeds, openapi, pages, static, tables
from riwaya.web.deciding import Desk
from riwaya.web.guard import Guard
from riwaya.web.held import Held
from riwaya.web.parameters import Asked, read
from riwaya.web.posting import Posting
from riwaya.web.received import who_of
from riwaya.web.responses import answer, language_of, problem, wants_page
from riwaya.web.routing import FORMS, Route, address, path_of, route
from riwaya.web.sources import Sources

LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")
_LOG: Final = logging.getLogger("riwaya.web")
_FIELDS: Final = 40
"""Parameters of one address; the page with the most has seven."""


@dataclass
class _Server:
    sources: Sources
    held: Held
    decides: bool

    def __call__(self, request: Request) -> Response:
        """Answer; a problem where that cannot be."""
        scope = request.scope
        try:
            if request.method not in ("GET", "HEAD"):
                raise UsageError("wrong_method", request.method)
            return self._answered(request)
        except UsageError as error:
            if error.code == "moved":
                return _moved(error, request)
            return problem(self._gone(error), scope)
        except Exception:  # noqa: BLE001 - the border: a fault of ours never gets out
            _LOG.exception("fault at %r", scope["path"][:200])
            return problem(UsageError("server_fault", scope["path"]), scope)

    def _gone(self, error: UsageError) -> UsageError:
        """The error, told apart where something was here once."""
        if error.code != "no_such":
            return error
        with self.sources.archive.reading() as conn:
            gone = overview.is_gone(conn, error.where)
        return UsageError("gone", error.where) if gone else error

    def _answered(self, request: Request) -> Response:
        found = route(path_of(request.scope))
        if found is None:
            raise UsageError("no_page", request.scope["path"])
        form = found.form or _form(found, request)
        if form == "html" and found.language is None:
            query = request.scope["query_string"].decode("ascii", "replace")
            to = f"/{language_of(request.scope)}{path_of(request.scope)}"
            return RedirectResponse(to + (f"?{query}" if query else ""), 307,
                                    {"vary": "Accept-Language"})  # fmt: skip
        pairs = _pairs(request)
        asked = Asked(
            path=found.path,
            query=read(
                found.resource.parameters + (found.resource.shown if form == "html" else ()),
                pairs,
                strict=found.api,
            ),
        )
        state = self.sources.state()
        who = who_of(request) if self.decides and form == "html" else None
        key = (state, who, found.resource.name, form, found.language, found.api,
               tuple(asked.path.items()), tuple(asked.query.items()), _base(request))  # fmt: skip
        body = self.held.get(key)
        if body is None:
            body = self._made(found, form, asked, request, who)
            if self.sources.is_counted(found.resource.name, state):
                self.held.put(key, body)
        return answer(body, form, request.scope, name=found.resource.name)

    def _made(
        self, found: Route, form: str, asked: Asked, request: Request, who: str | None
    ) -> bytes:
        made: Record = found.resource.read(self.sources, asked)
        if form == "json":
            return msgspec.json.encode(made)
        if form == "csv":
            return tables.csv(self.sources, made, excel=not found.api)
        if form == "html":
            return pages.page(self.sources, found, asked, made, who)
        if found.resource.feed is None:
            raise UsageError("not_acceptable", request.scope["path"], form)
        language = found.language or language_of(request.scope)
        home = address(found.resource, asked.path, asked.query, language=language)
        return feeds.feed(
            self.sources, made, form, title=pages.title_of(found.resource, asked, made, language),
            language=language, base=_base(request), own=str(request.url.path), home=home,
        )  # fmt: skip


def _moved(error: UsageError, request: Request) -> Response:
    """To where something went."""
    found = route(path_of(request.scope))
    if found is None:
        return problem(error, request.scope)
    ending = next((ending for ending, form in FORMS.items() if form == found.form), "")
    to = address(
        found.resource, {"id": error.detail}, {}, language=found.language, api=found.api,
        ending=ending,
    )  # fmt: skip
    return RedirectResponse(to, 308)


def _form(found: Route, request: Request) -> str:
    """The form that is asked for in the header, where the address does not say it."""
    said = request.headers.get("accept", "*/*").lower()
    if not found.api and wants_page(request.scope):
        return "html"
    for name, form in (
        ("application/json", "json"), ("text/csv", "csv"), ("application/atom+xml", "atom"),
        ("application/feed+json", "json-feed"), ("*/*", "json"), ("application/*", "json"),
    ):  # fmt: skip
        if name in said:
            return form
    raise UsageError("not_acceptable", request.scope["path"], said[:80])


def _pairs(request: Request) -> list[tuple[str, str]]:
    raw = request.scope["query_string"].decode("latin-1")
    try:
        return parse_qsl(raw, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:
        raise UsageError("bad_parameter", "", raw[:80]) from None


def _base(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def _everything(sources: Sources, desk: Desk | None) -> Callable[..., Awaitable[Response]]:
    server = _Server(sources, Held(HELD_BYTES), decides=desk is not None)
    posting = Posting(sources, desk)

    async def everything(request: Request, _: Exception | None = None) -> Response:
        if request.method == "POST":
            return await posting.answer(request)
        return await run_in_threadpool(server, request)

    return everything


def application(
    sources: Sources, *, hosts: Iterable[str] = LOCAL, token: str | None = None,
    desk: Desk | None = None,
) -> Starlette:  # fmt: skip
    """The application that serves what `sources` read. `hosts` are the names that it answers to;
    with a `token`, only who has it is answered; with a `desk`, decisions can be taken."""

    everything = _everything(sources, desk)

    return Starlette(
        routes=[
            Way("/", _home),
            Way("/v1/openapi.json", openapi.document),
            Way("/static/{name:path}", static.file),
            Way("/enter", entering.door(token), methods=["GET", "POST"]),
            Way("/{rest:path}", everything, methods=None),
        ],
        middleware=[
            Middleware(Guard, hosts=tuple(hosts), token=token),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=4),
        ],
        lifespan=_few_threads,
        # What no pattern of a route takes, as a path with a line end.
        exception_handlers={404: everything, 405: everything},
    )


@asynccontextmanager
async def _few_threads(_: Starlette) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = WEB_THREADS
    yield


def _home(request: Request) -> Response:
    to = f"/{language_of(request.scope)}/events"
    return RedirectResponse(to, 307, {"vary": "Accept-Language"})
