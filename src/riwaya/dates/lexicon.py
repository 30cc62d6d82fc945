"""The words of time expressions: what a word, as written, may be in one."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from riwaya.arabic import Token, fold_key
from riwaya.arabic.numbers import number_forms, number_words
from riwaya.data import rows
from riwaya.dates.digits import read_digits
from riwaya.dates.roles import ROLES

_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_SHORTEST = {"و": 2, "ف": 2}
_LONGEST_WORD = 40
_SHORTEST_VERB = 4
_SHORTEST_DEFINITE = 4
_VERB_LETTERS = "سيت"
_ARTICLES = ("ال", "بال", "لل", "كال")
_ARTICLE_LETTERS = "ابلك"
_NOUN_ENDS = "اهيء"
_FIRST_PERSON = ("سأ", "وسأ")
_NTH = {"أول": 1, "ثاني": 2, "ثالث": 3, "رابع": 4, "آخر": -1}
_MEMO_LIMIT = 100_000
_YEARS_IN_WORDS = range(1900, 2101)
_MARKS = {
    "،": "comma", ",": "comma", "؛": "comma", ";": "comma", "(": "open", "[": "open",
    ")": "close", "]": "close", "/": "slash", "\\": "slash", "-": "dash", "–": "dash",
    "—": "dash", "−": "dash", ":": "colon", ".": "stop", "!": "stop", "?": "stop", "؟": "stop",
    "…": "stop", "\n": "stop", "«": "quote", "»": "quote", '"': "quote", "“": "quote",
    "”": "quote",
}  # fmt: skip

PLAIN, PHRASE, JOINED, NUMBER, ARTICLE, CUT = range(6)


class Sense(NamedTuple):
    """What a token is taken for. `data`: what the value does not say (a unit, a calendar, parts of
    a date). `key`: folded, without clitic; "" for words that the lexicon does not know. `cut`:
    letters of the clitic before it. `special`: how tagging must treat it; `rest` what stands
    behind a و."""

    role: str
    value: int = 0
    data: tuple[int | str, ...] = ()
    key: str = ""
    cut: int = 0
    special: int = PLAIN
    rest: Sense | None = None


class Phrase(NamedTuple):
    """A sequence of folded words and the sense that they have together."""

    words: tuple[str, ...]
    sense: Sense


AND = Sense(ROLES["and"], key="و")
WORD = Sense(ROLES["word"])
_NOUN = Sense(ROLES["noun"])
_DEFINITE = Sense(ROLES["dword"])
_FEMININE = Sense(ROLES["dfem"])
_FUTURE = Sense(ROLES["futw"])
_PRESENT = Sense(ROLES["presw"])
_MAYBE_VERB = Sense(ROLES["tword"])


def sense_of(surface: str) -> Sense:
    """What a token is taken for by itself: a word, a run of digits, or marks.

    >>> from riwaya.dates.roles import NAMES
    >>> [NAMES[sense_of(word).role] for word in ("أمس", "لأيار", "سيصل", "الثالث", "16")]
    ['dayw', 'month', 'futw', 'ord', 'day']
    """
    if len(surface) > _LONGEST_WORD and not surface[0].isdecimal():
        return WORD
    key = fold_key(surface)
    if not key:
        return WORD
    if key[0].isdecimal():
        digits = read_digits(key)
        return Sense(digits.role, digits.value, digits.parts, key)
    if not key[0].isalpha():
        return Sense(ROLES[_MARKS.get(key[0], "mark")], key=key)
    if surface.startswith(_FIRST_PERSON) and "سأل" not in surface[:4]:
        return _FUTURE
    return _forms().get(key) or _shape(key)


class Memo(dict[str, Sense]):
    """`sense_of`, remembered: `memo.of(surfaces)` runs at the speed of a lookup."""

    def of(self, surfaces: list[str]) -> list[Sense]:
        """The senses of tokens, in order."""
        # Not `difference`, which goes through all that is remembered where it is no plain dict.
        new = {surface for surface in surfaces if surface not in self}
        if new:
            if len(self) + len(new) > _MEMO_LIMIT:
                self.clear()
                new = set(surfaces)
            self._learn(new)
        return list(map(self.__getitem__, surfaces))

    def _learn(self, new: set[str]) -> None:
        """All new words are folded at once, which is quicker than one by one."""
        words = [
            word
            for word in new
            if word[0].isalpha() and len(word) <= _LONGEST_WORD and word[1:2] != "أ"
        ]
        forms = _forms()
        keys = fold_key("\n".join(words)).split("\n") if words else []
        for word, key in zip(words, keys, strict=True):
            self[word] = forms.get(key) or (_shape(key) if key else WORD)
        for token in new.difference(words):
            self[token] = sense_of(token)


def phrases(first: str, second: str) -> tuple[Phrase, ...]:
    """The phrases that begin with two folded words, longest first."""
    return _lexicon().phrases.get((first, second), ())


class _Lexicon(NamedTuple):
    words: MappingProxyType[str, Sense]
    phrases: MappingProxyType[tuple[str, str], tuple[Phrase, ...]]


@cache
def _lexicon() -> _Lexicon:
    words: dict[str, Sense] = {}
    found: dict[tuple[str, str], list[Phrase]] = {}
    every = [*_named_rows(), *_word_rows()]
    for keys, sense in every:
        if sense.role == "":
            continue
        if len(keys) == 1:
            words.setdefault(keys[0], sense._replace(key=keys[0]))
        else:
            phrase = Phrase(keys, sense._replace(key=" ".join(keys)))
            found.setdefault((keys[0], keys[1]), []).append(phrase)
    for phrase in [phrase for group in found.values() for phrase in group]:
        for key in phrase.words:
            if key not in words and not key.isdecimal() and key not in number_forms():
                words[key] = Sense(_shape(key).role, key=key)
    for first, _ in found:
        base = words.get(first) or Sense(ROLES["word"], key=first)
        words[first] = base._replace(special=PHRASE)
    longest = {
        first: tuple(sorted(group, key=lambda phrase: -len(phrase.words)))
        for first, group in found.items()
    }
    return _Lexicon(MappingProxyType(words), MappingProxyType(longest))


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(fold_key(phrase).replace(".", " . ").split())


def _named_rows() -> list[tuple[tuple[str, ...], Sense]]:
    """Months, week days, feasts and zones."""
    found = []
    for row in rows("months"):
        weak = "wmonth" if row["weak"] == "yes" else "month"
        role = "hmonth" if row["calendar"] == "hijri" else weak
        found.append((_split(row["name"]), Sense(ROLES[role], int(row["month"]))))
    for row in rows("weekdays"):
        sense = Sense(ROLES["weekday"], int(row["number"]))
        if row["free"] == "yes":
            found.append((_split(row["name"]), sense))
        else:
            found.extend((_split(f"{led} {row['name']}"), sense) for led in ("يوم", "نهار"))
            found.extend(
                (_split(f"{led} {yawm}{row['name']}"), Sense(ROLES["nthday"], sense.value, (nth,)))
                for led, nth in _NTH.items()
                for yawm in ("", "يوم ")
            )
    for row in rows("feasts"):
        data = (row["calendar"], int(row["month"]), int(row["day"]))
        found.append((_split(row["name"]), Sense(ROLES["feast"], 0, data)))
    for row in rows("zones"):
        sense = Sense(ROLES["zone"], 0, (row["zone"],))
        if row["alone"] == "yes":
            found.append((_split(row["name"]), sense))
        found.extend(
            (_split(f"{led} {row['name']}"), sense) for led in ("بتوقيت", "توقيت", "بالتوقيت")
        )
    return found


def _word_rows() -> list[tuple[tuple[str, ...], Sense]]:
    found = []
    for row in rows("date_words"):
        value = row["value"]
        number = value.lstrip("-").isdigit()
        role = "" if row["role"] == "notverb" else ROLES[row["role"]]
        found.append(
            (
                _split(row["word"]),
                Sense(role, int(value) if number else 0, () if number else (value,)),
            )
        )
    return found


@cache
def _forms() -> MappingProxyType[str, Sense]:
    """Every known word with its clitics: the words of the lexicon first, then week days behind a
    clitic (بالأحد), numbers, and other words behind one."""
    words = _lexicon().words
    forms = dict(words)
    forms.update((key, Sense(ROLES["word"], key=key, special=ARTICLE)) for key in ("ال", "لل", "ل"))
    cut: dict[str, Sense] = {}
    for clitic in _PROCLITICS:
        for key, sense in words.items():
            behind = _behind(clitic, key, sense)
            if behind is not None:
                cut.setdefault(clitic + key, behind)
    for key, sense in words.items():
        if key.startswith("ال"):
            cut.setdefault("لل" + key[2:], sense)
    weekday = ROLES["weekday"]
    for form, sense in cut.items():
        if (sense.rest or sense).role == weekday:
            forms.setdefault(form, sense)
    for form in sorted(number_forms()):
        forms.setdefault(form, _number(form))
    for form, sense in cut.items():
        forms.setdefault(form, sense)
    return MappingProxyType(forms)


def _number(key: str) -> Sense:
    alone = number_words([Token(0, len(key), key, key, "word")], 0)
    role, value = number_role(int(alone[0])) if alone is not None else (ROLES["word"], 0)
    return Sense(role, value, (), key, 0, NUMBER)


def number_role(value: int) -> tuple[str, int]:
    """The role of a number written in words, and its value."""
    if 1 <= value <= 31:
        return ROLES["wday"], value
    return ROLES["wyear" if value in _YEARS_IN_WORDS else "wnum"], min(value, 10**9)


def _behind(clitic: str, key: str, sense: Sense) -> Sense | None:
    """A known word behind a clitic (وأمس, بالأربعاء), or None where it does not have that one."""
    if len(key) < _SHORTEST.get(clitic, 3) or (sense.role == ROLES["dayw"] and clitic[-1] == "ل"):
        return None
    cut = sense._replace(cut=len(clitic), special=sense.special or CUT)
    if clitic[0] in "وف":
        return Sense(ROLES["and"], key=clitic + key, special=JOINED, rest=cut)
    return cut


def _shape(key: str) -> Sense:
    """The class of a word that the lexicon does not know: a verb of the future or the present, a
    definite noun, or what may be a counted noun (منزلا, قرية)."""
    bare = key.removeprefix("و")
    first = bare[:1]
    if first in _VERB_LETTERS and len(bare) >= _SHORTEST_VERB and not _only_looks_so(bare):
        if first == "س" and bare[1] in "يتن":
            return _FUTURE
        if first == "ي":
            return _PRESENT
        if first == "ت" and key[-1] not in _NOUN_ENDS:
            return _MAYBE_VERB
    if first in _ARTICLE_LETTERS and len(bare) >= _SHORTEST_DEFINITE and bare.startswith(_ARTICLES):
        return _FEMININE if key.endswith("ه") else _DEFINITE
    return _NOUN if key[-1] in _NOUN_ENDS else WORD


def _only_looks_so(bare: str) -> bool:
    """Whether a word only looks like a verb of the future or present (سيطر, سيارة, يوسف)."""
    words, prefixes = _not_verbs()
    return bare in words or bare.startswith(prefixes)


@cache
def _not_verbs() -> tuple[frozenset[str], tuple[str, ...]]:
    found = [
        (fold_key(row["word"]), row["value"])
        for row in rows("date_words")
        if row["role"] == "notverb"
    ]
    return (
        frozenset(word for word, value in found if value == "0"),
        tuple(word for word, value in found if value == "1"),
    )
