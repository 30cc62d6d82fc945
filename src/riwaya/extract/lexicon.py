"""What a line says of itself: the rows of furniture.tsv, credits.tsv and datelines.tsv."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from types import MappingProxyType
from typing import Literal

import msgspec

from riwaya.data import rows
from riwaya.extract.blocks import Shape, key_of

_BRACKETS = str.maketrans("()[]{}:", "       ")
_NUMBER = re.compile(r"\d+")
_LABELLED = re.compile(r"^\s*(?P<label>[^:：]{2,16}?)\s*[:：]\s*(?P<names>\S[^:：]{0,80})$")
_EMBED = re.compile(r"[—–-]\s[^\n]{1,120}\(@\w{1,40}\)")
_MOST_DATE_WORDS = 14
_SPLIT = re.compile(r"\s*(?:[+،,|/;؛]|\s[-–—]\s)\s*")
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)?\.?")

Role = Literal["credit", "byline", "editor"]


class Sign(msgspec.Struct, frozen=True):
    """The kind that a line names itself, and whether it heads a section of that kind."""

    kind: str
    opens: bool
    count: int | None = None


class _Furniture(msgspec.Struct, frozen=True):
    exact: MappingProxyType[str, Sign]
    prefixes: MappingProxyType[str, tuple[tuple[str, Sign], ...]]
    contains: MappingProxyType[str, tuple[tuple[str, Sign], ...]]
    marks: tuple[tuple[str, Sign], ...]


@cache
def _furniture() -> _Furniture:
    exact: dict[str, Sign] = {}
    prefixes: dict[str, list[tuple[str, Sign]]] = {}
    contains: dict[str, list[tuple[str, Sign]]] = {}
    marks: list[tuple[str, Sign]] = []
    for row in rows("furniture"):
        sign = Sign(row["kind"], row["opens"] == "yes")
        colon = ":" if row["text"].endswith(":") else ""
        key = key_of(row["text"]) if row["match"] != "contains" else row["text"].strip()
        if row["match"] == "prefix":
            prefixes.setdefault(key.split(" ")[0], []).append((key + colon, sign))
        elif row["match"] == "starts":
            prefixes.setdefault(key.split(" ")[0], []).append((key, sign))
        elif row["match"] == "contains" and key_of(key):
            # Looked up by its longest word, so that a line costs a look-up a word.
            part = key_of(key)
            contains.setdefault(max(part.split(" "), key=len), []).append((part, sign))
        elif row["match"] == "contains":
            marks.append((key, sign))
        else:
            shaped = key if row["match"] == "exact" else key_of(row["text"].replace("#", "0"))
            exact.setdefault(shaped, sign)
    return _Furniture(MappingProxyType(exact), _frozen(prefixes), _frozen(contains), tuple(marks))


def _frozen(
    table: dict[str, list[tuple[str, Sign]]],
) -> MappingProxyType[str, tuple[tuple[str, Sign], ...]]:
    return MappingProxyType({word: tuple(found) for word, found in table.items()})


def sign_of(text: str, shape: Shape) -> Sign | None:
    """What the line's own words say it is; None for most lines. Looks at lines of up to 40 words.

    >>> from riwaya.extract.blocks import shape_of
    >>> sign_of("49 خبر", shape_of("49 خبر"))
    Sign(kind='tags', opens=True, count=49)
    """
    if shape.length > 40:
        return None
    if text[0] in "—–-" and _EMBED.match(text):
        return Sign("other", opens=False)
    table = _furniture()
    found = table.exact.get(shape.key)
    if found is not None:
        return found
    if shape.length <= 3 and any(word.isdigit() for word in shape.words):
        counted = _NUMBER.sub("0", shape.key.translate(_BRACKETS))
        found = table.exact.get(" ".join(counted.split()))
        if found is not None:
            numbers = _NUMBER.findall(shape.key)
            return Sign(found.kind, found.opens, int(numbers[0][:9]))
    first = shape.words[0] if shape.words else ""
    for prefix, sign in table.prefixes.get(first, ()):
        # A sentence may begin as a date line does (منذ عشرين يوما).
        dates = sign.kind == "date" and shape.length > _MOST_DATE_WORDS
        if _begins(shape.key, prefix) and not dates:
            return sign
    return _contained(text, shape, table)


def _contained(text: str, shape: Shape, table: _Furniture) -> Sign | None:
    for word in shape.words:
        for part, sign in table.contains.get(word, ()):
            if part in shape.key:
                return sign
    for mark, sign in table.marks:
        if mark in text:
            return sign
    return None


def _begins(key: str, prefix: str) -> bool:
    plain = prefix.removesuffix(":")
    if not key.startswith(plain):
        return False
    rest = key[len(plain) :]
    if prefix.endswith(":"):
        return rest.lstrip().startswith(":")
    return not rest or not rest[0].isalnum()


@cache
def _labels() -> MappingProxyType[str, str]:
    found = {key_of(row["text"]): row["role"] for row in rows("credits") if row["match"] == "label"}
    return MappingProxyType(found)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(_tight(row["text"]) for row in rows("credits") if row["match"] == "agency")


@cache
def _outlet_words() -> frozenset[str]:
    return frozenset(key_of(r["text"]) for r in rows("credits") if r["match"] == "outlet_word")


@cache
def _places() -> MappingProxyType[str, str]:
    return MappingProxyType({key_of(row["place"]): row["kind"] for row in rows("datelines")})


def _tight(text: str) -> str:
    return re.sub(r"[\s.]+", "", key_of(text))


def is_agency(text: str) -> bool:
    """Whether `text` is the name of a supplier of news or pictures.

    >>> is_agency("أ.ف.ب"), is_agency("لاجئون")
    (True, False)
    """
    return len(text) <= 40 and _tight(text) in _agencies()


def is_place(text: str) -> bool:
    """Whether `text` is a place, or a list of places, that news is datelined from."""
    if len(text) > 60:
        return False
    kinds = [_places().get(key_of(part)) for part in _SPLIT.split(text.strip())]
    return kinds[0] == "town" and all(kinds)


def is_outlet_like(text: str) -> bool:
    """Whether a short text has a word that outlets are named with (نيوز, صحيفة, ...)."""
    words = key_of(text).split(" ")
    table = _outlet_words()
    tails = ("نيوز", "برس", "تايمز", "news", "press")
    return 1 <= len(words) <= 5 and any(
        word in table or (len(word) > 4 and word.endswith(tails)) for word in words
    )


@cache
def _joining() -> frozenset[str]:
    pasts = [key_of(row["lemma"]) for row in rows("verbs_of_saying")]
    words = [key_of(row["word"]) for row in rows("clause_words")]
    forms = (f"و{form}" for form in (*words, *pasts, *(f"{past}ت" for past in pasts)))
    return frozenset((*forms, *(key_of(row["text"]) for row in rows("paragraph_openers"))))


def joins(words: Sequence[str]) -> bool:
    """Whether folded words go on from what is before: a verb or a small word joined by و (وأضاف,
    وتشهد، وفي), or the opening of a paragraph of background (من جهته، يذكر).

    >>> joins(("واضاف", "الوزير")), joins(("وزير", "النقل"))
    (True, False)
    """
    first = words[0] if words else ""
    present = len(first) >= 5 and first.startswith(("وي", "وت"))
    return present or first in _joining() or " ".join(words[:2]) in _joining()


def goes_on(shape: Shape) -> bool:
    """Whether a paragraph goes on from one before it (وأضاف، وكان، وفي)."""
    return joins(shape.words)


@cache
def _pasts() -> frozenset[str]:
    pasts = [key_of(row["lemma"]) for row in rows("verbs_of_saying")]
    return frozenset((*pasts, *(f"{past}ت" for past in pasts)))


def says(word: str) -> bool:
    """Whether a folded word is a verb of saying in the past, as sentences begin with."""
    return word in _pasts()


@cache
def _date_words() -> frozenset[str]:
    names = [row["name"] for table in ("months", "weekdays") for row in rows(table)]
    fillers = "gmt am pm ص م في يوم الساعة بتاريخ نشر تاريخ النشر الموافق هـ تم آخر تحديث منذ"
    return frozenset(key_of(word) for name in [*names, fillers] for word in name.split())


def is_date_line(shape: Shape) -> bool:
    """Whether a short line is a date or a time of day and little else.

    >>> from riwaya.extract.blocks import shape_of
    >>> is_date_line(shape_of("الأحد 3 آذار/مارس 2019")), is_date_line(shape_of("كأس العالم 2026"))
    (True, False)
    """
    if not 2 <= shape.length <= 16 or not any(word[0].isdigit() for word in shape.words):
        return False
    plain = [word.rstrip("مه") if word[0].isdigit() else word for word in shape.words]
    dated = sum(word.isdigit() or word in _date_words() for word in plain)
    numbers = sum(word.isdigit() for word in plain)
    return (dated * 4 >= shape.length * 3 and numbers >= 2) or dated == shape.length


def is_name_like(text: str) -> bool:
    """Whether `text` has the shape of a person's name: two to four words, no digits or marks."""
    words = text.split() if len(text) <= 60 else []
    return 2 <= len(words) <= 4 and all(_NAME.fullmatch(word) for word in words)


@cache
def _openers() -> MappingProxyType[str, str]:
    return MappingProxyType(
        {key_of(row["text"]): row["role"] for row in rows("credits") if row["match"] == "opener"}
    )


def _opened(text: str) -> tuple[str, tuple[str, ...]] | None:
    """A line such as `كتبت هالة ناصر`: a word of writing and two or three words of a name."""
    words = text.strip(" |*-").split() if len(text) <= 60 else []
    role = _openers().get(key_of(words[0])) if 3 <= len(words) <= 4 else None
    name = " ".join(words[1:])
    return (role, (name,)) if role is not None and is_name_like(name) else None


def labelled(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The role and the names of a line such as `المصدر: وكالات`, or None.

    >>> labelled("Editing: سامر الحلو |")
    ('editor', ('سامر الحلو',))
    """
    short = len(text) <= 120 and (":" in text or "：" in text)
    match = _LABELLED.match(text) if short else None
    if match is None:
        return _opened(text)
    role = _labels().get(key_of(match["label"]))
    if role is None:
        return None
    whole = match["names"].strip(" |.-")
    whole = whole.strip("()") if whole.startswith("(") else whole
    names = tuple(part for part in _SPLIT.split(whole) if part)
    if any(len(name.split()) > 6 or any(map(str.isdigit, name)) for name in names):
        return None
    return role, names
