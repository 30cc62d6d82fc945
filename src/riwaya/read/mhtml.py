"""A page saved by a browser as MHTML: the HTML part of it; its images and frames are left out."""

from __future__ import annotations

import binascii
import re
import string
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import BinaryIO

import msgspec

from riwaya import limits
from riwaya.read.capture import Capture, refusal
from riwaya.read.headers import address_of, fields_of, head_end, media_of, text_of
from riwaya.records import Refusal

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_BOUNDARY = re.compile(
    rb"boundary[ \t]{0,4}=[ \t]{0,4}(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE
)
_FIRST_LINE = re.compile(rb"^--([^\s]{1,200})[ \t]{0,4}\r?$", re.MULTILINE)
_NO_BASE64 = bytes(set(range(256)) - set(f"{string.ascii_letters}{string.digits}+/".encode()))
_DEPTH = 4
_PARTS = 10_000
_LINE_REST = 80
_LOCATIONS = (b"snapshot-content-location", b"content-location")


class _Part(msgspec.Struct, frozen=True):
    """One entity: where its body lies, and whether a boundary follows it."""

    fields: Mapping[bytes, bytes]
    start: int
    end: int
    depth: int
    is_closed: bool


class _Line(msgspec.Struct, frozen=True):
    """A line between two parts, from the line break before it to the start of the next line."""

    mark: bytes
    start: int
    end: int
    is_last: bool


def captures(name: str, stream: BinaryIO) -> Iterator[Capture | Refusal]:
    """The page in an MHTML file: its first HTML part, decoded from quoted-printable or base64.

    One capture or one refusal: `too_large` beyond `limits.MHTML_BYTES` or `limits.PAGE_BYTES`,
    `damaged` where no part can be told, `bad_record` where none is HTML. A page whose end is
    missing is noted as `truncated`.

    >>> import io
    >>> head = "MIME-Version: 1.0\\r\\nContent-Type: multipart/related; boundary=b\\r\\n\\r\\n"
    >>> page = "--b\\r\\nContent-Type: text/html\\r\\n\\r\\n<p>وصل الوفد\\r\\n--b--"
    >>> [found.data.decode() for found in captures("a.mht", io.BytesIO((head + page).encode()))]
    ['<p>وصل الوفد']
    """
    data = stream.read(limits.MHTML_BYTES + 1)
    yield _page(name, data)
    # What inflated the data may know that there was more, and raises it only now.
    stream.read(1)


def _page(name: str, data: bytes) -> Capture | Refusal:
    end = head_end(data, 0, limits.HEADER_BYTES)
    if end is None:
        return refusal("damaged", name, "no whole MIME header")
    fields = fields_of(data[: end[0]])
    top = _Part(fields, end[1], len(data), 0, is_closed=not _is_multiple(fields))
    is_closed = top.is_closed
    for part in _parts(data, top):
        is_closed = part.is_closed
        if media_of(part.fields).name in _HTML:
            return _capture(name, data, top, part)
    if len(data) > limits.MHTML_BYTES:
        return refusal("too_large", name, f"{limits.MHTML_BYTES} bytes before the page")
    if not is_closed:
        return refusal("damaged", name, "ends before the page")
    return refusal("bad_record", name, "no text/html part")


def _parts(data: bytes, top: _Part) -> Iterator[_Part]:
    """`top` and all in it, in the order of the file."""
    left = [top]
    for _ in range(_PARTS):
        if not left:
            return
        part = left.pop()
        yield part
        if _is_multiple(part.fields) and part.depth < _DEPTH:
            left += reversed(list(_children(data, part)))


def _is_multiple(fields: Mapping[bytes, bytes]) -> bool:
    return (media_of(fields).name or "").startswith("multipart/")


def _children(data: bytes, part: _Part) -> Iterator[_Part]:
    lines = (_next_line(data, mark, part.start, part.end) for mark in _marks(data, part))
    line = next((line for line in lines if line is not None), None)
    for _ in range(_PARTS):
        if line is None or line.is_last:
            return
        start, following = line.end, _next_line(data, line.mark, line.end, part.end)
        end = part.end if following is None else following.start
        # From the line break before, for parts that begin with an empty line.
        head = head_end(data, start - 1, min(end, start + limits.HEADER_BYTES)) or (start, end)
        fields = fields_of(data[start : head[0]])
        yield _Part(fields, head[1], end, part.depth + 1, is_closed=following is not None)
        line = following


def _marks(data: bytes, part: _Part) -> Iterator[bytes]:
    """What the lines between the parts begin with: as declared, or the first that looks so."""
    declared = _BOUNDARY.search(part.fields.get(b"content-type", b""))
    if declared is not None:
        yield b"--" + (declared[1] or declared[2])
    first = _FIRST_LINE.search(data, part.start, min(part.end, part.start + limits.HEADER_BYTES))
    if first is not None:
        yield b"--" + first[1]


def _next_line(data: bytes, mark: bytes, start: int, end: int) -> _Line | None:
    at = start
    while (found := data.find(mark, at, end)) >= 0:
        at = found + len(mark)
        line_end = data.find(b"\n", at, min(end, at + _LINE_REST))
        line_end = line_end + 1 if line_end >= 0 else min(end, at + _LINE_REST)
        rest = data[at:line_end].strip()
        if rest in (b"", b"--") and (found == start or data[found - 1 : found] == b"\n"):
            before = found - 2 if data[found - 2 : found] == b"\r\n" else found - 1
            return _Line(mark, max(start, before), line_end, is_last=bool(rest))
    return None


def _capture(name: str, data: bytes, top: _Part, part: _Part) -> Capture | Refusal:
    body = _decoded(data[part.start : part.end], part.fields)
    if len(body) > limits.PAGE_BYTES:
        return refusal("too_large", name, f"{limits.PAGE_BYTES} bytes")
    if not body.strip() and not part.is_closed:
        return refusal("damaged", name, "ends before the page")
    media = media_of(part.fields)
    addresses = [top.fields.get(_LOCATIONS[0]), *(p.fields.get(_LOCATIONS[1]) for p in (part, top))]
    return Capture(
        where=name,
        data=body,
        path=name,
        url=next((url for url in map(address_of, addresses) if url), None),
        captured=_date(top.fields.get(b"date")),
        media=media.name,
        charset=media.charset,
        notes=() if part.is_closed else ("truncated",),
    )


def _decoded(body: bytes, fields: Mapping[bytes, bytes]) -> bytes:
    encoding = fields.get(b"content-transfer-encoding", b"").lower()
    if encoding == b"quoted-printable":
        return binascii.a2b_qp(body)
    if encoding != b"base64":
        return body
    # Whole groups of four and what is left of the last one, whatever stands between them.
    letters = body.translate(None, _NO_BASE64)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _date(value: bytes | None) -> str | None:
    try:
        return parsedate_to_datetime(text_of(value or b"")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
