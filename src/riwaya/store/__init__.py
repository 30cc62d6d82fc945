"""The kept archive: pages, articles with their versions, events, decisions, and their index.

It knows records only; what is to be done with them is told by whoever opens it."""

from __future__ import annotations

from riwaya.errors import UsageError

try:
    import sqlalchemy as _  # noqa: F401
except ModuleNotFoundError:
    raise UsageError("needs_extra", "riwaya.store", "archive") from None

from riwaya.store.archive import Archive, opened
from riwaya.store.blobs import pack, sha256_of, unpack
from riwaya.store.search import Question, Words
from riwaya.store.wanted import Wanted, WantedEvents

__all__ = [
    "Archive", "Question", "Wanted", "WantedEvents", "Words", "opened", "pack", "sha256_of",
    "unpack",
]  # fmt: skip
