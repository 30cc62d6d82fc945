"""Addresses: which resource, in which form, in which language; and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal
from urllib.parse import quote, unquote, urlencode

from riwaya.records import Record
from riwaya.report import LANGUAGES
from riwaya.web.parameters import Value
from riwaya.web.resources import RESOURCES, Resource

Form = Literal["html", "json", "csv", "atom", "json-feed"]
FORMS: Final[Mapping[str, Form]] = {
    ".feed.json": "json-feed", ".json": "json", ".csv": "csv", ".atom": "atom",
}  # fmt: skip
"""What an address ends with, the longer first."""
API: Final = "v1"


class Route(Record, frozen=True):
    """What an address means. `form` is None where the address does not say it; `language` is None
    for data, and for the address of a page without its language."""

    resource: Resource
    path: Mapping[str, str]
    api: bool
    form: Form | None
    language: str | None


def route(raw_path: str) -> Route | None:
    """What a path (still percent-encoded) means, None where it means nothing.

    >>> found = route("/ar/events/%D8%AD%2F1")
    >>> found.resource.name, found.path["id"], found.language, found.form
    ('comparison', 'ح/1', 'ar', 'html')
    >>> found = route("/v1/events/7.csv")
    >>> found.resource.name, found.path["id"], found.form
    ('event', '7', 'csv')
    """
    if not raw_path.startswith("/"):
        return None
    try:
        parts = [unquote(part, errors="strict") for part in raw_path.split("/")[1:]]
    except UnicodeDecodeError:
        return None
    parts = parts[:-1] if len(parts) > 1 and parts[-1] == "" else parts
    if parts[0] == API:
        return _found(parts[1:], api=True, language=None)
    if parts[0] in LANGUAGES:
        return _found(parts[1:], api=False, language=parts[0])
    return _found(parts, api=False, language=None)


def _found(parts: list[str], *, api: bool, language: str | None) -> Route | None:
    form: Form | None = None
    whole = _match(parts, api)
    for ending, named in FORMS.items():
        if whole is None or (parts and "{" in whole[0].path):
            last = parts[-1] if parts else ""
            cut = _match([*parts[:-1], last.removesuffix(ending)], api) if parts else None
            if last.endswith(ending) and last != ending and cut is not None:
                whole, form = cut, named
                break
    if whole is None:
        return None
    if not api and form is None and language is not None:
        form = "html"
    return Route(resource=whole[0], path=whole[1], api=api, form=form, language=language)


def _match(parts: list[str], api: bool) -> tuple[Resource, dict[str, str]] | None:
    for one in RESOURCES:
        pattern = one.path if api else one.page
        if pattern is None:
            continue
        wanted = pattern.split("/")[1:]
        if len(wanted) != len(parts):
            continue
        pairs = list(zip(wanted, parts, strict=True))
        if all(part != "" and mine in (part, "{id}") for mine, part in pairs):
            return one, {mine[1:-1]: part for mine, part in pairs if mine.startswith("{")}
    return None


def path_of(scope: Mapping[str, Any]) -> str:
    """The path of a request as it was sent, percent-encoded."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.partition(b"?")[0].decode("latin-1")


def address(
    resource: Resource, path: Mapping[str, str], query: Mapping[str, Value | None], *,
    language: str | None = None, ending: str = "", api: bool = False,
) -> str:  # fmt: skip
    """The address of a resource: its page in a language, or its data.

    >>> from riwaya.web.resources import BY_NAME
    >>> address(BY_NAME["search"], {}, {"q": "جسر", "cursor": None}, language="en")
    '/en/search?q=%D8%AC%D8%B3%D8%B1'
    """
    pattern = (resource.path if api else resource.page) or ""
    for name, value in path.items():
        pattern = pattern.replace(f"{{{name}}}", quote(value, safe="", errors="replace"))
    start = f"/{API}" if api else f"/{language}" if language else ""
    said = {
        name: str(int(value)) if isinstance(value, bool) else value
        for name, value in query.items() if value is not None and value != ()
    }  # fmt: skip
    written = urlencode(said, doseq=True, errors="replace")
    return start + pattern + ending + (f"?{written}" if written else "")
