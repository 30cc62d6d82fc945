"""What a number counts: the noun behind it, and its class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from riwaya.annotate.figures_lexicon import pairs, unit_of, units, words
from riwaya.annotate.figures_numbers import Value, is_definite
from riwaya.arabic import Token

_PERCENT: Final = frozenset({"%", "بالمئه", "بالمائه", "بالميه"})
_HUNDRED: Final = frozenset({"المئه", "المائه", "الميه"})
PEOPLE: Final = frozenset({"people", "members"})
"""The classes that say no more than that people are counted: a verb may say more."""


class Noun(NamedTuple):
    """A counted noun: the token behind it, its class, and the noun as written."""

    end: int
    unit: str | None
    of: str | None


def noun_at(body: str, tokens: Sequence[Token], i: int, value: Value, after: int) -> Noun | None:
    """The noun that the number at token `i` counts, read from token `after`; `of` is None for
    في المئة, and the whole is None where nothing nameable is counted.

    >>> from riwaya.arabic import tokens
    >>> text = "120 كيلومترا مربعا"
    >>> noun_at(text, tokens(text), 0, Value(120.0, 1, 1.0), 1)
    Noun(end=3, unit='km2', of='كيلومترا مربعا')
    """
    if after >= len(tokens) or "\n" in body[tokens[after - 1].end : tokens[after].start]:
        return None
    noun = tokens[after]
    following = tokens[after + 1].key if after + 1 < len(tokens) else ""
    if noun.key in _PERCENT:
        return Noun(after + 1, "percent", noun.text)
    if noun.key == "في" and following in _HUNDRED:
        return Noun(after + 2, "percent", None)
    if noun.kind == "mark":
        unit = units("noun").get(noun.key)
        return Noun(after + 1, unit, noun.text) if unit else None
    if noun.kind == "number" or noun.key in words("time"):
        return None
    return (
        _paired(body, tokens, after, following)
        or _known(tokens, after, following)
        or _unknown(tokens, i, value, noun, after)
    )


def _paired(body: str, tokens: Sequence[Token], after: int, following: str) -> Noun | None:
    noun = tokens[after]
    key = unit_of(noun.key) or noun.key
    if (key, following) in pairs("head"):
        return Noun(after + 2, pairs("head")[key, following], tokens[after + 1].text)
    if (key, following) in pairs("pair"):
        whole = body[noun.start : tokens[after + 1].end]
        return Noun(after + 2, pairs("pair")[key, following], whole)
    return None


def _known(tokens: Sequence[Token], after: int, following: str) -> Noun | None:
    noun = tokens[after]
    if noun.key == "من" and following:
        # 12 من المدنيين, عشرة من عناصر الشرطة, but not 5 من أسرة واحدة
        unit = unit_of(following) or _owned(following)
        if unit is not None and (unit in PEOPLE or following.startswith("ال")):
            return Noun(after + 2, unit, tokens[after + 1].text)
        return None
    unit = None if noun.key in words("ordinary") else unit_of(noun.key, definite=False)
    return Noun(after + 1, unit, noun.text) if unit is not None else None


def _owned(key: str) -> str | None:
    """The class of a noun with a pronoun: عناصرها, مقاتليه."""
    for suffix in ("يهم", "يها", "ينا", "هم", "ها", "نا", "يه", "ه"):
        if key.endswith(suffix) and len(key) - len(suffix) > 2:
            unit = unit_of(key[: -len(suffix)])
            if unit in PEOPLE:
                return unit
    return None


def _unknown(tokens: Sequence[Token], i: int, value: Value, noun: Token, after: int) -> Noun | None:
    """An unknown word after a number that has the form of a counted noun: after 11 to 99 an
    accusative singular, never definite."""
    key, number = noun.key, tokens[i]
    if key in words("noun"):
        return Noun(after + 1, None, noun.text)
    if (
        not value.value
        or key in words("ordinary")
        or len(key) < 3
        or noun.text.isascii()
        or key[0] == "و"
    ):
        return None
    if key.startswith(("ال", "لل", "بال", "كال")) or is_definite(tokens, i):
        return None
    if number.text.isdecimal() and len(number.text) == 4 and 1900 <= value.value <= 2100:
        return None
    rest = value.value % 100
    if 11 <= rest <= 99 and value.scale == 1 and not key.endswith(("ا", "ه", "ي")):
        return None
    return Noun(after + 1, None, noun.text)
