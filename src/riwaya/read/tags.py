"""XML as feeds and sitemaps have it, well formed or not: a linear look for tags, no parser.

No entity is expanded but the characters of XML and HTML, nothing is nested and nothing is fetched:
a bomb is text like any other. What is well formed reads as a parser reads it; junk in front, bare
ampersands, entities of HTML, stray tags and a missing end do not stop it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from types import MappingProxyType

import msgspec

_TOKEN = re.compile(
    r"<(?:(?P<other>!\[CDATA\[|!--|\?)"
    r"|(?P<close>/?)(?P<name>[A-Za-z_][\w.-]{0,60}+(?::[\w.-]{1,60}+)?)"
    r"(?P<attributes>(?:\s(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+)?+/?+)>)"
)
_ENDS = MappingProxyType({"![CDATA[": "]]>", "!--": "-->", "?": "?>"})
_ATTRIBUTE = re.compile(
    r"(?<![\w.:-])([\w.:-]{1,120}+)\s{0,20}=\s{0,20}(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"']++))"
)
_PARTS = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
# Only with a semicolon: in an address, "&copy=2" is no sign of copyright.
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SUBSET = re.compile(r"<!DOCTYPE\b[^<>\[]{0,2000}+\[", re.IGNORECASE)
# Looking for the end tag of an element that has none takes as long as what is left is.
_MOST_AGAIN = 1_000_000
_DECLARED = re.compile(r"<!ENTITY\b", re.IGNORECASE)


class Tag(msgspec.Struct, frozen=True, gc=False):
    """A tag; its name is in lower case, because feeds do not agree on it."""

    name: str
    start: int
    end: int
    attributes: str
    closes: bool

    @property
    def empty(self) -> bool:
        """Whether it opens and closes."""
        return self.attributes.endswith("/")


class Element(msgspec.Struct, frozen=True, gc=False):
    """An element: where it starts and ends, what is inside it, and whether its end tag is there."""

    name: str
    attributes: str
    start: int
    end: int
    inner: tuple[int, int]
    whole: bool = True


def tags(text: str, at: int = 0, end: int | None = None) -> Iterator[Tag]:
    """The tags of `text[at:end]`; what looks like one in CDATA, comments and instructions is none.

    >>> [tag.name for tag in tags("<a><![CDATA[<b>]]></a>")]
    ['a', 'a']
    """
    end = len(text) if end is None else end
    while (match := _TOKEN.search(text, at, end)) is not None:
        at = match.end()
        if (other := match["other"]) is not None:
            found = text.find(_ENDS[other], at, end)
            at = end if found < 0 else found + len(_ENDS[other])
        else:
            name, attributes = match["name"].lower(), match["attributes"]
            yield Tag(name, match.start(), at, attributes, match["close"] == "/")


def elements(text: str, at: int = 0, end: int | None = None) -> Iterator[Element]:
    """The outermost elements of `text[at:end]`. One without an end tag goes to the next tag, and
    those behind it are found all the same, until too much was read again.

    >>> text = "<title>افتتاح جسر</title><author>هالة<link/>"
    >>> [(one.name, text[slice(*one.inner)], one.whole) for one in elements(text)]
    [('title', 'افتتاح جسر', True), ('author', 'هالة', False), ('link', '', True)]
    """
    end = len(text) if end is None else end
    left = _MOST_AGAIN
    while left > 0:
        opened: Tag | None = None
        depth = 0
        for tag in tags(text, at, end):
            if opened is None:
                if tag.empty and not tag.closes:
                    yield _element(tag, tag.end, (tag.end, tag.end))
                elif not tag.closes:
                    opened, depth = tag, 1
            elif tag.name == opened.name and not tag.empty:
                depth += -1 if tag.closes else 1
                if depth == 0:
                    yield _element(opened, tag.end, (opened.end, tag.start))
                    opened = None
        if opened is None:
            return
        at = opened.end
        left -= end - at
        behind = next((tag.start for tag in tags(text, at, end)), end)
        yield _element(opened, behind, (at, behind), whole=False)


def _element(opens: Tag, end: int, inner: tuple[int, int], *, whole: bool = True) -> Element:
    return Element(opens.name, opens.attributes, opens.start, end, inner, whole)


def attribute(attributes: str, name: str) -> str | None:
    """The value of an attribute, None where it is absent.

    >>> attribute(' rel="self" href="/a?b=1&amp;c=2"', "href")
    '/a?b=1&c=2'
    """
    for match in _ATTRIBUTE.finditer(attributes):
        if match[1].lower() == name:
            return unescape(match[2] or match[3] or match[4] or "")
    return None


def content(text: str) -> tuple[str, bool]:
    """What stands inside an element as text, and whether it has elements in it; then it is markup,
    and its entities stay.

    >>> content("قال <![CDATA[<b>الوزير</b>]]> &amp; غادر"), content("<div>أ&amp;ب</div>")
    (('قال <b>الوزير</b> & غادر', False), ('<div>أ&amp;ب</div>', True))
    """
    markup = next(tags(text), None) is not None
    if "<!" not in text:
        return (text if markup else unescape(text)), markup
    parts: list[str] = []
    at = 0
    for match in _PARTS.finditer(text):
        between = text[at : match.start()]
        parts += (between if markup else unescape(between), match[1] or "")
        at = match.end()
    parts.append(text[at:] if markup else unescape(text[at:]))
    return "".join(parts), markup


def unescape(text: str) -> str:
    """`text` with the entities of XML and HTML as characters.

    >>> unescape("قال &quot;نعم&quot;&nbsp;&amp;copy; &unknown;")
    'قال "نعم"\\xa0&copy; &unknown;'
    """
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def declares_entities(text: str, end: int) -> bool:
    """Whether a DOCTYPE in `text[:end]` declares entities of its own.

    >>> bomb = '<!DOCTYPE rss [<!ENTITY a "ha">]><rss>'
    >>> declares_entities(bomb, len(bomb))
    True
    """
    subset = _SUBSET.search(text, 0, end)
    if subset is None:
        return False
    close = text.find("]>", subset.end(), end)
    return _DECLARED.search(text, subset.end(), end if close < 0 else close) is not None
