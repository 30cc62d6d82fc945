"""The command that searches a kept archive."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from riwaya import terminal
from riwaya.archiving import kept
from riwaya.limits import LIST_ITEMS
from riwaya.options import PLACE, Archive, Form, Format, Lang, Language, Quiet
from riwaya.printing import plain

if TYPE_CHECKING:
    from riwaya.search import Hit, Results

QUERY = 'Words, "phrases", -word, field:value, OR; after -- where it begins with -.'


class Kind(StrEnum):
    """What is searched."""

    article = "article"
    statement = "statement"
    event = "event"


class Order(StrEnum):
    """What comes first."""

    best = "best"
    newest = "newest"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(search)


def search(
    query: Annotated[str, typer.Argument(help=QUERY)],
    archive: Archive = PLACE, form: Form = None,
    kind: Annotated[Kind, typer.Option(help="What is searched.")] = Kind.article,
    order: Annotated[Order, typer.Option(help="What comes first.")] = Order.best,
    limit: Annotated[int, typer.Option(min=1, max=LIST_ITEMS, help="At most so many.")] = 20,
    cursor: Annotated[str | None, typer.Option(help="Go on from here.")] = None,
    quiet: Quiet = False, lang: Lang = Language.en,
) -> None:  # fmt: skip
    """Articles, statements or events of the archive that answer QUERY; no query is refused."""
    from riwaya.search import search as answers

    shape = plain(form)
    with kept(archive) as opened:
        found = answers(
            opened, terminal.argument(query), kind=kind.value, order=order.value, limit=limit,
            cursor=cursor, facets=shape is Format.json,
        )  # fmt: skip
    if shape is Format.json:
        terminal.write_json(found)
    else:
        terminal.write("".join(map(_text, found.hits)))
    if not quiet:
        for line in _said(found, lang):
            terminal.notice(f"riwaya: {line}")


def _text(hit: Hit) -> str:
    """A hit for reading, its snippets in its own words."""
    day = hit.start if hit.start == hit.end else f"{hit.start}/{hit.end}"
    name = hit.event if hit.kind == "event" else hit.article
    head = [f"[{name}] {hit.event_title or hit.title or '(بلا عنوان)'}"]
    facts = [hit.outlet or "?", day or "?"]
    if hit.statement is not None:
        facts += [hit.speaker or "؟", hit.stance or ""]
    head.append("  " + " · ".join(facts))
    body = [one for one in hit.snippets if one.field == "body"]
    told = [f"  {' '.join(one.text.split())}" for one in body]
    return terminal.printable("\n".join([*head, *told, "", ""]))


def _said(found: Results, lang: Language) -> Iterator[str]:
    """What is to be said about the answers, a sentence each."""
    from riwaya.search import phrase

    for note in found.notes:
        sentence = note.ar if lang is Language.ar else note.en
        yield f"{sentence} «{note.text}»" if note.text and len(note.text) <= 80 else sentence
    for one in found.variants:
        joined = ("، " if lang is Language.ar else ", ").join(one.forms)
        yield phrase("variants", lang).format(word=one.word, forms=joined)
    total = "total" if found.exact else "total_least"
    yield phrase(total, lang).format(n=found.total)
    if found.next is not None:
        yield phrase("next", lang).format(cursor=found.next)
