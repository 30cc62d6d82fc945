"""The words of time expressions, and tagging: text to items that the grammar can read."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from riwaya.arabic import Token, fold, fold_key, tokens
from riwaya.arabic.numbers import number_words, parse_number
from riwaya.data import rows

_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
_SHORTEST_CUT = 3
_NUMERIC = re.compile(
    r"(?P<a>\d{1,4})"
    r"(?P<sep>[ \u200e\u200f]{0,2}[/.\-–][ \u200e\u200f]{0,2})"
    r"(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,4})"
    r"(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+\-]\d{2}:?\d{2})?)?(?![\d/])"
)
_NO_YEAR = -1


class Item(NamedTuple):
    """A word, phrase, number or mark with the role it may play. `start` leaves out a clitic before
    the word; `clitic` is that clitic."""

    role: str
    value: int
    start: int
    end: int
    key: str
    extra: str = ""
    clitic: str = ""


class _Sense(NamedTuple):
    words: tuple[str, ...]
    role: str
    value: int
    extra: str


def _senses() -> list[_Sense]:
    found = []
    for row in rows("months"):
        extra = f"{row['calendar']} {row['weak']}"
        found.append(_Sense(_split(row["name"]), "month", int(row["month"]), extra))
    found.extend(_Sense(_split(row["name"]), "weekday", int(row["number"]), row["free"])
                 for row in rows("weekdays"))
    for row in rows("date_words"):
        role, value, extra = row["role"], row["value"], ""
        if role == "unit":
            extra, value = value.split(":")
        elif role == "era":
            extra, value = value, "0"
        found.append(_Sense(_split(row["word"]), role, int(value), extra))
    return found


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(fold_key(phrase).split())


@cache
def _by_first() -> MappingProxyType[str, tuple[_Sense, ...]]:
    table: dict[str, list[_Sense]] = {}
    for sense in _senses():
        table.setdefault(sense.words[0], []).append(sense)
    return MappingProxyType(
        {first: tuple(sorted(found, key=lambda sense: -len(sense.words)))
         for first, found in table.items()}
    )


def tag(text: str) -> list[Item]:
    """The items of `text`, in order, none overlapping; offsets are into `text`.

    >>> [item.role for item in tag("مساء أمس الأربعاء")]
    ['part', 'day', 'weekday']
    """
    words = [token for token in tokens(text) if token.key]
    items: list[Item] = []
    index = 0
    while index < len(words):
        item, index = _item(text, words, index)
        items.append(item)
    return items


def _item(text: str, words: list[Token], i: int) -> tuple[Item, int]:
    token = words[i]
    if token.kind == "mark":
        return Item("mark", 0, token.start, token.end, token.key), i + 1
    if token.kind == "number":
        return _number(text, words, i)
    found = _phrase(words, i)
    if found is not None:
        return found
    number = number_words(words, i)
    if number is not None and number[0] < 10**9:
        last = words[number[1] - 1]
        clitic = "و" if token.key.startswith("و") and token.key != "واحد" else ""
        return Item("num", int(number[0]), token.start, last.end, token.key, "words",
                    clitic), number[1]
    return Item("word", 0, token.start, token.end, token.key), i + 1


def _number(text: str, words: list[Token], i: int) -> tuple[Item, int]:
    token = words[i]
    match = _NUMERIC.match(text, token.start)
    glued = token.start > 0 and text[token.start - 1] in "/.-:+"
    if match is not None and not glued:
        after = i
        while after < len(words) and words[after].start < match.end():
            after += 1
        parts = [str(int(match.group(name))) for name in "abc"]
        lengths = "".join(str(len(match.group(name))) for name in "abc")
        return Item("numeric", 0, token.start, match.end(), "/".join(parts), lengths), after
    value = parse_number(token.text)
    whole = value is not None and value == int(value) and value < 10**9 and token.key.isdigit()
    return Item("num", int(value) if whole and value is not None else _NO_YEAR, token.start,
                token.end, token.key, "digits"), i + 1


def _phrase(words: list[Token], i: int) -> tuple[Item, int] | None:
    token = words[i]
    for clitic in _PROCLITICS:
        if not token.key.startswith(clitic):
            continue
        rest = token.key[len(clitic) :]
        if clitic and len(rest) < _SHORTEST_CUT:
            continue
        for sense in _by_first().get(rest, ()):
            if _follows(words, i, sense.words):
                return _made(words, i, sense, clitic)
    if token.key.startswith("لل"):
        for sense in _by_first().get("ال" + token.key[2:], ()):
            if _follows(words, i, sense.words):
                return _made(words, i, sense, "")
    return None


def _follows(words: list[Token], i: int, phrase: tuple[str, ...]) -> bool:
    return len(words) - i >= len(phrase) and all(
        words[i + step].key == phrase[step] for step in range(1, len(phrase))
    )


def _made(words: list[Token], i: int, sense: _Sense, clitic: str) -> tuple[Item, int]:
    token, last = words[i], words[i + len(sense.words) - 1]
    start = token.start
    if clitic:
        start += fold(token.text).starts[len(clitic)]
    key = " ".join(sense.words)
    return Item(sense.role, sense.value, start, last.end, key, sense.extra,
                clitic), i + len(sense.words)
