"""What the tagger of names sees of a word: the word, its ends, what the lexicons know of it.

A feature is a string; the training script and the tagger make the same ones. What depends on one
word alone is made once a word (`word_features`), what depends on its neighbours, a token.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from riwaya.annotate.name_bodies import Found
from riwaya.arabic import Token
from riwaya.data import rows
from riwaya.names.lexicon import (
    BREAKS,
    LINKS,
    SAYING,
    is_common,
    lexicon,
    normal,
    origin,
    unclitic,
)

ALI = "+"
"""Behind the folded word علي where it is written so, and not على."""
BESIDE: Final = ("wz=", "wa=")
"""What opens the features of two words that stand together: of the first one, of the second."""
_BIG_CITY = 300_000
_LONGEST = 8
_KNOWN_WORDS = 65_536


class WordFeatures(msgspec.Struct, frozen=True):
    """Features of a word where it stands itself, as the next or last word, and as the next but one;
    `kind` puts what the lexicons know of it into one string."""

    own: tuple[str, ...]
    beside: tuple[str, ...]
    near: tuple[str, ...]
    kind: str


@lru_cache(maxsize=_KNOWN_WORDS)
def word_features(key: str) -> WordFeatures:
    """The features of a folded word.

    >>> word_features("دمشق").kind
    'EGP1NOiZb'
    """
    known = _known(key.removesuffix(ALI))
    kind = "".join(known)
    stem = _stem(key)
    flags = tuple(f"f={one}" for one in known)
    ends = [
        feature
        for size in (1, 2, 3, 4)
        if len(key) > size
        for feature in (f"p{size}={key[:size]}", f"s{size}={key[-size:]}")
    ]
    alone = (f"w={key}", f"n={stem}", f"c={kind}")
    short = (f"p2={key[:2]}", f"s2={key[-2:]}", f"s3={key[-3:]}") if len(key) > 3 else ()
    return WordFeatures(
        (*alone, f"len={min(len(key), _LONGEST)}", *flags, *ends),
        (*alone, *flags, *short),
        (f"w={key}", f"n={stem}", f"c={kind}", *flags),
        kind,
    )


def _stem(key: str) -> str:
    stem = key
    for cut, rest in unclitic(key):
        stem = rest if cut else stem
    return stem[2:] if stem.startswith("ال") and len(stem) > 4 else stem


def _known(key: str) -> tuple[str, ...]:
    """What the lexicons know of a word, with + where only its reading without clitics is known."""
    if not key[:1].isalpha():
        return ("D",) if key[:1].isdigit() else ("M",)
    found = {"A"} if key.isascii() else set()
    for cut, rest in unclitic(key):
        found.update(f"{'+' if cut else ''}{one}" for one in _entries(rest))
    tests = (
        ("N", origin(key) is not None),
        ("V", key in SAYING or key.removeprefix("و") in SAYING),
        ("B", key in BREAKS),
        ("L", key in LINKS),
        ("C", is_common(key)),
        ("d", key.startswith("ال")),
    )
    found.update(flag for flag, true in tests if true)
    return tuple(sorted(found)) or ("-",)


def _entries(key: str) -> Iterator[str]:
    lists = lexicon()
    bare = key[2:] if key.startswith("ال") else ""
    if (given := lists.given.get(key)) is not None:
        yield "G" + ("w" if given.endswith("weak") else given[0])
    if (family := lists.family.get(key)) is not None:
        yield f"F{family}"
    if (body := _bodies().get(key)) is not None:
        yield body
    for mark, word in (("", key), ("d", bare)):
        if (title := lists.titles.get(word)) is not None:
            yield f"T{title[0]}{mark}"
        if (head := lists.heads.get(word)) is not None:
            yield f"H{head.group[0]}{'s' if head.strict and not mark else ''}{mark}"
    for entry in lists.entries.get(key, ()):
        size = "1" if len(entry.words) == 1 else "n"
        yield f"E{entry.type[:2]}{size}{'w' if entry.weak else ''}"
    if (city := _cities().get(key)) is not None:
        yield city


@cache
def _cities() -> dict[str, str]:
    """Folded words that are a city (big or small) or begin the name of one."""
    found: dict[str, str] = {}
    for row in rows("cities"):
        big = int(row["population"]) > _BIG_CITY
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            words = normal(name).split()
            if len(words) > 1:
                found.setdefault(words[0], "Zf")
            elif words:
                found[words[0]] = "Zb" if big or found.get(words[0]) == "Zb" else "Zs"
    return found


@cache
def _bodies() -> dict[str, str]:
    """Folded words that are a body by themselves, or begin or stand in the name of one."""
    found: dict[str, str] = {}
    for row in rows("bodies"):
        words = normal(row["name"]).split()
        if len(words) == 1:
            found[words[0]] = "Ow" if row["weak"] else "O1"
        for place, word in enumerate(words if len(words) > 1 else ()):
            found.setdefault(word, "Oi" if place else "Of")
    return found


def body_marks(keys: list[str]) -> list[str]:
    """For each of the folded words of a paragraph whether it stands in the name of a known body of
    several words: B-KB at its beginning, I-KB inside, O elsewhere."""
    marks = ["O"] * len(keys)
    table, end = _long_bodies(), 0
    for at, (key, after) in enumerate(pairwise(keys)):
        seconds = table.get(key) or table.get(key[1:])
        if seconds is None or at < end or after not in seconds:
            continue
        rests = seconds[after]
        size = next((len(one) for one in rests if keys[at + 2 : at + 2 + len(one)] == one), None)
        if size is not None:
            end = at + size + 2
            marks[at:end] = ["B-KB", *["I-KB"] * (size + 1)]
    return marks


@cache
def _long_bodies() -> dict[str, dict[str, list[list[str]]]]:
    """By their first and second word what follows in the names of bodies, the longest first."""
    found: dict[str, dict[str, list[list[str]]]] = {}
    names = [normal(row["name"]).split() for row in rows("bodies")]
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1:
            found.setdefault(name[0], {}).setdefault(name[1], []).append(name[2:])
    return found


def rule_tags(keys: list[str], found: Sequence[Found]) -> list[str]:
    """What the rules say of each of the folded words: O, or B- and I- with a type; KB is a body
    of several words in bodies.tsv that the rules do not find."""
    tags = body_marks(keys)
    for name in found:
        for index in range(name.first, name.last):
            tags[index] = f"{'I' if index > name.first else 'B'}-{name.type}"
    return tags


def pair_features(before: str, key: str, after: str) -> tuple[str, str]:
    """The features of a folded word and the words beside it; ^ and $ stand for the edges."""
    return f"{BESIDE[1]}{before}|{key}", f"{BESIDE[0]}{key}|{after}"


def kind_features(before: str, kind: str, after: str) -> tuple[str, ...]:
    """The features of the `kind` of a word and of the words beside it."""
    return f"ca={before}|{kind}", f"cz={kind}|{after}", f"ct={before}|{kind}|{after}"


def rule_features(before: str, tag: str, after: str, kind: str) -> tuple[str, ...]:
    """The features of what the rules say of a word (`rule_tags`) and of the words beside it."""
    return (
        f"r={tag}", f"r={tag}|{kind}", f"r3={before}{tag}{after}", f"ra={before}{tag}",
        f"rz={tag}{after}",
    )  # fmt: skip


def seen(token: Token) -> str:
    """The word as the features have it: folded, but علي, which may be a name, parted from على.

    >>> from riwaya.arabic import tokens
    >>> [seen(token) for token in tokens("اتفق علي على كذا")]
    ['اتفق', 'علي+', 'علي', 'كذا']
    """
    key = token.key
    return key + ALI if key == "علي" and is_ali(token) else key or token.text


def is_ali(token: Token) -> bool:
    """Whether a word is علي, which may be a name, and not على."""
    return token.key == "علي" and token.text.endswith("ي")


def line_features(line: Sequence[Token], found: Sequence[Found]) -> list[list[str]]:
    """All features of each token of a paragraph, as the training takes them."""
    keys = [seen(token) for token in line]
    known = [word_features(key) for key in keys]
    kinds, tags = [one.kind for one in known], rule_tags(keys, found)
    sides = [edged(part) for part in (keys, kinds, tags)]
    features: list[list[str]] = []
    for index in range(len(line)):
        own = [f"0{one}" for one in known[index].own]
        for offset, part in ((-1, "beside"), (1, "beside"), (-2, "near"), (2, "near")):
            if 0 <= index + offset < len(line):
                own += [f"{offset:+d}{one}" for one in getattr(known[index + offset], part)]
        words, sorts, said = (part[index : index + 3] for part in sides)
        features.append([
            "b", *own, *pair_features(*words), *kind_features(*sorts),
            *rule_features(said[0], said[1], said[2], kinds[index]),
        ])  # fmt: skip
    return features


def edged(part: Sequence[str]) -> list[str]:
    """The words, kinds or tags of a paragraph between the signs for its edges."""
    return ["^", *part, "$"]
