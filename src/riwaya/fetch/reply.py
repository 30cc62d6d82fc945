"""A response of which the head has come, and what its header says."""

from __future__ import annotations

import datetime as dt
import http
import re
from collections.abc import Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime

from riwaya.read.headers import text_of

_DIGITS = re.compile(r"[0-9]{1,19}")
_TAG = re.compile(r'(?:W/)?"[!#-~]{0,500}"')
_DATE = re.compile(r"[A-Za-z0-9 ,:+-]{10,60}")


class Reply:
    """The status, the header fields (names in small letters; of a repeated one the first counts)
    and the body, still to be read and still as it was sent (compressed)."""

    def __init__(
        self, status: int, fields: Iterable[tuple[bytes, bytes]], chunks: Iterator[bytes]
    ) -> None:
        self.status = status
        first: dict[bytes, bytes] = {}
        for name, value in fields:
            first.setdefault(name.lower(), value)
        self.fields: Mapping[bytes, bytes] = first
        self.chunks = chunks

    def text(self, name: bytes) -> str:
        """A field as text without control characters, "" where it is absent."""
        return text_of(self.fields.get(name, b""))

    def sent_back(self, name: bytes) -> str | None:
        """`etag` or `last-modified`, where it is of a form that may stand in a request of ours."""
        text = self.text(name)
        pattern = _TAG if name == b"etag" else _DATE
        return text if pattern.fullmatch(text) else None

    @property
    def length(self) -> int | None:
        """The declared size of the body as it is sent."""
        text = self.text(b"content-length")
        return int(text) if _DIGITS.fullmatch(text) else None

    def retry_after(self, now: dt.datetime) -> float | None:
        """The seconds that `Retry-After` asks to wait, given as such or as a time; None where it
        asks for nothing that can be understood."""
        text = self.text(b"retry-after")
        if _DIGITS.fullmatch(text):
            return float(text)
        if not _DATE.fullmatch(text):
            return None
        try:
            then = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
        # Dates of HTTP are in GMT, also where the zone is left out.
        then = then if then.tzinfo else then.replace(tzinfo=dt.UTC)
        return max(0.0, (then - now).total_seconds())


def status_text(status: int) -> str:
    """A status with its name: `404 Not Found`. The name is ours, not what the server wrote."""
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
