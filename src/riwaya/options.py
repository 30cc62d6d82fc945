"""The options that commands share."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from riwaya import terminal
from riwaya.errors import UsageError
from riwaya.fetch import fetch as fetch_pages
from riwaya.limits import DECISIONS_BYTES
from riwaya.pipeline import Settings
from riwaya.read import FIELDS, Meter, Own, size_of
from riwaya.read import Fetch as PageFetch
from riwaya.records import Decision


class Format(StrEnum):
    """How data is printed."""

    text = "text"
    json = "json"
    html = "html"
    csv = "csv"
    markdown = "markdown"


class Language(StrEnum):
    """The language of messages, and of the labels of reports."""

    en = "en"
    ar = "ar"


Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help='A file, a folder, a glob, "-", or an address.'),
]
Form = Annotated[
    Format | None,
    typer.Option(
        "--format", "-f", help="text (default on a terminal) or json; compare: html, csv, markdown."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no closing line.")]
Lang = Annotated[Language, typer.Option("--lang", help="The language of messages.")]
LabelLang = Annotated[Language, typer.Option("--labels", help="The language of the report.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Write to this file; interrupted, the same command goes on."),
]
Page = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", "-j", min=0, max=256, help="Processes (default: one a core)."),
]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=NAME", help="The name of a field in tables and JSON."),
]
DecisionFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions", metavar="FILE", help='JSON Lines {"a", "b", "same"}: what a person decided.'
    ),
]
Explain = Annotated[
    tuple[str, str] | None,
    typer.Option("--explain", metavar="ID ID", help="Why two articles are, or are not, one event."),
]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch addresses from the web.")]
Cache = Annotated[Path | None, typer.Option("--cache", help="Keep what is fetched in this folder.")]
PLACE = "./riwaya.db"
"""Where an archive is, where nothing else is said."""

Archive = Annotated[
    str,
    typer.Option(
        "--archive", "-a", metavar="PLACE", envvar="RIWAYA_ARCHIVE",
        help="The file of the archive, or the address of a PostgreSQL database.",
    ),
]  # fmt: skip
Contact = Annotated[
    str | None, typer.Option("--contact", help="Where owners of fetched pages reach you.")
]

Proposals = Annotated[
    str | None,
    typer.Option(
        "--proposals", metavar="ADDRESS",
        help="Ask the language model at this address for more points; accounts are sent there.",
    ),
]  # fmt: skip
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="The language model; key: RIWAYA_MODEL_KEY."),
]


def fields_of(words: Sequence[str] | None) -> dict[str, str]:
    """The mapping that `--map FIELD=NAME` gives. Raises UsageError for what is none.

    >>> fields_of(["title=العنوان"])
    {'title': 'العنوان'}
    """
    found: dict[str, str] = {}
    for word in words or ():
        field, _, name = word.partition("=")
        if field not in FIELDS or not name:
            known = ", ".join(FIELDS)
            raise UsageError("bad_option", "--map", f"{word} (FIELD=NAME, FIELD one of {known})")
        if found.setdefault(field, name) != name:
            raise UsageError("bad_option", "--map", f"{field} is both {found[field]} and {name}")
    return found


def door(wanted: bool, cache: Path | None, contact: str | None) -> PageFetch | None:
    """The door to the network, where it is wanted. Raises UsageError for options without it."""
    if not wanted:
        if cache is not None or contact is not None:
            raise UsageError("bad_option", "--cache, --contact", "they go with --fetch")
        return None
    return partial(fetch_pages, cache=cache, contact=contact)


def settings_of(
    inputs: Sequence[str], fields: Sequence[str] | None, fetched: PageFetch | None,
    workers: int | None, own: Own,
) -> Settings:  # fmt: skip
    """How `inputs` are read, with standard input and a meter of their bytes."""
    return Settings(
        stdin=terminal.stdin(), fields=fields_of(fields), fetch=fetched,
        meter=Meter(size_of(inputs, own)), workers=processes(workers), own=own,
    )  # fmt: skip


def processes(wanted: int | None) -> int:
    """How many processes work: as many as there are cores, unless said otherwise."""
    if wanted is not None:
        return wanted
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def decisions_of(path: Path) -> tuple[Decision, ...]:
    """What people decided, from a file of JSON Lines; refuses a line that is no decision, and a
    file that cannot be read or is too large (UsageError, naming it)."""
    found = []
    for where, line in lines_in(path, DECISIONS_BYTES, "--decisions"):
        try:
            found.append(msgspec.json.decode(line, type=Decision))
        except msgspec.DecodeError as error:
            raise UsageError("bad_option", "--decisions", f"{where}: {error}") from None
    return tuple(found)


def lines_in(path: Path, most: int, option: str) -> Iterator[tuple[str, bytes]]:
    """The lines of a file that are not empty, and where each is; refuses (UsageError, naming the
    `option`) a file that cannot be read or has more than `most` bytes."""
    try:
        with path.open("rb") as file:
            lines = file.read(most + 1)
    except OSError as error:
        raise UsageError("bad_option", option, f"{path}: {error.strerror}") from None
    if len(lines) > most:
        raise UsageError("bad_option", option, f"{path}: over {most} bytes")
    for number, line in enumerate(lines.splitlines(), start=1):
        if line.strip():
            yield f"{path}:{number}", line
