"""Who signs a labelled page: outlet, writers, editors, suppliers and dateline, in that order, since
each helps to read the next; then which lines are the deck, once those that sign are known."""

from __future__ import annotations

import re

from riwaya.extract.blocks import key_of
from riwaya.extract.lexicon import is_date_line
from riwaya.extract.metadata import Metadata
from riwaya.extract.openings import read_opening, read_writer
from riwaya.extract.outlet_names import is_agency_name
from riwaya.extract.outlets import outlet_of, without_outlet
from riwaya.extract.roles import (
    Labels,
    outlet_names,
    read_close,
    read_foot,
    read_head,
)
from riwaya.extract.when import spelled

_PICTURE = re.compile(
    r"(?:\s[-–—]\s|\()\s?(?:أرشيف|ارشيف|تصوير|عدسة)(?:\s?:?\s?[^.()]{1,25})?\)?$"
    r"|(?:تصوير|عدسة)\s?:\s?[^.،:]{3,30}\.?$"
)
_MOST_CAPTION = 40
_MOST_DECKS = 3
_LEAST_DECK, _DATED = 5, 8
_HEADS = frozenset(("h2", "h3", "h4"))
_SIGNS = frozenset(("byline", "editor", "credit", "date"))


def sign(labels: Labels, meta: Metadata) -> None:
    """Fill what the lines of a labelled page say of its writers and suppliers; `meta` is what its
    markup gives. What a line turns out to be is its new label."""
    first = labels.kinds.index("body")
    last = len(labels.kinds) - 1 - labels.kinds[::-1].index("body")
    headline = labels.blocks[labels.title].text if labels.title is not None else meta.title
    bare, beside = without_outlet(headline)
    title = meta.page_title or meta.title
    found = outlet_of(labels, title, bare, last, meta.marks.home)
    labels.outlet = meta.outlet or beside or found
    outlets = outlet_names(labels.outlet)
    authors = frozenset(key_of(name) for name in meta.byline)
    read_head(labels, first, outlets, authors)
    read_opening(labels, labels.blocks[first].text, outlets)
    last = read_close(labels, last, outlets, authors)
    read_foot(labels, last, outlets, authors)
    if is_agency_name(labels.outlet):
        # An agency that names itself as the source has no other.
        own = outlet_names(labels.outlet)
        labels.credit = [name for name in labels.credit if key_of(name) not in own]
    read_writer(labels, headline or "", labels.blocks[first].text)
    _settle_decks(labels, first, meta.description)


def _settle_decks(labels: Labels, body: int, description: str | None) -> None:
    """What looks like a deck elsewhere than between title and text belongs to another article; more
    than a few of them are other headlines; with a word for a picture it is a caption."""
    title = labels.title if labels.title is not None else -1
    _name_decks(labels, title, body, key_of(description or ""))
    decks = [i for i, kind in enumerate(labels.kinds) if kind == "subtitle"]
    for index in decks:
        line = labels.lines[index]
        if not (title < index < body or _is_over_title(labels, index)):
            labels.kinds[index] = "related"
        elif line.shape.length <= _DATED and spelled(line.block.text, "near"):
            labels.kinds[index] = "other"
        elif line.shape.length <= _MOST_CAPTION and _PICTURE.search(line.block.text):
            labels.kinds[index] = "caption"
    decks = [i for i in decks if labels.kinds[i] == "subtitle"]
    if len(decks) > _MOST_DECKS:
        for index in decks:
            headed = index == title + 1 and labels.blocks[index].tag in _HEADS
            labels.kinds[index] = "subtitle" if headed else "related"
    elif decks:
        _drop_late_decks(labels, decks)


def _name_decks(labels: Labels, title: int, body: int, description: str) -> None:
    """The deck that the page's description repeats, and one right over the headline."""
    described = len(description.split()) >= _LEAST_DECK
    for index in range(max(0, title), body):
        alike = described and labels.lines[index].shape.key == description
        if index != title and alike and labels.kinds[index] in ("related", "other"):
            labels.kinds[index] = "subtitle"
    if title > 0 and _is_over_title(labels, title - 1):
        labels.kinds[title - 1] = "subtitle"


def _is_over_title(labels: Labels, index: int) -> bool:
    """Whether a line is the upper headline: long, no link, in the same element as the headline."""
    if labels.title is None or index != labels.title - 1:
        return False
    line, head = labels.lines[index], labels.lines[labels.title]
    own = line.block.chain != () and line.block.chain == head.block.chain
    plain = line.sign is None and not (line.block.linked or line.block.zone or line.block.bullet)
    worded = _LEAST_DECK <= line.shape.length <= _MOST_CAPTION and not is_date_line(line.shape)
    return own and plain and worded and line.shape.key != head.shape.key


def _drop_late_decks(labels: Labels, decks: list[int]) -> None:
    """Behind the lines that sign, a second deck is a call to share or a note."""
    signed = [i for i in range(decks[0], decks[-1]) if labels.kinds[i] in _SIGNS]
    for index in decks:
        if signed and index > signed[0]:
            labels.kinds[index] = "other"
