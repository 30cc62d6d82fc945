"""Who may ask: the name of the server, the site that asks, the token; and what every answer says to
the browser."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from riwaya.errors import UsageError
from riwaya.limits import WEB_ADDRESS_BYTES
from riwaya.web.received import cookie
from riwaya.web.responses import problem

COOKIE: Final = "riwaya"
ENTER: Final = "/enter"
_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[^\s:@/\[\]]{1,253})(?::[0-9]{1,5})?")
_OPEN: Final = (ENTER, "/static/")
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = (
    ("content-security-policy", _POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
)


class Guard:
    """Lets through what may be asked. `hosts` are the names that the server answers to, without
    ports; `token` is None where nobody else can reach it."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], token: str | None) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with a problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS:
                    headers[name] = value
            await send(message)

        refused = self._refused(scope, Headers(scope=scope))
        if refused is not None:
            await problem(refused, scope)(scope, receive, marked)
            return
        await self.app(scope, receive, marked)

    def _refused(self, scope: Scope, headers: Headers) -> UsageError | None:
        path = scope["raw_path"] if scope.get("raw_path") else scope["path"].encode()
        if len(path) + len(scope["query_string"]) > WEB_ADDRESS_BYTES:
            return UsageError("address_too_long", "")
        host = headers.get("host", "")
        if _name_of(host) not in self.hosts:
            return UsageError("wrong_host", host[:200])
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return UsageError("wrong_origin", origin[:200])
        if self.token is None or scope["path"].startswith(_OPEN):
            return None
        return None if self._knows(headers) else UsageError("needs_token", scope["path"][:200])

    def _knows(self, headers: Headers) -> bool:
        said = headers.get("authorization", "").removeprefix("Bearer ")
        given = (said, cookie(headers.get("cookie", ""), COOKIE))
        return any(is_token(one, self.token) for one in given)


def is_token(given: str, token: str | None) -> bool:
    """Whether it is the token, told in a time that does not depend on how much of it is right."""
    return token is not None and hmac.compare_digest(given.encode("utf-8", "replace"),
                                                     token.encode())  # fmt: skip


def _name_of(host: str) -> str:
    """The name in a Host header, without its port; nothing where it is no such header."""
    found = _HOST.fullmatch(host)
    return found["name"].lower() if found else ""
