"""Decisions that people post by the forms of pages; the answer leads back to the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from riwaya.errors import UsageError
from riwaya.kept import KeptDecision, Undone
from riwaya.limits import FOLLOW_SECONDS
from riwaya.web import pages
from riwaya.web.deciding import Desk
from riwaya.web.problems import problem_of
from riwaya.web.received import fields_of, remember, who_of
from riwaya.web.resources import BY_NAME
from riwaya.web.responses import TYPES
from riwaya.web.routing import Route, address, route
from riwaya.web.sources import Sources
from riwaya.web.wishes import Fields, checked, decider, of_form

_FORMS_ON: Final = ("comparison", "article", "decisions")


def at(path: str) -> Callable[[Sources, Desk, Request, bytes], Response] | None:
    """What answers at a path; None where no page has a form."""
    found = _page(path)
    return partial(_posted, found) if found is not None else None


def _page(path: str) -> Route | None:
    found = route(path)
    if found is None or found.language is None or found.form != "html":
        return None
    return found if found.resource.name in _FORMS_ON else None


def _posted(page: Route, sources: Sources, desk: Desk, request: Request, raw: bytes) -> Response:
    fields = fields_of(raw)
    undoes = page.resource.name == "decisions"
    try:
        if undoes:
            return _undone(page, sources, desk, fields, who_of(request))
        return _decided(page, sources, desk, fields, secure=request.url.scheme == "https")
    except UsageError as error:
        told = problem_of(error)
        body = pages.refused_page(page, told, fields, who_of(request), undoes=undoes)
        return Response(body, told.status, {"cache-control": "no-store"}, media_type=TYPES["html"])


def _decided(
    page: Route, sources: Sources, desk: Desk, fields: Fields, *, secure: bool
) -> Response:
    who, why = decider(fields.get("who", "")), checked(fields.get("why", "")) or None
    trimmed = {name: checked(text) for name, text in fields.items()}
    wish = of_form(page.resource.name, page.path["id"], trimmed)
    kept, _ = desk.decide(wish, who, why)
    desk.following.wait(FOLLOW_SECONDS)
    is_hidden = kept[0].kind == "hide" and kept[0].statement is None
    reply = _back(sources, None if is_hidden else page, page.language, kept[0])
    remember(reply, who, secure=secure)
    return reply


def _undone(page: Route, sources: Sources, desk: Desk, fields: Fields, who: str) -> Response:
    number = fields.get("undo", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise UsageError("needs_choice", number[:80])
    why = checked(fields.get("why", "")) or None
    kept = desk.undo(int(number), Undone(who=who or None, why=why), together=True)
    desk.following.wait(FOLLOW_SECONDS)
    return _back(sources, _page(fields.get("back", "")), page.language, kept[0])


def _back(
    sources: Sources, page: Route | None, language: str | None, kept: KeptDecision
) -> Response:
    """To the page, which says what was decided; to that of decisions where it is there no more."""
    resource, path = BY_NAME["decisions"], {}
    if page is not None and page.resource.name == "article":
        resource, path = page.resource, dict(page.path)
    elif page is not None and page.resource.name == "comparison":
        try:
            path = {"id": sources.archive.event(page.path["id"]).id}
            resource = page.resource
        except UsageError:
            path = {}  # nothing is left of the event
    to = address(resource, path, {"decided": kept.id}, language=language)
    return RedirectResponse(to, 303, {"cache-control": "no-store"})
