"""Where the body stands: the stretch of a page in which prose outweighs everything else.

Each block is worth its words where it is prose and costs something where it is not; the body is
the stretch of the highest sum (Kadane's scan, linear). A heading such as اقرأ أيضا costs the most,
so that a page of several texts is not taken for one.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from riwaya.extract.blocks import Block, Shape, content_words, is_prose, shape_of
from riwaya.extract.lexicon import Sign, goes_on, labelled, sign_of
from riwaya.extract.tickers import is_run_on, is_ticker

_PARAGRAPH_WORTH = 60
_LEAST_WORTH = 8
_LEAST_BEFORE, _LEAST_TOLD = 2, 4
_NOT_ITS_OWN = -12.0
_FOREIGN, _LOOSE = 0.07, 0.15
_COSTS = {"comments": 60, "related": 40, "ticker": 40, "copyright": 40, "comment_form": 30}


class Line(msgspec.Struct, frozen=True):
    """A block with its shape and all that can be said of it alone. `section` is the kind of the
    heading that it stands under, "" for none, and `heading` is where that stands."""

    block: Block
    shape: Shape
    sign: Sign | None
    kind: str
    prose: bool
    section: str
    heading: int = -1


def lines_of(blocks: Sequence[Block], shapes: Sequence[Shape]) -> list[Line]:
    """Every block with its own label ("" where it has none) and the section it stands under."""
    found: list[Line] = []
    section = ""
    heading = -1
    proses = 0
    for block, shape in zip(blocks, shapes, strict=True):
        sign = sign_of(block.text, shape)
        prose = is_prose(block, shape)
        kind = _own_kind(block, shape, sign, prose)
        if sign is not None and sign.opens and sign.kind == kind:
            section, heading = kind, len(found)
        elif _leaves(block, found, heading) or (
            prose and not kind and not (section == "comments" and proses >= 3)
        ):
            section, heading = "", -1
        proses += prose and not kind
        found.append(Line(block, shape, sign, kind, prose and not kind, section, heading))
    return found


def _leaves(block: Block, before: Sequence[Line], heading: int) -> bool:
    """Whether a block of markup stands outside the element that the last heading heads."""
    if heading < 0 or not block.chain:
        return False
    around = before[heading].block.chain
    return block.chain[: len(around)] != around


def _own_kind(block: Block, shape: Shape, sign: Sign | None, prose: bool) -> str:
    if is_ticker(block.text):
        return "ticker"
    if sign is not None:
        return sign.kind
    if labelled(block.text) is not None:
        return "role"
    if block.zone and not (block.zone == "caption" and shape.length > 60):
        return block.zone
    if not prose and is_run_on(shape):
        return "ticker"
    return ""


def body_range(lines: Sequence[Line], title: str | None = None) -> tuple[int, int] | None:
    """First and last (inclusive) line of the body, or None where no prose stands out. A paragraph
    that shares hardly a word with those before it (and `title`) is another text's."""
    seen = set(content_words(shape_of(title).words)) if title else set[str]()
    proses = 0
    worths: list[float] = []
    for line in lines:
        value = worth(line)
        if line.prose:
            words = set(content_words(line.shape.words))
            if proses >= _LEAST_BEFORE and len(words) >= _LEAST_TOLD:
                shared = len(words & seen) / len(words)
                value = _cohesive(value, shared, goes_on(line.shape))
            if value > _NOT_ITS_OWN:
                seen |= words
                proses += 1
        worths.append(value)
    return best_stretch(worths, [line.prose for line in lines])


def _cohesive(value: float, shared: float, joined: bool) -> float:
    """The worth of a paragraph by the share of its words that the text before it has. Of body
    paragraphs 5 % share less than 0.13, of other texts behind a body three in four less than
    0.17 (63 dumps marked by hand)."""
    if shared >= _LOOSE:
        return value
    if joined:
        return value / 3
    return _NOT_ITS_OWN if shared < _FOREIGN else -4.0


def best_stretch(worths: Sequence[float], prose: Sequence[bool]) -> tuple[int, int] | None:
    """The stretch from prose to prose (inclusive) of the highest sum, None where that is small."""
    best: tuple[float, int, int] | None = None
    total = 0.0
    start = 0
    for index, value in enumerate(worths):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if prose[index] and (best is None or total > best[0]):
            best = (total, start, index)
    if best is None or best[0] < _LEAST_WORTH:
        return None
    first = best[1]
    while not prose[first]:
        first += 1
    return first, best[2]


def worth(line: Line) -> float:
    """What a line adds to the body that has it: its words where it is prose, else a cost."""
    words = line.shape.length
    if line.kind == "role":
        return -2.0
    if line.kind:
        heads = (line.sign is not None and line.sign.opens) or line.block.tag == "glued"
        return -float(_COSTS.get(line.kind, 8)) if heads else -8.0 - 4.0 * (words > 8)
    if line.section == "comments" and line.prose:
        return -10.0
    if line.prose:
        return float(min(words, _PARAGRAPH_WORTH))
    cost = 4.0 if words <= 7 else 10.0
    return -cost - 6.0 * line.block.bullet - 8.0 * (line.block.linked > 0.5)
