"""Sentences of Arabic news text: by full stops, question and exclamation marks and line ends.

A stop inside a number, after an initial (د. محمد) or a short Latin letter ends nothing; closing
quotation marks and brackets after a stop belong to the sentence before them.
"""

from __future__ import annotations

import re

_END = re.compile(r"[.!?؟…]+[\"”»’')\]]*|[\r\n]+")
_ABBREVIATION = re.compile(r"(?:^|[\s(«\"“])و?[^\W\d_](?:\.[^\W\d_]){0,2}$")

_RUN_ON = re.compile(r"[\u0620-\u064a]{3}\.[\u0620-\u064a]{3}")
"""A stop with no space behind it between two words: تجاوز 30 شخصا.أما الثاني."""
_DECIMAL = re.compile(r"\d \. \d")
"""A number that a tokeniser has parted: 1 . 5 مليون."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Slices of the sentences of `text[start:end]`, white space trimmed, none empty.

    >>> text = "قال د. سامي إن 3.5 ملايين نزحوا. «لن نعود.» وأضاف: لا!"
    >>> [text[a:b] for a, b in sentences(text)]
    ['قال د. سامي إن 3.5 ملايين نزحوا.', '«لن نعود.»', 'وأضاف: لا!']
    """
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        if not _ends(text, begin, match, stop):
            continue
        _append(found, text, begin, match.end())
        begin = match.end()
    _append(found, text, begin, stop)
    return found


def _ends(text: str, begin: int, match: re.Match[str], stop: int) -> bool:
    mark = match.group()
    if mark[0] in "\r\n":
        return True
    after = text[match.end() : match.end() + 1]
    if match.end() < stop and not after.isspace():
        return mark == "." and _RUN_ON.match(text, max(begin, match.start() - 3)) is not None
    if mark == "." and _DECIMAL.match(text, max(begin, match.start() - 2)) is not None:
        return False
    if mark == ".":
        return not _ABBREVIATION.search(text, max(begin, match.start() - 8), match.start())
    return True


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
