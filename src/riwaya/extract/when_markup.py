"""Dates in the markup of a page: <meta>, JSON-LD, microdata, and elements beside the headline."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from operator import itemgetter
from types import MappingProxyType

import msgspec

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.tree import Node, Tree
from riwaya.extract.when import Clue, Kind, stamp
from riwaya.extract.when_lines import line_clues, stands_apart
from riwaya.extract.zones import class_words, in_furniture

_KINDS: MappingProxyType[str, Kind] = MappingProxyType(
    {"published": "published", "dated": "dated", "modified": "modified"}
)
_LEGIBLE = re.compile(r'"(datePublished|dateModified)"\s{0,4}:\s{0,4}"([^"\n]{8,40})"')
_META_NAMES = ("property", "name", "itemprop")
_HEADINGS = ("h1", "h2", "h3")
_ALL_HEADINGS = frozenset((*_HEADINGS, "h4", "h5", "h6"))
_CLIMB = 4
_MOST = 100
_MOST_INSIDE = 500
_PROSE = 15


@cache
def _fields_of(attribute: str) -> MappingProxyType[str, str]:
    """Name -> field of the rows of `html_meta.tsv` with that attribute."""
    return MappingProxyType(
        {row["name"]: row["field"] for row in rows("html_meta") if row["attribute"] == attribute}
    )


def markup_clues(
    tree: Tree,
    articles: Sequence[Mapping[str, object]],
    broken: Sequence[str],
    titles: Sequence[str],
    urls: Sequence[str],
) -> tuple[Clue, ...]:
    """The dates that the markup gives; `articles` are those of JSON-LD, `broken` its scripts that
    are no JSON, `titles` and `urls` the page's own.

    >>> page = "<h1>خبر</h1><time pubdate datetime='2019-05-24T10:00'>الجمعة</time>"
    >>> markup_clues(Tree.parse(page), (), (), ("خبر",), ())[0].days
    ('2019-05-24',)
    """
    keys = [key_of(title) for title in titles]
    own = [item for item in articles if not _is_another(item, keys, urls)]
    values = [*_of_json(own), *_of_broken(broken), *_of_meta(tree), *_of_elements(tree, keys)]
    found = [clue for kind, value in values if (clue := stamp(value, kind)) is not None]
    return tuple(_changed((*dict.fromkeys(found), *_beside(tree, keys))))


def _changed(clues: Sequence[Clue]) -> list[Clue]:
    """The clues without a time of change that is the time of publication: nothing was changed."""
    first = {clue.when.start for clue in clues if clue.kind == "published"}
    return [clue for clue in clues if clue.kind != "modified" or clue.when.start not in first]


def _is_another(item: Mapping[str, object], keys: Sequence[str], urls: Sequence[str]) -> bool:
    """Whether an article of JSON-LD is not the page's own: another headline and, where both are
    given, another address."""
    headline = item.get("headline") or item.get("name")
    if isinstance(headline, str) and keys:
        key = key_of(html.unescape(headline).removesuffix("...").removesuffix("…"))
        if key and any(key in title or title in key for title in keys if title):
            return False
        return bool(key)
    page = item.get("url") or item.get("mainEntityOfPage")
    address = page.get("@id") if isinstance(page, dict) else page
    return isinstance(address, str) and bool(urls) and _path(address) not in map(_path, urls)


def _path(url: str) -> str:
    return url.split("#")[0].split("?")[0].removeprefix("https:").removeprefix("http:").rstrip("/")


def _of_json(articles: Sequence[Mapping[str, object]]) -> Iterator[tuple[Kind, str]]:
    fields: tuple[tuple[str, Kind], ...] = (
        ("datePublished", "published"),
        ("dateCreated", "dated"),
        ("dateModified", "modified"),
    )
    for item in articles:
        for name, kind in fields:
            value = item.get(name)
            if isinstance(value, str):
                yield kind, value


def _of_broken(scripts: Sequence[str]) -> Iterator[tuple[Kind, str]]:
    """Dates of a script that is no JSON, where it has one of them only."""
    for script in scripts:
        for name, kind in (("datePublished", "published"), ("dateModified", "modified")):
            values = {value for field, value in _LEGIBLE.findall(script) if field == name}
            if len(values) == 1:
                yield _KINDS[kind], values.pop()


@cache
def _meta_kinds() -> tuple[tuple[str, Kind], ...]:
    """The names of <meta> that give a date and what each says, the most trusted first."""
    return tuple(dict.fromkeys(
        (row["name"], _KINDS[row["field"]]) for row in rows("html_meta")
        if row["field"] in _KINDS and row["attribute"] in _META_NAMES
    ))  # fmt: skip


def _of_meta(tree: Tree) -> Iterator[tuple[Kind, str]]:
    wanted = dict(_meta_kinds())
    given: dict[str, str] = {}
    for node in tree.tagged("meta"):
        content = node.get("content").strip()
        for attribute in _META_NAMES if content else ():
            name = node.get(attribute).strip().lower()
            if name in wanted and name not in given and not in_furniture(tree, node):
                given[name] = content
    yield from ((kind, given[name]) for name, kind in _meta_kinds() if name in given)


def _of_elements(tree: Tree, keys: Sequence[str]) -> Iterator[tuple[Kind, str]]:
    """Microdata, and <time pubdate>."""
    table = _fields_of("itemprop")
    dated = (node for node in tree.nodes if node.attributes and _is_dated(node))
    for node in islice(dated, _MOST):
        if node.tag == "meta" or in_furniture(tree, node) or _in_card(tree, node, keys):
            continue
        props = node.get("itemprop").lower().split()
        field = next((table[prop] for prop in props if prop in table), "")
        kind = _KINDS.get(field) or ("published" if "pubdate" in node.attributes else None)
        value = _value(node) or tree.text_of(node, 120)
        if kind and value:
            yield kind, value


def _is_dated(node: Node) -> bool:
    if "itemprop" in node.attributes and "date" in node.get("itemprop").lower():
        return True
    return node.tag == "time" and "pubdate" in node.attributes


def _value(node: Node) -> str:
    return (node.get("content") or node.get("datetime")).strip()


def _elements(tree: Tree, node: Node) -> list[Node]:
    """The first elements inside an element."""
    return list(islice((inner for inner in tree.inside(node) if inner.tag), _MOST_INSIDE))


def _in_card(tree: Tree, node: Node, keys: Sequence[str]) -> bool:
    """Whether an element stands in the card of another article: one with headings or links of its
    own, none of them the page's title."""
    at = node.parent
    while at is not None and at.tag not in ("html", "body", "main"):
        if at.tag in ("article", "li") or "itemscope" in at.attributes:
            inner = _elements(tree, at)
            heads = [key_of(tree.text_of(n, 600)) for n in inner if n.tag in _ALL_HEADINGS]
            known = at.index in tree.around or any(head in keys for head in heads)
            linked = at.tag == "article" and any(n.tag == "a" for n in inner)
            return not known and bool(heads or linked)
        at = at.parent
    return False


def _beside(tree: Tree, keys: Sequence[str]) -> tuple[Clue, ...]:
    """The dates of the elements that stand with the headline and are named for it (<time>,
    class="post-date"): those in the nearest element around it that has any."""
    headings = tree.tagged(*_HEADINGS)[:_MOST]
    texts = [key_of(tree.text_of(node, 600)) for node in headings]
    named = [
        (keys.index(text), node) for text, node in zip(texts, headings, strict=True) if text in keys
    ]
    # A blog's h1 is its own name: what the metadata calls the article comes before it.
    named.sort(key=itemgetter(0))
    if not named and [node.tag for node in headings].count("h1") == 1:
        named = [(0, headings[0])]
    heading = named[0][1] if named else None
    around = heading.parent if heading is not None else None
    for _ in range(_CLIMB):
        if around is None or heading is None or around.tag in ("body", "html"):
            break
        found = _inside(tree, around, heading, keys)
        if found:
            return tuple(found)
        around = around.parent
    return ()


def _inside(tree: Tree, around: Node, heading: Node, keys: Sequence[str]) -> list[Clue]:
    found: list[Clue] = []
    seen, left = False, _MOST
    for node in _elements(tree, around):
        seen = seen or node is heading
        role = _role(node)
        if not left or not (role or node.tag == "p"):
            continue
        text = tree.text_of(node, 400)
        if seen and node.tag == "p" and len(text.split()) > _PROSE:
            break
        left -= bool(role)
        own = not (in_furniture(tree, node) or _in_card(tree, node, keys))
        if role and len(text) <= 120 and own:
            found.extend(_read(node, text, role))
    return list(dict.fromkeys(found))


def _role(node: Node) -> str:
    """`near`, `modified`, `today`, or "" for an element that is not named for a date."""
    roles = set[str]()
    if node.attributes:
        table = _fields_of("class")
        roles.update([table[word] for word in class_words(node) if word in table])
        roles.add(_fields_of("itemprop").get(node.get("itemprop").lower(), ""))
    for role in ("today", "modified"):
        if role in roles:
            return role
    return "near" if "near" in roles or node.tag == "time" else ""


def _read(node: Node, text: str, role: str) -> list[Clue]:
    if role == "today":
        return []
    clue = stamp(_value(node), "near") if _value(node) else None
    lines = [c for c in line_clues(text) if c.kind != "near" or stands_apart(text)]
    clues = [clue] if clue is not None else lines
    if clue is not None and any(line.kind == "modified" for line in lines):
        role = "modified"
    kind: Kind = "modified"
    return [msgspec.structs.replace(one, kind=kind) if role == kind else one for one in clues]
