"""JSON Lines of articles: one line, one article; a bad line is refused and the rest goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from riwaya import limits
from riwaya.read.charset import arabic_letters, tidy
from riwaya.read.inputs import refusal
from riwaya.records import GivenArticle, Origin, Page, Refusal

_SNIFFED_LINES = 20
_OPTIONAL = ("title", "url", "outlet", "published", "event")
_SUFFIXES = (".jsonl", ".ndjson")


class _BadError(ValueError):
    """A record that cannot be used; the message is the code and the detail."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def is_json_lines(head: bytes, name: str = "") -> bool:
    """Whether the first lines of `head` are JSON objects (at least half of them), or the name says
    so."""
    if name.lower().endswith(_SUFFIXES):
        return bool(head.strip())
    lines = [line.strip() for line in head.removeprefix(b"\xef\xbb\xbf").splitlines()]
    lines = [line for line in lines if line][:_SNIFFED_LINES]
    whole = [line.startswith(b"{") and line.endswith(b"}") and len(line) > 2 for line in lines]
    if len(lines) == 1 and lines[0].startswith(b'{"') and len(head) > 60_000:
        return True
    return bool(lines) and sum(whole) * 2 >= len(lines)


def records(name: str, head: bytes, stream: BinaryIO) -> Iterator[Page | Refusal]:
    """The articles of a JSON Lines stream whose first bytes are `head`; `Origin.offset` is where
    the line starts, in bytes."""
    offset = 0
    empty = True
    for number, (line, size) in enumerate(_lines(head, stream), start=1):
        where = f"{name}:{number}"
        if line is None:
            empty = False
            yield refusal("too_large", where, f"{limits.JSONL_LINE_BYTES} bytes")
        elif line.strip():
            empty = False
            yield _page(name, where, line.removeprefix(b"\xef\xbb\xbf"), offset)
        offset += size
    if empty:
        yield refusal("empty", name)


def whole_record(name: str, text: str, data: bytes) -> Page | Refusal | None:
    """A file that is one JSON document: an article, or refused. None where it is no JSON."""
    try:
        value = msgspec.json.decode(text.strip())
    except (msgspec.DecodeError, RecursionError):
        return None
    try:
        return _given_page(name, value, data, None)
    except _BadError as bad:
        return refusal(bad.code, name, bad.detail)


def _lines(head: bytes, stream: BinaryIO) -> Iterator[tuple[bytes | None, int]]:
    """Lines with their sizes; None for a line beyond the cap."""
    whole = head.split(b"\n")
    pending = whole.pop()
    for line in whole:
        yield line + b"\n", len(line) + 1
    while line := pending + stream.readline(limits.JSONL_LINE_BYTES + 1 - len(pending)):
        pending = b""
        if len(line) > limits.JSONL_LINE_BYTES:
            yield None, len(line) + _skip(line, stream)
        else:
            yield line, len(line)


def _skip(line: bytes, stream: BinaryIO) -> int:
    size = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(limits.JSONL_LINE_BYTES)
        size += len(line)
    return size


def _page(name: str, where: str, line: bytes, offset: int) -> Page | Refusal:
    try:
        value = msgspec.json.decode(line)
    except UnicodeDecodeError:
        return refusal("charset", where)
    except RecursionError:
        return refusal("bad_record", where, "nested too deep")
    except msgspec.DecodeError as error:
        return refusal("bad_record", where, f"no JSON ({error})")
    try:
        return _given_page(name, value, line, offset)
    except _BadError as bad:
        return refusal(bad.code, where, bad.detail)


def _given_page(name: str, value: object, data: bytes, offset: int | None) -> Page:
    given, notes = _given(value)
    origin = Origin(
        sha256=hashlib.sha256(data).hexdigest(), path=name, url=given.url, offset=offset
    )
    return Page(
        origin=origin, kind="given", text=given.text, charset="utf-8", given=given, notes=notes
    )


def _given(value: object) -> tuple[GivenArticle, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise _BadError("bad_record", "not a JSON object")
    raw = value.get("text")
    if raw is None:
        raw = value.get("body")
    if not isinstance(raw, str):
        raise _BadError("bad_record", "neither text nor body")
    if not raw.strip():
        raise _BadError("empty")
    text, notes = tidy(raw)
    if not arabic_letters(text):
        raise _BadError("not_arabic")
    if len(text) > limits.BODY_CHARS:
        raise _BadError("too_large", f"{limits.BODY_CHARS} characters")
    fields = {key: _optional(value, key) for key in _OPTIONAL}
    return GivenArticle(text=text, id=_identity(value), **fields), notes


def _identity(value: dict[str, object]) -> str | None:
    raw = value.get("id")
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    return _optional(value, "id")


def _optional(value: dict[str, object], key: str) -> str | None:
    raw = value.get(key)
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise _BadError("bad_record", f"{key} is not a text")
    return tidy(raw)[0].strip() or None
