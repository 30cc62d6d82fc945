"""Folding: one spelling for comparing, with an exact map back to the text as written.

Folded away: harakat and Quranic marks, tatweel, zero-width and bidi marks, the seats of alef
(أ إ آ ٱ to ا), ى to ي, ة to ه, presentation forms (ﻻ, ﷲ), Persian and Urdu look-alikes (ی ک ہ),
the digit families (٣ ۳ to 3), Arabic percent and decimal marks, upper-case ASCII. Hamza on و and ي
stays: it tells words apart. The text itself is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

import msgspec

_SAME = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ة": "ه", "ۃ": "ه",
    "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه",
    "گ": "ك", "٪": "%", "٫": ".", "٬": ",", "\u00a0": " ", "\u202f": " ",
}  # fmt: skip
_GONE_RANGES = (
    (0x0610, 0x061A), (0x061C, 0x061C), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670),
    (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x00AD, 0x00AD),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
)  # fmt: skip
_PRESENTATION_RANGES = ((0xFB50, 0xFDFF), (0xFE70, 0xFEFC))


def _simple_table() -> dict[int, str]:
    table = {ord(old): new for old, new in _SAME.items()}
    for first, last in _GONE_RANGES:
        table.update(dict.fromkeys(range(first, last + 1), ""))
    for zero in (0x0660, 0x06F0):
        table.update({zero + digit: str(digit) for digit in range(10)})
    table.update({code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
    return table


def _full_table() -> dict[int, str]:
    table = _simple_table()
    for first, last in _PRESENTATION_RANGES:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code):
                table[code] = plain.translate(table)
    return table


_TABLE = MappingProxyType(_full_table())


_FEW = 16
_FOLDED = MappingProxyType({chr(code): new for code, new in _TABLE.items()})
_FOLDABLE = re.compile(f"[{''.join(map(re.escape, sorted(_FOLDED)))}]")


def fold_key(text: str) -> str:
    """The folded text alone, for comparing and looking up.

    >>> fold_key("الأُسْتَاذَة إلى ﻻ ١٢٪")
    'الاستاذه الي لا 12%'
    """
    if text.isascii():
        return text.lower()
    # A table costs a look-up a letter, a replacement next to nothing, and few texts have more than
    # these five and two or three others to fold.
    text = text.replace("أ", "ا").replace("إ", "ا").replace("آ", "ا")
    text = text.replace("ى", "ي").replace("ة", "ه")
    at = 0
    for _ in range(_FEW):
        found = _FOLDABLE.search(text, at)
        if found is None:
            return text
        at = found.start()
        text = text.replace(text[at], _FOLDED[text[at]])
    return text.translate(_TABLE)


_TOLD_APART = frozenset("أإآىة")


def _spelling_table() -> dict[int, str]:
    plain = {code: new for code, new in _simple_table().items() if chr(code) not in _TOLD_APART}
    table = dict(plain)
    for first, last in _PRESENTATION_RANGES:
        for code in range(first, last + 1):
            letters = unicodedata.normalize("NFKC", chr(code))
            if letters != chr(code):
                table[code] = letters.translate(plain)
    return table


_SPELLING = MappingProxyType(_spelling_table())


def spelled(text: str) -> str:
    """The text letter by letter: folded as by `fold_key`, but أ إ آ, ى and ة stay what they are.

    >>> spelled("الأُسْتَاذَة إلى ﻻ ١٢٪")
    'الأستاذة إلى لا 12%'
    """
    return unicodedata.normalize("NFC", text).translate(_SPELLING)


class Folded(msgspec.Struct, frozen=True):
    """Folded text and, for each of its characters, the half-open slice of the original that it
    stands for (code points)."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the original behind `text[start:end]`.

        Refuses (IndexError) what is empty or out of range.

        >>> page = "قالَ أَحمد"
        >>> at = fold(page).text.index("احمد")
        >>> start, end = fold(page).original(at, at + 4)
        >>> page[start:end]
        'أَحمد'
        """
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"no folded characters {start}:{end} in {len(self.text)}")
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold `text` and keep the way back. Marks that are folded away belong to the letter before.

    >>> fold("مـــصر").text
    'مصر'
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        new = _TABLE.get(ord(character), character)
        if not new and ends:
            ends[-1] = index + 1
        for letter in new:
            out.append(letter)
            starts.append(index)
            ends.append(index + 1)
    return Folded("".join(out), tuple(starts), tuple(ends))
