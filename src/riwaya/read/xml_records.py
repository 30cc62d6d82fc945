"""XML that is a list of records: the root, what is said of all of them, and the records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

import msgspec

from riwaya import limits
from riwaya.read.tags import Element, Tag, content, elements, tags

_XMLNS = re.compile(r"\bxmlns(?::([\w.-]{1,60}))?\s{0,20}=\s{0,20}[\"']([^\"']{1,200})[\"']")
_SPACES = MappingProxyType({
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://news.yandex.ru": "yandex",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
})  # fmt: skip


class Names:
    """The names of elements with the prefixes that are usual for their namespaces; those of the
    root's own namespace have none.

    >>> root = next(tags('<a:feed xmlns:a="http://www.w3.org/2005/Atom">'))
    >>> Names(root)("a:title"), Names(root)("dc:creator")
    ('title', 'dc:creator')
    """

    def __init__(self, root: Tag) -> None:
        self._usual = {
            (match[1] or "").lower(): _SPACES.get(match[2].lower(), (match[1] or "").lower())
            for match in _XMLNS.finditer(root.attributes)
        }
        own = root.name.rpartition(":")[0]
        self._own = {"", own, self._usual.get(own, ""), self._usual.get("", "")}

    def __call__(self, name: str) -> str:
        """The usual form of a name as it is written."""
        prefix, _, local = name.rpartition(":")
        prefix = self._usual.get(prefix, prefix)
        return local if prefix in self._own else f"{prefix}:{local}"


class Fields:
    """The elements of a slice by name, in their order; `damaged` where one has no end tag."""

    def __init__(self, text: str, names: Names, found: Iterable[Element]) -> None:
        self._text = text
        self._names = names
        self._found: dict[str, list[Element]] = {}
        self.damaged = False
        for element in found:
            self._found.setdefault(names(element.name), []).append(element)
            self.damaged = self.damaged or not element.whole

    def all(self, *wanted: str) -> Iterator[Element]:
        """The elements of each name in turn."""
        return (element for name in wanted for element in self._found.get(name, ()))

    def inside(self, element: Element) -> Fields:
        """The elements of an element."""
        return Fields(self._text, self._names, elements(self._text, *element.inner))

    def content(self, element: Element) -> tuple[str, bool]:
        """See `tags.content`."""
        return content(self._text[slice(*element.inner)])

    def texts(self, *wanted: str) -> Iterator[str]:
        """What is not blank in the elements of each name in turn."""
        return (text for one in self.all(*wanted) if (text := self.content(one)[0].strip()))

    def text(self, *wanted: str) -> str | None:
        """The first of `texts`."""
        return next(self.texts(*wanted), None)


class Record(msgspec.Struct, frozen=True):
    """A record: its slice of the text, its attributes and its elements; `whole` is False where the
    document ends inside it."""

    source: str
    attributes: str
    fields: Fields
    whole: bool


class Document(msgspec.Struct, frozen=True):
    """The records of a document, the first of them as slices, and how many more there are; what
    stands `outside` of them; `whole` is False where the end tag of the root is missing, `capped` is
    True where nothing behind `limits.XML_TAGS` tags was looked at."""

    text: str
    root: Tag
    names: Names
    slices: Sequence[tuple[Tag, int, bool]]
    more: int
    outside: str
    whole: bool
    capped: bool

    def records(self) -> Iterator[Record]:
        """The records, in their order."""
        for tag, end, whole in self.slices:
            found = elements(self.text, tag.end, end)
            fields = Fields(self.text, self.names, found)
            yield Record(self.text[tag.start : end], tag.attributes, fields, whole)

    def head(self, *containers: str) -> Fields:
        """What is said of all records: the elements of the root and those of `containers` in it."""
        found = list(elements(self.outside, self.root.end - self.root.start))
        for element in found[:]:
            if self.names(element.name) in containers:
                found += elements(self.outside, *element.inner)
        return Fields(self.outside, self.names, found)


def document(text: str, roots: Sequence[str], records: Sequence[str], most: int) -> Document | None:
    """The document in `text` whose root is one of `roots` and whose records, `most` of them at
    most, are named one of `records`; None where there is no such root.

    >>> sitemap = "<urlset><url><loc>https://example.org/1</loc></url></urlset>"
    >>> [one.fields.text("loc") for one in document(sitemap, ["urlset"], ["url"], 9).records()]
    ['https://example.org/1']
    """
    opened = (tag for tag in tags(text) if not tag.closes)
    root = next((tag for tag in opened if tag.name.rpartition(":")[2] in roots), None)
    if root is None:
        return None
    names = Names(root)
    found = _Found(most, root)
    end, capped = len(text), False
    for number, tag in enumerate(tags(text, root.end)):
        if number == limits.XML_TAGS:
            end, capped = tag.start, True
            break
        if names(tag.name) in records:
            found.take(tag)
        elif tag.closes and tag.name == root.name:
            found.whole = True
    found.end(end)
    outside = "".join(text[start:end] for start, end in found.outside)
    return Document(text, root, names, found.slices, found.more, outside, found.whole, capped)


class _Found:
    """The records met so far, the first `most` of them kept, and the slices around them."""

    def __init__(self, most: int, root: Tag) -> None:
        self.slices: list[tuple[Tag, int, bool]] = []
        self.outside: list[tuple[int, int]] = []
        self.more = 0
        self.whole = False
        self._most = most
        self._behind = root.start
        self._open: Tag | None = None

    def take(self, tag: Tag) -> None:
        """The next tag of a record. One that opens where another is open ends that one."""
        if self._open is not None:
            self._add(self._open, tag.start)
        self._open = None
        if not tag.closes and tag.empty:
            self._add(tag, tag.end)
        elif not tag.closes:
            self._open = tag

    def end(self, end: int) -> None:
        """The end of the document."""
        if self._open is not None:
            self._add(self._open, end, whole=False)
        self._leave(end, end)

    def _leave(self, start: int, behind: int) -> None:
        if self._behind < start and not self.more:
            self.outside.append((self._behind, start))
        self._behind = behind

    def _add(self, tag: Tag, end: int, *, whole: bool = True) -> None:
        self._leave(tag.start, end)
        if len(self.slices) < self._most:
            self.slices.append((tag, end, whole))
        else:
            self.more += 1
