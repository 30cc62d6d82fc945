"""The words that comparing looks at (data/compare.tsv), and the terms that units share."""

from __future__ import annotations

from functools import cache

from riwaya import data
from riwaya.arabic import Token, light_stem
from riwaya.arabic.vectors import stem_of

_WEAK = str.maketrans("", "", "اوي")
_DERIVING = ("م", "ت", "ي", "ن", "ا", "س")


def word_class(name: str) -> frozenset[str]:
    """The folded words of one class of data/compare.tsv.

    >>> "ليس" in word_class("negation")
    True
    """
    return data.word_class("compare", name)


@cache
def term(key: str) -> str:
    """What is left of a folded word when its article, endings, weak letters and deriving letters
    are set aside: one term for a verb and its nouns. For likeness only; short words stay whole.

    >>> term("غادرت") == term("بمغادره") == term("المغادره")
    True
    """
    stem = light_stem(key)
    if len(stem) > 4 and stem[0] in "بل":
        stem = stem[1:]
    if stem.endswith("ت") and len(stem) > 3:
        stem = stem[:-1]
    root = stem[:1] + stem[1:].translate(_WEAK)
    while len(root) > 3 and root.startswith(_DERIVING):
        root = root[1:]
    return root if len(root) >= 3 else stem


def content_stem(token: Token) -> str:
    """The stem of a word that says something of its own, "" of others.

    >>> from riwaya.arabic import tokens
    >>> [content_stem(token) for token in tokens("في المدينة")]
    ['', 'مدين']
    """
    stop = word_class("stop")
    if token.kind != "word" or token.key in stop or token.key.removeprefix("و") in stop:
        return ""
    return stem_of(token.key)
