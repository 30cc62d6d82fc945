"""Who signs a labelled page: outlet, writers, editors, suppliers and dateline, in that order, since
each helps to read the next; then which lines are the deck, once those that sign are known."""

from __future__ import annotations

import re

from riwaya.extract.blocks import key_of
from riwaya.extract.decks import first_paragraph, settle_decks
from riwaya.extract.metadata import Metadata
from riwaya.extract.openings import read_opening, read_writer
from riwaya.extract.outlets import in_arabic, outlet_of, without_outlet
from riwaya.extract.roles import (
    Labels,
    outlet_names,
    read_close,
    read_foot,
    read_head,
    read_over,
)

_ARABIC = re.compile(r"[\u0621-\u064a]")


def sign(labels: Labels, meta: Metadata) -> None:
    """Fill what the lines of a labelled page say of its writers and suppliers; `meta` is what its
    markup gives. What a line turns out to be is its new label."""
    first = first_paragraph(labels, meta.marks.decks)
    last = len(labels.kinds) - 1 - labels.kinds[::-1].index("body")
    headline = labels.blocks[labels.title].text if labels.title is not None else meta.title
    bare, beside = without_outlet(headline)
    title = meta.page_title or meta.title
    found = outlet_of(labels, title, bare, last, meta.marks.home)
    labels.named = meta.marks.named
    labels.outlet = in_arabic(labels, meta.outlet, beside or found, meta.marks.home)
    outlets = outlet_names(labels.outlet)
    authors = frozenset(key_of(name) for name in meta.byline)
    read_head(labels, first, outlets, authors)
    read_opening(labels, labels.blocks[first].text, outlets)
    last = read_close(labels, last, outlets, authors)
    read_foot(labels, last, outlets, authors)
    read_writer(labels, headline or "", labels.blocks[first].text)
    if not labels.byline:
        read_over(labels)
    # Who prepared a text for another desk is named where nobody else is.
    labels.byline = labels.byline or labels.prepared
    labels.byline = _own_script(labels.byline)
    settle_decks(labels, first, meta.description, meta.marks.decks)


def _own_script(names: list[str]) -> list[str]:
    """The writers without their names in Latin letters, where the page has both."""
    arabic = [name for name in names if _ARABIC.search(name)]
    return arabic if 2 * len(arabic) == len(names) else names
