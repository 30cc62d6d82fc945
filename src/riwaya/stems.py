"""The stem and the form by which a word is found: what the index of an archive holds.

The stem is light (after Larkey et al., light10, 2002); a single letter before a word (و ف ب ك ل)
is cut only where the lexicon knows what is left, and knows it better than the whole: بسوريا and
وقال are cut, ولد, بلد, كلام, وزير and فلسطين are not.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Final

from riwaya.arabic import fold_key, light_stem, spelled
from riwaya.arabic.words import LIGHT_SUFFIXES
from riwaya.data import rows

_ARTICLES: Final = ("وبال", "وكال", "ولل", "فبال", "فلل", "وال", "بال", "كال", "فال", "لل", "ال")
PROCLITICS: Final = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_PRONOUNS: Final = frozenset(("هما", "ها", "هم", "نا", "ه", "ي"))
_OF_GOD: Final = frozenset(("الله", "والله", "بالله", "فالله"))
_RARE: Final = 0.001
_BLIND: Final = 4
"""Letters that stay where و is cut off a word that the lexicon does not know."""


def stem(word: str) -> str:
    """The stem of one word, letters and digits alone; it may be empty.

    >>> [stem(word) for word in ("سوريا", "وسوريا", "بسورية", "والوزير", "وزير", "حكومتهم")]
    ['سور', 'سور', 'سور', 'وزير', 'وزير', 'حكوم']
    >>> [stem(word) for word in ("ولد", "بلد", "كلام", "فلسطين", "٣٫٥")]
    ['ولد', 'بلد', 'كلام', 'فلسط', '35']
    """
    key = "".join(filter(str.isalnum, fold_key(word)))
    if not key or key[0].isdigit():
        return key
    rest = _without_clitics(key)
    for suffix in LIGHT_SUFFIXES:
        if rest.endswith(suffix) and len(rest) - len(suffix) >= 3:
            short = rest[: -len(suffix)]
            tied = suffix in _PRONOUNS and short[-1] == "ت" and len(short) > 3
            return short[:-1] if tied and is_known(short[:-1] + "ه") else short
    return rest


def form(word: str) -> str:
    """The word as it is spelled, letters and digits alone; it may be empty.

    >>> form("الأُمـــة"), form("١٢٬٥٠٠")
    ('الأمة', '12500')
    """
    return "".join(filter(str.isalnum, spelled(word)))


def _without_clitics(key: str) -> str:
    for _ in range(2):  # وبسوريا: one letter, then another
        if key in _OF_GOD:
            return "الله"
        for prefix in _ARTICLES:
            rest = key[len(prefix) :]
            short = len(rest) == 2 and (prefix == "ال" or is_known("ال" + rest))
            if key.startswith(prefix) and (len(rest) > 2 or short):
                return key if prefix != "ال" and _is_whole(key) else rest
        cut = next((p for p in PROCLITICS if key.startswith(p) and _is_cut(key, p)), "")
        if not cut:
            return key
        key = key[len(cut) :]
    return key


def _is_cut(key: str, prefix: str) -> bool:
    """Whether the letters before a word are no part of it."""
    rest = key[len(prefix) :]
    if len(rest) < 3 or _is_whole(key):
        return False
    known = max(_share(rest), _share("ال" + rest))
    if prefix == "و":
        return known > 0 or (len(rest) >= _BLIND and not _share(key))
    return known > _share(key)


def _is_whole(key: str) -> bool:
    """Whether a word is a name, or known with the article before it: no letter is a clitic."""
    return key in _names() or "ال" + key in _words()


def is_known(key: str) -> bool:
    """Whether the lexicon has a folded word as it stands.

    >>> is_known("فلسطين"), is_known("لسطين")
    (True, False)
    """
    return key in _words()


def _share(key: str) -> float:
    """How usual a folded word is: the share of articles that hold its stem, 0 where it is not
    known."""
    return max(_shares().get(light_stem(key), 0.0), _RARE) if key in _words() else 0.0


@cache
def _shares() -> MappingProxyType[str, float]:
    return MappingProxyType({row["stem"]: float(row["share"]) for row in rows("stem_shares")})


@cache
def _words() -> frozenset[str]:
    """The folded words that the lexicons know: the usual ones, and those of names."""
    found = {fold_key(row["example"]) for row in rows("stem_shares")}
    for row in rows("name_stops"):
        found.update(map(fold_key, row["words"].split()))
    return _names() | found


@cache
def _names() -> frozenset[str]:
    found: set[str] = set()
    for table in ("places", "name_known"):
        for row in rows(table):
            for name in (row["name"], *row["aliases"].split("|")):
                found.update(map(fold_key, name.split()))
    for table in ("given_names", "family_names"):
        found.update(fold_key(row["name"]) for row in rows(table))
    return frozenset(found)
