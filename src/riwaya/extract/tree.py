"""A page's markup as a flat list of nodes in document order.

The HTML5 parser is lexbor's (selectolax); its tree is walked once, and what stands in an element is
a slice of the list. Nothing that comes after walks a tree, so nothing recurses and nothing is
quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from riwaya import limits

TEXT: Final = ""
"""The `tag` of a text node."""
_SHADOW = re.compile(r"<(/?)template\b", re.IGNORECASE)
_HEADLINES = 5
_NO_ATTRIBUTES: Final[dict[str, str | None]] = {}
_PLAIN = frozenset(("b", "strong", "i", "em", "br", "u", "tbody", "tr", "center"))


class Node:
    """An element or a text. `end` is the index behind the last node inside; a text has no
    attributes and an element no text of its own."""

    __slots__ = ("attributes", "end", "index", "parent", "tag", "text")

    def __init__(self, index: int, tag: str, parent: Node | None) -> None:
        self.index = index
        self.tag = tag
        self.parent = parent
        self.end = index + 1
        self.text = ""
        self.attributes = _NO_ATTRIBUTES

    def get(self, name: str) -> str:
        """The value of an attribute; "" where it is absent or has none."""
        return self.attributes.get(name) or ""


class Tree:
    """All nodes of a page in document order. `depth` is that of the deepest element, `around` has
    the indexes of the elements that a headline (h1) stands in.

    >>> tree = Tree.parse("<h1>جسر</h1><p>افتتح الوزير <b>اليوم</b> جسرا.</p>")
    >>> [tree.text_of(node) for node in tree.tagged("p")]
    ['افتتح الوزير اليوم جسرا.']
    """

    def __init__(self, nodes: Sequence[Node], depth: int) -> None:
        self.nodes = nodes
        self.depth = depth
        self._by_tag: dict[str, list[Node]] = {}
        for node in nodes:
            self._by_tag.setdefault(node.tag, []).append(node)
        self.around = frozenset(_above(self._by_tag.get("h1", ())[:_HEADLINES]))

    @classmethod
    def parse(cls, text: str) -> Tree:
        """Parse markup of any depth; the caller looks at `depth`."""
        if "shadowroot" in text:
            # What a browser saved of a custom element stands in a template: take it as its content.
            text = _SHADOW.sub(r"<\1div", text)
        return cls(*_flat(text))

    def tagged(self, *tags: str) -> list[Node]:
        """The elements of each tag in turn, in document order within a tag."""
        return [node for tag in tags for node in self._by_tag.get(tag, ())]

    def inside(self, node: Node) -> Sequence[Node]:
        """The nodes inside an element, in document order."""
        return self.nodes[node.index + 1 : node.end]

    def elements(self) -> Iterator[Node]:
        """Every element, in document order."""
        return (node for node in self.nodes if node.tag)

    def text_of(self, node: Node, most: int = limits.BODY_CHARS) -> str:
        """The text inside an element, white space collapsed; about `most` characters of it."""
        parts: list[str] = []
        left = most
        for inner in self.inside(node):
            if inner.text:
                parts.append(inner.text[:left])
                left -= len(inner.text)
                if left <= 0:
                    break
        return " ".join("".join(parts).split())


def _above(nodes: Sequence[Node]) -> Iterator[int]:
    for node in nodes:
        at = node.parent
        while at is not None:
            yield at.index
            at = at.parent


def _flat(text: str) -> tuple[list[Node], int]:
    root = LexborHTMLParser(text).root
    nodes: list[Node] = []
    open_nodes: list[Node] = []
    identities: list[int] = []
    deepest = 0
    if root is None:
        return nodes, 0
    for found in root.traverse(include_text=True):
        tag = found.tag or ""
        if tag[:1] in ("-", "!") and tag != "-text":
            continue
        parent = found.parent
        above = parent.mem_id if parent is not None else 0
        while identities and identities[-1] != above:
            identities.pop()
            open_nodes.pop().end = len(nodes)
        node = Node(len(nodes), tag, open_nodes[-1] if open_nodes else None)
        nodes.append(node)
        if tag == "-text":
            node.tag, node.text = TEXT, found.text_content or ""
            continue
        if tag not in _PLAIN:
            node.attributes = found.attributes
        open_nodes.append(node)
        identities.append(found.mem_id)
        deepest = max(deepest, len(identities))
    for node in open_nodes:
        node.end = len(nodes)
    return nodes, deepest
