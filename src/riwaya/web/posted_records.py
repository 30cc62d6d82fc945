"""Decisions that programs post: JSON in, the decision as it was kept out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from riwaya.errors import UsageError
from riwaya.kept import KeptDecision, Undone
from riwaya.web.deciding import Desk
from riwaya.web.routing import API
from riwaya.web.sources import Sources
from riwaya.web.wishes import NewDecision, NewUndo, checked, decider, of_record

DECIDE: Final = f"/{API}/decisions"
UNDO: Final = f"/{API}/decisions/{{id}}/undo"
T = TypeVar("T")


def at(path: str) -> Callable[[Sources, Desk, Request, bytes], Response] | None:
    """What answers at a path; None where it takes no record."""
    if path == DECIDE:
        return _decide
    first, last = UNDO.split("{id}")
    number = path.removeprefix(first).removesuffix(last)
    if path == first + number + last and number.isascii() and number.isdigit() and len(number) < 10:
        return partial(_undo, int(number))
    return None


def _decide(_: Sources, desk: Desk, __: Request, raw: bytes) -> Response:
    given = _read(raw, NewDecision)
    why = checked(given.why or "") or None
    kept, is_new = desk.decide(of_record(given), decider(given.who), why)
    return _told(kept[0], 201 if is_new else 200)


def _undo(number: int, _: Sources, desk: Desk, __: Request, raw: bytes) -> Response:
    given = _read(raw, NewUndo)
    undone = Undone(who=decider(given.who), why=checked(given.why or "") or None)
    return _told(desk.undo(number, undone, together=False)[0], 200)


def _read(raw: bytes, wanted: type[T]) -> T:
    try:
        return msgspec.json.decode(raw, type=wanted)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError("bad_record", "", str(error)[:200]) from None


def _told(kept: KeptDecision, status: int) -> Response:
    return Response(
        msgspec.json.encode(kept), status, {"cache-control": "no-store"},
        media_type="application/json",
    )  # fmt: skip
