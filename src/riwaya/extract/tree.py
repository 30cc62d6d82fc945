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
from selectolax.lexbor import LexborHTMLParser, LexborNode

from riwaya import limits

TEXT: Final = ""
"""The `tag` of a text node."""
_SHADOW = re.compile(r"<(/?)template\b", re.IGNORECASE)
_HEADLINES = 5
_NO_ATTRIBUTES: Final[dict[str, str | None]] = {}
_NO_TEXT = frozenset((
    "style", "svg", "select", "option", "textarea", "object", "canvas", "math", "input", "map",
    "datalist",
))  # fmt: skip
_PLAIN = frozenset((
    "b", "i", "em", "strong", "u", "font", "big", "small", "sub", "sup", "mark", "abbr", "cite",
    "q", "ins", "del", "s", "tt", "strike", "nobr", "bdi", "bdo", "acronym",
))  # fmt: skip


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
    own are left out; the text in those of `_PLAIN` is one with what stands beside it."""
    nodes: list[Node] = []
    above: list[tuple[LexborNode, Node | None]] = []
    holder: Node | None = None
    values: list[str] = []
    depth = deepest = 0
    at = LexborHTMLParser(text).root
    while at is not None:
        tag, inner = at.tag, None
        if tag == "-text":
            values.append(at.text_content or "")
        elif tag in _PLAIN and (inner := _first_kept(at)) is not None:
            above.append((at, None))
        elif tag not in _NO_TEXT:
            if values:
                _end_text(nodes, holder, values)
            # A comment has a name such as `-comment`, an instruction (`<?xml ?>`) has none.
            if tag and tag > "@":
                count = len(nodes)
                node = Node(count, tag, holder, count + 1, "", at.attributes)
                nodes.append(node)
                if depth >= deepest:
                    deepest = depth + 1
                inner = at.first_child
                if inner is not None:
                    above.append((at, node))
                    holder = node
                    depth += 1
        at = inner if inner is not None else at.next
        while at is None and above:
            outer, opened = above.pop()
            if opened is not None:
                if values:
                    _end_text(nodes, holder, values)
                opened.end = len(nodes)
                holder = opened.parent
                depth -= 1
            at = outer.next if above else None
    return nodes, deepest


def _end_text(nodes: list[Node], holder: Node | None, values: list[str]) -> None:
    value = values[0] if len(values) == 1 else "".join(values)
    values.clear()
    nodes.append(Node(len(nodes), TEXT, holder, len(nodes) + 1, value, _NO_ATTRIBUTES))


def _first_kept(element: LexborNode) -> LexborNode | None:
    """The first node inside an element that is not left out with all that it holds."""
    inner = element.first_child
    while inner is not None and inner.tag in _NO_TEXT:
        inner = inner.next
    return inner
