"""Decks: the lines between headline and text that say more of the article, and the one over it."""

from __future__ import annotations

import re

from riwaya.extract.blocks import key_of
from riwaya.extract.labels import Labels
from riwaya.extract.lexicon import goes_on, is_date_line
from riwaya.extract.masthead import is_masthead
from riwaya.extract.segment import Line
from riwaya.extract.when import spelled

_PICTURE = re.compile(
    r"(?:\s[-–—]\s|\()\s?(?:أرشيف|ارشيف|تصوير|عدسة)(?:\s?:?\s?[^.()]{1,25})?\)?$"
    r"|(?:تصوير|عدسة)\s?:\s?[^.،:]{3,30}\.?$"
)
_MOST_CAPTION, _MOST_LEAD = 40, 80
_MOST_DECKS, _MOST_TOOLS = 3, 20
_LEAST_DECK, _DATED = 5, 8
_HEADS = frozenset(("h2", "h3", "h4"))
_SIGNS = frozenset(("byline", "editor", "credit", "date"))


def settle_decks(
    labels: Labels, body: int, description: str | None, marked: frozenset[str]
) -> None:
    """What looks like a deck elsewhere than between title and text belongs to another article; more
    than a few of them are other headlines; with a word for a picture it is a caption."""
    title = labels.title if labels.title is not None else -1
    _name_decks(labels, title, body, key_of(description or ""), marked)
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
    _drop_headed(labels, decks)
    if len(decks) > _MOST_DECKS:
        for index in decks:
            headed = index == title + 1 and labels.blocks[index].tag in _HEADS
            labels.kinds[index] = "subtitle" if headed else "related"
    else:
        for index in decks:
            if _is_of_the_page(labels.lines[index]):
                labels.kinds[index] = "other"
                labels.dated.add(index)
        _drop_late_decks(labels, [i for i in decks if labels.kinds[i] == "subtitle"])


def _is_of_the_page(line: Line) -> bool:
    """Whether a line is counters, dates or tools of the page, and no deck."""
    text, length = line.block.text, line.shape.length
    counts = length <= _DATED or (length <= _MOST_TOOLS and any(map(str.isdigit, text)))
    return counts and is_masthead(text)


def _drop_headed(labels: Labels, decks: list[int]) -> None:
    """What stands under another heading than the headline is no deck of the article."""
    if len(decks) > 1:
        between = range(decks[0] + 1, decks[-1])
        heads = [i for i in between if labels.blocks[i].tag in _HEADS and i not in decks]
        for index in decks[:]:
            if heads and index > heads[0]:
                labels.kinds[index] = "other"
                decks.remove(index)


def first_paragraph(labels: Labels, marked: frozenset[str]) -> int:
    """The index of the first paragraph, once a lead before it that stands in an element of its own
    and is marked as the deck has become one."""
    found = (i for i, kind in enumerate(labels.kinds) if kind == "body")
    first, second = next(found), next(found, None)
    lead = labels.lines[first]
    if second is None or labels.title is None or not _LEAST_DECK <= lead.shape.length <= _MOST_LEAD:
        return first
    after = labels.lines[second]
    apart = lead.block.chain != after.block.chain and lead.prose and after.prose
    # A text that goes on from the lead (وأوضح) begins with it.
    if apart and lead.shape.key in marked and not goes_on(after.shape):
        labels.kinds[first] = "subtitle"
        return second
    return first


def _name_decks(
    labels: Labels, title: int, body: int, description: str, marked: frozenset[str]
) -> None:
    """The deck that the page's description repeats or an element is named for, and one right over
    the headline."""
    described = len(description.split()) >= _LEAST_DECK
    for index in range(max(0, title), body):
        line, kind = labels.lines[index], labels.kinds[index]
        alike = described and line.shape.key == description
        prose = kind == "caption" and (alike or line.shape.key in marked) and line.shape.stopped
        if index != title and ((alike and kind in ("related", "other")) or prose):
            labels.kinds[index] = "subtitle"
    if title > 0 and _is_over_title(labels, title - 1):
        labels.kinds[title - 1] = "subtitle"


def _is_over_title(labels: Labels, index: int) -> bool:
    """Whether a line is the upper headline: long, no link, in the same element as the headline."""
    if labels.title is None or index != labels.title - 1:
        return False
    line, head = labels.lines[index], labels.lines[labels.title]
    own = line.block.chain != () and line.block.chain == head.block.chain
    plain = line.sign is None and not (line.block.linked or line.block.bullet)
    plain = plain and line.block.zone in ("", "subtitle")
    worded = _LEAST_DECK <= line.shape.length <= _MOST_CAPTION and not is_date_line(line.shape)
    return own and plain and worded and line.shape.key != head.shape.key


def _drop_late_decks(labels: Labels, decks: list[int]) -> None:
    """Behind the lines that sign, a second deck is a call to share or a note."""
    between = range(decks[0], decks[-1]) if decks else ()
    signed = [i for i in between if labels.kinds[i] in _SIGNS]
    for index in decks:
        if signed and index > signed[0]:
            labels.kinds[index] = "other"
