"""How many independent voices stand behind a point: copies and one agency's text count once."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.compare.identity import name_key
from riwaya.compare.units import Unit
from riwaya.compare.words import word_class
from riwaya.records import AnnotatedArticle, Event


def voices(event: Event, units: Sequence[Unit], articles: Sequence[AnnotatedArticle]) -> int:
    """The voices behind `units`: an article whose text is mostly another's (`event.copies`) is one
    with it, and so are articles that name the same agency as carrier or credit. `articles` are by
    account."""
    parents: dict[str, str] = {}
    copied: set[str] = set()
    for copy in event.copies:
        if copy.dependent and copy.article not in copied:  # the main origin comes first
            copied.add(copy.article)
            _join(parents, "article " + copy.article, "article " + copy.of)
    for unit in units:
        own = "article " + unit.article
        parents.setdefault(own, own)
        for agency in _agencies(unit, articles[unit.account]):
            _join(parents, own, "agency " + agency)
    return len({_root(parents, "article " + unit.article) for unit in units})


def _agencies(unit: Unit, article: AnnotatedArticle) -> list[str]:
    named = unit.statement.via if unit.statement is not None and unit.statement.via else None
    generic = {name_key(word) for word in word_class("generic")}
    keys = [name_key(name) for name in (named or article.credit)]
    return [key for key in keys if key and key not in generic]


def _join(parents: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first


def _root(parents: dict[str, str], key: str) -> str:
    parents.setdefault(key, key)
    while parents[key] != key:
        key = parents[key]
    return key
