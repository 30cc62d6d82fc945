"""Cards: teasers of other articles, each under a headline that leads to its own page. A page that
lists articles has nothing else; on the page of a short article they can outweigh it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from riwaya.extract.blocks import Block
from riwaya.extract.roles import Labels

_FEWEST: Final = 3
_SHARE: Final = 2 / 3
_LINKED: Final = 0.9
_HEADLINE_WORDS: Final = 3
_TEXT_WORDS: Final = 8
_BEFORE: Final = 2
_CARDS: Final = 4
_HEADLINES: Final = frozenset({"title", "related", "body", "other"})


def without_cards(labels: Labels, own: str | None) -> list[Block] | None:
    """The blocks of the page with its cards named as such (zone `related`), where what was taken
    for a body is cards; None where it is not. `own` is the address of the page.

    It is where before most of its paragraphs stands a headline that leads to a page of its own. One
    or two paragraphs are where the headline is one of several of its kind with a text below."""
    body = [number for number, kind in enumerate(labels.kinds) if kind == "body"]
    above = [at for number in body if (at := _headline(labels, number)) is not None]
    addresses = {labels.blocks[at].url for at in above} - {own}
    few = len(body) < _FEWEST
    if len(addresses) < (len(body) if few else max(_FEWEST, _SHARE * len(body))):
        return None
    tags = {labels.blocks[at].tag for at in above}
    heads = [n for n, block in enumerate(labels.blocks) if block.tag in tags and _leads_on(block)]
    texts = {head: _text_below(labels.blocks, head) for head in heads}
    cards = {head: text for head, text in texts.items() if text is not None}
    if few and len(cards) < _CARDS:
        return None
    named = {number for head, text in cards.items() for number in range(head, text + 1)}
    return [
        replace(block, zone="related") if number in named or number in body else block
        for number, block in enumerate(labels.blocks)
    ]


def _headline(labels: Labels, number: int) -> int | None:
    """The headline above a paragraph, where it is a link; None where there is none above it."""
    for at in range(number - 1, max(number - 1 - _BEFORE, -1), -1):
        if labels.kinds[at] in _HEADLINES and _leads_on(labels.blocks[at]):
            return at
        if labels.kinds[at] == "body":
            return None
    return None


def _text_below(blocks: Sequence[Block], head: int) -> int | None:
    for number in range(head + 1, min(head + 2 + _BEFORE, len(blocks))):
        block = blocks[number]
        if block.linked < _LINKED and len(block.text.split()) >= _TEXT_WORDS:
            return number
    return None


def _leads_on(block: Block) -> bool:
    return (
        block.linked >= _LINKED
        and block.url is not None
        and not block.url.startswith("#")
        and len(block.text.split()) >= _HEADLINE_WORDS
    )
