"""The block: one line or paragraph of a page with what its place and shape say, whichever reader
made it. The labeller knows blocks only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType

import msgspec

from riwaya.arabic import fold_key

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MARKS = re.compile(r"([.!؟?…:،,؛;])\s")
_COMMAS = frozenset("،,؛;")
_STOPPED = re.compile(r"[.؟?!…][\s\"”»’')\]]*$")
_CONTENT = 3
_JOINED = MappingProxyType({
    "و": (("وال", 3), ("و", 1)), "ب": (("بال", 3),), "ل": (("لل", 2),), "ا": (("ال", 2),),
})  # fmt: skip
_SHORT = 200
_FIRST = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0621-\u064a]")


class Block(msgspec.Struct, frozen=True):
    """One line (text dump) or one element's text (markup), white space trimmed, verbatim.

    `group` is shared by lines that stand together; `bullet`, `tag`, `zone` (a kind of furniture
    that the markup names), `linked` (share of the characters inside links), `url`,
    `chain` (the numbers of the elements that it stands in, the innermost last; paragraphs, lists
    and wrappers of one block left out), `like` (what the innermost looks like, the same for its
    twins) and `pictured` (it stands with a picture and little else) are features; `number` is where
    it stands, from 0."""

    text: str
    number: int
    group: int = 0
    bullet: bool = False
    tag: str = ""
    zone: str = ""
    linked: float = 0.0
    url: str | None = None
    chain: tuple[int, ...] = ()
    like: str = ""
    pictured: bool = False


class Shape(msgspec.Struct, frozen=True):
    """What a block's text looks like. `key` is folded, without marks at its ends; `words` are
    folded words in order and `length` how many there are; `stopped` says that it ends like a
    sentence."""

    key: str
    words: tuple[str, ...]
    length: int
    stopped: bool
    stops: int
    commas: int
    latin: bool


def key_of(text: str) -> str:
    """Folded, one space between words, no marks at the ends: for looking lines up.

    >>> key_of(" • إقرأ أيضاً :")
    'اقرا ايضا'
    """
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    return " ".join(_pieces(text))


def _pieces(text: str) -> list[str]:
    """The folded text cut at white space, without marks at its ends."""
    folded = fold_key(text)
    if not folded[:1].isalnum():
        first = _FIRST.search(folded)
        if first is None:
            return []
        folded = folded[first.start() :]
    end = len(folded)
    while folded[end - 1] != "_" and not folded[end - 1].isalnum():
        end -= 1
    return folded[:end].split()


# The lines of a page are looked at more than once, and menus come again on every page of an outlet.
_short_key = lru_cache(maxsize=16_384)(_key)


def shape_of(text: str) -> Shape:
    """The shape of a block's text."""
    return _short_shape(text) if len(text) <= _SHORT else _shape(text)


def _shape(text: str) -> Shape:
    pieces = _pieces(text)
    words = tuple(_words(pieces))
    # The last letter and the first tell most lines without a search.
    stopped = not text[-1:].isalpha() and _STOPPED.search(text[-12:]) is not None
    arabic = "ء" <= text[:1] <= "ي" or _ARABIC.search(text) is not None
    marks = _MARKS.findall(text)
    commas = sum([mark in _COMMAS for mark in marks])
    return Shape(
        " ".join(pieces), words, len(words), stopped, len(marks) - commas, commas,
        not arabic and _LETTER.search(text) is not None,
    )  # fmt: skip


def _words(pieces: Sequence[str]) -> Sequence[str]:
    if all(map(str.isalnum, pieces)):
        return pieces
    found: list[str] = []
    for piece in pieces:
        if piece.isalnum():
            found.append(piece)
        else:
            found += _WORD.findall(piece)
    return found


_short_shape = lru_cache(maxsize=8_192)(_shape)


def is_prose(block: Block, shape: Shape) -> bool:
    """Whether a block reads like a sentence or a paragraph, not like a headline, a link or a menu:
    by its length, its end and its inner punctuation."""
    words = shape.length
    if block.linked > 0.6 or shape.latin:
        return False
    asks = block.text.rstrip('"”» ').endswith(("؟", "?", "!"))
    ends = shape.stopped and not (words < 20 and asks)
    if ends and words >= (8 if block.bullet else 4):
        return not block.text.endswith("...") or words >= 12
    if block.tag in ("p", "blockquote") and words >= 12:
        return True
    if words >= 25:
        return shape.commas + shape.stops >= 1
    return words >= 16 and shape.commas >= 2


def content_words(words: Sequence[str]) -> list[str]:
    """The words that carry meaning, by length, without the article and joined conjunctions.

    >>> content_words(("والوزير", "في", "بيروت"))
    ['وزير', 'بيروت']
    """
    found = []
    for word in words:
        if len(word) < _CONTENT:
            continue
        for prefix, size in _JOINED.get(word[0], ()):
            if word[:size] == prefix and len(word) - size >= _CONTENT:
                found.append(word[size:])
                break
        else:
            found.append(word)
    return found
