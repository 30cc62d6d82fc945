"""One source to its pages: telling the kind from the content, with every read capped."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from riwaya import limits
from riwaya.read.charset import arabic_letters, decode
from riwaya.read.inputs import Source, refusal
from riwaya.read.lines import is_json_lines, records, whole_record
from riwaya.records import Origin, Page, Refusal

_HEAD = 65_536
_LEAST_ARABIC = 20
_MAGIC = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd",
    b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ\x90", b"OggS", b"ID3", b"SQLite ",
    b"PAR1", b"wOFF", b"wOF2", b"RIFF",
)  # fmt: skip
_CONTROL_BYTES = bytes(range(1, 9)) + bytes(range(14, 32)) + b"\x7f"
_MARKUP = re.compile(
    r"<(?:!doctype html|html|head|body|meta|title|div|article|section|p|span|a|h1|table|br|b|ul|li)"
    r"[\s>/]",
    re.IGNORECASE,
)


def pages(source: Source) -> Iterator[Page | Refusal]:
    """The pages of one source. A page above `limits.PAGE_BYTES` is refused; JSON Lines are
    read line by line and may be of any size."""
    try:
        if source.stream is not None:
            yield from _pages(source.name, source.stream)
        else:
            with Path(source.name).open("rb") as stream:
                yield from _pages(source.name, stream)
    except OSError as error:
        yield refusal("unreadable", source.name, error.strerror or type(error).__name__)


def _pages(name: str, stream: BinaryIO) -> Iterator[Page | Refusal]:
    head = stream.read(_HEAD)
    if is_json_lines(head, name):
        yield from records(name, head, stream)
        return
    rest = stream.read(limits.PAGE_BYTES + 1 - len(head)) if len(head) == _HEAD else b""
    data = head + rest
    if len(data) > limits.PAGE_BYTES:
        yield refusal("too_large", name, f"{limits.PAGE_BYTES} bytes")
        return
    yield page_of(name, data)


def page_of(name: str, data: bytes) -> Page | Refusal:
    """The page in `data`, or why there is none."""
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return refusal("empty", name)
    if _is_binary(data):
        return refusal("binary", name)
    decoded = decode(data)
    if decoded is None:
        return refusal("charset", name)
    if not decoded.text.strip():
        return refusal("empty", name)
    if decoded.text.lstrip()[:1] in ("{", "["):
        given = whole_record(name, decoded.text, data)
        if given is not None:
            return given
    is_html = _is_html(decoded.text)
    if _is_foreign(decoded.text, is_html):
        return refusal("not_arabic", name)
    return Page(
        origin=Origin(sha256=hashlib.sha256(data).hexdigest(), path=name),
        kind="html" if is_html else "text",
        text=decoded.text,
        charset=decoded.charset,
        notes=decoded.notes,
    )


def _is_binary(data: bytes) -> bool:
    if data.startswith(_MAGIC):
        return True
    sample = data[:_HEAD]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    control = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    zeros = sample.count(b"\0")
    looks_wide = zeros * 20 > len(sample) and decode(sample) is not None
    return not looks_wide and (control * 30 > len(sample) or zeros * 10 > len(sample) * 3)


def _is_html(text: str) -> bool:
    found = _MARKUP.findall(text[:_HEAD])
    start = text[:400].lstrip().lower()
    return start.startswith(("<!doctype html", "<html")) or len(found) >= 3


def _is_foreign(text: str, is_html: bool) -> bool:
    if arabic_letters(text) >= _LEAST_ARABIC:
        return False
    return not is_html or arabic_letters(html.unescape(text)) < _LEAST_ARABIC
