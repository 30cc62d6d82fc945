"""`riwaya watch`: feeds and sitemaps, round after round, into an archive."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from riwaya.archiving import kept
from riwaya.fetch import session
from riwaya.limits import WATCH_MINUTES, WATCH_MOST_MINUTES
from riwaya.options import PLACE, Archive, Cache, Contact, Lang, Language, Quiet, Workers, processes


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(watch)


def watch(
    feeds: Annotated[
        list[str], typer.Argument(metavar="FEED...", help="The address of a feed or a sitemap.")
    ],
    archive: Archive = PLACE,
    every: Annotated[
        int,
        typer.Option(min=WATCH_MINUTES, max=WATCH_MOST_MINUTES, help="Minutes between rounds."),
    ] = 30,
    once: Annotated[bool, typer.Option("--once", help="One round.")] = False,
    cache: Cache = None, contact: Contact = None, workers: Workers = None, quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:  # fmt: skip
    """Look at feeds and sitemaps round after round, and add what is new in them to the archive."""
    from riwaya import watching
    from riwaya.fetch.cache import Cache as Folder
    from riwaya.fetch.clock import SystemClock

    clock = SystemClock()
    folder = cache or watching.folder_of(archive)
    with kept(archive, create=True) as opened:
        ways = watching.Ways(
            door=partial(session, cache=folder, contact=contact, clock=clock),
            cache=Folder(folder), clock=clock, every=every, workers=processes(workers),
            language=lang, quiet=quiet,
        )  # fmt: skip
        feeds = list(dict.fromkeys(feeds))
        raise typer.Exit(watching.watch(opened, feeds, ways, once=once))
