"""Blocks of a page with markup: the text of each block element, with what the tags around it say.

The tree is walked with a loop, never with recursion. Scripts, hidden parts and form controls are
left out; a link's characters are counted, a line break ends a block.
"""

from __future__ import annotations

import re
from itertools import islice

from resiliparse.parse.html import ElementNode, HTMLTree, Node, NodeType

from riwaya.extract.blocks import Block
from riwaya.extract.elements import AROUND, zone_of

_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "select", "option", "textarea",
    "button", "head", "object", "canvas", "video", "audio", "math", "input", "map",
))  # fmt: skip
_BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "picture", "time",
))  # fmt: skip
_SPACES = re.compile(r"\s+")
_HEADLINES = 5
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)


class _Builder:
    """Collects text until a block ends; knows the open elements by what they say."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.linked = 0
        self.url: str | None = None
        self.zones: list[tuple[int, str]] = []
        self.links: list[int] = []
        self.tags: list[tuple[int, str]] = [(0, "body")]
        self.group = 0

    def flush(self) -> None:
        text = _SPACES.sub(" ", "".join(self.parts)).strip(" \u200e\u200f\ufeff")
        if text:
            tag = self.tags[-1][1]
            zone = self.zones[-1][1] if self.zones else ""
            share = min(1.0, self.linked / len(text))
            self.blocks.append(
                Block(text, len(self.blocks), self.group, tag == "li", tag, zone, share, self.url)
            )
        self.parts.clear()
        self.linked = 0
        self.url = self.url if self.links else None

    def text(self, value: str) -> None:
        self.parts.append(value)
        if self.links:
            self.linked += len(_SPACES.sub(" ", value))

    def open(self, node: ElementNode, name: str, depth: int) -> None:
        if name in _BLOCK:
            self.flush()
            self.tags.append((depth, name))
            self.group += 1
        zone = zone_of(node)
        if zone and name != "h1":
            self.zones.append((depth, zone))
        if name == "a":
            self.links.append(depth)
            self.url = self.url or node.getattr("href") or None

    def close(self, depth: int) -> None:
        if self.tags[-1][0] == depth and depth:
            self.flush()
            self.tags.pop()
        if self.zones and self.zones[-1][0] == depth:
            self.zones.pop()
        if self.links and self.links[-1] == depth:
            self.links.pop()


def blocks(tree: HTMLTree) -> list[Block]:
    """The text blocks of a parsed page, in document order.

    >>> [b.tag for b in blocks(HTMLTree.parse("<h1>جسر</h1><p>افتتح الوزير جسرا.<br>وعاد."))]
    ['h1', 'p', 'p']
    """
    builder = _Builder()
    node: Node | None = tree.body
    if node is None:
        return []
    _mark_around_headline(tree)
    root, depth, down = node, 0, True
    while node is not None:
        if down:
            down = _enter(builder, node, depth)
        if down and node.first_child is not None:
            node, depth = node.first_child, depth + 1
            continue
        builder.close(depth)
        if node == root:
            break
        if node.next is not None:
            node, down = node.next, True
        else:
            node, depth, down = node.parent, depth - 1, False
    builder.flush()
    return builder.blocks


def _mark_around_headline(tree: HTMLTree) -> None:
    """Mark what the headlines stand in: a form around the whole page is no furniture."""
    headings = [] if tree.document is None else tree.document.get_elements_by_tag_name("h1")
    for heading in islice(headings, _HEADLINES):
        node = heading.parent
        while isinstance(node, ElementNode):
            node.setattr(AROUND, "1")
            node = node.parent


def _enter(builder: _Builder, node: Node, depth: int) -> bool:
    """Take in one node; whether to go into it."""
    if node.type == NodeType.TEXT:
        builder.text(node.value or "")
        return False
    if not isinstance(node, ElementNode):
        return False
    name = node.tag or ""
    if name == "br":
        builder.flush()
        return False
    if name in _SKIPPED or _is_hidden(node):
        return False
    builder.open(node, name, depth)
    return True


def _is_hidden(node: ElementNode) -> bool:
    if node.hasattr("hidden") or node.getattr("itemprop") in ("publisher", "logo"):
        return True
    style = node.getattr("style") or ""
    return _HIDDEN.search(style[:500]) is not None
