"""Where a body of markup begins and ends beyond its prose: leads, opening clauses, last lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from riwaya.extract.heads import repeats
from riwaya.extract.lexicon import goes_on, is_agency, is_date_line
from riwaya.extract.segment import Line

HEADS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
"""The elements that head a part of a page."""
_LEAD_WORDS = 8
_CAPTION_WORDS = 40
_GOES_ON = (":", "،")


def with_lead(lines: Sequence[Line], first: int, title: int | None, root: int) -> int:
    """The first line of the body, with a lead that stands in a container of its own between the
    headline and the text, and short opening lines in the text's container."""
    if title is None or title >= first:
        return first
    begin = first
    for index in range(first - 1, title, -1):
        line = lines[index]
        if line.kind or line.section or repeats(line.shape.key, lines[title].shape.key):
            continue
        lead = line.prose and line.shape.length >= _LEAD_WORDS and not is_captioned(line)
        if lead and root not in line.block.chain and not goes_on(lines[begin].shape):
            continue
        heads = line.block.tag in HEADS or line.shape.stopped or line.block.text.endswith(_GOES_ON)
        short = root in line.block.chain and is_text(line) and index == begin - 1
        if lead or (short and heads):
            begin = index
    return begin


def with_close(lines: Sequence[Line], last: int) -> int:
    """The last line of the body, with list items, short sentences and tables that close it."""
    block = lines[last].block
    for index in range(last + 1, len(lines)):
        line = lines[index]
        heads = index + 1 < len(lines) and _is_row(lines[index + 1], block.chain)
        ends = line.shape.stopped or line.block.bullet or heads
        own = line.block.like == block.like and ends
        if line.section or not (_is_row(line, block.chain) or (own and is_text(line))):
            break
        last = index
    return last


def _is_row(line: Line, chain: tuple[int, ...]) -> bool:
    """Whether a line is a row of a table in the element that `chain` leads to."""
    block = line.block
    return block.tag == "tr" and block.chain[: len(chain)] == chain and not line.kind


def is_text(line: Line) -> bool:
    """Whether a short line in the text's container reads as text of its own."""
    block = line.block
    if line.kind or block.linked > 0.5 or is_captioned(line):
        return False
    if block.tag == "tr":
        return True
    if line.shape.latin:
        return False
    return not (is_agency(block.text) or is_date_line(line.shape)) and line.shape.length > 0


def is_captioned(line: Line) -> bool:
    return line.block.pictured and line.shape.length <= _CAPTION_WORDS
