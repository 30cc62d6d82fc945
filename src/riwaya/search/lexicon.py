"""The words of the query language, from `data/search_*.tsv`."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from riwaya.arabic import fold_key
from riwaya.data import rows

FieldName = Literal[
    "outlet", "speaker", "person", "place", "body", "date", "stance", "verdict", "kind"
]  # fmt: skip


def field_of(word: str) -> FieldName | None:
    """The field that a word before a colon names.

    >>> field_of("قائل"), field_of("outlet"), field_of("https")
    ('speaker', 'outlet', None)
    """
    return _fields().get(fold_key(word))


def value_of(field: str, word: str) -> str | None:
    """The value of `stance`, `verdict` or `kind` that a word means.

    >>> value_of("stance", "نَفْي"), value_of("stance", "deny"), value_of("kind", "جسر")
    ('deny', 'deny', None)
    """
    return _values().get((field, fold_key(word.strip())))


def has_values(field: str) -> bool:
    """Whether a field has a fixed set of values."""
    return field in ("stance", "verdict", "kind")


def is_operator(word: str, role: Literal["or", "and"]) -> bool:
    """Whether a word joins its neighbours; in Latin letters only as a capital word.

    >>> is_operator("أو", "or"), is_operator("OR", "or"), is_operator("or", "or")
    (True, True, False)
    """
    return (not word.isascii() or word.isupper()) and fold_key(word) in _words()[role]


def is_common(word: str) -> bool:
    """Whether nearly every article has a word.

    >>> is_common("إِلى"), is_common("جسر")
    (True, False)
    """
    return fold_key(word) in _words()["common"]


def sentences(code: str) -> tuple[str, str]:
    """What a note says, in English and Arabic. Refuses (KeyError) an unknown code."""
    return _notes()[code]


def phrase(code: str, language: str) -> str:
    """The sentence of a code in `ar` or, for any other language, English; placeholders unfilled.

    >>> phrase("total", "ar")
    'عدد النتائج: {n}'
    """
    return _notes()[code][language == "ar"]


@cache
def _fields() -> MappingProxyType[str, FieldName]:
    return MappingProxyType({
        fold_key(word): cast("FieldName", row["field"])
        for row in rows("search_fields")
        for word in row["words"].split("|")
    })  # fmt: skip


@cache
def _values() -> MappingProxyType[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in rows("search_values"):
        for word in (row["value"], *row["words"].split("|")):
            found.setdefault((row["field"], fold_key(word)), row["value"])
    return MappingProxyType(found)


@cache
def _words() -> MappingProxyType[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows("search_words"):
        words = row["words"].replace("|", " ").split()
        found[row["role"]] = found.get(row["role"], frozenset()) | set(map(fold_key, words))
    return MappingProxyType(found)


@cache
def _notes() -> MappingProxyType[str, tuple[str, str]]:
    return MappingProxyType({
        row["code"]: (row["en"], row["ar"]) for row in rows("search_notes")
    })  # fmt: skip
