"""Cutting a body for display: marked words inside a quotation, linked places inside a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
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
    """A step in writing a paragraph: text, the opening of a place (`again`: of what is left of one
    that was closed with another), or the closing of one (`done`: nothing of it is left)."""

    text: str | None = None
    opens: Place | None = None
    closes: Place | None = None
    again: bool = False
    done: bool = False


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
    crosses another, or the end of its paragraph, is closed there and opened again behind it.
    Every place opens for the first time once, and is done once.

    >>> spans = [Place(0, 9, "a"), Place(4, 11, "b")]
    >>> found = paragraph_tokens("قال نائب ثم", [Span(start=0, end=11)], spans)
    >>> [token.text for token in found[0] if token.text]
    ['قال ', 'نائب ', 'ثم']
    """
    spans = sorted(paragraphs, key=lambda span: span.start) or [Span(start=0, end=len(body))]
    waiting = sorted(places, key=lambda place: (-place.start, place.end, place.anchor))
    held: list[Place] = []
    written: list[tuple[Token, ...]] = []
    for span in spans:
        mine = _Paragraph(body, span.start, [])
        for place in held:
            mine.open(place, again=True)
        while waiting and waiting[-1].start < span.end:
            place = waiting.pop()
            mine.advance(max(place.start, span.start))
            mine.open(place)
        mine.advance(span.end)
        held = [place for place in mine.opened if place.end > span.end and span is not spans[-1]]
        mine.leave(held)
        written.append(tuple(mine.made))
    return tuple(written)


@dataclass
class _Paragraph:
    """A paragraph being written, as far as `at`; `opened` are the places open there, the outermost
    first."""

    body: str
    at: int
    opened: list[Place]
    made: list[Token] = field(default_factory=list)

    def open(self, place: Place, *, again: bool = False) -> None:
        self.made.append(Token(opens=place, again=again))
        self.opened.append(place)

    def advance(self, end: int) -> None:
        """Write up to `end`, and close what ends before it or there."""
        while ending := [place for place in self.opened if place.end <= end]:
            first = min(ending, key=lambda place: (place.end, -self.opened.index(place)))
            self.text(first.end)
            at = self.opened.index(first)
            inner = self.opened[at + 1 :]
            self.made += [Token(closes=place) for place in reversed(inner)]
            self.made.append(Token(closes=first, done=True))
            del self.opened[at:]
            for place in inner:
                self.open(place, again=True)
        self.text(end)

    def leave(self, held: Sequence[Place]) -> None:
        """Close what is open; what is not `held` is done."""
        for place in reversed(self.opened):
            self.made.append(Token(closes=place, done=place not in held))

    def text(self, end: int) -> None:
        text = shown(self.body[self.at : end])
        if text:
            self.made.append(Token(text=text))
        self.at = max(self.at, end)
