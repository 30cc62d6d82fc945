"""The body of an HTTP message as it was meant: chunks joined, encodings undone, lies forgiven.

Archives keep headers that no longer fit the body: it says chunked and is not, it says gzip and is
plain, or the other way round. So the bytes are asked first and the header only where they cannot
tell. What is damaged is given as far as it goes, with a note."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from riwaya import limits
from riwaya.read.compressed import BombError, TruncatedError, unpacked

_SIZE = re.compile(rb"[ \t]{0,8}([0-9a-fA-F]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,200})?\r?\n")
_LINE_END = re.compile(rb"\r?\n|\Z")
_MAGIC = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))
_UNMARKED = (b"br", b"deflate")
_TEXT_SAMPLE = 512
_CONTROL = bytes(range(9)) + bytes(range(14, 32))


class Body(msgspec.Struct, frozen=True):
    """The decoded bytes; `joined` is the body without its chunks but still encoded."""

    data: bytes
    joined: bytes
    notes: tuple[str, ...] = ()


def body_of(stored: bytes, fields: Mapping[bytes, bytes]) -> Body:
    """The body behind `stored`, which came with the header `fields` (names in small letters).

    Notes: `chunks_damaged`, `body_damaged`, `truncated`. Raises `BombError` for more than
    `limits.PAGE_BYTES`, for what inflates beyond proportion, and for too many encodings.

    >>> import gzip
    >>> page = gzip.compress("<p>وصل الوفد".encode())
    >>> body_of(page, {b"content-encoding": b"br"}).data.decode()
    '<p>وصل الوفد'
    """
    # Neither chunks nor encodings make a page twice as large.
    if len(stored) > 2 * limits.PAGE_BYTES:
        raise BombError(f"{limits.PAGE_BYTES} bytes")
    is_chunked = b"chunked" in fields.get(b"transfer-encoding", b"").lower()
    joined, chunk_notes = dechunked(stored, is_chunked)
    data, notes = decoded(joined, fields.get(b"content-encoding", b""))
    return Body(data, joined, chunk_notes + notes)


def dechunked(data: bytes, declared: bool) -> tuple[bytes, tuple[str, ...]]:
    """`data` without the sizes of its chunks, and notes. Where chunks are not `declared` they are
    only believed if all of them fit, to the last.

    >>> dechunked(b"3\\r\\n<p>\\r\\n0\\r\\n\\r\\n", True), dechunked(b"<p>", True)
    ((b'<p>', ()), (b'<p>', ()))
    """
    out = bytearray()
    at = 0
    while size := _SIZE.match(data, at):
        start = size.end()
        end = start + int(size[1], 16)
        if end == start:
            return bytes(out), ()
        line_end = _LINE_END.match(data, end)
        if end > len(data) or line_end is None:
            break
        out += data[start:end]
        at = line_end.end()
    if not declared or (size is None and not out):
        return data, ()
    if size is None:
        return bytes(out + data[at:]), ("truncated" if at == len(data) else "chunks_damaged",)
    is_cut = end > len(data)
    if not is_cut and not out:
        return data, ()
    return bytes(out + data[start:]), ("truncated" if is_cut else "chunks_damaged",)


def decoded(data: bytes, declared: bytes) -> tuple[bytes, tuple[str, ...]]:
    """`data` without its content encodings, and notes; `declared` is the Content-Encoding.

    >>> import brotli
    >>> decoded(brotli.compress(b"<p>"), b"br"), decoded(b"<p>", b"gzip, br")
    ((b'<p>', ()), (b'<p>', ()))
    """
    names = declared.lower().split(b",")
    pending = [name.strip() for name in names if name.strip() in _UNMARKED]
    notes: tuple[str, ...] = ()
    for _ in range(limits.ENCODINGS):
        kind = _kind(data, pending)
        if kind is None:
            return data, notes
        out, error = unpacked(data, kind, limits.PAGE_BYTES)
        if error is not None and (not out or _is_text(data)):
            return data, notes
        if error is not None:
            notes += ("truncated" if isinstance(error, TruncatedError) else "body_damaged",)
        data = out
    if _kind(data, pending) is not None:
        raise BombError(f"{limits.ENCODINGS} encodings of one body")
    return data, notes


def _kind(data: bytes, pending: list[bytes]) -> str | None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if not pending:
        return None
    if pending.pop() == b"br":
        return "br"
    has_header = len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return "zlib" if has_header else "deflate"


def _is_text(data: bytes) -> bool:
    sample = data[:_TEXT_SAMPLE]
    return len(sample.translate(None, _CONTROL)) == len(sample)
