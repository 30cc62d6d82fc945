"""The commands on a kept archive."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from riwaya import archiving, terminal
from riwaya.archiving import kept
from riwaya.data import rows
from riwaya.errors import UsageError
from riwaya.journal import own_of
from riwaya.kept import Deletion, KeptDecision, Undone
from riwaya.options import (
    PLACE,
    Archive,
    Cache,
    Contact,
    Fetch,
    Form,
    Format,
    Inputs,
    LabelLang,
    Lang,
    Language,
    Map,
    Page,
    Quiet,
    Workers,
    door,
    processes,
    settings_of,
)
from riwaya.pipeline import Settings
from riwaya.printing import default, plain, report, save
from riwaya.records import AnnotatedArticle, Event

# Their names alone: how the formats are written takes a while to import.
FORMATS = ", ".join(row["name"] for row in rows("export_formats"))
Who = Annotated[str | None, typer.Option("--who", help="Who decides it.")]
Why = Annotated[str | None, typer.Option("--why", help="Why.")]


class Kind(StrEnum):
    """What is exported."""

    articles = "articles"
    statements = "statements"
    events = "events"
    comparisons = "comparisons"
    points = "points"
    decisions = "decisions"
    deletions = "deletions"


class Decided(StrEnum):
    """What is decided."""

    same = "same"
    different = "different"
    speaker = "speaker"
    date = "date"
    hide = "hide"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (add, events, show, export, decide, undo, forget, verify, reread):
        app.command()(command)


def add(
    inputs: Inputs, archive: Archive = PLACE, fields: Map = None, fetch: Fetch = False,
    cache: Cache = None, contact: Contact = None, workers: Workers = None, quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:  # fmt: skip
    """Add inputs to the archive; what it holds already is passed over."""
    own = own_of(None, inputs)
    if "://" not in archive:
        own = msgspec.structs.replace(archiving.own_files(archive), numbers=own.numbers)
    settings = settings_of(inputs, fields, door(fetch, cache, contact), workers, own)
    with kept(archive, create=True) as opened:
        raise typer.Exit(archiving.add(opened, inputs, settings, lang, quiet))


def events(
    archive: Archive = PLACE, form: Form = None,
    accounts: Annotated[int, typer.Option(min=1, help="With so many accounts.")] = 1,
    since: Annotated[str | None, typer.Option(help="On this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="On this day or earlier.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
) -> None:  # fmt: skip
    """The events of the archive, the newest first."""
    from riwaya.store import WantedEvents

    shape = plain(form)
    wanted = WantedEvents(accounts=accounts, since=since, until=until)

    def parts() -> Iterator[Event]:
        cursor: str | None = None
        while True:
            part = opened.list_events(wanted, cursor=cursor)
            yield from part.items
            cursor = part.next
            if cursor is None:
                return

    with kept(archive) as opened:
        for event in islice(parts(), limit):
            if shape is Format.json:
                terminal.write_json(event)
            else:
                terminal.write(f"[{event.id}] {terminal.event_text(event)}")


def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="Of an article or an event.")],
    archive: Archive = PLACE, form: Form = None, out: Page = None,
    version: Annotated[int | None, typer.Option(min=1, help="This version of an article.")] = None,
    versions: Annotated[bool, typer.Option("--versions", help="All, and what changed.")] = False,
    page: Annotated[bool, typer.Option("--page", help="The page as it was captured.")] = False,
    labels: LabelLang = Language.ar,
) -> None:  # fmt: skip
    """An article, or the comparison of the accounts of an event."""
    with kept(archive) as opened:
        if versions:
            terminal.write_json(archiving.history(opened, name))
        elif page:
            terminal.write(opened.page(opened.article(name, version).page.sha256))
        elif version is not None:
            _show(form, out, opened.article(name, version))
        else:
            found = archiving.found(opened, name)
            if isinstance(found, Event):
                shape = form or (Format.html if out else default())
                told, articles = archiving.compared(opened, found)
                if shape is Format.json:
                    _give(out, terminal.json_line(told))
                else:
                    _give(out, report(shape, [told], articles, labels))
            else:
                _show(form, out, found)


def export(
    archive: Archive = PLACE,
    form: Annotated[str, typer.Option("--format", "-f", help=f"One of {FORMATS}.")] = "jsonl",
    out: Page = None,
    kind: Annotated[Kind, typer.Option("--kind", "-k", help="What is given.")] = Kind.articles,
    excel: Annotated[bool, typer.Option("--excel", help="csv: safe for spreadsheets.")] = False,
) -> None:
    """All records of a kind, in an order that depends on nothing but them."""
    with kept(archive) as opened:
        pieces = archiving.exported(opened, kind.value, form, excel=excel)
        if out is not None:
            save(out, pieces)
            return
        for piece in pieces:
            terminal.write(piece)


def decide(
    kind: Annotated[Decided | None, typer.Argument(help="What is decided.")] = None,
    article: Annotated[str | None, typer.Argument(help="The id of the article.")] = None,
    other: Annotated[str | None, typer.Argument(help="same, different: the other one.")] = None,
    archive: Archive = PLACE, who: Who = None, why: Why = None,
    statement: Annotated[str | None, typer.Option(help="The id of the statement.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who said it; without it: unknown.")] = None,
    start: Annotated[str | None, typer.Option("--from", help="The first day (ISO).")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The last day, if another.")] = None,
    file: Annotated[Path | None, typer.Option(help="JSON Lines as export gives them.")] = None,
) -> None:  # fmt: skip
    """Decide that two articles report one event or not, who said something, when an article was
    published (nothing: unknown), or that it is not to be shown. Prints the decision with its id."""
    with kept(archive) as opened:
        if file is not None:
            for decision in archiving.decisions_in(file):
                terminal.write_json(archiving.replayed(opened, decision))
        elif kind is None or article is None:
            raise UsageError("bad_option", "decide", "KIND and ARTICLE, or --file")
        else:
            wanted = KeptDecision(
                kind=kind.value, article=article, other=other, statement=statement,
                speaker=speaker, start=start, end=end, who=who, why=why, when=archiving.now(),
            )  # fmt: skip
            terminal.write_json(opened.decide(wanted))
        archiving.regroup(opened)


def undo(
    number: Annotated[int, typer.Argument(metavar="ID", help="The id of the decision.")],
    archive: Archive = PLACE, who: Who = None, why: Why = None,
) -> None:  # fmt: skip
    """Take a decision back; that it was made stays known."""
    with kept(archive) as opened:
        undone = Undone(who=who, when=archiving.now(), why=why)
        terminal.write_json(opened.undo(number, undone))
        archiving.regroup(opened)


def forget(
    names: Annotated[list[str], typer.Argument(metavar="ID...", help="The ids of articles.")],
    archive: Archive = PLACE, who: Who = None, why: Why = None,
) -> None:  # fmt: skip
    """Delete articles for good, with their pages; only that they were deleted stays."""
    with kept(archive) as opened:
        when = archiving.now()
        told = [Deletion(article=one, pages=0, who=who, when=when, why=why) for one in names]
        for done in opened.forget(*told):
            terminal.write_json(done)
        archiving.regroup(opened)


def verify(archive: Archive = PLACE, lang: Lang = Language.en) -> None:
    """Hash all pages and records anew; exit 1 where something is damaged."""
    with kept(archive) as opened:
        raise typer.Exit(archiving.verified(opened, lang))


def reread(
    archive: Archive = PLACE, workers: Workers = None, quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:  # fmt: skip
    """Read the kept pages anew, with what Riwaya has learned since; decisions stay."""
    with kept(archive) as opened:
        settings = Settings(workers=processes(workers))
        raise typer.Exit(archiving.read_again(opened, settings, lang, quiet))


def _show(form: Format | None, out: Path | None, article: AnnotatedArticle) -> None:
    if plain(form) is Format.json:
        _give(out, terminal.json_line(article))
    else:
        told = terminal.article_text(article) + terminal.annotated_text(article)
        _give(out, told.encode("utf-8", "replace"))


def _give(out: Path | None, told: bytes) -> None:
    if out is None:
        terminal.write(told)
    else:
        save(out, [told])
