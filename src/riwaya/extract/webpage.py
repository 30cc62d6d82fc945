"""A page with markup to blocks and metadata: the pre-scan, the tree, or the flat way out."""

from __future__ import annotations

from riwaya import limits
from riwaya.extract.blocks import Block
from riwaya.extract.blocks_html import blocks as html_blocks
from riwaya.extract.blocks_text import blocks as text_blocks
from riwaya.extract.metadata import Metadata, read_metadata
from riwaya.extract.prescan import flatten, too_complex
from riwaya.extract.tree import Tree


def open_webpage(text: str) -> tuple[list[Block], Metadata, tuple[str, ...]]:
    """Blocks, metadata and notes of a page's markup. Markup beyond the caps never reaches the
    parser: it is flattened to its text, with the note `markup_flattened_` and what was too much.

    >>> open_webpage("<title>خبر</title><p>وصل الوفد.")[0][0].text
    'وصل الوفد.'
    """
    over = too_complex(text)
    tree = Tree.parse(text) if over is None else None
    if tree is None or tree.depth > limits.HTML_DEPTH:
        blocks, title, notes = text_blocks(flatten(text))
        return blocks, Metadata(title=title), (f"markup_flattened_{over or 'depth'}", *notes)
    return html_blocks(tree), read_metadata(tree), ()
