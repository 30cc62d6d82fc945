"""WARC files to captures: plain, gzip or zstd, by record or as a whole, damaged or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import BinaryIO, cast

import msgspec

from riwaya import limits
from riwaya.read.ahead import Ahead
from riwaya.read.capture import HEAD, Capture, refusal
from riwaya.read.compressed import BombError, DamagedError, TruncatedError, refused
from riwaya.read.digests import holds
from riwaya.read.headers import MediaType, address_of, fields_of, head_end, media_of, text_of
from riwaya.read.http_body import Body, body_of
from riwaya.read.warc_parts import Part, archive_kind, parts
from riwaya.read.warc_records import Junk, Record, records
from riwaya.records import Refusal

_PAGE_TYPES = frozenset({b"response", b"resource", b"conversion"})
_PAGE_MEDIA = frozenset({
    "text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", "text/plain",
})  # fmt: skip
_HTTP = "application/http"
_STATUS = re.compile(rb"\S{4,12}[ \t]{1,4}(\d{3})\b")
_OK = b"200"
_PIECE = 262_144
_SHOWN = 80
_ENDS_EARLY = "the record ends early"
_PART_FIELDS = frozenset({b"warc-truncated", b"warc-segment-number"})

Fields = Mapping[bytes, bytes]


class _NoPageError(ValueError):
    """A record that gives no capture: the code and the detail of its refusal."""

    def __init__(self, code: str, detail: str, *, passed: bool = False) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.passed = passed


class _Message(msgspec.Struct, frozen=True):
    """What a record holds: the payload as stored, what it is, and the HTTP header if it has one."""

    payload: bytes
    media: MediaType
    http: Fields


def is_compressed_warc(head: bytes, kind: str) -> bool:
    """Whether an input of `kind` (gzip or zstd) that begins with `head` is a WARC file.

    >>> import gzip
    >>> is_compressed_warc(gzip.compress(b"WARC/1.1\\r\\n"), "gzip")
    True
    """
    return archive_kind(head) == kind


def captures(name: str, stream: BinaryIO) -> Iterator[Capture | Refusal]:
    """The pages in a WARC file, in order, and a refusal for each record that gives none.

    A page is a `response` with status 200, a `resource` or a `conversion`, of HTML, XHTML or plain
    text; all else is passed over and counted. `where` is `NAME@OFFSET`, the offset of the record
    in the file as stored, or `NAME@OFFSET+INNER` inside a member that holds more than one record.
    Damage gives one refusal, and the reading goes on with the next record that can be found.

    Notes: `digest_mismatch`, `truncated`, `bad_length` and those of `http_body.body_of`.

    >>> import io
    >>> page = "<p>وصل الوفد".encode()
    >>> head = b"WARC/1.1\\r\\nWARC-Type: resource\\r\\nContent-Type: text/html\\r\\n"
    >>> record = head + b"Content-Length: %d\\r\\n\\r\\n" % len(page) + page + b"\\r\\n\\r\\n"
    >>> [(found.where, found.data.decode()) for found in captures("a.warc", io.BytesIO(record))]
    [('a.warc@0', '<p>وصل الوفد')]
    """
    whole = Ahead(lambda: stream.read(_PIECE))
    kind = archive_kind(whole.peek(HEAD)) or _by_magic(whole.peek(4))
    is_empty = True
    for part in parts(cast("BinaryIO", whole), kind):
        for found in records(part.source, _is_wanted):
            is_empty = False
            yield _outcome(name, part, found)
    if is_empty:
        yield refusal("empty", name)


def _by_magic(head: bytes) -> str:
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "zstd" if head.startswith(b"\x28\xb5\x2f\xfd") else "plain"


def _is_wanted(fields: Fields) -> bool:
    return _type(fields) in _PAGE_TYPES


def _type(fields: Fields) -> bytes:
    return fields.get(b"warc-type", b"").lower()


def _outcome(name: str, part: Part, found: Record | Junk) -> Capture | Refusal:
    where = f"{name}@{part.place(found.start)}"
    if isinstance(found, Junk):
        detail = f"{found.size} bytes that are no record"
        return refused(where, found.error or DamagedError(detail))
    try:
        capture = _capture(name, where, found)
    except BombError as error:
        return refused(where, error)
    except _NoPageError as no_page:
        if no_page.passed and (found.error is not None or found.is_cut):
            return refused(where, found.error or DamagedError(_ENDS_EARLY))
        return refusal(no_page.code, where, no_page.detail, passed=no_page.passed)
    offset = part.offset if part.is_packed else found.start
    return msgspec.structs.replace(capture, offset=offset)


def _capture(name: str, where: str, record: Record) -> Capture:
    message = _message(record)
    if isinstance(record.error, BombError):
        raise record.error
    if record.is_long:
        raise _NoPageError("too_large", f"{limits.RECORD_BYTES} bytes")
    body = body_of(message.payload, message.http)
    if len(body.data) > limits.PAGE_BYTES:
        raise _NoPageError("too_large", f"{limits.PAGE_BYTES} bytes")
    return Capture(
        where=where,
        data=body.data,
        path=name,
        url=address_of(record.fields.get(b"warc-target-uri")),
        captured=_captured(record.fields),
        media=message.media.name,
        charset=message.media.charset,
        notes=_notes(record, message, body),
    )


def _message(record: Record) -> _Message:
    """The payload of a record that is a page by its type, status and media type."""
    kind = _type(record.fields)
    if not kind:
        raise _NoPageError("bad_record", "no WARC-Type")
    if kind not in _PAGE_TYPES:
        raise _NoPageError("not_a_page", f"WARC {_shown(kind)}", passed=True)
    media = media_of(record.fields)
    if media.name != _HTTP and not (kind == b"response" and record.block.startswith(b"HTTP/")):
        return _page_message(record.block, media, {})
    status = _STATUS.match(record.block)
    end = head_end(record.block, 0, limits.HEADER_BYTES)
    if status is None or end is None:
        raise _NoPageError("damaged", "no whole HTTP header")
    if status[1] != _OK:
        raise _NoPageError("http_status", status[1].decode(), passed=True)
    http = fields_of(record.block[: end[0]])
    return _page_message(record.block[end[1] :], media_of(http), http)


def _page_message(payload: bytes, media: MediaType, http: Fields) -> _Message:
    is_unnamed_markup = media.name is None and payload.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<"
    if media.name not in _PAGE_MEDIA and not is_unnamed_markup:
        detail = media.name[:_SHOWN] if media.name else "no media type"
        raise _NoPageError("not_a_page", detail, passed=True)
    return _Message(payload, media, http)


def _notes(record: Record, message: _Message, body: Body) -> tuple[str, ...]:
    """What was odd, and a refusal of what is damaged."""
    digests = _digests(record, message, body)
    error = record.error
    is_whole = True in digests and False not in digests
    # What only ends early is sound up to there, unless it is longer than it should be.
    is_early = isinstance(error, TruncatedError) and not record.is_bent
    if error is not None and not (is_early or is_whole):
        raise _NoPageError("damaged", str(error))
    if not body.data and (error is not None or record.is_cut):
        raise _NoPageError("damaged", str(error or _ENDS_EARLY))
    is_part = not record.fields.keys().isdisjoint(_PART_FIELDS)
    flags = {
        "digest_mismatch": False in digests,
        "truncated": record.is_cut or is_part,
        "bad_length": record.is_bent,
    }
    odd = [note for note, is_set in flags.items() if is_set]
    return tuple(dict.fromkeys([*odd, *body.notes]))


def _digests(record: Record, message: _Message, body: Body) -> set[bool | None]:
    block = record.fields.get(b"warc-block-digest")
    payload = record.fields.get(b"warc-payload-digest")
    candidates = (message.payload, body.joined, body.data)
    return {
        None if block is None else holds(block, (record.block,)),
        None if payload is None else holds(payload, candidates),
    }


def _captured(fields: Fields) -> str | None:
    value = text_of(fields.get(b"warc-date", b""))
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value


def _shown(value: bytes) -> str:
    return text_of(value[:_SHOWN])
