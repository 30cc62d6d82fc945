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
from resiliparse.parse.html import HTMLTree

from riwaya import limits
from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.elements import Elements
from riwaya.extract.when import Clue
from riwaya.extract.when_markup import markup_clues

_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting")
_FIELDS = ("title", "outlet", "url", "byline")
_SUFFIX = re.compile(r"\s+[-–—|»]\s+|\s*\|\s*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Metadata(msgspec.Struct, frozen=True):
    """The article's fields as the markup gives them; None or empty where it does not."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    byline: tuple[str, ...] = ()
    dates: tuple[Clue, ...] = ()


NOTHING = Metadata()


def read_metadata(tree: HTMLTree) -> Metadata:
    """The metadata of a parsed page."""
    elements = Elements(tree)
    articles, broken = _json_ld(elements)
    markup = [*_meta(elements), *_heads(tree, elements)]
    fields: dict[str, list[str]] = {}
    for field, value in (*(pair for one in articles for pair in _fields(one)), *markup):
        fields.setdefault(field, []).append(value)
    outlet = _first(fields, "outlet")
    return Metadata(
        title=_title(fields, outlet),
        outlet=outlet,
        url=next((url for url in fields.get("url", ()) if _is_url(url)), None),
        language=_language(elements),
        byline=tuple(
            dict.fromkeys(name for name in fields.get("byline", ()) if not _is_url(name))
        )[:8],
        dates=markup_clues(elements, articles, broken, _titles(elements, markup),
                           [value for field, value in markup if field == "url"]),
    )


def _titles(elements: Elements, markup: Sequence[tuple[str, str]]) -> list[str]:
    """What the page itself calls its article, JSON-LD aside."""
    given = [value for field, value in markup if field == "title"]
    headings = [" ".join((node.text or "").split()) for node in elements.tagged("h1")[:3]]
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


def _language(elements: Elements) -> str | None:
    roots = elements.tagged("html")
    lang = (roots[0].getattr("lang") or "") if roots else ""
    return lang.lower() if _LANGUAGE.fullmatch(lang) else None


def _meta(elements: Elements) -> Iterator[tuple[str, str]]:
    given: dict[tuple[str, str], str] = {}
    for node in elements.tagged("meta"):
        content = (node.getattr("content") or "").strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            name = (node.getattr(attribute) or "").strip().lower()
            if name:
                given.setdefault((attribute, name), content)
                given.setdefault(("any", name), content)
    for row in rows("html_meta"):
        found = given.get((row["attribute"], row["name"])) or given.get(("any", row["name"]))
        if found and row["field"] in _FIELDS:
            yield row["field"], _plain(found)


def _heads(tree: HTMLTree, elements: Elements) -> Iterator[tuple[str, str]]:
    for node in elements.tagged("link"):
        if (node.getattr("rel") or "").lower() == "canonical":
            yield "url", (node.getattr("href") or "").strip()
    title = " ".join((tree.title or "").split())
    if title:
        yield "title", title


def _json_ld(elements: Elements) -> tuple[list[dict[str, object]], list[str]]:
    """The articles of JSON-LD, and the scripts that are no JSON."""
    articles: list[dict[str, object]] = []
    broken: list[str] = []
    for node in elements.tagged("script"):
        if "ld+json" not in (node.getattr("type") or "").lower():
            continue
        text = node.text or ""
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
