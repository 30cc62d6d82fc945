"""What the markup says about the article: JSON-LD, OpenGraph and other <meta>, canonical, lang.

Read from the parsed tree, each field from the most trusted place that gives it; nothing here is
believed over the page itself where the two can be compared (the title).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

import msgspec

from riwaya import limits
from riwaya.data import rows
from riwaya.extract.blocks import key_of
from riwaya.extract.marked import Marks, read_marks
from riwaya.extract.outlet_names import own_script, preferred
from riwaya.extract.tree import Tree
from riwaya.extract.when import Clue
from riwaya.extract.when_markup import markup_clues

_ARTICLE_TYPES = ("Article", "BlogPosting", "LiveBlogPosting")
_FIELDS = ("title", "outlet", "url", "byline", "description", "section", "tags", "keywords")
_NAMES = ("property", "name", "itemprop")
_MOST_VALUES = 30
_SUFFIX = re.compile(r"\s+[-–—|»]\s+|\s*\|\s*")
_AND = re.compile(r"\s*[،,;|]\s*|\s+[-–—&]\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Metadata(msgspec.Struct, frozen=True):
    """The article's fields as the markup gives them; None or empty where it does not. `tags` are
    the article's by their name, `keywords` may be the site's; `marks` is what elements are marked
    as."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    description: str | None = None
    page_title: str | None = None
    byline: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    dates: tuple[Clue, ...] = ()
    text: str | None = None
    marks: Marks = Marks()


NOTHING = Metadata()


def read_metadata(tree: Tree) -> Metadata:
    """The metadata of a parsed page."""
    found, broken = _json_ld(tree)
    articles = list(_articles(found))
    markup = [*_meta(tree), *_heads(tree)]
    fields: dict[str, list[str]] = {}
    named = _named(found)
    for field, value in (*(pair for one in articles for pair in _fields(one, named)), *markup):
        fields.setdefault(field, []).append(value)
    page_title = next((tree.text_of(node) for node in tree.tagged("title")), None)
    outlet = own_script(fields.get("outlet", ()))
    url = next((url for url in fields.get("url", ()) if _is_url(url)), None)
    marks = read_marks(tree, url)
    return Metadata(
        title=_title(fields, outlet),
        outlet=preferred(outlet, page_title) if outlet else None,
        url=url,
        language=_language(tree),
        description=_first(fields, "description"),
        page_title=page_title,
        sections=(*fields.get("section", ()), *_steps(found)),
        tags=tuple(fields.get("tags", ())),
        keywords=tuple(fields.get("keywords", ())),
        byline=_people(fields, marks),
        dates=markup_clues(
            tree,
            articles,
            broken,
            _titles(tree, markup),
            [value for field, value in markup if field == "url"],
        ),
        text=_text(articles),
        marks=marks,
    )


def _text(articles: Iterable[dict[str, object]]) -> str | None:
    """The text of the article as JSON-LD has it."""
    texts = (one.get("articleBody") for one in articles)
    return next((text for text in texts if isinstance(text, str) and text.strip()), None)


def _people(fields: dict[str, list[str]], marks: Marks) -> tuple[str, ...]:
    """The writers that the metadata gives, else the markup, but not the outlet."""
    outlets = {key_of(name) for name in fields.get("outlet", ())}
    names = _writers(fields.get("byline", ())) or _writers(marks.writers)
    return tuple(name for name in names if key_of(name) not in outlets)[:8]


def _writers(names: Iterable[str]) -> list[str]:
    """Each name once, lists cut."""
    parts = (part for name in names if not _is_url(name) for part in _AND.split(name))
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


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
        for attribute in _NAMES:
            name = node.get(attribute).strip().lower()
            if name:
                given.setdefault((attribute, name), []).append(content)
                given.setdefault(("any", name), []).append(content)
    for row in rows("html_meta"):
        found = given.get((row["attribute"], row["name"])) or given.get(("any", row["name"]), [])
        if row["field"] in _FIELDS and row["attribute"] in _NAMES:
            many = _MOST_VALUES if row["field"] == "tags" else 1
            yield from ((row["field"], _plain(value)) for value in found[:many])


def _heads(tree: Tree) -> Iterator[tuple[str, str]]:
    for node in tree.tagged("link"):
        if node.get("rel").lower() == "canonical":
            yield "url", node.get("href").strip()
    title = next((tree.text_of(node) for node in tree.tagged("title")), "")
    if title:
        yield "title", title


def _json_ld(tree: Tree) -> tuple[list[object], list[str]]:
    """The values of JSON-LD, and the scripts that are no JSON."""
    found: list[object] = []
    broken: list[str] = []
    for node in tree.tagged("script"):
        if "ld+json" not in node.get("type").lower():
            continue
        text = "".join(inner.text for inner in tree.inside(node))
        if len(text) > limits.JSON_LD_BYTES or _too_deep(text):
            continue
        try:
            found.append(msgspec.json.decode(text.replace("\n", " ").replace("\t", " ").strip()))
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            broken.append(text)
    return found, broken


def _too_deep(text: str) -> bool:
    depth = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth += 1 if mark in "[{" else -1
        if depth > limits.JSON_DEPTH:
            return True
    return False


def _items(values: Iterable[object]) -> Iterator[dict[str, object]]:
    """The objects of JSON-LD in order, those of a graph too."""
    pending = list(values)[::-1]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            pending.append(item.get("@graph"))


def _is_a(item: dict[str, object], kinds: tuple[str, ...]) -> bool:
    found = item.get("@type")
    found = found if isinstance(found, list) else [found]
    return any(isinstance(kind, str) and kind.endswith(kinds) for kind in found)


def _articles(values: Iterable[object]) -> Iterator[dict[str, object]]:
    pending = list(values)[::-1]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        elif isinstance(item, dict) and _is_a(item, _ARTICLE_TYPES):
            yield item
        elif isinstance(item, dict):
            pending.extend((item.get("@graph"), item.get("mainEntity")))


def _named(values: Iterable[object]) -> dict[str, str]:
    """The names of the objects that others point to by their @id."""
    found: dict[str, str] = {}
    for item in _items(values):
        at, name = item.get("@id"), item.get("name")
        if isinstance(at, str) and isinstance(name, str):
            found.setdefault(at, name)
    return found


def _steps(values: Iterable[object]) -> Iterator[str]:
    """The last steps of the trail to the article that JSON-LD gives, the nearest first."""
    for item in _items(values):
        steps = item.get("itemListElement")
        if _is_a(item, ("BreadcrumbList",)) and isinstance(steps, list):
            names = [name for step in steps[1:] for name in _step(step)]
            yield from reversed(names)
            return


def _step(step: object) -> list[str]:
    if not isinstance(step, dict):
        return []
    return _names(step) or _names(step.get("item"))


def _fields(article: dict[str, object], named: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, field in (("headline", "title"), ("url", "url")):
        value = article.get(name)
        if isinstance(value, str) and value.strip():
            yield field, _plain(value)
    for name, field in (
        ("author", "byline"),
        ("publisher", "outlet"),
        ("articleSection", "section"),
        ("keywords", "keywords"),
    ):
        for value in _names(article.get(name), named):
            yield field, value


def _names(value: object, named: dict[str, str] | None = None) -> list[str]:
    found = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name") or (named or {}).get(str(item.get("@id")))
        if isinstance(item, str) and item.strip():
            found.append(_plain(item))
    return found


def _plain(text: str) -> str:
    return " ".join(html.unescape(text).split())
