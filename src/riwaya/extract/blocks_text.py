"""Blocks of a plain-text dump: its lines, with blank lines, bullets and indents as features."""

from __future__ import annotations

import re
from itertools import islice

from riwaya import limits
from riwaya.extract.blocks import Block
from riwaya.extract.glued import split_line
from riwaya.extract.glued_title import glued_title
from riwaya.extract.lexicon import is_outlet_like

_BULLET = re.compile(r"[•●▪■◦‣∙○*\-–—»›]\s+")
_OPENING = 12
_OUTLET = re.compile(r"\s*[|\-–—»:]+\s*(?P<name>[^|\n]{2,40}?)\s*(?:[|\-–—»]|$)")


def blocks(text: str) -> tuple[list[Block], str | None, tuple[str, ...]]:
    """The lines of `text` that are not blank, trimmed, and the headline where the dump repeats it;
    a bullet is a feature, not text. Beyond `limits.HTML_ELEMENTS` lines the rest is left out, with
    the note `lines_cut`.

    >>> [(b.text, b.bullet, b.group) for b in blocks("عاجل\\n • خبر أول\\n\\nخبر ثان")[0]]
    [('عاجل', False, 0), ('خبر أول', True, 0), ('خبر ثان', False, 1)]
    """
    found: list[Block] = []
    group = 0
    lines = text.split("\n")
    opening = [line.strip() for line in islice((one for one in lines if one.strip()), _OPENING)]
    glued = "\n\n" not in text.strip() and _is_glued(opening)
    title = glued_title(opening) if glued else None
    outlet = _outlet(opening, title)
    for line in lines:
        stripped = line.strip().strip("\u200e\u200f\u061c\ufeff").strip()
        if not stripped:
            group += bool(found) and found[-1].group == group
            continue
        bullet = _BULLET.match(stripped)
        inner = stripped[bullet.end() :] if bullet else stripped
        if inner and len(found) >= limits.HTML_ELEMENTS:
            return found, title, ("lines_cut",)
        near = glued and len(found) < _OPENING
        for part, zone in split_line(inner, title, outlet, head=near):
            tag = "glued" if zone else ""
            found.append(Block(part, len(found), group, bullet is not None, tag, zone))
    return found, title, ()


def _is_glued(lines: list[str]) -> bool:
    """Whether a dump's first lines run a headline and other things together."""
    return any(len(line.split()) > _OPENING for line in lines)


def _outlet(lines: list[str], title: str | None) -> str:
    """The name behind the first title, as in `TITLE | OUTLET`, or ""."""
    if title is None:
        return ""
    for line in lines:
        at = line.find(title)
        if at >= 0:
            match = _OUTLET.match(line[at + len(title) :])
            name = match["name"] if match is not None else ""
            return name if len(name.split()) <= 4 or is_outlet_like(name) else ""
    return ""
