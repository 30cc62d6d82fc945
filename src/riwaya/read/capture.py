"""What the readers of containers give: the bytes of one page and what came with them."""

from __future__ import annotations

from typing import Final

import msgspec

from riwaya.errors import InputRefused
from riwaya.records import GivenArticle, Refusal

HEAD: Final = 65_536
"""How much of an input is looked at to tell its kind."""


class Capture(msgspec.Struct, frozen=True):
    """One page as it was captured, not decoded yet; `where` is what to call it by in messages.

    `offset` is the byte offset of the record in its container; `captured` is ISO 8601; `media` and
    `charset` are what the container declares (`text/html`, `windows-1256`), never believed alone;
    `given` is set where the container hands over a ready article, and `data` then is the record.
    `notes` are codes of what was odd on the way here."""

    where: str
    data: bytes
    path: str | None = None
    url: str | None = None
    offset: int | None = None
    captured: str | None = None
    media: str | None = None
    charset: str | None = None
    given: GivenArticle | None = None
    notes: tuple[str, ...] = ()


def refusal(code: str, where: str, detail: str = "", *, passed: bool = False) -> Refusal:
    """A `Refusal` with the English sentence of `code`."""
    message = InputRefused(code, where, detail).sentence()
    return Refusal(where=where, code=code, message=message, detail=detail, passed=passed)
