"""Bytes to text: byte order marks, strict UTF-8, then the old Arabic charsets by content.

Windows-1256 and ISO-8859-6 are told apart by resiliparse (after uchardet); what it says is
believed only where the text it gives reads like Arabic. What the page declares is not asked: it is
wrong too often.
"""

from __future__ import annotations

import codecs
import re

import msgspec
from resiliparse.parse.encoding import detect_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}
_SAMPLE = 65_536
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]")
_OTHER = re.compile(r"[^\x00-\x7f\s]")
_COMMON = re.compile("[الينموترب]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MOJIBAKE = re.compile("[ØÙ][^\x00-\x7fØÙ]")


class Decoded(msgspec.Struct, frozen=True):
    """Clean text, the charset it was read with, and notes on what was odd."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded | None:
    """`data` as clean text, or None where no charset gives one.

    >>> decode("وصل الوفد إلى المدينة".encode("windows-1256")).charset
    'windows-1256'
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], charset)
    try:
        return _clean(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        return _by_content(data)


def _marked(data: bytes, charset: str) -> Decoded:
    text = data.decode(charset, errors="replace")
    damaged = "\ufffd" in text
    return _clean(text, charset, ("charset_damaged",) if damaged else ())


def _by_content(data: bytes) -> Decoded | None:
    patched = data.decode("utf-8", errors="replace")
    lost = patched.count("\ufffd")
    if lost * 50 < len(_ARABIC.findall(patched[:_SAMPLE])):
        return _clean(patched, "utf-8", ("charset_damaged",))
    for charset in ("utf-16-le", "utf-16-be"):
        if data.count(b"\0") * 20 > len(data) and _reads_arabic(data[:_SAMPLE], charset):
            return _clean(data.decode(charset, errors="replace"), charset, ())
    said = detect_encoding(data[:_SAMPLE])
    order = ("iso8859-6", "cp1256") if said == "iso8859-6" else ("cp1256", "iso8859-6")
    for charset in order:
        if _reads_arabic(data[:_SAMPLE], charset):
            text = data.decode(charset, errors="replace")
            notes = ("charset_damaged",) if "\ufffd" in text else ()
            return _clean(text, _NAMES[charset], notes)
    return None


def _reads_arabic(sample: bytes, charset: str) -> bool:
    text = sample.decode(charset, errors="replace")
    arabic = len(_ARABIC.findall(text))
    common = len(_COMMON.findall(text))
    return arabic >= 5 and arabic * 10 >= len(_OTHER.findall(text)) * 7 and common * 3 >= arabic


def _clean(text: str, charset: str, notes: tuple[str, ...]) -> Decoded:
    repaired = _repaired(text)
    if repaired is not None:
        text, notes = repaired, (*notes, "mojibake_repaired")
    return Decoded(*_hygiene(text, charset, notes))


def _hygiene(text: str, charset: str, notes: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    clean, extra = tidy(text)
    return clean, charset, (*notes, *extra)


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` with line ends as `\\n` and without control characters and noncharacters, and the
    notes to make about it. Lone surrogates become U+FFFD.

    >>> tidy("خبر\\x00 عاجل")
    ('خبر عاجل', ('control_characters_removed',))
    """
    notes: list[str] = []
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\f", "\n")
    clean = _CONTROL.sub("", text)
    if len(clean) != len(text):
        notes.append("control_characters_removed")
    whole = _SURROGATE.sub("\ufffd", clean)
    if whole != clean:
        notes.append("lone_surrogates_replaced")
    return whole, tuple(notes)


def arabic_letters(text: str) -> int:
    """How many Arabic letters there are in `text`."""
    return len(_ARABIC.findall(text))


def _repaired(text: str) -> str | None:
    """UTF-8 that was once read as windows-1252 and saved so, read right; None where it was not."""
    found = len(_MOJIBAKE.findall(text[:_SAMPLE]))
    if found < 20 or found < 3 * arabic_letters(text[:_SAMPLE]):
        return None
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            raw += bytes((ord(character),)) if ord(character) < 256 else b"?"
    again = raw.decode("utf-8", errors="replace")
    return again if arabic_letters(again) > found // 2 else None
