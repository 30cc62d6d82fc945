"""The labels of a page's blocks, and what was read from the lines that sign its text."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from riwaya.extract.blocks import Block
from riwaya.extract.segment import Line


class Labels(msgspec.Struct):
    """A label for every block, and what was read from the lines that say who wrote and supplied
    the text. `kinds[i]` is the label of block i, `lines[i]` what it says of itself;
    `dated` has the lines that sign the article and give its day, `named` the folded texts that the
    markup names for who wrote."""

    lines: Sequence[Line]
    blocks: Sequence[Block]
    kinds: list[str]
    title: int | None = None
    byline: list[str] = []
    editor: list[str] = []
    prepared: list[str] = []
    credit: list[str] = []
    dateline: str | None = None
    outlet: str | None = None
    section: str | None = None
    photo: dict[int, str] = {}
    dated: set[int] = set()
    named: frozenset[str] = frozenset()

    def names_writer(self, line: Line) -> bool:
        """Whether the markup names a line, or the element that it stands in, for who wrote."""
        return line.block.zone == "byline" or line.shape.key in self.named
