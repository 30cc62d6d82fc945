"""Pages that do not show their article until a script has run: what else they have of its text.

Many sites send an empty page and its text as data. Where what is shown has no article, or has one
that is not the one of the JSON-LD, the text is taken from there; after that, from what is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from riwaya.extract.blocks import Block, content_words, shape_of
from riwaya.extract.blocks_html import blocks as html_blocks
from riwaya.extract.metadata import Metadata
from riwaya.extract.roles import Labels
from riwaya.extract.tree import Tree

_FEWEST_WORDS: Final = 20
_LEAST_SHARED: Final = 0.3
_COMPARED_CHARS: Final = 20_000


def unseen(text: str, meta: Metadata) -> Iterator[tuple[list[Block], str]]:
    """Other blocks of a page, the best first, each with the note to make: `body_from_json_ld`,
    `body_hidden`.

    >>> found = unseen("<p>", Metadata(title="جسر", text="افتتح الوزير الجسر.\\nثم غادر."))
    >>> [block.text for block in next(found)[0]]
    ['جسر', 'افتتح الوزير الجسر.', 'ثم غادر.']
    """
    if meta.text is not None:
        yield _said(meta.text, meta.title), "body_from_json_ld"
    tree = Tree.parse(text)
    if tree is not None:
        yield html_blocks(tree, hidden=True), "body_hidden"


def is_another(labels: Labels, meta: Metadata) -> bool:
    """Whether the body that is shown is not the one of the JSON-LD: they share few words."""
    said = set(content_words(shape_of((meta.text or "")[:_COMPARED_CHARS]).words))
    if len(said) < _FEWEST_WORDS:
        return False
    shown = {
        word
        for line, kind in zip(labels.lines, labels.kinds, strict=True)
        if kind == "body"
        for word in content_words(line.shape.words)
    }
    return len(shown & said) < _LEAST_SHARED * min(len(shown), len(said))


def _said(text: str, title: str | None) -> list[Block]:
    tree = Tree.parse(text) if "<" in text and ">" in text else None
    parts = [block.text for block in html_blocks(tree)] if tree is not None else text.split("\n")
    texts = [part.strip() for part in parts if part.strip()]
    heads = [Block(text=title, number=0, tag="h1", chain=(0,))] if title else []
    return heads + [
        Block(text=part, number=number, tag="p", chain=(0,), like="p")
        for number, part in enumerate(texts, start=len(heads))
    ]
