"""`riwaya serve`: the archive in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from riwaya.options import PLACE, Archive


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(serve)


def serve(
    archive: Archive = PLACE,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65_535)] = 8_765,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name that the server answers to."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="RIWAYA_TOKEN", metavar="TOKEN",
            help="Answer only who has it; one is made when others can reach the server.",
        ),
    ] = None,
    decide: Annotated[
        bool,
        typer.Option(
            "--decide",
            help="Let whoever can read also take decisions, as decide and undo do, on pages and "
            "under /v1.",
        ),
    ] = False,
) -> None:  # fmt: skip
    """Read the archive in a browser, and under /v1 with programs. Nothing is written, but decisions
    with --decide."""
    from riwaya.web.serving import serve as run

    run(archive, host=host, port=port, names=tuple(name or ()), token=token, decide=decide)
