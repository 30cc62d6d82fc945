"""Where the words of a query stand in a text: whole words, exact slices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from riwaya.arabic import tokens
from riwaya.search.asked import Asked, Run
from riwaya.search.results import FormCount, Mark, Snippet
from riwaya.store.words import spelling, term

_SNIPPET: Final = 240
"""Characters of a snippet, about three lines."""

_BEFORE: Final = 60
_MARKS: Final = 2_000
"""Marks of one text that are looked for: more than any snippet shows."""


class Marker:
    """Finds the words of a query."""

    def __init__(self, asked: Asked) -> None:
        self.runs: dict[str, list[tuple[Run, str]]] = {}
        for clause in asked.clauses:
            for group in () if clause.without else clause.groups:
                for word in group.words:
                    for run in word.runs:
                        self._add(run, word.text)
                for run in group.others:
                    self._add(run, " ".join(word.text for word in group.words))
        for told in self.runs.values():
            told.sort(key=lambda one: (-len(one[0]), one))

    def _add(self, run: Run, word: str) -> None:
        if run:
            self.runs.setdefault(run[0], []).append((run, word))

    def marks(self, text: str, start: int = 0, end: int | None = None) -> list[Mark]:
        """The words of `text[start:end]` that answer, in order; offsets are into `text`."""
        words = [one for one in tokens(text, start, end) if one.kind != "mark"]
        stems = [term(one.text) for one in words]
        forms = [spelling(one.text) for one in words]
        found: list[Mark] = []
        done = 0
        for at, (stem, form) in enumerate(zip(stems, forms, strict=True)):
            if at < done or not (stem in self.runs or form in self.runs):
                continue
            size, said = self._longest(stems, forms, at)
            found += [
                Mark(start=one.start, end=one.end, text=one.text, word=said)
                for one in words[at : at + size]
            ]
            done = at + size
            if len(found) >= _MARKS:
                break
        return found

    def _longest(self, stems: Sequence[str], forms: Sequence[str], at: int) -> tuple[int, str]:
        best = (0, "")
        for held in (stems, forms):
            for run, said in self.runs.get(held[at], ()):
                if len(run) > best[0] and tuple(held[at : at + len(run)]) == run:
                    best = (len(run), said)
        return best


def best_snippet(
    field: Literal["title", "body"], text: str, marks: Sequence[Mark],
    start: int = 0, end: int | None = None,
) -> Snippet | None:  # fmt: skip
    """The slice of `text[start:end]` with the most different words of the query, then the most
    marks, then the first; its beginning where there are none. None for an empty text."""
    stop = len(text) if end is None else end
    if start >= stop:
        return None
    if stop - start <= _SNIPPET or not marks:
        first, last = start, _whole_word(text, min(stop, start + _SNIPPET), start, stop)
    else:
        first, last = _window(marks)
        first = max(start, first - _BEFORE, last - _SNIPPET)
        first = _after_space(text, first, start)
        last = _whole_word(text, min(stop, max(last, first + _SNIPPET)), first, stop)
    shown = tuple(one for one in marks if first <= one.start and one.end <= last)
    return Snippet(field=field, start=first, end=last, text=text[first:last], marks=shown)


def _window(marks: Sequence[Mark]) -> tuple[int, int]:
    """Where the best marks begin and end."""
    held: Counter[str] = Counter()
    best, left = ((-1, -1), 0, 0), 0
    for right, mark in enumerate(marks):
        held[mark.word] += 1
        while left < right and mark.end - marks[left].start > _SNIPPET - _BEFORE:
            held[marks[left].word] -= 1
            left += 1
        told = (sum(count > 0 for count in held.values()), right - left)
        if told > best[0]:
            best = (told, marks[left].start, mark.end)
    return best[1], best[2]


def _after_space(text: str, at: int, least: int) -> int:
    """The beginning of a word at or before a place."""
    while at > least and not text[at - 1].isspace():
        at -= 1
    return at


def _whole_word(text: str, at: int, least: int, most: int) -> int:
    """The end of a word at or before a place; after it where the first word is longer."""
    end = at
    while end > least and end < most and not text[end].isspace():
        end -= 1
    return end if end > least else at


def counted(marks: Iterable[Mark]) -> tuple[FormCount, ...]:
    """How often each form stands there, the most frequent first."""
    found = Counter((one.word, one.text) for one in marks)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(FormCount(word=word, form=form, count=count) for (word, form), count in ordered)
