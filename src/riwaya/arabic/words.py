"""Tokens of Arabic text with offsets, and the ways a word can be cut into clitics and a stem.

Clitics are proposed, never stripped: ولد, بلد, كلام and فلسطين begin like clitics and are none, so
whoever looks a word up in a lexicon takes the first reading that the lexicon knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Literal

import msgspec

from riwaya.arabic.fold import fold_key

_MARKS = (
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200c\u200d"
)
_LETTER = re.compile(rf"[^\W\d_{_MARKS}]")
_TOKEN = re.compile(
    rf"([^\W\d_{_MARKS}]+(?:[{_MARKS}]+[^\W\d_{_MARKS}]*)*"
    # A lone alif or tied ta belongs to the word before: corpora lose the vowel signs around it.
    r"(?: [اة](?<=[^\W\d_]{3} [اة])(?=\s*$|\s[^\W\d_]{2}|\s?[^\w\s]))?"
    # A mark of direction inside a number is part of it (`as_seen`).
    r"|\d+(?:[.,٫٬]\u200f?\d+)*|\S)"
)
# Written for the eye from right to left: it is shown with the digits behind the mark first.
_TURNED = re.compile(r"(\d{1,15})([.,٫])\u200f(\d{1,15})\Z")
Kind = Literal["word", "number", "mark"]
_PARAGRAPHS = 256
_LONGEST = 20_000
_PREFIXES = (
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "ال",
    "وال",
    "بال",
    "كال",
    "فال",
    "لل",
    "وب",
    "ول",
    "وك",
    "فب",
    "فل",
    "وبال",
    "ولل",
    "وكال",
    "فبال",
    "فلل",
    "س",
    "وس",
    "فس",
    "ا",
)
_SUFFIXES = ("", "ه", "ها", "هم", "هن", "هما", "ك", "كم", "نا", "ي", "ني")
_LIGHT_PREFIXES = ("وبال", "وكال", "ولل", "فبال", "وال", "بال", "كال", "فال", "لل", "ال", "و")
LIGHT_SUFFIXES = ("هما", "ها", "ان", "ات", "ون", "ين", "يه", "يا", "هم", "نا", "ه", "ي", "ا")


# Made by the million and part of no circle: the collector of these need not look at them.
class Token(msgspec.Struct, frozen=True, gc=False):
    """One word, number or punctuation mark: its slice, the text as written and its folded key."""

    start: int
    end: int
    text: str
    key: str
    kind: Kind


class Reading(msgspec.Struct, frozen=True):
    """One way to cut a folded word: `prefix` + `stem` + `suffix`."""

    prefix: str
    stem: str
    suffix: str


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words, numbers and marks of `text[start:end]`, in order; offsets are into `text`.

    >>> [token.text for token in tokens("وقال: «تدمير7 مراكز»")]
    ['وقال', ':', '«', 'تدمير', '7', 'مراكز', '»']
    """
    part = text[start:end]
    if "\n" not in part:
        return list(_line(part, start))
    found: list[Token] = []
    for line in part.split("\n"):
        if line:
            found += _line(line, start)
        start += len(line) + 1
    return found


def _line(text: str, start: int) -> tuple[Token, ...]:
    # Kept are paragraphs as people write them: what is held must not grow with a hostile page.
    return _tokens(text, start) if len(text) <= _LONGEST else _tokens.__wrapped__(text, start)


# Each stage cuts the same paragraphs and clauses into words; some of the last are kept.
@lru_cache(maxsize=_PARAGRAPHS)
def _tokens(text: str, start: int) -> tuple[Token, ...]:
    # Splitting gives what is between tokens and the tokens in turn: their lengths are the offsets.
    pieces = _TOKEN.split(text)
    offsets = list(accumulate(map(len, pieces), initial=start))
    surfaces = pieces[1::2]
    return tuple(
        [
            Token(begin, end, surface, *_read(surface))
            for begin, end, surface in zip(offsets[1:-1:2], offsets[2::2], surfaces, strict=True)
        ]
    )


def keyed(text: str) -> list[tuple[int, str]]:
    """Where each word and number of `text` starts and its folded key, in order: `tokens` without
    the marks, for who needs no more.

    >>> keyed("وقال: تدمير7 مراكز")
    [(0, 'وقال'), (6, 'تدمير'), (11, '7'), (13, 'مراكز')]
    """
    found = ((match.start(), *_read(match.group())) for match in _TOKEN.finditer(text))
    return [(start, key) for start, key, kind in found if kind != "mark"]


@lru_cache(maxsize=65_536)
def _read(surface: str) -> tuple[str, Kind]:
    """The folded key of a token and its kind, which its first character tells."""
    if surface[0].isdecimal():
        return fold_key(as_seen(surface)), "number"
    key = fold_key(surface.replace(" ", ""))
    return key, "word" if _LETTER.match(surface) else "mark"


def as_seen(number: str) -> str:
    """A number as its reader sees it: a right-to-left mark behind the decimal point parts the
    digits, and those behind it are shown first (Unicode Standard Annex 9).

    >>> as_seen("5.\u200f26"), as_seen("26.5")
    ('26.5', '26.5')
    """
    turned = _TURNED.match(number) if "\u200f" in number else None
    return "".join(turned.group(3, 2, 1)) if turned else number


def readings(key: str, *, stem: int = 2) -> Iterator[Reading]:
    """Ways to cut a folded word, the least cut first; a stem keeps at least `stem` letters.

    >>> [r.stem for r in readings("وقالها")][:4]
    ['وقالها', 'وقال', 'قالها', 'قال']
    """
    for prefix in _PREFIXES:
        if not key.startswith(prefix):
            continue
        rest = key[len(prefix) :]
        for suffix in _SUFFIXES:
            if rest.endswith(suffix) and len(rest) - len(suffix) >= stem:
                yield Reading(prefix, rest[: len(rest) - len(suffix)], suffix)


def bare(key: str) -> str:
    """A folded word without the article and a conjunction before it, for matching names and nouns.

    Only ال is cut, alone or after one of و ف ب ك, and لل; at least two letters stay.

    >>> [bare(word) for word in ("والرقه", "للجيش", "ولد", "الله")]
    ['رقه', 'جيش', 'ولد', 'الله']
    """
    if key == "الله":
        return key
    for prefix in ("وال", "بال", "كال", "فال", "ولل", "ال", "لل"):
        if key.startswith(prefix) and len(key) - len(prefix) >= 2:
            return key[len(prefix) :]
    return key


@lru_cache(maxsize=65_536)
def light_stem(key: str) -> str:
    """A light stem of a folded word, for similarity only (after Larkey et al., light10, 2002).

    >>> light_stem("والمسلحين"), light_stem("ولد")
    ('مسلح', 'ولد')
    """
    for prefix in _LIGHT_PREFIXES:
        least = 3 if prefix == "و" else 2
        if key.startswith(prefix) and len(key) - len(prefix) > least - 1 + (prefix == "و"):
            key = key[len(prefix) :]
            break
    for suffix in LIGHT_SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= 3:
            return key[: -len(suffix)]
    return key
