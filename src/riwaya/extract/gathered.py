"""The text of a page with markup, gathered into blocks.

The nodes are gone through once, in document order. Scripts, hidden parts and form controls are left
out; a line break ends a block, a row of links is a block for each, and a row of a table of data is
one block.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

from riwaya.extract.data_tables import data_rows
from riwaya.extract.tree import TEXT, Node
from riwaya.extract.zones import is_hidden, zone_of

_SKIPPED = frozenset((
    "script", "style", "template", "svg", "select", "option", "textarea", "button", "head",
    "object", "canvas", "math", "input", "map", "datalist", "dialog",
))  # fmt: skip
_MEDIA = frozenset(("img", "picture", "video", "iframe", "audio", "amp-img", "amp-video", "embed"))
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "o:p",
))  # fmt: skip
_WRAPPERS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "pre", "dd", "dt",
    "dl", "time", "address", "center", "tr", "tbody", "thead",
))  # fmt: skip
_EDGES = " \u200b\u200e\u200f\u061c\u2060\ufeff"
_BETWEEN = " |•·/\n\t\r-،,\u00a0\u200f"
ROLES: Final = {
    **dict.fromkeys(_INLINE, "inline"), **dict.fromkeys(_WRAPPERS, "block"),
    **dict.fromkeys(_SKIPPED, "skipped"), **dict.fromkeys(_MEDIA, "media"),
    "br": "break", "hr": "break", "li": "item", "a": "link",
}  # fmt: skip
"""What an element does to the text around it; what has no row is a container."""
WITHIN: Final = frozenset(("inline", "link"))
_NOTED = frozenset(("media", "item"))
_SIDE_BY_SIDE, _MOST_SIDE_BY_SIDE = 160, 24

_Part = tuple[str, Node | None, Node | None]
"""A text with the link and the element that it stands in."""
Text = tuple[str, Node, bool, float, str | None, bool]
"""A block that is not finished: its text, the element that it stands in, whether that is a list's
item, the share of it that is linked, the address, whether it follows a picture."""
Zoned = tuple[Node, str, int, int]
"""An element, the kind of furniture that it names, and the range of its blocks."""


class Gathered:
    """The blocks of a page as its nodes give them, with what is known when all are found: the
    pictures and the elements that name a kind of furniture; `hidden` takes in what is not shown.

    A block ends where an element begins or ends that is not inline. `_holder` is the innermost such
    element around the text that is collected in `_parts`, `_at` the node that it begins in;
    `_starts` has the latter of each block."""

    def __init__(self, nodes: Sequence[Node], *, hidden: bool = False) -> None:
        self.found: list[Text] = []
        self.media: list[Node] = []
        self._starts: list[int] = []
        self._parts: list[_Part] = []
        self._holder, self._at = nodes[0], 0
        self._links: list[Node] = []
        self._items_end = 0
        self._rows = data_rows(nodes)
        self._row = nodes[0]
        self._row_end = 0
        self._follows = False
        self._inline: list[tuple[Node, str, int]] = []
        self._named: list[tuple[Node, str]] = []
        self._zoned: list[Zoned] = []
        self._gather(nodes, hidden)

    def zoned(self) -> list[Zoned]:
        """The elements that name a kind of furniture, the outermost first."""
        found = [*self._zoned, *((node, zone, *self.inside(node)) for node, zone in self._named)]
        return sorted(found, key=lambda one: (-one[0].end, one[0].index))

    def inside(self, node: Node) -> tuple[int, int]:
        """The blocks that an element has, as a half-open range."""
        first = bisect_left(self._starts, node.index)
        return first, bisect_left(self._starts, node.end, first)

    def _gather(self, nodes: Sequence[Node], hidden: bool) -> None:
        parts, roles = self._parts, ROLES
        stream = iter(nodes)
        for node in stream:
            tag = node.tag
            if tag == TEXT:
                if parts or not node.text.isspace():
                    self._text(node)
                continue
            role = roles.get(tag)
            if role == "break":
                self._end(node)
                continue
            if role == "skipped" or (not hidden and is_hidden(node)):
                _pass(stream, node)
                continue
            if node.index < self._row_end:
                self._cell(node)
                continue
            zone = zone_of(node)
            if role in WITHIN:
                self._within(node, role, zone)
            elif parts or zone or role in _NOTED or self._inline or node.index in self._rows:
                self._enter(node, role, zone)
        self._reach(len(nodes))

    def _text(self, node: Node) -> None:
        """Take in a text; white space counts between other texts only."""
        index = node.index
        if self._parts and self._holder.end <= index:
            self._reach(index)
        if not self._parts:
            if node.text.isspace():
                return
            in_row = index < self._row_end
            self._holder, self._at = self._row if in_row else _block_around(node), index
        links = self._links
        while links and links[-1].end <= index:
            links.pop()
        self._parts.append((node.text, links[-1] if links else None, node.parent))

    def _within(self, node: Node, role: str, zone: str) -> None:
        """An inline element begins."""
        if zone:
            self._reach(node.index)
            self._inline.append((node, zone, len(self.found)))
        if role == "link":
            self._links.append(node)

    def _cell(self, node: Node) -> None:
        """An element begins in a row of data: a cell goes on in the row's block."""
        if self._parts and ROLES.get(node.tag) not in WITHIN:
            self._parts.append((" ", None, node.parent))

    def _enter(self, node: Node, role: str | None, zone: str) -> None:
        """An element begins that ends a block."""
        self._reach(node.index)
        if role == "media":
            self.media.append(node)
            self._follows = True
        if self._parts:
            self._flush()
        if node.index in self._rows:
            self._row, self._row_end = node, node.end
        if role == "item":
            self._items_end = max(self._items_end, node.end)
        if zone:
            self._named.append((node, zone))

    def _reach(self, index: int) -> None:
        """Close what ends before node `index`, in the order of the ends."""
        if self._parts and self._holder.end <= index:
            while self._inline and self._inline[-1][0].index > self._holder.index:
                self._close()
            self._flush()
        while self._inline and self._inline[-1][0].end <= index:
            self._close()

    def _close(self) -> None:
        node, zone, first = self._inline.pop()
        self._zoned.append((node, zone, first, len(self.found)))

    def _end(self, node: Node) -> None:
        """A block ends at a line break."""
        self._reach(node.index)
        if self._parts:
            self._flush()

    def _flush(self) -> None:
        """End the block. A row of links alone is a block for each link, and elements that stand
        side by side without a space in a short line (a name, a date) are a block each."""
        parts = self._parts[:]
        self._parts.clear()
        if len(parts) == 1:
            text, link, _ = parts[0]
            self._add(text, 1.0 if link is not None else 0.0, link)
            return
        for run in _runs(parts) if len(parts) <= _MOST_SIDE_BY_SIDE else (parts,):
            self._add_run(run)

    def _add_run(self, parts: Sequence[_Part]) -> None:
        whole = _clean("".join([text for text, _, _ in parts]))
        links = [link for text, link, _ in parts if link is not None and not text.isspace()]
        if not links or not whole:
            self._add(whole, 0.0, None)
            return
        between = "".join([text for text, link, _ in parts if link is None]).strip(_BETWEEN)
        if len(links) > 1 and not between:
            shares: dict[Node, list[str]] = {link: [] for link in links}
            for text, link, _ in parts:
                if link is not None and link in shares:
                    shares[link].append(text)
            for link, texts in shares.items():
                self._add("".join(texts), 1.0, link)
            return
        linked = sum([len(text) for text, link, _ in parts if link is not None])
        self._add(whole, min(1.0, linked / len(whole)), links[0])

    def _add(self, text: str, linked: float, link: Node | None) -> None:
        text = _clean(text)
        if not text:
            return
        url = (link.get("href") or None) if link is not None else None
        item = self._at < self._items_end
        self._starts.append(self._at)
        self.found.append((text, self._holder, item, linked, url, self._follows))
        self._follows = False


def _block_around(node: Node) -> Node:
    at = node.parent or node
    while ROLES.get(at.tag) in WITHIN and at.parent is not None:
        at = at.parent
    return at


def _pass(stream: Iterator[Node], node: Node) -> None:
    """Go on behind an element that is left out."""
    deque(islice(stream, node.end - node.index - 1), maxlen=0)


def _runs(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts of a block, cut where two inline elements meet without a space; a sentence is not
    cut, since words are split over elements too."""
    if sum([len(text) for text, _, _ in parts]) > _SIDE_BY_SIDE:
        return [list(parts)]
    runs: list[list[_Part]] = [[parts[0]]]
    for before, part in pairwise(parts):
        spaced = before[0][-1:].isspace() or part[0][:1].isspace() or before[2] is part[2]
        if not spaced and _is_inline(before[2]) and _is_inline(part[2]):
            runs.append([part])
        else:
            runs[-1].append(part)
    return runs if all(len(run[0][0]) > 1 for run in runs) else [list(parts)]


def _is_inline(node: Node | None) -> bool:
    return node is not None and node.tag in _INLINE


def _clean(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)
