"""The elements of a parsed page, walked once in document order, and what tag and class say of one.

The lists that the tree gives by tag cost a walk each, and a loop over one is quadratic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Any

from resiliparse.parse.html import ElementNode, HTMLTree

from riwaya.data import rows

AROUND = "data-riwaya-around"
"""Set on what the headline stands in: a form around the whole page is no furniture."""
_WIDE = frozenset(("html", "body", "main", "article"))
_WORDS = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMES_CHARS = 500


class Elements:
    """Every element of a page, and those of a tag, in document order.

    >>> page = HTMLTree.parse("<h1>جسر</h1><p>افتتح الوزير <b>اليوم</b> جسرا.</p>")
    >>> [node.text for node in Elements(page).tagged("b")]
    ['اليوم']
    """

    def __init__(self, tree: HTMLTree) -> None:
        self.every = tuple(walk(tree.document))
        self._by_tag: dict[str, list[ElementNode]] = {}
        for node in self.every:
            self._by_tag.setdefault(node.tag or "", []).append(node)

    def tagged(self, *tags: str) -> list[ElementNode]:
        """The elements of each tag in turn."""
        return [node for tag in tags for node in self._by_tag.get(tag, ())]


def walk(root: Any) -> Iterator[ElementNode]:
    """The elements in `root` (None has none), in document order, with a loop."""
    node: Any = root
    down = True
    while node is not None:
        if down and node.first_child is not None:
            node = node.first_child
        elif node == root:
            return
        elif node.next is not None:
            node, down = node.next, True
        else:
            node, down = node.parent, False
            continue
        down = True
        if isinstance(node, ElementNode):
            yield node


def class_words(node: ElementNode) -> list[str]:
    """The words of an element's class and id, in order and in lower case: `postDate` has two."""
    names = f"{node.getattr('class') or ''} {node.getattr('id') or ''}"
    if len(names) < 2:
        return []
    return _WORDS.findall(_CAMEL.sub(" ", names[:_NAMES_CHARS]).lower())


@cache
def _zones(match: str) -> MappingProxyType[str, str]:
    found = {row["text"]: row["kind"] for row in rows("html_zones") if row["match"] == match}
    return MappingProxyType(found)


def zone_of(node: ElementNode) -> str:
    """The kind of furniture that an element is by its tag or class, or "".

    >>> zone_of(next(walk(HTMLTree.parse("<nav>الأخبار</nav>").body)))
    'navigation'
    """
    if node.hasattr(AROUND):
        return ""
    name = node.tag or ""
    found = _zones("tag").get(name)
    if found is not None or name in _WIDE:
        return found or ""
    table = _zones("class")
    return next((table[word] for word in class_words(node) if word in table), "")


def in_furniture(node: ElementNode) -> bool:
    """Whether an element, or what it stands in below the page's wide elements, is furniture."""
    at: Any = node
    while isinstance(at, ElementNode) and at.tag not in _WIDE:
        if zone_of(at):
            return True
        at = at.parent
    return False
