"""Quotation marks of every kind, paired without recursion.

Straight marks open and close alike, so they are paired by what stands beside them; a quoted name
inside a quotation ("... تنظيم "داعش" غادر ...") nests. An unclosed quotation ends with its
paragraph; a straight mark that closes nothing belongs to no quotation.
"""

from __future__ import annotations

import msgspec

_OPEN = {"«": "»", "“": "”", "„": "”", "‹": "›"}
_CLOSE = frozenset("»”›")
_STRAIGHT = frozenset('"＂')
MARKS = frozenset('«»“”„‹›"＂')


class Quotation(msgspec.Struct, frozen=True):
    """A quotation: `start` and `end` with its marks, `inner_start` and `inner_end` without; `depth`
    0 is outermost; `closed` is False where the closing mark is missing."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """The quotations of one paragraph `text[start:end]`, by start, outer before inner.

    >>> text = 'قال "غادر تنظيم "داعش" الرقة" أمس'
    >>> [text[q.inner_start:q.inner_end] for q in quotations(text)]
    ['غادر تنظيم "داعش" الرقة', 'داعش']
    """
    stop = len(text) if end is None else end
    found: list[Quotation] = []
    stack: list[int] = []
    for index in range(start, stop):
        mark = text[index]
        if mark not in MARKS:
            continue
        if _opens(text, index, start, stop, stack):
            stack.append(index)
        elif stack:
            opened = stack.pop()
            found.append(Quotation(opened, index + 1, opened + 1, index, len(stack), closed=True))
    for depth, opened in enumerate(stack):
        found.append(Quotation(opened, stop, opened + 1, stop, depth, closed=False))
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def _opens(text: str, index: int, start: int, stop: int, stack: list[int]) -> bool:
    mark = text[index]
    if mark in _OPEN:
        return True
    before = text[index - 1] if index > start else " "
    after = text[index + 1] if index + 1 < stop else " "
    if mark in _CLOSE:
        # Some outlets open with the closing sign: ”كذا“.
        return not stack and not after.isspace() and (before.isspace() or before in "(:،")
    if not stack:
        return not (before.isalnum() and not after.isalnum())
    if before.isspace() or before in "([":
        return after.isalnum() or after in MARKS or after == "("
    # و"قسد", لـ"رويترز": a straight mark glued to a clitic opens.
    return before in "وبلفكـ" and _is_word_start(text, index - 1, start) and after.isalnum()


def _is_word_start(text: str, index: int, start: int) -> bool:
    while index > start and text[index - 1] in "ـوفبلك":
        index -= 1
    return index == start or not text[index - 1].isalnum()
