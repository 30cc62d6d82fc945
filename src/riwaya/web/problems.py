"""What is said when something cannot be answered: one shape for programs, one page for people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from riwaya.errors import MESSAGES, UsageError
from riwaya.records import Record

STATUS: Final[Mapping[str, int]] = MappingProxyType({
    "no_such": 404, "no_page": 404, "hidden": 410, "gone": 410,
    "bad_cursor": 400, "bad_parameter": 400, "bad_option": 400, "bad_date": 400,
    "bad_decision": 400, "wrong_host": 421, "wrong_origin": 403, "needs_token": 401,
    "alone_in_event": 409, "not_in_event": 409, "given_event": 409, "same_event": 409,
    "too_many_pairs": 409, "no_statement": 409, "bad_record": 400, "needs_who": 400,
    "needs_choice": 400, "needs_day": 400, "needs_speaker": 400, "days_reversed": 400,
    "text_too_long": 400, "text_unreadable": 400, "wrong_media": 415, "timeout": 408,
    "wrong_method": 405, "only_read": 405,
    "address_too_long": 414, "not_acceptable": 406, "too_large": 413,
    "archive_busy": 503, "archive_failed": 503, "archive_damaged": 503, "unwritable": 503,
    "too_slow": 503, "being_counted": 503, "server_fault": 500,
})  # fmt: skip
"""The status of HTTP that goes with each code; 503 for any other."""


class Problem(Record, frozen=True):
    """Why there is no answer (RFC 9457): `code` is what programs should test, `message` says it in
    Arabic and English, `detail` names what it is about."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None
    message: Mapping[str, str]


def problem_of(error: UsageError) -> Problem:
    """The problem that an error is.

    >>> problem_of(UsageError("no_such", "حدث-7")).status
    404
    """
    code = "too_slow" if "interrupted" in error.detail or "timeout" in error.detail else error.code
    told = UsageError(code, error.where, _plain(error.detail)) if code in MESSAGES else error
    return Problem(
        type=f"urn:riwaya:problem:{code}", title=told.sentence("en"), status=STATUS.get(code, 503),
        code=code, detail=_plain(error.where)[:200] or None,
        message={"ar": told.sentence("ar"), "en": told.sentence("en")},
    )  # fmt: skip


def _plain(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")
