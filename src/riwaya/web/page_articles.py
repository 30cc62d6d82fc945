"""What the pages of articles, speakers, outlets, searches and decisions show."""

from __future__ import annotations

from collections import Counter
from typing import Any

from riwaya.kept import Change, Listed
from riwaya.limits import COUNTED_ROWS
from riwaya.records import Furniture, Statement
from riwaya.report.citation import cite, cite_slice
from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line, shown
from riwaya.web import charts
from riwaya.web.answers import (
    ArticleItems,
    ArticleRead,
    Outlet,
    OutletItems,
    Said,
    Speaker,
    SpeakerItems,
)
from riwaya.web.marking import marked
from riwaya.web.parameters import Asked
from riwaya.web.sources import Sources
from riwaya.web.texts import Texts
from riwaya.web.wishes import mark_of

WORDS_CHARS = 420
AROUND_CHARS = 60
_STANCES = ("assert", "confirm", "deny", "accuse", "call", "promise", "warn", "express", "ask")


def articles(_: Sources, __: Asked, answer: ArticleItems, texts: Texts) -> dict[str, Any]:
    """The list of articles."""
    return {"items": [listed(one, texts) for one in answer.items]}


def listed(one: Listed, texts: Texts) -> dict[str, Any]:
    """An article as a line of a list."""
    return {
        "one": one,
        "title": line(one.title, TITLE_CHARS) if one.title else texts.phrase("untitled"),
        "outlet": line(one.outlet, NAME_CHARS) if one.outlet else None,
    }


def article(sources: Sources, asked: Asked, answer: ArticleRead, texts: Texts) -> dict[str, Any]:
    """An article: its text with names and statements marked, the slice that is pointed at, its
    furniture, its versions and what changed between two of them."""
    at = asked.span("at")
    if at is not None and not 0 <= at[0] < at[1] <= len(answer.body):
        at = None
    citation = cite(answer, texts)
    words = line(answer.body[at[0] : at[1]], WORDS_CHARS) if at else ""
    event = sources.archive.event(answer.in_event) if answer.in_event else None
    return {
        "paragraphs": marked(answer, at), "at": at, "event": event,
        "subtitle": line(answer.subtitle, TITLE_CHARS) if answer.subtitle else None,
        "citation": cite_slice(words, *at, citation, texts) if at else citation,
        "furniture": [furniture(one) for one in answer.furniture],
        "statements": statements(answer),
        "changes": _changes(sources, asked, answer), "against": asked.number("against", 0),
        "newest": answer.version == max((one.number for one in answer.versions), default=0),
    }  # fmt: skip


def furniture(block: Furniture) -> dict[str, Any]:
    """A block of furniture, with its items as far as they are briefs."""
    items = [
        {"text": line(one.text, TITLE_CHARS), "source": one.source, "time": one.time}
        for one in block.items[:50]
    ]
    return {"kind": block.kind, "text": shown(block.text[:5000]).strip(), "items": items}


def statements(article: ArticleRead) -> list[dict[str, Any]]:
    """The statements of an article, with those who carried them."""
    by_id = {one.id: one for one in article.statements}
    return [_statement(article, one, by_id.get(one.parent or "")) for one in article.statements]


def _statement(article: ArticleRead, one: Statement, above: Statement | None) -> dict[str, Any]:
    who = one.speaker.name or one.speaker.text
    words = article.body[one.content.start : one.content.end]
    return {
        "one": one, "mark": mark_of(words),
        "who": line(who, NAME_CHARS) if who else None, "key": who,
        "words": line(words, WORDS_CHARS),
        "via": [line(name, NAME_CHARS) for name in one.via],
        "above": line(above.speaker.name or above.speaker.text or "", NAME_CHARS) if above else "",
    }  # fmt: skip


def _changes(sources: Sources, asked: Asked, answer: ArticleRead) -> list[dict[str, str]] | None:
    against = asked.number("against", 0)
    if not against or against == answer.version:
        return None
    found = sources.archive.changes(answer.id, against, answer.version)
    return [_change(one, answer) for one in found[:200]]


def _change(one: Change, answer: ArticleRead) -> dict[str, str]:
    """A change with the words around it: `7` for `5` says nothing alone."""
    text = (answer.title or "") if one.field == "title" else answer.body
    before = text[: one.new_start].rpartition("\n")[2]
    after = text[one.new_end :].partition("\n")[0]
    if len(before) > AROUND_CHARS:
        before = "…" + before[-AROUND_CHARS:].partition(" ")[2]
    if len(after) > AROUND_CHARS:
        after = after[:AROUND_CHARS].rpartition(" ")[0] + "…"
    return {
        "field": one.field, "old": shown(one.text), "new": shown(one.new_text),
        "before": shown(before), "after": shown(after),
    }  # fmt: skip


def speakers(_: Sources, __: Asked, answer: SpeakerItems, ___: Texts) -> dict[str, Any]:
    """The list of speakers."""
    return {"names": [line(one.name, NAME_CHARS) for one in answer.items]}


def speaker(_: Sources, asked: Asked, answer: Speaker, texts: Texts) -> dict[str, Any]:
    """A speaker: statements by stance, by outlet, along time, and the newest in their words."""
    stances, outlets = Counter[str](), Counter[str | None]()
    months: dict[str, dict[str, int]] = {}
    for one in answer.counts:
        stances[one.stance] += one.count
        outlets[one.outlet] += one.count
        if one.month is not None:
            kind = "deny" if one.stance in ("deny", "accuse") else "rest"
            counts = months.setdefault(one.month, {"rest": 0, "deny": 0})
            counts[kind] += one.count
    total = sum(stances.values())
    spoken = next((one.speaker for one in answer.items if one.speaker), answer.name)
    return {
        "name": line(spoken, NAME_CHARS), "total": total, "capped": total >= COUNTED_ROWS,
        "stances": [(one, stances[one]) for one in _STANCES if stances[one]],
        "outlets": sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0] or ""))[:20],
        "chart": charts.bars(months, ("rest", "deny"), rtl=texts.direction == "rtl"),
        "items": [said(one, texts) for one in answer.items],
        "stance": asked.text("stance"), "outlet": asked.text("outlet"),
    }  # fmt: skip


def said(one: Said, texts: Texts) -> dict[str, Any]:
    """A statement as a line of a list."""
    return {
        "one": one, "words": line(one.text, WORDS_CHARS),
        "title": line(one.title, TITLE_CHARS) if one.title else texts.phrase("untitled"),
        "outlet": line(one.outlet, NAME_CHARS) if one.outlet else None,
        "cue": line(one.cue, NAME_CHARS),
    }  # fmt: skip


def outlets(_: Sources, __: Asked, answer: OutletItems, ___: Texts) -> dict[str, Any]:
    """The list of outlets."""
    return {"names": [line(one.name, NAME_CHARS) for one in answer.items]}


def outlet(_: Sources, __: Asked, answer: Outlet, texts: Texts) -> dict[str, Any]:
    """An outlet: what can be counted of it, and its names for parties; no grades."""
    months = {
        one.month: {"articles": one.articles} for one in answer.months if one.month is not None
    }
    undated = sum(one.articles for one in answer.months if one.month is None)
    return {
        "name": line(answer.name, NAME_CHARS), "undated": undated,
        "chart": charts.bars(months, ("articles",), rtl=texts.direction == "rtl"),
        "parties": _parties(answer), "items": [listed(one, texts) for one in answer.items],
    }  # fmt: skip


def _parties(answer: Outlet) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in answer.naming:
        forms = found.setdefault(line(one.name, NAME_CHARS), [])
        forms.append({"one": one, "form": line(one.form, NAME_CHARS)})
    return found
