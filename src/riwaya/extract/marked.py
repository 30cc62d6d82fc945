"""What elements and links of a page are marked as: rows of tags, the trail of sections, the writer,
the link to the front page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import islice
from urllib.parse import urlsplit

import msgspec

from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.named import link_words, named_elements
from riwaya.extract.tree import Node, Tree
from riwaya.extract.zones import zone_of

_WIDE = frozenset(("html", "body", "main", "article"))
_OWN_ZONES = frozenset(("", "tags", "other", "byline"))
_WITH_TAGS = frozenset(("share", "navigation"))
_FRONT = re.compile(r"\./|/|/?index\.(?:php|html?|aspx?)|/(?:ar|arabic)/?")
_MOST_LINKS, _MOST_ROWS, _MOST_ROW, _MOST_HOMES = 4_000, 60, 40, 8
_MOST_CLIMB = 3
_BESIDE_CHARS, _ROW_CHARS = 40, 800
_SHORT, _LONGEST_NAME, _LONGEST_DECK = 120, 60, 600
_ARABIC = re.compile(r"[\u0621-\u064a]")


class Marks(msgspec.Struct, frozen=True):
    """`tags` are rows of links to tags, `trail` the linked steps from the front page on, `current`
    what the menu shows as the section, `writers` the elements marked as the author, `named` the
    folded texts of those that a class or an address names for one, `decks` those that a class names
    for the deck, `home` what links to the front page say, `kicker` the link right before the
    headline."""

    tags: tuple[tuple[str, ...], ...] = ()
    trail: tuple[str, ...] = ()
    current: str | None = None
    writers: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    decks: frozenset[str] = frozenset()
    home: tuple[str, ...] = ()
    kicker: str | None = None


def read_marks(tree: Tree, url: str | None = None) -> Marks:
    """The marks of a parsed page; `url` is its address by its metadata.

    >>> page = "<p>الوسوم: <a rel=tag href=/t/1>جسور</a> <a rel=tag href=/t/2>أنهار</a></p>"
    >>> read_marks(Tree.parse(page)).tags
    (('جسور', 'أنهار'),)
    """
    links = tree.tagged("a")[:_MOST_LINKS]
    found = named_elements(tree)
    return Marks(
        tags=tuple(_tag_rows(tree, links)),
        trail=_trail(tree, found.trail),
        current=_current(tree, links, found.active),
        writers=tuple(dict.fromkeys(_writers(tree, found.author)))[:_MOST_HOMES],
        named=frozenset(_writer_texts(tree, found.writer, links)),
        decks=frozenset(_deck_texts(tree, found.deck)),
        home=tuple(dict.fromkeys(_home(tree, links, url)))[:_MOST_HOMES],
        kicker=_kicker(tree),
    )


@cache
def _tag_path() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[/.?&=])(?:{link_words('link')})(?=[/.?&=]|$)")


@cache
def tag_labels() -> frozenset[str]:
    """Folded words that head the tags (الوسوم, كلمات مفتاحية)."""
    return frozenset(key_of(row["text"]) for row in rows("signs") if row["match"] == "tags")


def _is_tag(link: Node) -> bool:
    rel = link.get("rel").lower().split() if "rel" in link.attributes else ()
    if rel:
        return "tag" in rel and "category" not in rel
    href = link.get("href")[:300]
    path = href.partition("//")[2].partition("/")[2] if "//" in href[:8] else href
    return _tag_path().search(path.lower()) is not None


def _tag_rows(tree: Tree, links: Sequence[Node]) -> Iterator[tuple[str, ...]]:
    """The links to tags that stand together with hardly another word, outside other articles."""
    heads: dict[int, bool] = {}
    lengths: dict[int, int] = {}
    found: dict[int, list[Node]] = {}
    for link in links:
        if _is_tag(link) or _is_headed(tree, link, heads):
            found.setdefault(_container(tree, link, lengths).index, []).append(link)
    for at, row in islice(found.items(), _MOST_ROWS):
        holder = tree.nodes[at]
        texts = [text for text in (tree.text_of(link, _SHORT) for link in row) if text]
        whole = tree.text_of(holder, _ROW_CHARS)
        alone = len(whole) - sum(map(len, texts)) <= _BESIDE_CHARS
        zones = _zones(tree, holder)
        # Tags that call themselves so may stand in a bar of buttons.
        zones -= _WITH_TAGS if all("rel" in link.attributes for link in row) else set()
        if texts and alone and zones <= _OWN_ZONES:
            yield tuple(texts[:_MOST_ROW])


def _is_headed(tree: Tree, link: Node, heads: dict[int, bool]) -> bool:
    """Whether the first words of what a link stands in call its links tags; `heads` has what was
    looked at."""
    holder = link.parent
    if holder is None or holder.tag in _WIDE:
        return False
    if holder.index not in heads:
        first = next((node.text for node in tree.inside(holder) if node.text.strip()), "").strip()
        short = first.endswith(":") and len(first) < _BESIDE_CHARS
        heads[holder.index] = short and key_of(first) in tag_labels()
    return heads[holder.index]


def _container(tree: Tree, link: Node, lengths: dict[int, int]) -> Node:
    """The element that a link shares with others: elements with the link alone are passed."""
    length = len(tree.text_of(link, _SHORT))
    at = link.parent or link
    for _ in range(_MOST_CLIMB):
        if at.index not in lengths:
            lengths[at.index] = len(tree.text_of(at, _SHORT))
        if at.parent is None or at.tag in _WIDE or lengths[at.index] > length + 2:
            break
        at = at.parent
    return at


def _zones(tree: Tree, node: Node) -> set[str]:
    found: set[str] = set()
    at: Node | None = node
    while at is not None and at.tag not in _WIDE:
        if at.index not in tree.around:
            found.add(zone_of(at))
        at = at.parent
    return found


def _trail(tree: Tree, elements: Sequence[Node]) -> tuple[str, ...]:
    """The links of the first element that is named for a breadcrumb and has some."""
    for node in elements:
        texts = (tree.text_of(inner, _SHORT) for inner in tree.inside(node) if inner.tag == "a")
        found = tuple(text for text in texts if text)
        if len(found) > 1:
            return found
    return ()


def _current(tree: Tree, links: Sequence[Node], active: Set[int]) -> str | None:
    """The one entry of the menus that is marked as where the reader is."""
    found: dict[str, str] = {}
    for link in links:
        holder = link.parent or link
        if holder.index in active or link.get("aria-current").lower() in ("page", "true"):
            texts = [node.text.strip() for node in tree.inside(link) if node.text.strip()]
            if texts and _ARABIC.search(texts[-1]) and "navigation" in _zones(tree, link):
                found.setdefault(key_of(texts[-1]), texts[-1])
    return next(iter(found.values())) if len(found) == 1 else None


def _writers(tree: Tree, elements: Sequence[Node]) -> Iterator[str]:
    """The names in elements that are marked as the author, outside comments and other articles."""
    for node in elements[:_MOST_ROW]:
        if not _zones(tree, node) & {"comments", "comment_form", "related", "navigation", "ticker"}:
            named = (n for n in tree.inside(node) if "name" in n.get("itemprop").split())
            text = tree.text_of(next(named, node), _SHORT).rpartition(":")[2].strip()
            if 0 < len(text) <= _LONGEST_NAME:
                yield text


@cache
def _author_path() -> re.Pattern[str]:
    return re.compile(rf"[/?&](?:{link_words('writer_link')})(?:[/=]|\.\w{{2,4}}\?)[^/\s]")


def _writer_texts(tree: Tree, elements: Sequence[Node], links: Sequence[Node]) -> Iterator[str]:
    """The folded short texts of the elements that a class names for the writer, and of the links
    to a writer's page."""
    path = _author_path()
    marked = (link for link in links if path.search(link.get("href")[:_SHORT].lower()))
    for node in (*elements[:_MOST_ROW], *islice(marked, _MOST_ROW)):
        text = tree.text_of(node, _SHORT)
        if 0 < len(text) <= _LONGEST_NAME:
            yield key_of(text)


def _deck_texts(tree: Tree, elements: Sequence[Node]) -> Iterator[str]:
    """The folded texts of the elements that a class names for the deck."""
    for node in elements[:_MOST_ROW]:
        text = tree.text_of(node, 2 * _LONGEST_DECK)
        if _LONGEST_NAME // 2 < len(text) <= _LONGEST_DECK:
            yield key_of(text)


def _home(tree: Tree, links: Sequence[Node], url: str | None) -> Iterator[str]:
    """The texts of links to the front page, and what pictures in them are called."""
    host = f"//{urlsplit(url).netloc}" if url else "//"
    for link in links:
        href = link.get("href").strip()[:300]
        path = href.removeprefix("https:").removeprefix("http:")
        own = path.removeprefix(host) or "/" if path.startswith(host) else path
        if not _FRONT.fullmatch(own if href else ""):
            continue
        text = tree.text_of(link, _SHORT)
        pictures = (node.get("alt") for node in tree.inside(link) if node.tag == "img")
        yield from (one.strip() for one in (text, *pictures) if _ARABIC.search(one))


def _kicker(tree: Tree) -> str | None:
    """The last link among the few nodes before the first headline."""
    heading = next(iter(tree.tagged("h1")), None)
    if heading is None:
        return None
    for node in reversed(tree.nodes[max(0, heading.index - 2 * _MOST_HOMES) : heading.index]):
        if node.tag == "a":
            return tree.text_of(node, _SHORT) or None
        if len(node.text.strip()) > _LONGEST_NAME:
            return None
    return None
