"""Bytes to text: byte order marks, strict UTF-8, what is declared, then content.

Nothing is believed unless the text that it gives reads like Arabic: what servers and pages declare
is wrong too often. Windows-1256 and ISO-8859-6 are told apart by resiliparse (after uchardet).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from types import MappingProxyType

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
_DECLARED = MappingProxyType({
    "windows-1256": "cp1256", "cp1256": "cp1256", "x-cp1256": "cp1256", "iso-8859-6": "iso8859-6",
    "iso8859-6": "iso8859-6", "arabic": "iso8859-6", "ecma-114": "iso8859-6",
    "x-mac-arabic": "mac_arabic", "macarabic": "mac_arabic", "cp720": "cp720", "dos-720": "cp720",
})  # fmt: skip
_META = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w-]{3,20})", re.IGNORECASE)
_HEAD = 4_096
_SAMPLE = 65_536
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a]")
_OWN_LETTERS = re.compile("[ةىأإؤئيك]")
_OTHERS_LETTERS = re.compile("[پچژگکیٹڈڑںےہھێۆڕڵەۀۇېښځډړټڭۋۈ]")
_MOST_OTHERS = 30
_WORD = re.compile(r"[\u0621-\u064a\u0671-\u06d5]{2,}")
_ARTICLE = re.compile(r"(?<![\u0621-\u064a])[وفبك]?(?:ال|لل)[\u0621-\u064a]")
_LEAST_ARTICLES = 12
_OTHER = re.compile(r"[^\x00-\x7f\s]")
_COMMON = re.compile("[الينموترب]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MOJIBAKE = re.compile("[ØÙ][^\x00-\x7fØÙ]")
# The two bytes of an Arabic letter in UTF-8, as windows-1256 has them.
_ARABIC_MOJIBAKE = re.compile(f"[طظعغ][{re.escape(bytes(range(0x80, 0xC0)).decode('cp1256'))}]")
_LEAST_MOJIBAKE = 20


class Decoded(msgspec.Struct, frozen=True):
    """Clean text, the charset it was read with, and notes on what was odd."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """`data` as clean text, or None where no charset gives one; `declared` is the charset that came
    with it (an HTTP header), asked before the one that the markup declares.

    >>> decode("وصل الوفد إلى المدينة".encode("windows-1256")).charset
    'windows-1256'
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], charset)
    if (wide := _wide(data)) is not None:
        return wide
    try:
        return _clean(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        return _by_content(data, declared)


def _marked(data: bytes, charset: str) -> Decoded:
    text = data.decode(charset, errors="replace")
    damaged = "\ufffd" in text
    return _clean(text, charset, ("charset_damaged",) if damaged else ())


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: its zero and 06 bytes are valid UTF-8, and no text."""
    sample = data[:_SAMPLE]
    if (sample.count(0) + sample.count(6)) * 20 < len(sample):
        return None
    for charset in ("utf-16-le", "utf-16-be"):
        if _reads_arabic(sample, charset):
            return _clean(data.decode(charset, errors="replace"), charset, ())
    return None


def _by_content(data: bytes, declared: str | None) -> Decoded | None:
    patched = data.decode("utf-8", errors="replace")
    lost = patched.count("\ufffd")
    if lost * 50 < len(_ARABIC.findall(patched[:_SAMPLE])):
        return _clean(patched, "utf-8", ("charset_damaged",))
    charset = _best(data, declared)
    if charset is None:
        return None
    text = data.decode(charset, errors="replace")
    notes = ("charset_damaged",) if "\ufffd" in text else ()
    return _clean(text, _NAMES.get(charset, charset), notes)


def _best(data: bytes, declared: str | None) -> str | None:
    """What is declared, unless what the content looks like has more of the common letters; else the
    first candidate that reads like Arabic."""
    sample = data[:_SAMPLE]
    common = {name: _reads_arabic(sample, name) for name in _candidates(data, declared)}
    *said, guess, other = _candidates(data, declared)
    first = max((*said[:1], guess), key=lambda name: common[name])
    return next((name for name in (first, *said, other) if common[name]), None)


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    """What may have been meant, in the order of asking; what is declared must be an Arabic charset
    that Python has."""
    meta = _META.search(data[:_HEAD])
    for name in (declared, meta[1].decode("ascii", "replace") if meta is not None else None):
        charset = _DECLARED.get((name or "").strip().lower())
        if charset is not None:
            yield charset
    said = detect_encoding(data[:_SAMPLE])
    yield from ("iso8859-6", "cp1256") if said == "iso8859-6" else ("cp1256", "iso8859-6")


def _reads_arabic(sample: bytes, charset: str) -> int:
    """How many of the commonest letters a sample has; 0 where it does not read like Arabic."""
    text = sample.decode(charset, errors="replace")
    arabic = len(_ARABIC.findall(text))
    common = len(_COMMON.findall(text))
    reads = arabic >= 5 and arabic * 10 >= len(_OTHER.findall(text)) * 7 and common * 3 >= arabic
    return common if reads else 0


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


def is_of_other_language(text: str) -> bool:
    """Whether Arabic script writes another language here: the letters of Persian, Urdu, Kurdish,
    Pashto and Uyghur are common, and those that only Arabic has, or its article, are not.

    >>> is_of_other_language("وزیر خارجه گفت که کشور چین پیشنهاد را پذیرفت " * 5)
    True
    """
    sample = text[: 4 * _SAMPLE]
    others = len(_OTHERS_LETTERS.findall(sample))
    if others < _MOST_OTHERS:
        return False
    bare = len(_ARTICLE.findall(sample)) * _LEAST_ARTICLES < len(_WORD.findall(sample))
    return bare or others > 2 * len(_OWN_LETTERS.findall(sample))


def arabic_letters(text: str) -> int:
    """How many Arabic letters there are in `text`."""
    return len(_ARABIC.findall(text))


def has_arabic(text: str) -> bool:
    """Whether there is an Arabic letter in `text`."""
    return _ARABIC.search(text) is not None


def _repaired(text: str) -> str | None:
    """UTF-8 that was once read as windows-1252 or windows-1256 and saved so, read right; None where
    it was not."""
    sample = text[:_SAMPLE]
    arabic = arabic_letters(sample)
    found = len(_MOJIBAKE.findall(sample))
    if found >= _LEAST_MOJIBAKE and found >= 3 * arabic:
        return _reread(text, "cp1252", found)
    found = len(_ARABIC_MOJIBAKE.findall(sample))
    if found >= _LEAST_MOJIBAKE and found * 4 >= 3 * arabic:
        return _reread(text, "cp1256", found)
    return None


def _reread(text: str, charset: str, found: int) -> str | None:
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode(charset)
        except UnicodeEncodeError:
            raw += bytes((ord(character),)) if ord(character) < 256 else b"?"
    again = raw.decode("utf-8", errors="replace")
    return again if arabic_letters(again) > found // 2 else None
