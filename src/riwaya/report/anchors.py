"""Every slice that a report links to, as anchored places of the articles' texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riwaya.report.shapes import EventView, Quote, Row, Slice
from riwaya.report.slices import Place


def places(events: Sequence[EventView]) -> dict[int, tuple[Place, ...]]:
    """The places to anchor, by article number, in the order of the text: one for each slice, with
    the points that quote it."""
    found: dict[int, dict[str, Slice]] = {}
    points: dict[str, dict[tuple[str, str], None]] = {}
    for view in events:
        for at in _linked(view):
            if at.anchor is not None:
                found.setdefault(at.account.number, {})[at.anchor] = at
        for quote, number, anchor in _quotes(view):
            if quote.at is not None and quote.at.anchor is not None:
                points.setdefault(quote.at.anchor, {})[number, anchor] = None
    return {
        number: tuple(
            Place(at.start, at.end, anchor, tuple(points.get(anchor, ())))
            for anchor, at in sorted(slices.items(), key=lambda item: (item[1].start, -item[1].end))
        )
        for number, slices in found.items()
    }


def _quotes(view: EventView) -> Iterator[tuple[Quote, str, str]]:
    """Every quotation with its point's number and anchor."""
    for _, rows in view.rows:
        for row in rows:
            for cell in row.cells:
                yield from ((quote, row.number, row.anchor) for quote in cell)
    for alone in view.alone:
        for said in alone.said:
            yield from ((quote, said.number, said.anchor) for quote in said.quotes)


def _linked(view: EventView) -> Iterator[Slice]:
    for line in view.brief:
        yield from (one.at for one in line if not isinstance(one, str) and one.at is not None)
    yield from (quote.at for quote, _, _ in _quotes(view) if quote.at is not None)
    for _, rows in view.rows:
        for row in rows:
            yield from _in_row(row)
    for party in (*view.parties, *view.reporting):
        for cell in party.cells:
            for form in cell:
                yield from form.places
    for moment in view.timeline:
        yield from moment.places
        if moment.at is not None:
            yield moment.at


def _in_row(row: Row) -> Iterator[Slice]:
    if row.at is not None:
        yield row.at
    for contrast in row.contrasts:
        for side in contrast.sides:
            yield from side.places
    for figures in row.ranges:
        for given in figures.given:
            yield given.at
            if given.when is not None and given.when.at is not None:
                yield given.when.at
