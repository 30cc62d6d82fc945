"""The rows behind figures: counted nouns, the verbs that class people, and words beside numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from riwaya.arabic import bare, fold_key
from riwaya.arabic.numbers import number_forms
from riwaya.data import rows

_ENDINGS: Final = (("ا", ""), ("ين", ""), ("ون", ""), ("ات", "ه"))
_CLITICS: Final = ("", "و", "ب", "ل", "ف")
_PARTS: Final = MappingProxyType({"half": 1 / 2, "quarter": 1 / 4, "third": 1 / 3})


@cache
def units(kind: str) -> Mapping[str, str]:
    """The class of every folded form of a kind of row.

    >>> units("dual")["غارتين"]
    'raids'
    """
    found = {fold_key(row["form"]): row["unit"] for row in rows("units") if row["kind"] == kind}
    if kind == "noun":
        # 12 سوريا, ثلاثة لبنانيين: people by their origin.
        places = [row for row in rows("nisba") if row["place"]]
        found = {form: "people" for row in places for form in _nisba(row["adjective"])} | found
    return MappingProxyType(found)


def _nisba(adjective: str) -> tuple[str, ...]:
    key = fold_key(adjective)
    return (key, f"{key}ا", f"{key}ين", f"{key}ون")


@cache
def words(kind: str) -> frozenset[str]:
    """The folded words of a kind that stand beside numbers.

    >>> "رقم" in words("naming")
    True
    """
    return frozenset(row["form"] for row in rows("figure_words") if row["kind"] == kind)


@cache
def pairs(kind: str) -> Mapping[tuple[str, str], str]:
    """The class of two nouns in a row, the first given by its own class where it has one.

    >>> pairs("pair")["km", "مربعا"]
    'km2'
    """
    found = {}
    for form, unit in units(kind).items():
        first, second = form.split()
        found[unit_of(first) or first, second] = unit
    return MappingProxyType(found)


@cache
def scales() -> Mapping[str, float]:
    """The scale words and their values, also with the article.

    >>> scales()["مليونا"], scales()["المليار"]
    (1000000.0, 1000000000.0)
    """
    found = {
        fold_key(r["word"]): float(r["value"]) for r in rows("numbers") if r["kind"] == "scale"
    }
    return MappingProxyType({**found, **{f"ال{word}": value for word, value in found.items()}})


@cache
def last_scales() -> Mapping[str, float]:
    """The scale of the last word of a number, also of a dual: مليونين ونصف is half a million more.

    >>> last_scales()["مليونين"]
    1000000.0
    """
    duals = [row for row in rows("numbers") if row["kind"] == "scale_dual"]
    found = {fold_key(row["word"]): float(row["value"]) / 2 for row in duals}
    found |= scales()
    return MappingProxyType(found | {f"{c}{w}": v for w, v in found.items() for c in "وبل"})


@cache
def fractions() -> Mapping[str, float]:
    """The parts of a scale: نصف مليون, مليون وربع.

    >>> fractions()["ربع"]
    0.25
    """
    return MappingProxyType({word: part for kind, part in _PARTS.items() for word in words(kind)})


@cache
def definite_numbers() -> frozenset[str]:
    """Number words with the article, and with و before it: الخمسة, والعشرين.

    >>> "والعشرين" in definite_numbers(), "الف" in definite_numbers()
    (True, False)
    """
    plain = {fold_key(row["word"]) for row in rows("numbers")}
    found = {f"{head}{word}" for word in plain for head in ("ال", "بال", "لل", "كال")} - plain
    return frozenset(found | {f"و{word}" for word in found})


@cache
def vague_numbers() -> frozenset[str]:
    """Number words that have no value where they come first: آلاف, بالملايين.

    >>> "بالملايين" in vague_numbers()
    True
    """
    heads = ("", "ال", "ب", "ل", "ك", "بال", "لل", "كال")
    return frozenset(
        f"{joined}{head}{word}" for joined in ("", "و") for head in heads for word in words("vague")
    )


@cache
def openings() -> frozenset[str]:
    """Every folded word that a figure may begin with: one look-up settles most words of a text.

    >>> "خمسه" in openings(), "قتيلان" in openings(), "قتيل" in openings()
    (True, True, False)
    """
    duals = {f"{head}{form}" for form in units("dual") for head in _CLITICS}
    parts = {f"{head}{form}" for form in fractions() for head in _CLITICS}
    return frozenset((number_forms() | duals | parts) - vague_numbers())


def unit_of(key: str, *, definite: bool = True) -> str | None:
    """The class of a folded counted noun in any of its number and case forms, or None; without
    `definite` a noun with the article is none.

    >>> unit_of("المتهمين"), unit_of("المتهمين", definite=False), unit_of("متحفا")
    ('people', None, None)
    """
    known = units("noun")
    for form in (key, bare(key)) if definite else (key,):
        if form in known:
            return known[form]
        for ending, instead in _ENDINGS:
            stem = form.removesuffix(ending)
            if stem != form and len(stem) > 2 and stem + instead in known:
                return known[stem + instead]
        if form.endswith("ه") and known.get(form[:-1]) == "people":
            return "people"
    return None
