"""Blocks of a page with markup: the text of each block element, with what the tags around it say.

The nodes are gone through once, in document order. Scripts, hidden parts and form controls are left
out; a line break ends a block, and a row of links is a block for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from types import MappingProxyType

import msgspec

from riwaya.extract.blocks import Block
from riwaya.extract.tree import TEXT, Node, Tree
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
_ROLES: MappingProxyType[str, str] = MappingProxyType(
    {**dict.fromkeys(_INLINE, "inline"), **dict.fromkeys(_WRAPPERS, "block"), "li": "item",
     "a": "link"}
)
_BETWEEN = " |•·/\n\t\r-،,\u00a0\u200f"
_BREAKS = frozenset(("br", "hr"))
_STOPS = frozenset(".؟?!…:")
_BESIDE_PICTURE = 2
_CAPTION_WORDS = 30
_WIDE_WORDS = 60
_SIDE_BY_SIDE, _MOST_SIDE_BY_SIDE = 160, 24
_NAMES_CHARS = 500


_Part = tuple[str, Node | None, Node | None]
"""A text with the link and the element that it stands in."""


class _Open(msgspec.Struct, gc=False):
    """An element whose end has not come, with how many blocks and pictures came before it."""

    node: Node
    end: int
    zone: str
    first: int
    media: int
    role: str


class _Text(msgspec.Struct, gc=False):
    """A block that is not finished: its zone and its picture are known when elements close."""

    text: str
    holder: Node
    container: Node
    item: bool
    linked: float
    url: str | None
    follows: bool
    zone: str = ""
    pictured: bool = False


class _Builder:
    """Collects text until a block ends; knows the open elements by what they say."""

    def __init__(self, root: Node) -> None:
        self.found: list[_Text] = []
        self.parts: list[_Part] = []
        self.open: list[_Open] = []
        self.stacks: dict[str, list[Node]] = {
            "block": [root], "container": [root], "item": [], "link": [],
        }  # fmt: skip
        self.media = 0
        self.follows = False
        self.zoned: list[tuple[str, int, int]] = []
        self.lone: set[int] = set()

    def text(self, node: Node) -> None:
        if self.parts or not node.text.isspace():
            links = self.stacks["link"]
            self.parts.append((node.text, links[-1] if links else None, node.parent))

    def flush(self) -> None:
        """End the block. A row of links alone is a block for each link, and elements that stand
        side by side without a space in a short line (a name, a date) are a block each."""
        parts, self.parts = self.parts, []
        for run in _runs(parts) if 1 < len(parts) <= _MOST_SIDE_BY_SIDE else (parts,):
            self._flush(run)

    def _flush(self, parts: Sequence[_Part]) -> None:
        whole = _clean("".join([text for text, _, _ in parts]))
        if not whole:
            return
        links = [link for text, link, _ in parts if link is not None and not text.isspace()]
        if not links:
            self._add(whole, 0.0, None)
            return
        between = "".join([text for text, link, _ in parts if link is None]).strip(_BETWEEN)
        if len(links) > 1 and not between:
            for link in dict.fromkeys(links):
                self._add(_clean("".join([text for text, at, _ in parts if at is link])), 1.0, link)
            return
        linked = sum([len(text) for text, link, _ in parts if link is not None])
        self._add(whole, min(1.0, linked / len(whole)), links[0])

    def _add(self, text: str, linked: float, link: Node | None) -> None:
        url = (link.get("href") or None) if link is not None else None
        stacks = self.stacks
        self.found.append(_Text(text, stacks["block"][-1], stacks["container"][-1],
                                bool(stacks["item"]), linked, url, self.follows))
        self.follows = False

    def enter(self, node: Node) -> None:
        tag = node.tag
        if tag in _MEDIA:
            self.media += 1
            self.follows = True
        role = _ROLES.get(tag, "container")
        if role != "inline" and role != "link" and self.parts:
            self.flush()
        zone = zone_of(node)
        if role == "inline" and not zone:
            return
        if role != "inline":
            self.stacks[role].append(node)
            if role != "link" and role != "block":
                self.stacks["block"].append(node)
        self.open.append(_Open(node, node.end, zone, len(self.found), self.media, role))

    def close(self) -> None:
        one = self.open.pop()
        role = one.role
        if role == "link":
            self.stacks[role].pop()
        elif role != "inline":
            if self.parts:
                self.flush()
            self.stacks[role].pop()
            if role != "block":
                self.stacks["block"].pop()
        self._close(one)

    def _close(self, one: _Open) -> None:
        count = len(self.found) - one.first
        if count and one.zone:
            self.zoned.append((one.zone, one.first, len(self.found)))
        if one.role in ("inline", "link"):
            return
        if count == 1:
            self.lone.add(one.node.index)
        if self.media > one.media and 1 <= count <= _BESIDE_PICTURE:
            for text in self.found[one.first :]:
                text.pictured = True


def _runs(parts: Sequence[_Part]) -> list[list[_Part]]:
    """The parts of a block, cut where two inline elements meet without a space; a sentence is not
    cut, since words are split over elements too."""
    runs: list[list[_Part]] = [[parts[0]]]
    for before, part in pairwise(parts):
        apart = before[2] is not part[2] and _is_inline(before[2]) and _is_inline(part[2])
        if apart and not before[0][-1:].isspace() and not part[0][:1].isspace():
            runs.append([part])
        else:
            runs[-1].append(part)
    whole = sum(len(text) for text, _, _ in parts)
    short = whole <= _SIDE_BY_SIDE and all(len(run[0][0]) > 1 for run in runs)
    return runs if short else [list(parts)]


def _is_inline(node: Node | None) -> bool:
    return node is not None and node.tag in _INLINE


def _clean(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)


def blocks(tree: Tree, *, hidden: bool = False) -> list[Block]:
    """The text blocks of a parsed page, in document order; `hidden` takes in what is not shown.

    >>> [b.tag for b in blocks(Tree.parse("<h1>جسر</h1><p>افتتح الوزير جسرا.<br>وعاد."))]
    ['h1', 'p', 'p']
    """
    if not tree.nodes:
        return []
    builder = _gathered(tree, hidden)
    _mark_zones(builder)
    chains: dict[int, tuple[tuple[int, ...], str]] = {}
    found: list[Block] = []
    for number, one in enumerate(builder.found):
        at = one.container.index
        if at not in chains:
            chains[at] = _chain(one.container, builder.lone)
        chain, like = chains[at]
        pictured = one.pictured or (one.follows and _is_caption(one))
        found.append(Block(one.text, number, one.holder.index, one.item, one.holder.tag, one.zone,
                           one.linked, one.url, chain, like, pictured))
    return found


def _gathered(tree: Tree, hidden: bool) -> _Builder:
    nodes, at, end = tree.nodes, 0, len(tree.nodes)
    builder = _Builder(nodes[0])
    stack = builder.open
    while at < end:
        node = nodes[at]
        while stack and stack[-1].end <= at:
            builder.close()
        tag = node.tag
        if tag == TEXT:
            builder.text(node)
        elif tag in _BREAKS:
            builder.flush()
        elif tag in _SKIPPED or (node.attributes and not hidden and is_hidden(node)):
            at = node.end
            continue
        else:
            builder.enter(node)
        at += 1
    while stack:
        builder.close()
    builder.flush()
    return builder


def _is_caption(one: _Text) -> bool:
    """Whether a text right behind a picture, in an element that holds more, is its caption."""
    words = one.text.count(" ") + 1
    return words <= _CAPTION_WORDS and one.text.rstrip("\"”»’')] ")[-1:] not in _STOPS


def _likeness(node: Node) -> str:
    """What an element and its parent look like; without class names only its siblings are alike."""
    parent = node.parent or node
    names = f"{_kept_names(parent)} > {_kept_names(node)}"
    return f"{parent.tag} {node.tag} {names if names != ' > ' else parent.index}"


def _kept_names(node: Node) -> str:
    """The class names without those that number or hash one element."""
    names = node.get("class")[:_NAMES_CHARS].split()
    return " ".join(name for name in names if not any(map(str.isdigit, name)))


def _chain(container: Node, lone: set[int]) -> tuple[tuple[int, ...], str]:
    """The elements around a block, the innermost last, without those that hold one block only;
    and what the innermost looks like beside its siblings."""
    found: list[int] = []
    like = ""
    at: Node | None = container
    while at is not None:
        if at.index not in lone and at.tag not in _WRAPPERS and at.tag not in _INLINE:
            like = like if found else _likeness(at)
            found.append(at.index)
        at = at.parent
    return tuple(reversed(found)), like


def _mark_zones(builder: _Builder) -> None:
    """Give blocks the zone of the innermost element that names one. An element with much of the
    page's prose in it is no furniture, whatever its class says: a form around a whole page."""
    sums = [0, *accumulate(_prose(one) for one in builder.found)]
    for zone, first, end in builder.zoned:
        mass = sums[end] - sums[first]
        if mass >= _WIDE_WORDS and mass * 5 >= sums[-1] * 2:
            continue
        for one in builder.found[first:end]:
            if not one.zone and one.holder.tag != "h1":
                one.zone = zone


def _prose(one: _Text) -> int:
    """The words of a block that ends like a sentence and is no link."""
    words = one.text.count(" ") + 1
    ends = one.text.rstrip("\"”»’')] ")[-1:]
    return words if words >= 10 and ends in _STOPS and one.linked < 0.5 else 0
