"""Figures: numbers in digits, in words and as duals, with what they count and how firmly.

A number inside a time expression is none, nor is one that names rather than counts (a law, a model,
a telephone number, a score). What is counted is known by its noun, and people also by the verb
before or behind (قتل 12 شخصا, 12 شخصا قتلوا) or by whom they are part of (بينهم 5 أطفال). The two
ends of a range are two figures, at least and at most.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from riwaya.annotate.figures_lexicon import fractions, openings, unit_of, units, words
from riwaya.annotate.figures_nouns import PEOPLE, Noun, noun_at
from riwaya.annotate.figures_numbers import Value, enclosed, names, read_value, separator
from riwaya.annotate.figures_people import by_verb, by_verb_behind, directly, is_part
from riwaya.arabic import Token, tokens
from riwaya.arabic.bounds import STOPS, bound_of
from riwaya.records import Bound, Figure, Time

_ONE: Final = frozenset({"واحد", "واحده", "واحدا"})
_SIGNS: Final = frozenset("%$€£")
_CLOSING: Final = STOPS | frozenset('»)”"')
_CHANGE_REACH: Final = 8
_MANY: Final = 1000
_DUAL_CLITICS: Final = "وبلف"


class _Number(NamedTuple):
    first: int
    end: int
    value: float
    unit: str | None
    of: str | None
    told: bool = False
    bound: Bound | None = None


class _Text(NamedTuple):
    """A body with its tokens and the spans of its times, which count nothing."""

    body: str
    words: Sequence[Token]
    spans: Sequence[tuple[int, int]]
    starts: Sequence[int]

    def timed(self, i: int) -> bool:
        """Whether token `i` is inside a time expression."""
        if i >= len(self.words):
            return False
        start = self.words[i].start
        place = bisect_right(self.starts, start)
        return any(start < end for _, end in self.spans[max(0, place - 3) : place])


def find_figures(body: str, times: Sequence[Time]) -> tuple[Figure, ...]:
    """The figures of `body` in order, outside of `times`; offsets are code points of `body`.

    `value` is in ones, `of` the counted noun as written, `unit` its class or None. A number that
    counts nothing known or nameable is left out.

    >>> [(f.value, f.unit, f.of, f.bound) for f in find_figures("قتل نحو 12 شخصا وسقط جريحان", ())]
    [(12.0, 'killed', 'شخصا', 'about'), (2.0, 'wounded', 'جريحان', 'exact')]
    """
    spans = sorted((time.start, time.end) for time in times)
    seen = [token for token in tokens(body) if token.key]  # A bidi mark parts no number and noun.
    text = _Text(body, seen, spans, [start for start, _ in spans])
    numbers = list(_numbers(text))
    for place in range(1, len(numbers)):
        one, other = numbers[place - 1 : place + 1]
        if _is_range(text.words, one, other):
            numbers[place - 1] = one._replace(bound="at_least")
            numbers[place] = other._replace(bound="at_most")
    return tuple(_figure(text, number) for number in numbers)


def _numbers(text: _Text) -> Iterator[_Number]:
    """The numbers that count, in order."""
    known, last, end = openings(), None, 0
    for place, token in enumerate(text.words):
        if place < end or (token.key not in known and token.kind != "number"):
            continue
        for number in _at(text, place, last):
            end = number.end
            if not text.timed(number.first):
                yield number
                last = number


def _at(text: _Text, i: int, last: _Number | None) -> tuple[_Number, ...]:
    """The number that begins at token `i`, or the two of a range."""
    token = text.words[i]
    unit = _dual(token)
    if unit is not None:
        return (_two(text, i, unit, last),)
    value = read_value(text.words, i)
    if value is None:
        return _one(text, i, last) if token.key in _ONE else ()
    return (
        _range(text, i, value, last)
        or _signed(text, i, value)
        or (() if names(text.words, i, value) else _single(text, i, value, last))
    )


def _dual(token: Token) -> str | None:
    # A definite dual takes up what was told before (الغارتين): it counts nothing anew.
    duals, key = units("dual"), token.key
    return duals.get(key) or (duals.get(key[1:]) if key[:1] in _DUAL_CLITICS else None)


def _two(text: _Text, i: int, unit: str, last: _Number | None) -> _Number:
    """A dual, with the half that may follow it: كيلومترين ونصف"""
    token = text.words[i]
    joined = token.key not in units("dual") and token.key.startswith("و")
    noun, told = _class(text, i, Noun(i + 1, unit, token.text[joined:]), last)
    amount, end = _with_half(text.words, i + 1, 2.0, noun.unit)
    return _Number(i, end, amount, noun.unit, noun.of, told)


def _one(text: _Text, i: int, last: _Number | None) -> tuple[_Number, ...]:
    """One of people, with the noun before: جندي واحد"""
    noun = text.words[i - 1] if i > (last.end if last is not None else 0) else None
    unit = units("noun").get(noun.key) if noun is not None else None
    if noun is None or (unit not in PEOPLE and unit not in units("verb").values()):
        return ()
    counted, told = _class(text, i - 1, Noun(i + 1, unit, noun.text), last)
    return (_Number(i - 1, i + 1, 1.0, counted.unit, counted.of, told),)


def _range(text: _Text, i: int, value: Value, last: _Number | None) -> tuple[_Number, ...]:
    """The two numbers of a range that share a noun: بين 20 و30 جريحا, 5 إلى 7 كيلومترات."""
    how, place = separator(text.words, value.end) or ("", 0)
    if not how or text.timed(i) or (how == "and" and not _opens_range(text.words, i)):
        return ()
    second = read_value(text.words, place)
    if second is None or text.timed(place) or text.timed(second.end):
        return ()
    noun = noun_at(text.body, text.words, place, second, second.end)
    low = value.value
    if value.scale == 1 and low < second.value / second.scale:
        low *= second.scale  # بين 20 و30 ألفا: the scale belongs to both.
    if noun is None or low >= second.value or (noun.unit is None and how in ("dash", "or")):
        return ()
    noun, told = _class(text, i, noun, last)
    ends: tuple[Bound | None, Bound | None] = ("at_least", "at_most")
    if how == "to" and _changes(text.words, i):
        ends = (None, None)
    return (
        _Number(i, value.end, low, noun.unit, noun.of, told, ends[0]),
        _Number(place, noun.end, second.value, noun.unit, noun.of, told, ends[1]),
    )


def _opens_range(words_: Sequence[Token], i: int) -> bool:
    """Whether بين stands before token `i`."""
    before = words_[i - 1].key if i else ""
    return before in words("range") or before[1:] in words("range")


def _is_range(words_: Sequence[Token], one: _Number, other: _Number) -> bool:
    """Whether two figures with a noun each are the ends of a range: بين 20 دولارا و30 دولارا"""
    between = [token.key for token in words_[one.end : other.first]]
    joined = between == ["و"] or (not between and words_[other.first].key.startswith("و"))
    return (
        joined
        and one.unit == other.unit
        and one.value < other.value
        and _opens_range(words_, one.first)
    )


def _changes(words_: Sequence[Token], i: int) -> bool:
    """Whether a verb of change stands before: ارتفع من 20 إلى 30 tells two values, no range."""
    before = [token.key for token in words_[max(0, i - _CHANGE_REACH) : i]]
    return any(key in words("change") or key[1:] in words("change") for key in before)


def _signed(text: _Text, i: int, value: Value) -> tuple[_Number, ...]:
    """A number behind its sign: $500, %3"""
    sign = text.words[i - 1] if i else None
    if sign is None or sign.key not in _SIGNS or sign.end != text.words[i].start:
        return ()
    if i > 1 and text.words[i - 2].kind == "number" and text.words[i - 2].end == sign.start:
        return ()
    return (_Number(i - 1, value.end, value.value, units("noun")[sign.key], sign.text),)


def _single(text: _Text, i: int, value: Value, last: _Number | None) -> tuple[_Number, ...]:
    """A number with its noun, or told by the verb right before it alone."""
    around = enclosed(text.words, i, value.end)
    after = value.end + bool(around)
    timed = text.timed(after)
    noun = None if timed else noun_at(text.body, text.words, i, value, after)
    if noun is not None:
        if noun.unit is None and around == "(":
            return ()  # (3) may number a list or a table.
        first = i - (around == "(")
        noun, told = _class(text, first, noun, last)
        amount, end = _with_half(text.words, noun.end, value.value, noun.unit)
        return (_Number(first, end, amount, noun.unit, noun.of, told),)
    unit = directly(text.words, i)
    if unit is None or around or not _is_count(text.words[i], value.value):
        return ()
    if after < len(text.words) and not timed and not _ends(text.words, after):
        return ()
    return (_Number(i, value.end, value.value, unit, None, told=True),)


def _is_count(number: Token, value: float) -> bool:
    """Whether a number without a noun may count people: no fraction, and nothing like a year."""
    return value.is_integer() and not (len(number.text) == 4 and 1900 <= value <= 2100)


def _with_half(
    words_: Sequence[Token], end: int, value: float, unit: str | None
) -> tuple[float, int]:
    """The number with the half behind its noun: خمسة كيلومترات ونصف, درجتين ونصف الدرجة"""
    key = words_[end].key if end < len(words_) else ""
    part = fractions().get(key[1:]) if key.startswith("و") else None
    if part is None or value >= _MANY:
        return value, end
    behind = words_[end + 1] if end + 1 < len(words_) else None
    if behind is None or behind.kind == "mark" or behind.key in words("ordinary"):
        return value + part, end + 1
    again = unit is not None and unit_of(behind.key) == unit
    return (value + part, end + 2) if again else (value, end)


def _ends(words_: Sequence[Token], after: int) -> bool:
    """Whether no noun is left out behind a number that only its verb tells: إصابة 30 بجروح"""
    key = words_[after].key
    if key in ("بين", "ما"):
        return False  # 30 بين قتيل وجريح: of both classes.
    if key == "و" and after + 1 < len(words_) and words_[after + 1].kind == "number":
        return False  # The noun is behind the second number: 10 و20 سنة
    return key in _CLOSING or key in words("ordinary") or key.startswith("و")


def _class(text: _Text, i: int, noun: Noun, last: _Number | None) -> tuple[Noun, bool]:
    """The noun with the class that a verb gives to people, and whether one did."""
    if noun.unit not in PEOPLE:
        return noun, False
    floor = last.end if last is not None else 0
    unit = (
        directly(text.words, i)
        or by_verb_behind(text.words, noun.end)
        or by_verb(text.body, text.words, i, floor)
    )
    if unit is None and last is not None and last.told and is_part(text.words, floor, i):
        unit = last.unit
    return (noun, False) if unit is None else (noun._replace(unit=unit), True)


def _figure(text: _Text, number: _Number) -> Figure:
    first = text.words[number.first]
    joined = first.key.startswith("و") and first.key not in _ONE and first.key not in units("dual")
    start, end = first.start + joined, text.words[number.end - 1].end
    return Figure(
        start=start,
        end=end,
        text=text.body[start:end],
        value=round(number.value, 6),
        unit=number.unit,
        of=number.of,
        bound=number.bound or bound_of(text.words, number.first, number.end),
    )
