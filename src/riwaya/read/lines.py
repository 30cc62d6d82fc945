"""JSON of articles: JSON Lines (a line, an article), or one document that is an article or a list
of articles. A bad record is refused and the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.read.capture import HEAD, Capture, refusal
from riwaya.read.charset import decode
from riwaya.read.given import Place, capture
from riwaya.read.json_list import json_items
from riwaya.read.sniff import is_json_lines
from riwaya.read.streamed import byte_lines
from riwaya.records import Refusal

Found = Capture | Refusal
_MARK = b"\xef\xbb\xbf"


def captures(name: str, stream: BinaryIO, fields: Mapping[str, str]) -> Iterator[Found]:
    """The articles of JSON Lines, called `NAME:LINE`, or of one JSON document, called `NAME` or,
    where it is a list, `NAME:NUMBER`. `fields` maps our names to those of the input.

    Refused: no JSON and no article (`bad_record`), a line beyond `limits.JSONL_LINE_BYTES` and a
    document beyond `limits.JSON_BYTES` (`too_large`), and what `given.capture` refuses.

    >>> import io
    >>> lines = '{"text": "وصل الوفد."}\\n{"text": 1}\\n'
    >>> [found.where for found in captures("-", io.BytesIO(lines.encode()), {})]
    ['-:1', '-:2']
    """
    head = stream.read(HEAD)
    if is_json_lines(head):
        yield from _lines(name, head, stream, fields)
        return
    data = head + stream.read(limits.JSON_BYTES + 1 - len(head))
    if len(data) > limits.JSON_BYTES:
        yield refusal("too_large", name, f"{limits.JSON_BYTES} bytes")
        return
    found = document(name, data, fields)
    yield from _lines(name, data, stream, fields) if found is None else found
    stream.read(1)  # what stopped a compressed stream is raised only here


def _lines(name: str, head: bytes, stream: BinaryIO, fields: Mapping[str, str]) -> Iterator[Found]:
    lines = byte_lines(head, stream, limits.JSONL_LINE_BYTES)
    offset = 0
    empty = True
    for number, (line, size) in enumerate(lines, start=1):
        where = f"{name}:{number}"
        if line is None:
            empty = False
            yield refusal("too_large", where, f"{limits.JSONL_LINE_BYTES} bytes")
        elif bare := line.removeprefix(_MARK).strip():
            empty = False
            yield _record(Place(where, name, line.removeprefix(_MARK), offset), bare, fields)
        offset += size
    if empty:
        yield refusal("empty", name)


def _record(place: Place, source: bytes | str, fields: Mapping[str, str]) -> Found:
    try:
        value, notes = _parsed(place, source)
    except InputRefused as bad:
        return refusal(bad.code, place.where, bad.detail)
    if not isinstance(value, dict):
        return refusal("bad_record", place.where, "not a JSON object")
    return capture(msgspec.structs.replace(place, notes=place.notes + notes), value, fields)


def _parsed(place: Place, source: bytes | str) -> tuple[object, tuple[str, ...]]:
    try:
        return _value(place.where, source), ()
    except UnicodeDecodeError:
        decoded = decode(place.data)
    if decoded is None:
        raise InputRefused("charset", place.where)
    return _value(place.where, decoded.text), decoded.notes


def _value(where: str, source: bytes | str) -> object:
    try:
        return msgspec.json.decode(source)
    except RecursionError as error:
        raise InputRefused("bad_record", where, "nested too deep") from error
    except msgspec.DecodeError as error:
        raise InputRefused("bad_record", where, f"no JSON ({error})") from error


def document(name: str, data: bytes, fields: Mapping[str, str]) -> Iterator[Found] | None:
    """The articles of one JSON document, in any charset; None where `data` does not begin like one.

    >>> found = document("-", '[{"text": "وصل الوفد."}, {"text": "غادر"}]'.encode(), {})
    >>> [one.where for one in found]
    ['-:1', '-:2']
    """
    decoded = decode(data)
    if decoded is None:
        return None
    text = decoded.text.strip()
    whole = Place(name, name, data, notes=decoded.notes)
    if text.startswith("["):
        return _items(whole, text, fields) if text[1:].lstrip()[:1] in ("{", "]") else None
    if not text.startswith("{"):
        return None
    try:
        _value(name, text)
    except InputRefused:
        return None
    return iter((_record(whole, text, fields),))


def _items(whole: Place, text: str, fields: Mapping[str, str]) -> Iterator[Found]:
    number = 0
    for number, item in enumerate(json_items(text), start=1):
        where = f"{whole.where}:{number}"
        if item is None:
            yield refusal("bad_record", where, "no JSON from here on")
        else:
            data = item.encode()
            yield _record(Place(where, whole.path, data, notes=whole.notes), data, fields)
    if not number:
        yield refusal("empty", whole.where)
