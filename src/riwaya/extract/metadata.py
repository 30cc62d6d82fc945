"""What the markup says about the article: JSON-LD, OpenGraph and other <meta>, canonical, lang.

Read from the parsed tree, each field from the most trusted place that gives it; nothing here is
believed over the page itself where the two can be compared (the title).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import msgspec

from riwaya import limits
from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.tree import Tree
from riwaya.extract.when import Clue
from riwaya.extract.when_markup import markup_clues

_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting")
_FIELDS = ("title", "outlet", "url", "byline", "description", "section", "tags")
_MOST_VALUES = 30
_SUFFIX = re.compile(r"\s+[-–—|»]\s+|\s*\|\s*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Metadata(msgspec.Struct, frozen=True):
    """The article's fields as the markup gives them; None or empty where it does not."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    description: str | None = None
    page_title: str | None = None
    byline: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    dates: tuple[Clue, ...] = ()


NOTHING = Metadata()


def read_metadata(tree: Tree) -> Metadata:
    """The metadata of a parsed page."""
    articles, broken = _json_ld(tree)
    markup = [*_meta(tree), *_heads(tree)]
    fields: dict[str, list[str]] = {}
    for field, value in (*(pair for one in articles for pair in _fields(one)), *markup):
        fields.setdefault(field, []).append(value)
    outlet = _first(fields, "outlet")
    return Metadata(
        title=_title(fields, outlet),
        outlet=outlet,
        url=next((url for url in fields.get("url", ()) if _is_url(url)), None),
        language=_language(tree),
        description=_first(fields, "description"),
        page_title=next((tree.text_of(node) for node in tree.tagged("title")), None),
        sections=tuple(fields.get("section", ())),
        tags=tuple(fields.get("tags", ())),
        byline=tuple(
            dict.fromkeys(name for name in fields.get("byline", ()) if not _is_url(name))
        )[:8],
        dates=markup_clues(tree, articles, broken, _titles(tree, markup),
                           [value for field, value in markup if field == "url"]),
    )


def _titles(tree: Tree, markup: Sequence[tuple[str, str]]) -> list[str]:
    """What the page itself calls its article, JSON-LD aside."""
    given = [value for field, value in markup if field == "title"]
    headings = [tree.text_of(node) for node in tree.tagged("h1")[:3]]
    return [*given, *(_SUFFIX.split(title)[0] for title in given), *headings]


def _first(fields: dict[str, list[str]], name: str) -> str | None:
    return next(iter(fields.get(name, ())), None)


def _title(fields: dict[str, list[str]], outlet: str | None) -> str | None:
    title = _first(fields, "title")
    if title is None or len(title) > limits.TITLE_CHARS:
        return None
    parts = _SUFFIX.split(title)
    if len(parts) > 1 and outlet and key_of(parts[-1]) == key_of(outlet):
        return title[: title.rindex(parts[-1])].rstrip(" -–—|»") or title
    return title


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(text) <= 2048


def _language(tree: Tree) -> str | None:
    roots = tree.tagged("html")
    lang = roots[0].get("lang") if roots else ""
    return lang.lower() if _LANGUAGE.fullmatch(lang) else None


def _meta(tree: Tree) -> Iterator[tuple[str, str]]:
    given: dict[tuple[str, str], list[str]] = {}
    for node in tree.tagged("meta"):
        content = node.get("content").strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            name = node.get(attribute).strip().lower()
            if name:
                given.setdefault((attribute, name), []).append(content)
                given.setdefault(("any", name), []).append(content)
    for row in rows("html_meta"):
        found = given.get((row["attribute"], row["name"])) or given.get(("any", row["name"]), [])
        if row["field"] in _FIELDS:
            many = _MOST_VALUES if row["field"] == "tags" else 1
            yield from ((row["field"], _plain(value)) for value in found[:many])


def _heads(tree: Tree) -> Iterator[tuple[str, str]]:
    for node in tree.tagged("link"):
        if node.get("rel").lower() == "canonical":
            yield "url", node.get("href").strip()
    title = next((tree.text_of(node) for node in tree.tagged("title")), "")
    if title:
        yield "title", title


def _json_ld(tree: Tree) -> tuple[list[dict[str, object]], list[str]]:
    """The articles of JSON-LD, and the scripts that are no JSON."""
    articles: list[dict[str, object]] = []
    broken: list[str] = []
    for node in tree.tagged("script"):
        if "ld+json" not in node.get("type").lower():
            continue
        text = "".join(inner.text for inner in tree.inside(node))
        if len(text) > limits.JSON_LD_BYTES or _too_deep(text):
            continue
        try:
            value = msgspec.json.decode(text.replace("\n", " ").replace("\t", " ").strip())
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            broken.append(text)
            continue
        articles.extend(_articles(value))
    return articles, broken


def _too_deep(text: str) -> bool:
    depth = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth += 1 if mark in "[{" else -1
        if depth > limits.JSON_DEPTH:
            return True
    return False


def _articles(value: object) -> Iterator[dict[str, object]]:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        elif isinstance(item, dict):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES) for kind in kinds):
                yield item
            else:
                pending.extend((item.get("@graph"), item.get("mainEntity")))


def _fields(article: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name, field in (("headline", "title"), ("url", "url")):
        value = article.get(name)
        if isinstance(value, str) and value.strip():
            yield field, _plain(value)
    for name in _names(article.get("author")):
        yield "byline", name
    for name in _names(article.get("publisher")):
        yield "outlet", name
    for name in _names(article.get("articleSection")):
        yield "section", name
    for name in _names(article.get("keywords")):
        yield "tags", name


def _names(value: object) -> list[str]:
    found = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name")
        if isinstance(item, str) and item.strip():
            found.append(_plain(item))
    return found


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())
