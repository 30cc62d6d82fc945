"""Numbers before a counted noun: digits and words with their scales, and those that only name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from riwaya.annotate.figures_lexicon import (
    definite_numbers,
    fractions,
    last_scales,
    scales,
    vague_numbers,
    words,
)
from riwaya.arabic import Token
from riwaya.arabic.numbers import number_words, parse_number

_PHONE_DIGITS: Final = 9
_DASHES: Final = frozenset("-–—")
_TENS: Final = frozenset({"عشر", "عشره"})
_MOST_PARTS: Final = 4
_CLITICS: Final = "وبلف"
_OPENING: Final = frozenset("([{\"'")
_POINTS: Final = frozenset(",.")


class Value(NamedTuple):
    """A number: its value in ones, the token behind it, and the scale of its last word (or 1)."""

    value: float
    end: int
    scale: float


def read_value(tokens: Sequence[Token], i: int) -> Value | None:
    """The number that begins at token `i`, with the parts that are joined to it by و.

    >>> from riwaya.arabic import tokens
    >>> read_value(tokens("137 مليارا و700 مليون يورو"), 0)
    Value(value=137700000000.0, end=5, scale=1000000.0)
    """
    got = _part(tokens, i)
    for _ in range(_MOST_PARTS):
        more = _joined(tokens, got) if got is not None else None
        if more is None:
            break
        got = more
    # One in words alone counts nothing: واحد من المسؤولين.
    return None if got is not None and got.value == 1 and tokens[i].kind == "word" else got


def _part(tokens: Sequence[Token], i: int) -> Value | None:
    """Digits with their scale, a part of a scale, or a number in words."""
    token = tokens[i]
    following = tokens[i + 1].key if i + 1 < len(tokens) else ""
    if token.kind == "number":
        value = parse_number(token.text)
        if value is None:
            return None
        scale = scales().get(following)
        return Value(_times(value, scale), i + 2, scale) if scale else Value(value, i + 1, 1.0)
    if token.kind != "word" or token.key in vague_numbers():
        return None
    part = fractions().get(token.key[1:] if token.key[0] in _CLITICS else token.key)
    if part is not None:
        scale = scales().get(following)
        return Value(part * scale, i + 2, scale) if scale else None
    if i and tokens[i - 1].kind == "number" and token.key in scales():
        return None
    read = number_words(tokens, i)
    if read is None:
        return None
    last = tokens[read[1] - 1].key
    return Value(read[0], read[1], last_scales().get(last, 1.0))


def _times(value: float, scale: float) -> float:
    return round(value * scale, 2)  # 129.8 * 10**9 has a tail in binary.


def _joined(tokens: Sequence[Token], got: Value) -> Value | None:
    """The number with the part behind it: مليون ونصف, 3 آلاف و500, 2 ونصف مليون."""
    if got.end >= len(tokens) or not tokens[got.end].key.startswith("و"):
        return None
    key = tokens[got.end].key
    part = fractions().get(key[1:])
    if part is not None:
        scale = scales().get(tokens[got.end + 1].key) if got.end + 1 < len(tokens) else None
        if got.scale == 1:
            ones = scale or 1.0
            return Value(_times(got.value + part, ones), got.end + 1 + (scale is not None), ones)
        end = got.end + 1 + (scale == got.scale)
        return Value(got.value + part * got.scale, end, got.scale)
    if got.scale == 1:
        return None
    more = _part(tokens, got.end + (key == "و")) if got.end + (key == "و") < len(tokens) else None
    if more is None or more.value >= got.scale:
        return None
    return Value(got.value + more.value, more.end, more.scale)


def is_definite(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number has the article: it takes up what was told before (القرى الخمس) or is an
    ordinal (الأسبوع الـ37).

    >>> from riwaya.arabic import tokens
    >>> is_definite(tokens("القرى الخمس"), 1)
    True
    """
    return tokens[i].key in definite_numbers() or (i > 0 and tokens[i - 1].key == "ال")


def names(tokens: Sequence[Token], i: int, value: Value) -> bool:
    """Whether the number names something: a law, a phone, a score, a model, an ordinal, a list.

    >>> from riwaya.arabic import tokens
    >>> names(tokens("القرار 2254"), 1, Value(2254.0, 2, 1.0))
    True
    """
    before = tokens[i - 1] if i else None
    enclosing = enclosed(tokens, i, value.end)
    if before is not None and before.end == tokens[i].start and not enclosing:
        # 6ر4 is a decimal in some houses, of either order: no answer.
        if before.key == "ر" or before.key in _DASHES:
            return True
        if before.text.isascii() and before.key not in _OPENING:
            return True
    if _goes_on(tokens, i):
        return True
    if tokens[i].kind == "number" and tokens[i].text.isdecimal():
        if len(tokens[i].text) >= _PHONE_DIGITS:
            return True
    elif before is not None and _is_ordinal(before, tokens[i]):
        return True
    if value.end < len(tokens) and tokens[value.end].start == tokens[value.end - 1].end:
        after = tokens[value.end].key
        if after in _DASHES or (after in "/:_" and not enclosing):
            return True
    if enclosing and i > 1:
        before = tokens[i - 2]
    return before is not None and before.key in words("naming")


def _goes_on(tokens: Sequence[Token], i: int) -> bool:
    """The tail of digits that are written apart: 85 , 000 or 24 - 5; leading noughts too."""
    text = tokens[i].text
    if tokens[i].kind == "number" and text[0] in "0٠۰" and text.isdecimal() and len(text) > 1:
        return True
    parted = i > 1 and tokens[i - 2].kind == "number"
    return parted and (tokens[i - 1].key in _DASHES or tokens[i - 1].key in _POINTS)


def _is_ordinal(before: Token, number: Token) -> bool:
    """الثالثة عشرة, السابعة والعشرين"""
    if number.key in _TENS:
        return before.key in words("ordinal") or before.key[1:] in words("ordinal")
    joined = number.key.startswith("و") and number.key in definite_numbers()
    return joined and before.key.startswith(("ال", "بال", "لل", "وال"))


def enclosed(tokens: Sequence[Token], i: int, after: int) -> str | None:
    """The mark before a number that stands between two slashes or in brackets, the house style of
    some outlets, or None.

    >>> from riwaya.arabic import tokens
    >>> enclosed(tokens("فيه /1200/ متشدد"), 2, 3)
    '/'
    """
    if not i or after >= len(tokens):
        return None
    opening = tokens[i - 1].key
    if opening == "(" and tokens[after].key == ")":
        return "("
    if opening != "/" or tokens[after].key != "/" or (i > 1 and tokens[i - 2].kind == "number"):
        return None
    return "/" if after + 1 == len(tokens) or tokens[after + 1].kind != "number" else None


def separator(tokens: Sequence[Token], after: int) -> tuple[str, int] | None:
    """What stands between two numbers of a range, and the token where the second begins.

    The kind is "and" (which needs بين before the first), "to", "or" or "dash".

    >>> from riwaya.arabic import tokens
    >>> separator(tokens("20 إلى 30 جريحا"), 1)
    ('to', 2)
    """
    if after + 1 >= len(tokens):
        return None
    if tokens[after].key == "،" and tokens[after + 1].key.startswith("و"):
        after += 1
    token = tokens[after]
    if token.key in ("الي", "حتي"):
        return "to", after + 1
    if token.key == "او":
        return "or", after + 1
    if token.key in _DASHES:
        return "dash", after + 1
    if token.key == "و":
        return "and", after + 1
    return ("and", after) if token.kind == "word" and token.key.startswith("و") else None
