"""What the page of a search shows."""

from __future__ import annotations

from typing import Any, Final

from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line
from riwaya.search import Facet, FacetValue, Hit, Results, Snippet
from riwaya.web.marking import runs_between
from riwaya.web.parameters import Asked
from riwaya.web.sources import Sources
from riwaya.web.texts import Texts

_FORMS: Final = 24
_SAID: Final = {"stance": "said", "verdict": "sum"}


def search(_: Sources, asked: Asked, answer: Results, texts: Texts) -> dict[str, Any]:
    """A search: the form, what is to be said of the query, what was found, and by what it can be
    narrowed."""
    q = asked.text("q") or ""
    notes = [(line(note.ar if texts.language == "ar" else note.en), line(note.text, 80))
             for note in answer.notes if q]  # fmt: skip
    return {
        "q": q, "kind": answer.kind, "sort": answer.order, "notes": notes,
        "join": asked.text("join"),
        "asked_for": bool(q.strip() or asked.query.keys() & {"outlet", "since", "until"}),
        "items": [hit(one, texts) for one in answer.hits],
        "forms": [(line(one.form, NAME_CHARS), one.count) for one in answer.forms[:_FORMS]],
        "variants": [
            {"one": one, "word": line(one.word, NAME_CHARS),
             "forms": [line(form, NAME_CHARS) for form in one.forms[:_FORMS]]}
            for one in answer.variants
        ],
        "facets": [facet(one, texts) for one in answer.facets if one.values],
    }  # fmt: skip


def hit(one: Hit, texts: Texts) -> dict[str, Any]:
    """A hit: its title and its snippet in runs, and the slice that its link points at."""
    by_field = {snippet.field: snippet for snippet in one.snippets}
    title, body = by_field.get("title"), by_field.get("body")
    whole = one.event_title or one.title
    shown = [(line(whole, TITLE_CHARS) if whole else texts.phrase("untitled"), False)]
    if title is not None and title.text == whole and len(whole) <= TITLE_CHARS:
        shown = _runs(title)
    return {
        "one": one, "at": _at(body), "title": shown, "plain": whole or "",
        "outlet": line(one.outlet, NAME_CHARS) if one.outlet else None,
        "runs": _runs(body) if body is not None else [], "text": body.text if body else "",
        "speaker": line(one.speaker, NAME_CHARS) if one.speaker else None,
    }  # fmt: skip


def _runs(snippet: Snippet) -> list[tuple[str, bool]]:
    marks = [(mark.start - snippet.start, mark.end - snippet.start) for mark in snippet.marks]
    return runs_between(snippet.text, marks)


def _at(body: Snippet | None) -> str | None:
    """The first word that answers, as a span of the body; else the whole snippet."""
    if body is None or body.start >= body.end:
        return None
    first = body.marks[0] if body.marks else body
    return f"{first.start}-{first.end}"


def facet(one: Facet, texts: Texts) -> dict[str, Any]:
    """A facet, its values as the language says them."""
    return {
        "one": one, "values": [(_label(one, value, texts), value) for value in one.values],
        "key": f"facet.{one.field}",
    }  # fmt: skip


def _label(one: Facet, value: FacetValue, texts: Texts) -> str:
    if one.field in _SAID:
        key = f"{_SAID[one.field]}.{value.value}"
        return texts.phrase(key) if texts.known(key) else line(value.label, NAME_CHARS)
    return line(value.label, NAME_CHARS)
