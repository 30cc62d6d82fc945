"""Blocks of a plain-text dump: its lines, with blank lines, bullets and indents as features."""

from __future__ import annotations

import re

from riwaya import limits
from riwaya.extract.blocks import Block

_BULLET = re.compile(r"[•●▪■◦‣∙○*\-–—»›]\s+")


def blocks(text: str) -> tuple[list[Block], tuple[str, ...]]:
    """The lines of `text` that are not blank, trimmed; a bullet is a feature, not text.
    Beyond `limits.HTML_ELEMENTS` lines the rest is left out, with the note `lines_cut`.

    >>> [(b.text, b.bullet, b.group) for b in blocks("عاجل\\n • خبر أول\\n\\nخبر ثان")[0]]
    [('عاجل', False, 0), ('خبر أول', True, 0), ('خبر ثان', False, 1)]
    """
    found: list[Block] = []
    group = 0
    for line in text.split("\n"):
        stripped = line.strip().strip("\u200e\u200f\u061c\ufeff").strip()
        if not stripped:
            group += bool(found) and found[-1].group == group
            continue
        bullet = _BULLET.match(stripped)
        inner = stripped[bullet.end() :] if bullet else stripped
        if inner and len(found) == limits.HTML_ELEMENTS:
            return found, ("lines_cut",)
        if inner:
            found.append(Block(inner, len(found), group, bullet is not None))
    return found, ()
