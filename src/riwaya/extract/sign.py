"""Who signs a labelled page: outlet, writers, editors, suppliers and dateline, in that order, since
each helps to read the next; then which lines are the deck, once those that sign are known."""

from __future__ import annotations

import re

from riwaya.extract.blocks import key_of
from riwaya.extract.metadata import Metadata
from riwaya.extract.outlets import outlet_of, without_outlet
from riwaya.extract.roles import Labels, outlet_names, read_foot, read_head, read_opening

_PICTURE = re.compile(
    r"(?:\s[-–—]\s|\()\s?(?:أرشيف|ارشيف|تصوير|عدسة)(?:\s?:?\s?[^.()]{1,25})?\)?$"
    r"|(?:تصوير|عدسة)\s?:\s?[^.،:]{3,30}\.?$"
)
_MOST_CAPTION = 40
_MOST_DECKS = 3


def sign(labels: Labels, meta: Metadata) -> None:
    """Fill what the lines of a labelled page say of its writers and suppliers; `meta` is what its
    markup gives. What a line turns out to be is its new label."""
    first = labels.kinds.index("body")
    last = len(labels.kinds) - 1 - labels.kinds[::-1].index("body")
    headline = labels.blocks[labels.title].text if labels.title is not None else meta.title
    bare, beside = without_outlet(headline)
    title = meta.page_title or meta.title
    labels.outlet = meta.outlet or beside or outlet_of(labels, title, bare, last)
    outlets = outlet_names(labels.outlet)
    authors = frozenset(key_of(name) for name in meta.byline)
    read_head(labels, first, outlets, authors)
    read_opening(labels, labels.blocks[first].text, outlets)
    read_foot(labels, last, outlets, authors)
    _settle_decks(labels, first)


def _settle_decks(labels: Labels, body: int) -> None:
    """What looks like a deck elsewhere than between title and text belongs to another article; more
    than a few of them are other headlines; with a word for a picture it is a caption."""
    title = labels.title if labels.title is not None else -1
    decks = [i for i, kind in enumerate(labels.kinds) if kind == "subtitle"]
    for index in decks:
        line = labels.lines[index]
        if not title < index < body:
            labels.kinds[index] = "related"
        elif line.shape.length <= _MOST_CAPTION and _PICTURE.search(line.block.text):
            labels.kinds[index] = "caption"
    decks = [i for i in decks if labels.kinds[i] == "subtitle"]
    if len(decks) > _MOST_DECKS:
        for index in decks:
            labels.kinds[index] = "related"
