"""What is posted: forms on pages, and records of programs; each is decided upon, or refused."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response

from riwaya.errors import UsageError
from riwaya.limits import DECISION_BYTES
from riwaya.web import posted_forms, posted_records
from riwaya.web.deciding import Desk
from riwaya.web.received import body_of, media, own_site
from riwaya.web.responses import problem
from riwaya.web.routing import path_of
from riwaya.web.sources import Sources

Work = Callable[[Sources, Desk, Request, bytes], Response]
_JSON: Final = "application/json"
_FORM: Final = "application/x-www-form-urlencoded"
_LOG: Final = logging.getLogger("riwaya.web")


@dataclass
class Posting:
    """Answers what is posted. Without a `desk` the server only reads, and refuses all of it."""

    sources: Sources
    desk: Desk | None
    _one: anyio.CapacityLimiter | None = None

    async def answer(self, request: Request) -> Response:
        """Decide, or refuse with a problem; reading goes on meanwhile."""
        try:
            path = path_of(request.scope)
            form, record = posted_forms.at(path), posted_records.at(path)
            desk = self._desk(request, known=form is not None or record is not None)
            own_site(request, form=form is not None)
            media(request, _FORM if form is not None else _JSON)
            raw = await body_of(request, DECISION_BYTES)
        except UsageError as error:
            return problem(error, request.scope)
        work = form or record
        assert work is not None  # noqa: S101 - else refused above
        # Decisions wait for one another here, and not in the threads that answer readers.
        self._one = self._one or anyio.CapacityLimiter(1)
        done = partial(_done, work, self.sources, desk, request, raw)
        return await anyio.to_thread.run_sync(done, limiter=self._one)

    def _desk(self, request: Request, *, known: bool) -> Desk:
        if not known:
            raise UsageError("wrong_method", request.method)
        if self.desk is None:
            raise UsageError("only_read", request.scope["path"])
        return self.desk


def _done(work: Work, sources: Sources, desk: Desk, request: Request, raw: bytes) -> Response:
    try:
        return work(sources, desk, request, raw)
    except UsageError as error:
        return problem(error, request.scope)
    except Exception:  # noqa: BLE001 - the border: a fault of ours never gets out
        _LOG.exception("fault at %r", request.scope["path"][:200])
        return problem(UsageError("server_fault", request.scope["path"]), request.scope)
