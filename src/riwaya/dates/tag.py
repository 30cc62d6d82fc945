"""Tagging: a text to items, each a word, phrase, number or mark with the role it plays."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter

from riwaya.arabic import Token, fold, fold_key
from riwaya.arabic.numbers import number_words
from riwaya.dates.lexicon import (
    AND,
    ARTICLE,
    JOINED,
    NUMBER,
    PHRASE,
    WORD,
    Memo,
    Sense,
    number_role,
    phrases,
)
from riwaya.dates.roles import ROLES, chars

_MARKS = (
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200c\u200d"
)
_D = r"0-9٠-٩۰-۹"
_THIN = r"[ \u00a0\u200e\u200f]{0,2}"
_DASHED = r"[ \u00a0][-–][ \u00a0]"
_LETTER = rf"[^\W\d_{_MARKS}]"
_SPACED = "|".join(
    rf"[{_D}]{{1,2}}{_THIN}{mark}{_THIN}[{_D}]{{1,2}}{_THIN}{mark}{_THIN}[{_D}]{{4}}"
    for mark in ("-", "[.]")
)
_TOKEN = re.compile(
    rf"({_LETTER}+(?:[{_MARKS}]+{_LETTER}*)*"
    rf"|(?:{_SPACED})(?![{_D}:])"
    # `1931 - 12 يناير` may be two ends, `مايو 2022 - 22 شوال` goes on behind a whole day.
    rf"|(?:[{_D}]{{1,3}}{_DASHED}[{_D}]{{1,4}}|[{_D}]{{4}}{_DASHED}[{_D}]{{4}}"
    rf"|(?<![^\W\d_] )[{_D}]{{4}}{_DASHED}[{_D}]{{1,3}})"
    rf"(?![{_D}/:-]| :|[.,][{_D}])"
    rf"|(?<=ساعة )[{_D}]{{2}}: [{_D}]{{1,2}}(?![{_D}:])"
    rf"|[{_D}]{{1,2}} : [{_D}]{{2}}(?: : [{_D}]{{2}})?(?![{_D}])"
    rf"|[{_D}]{{1,4}}{_THIN}/{_THIN}[{_D}]{{1,2}}{_THIN}/{_THIN}[{_D}]{{1,4}}(?![{_D}/])"
    rf"|[{_D}]+(?:[\u200e\u200f]?[/.,:٫٬\-–—−‑][\u200e\u200f]?[{_D}]+)*"
    rf"(?:[Tt][{_D}]{{2}}:[{_D}]{{2}}(?::[{_D}]{{2}}(?:\.[{_D}]{{1,9}})?)?"
    rf"(?:[Zz]|[+\-][{_D}]{{2}}:?[{_D}]{{2}})?)?"
    r"|\n[ \t\r]*\n|\(+|\)+|-+|/+|[.!?؟…]+|[،,;؛]+|_+"
    rf"|[{_MARKS}]+|\S)"
)
_SPECIAL = re.compile(rb"[^\0]")
_MONTH = chars("month wmonth month2")
_TWIN = re.compile(
    f"([{_MONTH}])(?:[{chars('slash dash comma')}]?([{_MONTH}])"
    f"|[{chars('open')}]([{_MONTH}])[{chars('close')}]?)"
)
_WRONG_TWIN = re.compile(f"[{_MONTH}](?=[{chars('slash')}][{_MONTH}])")
_NUMBER_REACH = 16
_special = attrgetter("special")
_role = attrgetter("role")
_memo = Memo()


class Items:
    """The items of a text: their roles as one string, and for each its sense and its slice."""

    __slots__ = ("ends", "roles", "senses", "starts")

    def __init__(self, senses: list[Sense], starts: list[int], ends: list[int]) -> None:
        self.senses, self.starts, self.ends = senses, starts, ends
        self.roles = "".join(map(_role, senses))


def tag(text: str) -> Items:
    """The items of `text`, in order, none overlapping; offsets are into `text`.

    >>> from riwaya.dates.roles import NAMES
    >>> [NAMES[role] for role in tag("مساء أمس الأربعاء").roles]
    ['part', 'dayw', 'weekday']
    """
    # Splitting gives what is between tokens and the tokens in turn: their lengths are the offsets.
    pieces = _TOKEN.split(text)
    offsets = list(accumulate(map(len, pieces)))
    surfaces = pieces[1::2]
    senses = _memo.of(surfaces)
    tagger = _Tagger(surfaces, senses, offsets[0:-1:2], offsets[1::2])
    tagger.run()
    return _twins(Items(tagger.senses, tagger.starts, tagger.ends))


class _Tagger:
    """Merges phrases and number words, and splits و from what it joins."""

    def __init__(
        self, surfaces: list[str], senses: list[Sense], begins: list[int], stops: list[int]
    ) -> None:
        self.surfaces, self.read, self.begins, self.stops = surfaces, senses, begins, stops
        self.senses: list[Sense] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def run(self) -> None:
        """Copy what stands for itself, and take the rest one by one."""
        at = 0
        for match in _SPECIAL.finditer(bytes(map(_special, self.read))):
            i = match.start()
            if i < at:
                continue
            self._copy(at, i)
            at = self._take(i, self.read[i])
        self._copy(at, len(self.read))

    def _copy(self, first: int, after: int) -> None:
        if first < after:
            self.senses += self.read[first:after]
            self.starts += self.begins[first:after]
            self.ends += self.stops[first:after]

    def _add(self, sense: Sense, start: int, end: int) -> None:
        self.senses.append(sense)
        self.starts.append(start)
        self.ends.append(end)

    def _take(self, i: int, sense: Sense) -> int:
        """Add the item or items at token `i`; the index of the token after them."""
        start, end = self.begins[i], self.stops[i]
        if sense.special == JOINED and sense.rest is not None:
            self._add(AND, start, start + 1)
            sense = sense.rest
        if sense.cut:
            start += fold(self.surfaces[i]).starts[sense.cut]
        if sense.special == PHRASE:
            return self._phrase(i, sense, start)
        if sense.special == NUMBER:
            return self._number(i, sense)
        if sense.special == ARTICLE:
            after = i + 1 + (i + 1 < len(self.read) and self.surfaces[i + 1] == "-")
            digits = after < len(self.read) and self.surfaces[after][:1].isdecimal()
            if not digits:
                self._add(WORD, start, end)
                return i + 1
            return after
        self._add(sense, start, end)
        return i + 1

    def _phrase(self, i: int, sense: Sense, start: int) -> int:
        second = self.read[i + 1].key if i + 1 < len(self.read) else ""
        for phrase in phrases(sense.key, second):
            after = i + len(phrase.words)
            if after <= len(self.read) and all(
                self.read[i + step].key == word and not self.read[i + step].cut
                for step, word in enumerate(phrase.words)
                if step
            ):
                self._add(phrase.sense, start, self.stops[after - 1])
                return after
        self._add(sense, start, self.stops[i])
        return i + 1

    def _number(self, i: int, sense: Sense) -> int:
        start = self.begins[i]
        if i + 1 >= len(self.read) or not _joins(sense.key, self.read[i + 1]):
            after, role, value = i + 1, sense.role, sense.value
        else:
            last = i + 1
            while last < min(i + _NUMBER_REACH, len(self.read)) and (
                self.read[last].special == NUMBER
            ):
                last += 1
            words = [Token(0, 0, "", fold_key(self.surfaces[j]), "word") for j in range(i, last)]
            found = number_words(words, 0)
            if found is None:
                after, role, value = i + 1, sense.role, sense.value
            else:
                after = i + found[1]
                role, value = number_role(int(min(found[0], 10**9)))
        if sense.key.startswith("و") and sense.key not in ("واحد", "واحده"):
            self._add(AND, start, start + 1)
            start += fold(self.surfaces[i]).starts[1]
        self._add(Sense(role, value, (), sense.key), start, self.stops[after - 1])
        return after


def _joins(key: str, after: Sense) -> bool:
    """Whether a number word goes on in the next."""
    return after.special == NUMBER and _pair(key, after.key)


@lru_cache(maxsize=4096)
def _pair(one: str, two: str) -> bool:
    words = [Token(0, 0, "", key, "word") for key in (one, two)]
    found = number_words(words, 0)
    return found is None or found[1] > 1


def _twins(items: Items) -> Items:
    """A month and its other name are one item (تشرين الأول/أكتوبر, أيار (مايو)); two different
    months with a slash are none."""
    matches = [
        match
        for match in _TWIN.finditer(items.roles)
        if items.senses[match.start()].value
        == items.senses[match.end(2) - 1 if match[2] else match.end(3) - 1].value
    ]
    if not matches and not _WRONG_TWIN.search(items.roles):
        return items
    senses: list[Sense] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in matches:
        a, b = match.span()
        senses += items.senses[at:a]
        starts += items.starts[at:a]
        ends += items.ends[at:a]
        senses.append(items.senses[a]._replace(role=ROLES["month2"]))
        starts.append(items.starts[a])
        ends.append(items.ends[b - 1])
        at = b
    made = Items(senses + items.senses[at:], starts + items.starts[at:], ends + items.ends[at:])
    for match in _WRONG_TWIN.finditer(made.roles):
        made.senses[match.start()] = WORD
    made.roles = "".join(map(_role, made.senses))
    return made
