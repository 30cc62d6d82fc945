"""What the pages of events and storylines show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from riwaya.errors import UsageError
from riwaya.limits import CHOSEN_ACCOUNTS, SHOWN_ACCOUNTS, SHOWN_POINTS
from riwaya.records import AnnotatedArticle, Comparison
from riwaya.report.accounts import account_names
from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line
from riwaya.report.shapes import Runs
from riwaya.report.view import event_view
from riwaya.voices import told_verdict
from riwaya.web import charts
from riwaya.web.answers import EventItem, EventItems, Storyline, StorylineItems
from riwaya.web.narrowing import folded, interesting, narrowed
from riwaya.web.parameters import Asked
from riwaya.web.sources import Sources
from riwaya.web.texts import Texts

_OUTLETS = 5
_FEW = 8
"""Accounts that are all listed; of more, those that are not shown stand in a list to unfold."""


def events(_: Sources, asked: Asked, answer: EventItems, texts: Texts) -> dict[str, Any]:
    """The list of events, with its three views."""
    return {
        "view": asked.text("view") or "new",
        "items": [item(one, texts) for one in answer.items],
        "filtered": any(asked.query.get(name) for name in ("accounts", "since", "until")),
    }


def item(one: EventItem, texts: Texts) -> dict[str, Any]:
    """An event as a line of a list."""
    return {
        "event": one,
        "title": line(one.title, TITLE_CHARS) if one.title else texts.phrase("untitled"),
        "places": [line(place, NAME_CHARS) for place in one.places[:3]],
        "outlets": [line(outlet, NAME_CHARS) for outlet in one.outlets[:_OUTLETS]],
        "more": max(0, len(one.outlets) - _OUTLETS),
    }


def storylines(_: Sources, __: Asked, answer: StorylineItems, texts: Texts) -> dict[str, Any]:
    """The list of storylines."""
    return {"titles": [
        line(one.title, TITLE_CHARS) if one.title else texts.phrase("untitled")
        for one in answer.items
    ]}  # fmt: skip


def storyline(_: Sources, __: Asked, answer: Storyline, texts: Texts) -> dict[str, Any]:
    """A storyline: its events along time."""
    months: dict[str, dict[str, int]] = {}
    for one in answer.events:
        if one.start is not None:
            counts = months.setdefault(one.start[:7], {"accounts": 0})
            counts["accounts"] += len(one.articles)
    return {
        "items": [item(one, texts) for one in answer.events],
        "chart": charts.bars(months, ("accounts",), rtl=texts.direction == "rtl")
        if len(months) > 1 else None,
    }  # fmt: skip


def comparison(sources: Sources, asked: Asked, answer: Comparison, texts: Texts) -> dict[str, Any]:
    """The comparison of an event: some of its accounts in columns, copies folded into the voice
    that they were taken from, unless wanted otherwise."""
    copies = folded(answer)
    every = [one.article for one in answer.accounts]
    voices = every if asked.flag("copies") else [one for one in every if one not in copies]
    chosen = _chosen(asked, every, voices, answer)
    part = narrowed(answer, chosen)
    articles = {one.id: one for one in sources.archive.articles([*chosen, *copies.values()])}
    names = account_names(answer, texts)
    view = event_view(part, 1, _numbered(part, articles), texts, names)
    brief = _brief(sources, answer, texts, view.brief if part is answer else None)
    cut = tuple((verdict, rows[:SHOWN_POINTS], len(rows)) for verdict, rows in view.rows)
    return {
        "view": view, "brief": brief, "rows": cut, "event": answer.event,
        "totals": Counter(told_verdict(one) for one in answer.points),
        "anchored": [*(name for name, rows, _ in cut if rows), *["single"] * bool(view.alone)],
        "choices": _choices(answer, chosen, copies, names), "columns_shown": len(chosen),
        "every": len(answer.event.articles), "compared": len(every),
        "voices": len(voices), "copied": len(copies),
        "few": _FEW, "whole": len(chosen) == len(voices),
        "scales": _scales(view.rows, articles, texts), "copies": asked.flag("copies"),
        "chosen_other": _other(sources, asked.text("other")),
    }  # fmt: skip


def _other(sources: Sources, name: str | None) -> dict[str, str] | None:
    """An event that was chosen to be the same as this one: its id and title."""
    if name is None:
        return None
    try:
        found = sources.archive.event(name)
    except UsageError:
        return None
    return {"id": found.id, "title": line(found.title or "", TITLE_CHARS)}


def _brief(
    sources: Sources, answer: Comparison, texts: Texts, made: tuple[Runs, ...] | None
) -> tuple[Runs, ...]:
    """The sentences on all accounts, `made` where these are shown; none where there are too many
    to look through each time."""
    if not 1 < len(answer.accounts) <= CHOSEN_ACCOUNTS:
        return ()
    if made is not None:
        return made
    found = {one.id: one for one in sources.archive.articles(answer.event.articles)}
    return event_view(answer, 1, _numbered(answer, found), texts).brief


def _chosen(
    asked: Asked, every: Sequence[str], voices: Sequence[str], answer: Comparison
) -> list[str]:
    """The accounts in columns: those asked for, else those that differ most."""
    wanted = {place for place in asked.numbers("show") if place <= len(every)}
    if wanted:
        return [name for place, name in enumerate(every, 1) if place in wanted][:CHOSEN_ACCOUNTS]
    return interesting(answer, voices, SHOWN_ACCOUNTS)


def _numbered(
    part: Comparison, articles: Mapping[str, AnnotatedArticle]
) -> dict[str, tuple[int, AnnotatedArticle]]:
    return {
        one.article: (place, articles[one.article])
        for place, one in enumerate(part.accounts, start=1)
        if one.article in articles
    }


def _choices(
    answer: Comparison, chosen: Sequence[str], copies: Mapping[str, str], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Every account, to be chosen: its place and name, whether it is shown, whose copy it is."""
    shares = {copy.article: round(copy.share * 100) for copy in answer.event.copies}
    return [
        {
            "place": place, "article": one.article, "name": names[one.article],
            "title": line(one.title, TITLE_CHARS) if one.title else None,
            "published": one.published, "shown": one.article in chosen,
            "of": names.get(copies[one.article], copies[one.article])
            if one.article in copies else None,
            "share": shares.get(one.article),
        }
        for place, one in enumerate(answer.accounts, start=1)
    ]  # fmt: skip


def _scales(
    rows: Any, articles: Mapping[str, AnnotatedArticle], texts: Texts
) -> dict[str, list[charts.Scale | None]]:
    """The figures of points on their lines, by the anchor of the point, one for each range."""
    rtl = texts.direction == "rtl"
    found: dict[str, list[charts.Scale | None]] = {}
    for _, some in rows:
        for row in some:
            found[row.anchor] = [charts.scale(one, articles, rtl=rtl) for one in row.ranges]
    return found
