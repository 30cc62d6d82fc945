"""What the markup says of an element: the kind of furniture that its tag, class, id or role names,
and whether it is hidden."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import MappingProxyType

from riwaya.data import rows
from riwaya.extract.tree import Node, Tree

_WIDE = frozenset(("html", "body", "main", "article"))
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_NAMES = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMES_CHARS = 500


@cache
def _zones(match: str) -> MappingProxyType[str, str]:
    found = {row["text"]: row["kind"] for row in rows("html_zones") if row["match"] == match}
    return MappingProxyType(found)


@lru_cache(maxsize=65_536)
def _words(names: str) -> tuple[str, ...]:
    return tuple(_NAMES.findall(_CAMEL.sub(" ", names).lower()))


def class_words(node: Node) -> tuple[str, ...]:
    """The words of an element's class and id, in order and in lower case: `postDate` has two."""
    names = f"{node.get('class')} {node.get('id')}"
    return _words(names[:_NAMES_CHARS]) if len(names) > 1 else ()


def zone_of(node: Node) -> str:
    """The kind of furniture that an element is by its tag or class, or "".

    >>> zone_of(Tree.parse("<nav>الأخبار</nav>").tagged("nav")[0])
    'navigation'
    """
    if node.tag == "footer" and node.parent is not None and node.parent.tag == "blockquote":
        return ""
    if not node.attributes:
        return _zones("tag").get(node.tag, "")
    get = node.attributes.get
    return _zone(node.tag, get("class") or "", get("id") or "", get("role") or "",
                 get("itemtype") or "")  # fmt: skip


@lru_cache(maxsize=65_536)
def _zone(tag: str, names: str, identity: str, role: str, item: str) -> str:
    found = _zones("tag").get(tag)
    if found is not None or tag in _WIDE:
        return found or ""
    table = _zones("class")
    for word in _words(f"{names} {identity}"[:_NAMES_CHARS]):
        if word in table:
            return table[word]
    if role:
        return _zones("role").get(role, "")
    return "comments" if item.endswith(("/Comment", "/UserComments")) else ""


def in_furniture(tree: Tree, node: Node) -> bool:
    """Whether an element, or what it stands in below the page's wide elements, is furniture; what
    the headline stands in is none."""
    at: Node | None = node
    while at is not None and at.tag not in _WIDE:
        if at.index not in tree.around and zone_of(at):
            return True
        at = at.parent
    return False


def is_hidden(node: Node) -> bool:
    """Whether an element's own attributes hide it."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or node.get("itemprop") in ("publisher", "logo"):
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN.search(style[:500]) is not None
