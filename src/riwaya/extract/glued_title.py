"""The headline of a dump with lines run together.

A page's title stands at the head of such a dump and comes again as the headline: what is repeated
says where to cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from riwaya.extract.blocks import key_of
from riwaya.extract.foot import split_foot
from riwaya.extract.lexicon import is_outlet_like, joins, says
from riwaya.extract.masthead import is_masthead, masthead_end

_LEAST_TITLE, _MOST_TITLE, _LEAST_FAR = 4, 45, 6
_MOST_OUTLET, _MOST_BARS = 5, 4
_HEAD_WORDS, _HEAD_LINES, _HEAD_CHARS = 700, 12, 20_000
_OPENING_WORDS, _FIRST_WORDS = 8, 60
_BAR = re.compile(r"\s[|\-–—]\s")
_DATED = re.compile(r"\s\d{1,2}\s(?:[:/]\s?\d|[-–]\s\d|[^\s\d]{3,9}\s\d{4})")
_PADDING = "و " * 12
_WORD = re.compile(r"[^\W_]+")


class _Words(msgspec.Struct):
    """The words of the first lines: folded, and where each stands (line, start, end)."""

    keys: list[str]
    places: list[tuple[int, int, int]]


def glued_title(lines: Sequence[str]) -> str | None:
    """The headline of a dump with lines run together, as it stands there the last time: the words
    that open the dump and come again, or stand before the first bar; else a long run of words that
    comes twice near the top. None where there is none.

    >>> glued_title(["افتتاح جسر فوق النهر | الأمل افتتاح جسر فوق النهر قال الوزير إنه جاهز."])
    'افتتاح جسر فوق النهر'
    """
    words = _words(lines)
    found = _repeat(words, _OPENING_WORDS, _LEAST_TITLE)
    barred = _before_bar(lines[0]) if lines else None
    if found is None and barred is None:
        found = _repeat(words, _FIRST_WORDS, _LEAST_FAR)
    if found is None:
        return barred
    first, at, count = found
    number, start, _ = words.places[at]
    end = words.places[at + _unsigned(lines, words, first, at, count) - 1][2]
    title = _closed(lines[number], start, end)
    return _before_bar(f"{title} | ") or title if _BAR.search(title) else title


def _words(lines: Sequence[str]) -> _Words:
    words = _Words([], [])
    for number, line in enumerate(lines[:_HEAD_LINES]):
        for match in _WORD.finditer(line[:_HEAD_CHARS]):
            words.keys.append(key_of(match.group()) or match.group())
            words.places.append((number, match.start(), match.end()))
        if len(words.keys) > _HEAD_WORDS:
            break
    return words


def _repeat(words: _Words, within: int, least: int) -> tuple[int, int, int] | None:
    """The longest run of at least `least` words that begins among the first `within` and comes
    again: where it stands first and last, and its words."""
    seen: dict[tuple[str, ...], int] = {}
    best: tuple[int, int, int] | None = None
    for at in range(len(words.keys) - least + 1):
        gram = tuple(words.keys[at : at + least])
        first = seen.setdefault(gram, at)
        if first == at or first >= within:
            continue
        count = _run(words, first, at)
        if count < least or (best is not None and count < best[2]):
            continue
        if _tells(words.keys[at : at + count]):
            best = (first, at, count)
    return best


def _tells(keys: Sequence[str]) -> bool:
    """Whether a run of words can be a headline: little said twice, no sentence, no masthead."""
    distinct = len(set(keys)) * 3 >= len(keys) * 2
    return distinct and not (joins(keys) or says(keys[0]) or is_masthead(" ".join(keys)))


def _run(words: _Words, first: int, at: int) -> int:
    """How many words are the same from two places on, within the line of each."""
    count = 0
    while count < _MOST_TITLE and at + count < len(words.keys) and first + count < at:
        same = words.keys[first + count] == words.keys[at + count]
        ends = (
            words.places[at + count][0] != words.places[at][0]
            or words.places[first + count][0] != words.places[first][0]
        )
        if not same or ends:
            break
        count += 1
    return count


def _unsigned(lines: Sequence[str], words: _Words, first: int, again: int, count: int) -> int:
    """The words of a run without the outlet's name that a bar parts from it the first time."""
    for kept in range(count - 1, max(_LEAST_TITLE, count - _MOST_OUTLET) - 1, -1):
        gaps = [
            lines[words.places[at][0]][words.places[at + kept - 1][2] : words.places[at + kept][1]]
            for at in (first, again)
        ]  # fmt: skip
        if _BAR.search(gaps[0]) and not _BAR.search(gaps[1]):
            return kept
    return count


def _before_bar(line: str) -> str | None:
    """The first text between the bars at the head of a dump that is no outlet's name and has no
    menu in it, as in `OUTLET - TITLE | SECTION ...`."""
    for text in _BAR.split(line[:_HEAD_CHARS])[:-1][:_MOST_BARS]:
        bare = text[masthead_end(text) :].strip()
        dated = _DATED.search(bare)
        bare = bare[: dated.start()].strip() if dated is not None else bare
        if is_outlet_like(bare) or len(bare.split()) < _LEAST_TITLE:
            continue
        if " . " in bare.replace(". .", ""):
            return None
        keys = [key_of(word) or word for word in bare.split()]
        telling = len(keys) <= _MOST_TITLE and _tells(keys)
        return bare if telling and split_foot(f"{bare} {_PADDING}") is None else None
    return None


def _closed(line: str, start: int, end: int) -> str:
    """A slice of a line with the quotation mark or bracket that belongs to its ends."""
    before = re.search(r"[\"«(“]\s?$", line[:start])
    after = re.match(r"\s?[\"»)”?؟!]", line[end:])
    inner = line[start:end]
    if before is not None and (inner.count('"') % 2 or ")" in inner or "»" in inner):
        start = before.start()
    if after is not None and (line[start:end].count('"') % 2 or after.group().strip() != '"'):
        end += after.end()
    return line[start:end]
