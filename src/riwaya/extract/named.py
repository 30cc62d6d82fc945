"""The elements of a page that their attributes name for something, found in one pass: trails of
sections, the author, the deck, the entry of a menu that is shown."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import quote

import msgspec

from riwaya.data import rows
from riwaya.extract.tree import Node, Tree

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMES_CHARS = 500


class Named(msgspec.Struct):
    """Elements in document order: `trail` those named for a breadcrumb, `author` those marked as
    the author, `writer` and `deck` those that a class names so, `active` the numbers of those that
    a class calls the one that is shown."""

    trail: list[Node] = []
    author: list[Node] = []
    writer: list[Node] = []
    deck: list[Node] = []
    active: set[int] = set()


def named_elements(tree: Tree) -> Named:
    """The named elements of a parsed page.

    >>> page = "<p class=post-author>هالة ناصر</p><p class=chapo>افتتح الوزير جسرا.</p>"
    >>> found = named_elements(Tree.parse(page))
    >>> [tree.tag for tree in found.writer], [tree.tag for tree in found.deck]
    (['p'], ['p'])
    """
    found = Named()
    for node in tree.nodes:
        attributes = node.attributes
        if not attributes:
            continue
        names = attributes.get("class")
        kinds = kinds_of(names) if names else ""
        if kinds:
            _sort(found, node, kinds)
        if len(attributes) > 1 or not names:
            _by_attributes(found, node)
    return found


def _sort(found: Named, node: Node, kinds: str) -> None:
    if "w" in kinds:
        found.writer.append(node)
    if "d" in kinds:
        found.deck.append(node)
    if "c" in kinds:
        found.trail.append(node)
    if "a" in kinds:
        found.active.add(node.index)


def _by_attributes(found: Named, node: Node) -> None:
    """Sort an element by its other attributes than the class."""
    attributes = node.attributes
    label, identity, kind = (attributes.get(key) for key in ("aria-label", "id", "itemtype"))
    if identity:
        kinds = kinds_of(identity)
        _sort(found, node, "".join(one for one in kinds if one in "ca"))
    if (label and "breadcrumb" in label.lower()) or (kind and kind.endswith("BreadcrumbList")):
        found.trail.append(node)
    prop, rel = attributes.get("itemprop"), attributes.get("rel")
    marked = prop and node.tag not in ("meta", "link") and "author" in prop.split()
    if marked or (rel and node.tag == "a" and "author" in rel.lower().split()):
        found.author.append(node)


@lru_cache(maxsize=65_536)
def kinds_of(names: str) -> str:
    """What the whole words of a class or an id name an element for: `w`riter, `d`eck, `c`rumbs,
    `a`ctive; "" for most.

    >>> kinds_of("postAuthor"), kinds_of("entry-summary"), kinds_of("authority")
    ('w', 'd', '')
    """
    spaced = _CAMEL.sub(" ", names[:_NAMES_CHARS])
    return "".join(sorted({match.lastgroup or "" for match in _words().finditer(spaced)}))


@cache
def _words() -> re.Pattern[str]:
    fields = {"w": "writer", "d": "deck", "c": "trail", "a": "active"}
    groups = (f"(?P<{group}>{'|'.join(_named(field))})" for group, field in fields.items())
    return re.compile(rf"(?<![a-z])(?:{'|'.join(groups)})(?![a-z])", re.IGNORECASE)


@cache
def link_words(attribute: str) -> str:
    """The words of addresses in rows of `html_meta.tsv`, as an alternation: as they are and as
    addresses write them.

    >>> re.search(link_words("writer_link"), "/%d9%83%d8%a7%d8%aa%d8%a8/7") is not None
    True
    """
    words = _named(attribute)
    written = dict.fromkeys((*words, *(quote(word).lower() for word in words)))
    return "|".join(map(re.escape, written))


def _named(attribute: str) -> list[str]:
    return [row["name"] for row in rows("html_meta") if row["attribute"] == attribute]
