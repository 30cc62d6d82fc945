"""Numbers as written: digits of three families with separators, and Arabic number words.

The word grammar is the usual one: units before tens joined by و, hundreds, then scales from large
to small; the forms are rows of `data/numbers.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from riwaya.arabic.fold import fold_key
from riwaya.arabic.words import Token, as_seen
from riwaya.data import rows

_PLAIN = re.compile(r"[0-9]{1,18}\Z")
_COMMA_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,9})?\Z")
_DOT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+\Z")
_DECIMAL = re.compile(r"[0-9]{1,15}[.,][0-9]{1,9}\Z")
_PREFIXES = ("", "ال", "ب", "ل", "ك", "بال", "لل", "كال")
_DIGITS_LONGEST = 40
_WORDS_LONGEST = 16


def parse_number(token_text: str) -> float | None:
    """The value of a number written in digits (Western, Arabic-Indic or Persian), in ones.

    A comma or the thousands mark groups by three; a dot before groups of exactly three groups too
    (14.664), while ٫ is always a decimal mark. None for what is no such number.

    A number with a right-to-left mark in it is read as it is seen (`as_seen`).

    >>> [parse_number(text) for text in ("43,846", "14.664", "٣٫٥", "3.5", "1,2,3", "5.\u200f26")]
    [43846.0, 14664.0, 3.5, 3.5, None, 26.5]
    """
    if len(token_text) > _DIGITS_LONGEST:
        return None
    token_text = as_seen(token_text)
    key = fold_key(token_text)
    if _PLAIN.match(key):
        return float(key)
    if "٫" not in token_text and _DOT_GROUPS.match(key):
        return float(key.replace(".", ""))
    if "٫" not in token_text and _COMMA_GROUPS.match(key):
        return float(key.replace(",", ""))
    if _DECIMAL.match(key):
        return float(key.replace(",", "."))
    return None


class _Word(NamedTuple):
    value: int
    kind: str


@cache
def _lexicon() -> MappingProxyType[str, _Word]:
    found = {
        fold_key(row["word"]): _Word(int(row["value"]), row["kind"])
        for row in reversed(rows("numbers"))
    }
    return MappingProxyType(found)


@cache
def _forms() -> MappingProxyType[str, _Word]:
    """The rows by folded word, with or without a clitic before it."""
    found: dict[str, _Word] = {}
    for prefix in _PREFIXES:
        for word, row in _lexicon().items():
            found.setdefault(prefix + word, row)
    return MappingProxyType(found)


def _word(token: Token, *, joined: bool) -> _Word | None:
    """The number word of a token; `joined` asks for one with و before it."""
    if token.kind != "word" or (joined and not token.key.startswith("و")):
        return None
    return _forms().get(token.key[1:] if joined else token.key)


@cache
def number_forms() -> frozenset[str]:
    """Every folded word that is, or may go on, a number, with its clitics: خمسة, والعشرين, الأربع;
    also أحد and اثنا.

    >>> [word in number_forms() for word in ("خمسه", "والعشرين", "خميس")]
    [True, True, False]
    """
    forms = _forms().keys()
    return frozenset(forms | {"و" + form for form in forms})


class _Sum:
    """A number as its words come in: `group` below the scale that is still to come."""

    def __init__(self) -> None:
        self.total = 0
        self.group = 0
        self.last: Literal["", "unit", "bound", "teen", "tens", "hundred", "scale"] = ""
        self.scale = 10**15

    def take(self, word: _Word, *, joined: bool) -> bool:
        """Add a word; False, and nothing changed, where it cannot go on from here."""
        if word.kind in ("unit", "unit_bound"):
            return self._unit(word, joined)
        if word.kind == "ten":
            return self._ten(joined)
        if word.kind == "tens":
            return self._tens(word.value, joined)
        if word.kind in ("hundred", "hundreds"):
            return self._hundreds(word, joined)
        return self._scale(word, joined)

    def _open(self, joined: bool) -> bool:
        """Whether a new smaller part may begin here."""
        return not self.last if not joined else self.last in ("hundred", "scale")

    def _unit(self, word: _Word, joined: bool) -> bool:
        if not self._open(joined):
            return False
        self.group += word.value
        self.last = "bound" if word.kind == "unit_bound" else "unit"
        return True

    def _ten(self, joined: bool) -> bool:
        if not joined and self.last in ("unit", "bound"):
            self.group += 10
            self.last = "teen"
            return True
        if not self._open(joined):
            return False
        self.group += 10
        self.last = "teen"
        return True

    def _tens(self, value: int, joined: bool) -> bool:
        after_unit = joined and self.last in ("unit", "bound")
        if not after_unit and not self._open(joined):
            return False
        self.group += value
        self.last = "tens"
        return True

    def _hundreds(self, word: _Word, joined: bool) -> bool:
        if not joined and word.kind == "hundred" and self.last == "unit" and 3 <= self.group <= 9:
            self.group *= 100
        elif not self.last or (joined and self.last == "scale"):
            self.group += word.value
        else:
            return False
        self.last = "hundred"
        return True

    def _scale(self, word: _Word, joined: bool) -> bool:
        unit = word.value if word.kind == "scale" else word.value // 2
        if unit >= self.scale or self.last == "bound":
            return False
        if not self.last or (joined and self.last == "scale"):
            self.total += word.value
        elif not joined and word.kind == "scale" and self.last != "scale":
            self.total += self.group * unit
        else:
            return False
        self.group, self.last, self.scale = 0, "scale", unit
        return True


def number_words(tokens: Sequence[Token], i: int) -> tuple[float, int] | None:
    """The number written in words from `tokens[i]` on: its value in ones and the index after it.

    The first word may carry a clitic (بخمسة, الأربع, وثلاثون). None where no number begins, or
    where only the bound form أحد or اثنا stands (أحد المسؤولين is no number).

    >>> from riwaya.arabic import tokens
    >>> number_words(tokens("خمسة وعشرون ألفا ومئتان"), 0)
    (25200.0, 4)
    """
    first = _first(tokens[i]) if 0 <= i < len(tokens) else None
    number = _Sum()
    if first is None or not number.take(first, joined=False):
        return None
    best = i + 1 if number.last != "bound" else i
    value = number.total + number.group
    whole = (value, best) if number.last == "scale" else None
    for index in range(i + 1, min(len(tokens), i + _WORDS_LONGEST)):
        if not _goes_on(number, tokens[index]):
            # ألفين وثلاثة آلاف are two numbers: the unit belongs to the scale behind it.
            if whole is not None and _is_scale(tokens[index]):
                value, best = whole
            break
        if number.last != "bound":
            best, value = index + 1, number.total + number.group
        if number.last == "scale":
            whole = (value, best)
    return (float(value), best) if best > i else None


def number_at(tokens: Sequence[Token], i: int) -> tuple[float | None, int]:
    """The number in digits or in words that begins at token `i`, and the place behind it; None
    where none does.

    >>> from riwaya.arabic import tokens
    >>> [number_at(tokens(said), 0) for said in ("خمسة عشر شخصا", "15 شخصا", "15 ألف شخص")]
    [(15.0, 2), (15.0, 1), (15000.0, 2)]
    """
    if tokens[i].kind == "number":
        value = parse_number(tokens[i].text)
        word = _word(tokens[i + 1], joined=False) if i + 1 < len(tokens) else None
        if value is not None and word is not None and word.kind == "scale":
            return value * word.value, i + 2
        return value, i + 1
    if tokens[i].key not in number_forms():  # as most words are: nothing more is looked up
        return None, i
    return number_words(tokens, i) or (None, i)


def _first(token: Token) -> _Word | None:
    """The word that a number begins with, whose و joins the whole number to what is before it."""
    return _word(token, joined=False) or _word(token, joined=True)


def _goes_on(number: _Sum, token: Token) -> bool:
    """Add the word of a token to a number, with or without و; False where it cannot go on."""
    for joined in (False, True):
        word = _word(token, joined=joined)
        if word is not None and number.take(word, joined=joined):
            return True
    return False


def _is_scale(token: Token) -> bool:
    word = _word(token, joined=False)
    return word is not None and word.kind == "scale"
