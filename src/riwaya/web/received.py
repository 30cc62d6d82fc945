"""What is sent to the server: by whom, how much of it is read, and the fields of a form."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qsl, quote, unquote

import anyio
from starlette.requests import Request
from starlette.responses import Response

from riwaya.errors import UsageError
from riwaya.limits import BODY_SECONDS, DECIDER_CHARS
from riwaya.report.clean import line

WHO: Final = "riwaya_who"
_FIELDS: Final = 20
_YEAR: Final = 365 * 86_400


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request. Refuses (UsageError) one of more than `most` bytes, or that does not
    come."""
    raw = bytearray()
    try:
        with anyio.fail_after(BODY_SECONDS):
            async for chunk in request.stream():
                raw += chunk
                if len(raw) > most:
                    raise UsageError("too_large", "", f"{most} B")
    except TimeoutError:
        raise UsageError("timeout", "", f"{BODY_SECONDS:.0f} s") from None
    return bytes(raw)


def fields_of(raw: bytes) -> dict[str, str]:
    """The fields of a form, of two of one name the last. Refuses (UsageError, `wrong_media`) what
    no form sends.

    >>> fields_of(b"who=%D9%84%D9%8A%D9%84%D9%89&why=")
    {'who': 'ليلى', 'why': ''}
    """
    try:
        pairs = parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict"
        )
    except ValueError:
        raise UsageError("wrong_media", "", "application/x-www-form-urlencoded") from None
    return dict(pairs)


def own_site(request: Request, *, form: bool) -> None:
    """Refuse (UsageError, `wrong_origin`) what another site sends, and a form of which the browser
    does not say that a page of ours sends it. Programs say neither."""
    headers = request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = origin is not None and origin.partition("://")[2] == headers.get("host")
    if site not in (None, "none", "same-origin") or (origin is not None and not own):
        raise UsageError("wrong_origin", (origin or site or "")[:200])
    if form and not own and site != "same-origin":
        raise UsageError("wrong_origin", "")


def media(request: Request, wanted: str) -> None:
    """Refuse (UsageError, `wrong_media`) a body of another type."""
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said != wanted:
        raise UsageError("wrong_media", said[:80], wanted)


def cookie(header: str, name: str) -> str:
    """The value of a cookie, empty where there is none."""
    try:
        found = SimpleCookie(header[:4096]).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def who_of(request: Request) -> str:
    """Who decided here last, as far as the browser remembers it."""
    return line(unquote(cookie(request.headers.get("cookie", ""), WHO)))[:DECIDER_CHARS]


def remember(response: Response, who: str, *, secure: bool) -> None:
    """Have the browser remember who decided."""
    response.set_cookie(
        WHO, quote(who, safe=""), httponly=True, samesite="strict", secure=secure, max_age=_YEAR
    )
