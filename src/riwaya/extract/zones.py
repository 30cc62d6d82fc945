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
_HIDING = frozenset(("hidden", "itemprop", "style"))
_TYPED = frozenset(("role", "itemtype"))
_COMMENTS = ("/Comment", "/UserComments")
_NAMES = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMES_CHARS = 500


@cache
def _zones(match: str) -> MappingProxyType[str, str]:
    found = {row["text"]: row["kind"] for row in rows("html_zones") if row["match"] == match}
    return MappingProxyType(found)


def _words(names: str) -> list[str]:
    lowered = names.lower()
    return _NAMES.findall(lowered if lowered == names else _CAMEL.sub(" ", names).lower())


def class_words(node: Node) -> tuple[str, ...]:
    """The words of an element's class and id, in order and in lower case: `postDate` has two."""
    names = f"{node.get('class')} {node.get('id')}"
    return _class_words(names[:_NAMES_CHARS]) if len(names) > 1 else ()


@lru_cache(maxsize=4_096)
def _class_words(names: str) -> tuple[str, ...]:
    return tuple(_words(names))


def zone_of(node: Node) -> str:
    """The kind of furniture that an element is by its tag or class, or "".

    >>> zone_of(Tree.parse("<nav>الأخبار</nav>").tagged("nav")[0])
    'navigation'
    """
    attributes = node.attributes
    get = attributes.get
    zone = _zone(node.tag, get("class"), get("id"))
    if zone:
        parent = node.parent if node.tag == "footer" else None
        return zone if parent is None or parent.tag != "blockquote" else ""
    if not attributes or _TYPED.isdisjoint(attributes) or node.tag in _WIDE:
        return ""
    role = get("role")
    if role:
        return _zones("role").get(role, "")
    return "comments" if (get("itemtype") or "").endswith(_COMMENTS) else ""


@lru_cache(maxsize=65_536)
def _zone(tag: str, names: str | None, identity: str | None) -> str:
    found = _zones("tag").get(tag)
    if found is not None or tag in _WIDE or not (names or identity):
        return found or ""
    table = _zones("class")
    for word in _words(f"{names or ''} {identity or ''}"[:_NAMES_CHARS]):
        if word in table:
            return table[word]
    return ""


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
    if not attributes or _HIDING.isdisjoint(attributes):
        return False
    if "hidden" in attributes or attributes.get("itemprop") in ("publisher", "logo"):
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN.search(style[:500]) is not None
