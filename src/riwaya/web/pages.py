"""Answers as pages: which template shows which, and what every template may use."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from jinja2 import Environment
from markupsafe import Markup

from riwaya.limits import DECIDER_CHARS, DECISION_CHARS
from riwaya.records import Record
from riwaya.report.clean import TITLE_CHARS, line, shown, web_address
from riwaya.report.days import say_between, say_value
from riwaya.report.markup import environment, phrase
from riwaya.report.shapes import Slice
from riwaya.web import page_articles, page_decisions, page_events, page_search, static
from riwaya.web.parameters import Asked
from riwaya.web.parameters import Value as QueryValue
from riwaya.web.problems import Problem
from riwaya.web.resources import BY_NAME, Resource
from riwaya.web.routing import Route, address
from riwaya.web.sources import Sources
from riwaya.web.texts import Texts, texts_in

Context = Callable[[Sources, Asked, Any, Texts], dict[str, Any]]

_CONTEXTS: Final[Mapping[str, Context]] = {
    "events": page_events.events,
    "comparison": page_events.comparison,
    "storylines": page_events.storylines,
    "storyline": page_events.storyline,
    "articles": page_articles.articles,
    "article": page_articles.article,
    "speakers": page_articles.speakers,
    "speaker": page_articles.speaker,
    "outlets": page_articles.outlets,
    "outlet": page_articles.outlet,
    "search": page_search.search,
    "decisions": page_decisions.decisions,
}
_SECTIONS: Final = ("events", "storylines", "articles", "speakers", "outlets", "decisions")


def page(
    sources: Sources, route: Route, asked: Asked, answer: Record, who: str | None = None
) -> bytes:
    """The page of an answer, in the language of its address. With `who`, decisions can be taken on
    it, and the forms begin with this name."""
    language = route.language or "ar"
    texts, resource = texts_in(language), route.resource
    context = _CONTEXTS[resource.name](sources, asked, answer, texts)
    data, other = _data(resource, asked), "en" if language == "ar" else "ar"
    links = {
        "other": address(resource, asked.path, asked.query, language=other),
        "json": address(resource, asked.path, data, ending=".json"),
        "csv": address(resource, asked.path, data, ending=".csv"),
        "atom": address(resource, asked.path, data, ending=".atom") if resource.feed else None,
    }
    following = getattr(answer, "next", None)
    if following is not None:
        links["next"] = address(
            resource, asked.path, {**asked.query, "cursor": following}, language=language
        )
    return _rendered(
        f"{resource.name}.html.j2", language,
        title=title_of(resource, asked, answer, language), section=_section(resource),
        links=links, asked=asked, answer=answer, deciding=who is not None, who=who or "",
        here=address(resource, asked.path, {}, language=language),
        notice=_notice(sources, asked) if who is not None else None, **context,
    )  # fmt: skip


def _notice(sources: Sources, asked: Asked) -> dict[str, Any] | None:
    number = asked.number("decided", 0)
    return page_decisions.notice(sources, number) if number else None


def _data(resource: Resource, asked: Asked) -> dict[str, QueryValue]:
    """The query without what only the page has."""
    page_only = {one.name for one in resource.shown}
    return {name: value for name, value in asked.query.items() if name not in page_only}


def _section(resource: Resource) -> str:
    plural = {"comparison": "events", "storyline": "storylines", "article": "articles",
              "speaker": "speakers", "outlet": "outlets"}  # fmt: skip
    return plural.get(resource.name, resource.name)


def title_of(resource: Resource, asked: Asked, answer: Record, language: str) -> str:
    """What a page, or a feed, is called."""
    texts = texts_in(language)
    if resource.name == "comparison":
        name = answer.event.title  # type: ignore[attr-defined]
    elif resource.name in ("storyline", "article"):
        name = answer.title  # type: ignore[attr-defined]
    else:
        name = asked.text("name") or asked.text("q")
    name = line(name, TITLE_CHARS) if name else ""
    if resource.name in ("comparison", "storyline", "article"):
        return name or texts.phrase("untitled")
    heading = texts.phrase(f"page.{resource.name}")
    return texts.say("page.of", page=heading, name=name) if name else heading


def problem_page(told: Problem, language: str) -> bytes:
    """The page that says why there is no answer."""
    texts = texts_in(language)
    other = "en" if language == "ar" else "ar"
    return _rendered(
        "problem.html.j2", language, title=told.message[language], problem=told, section="",
        links={"other": f"/{other}/events"}, message=told.message[language],
        detail=line(told.detail, TITLE_CHARS) if told.detail else None,
        known=texts.known(f"help.{told.code}"),
    )  # fmt: skip


def refused_page(
    route: Route, told: Problem, given: Mapping[str, str], who: str, *, undoes: bool
) -> bytes:
    """The page that says why a form was refused, with the form as it was filled in."""
    language = route.language or "ar"
    other = "en" if language == "ar" else "ar"
    return _rendered(
        "refused.html.j2", language, title=told.message[language], problem=told, section="",
        links={"other": address(route.resource, route.path, {}, language=other)},
        message=told.message[language],
        detail=line(told.detail, TITLE_CHARS) if told.detail else None,
        form="undo" if undoes else given.get("kind"), who=who,
        action=address(route.resource, route.path, {}, language=language),
        given={name: shown(text)[:DECISION_CHARS] for name, text in given.items()},
    )  # fmt: skip


def enter_page(language: str, *, wrong: bool) -> bytes:
    """The page that takes a token."""
    title = texts_in(language).phrase("enter")
    return _rendered("enter.html.j2", language, title=title, wrong=wrong, section="", links={})


def _rendered(template: str, language: str, **context: Any) -> bytes:
    found = _environment(language).get_template(template)
    return found.render(**context).encode("utf-8", "replace")


@lru_cache(maxsize=1 << 12)
def _phrase(texts: Texts, key: str, **values: str) -> Markup:
    """A phrase with every value escaped and isolated from its direction."""
    return phrase(texts, key, values, _told)


def _told(text: str) -> Markup:
    """Words of a page, isolated, in their own direction."""
    return Markup("<bdi{}>{}</bdi>").format(_leaning(text), text)


def _leaning(text: str) -> Markup:
    """The attributes of an element for words whose language is not at hand. An archive holds what
    has Arabic text, and the first letter says nothing (`CNN: الرئيس ...`): words of which a quarter
    of the letters runs from the right do so as a whole. None where there are no letters.

    >>> _leaning("CNN: الرئيس في iPhone 15"), _leaning("١٥")
    (Markup(' lang="ar" dir="rtl"'), Markup(''))
    """
    turns = [unicodedata.bidirectional(one) for one in text[:500]]
    right, left = turns.count("AL") + turns.count("R"), turns.count("L")
    if right == left == 0:
        return Markup("")
    return Markup(' lang="ar" dir="rtl"') if 3 * right >= left else Markup(' dir="ltr"')


def _days(texts: Texts, start: str | None, end: str | None) -> str:
    """A span of days in words; that it is unknown where it is."""
    if start is None:
        return say_value(f"../{end}", texts) if end else texts.phrase("day.unknown")
    return say_between(start[:10], (end or start)[:10], texts)


@cache
def _environment(language: str) -> Environment:
    texts = texts_in(language)

    def href(name: str, id: str | None = None, /, **query: QueryValue | None) -> str:  # noqa: A002
        path = {"id": id} if id is not None else {}
        return address(BY_NAME[name], path, query, language=language)

    def place(at: Slice) -> str:
        to = address(BY_NAME["article"], {"id": at.account.article},
                     {"at": f"{at.start}-{at.end}"}, language=language)  # fmt: skip
        return f"{to}#at"

    made = environment("riwaya.web", texts, place)
    made.globals.update(
        texts=texts, language=language, rtl=texts.direction == "rtl", href=href,
        phrase=lambda key, **values: _phrase(
            texts, key, **{name: str(value) for name, value in values.items()}
        ),
        say=texts.say, told=_told, leaning=_leaning, number=texts.number,
        days=lambda start, end: _days(texts, start, end), static=static.link, line=line,
        web_address=web_address, sections=_SECTIONS,
        decider_chars=DECIDER_CHARS, decision_chars=DECISION_CHARS,
    )  # fmt: skip
    return made
