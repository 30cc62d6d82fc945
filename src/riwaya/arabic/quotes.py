"""Quotation marks of every kind, paired without recursion.

Straight marks open and close alike, so they are paired by what stands beside them; a quoted name
inside a quotation ("... تنظيم "داعش" غادر ...") nests. An unclosed quotation ends with its
paragraph; a straight mark that closes nothing belongs to no quotation.
"""

from __future__ import annotations

import re

import msgspec

_OPEN = {"«": "»", "“": "”", "„": "”", "‹": "›"}
_CLOSE = frozenset("»”›")
_NEVER_LAST = frozenset(
    ("من", "في", "على", "إلى", "عن", "مع", "بين", "أن", "إن", "تنظيم", "حزب", "جبهة")
)
_LONGEST_SMALL = 6
MARKS = frozenset('«»“”„‹›"＂')
_MARK = re.compile(f"[{''.join(sorted(MARKS))}]")


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
    lacking = not any(text.find(mark, start, stop) >= 0 for mark in "“„")
    one_sided = ("”" if lacking else "") + ("»" if text.find("«", start, stop) < 0 else "")
    for match in _MARK.finditer(text, start, stop):
        index, mark = match.start(), match.group()
        if mark in one_sided and not stack:
            # ” or » stands at both ends, also with a space on the wrong side.
            opens = text.find(mark, index + 1, stop) > 0
        elif mark == "“" and stack and text[stack[-1]] == "”":
            opens = False
        else:
            opens = _opens(text, index, start, stop, stack)
        if opens:
            stack.append(index)
        elif stack:
            opened = stack.pop()
            found.append(Quotation(opened, index + 1, opened + 1, index, len(stack), closed=True))
    for depth, opened in enumerate(stack):
        found.append(Quotation(opened, stop, opened + 1, stop, depth, closed=False))
    return sorted(found, key=lambda quotation: (quotation.start, -quotation.end))


def _opens(text: str, index: int, start: int, stop: int, stack: list[int]) -> bool:
    mark = text[index]
    if mark == "«" and stack and text[stack[-1]] == "«" and _is_over(text, index, stop):
        # Some outlets close with the opening sign: « كذا «،
        return False
    if mark in _OPEN:
        return True
    before = text[index - 1] if index > start else " "
    after = text[index + 1] if index + 1 < stop else " "
    if mark in _CLOSE:
        # Some outlets open with the closing sign: ”كذا“.
        return not stack and not after.isspace() and (before.isspace() or before in "(:،")
    if not stack:
        return not (before.isalnum() and not after.isalnum())
    if before.isspace() and after.isspace() and _is_unfinished(text, index, start):
        return True
    if before.isspace() or before in "([":
        return after.isalnum() or after in MARKS or after == "("
    # و"قسد", لـ"رويترز": a straight mark glued to a clitic opens.
    return before in "وبلفكـ" and _is_word_start(text, index - 1, start) and after.isalnum()


def _is_over(text: str, index: int, stop: int) -> bool:
    """Whether a mark stands apart from what follows, which is punctuation or nothing."""
    rest = text[index + 1 : min(stop, index + 3)].lstrip()
    return text[index - 1] not in MARKS and (not rest or rest[0] in "،,.؛:")


def _is_unfinished(text: str, index: int, start: int) -> bool:
    """Whether the word before a mark can end no quotation: مجموعة من " حزب الله "."""
    words = text[max(start, index - _LONGEST_SMALL) : index].split()
    return bool(words) and words[-1] in _NEVER_LAST


def _is_word_start(text: str, index: int, start: int) -> bool:
    while index > start and text[index - 1] in "ـوفبلك":
        index -= 1
    return index == start or not text[index - 1].isalnum()
