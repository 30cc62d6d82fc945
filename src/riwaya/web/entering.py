"""The door of a server that asks for a token: a form that keeps it in a cookie."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from riwaya.errors import UsageError
from riwaya.web import pages
from riwaya.web.guard import COOKIE, is_token
from riwaya.web.received import body_of
from riwaya.web.responses import TYPES, language_of, problem

_FORM_BYTES: Final = 4_096


def door(token: str | None) -> Callable[[Request], Awaitable[Response]]:
    """The page that takes the token; where there is none, there is no such page."""

    async def entered(request: Request) -> Response:
        if token is None:
            return problem(UsageError("no_page", request.url.path), request.scope)
        if request.method != "POST":
            return _page(request, wrong=False)
        try:
            raw = await body_of(request, _FORM_BYTES)
        except UsageError as error:
            return problem(error, request.scope)
        given = _token_in(raw.decode("latin-1"))
        if not is_token(given, token):
            return _page(request, wrong=True)
        reply = RedirectResponse("/", 303)
        reply.set_cookie(
            COOKIE, given, httponly=True, samesite="strict",
            secure=request.url.scheme == "https", max_age=30 * 86_400,
        )  # fmt: skip
        return reply

    return entered


def _token_in(form: str) -> str:
    try:
        return parse_qs(form, max_num_fields=8).get("token", [""])[0].strip()
    except ValueError:
        return ""


def _page(request: Request, *, wrong: bool) -> Response:
    body = pages.enter_page(language_of(request.scope), wrong=wrong)
    return Response(body, 401 if wrong else 200, media_type=TYPES["html"])
