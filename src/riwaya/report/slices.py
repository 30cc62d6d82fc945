"""Cutting a body for display: marked words inside a quotation, linked places inside a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from riwaya.records import Span
from riwaya.report.clean import shown

QUOTED_CHARS: Final = 700
"""A quotation shown in a cell; the whole of it stands in the article's text."""


@dataclass(frozen=True)
class Piece:
    """A run of text; `mark` is the kind of difference where its words differ."""

    text: str
    mark: str | None = None


@dataclass(frozen=True)
class Place:
    """A slice of a body that is linked to: its anchor, and the points that quote it as
    (number, anchor)."""

    start: int
    end: int
    anchor: str
    points: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Token:
    """A step in writing a paragraph: the opening of a place, text, or the closing of a place."""

    text: str | None = None
    opens: Place | None = None
    closes: Place | None = None


def pieces(
    body: str, start: int, end: int, marks: Sequence[tuple[int, int, str]]
) -> tuple[tuple[Piece, ...], bool]:
    """The slice `body[start:end]` as runs, with the parts that lie in `marks` (start, end, kind;
    code points of the body) marked, and whether it was cut short for display.

    >>> [(p.text, p.mark) for p in pieces("قتل خمسة رجال", 0, 13, [(4, 8, "figure")])[0]]
    [('قتل ', None), ('خمسة', 'figure'), (' رجال', None)]
    """
    start = max(0, min(start, len(body)))
    stop = max(start, min(end, len(body), start + QUOTED_CHARS))
    inside = [(max(a, start), min(b, stop), kind) for a, b, kind in marks]
    found: list[Piece] = []
    at = start
    for first, last, kind in sorted(mark for mark in inside if mark[0] < mark[1]):
        if last <= at:
            continue
        _add(found, body[at:first] if first > at else "", None)
        _add(found, body[max(at, first) : last], kind)
        at = last
    _add(found, body[at:stop], None)
    return tuple(found), stop < min(end, len(body))


def _add(found: list[Piece], text: str, mark: str | None) -> None:
    text = shown(text)
    if text:
        found.append(Piece(text, mark))


def paragraph_tokens(
    body: str, paragraphs: Sequence[Span], places: Sequence[Place]
) -> tuple[tuple[Token, ...], ...]:
    """Each paragraph as tokens in which the places open and close like brackets. A place that
    crosses another, or the end of its paragraph, is closed there. Every anchor opens once.

    >>> spans = [Place(0, 9, "a"), Place(4, 9, "b")]
    >>> found = paragraph_tokens("قال نائب ثم", [Span(start=0, end=11)], spans)
    >>> [token.text for token in found[0] if token.text]
    ['قال ', 'نائب ', 'ثم']
    """
    waiting = sorted(places, key=lambda place: (place.start, -place.end, place.anchor))
    spans = sorted(paragraphs, key=lambda span: span.start) or [Span(start=0, end=len(body))]
    written: list[tuple[Token, ...]] = []
    at = 0
    for span in spans:
        mine: list[Place] = []
        while at < len(waiting) and waiting[at].start < span.end:
            mine.append(waiting[at])
            at += 1
        written.append(_tokens(body, span, mine))
    return tuple(written)


def _tokens(body: str, span: Span, places: Sequence[Place]) -> tuple[Token, ...]:
    made: list[Token] = []
    open_places: list[tuple[int, Place]] = []
    at = span.start
    for place in places:
        start = max(place.start, span.start)
        while open_places and open_places[-1][0] <= start:
            at = _close(made, open_places, body, at)
        _text(made, body[at:start])
        at = start
        room = open_places[-1][0] if open_places else span.end
        made.append(Token(opens=place))
        open_places.append((max(start, min(place.end, room)), place))
    while open_places:
        at = _close(made, open_places, body, at)
    _text(made, body[at : span.end])
    return tuple(made)


def _close(made: list[Token], open_places: list[tuple[int, Place]], body: str, at: int) -> int:
    end, place = open_places.pop()
    _text(made, body[at:end])
    made.append(Token(closes=place))
    return max(at, end)


def _text(made: list[Token], text: str) -> None:
    text = shown(text)
    if text:
        made.append(Token(text=text))
