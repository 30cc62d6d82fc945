"""Blocks of a page with markup: the text of each block element, with what the tags around it say.

What an element has of the blocks is a slice of them, so nothing here walks a tree.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate

from riwaya.extract.blocks import Block
from riwaya.extract.gathered import ROLES, WITHIN, Gathered, Text
from riwaya.extract.tree import Node, Tree

_STOPS = frozenset(".؟?!…:")
_BESIDE_PICTURE = 2
_CAPTION_WORDS = 30
_WIDE_WORDS, _PROSE_WORDS = 60, 10
_NAMES_CHARS = 500
_DIGIT = re.compile(r"\d")

_Place = tuple[tuple[int, ...], Node | None]
"""The numbers of the elements around a block, and the innermost of them."""


def blocks(tree: Tree, *, hidden: bool = False) -> list[Block]:
    """The text blocks of a parsed page, in document order; `hidden` takes in what is not shown.

    >>> [b.tag for b in blocks(Tree.parse("<h1>جسر</h1><p>افتتح الوزير جسرا.<br>وعاد."))]
    ['h1', 'p', 'p']
    """
    if not tree.nodes:
        return []
    gathered = Gathered(tree.nodes, hidden=hidden)
    zones, pictured = _zones(gathered), _pictured(gathered)
    places: dict[int, _Place] = {}
    like_of = cache(_likeness)
    found: list[Block] = []
    for number, (text, holder, item, linked, url, follows) in enumerate(gathered.found):
        chain, inner = places.get(holder.index) or _place(gathered, holder, places)
        found.append(Block(
            text, number, holder.index, item, holder.tag, zones[number], linked, url, chain,
            like_of(inner), number in pictured or (follows and _is_caption(text)),
        ))  # fmt: skip
    return found


def _is_caption(text: str) -> bool:
    """Whether a text right behind a picture, in an element that holds more, is its caption."""
    return text.count(" ") < _CAPTION_WORDS and _last_mark(text) not in _STOPS


def _last_mark(text: str) -> str:
    return text.rstrip("\"”»’')] ")[-1:]


def _likeness(node: Node | None) -> str:
    """What an element and its parent look like; without class names only its siblings are alike."""
    if node is None:
        return ""
    parent = node.parent or node
    outer, own = _kept_names(parent.get("class")), _kept_names(node.get("class"))
    return f"{parent.tag} {node.tag} {f'{outer} > {own}' if outer or own else parent.index}"


@lru_cache(maxsize=4_096)
def _kept_names(names: str) -> str:
    """The class names without those that number or hash one element."""
    found = names[:_NAMES_CHARS].split()
    if _DIGIT.search(names) is None and names.isascii():
        return " ".join(found)
    return " ".join(name for name in found if not any(map(str.isdigit, name)))


def _place(gathered: Gathered, node: Node, known: dict[int, _Place]) -> _Place:
    """The elements around a block, the innermost last, without those that hold one block only."""
    path: list[Node] = []
    at: Node | None = node
    while at is not None and at.index not in known:
        path.append(at)
        at = at.parent
    place: _Place = known[at.index] if at is not None else ((), None)
    for at in reversed(path):
        if ROLES.get(at.tag, "media") == "media":
            first, end = gathered.inside(at)
            place = ((*place[0], at.index), at) if end - first > 1 else place
        known[at.index] = place
    return place


def _zones(gathered: Gathered) -> list[str]:
    """The zone of each block: that of the innermost element that names one. An element with much of
    the page's prose in it is no furniture, whatever its class says: a form around a whole page."""
    sums = [0, *accumulate(map(_prose, gathered.found))]
    zones = [""] * len(gathered.found)
    # The outermost first, so that the innermost has the last word.
    for _, zone, first, end in gathered.zoned():
        mass = sums[end] - sums[first]
        if mass < _WIDE_WORDS or mass * 5 < sums[-1] * 2:
            zones[first:end] = [zone] * (end - first)
    return [
        "" if one[1].tag == "h1" else zone for one, zone in zip(gathered.found, zones, strict=True)
    ]


def _prose(one: Text) -> int:
    """The words of a block that ends like a sentence and is no link."""
    text, linked = one[0], one[3]
    words = text.count(" ") + 1
    return words if words >= _PROSE_WORDS and linked < 0.5 and _last_mark(text) in _STOPS else 0


def _pictured(gathered: Gathered) -> set[int]:
    """The blocks in an element that holds a picture and little else."""
    seen: set[int] = set()
    found: set[int] = set()
    for node in gathered.media:
        at = node.parent
        while at is not None and at.index not in seen:
            seen.add(at.index)
            first, end = gathered.inside(at)
            if end - first > _BESIDE_PICTURE:
                break
            if ROLES.get(at.tag) not in WITHIN:
                found.update(range(first, end))
            at = at.parent
    return found
