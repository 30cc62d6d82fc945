"""What differs between two versions of an article, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from riwaya.arabic import Token, tokens
from riwaya.kept import Change
from riwaya.limits import DIFFED_WORDS
from riwaya.records import Article


def changes(old: Article, new: Article) -> tuple[Change, ...]:
    """The stretches of title and body that differ, in the order of the text, as slices of the old
    and of the new one (code points). Words are compared as they are written.

    >>> from riwaya.records import Origin
    >>> page = Origin(sha256="")
    >>> old, new = (Article(id="1", page=page, title="جسر", body=body, paragraphs=())
    ...             for body in ("قتل سبعة في الحادث", "قتل تسعة أشخاص في الحادث"))
    >>> [(change.text, change.new_text) for change in changes(old, new)]
    [('سبعة', 'تسعة أشخاص')]
    """
    return (
        *_changed("title", old.title or "", new.title or ""),
        *_changed("body", old.body, new.body),
    )


def _changed(field: Literal["title", "body"], old: str, new: str) -> Iterator[Change]:
    if old == new:
        return
    mine, other = tokens(old), tokens(new)
    for first, last, new_first, new_last in _blocks(mine, other):
        start, end = _slice(mine, first, last)
        new_start, new_end = _slice(other, new_first, new_last)
        yield Change(
            field=field, start=start, end=end, new_start=new_start, new_end=new_end,
            text=old[start:end], new_text=new[new_start:new_end],
        )  # fmt: skip


def _blocks(mine: Sequence[Token], other: Sequence[Token]) -> Iterator[tuple[int, int, int, int]]:
    """The unlike blocks of two lists of words. What both begin and end with is set aside first;
    where the rest is long its lines are compared before its words: comparing is quadratic."""
    left, right = [one.text for one in mine], [one.text for one in other]
    head = 0
    while head < min(len(left), len(right)) and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < min(len(left), len(right)) - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    left, right = left[head : len(left) - tail], right[head : len(right) - tail]
    if max(len(left), len(right)) > DIFFED_WORDS:
        yield head, head + len(left), head, head + len(right)
        return
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind != "equal":
            yield head + first, head + last, head + new_first, head + new_last


def _slice(words: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    if first < last:
        return words[first].start, words[last - 1].end
    place = words[first - 1].end if first else 0
    return place, place
