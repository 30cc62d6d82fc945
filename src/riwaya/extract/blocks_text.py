"""Blocks of a plain-text dump: its lines, with blank lines, bullets and indents as features."""

from __future__ import annotations

import re
from itertools import islice

from riwaya import limits
from riwaya.extract.blocks import Block
from riwaya.extract.glued import glued_title, split_around, split_foot

_BULLET = re.compile(r"[•●▪■◦‣∙○*\-–—»›]\s+")
_OPENING = 12


def blocks(text: str) -> tuple[list[Block], tuple[str, ...]]:
    """The lines of `text` that are not blank, trimmed; a bullet is a feature, not text.
    Beyond `limits.HTML_ELEMENTS` lines the rest is left out, with the note `lines_cut`.

    >>> [(b.text, b.bullet, b.group) for b in blocks("عاجل\\n • خبر أول\\n\\nخبر ثان")[0]]
    [('عاجل', False, 0), ('خبر أول', True, 0), ('خبر ثان', False, 1)]
    """
    found: list[Block] = []
    group = 0
    lines = text.split("\n")
    opening = [line.strip() for line in islice((line for line in lines if line.strip()), 4)]
    title = glued_title(opening)
    for line in lines:
        stripped = line.strip().strip("\u200e\u200f\u061c\ufeff").strip()
        if not stripped:
            group += bool(found) and found[-1].group == group
            continue
        bullet = _BULLET.match(stripped)
        inner = stripped[bullet.end() :] if bullet else stripped
        if inner and len(found) >= limits.HTML_ELEMENTS:
            return found, ("lines_cut",)
        for part, zone in _parts(inner, title if len(found) < _OPENING else None):
            tag = "glued" if zone else ""
            found.append(Block(part, len(found), group, bullet is not None, tag, zone))
    return found, ()


def _parts(line: str, title: str | None) -> list[tuple[str, str]]:
    """A line, or what was glued into it, each with the kind of furniture that it names."""
    parts: list[tuple[str, str]] = []
    for part in split_around(line, title) if title else [line]:
        foot = split_foot(part)
        if foot is None:
            parts.append((part, ""))
        else:
            parts += [(foot[0], ""), (foot[1], foot[2])]
    return [(text, zone) for text, zone in parts if text]
