"""Header fields of WARC records, HTTP messages and MIME parts: any line ends, any bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote_from_bytes

import msgspec

_FOLD = re.compile(rb"\r?\n[ \t]{1,80}")
_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ASCII = bytes(range(0x21, 0x7F))


class MediaType(msgspec.Struct, frozen=True):
    """What a Content-Type says: `text/html` and `windows-1256`, each None where it says nothing."""

    name: str | None
    charset: str | None


def head_end(data: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Where the first empty line of `data[start:end]` begins and where what follows it does.

    >>> head_end(b"A: 1\\r\\n\\r\\n<p>", 0, 11)
    (5, 8)
    """
    crlf = data.find(b"\n\r\n", start, end)
    lf = data.find(b"\n\n", start, end if crlf < 0 else crlf + 1)
    if lf >= 0:
        return lf, lf + 2
    return None if crlf < 0 else (crlf, crlf + 3)


def fields_of(head: bytes) -> dict[bytes, bytes]:
    """The fields of a header by their names in small letters; the first of a name counts, lines
    without a colon are left out.

    >>> fields_of(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html;\\r\\n charset=utf-8")
    {b'content-type': b'text/html; charset=utf-8'}
    """
    fields: dict[bytes, bytes] = {}
    for line in _FOLD.sub(b" ", head).split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def text_of(value: bytes) -> str:
    """A value as text, whatever its bytes; control characters become spaces."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return _CONTROL.sub(" ", text).strip()


def address_of(value: bytes | None) -> str | None:
    """A URL; bytes that are no UTF-8 are percent-encoded. Some writers put it in `<` and `>`.

    >>> address_of(b"<http://example.com/\\xce\\xc8\\xd1>")
    'http://example.com/%CE%C8%D1'
    """
    value = (value or b"").strip(b"<> ")
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = quote_from_bytes(value, safe=_ASCII)
    return _CONTROL.sub("", text) or None


def media_of(fields: Mapping[bytes, bytes]) -> MediaType:
    """The media type and the charset that a header declares.

    >>> media_of({b"content-type": b"Text/HTML; charset=Windows-1256"})
    MediaType(name='text/html', charset='windows-1256')
    """
    value = text_of(fields.get(b"content-type", b""))
    found = _CHARSET.search(value[:1_000])
    name = value.partition(";")[0].strip().lower()
    return MediaType(name or None, found[1].lower() if found else None)
