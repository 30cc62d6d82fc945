"""The class of counted people that a verb gives: before them (قتل 12 شخصا), behind them (12 شخصا
قتلوا), or before the whole that they are part of (بينهم 5 أطفال)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from riwaya.annotate.figures_lexicon import units, words
from riwaya.arabic import Token, bare
from riwaya.arabic.bounds import STOPS, bound_length

_REACH: Final = 6
_AFTER_REACH: Final = 3
_PART_REACH: Final = 5
_COMMAS: Final = frozenset("،,")
_ON: Final = frozenset({"علي"})


def by_verb(body: str, tokens: Sequence[Token], i: int, floor: int) -> str | None:
    """The class that the verb or noun of action before token `i` gives to people counted there;
    `floor` is the end of the figure before, behind which no verb is looked for.

    >>> from riwaya.arabic import tokens
    >>> text = "أصيب في الحادث 9 عمال"
    >>> by_verb(text, tokens(text), 3, 0)
    'wounded'
    """
    near = directly(tokens, i)
    if near is not None:
        return near
    if i and tokens[i - 1].key == "من" and not bound_length(tokens, i):
        return None  # إصابة سيدة برصاص من ثلاثة أشخاص
    for step in range(i - 1, max(floor - 1, -1, i - 1 - _REACH), -1):
        token = tokens[step]
        if token.kind == "number" or token.key in STOPS:
            return None
        if "\n" in body[token.end : tokens[step + 1].start]:
            return None
        if token.key in words("break") and not (step and tokens[step - 1].key in ("لا", "الا")):
            return None
        unit = _verb(token.key)
        if unit is not None:
            return unit
    return None


def _verb(key: str) -> str | None:
    verbs = units("verb")
    for form in (key, key[1:] if key[:1] in "وفبل" else key, bare(key)):
        if form in verbs:
            return verbs[form]
    return None


def directly(tokens: Sequence[Token], i: int) -> str | None:
    """The class that a verb gives to the number at token `i` right behind it, bounds aside.

    >>> from riwaya.arabic import tokens
    >>> directly(tokens("إصابة نحو 30 بجروح"), 2)
    'wounded'
    """
    place = i
    for _ in range(2):
        place -= bound_length(tokens, place)
    if place > 1 and tokens[place - 1].key in _ON:
        place -= 1  # القبض على 11
    if not place:
        return None
    key = tokens[place - 1].key
    near = units("near")
    return near.get(key) or (near.get(key[1:]) if key[:1] in "وفب" else None) or _verb(key)


def by_verb_behind(tokens: Sequence[Token], end: int) -> str | None:
    """The class that a verb behind the noun gives to the people counted: 18 شخصا اعتقلوا.

    A form that may be active does so only where no object follows.

    >>> from riwaya.arabic import tokens
    >>> by_verb_behind(tokens("أربعة جنود قتلوا في الكمين"), 2)
    'killed'
    """
    for step in range(end, min(len(tokens), end + _AFTER_REACH)):
        key = tokens[step].key
        if key in units("after"):
            return units("after")[key]
        if key in units("after_passive"):
            return units("after_passive")[key] if _no_object(tokens, step + 1) else None
        if tokens[step].kind != "word" or key in words("ordinary") - _ON:
            return None
    return None


def _no_object(tokens: Sequence[Token], i: int) -> bool:
    if i >= len(tokens) or tokens[i].kind == "mark":
        return True
    key = tokens[i].key
    return tokens[i].kind == "word" and (
        key in words("ordinary") or key[:1] in "بل" or key[0] == "و"
    )


def is_part(tokens: Sequence[Token], end: int, i: int) -> bool:
    """Whether the number at token `i` counts a part of the figure that ends at token `end`, or goes
    on with it: 12 شخصا بينهم 5 أطفال, 12 جنديا و5 مدنيين.

    >>> from riwaya.arabic import tokens
    >>> is_part(tokens("12 شخصا بينهم 5 أطفال"), 2, 3)
    True
    """
    between = tokens[end:i]
    if len(between) > _PART_REACH or any(t.key in STOPS - _COMMAS for t in between):
        return False
    if any(token.key in words("partitive") for token in between):
        return True
    joined = tokens[i].key.startswith("و") or (between and between[-1].key == "و")
    return bool(joined) and len(between) <= 2 and all(t.kind == "word" for t in between)
