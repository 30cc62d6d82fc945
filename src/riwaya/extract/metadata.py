"""What the markup says about the article: JSON-LD, OpenGraph and other <meta>, canonical, lang.

Read from the parsed tree, each field from the most trusted place that gives it; nothing here is
believed over the page itself where the two can be compared (the title).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec
from resiliparse.parse.html import ElementNode, HTMLTree

from riwaya import limits
from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.when import iso_when
from riwaya.records import When

_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting")
_SUFFIX = re.compile(r"\s+[-–—|»]\s+|\s*\|\s*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Metadata(msgspec.Struct, frozen=True):
    """The article's fields as the markup gives them; None or empty where it does not."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    byline: tuple[str, ...] = ()
    published: When | None = None


NOTHING = Metadata()


def read_metadata(tree: HTMLTree) -> Metadata:
    """The metadata of a parsed page."""
    fields: dict[str, list[str]] = {}
    for field, value in _json_ld(tree):
        fields.setdefault(field, []).append(value)
    for field, value in _meta(tree):
        fields.setdefault(field, []).append(value)
    for field, value in _elements(tree):
        fields.setdefault(field, []).append(value)
    outlet = _first(fields, "outlet")
    return Metadata(
        title=_title(fields, outlet),
        outlet=outlet,
        url=next((url for url in fields.get("url", ()) if _is_url(url)), None),
        language=_language(tree),
        byline=tuple(
            dict.fromkeys(name for name in fields.get("byline", ()) if not _is_url(name))
        )[:8],
        published=_published(fields),
    )


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


def _published(fields: dict[str, list[str]]) -> When | None:
    for value in fields.get("published", ()):
        found = iso_when(value, value)
        if found is not None and found.precision != "month":
            return found
    return None


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(text) <= 2048


def _all(tree: HTMLTree, tag: str) -> list[ElementNode]:
    return [] if tree.document is None else list(tree.document.get_elements_by_tag_name(tag))


def _language(tree: HTMLTree) -> str | None:
    roots = _all(tree, "html")
    lang = (roots[0].getattr("lang") or "") if roots else ""
    return lang.lower() if _LANGUAGE.fullmatch(lang) else None


def _meta(tree: HTMLTree) -> Iterator[tuple[str, str]]:
    given: dict[tuple[str, str], str] = {}
    for node in _all(tree, "meta"):
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
        if found and row["field"] != "description":
            yield row["field"], _plain(found)


def _elements(tree: HTMLTree) -> Iterator[tuple[str, str]]:
    for node in _all(tree, "link"):
        if (node.getattr("rel") or "").lower() == "canonical":
            yield "url", (node.getattr("href") or "").strip()
    for node in _all(tree, "time"):
        value = (node.getattr("datetime") or "").strip()
        marked = node.hasattr("pubdate") or "datePublished" in (node.getattr("itemprop") or "")
        if value and marked:
            yield "published", value
    title = " ".join((tree.title or "").split())
    if title:
        yield "title", title


def _json_ld(tree: HTMLTree) -> Iterator[tuple[str, str]]:
    for node in _all(tree, "script"):
        if "ld+json" not in (node.getattr("type") or "").lower():
            continue
        text = node.text or ""
        if len(text) > limits.JSON_LD_BYTES or _too_deep(text):
            continue
        try:
            value = msgspec.json.decode(text.replace("\n", " ").replace("\t", " ").strip())
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            continue
        for article in _articles(value):
            yield from _fields(article)


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
    for name, field in (("headline", "title"), ("datePublished", "published"), ("url", "url")):
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
