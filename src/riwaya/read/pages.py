"""Captures to pages: the charset, the language, and whether it is markup, text or an article."""

from __future__ import annotations

import hashlib
import html
import re

from riwaya.read.capture import HEAD, Capture, refusal
from riwaya.read.charset import arabic_letters, decode, has_arabic, is_of_other_language
from riwaya.records import Origin, Page, Refusal

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


def page_of(capture: Capture) -> Page | Refusal:
    """The page of a capture, or why there is none.

    >>> page_of(Capture(where="-", data="وصل الوفد إلى المدينة صباح اليوم.".encode())).kind
    'text'
    """
    where = capture.where
    if capture.given is not None:
        return _given(capture)
    data = capture.data
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return refusal("empty", where)
    if _is_binary(data):
        return refusal("binary", where)
    decoded = decode(data, capture.charset)
    if decoded is None:
        return refusal("charset", where)
    if not decoded.text.strip():
        return refusal("empty", where)
    is_html = _is_html(decoded.text, capture.media)
    if _is_foreign(decoded.text, is_html):
        return refusal("not_arabic", where)
    return Page(
        origin=_origin(capture),
        kind="html" if is_html else "text",
        text=decoded.text,
        charset=decoded.charset,
        notes=(*capture.notes, *decoded.notes),
    )


def _origin(capture: Capture) -> Origin:
    return Origin(
        sha256=hashlib.sha256(capture.data).hexdigest(),
        path=capture.path,
        url=capture.url,
        offset=capture.offset,
        captured=capture.captured,
    )


def _given(capture: Capture) -> Page | Refusal:
    given = capture.given
    text = given.text if given is not None else ""
    if not has_arabic(html.unescape(text) if given and given.markup else text):
        return refusal("not_arabic", capture.where)
    return Page(
        origin=_origin(capture), kind="given", text=text, charset="utf-8", given=given,
        notes=capture.notes,
    )  # fmt: skip


def _is_binary(data: bytes) -> bool:
    if data.startswith(_MAGIC):
        return True
    sample = data[:HEAD]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return False
    control = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    zeros = sample.count(b"\0")
    looks_wide = zeros * 20 > len(sample) and decode(sample) is not None
    return not looks_wide and (control * 30 > len(sample) or zeros * 10 > len(sample) * 3)


def _is_html(text: str, media: str | None) -> bool:
    start = text[:400].lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        return True
    least = 1 if media in ("text/html", "application/xhtml+xml") else 3
    return len(_MARKUP.findall(text[:HEAD])) >= least


def _is_foreign(text: str, is_html: bool) -> bool:
    if arabic_letters(text) >= _LEAST_ARABIC:
        return is_of_other_language(text)
    return not is_html or arabic_letters(html.unescape(text)) < _LEAST_ARABIC
