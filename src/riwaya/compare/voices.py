"""How many independent voices stand behind a point: copies and one agency's text count once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from riwaya.compare.identity import name_key
from riwaya.compare.units import Unit
from riwaya.compare.words import word_class
from riwaya.records import AnnotatedArticle, Event
from riwaya.union import Union


def voices(event: Event, units: Sequence[Unit], articles: Sequence[AnnotatedArticle]) -> int:
    """The voices behind `units`: an article whose text is mostly another's (`event.copies`) is one
    with it, and so are articles that name the same agency as carrier or credit. `articles` are by
    account."""
    voice = Union()
    copied: set[str] = set()
    for copy in event.copies:
        if copy.dependent and copy.article not in copied:  # the main origin comes first
            copied.add(copy.article)
            voice.join("article " + copy.article, "article " + copy.of)
    for unit in units:
        own = "article " + unit.article
        for agency in _agencies(unit, articles[unit.account]):
            voice.join(own, "agency " + agency)
    return len({voice.root("article " + unit.article) for unit in units})


def _agencies(unit: Unit, article: AnnotatedArticle) -> list[str]:
    named = unit.statement.via if unit.statement is not None and unit.statement.via else None
    keys = [name_key(name) for name in (named or article.credit)]
    return [key for key in keys if key and key not in _generic()]


@cache
def _generic() -> frozenset[str]:
    return frozenset(map(name_key, word_class("generic")))
