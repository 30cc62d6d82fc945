"""A linear look at markup before any tree parser sees it, and the way out where it is beyond the
caps: the text without its tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from types import MappingProxyType

import msgspec

from riwaya import limits

_TAG = re.compile(
    r"<(?:(?P<comment>!--)|(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]{0,40}+)"
    r"(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)>?|[!?][^>]*+>)"
)
_OPEN_TAG = re.compile(r"<[a-zA-Z][^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+")
_VALUES = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
))  # fmt: skip
_OPTIONAL_END = frozenset((
    "p", "li", "td", "tr", "th", "dt", "dd", "option", "optgroup", "tbody", "thead", "tfoot",
    "html", "head", "body", "colgroup",
))  # fmt: skip
_FLAT = _VOID | _OPTIONAL_END | _RAW
_RAW_END = MappingProxyType({name: re.compile(f"</{name}", re.IGNORECASE) for name in sorted(_RAW)})
_FORMATS = frozenset((
    "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
_FORMATTING = re.compile(r"<([bcefistuBCEFISTU][a-zA-Z]{0,5})[\s/]")
_MOST_REPEATED = 2_000_000
"""A parser opens each element of these that was never closed again in every block that follows:
30 kB of markup become 5 million elements. Of those without attributes it keeps three."""
_INLINE = frozenset((
    "a", "b", "i", "em", "strong", "span", "u", "font", "small", "big", "sup", "sub", "mark",
    "abbr", "cite", "q", "bdi", "bdo", "ins", "del", "s",
))  # fmt: skip


def too_complex(text: str) -> str | None:
    """What of the markup is beyond the caps (`depth`, `elements`, `attributes`), or None. Most
    pages are told by counting alone: few tags, and none that is long.

    >>> too_complex("<p>خبر</p>"), too_complex("<div>" * 30_000)
    (None, 'depth')
    """
    count = text.count("<")
    few = count <= limits.HTML_TAGS_UNCOUNTED and not _has_long_tag(text)
    if few and (count * count <= _MOST_REPEATED or count * _formats(text) <= _MOST_REPEATED):
        return None
    depth = elements = formats = repeated = 0
    for tag in _tags(text):
        repeated += formats
        if tag.closes:
            depth -= depth > 0 and tag.name not in _OPTIONAL_END
            formats -= formats > 0 and tag.name in _FORMATS
            continue
        elements += bool(tag.name)
        formats += tag.name in _FORMATS
        if elements > limits.HTML_ELEMENTS or repeated > _MOST_REPEATED:
            return "elements"
        if _attributes(tag.attributes) > limits.HTML_ATTRIBUTES:
            return "attributes"
        nests = tag.name and tag.name not in _FLAT and not tag.attributes.endswith("/")
        depth += bool(nests)
        if depth > limits.HTML_DEPTH:
            return "depth"
    return None


def _has_long_tag(text: str) -> bool:
    longest = 2 * limits.HTML_ATTRIBUTES
    return any(
        len(tag) > longest and _attributes(tag) > longest // 2 for tag in _OPEN_TAG.findall(text)
    )


def _formats(text: str) -> int:
    return sum([name.lower() in _FORMATS for name in _FORMATTING.findall(text)])


def flatten(text: str) -> str:
    """The text between the tags, a new line for every tag that is not inline; scripts, styles and
    comments are left out.

    >>> flatten("<div>خبر <b>أول</b><p>خبر ثان<script>x</script>").split()
    ['خبر', 'أول', 'خبر', 'ثان']
    """
    parts: list[str] = []
    at = 0
    for tag in _tags(text):
        parts.append(text[at : tag.start])
        parts.append("" if tag.name in _INLINE else "\n")
        at = tag.end
    parts.append(text[at:])
    return html.unescape("".join(parts)).replace("\x00", "")


def _attributes(text: str) -> int:
    if len(text) <= 2 * limits.HTML_ATTRIBUTES:
        return 0
    return len(_VALUES.sub(" ", text).split())


class _Tag(msgspec.Struct, frozen=True):
    """A tag; for a script, a style or a comment `end` is behind its content."""

    start: int
    end: int
    name: str
    closes: bool
    attributes: str


def _tags(text: str) -> Iterator[_Tag]:
    at = 0
    while (match := _TAG.search(text, at)) is not None:
        at = match.end()
        name = (match["name"] or "").lower()
        if match["comment"]:
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + 3
        elif name in _RAW and not match["close"]:
            found = _RAW_END[name].search(text, at)
            at = len(text) if found is None else found.start()
        yield _Tag(match.start(), at, name, bool(match["close"]), match["attributes"] or "")
