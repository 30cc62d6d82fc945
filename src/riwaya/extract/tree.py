"""A page's markup as a flat list of nodes in document order.

The HTML5 parser is lexbor's (selectolax); its tree is walked once, and what stands in an element is
a slice of the list. Nothing that comes after walks a tree, so nothing recurses and nothing is
quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
from selectolax.lexbor import LexborHTMLParser

from riwaya import limits

TEXT: Final = ""
"""The `tag` of a text node."""
_SHADOW = re.compile(r"<(/?)template\b", re.IGNORECASE)
_HEADLINES = 5
_NO_ATTRIBUTES: Final[dict[str, str | None]] = {}
_NO_TEXT = ["style", "svg", "select", "option", "textarea", "object", "canvas", "math", "input",
            "map", "datalist"]
_PLAIN = ["b", "i", "em", "strong", "u", "font", "big", "small", "sub", "sup", "mark", "abbr",
          "cite", "q", "ins", "del", "s", "tt", "strike", "nobr", "bdi", "bdo", "acronym"]


class Node(msgspec.Struct, gc=False, eq=False):
    """An element or a text. `end` is the index behind the last node inside; a text has no
    attributes and an element no text of its own."""

    index: int
    tag: str
    parent: Node | None
    end: int
    text: str
    attributes: dict[str, str | None]

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
            if node.tag in self._by_tag:
                self._by_tag[node.tag].append(node)
            elif node.tag:
                self._by_tag[node.tag] = [node]
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
    """The nodes of a page and the depth of its deepest element. Elements that say nothing of their
    own are taken out of the tree by the parser, their text stays."""
    parser = LexborHTMLParser(text)
    parser.strip_tags(_NO_TEXT)
    parser.unwrap_tags(_PLAIN)
    parser.merge_text_nodes()
    nodes: list[Node] = []
    open_nodes: list[Node] = []
    identities: list[int] = []
    deepest = 0
    root = parser.root
    for found in () if root is None else root.traverse(include_text=True):
        tag = found.tag or ""
        parent = found.parent
        above = parent.mem_id if parent is not None else 0
        count = len(nodes)
        while identities and identities[-1] != above:
            identities.pop()
            open_nodes.pop().end = count
        holder = open_nodes[-1] if open_nodes else None
        if tag == "-text":
            value = found.text_content or ""
            nodes.append(Node(count, TEXT, holder, count + 1, value, _NO_ATTRIBUTES))
        elif tag[0] not in "-!":
            node = Node(count, tag, holder, count + 1, "", found.attributes)
            nodes.append(node)
            open_nodes.append(node)
            identities.append(found.mem_id)
            deepest = max(deepest, len(identities))
    for node in open_nodes:
        node.end = len(nodes)
    return nodes, deepest
