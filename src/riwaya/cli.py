"""The command line: `riwaya COMMAND INPUT...`. Data on stdout, messages on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Annotated, BinaryIO, NoReturn, TypeVar

import msgspec
import typer

from riwaya import __version__, pipeline, terminal
from riwaya.dates import find
from riwaya.errors import InputRefused, UsageError
from riwaya.limits import JSONL_LINE_BYTES
from riwaya.records import DOCUMENTS, Article, Refusal, Time
from riwaya.report import render_html, render_text

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Compare Arabic news accounts of one event: who said what, according to whom.",
)
R = TypeVar("R", bound=Article)


class Format(StrEnum):
    """How data is printed."""

    text = "text"
    json = "json"
    html = "html"


class Language(StrEnum):
    """The language of messages."""

    en = "en"
    ar = "ar"


Inputs = Annotated[
    list[str], typer.Argument(metavar="INPUT...", help='A file, a folder, a glob, or "-".')
]
Form = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="text (default on a terminal) or json; compare: html."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no closing line.")]
Lang = Annotated[Language, typer.Option("--lang", help="The language of messages.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write the HTML page to this file.")]


def main() -> NoReturn:
    """Run the command line; exit 0 all fine, 1 some inputs refused, 2 usage, 130 interrupted."""
    try:
        app()
    except UsageError as error:
        terminal.notice(f"riwaya: {error}")
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    raise SystemExit(0)


def _version(wanted: bool) -> None:
    if wanted:
        terminal.write(f"riwaya {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    del version


@app.command()
def extract(
    inputs: Inputs, form: Form = None, quiet: Quiet = False, lang: Lang = Language.en
) -> None:
    """One article per page: title, body, signature, date, and the furniture around it."""
    found = pipeline.articles(inputs, stdin=sys.stdin.buffer)
    _stream(found, _plain(form), terminal.article_text, quiet, lang)


@app.command()
def annotate(
    inputs: Inputs, form: Form = None, quiet: Quiet = False, lang: Lang = Language.en
) -> None:
    """Articles with the names, times, figures and statements in them."""
    found = pipeline.annotated(inputs, stdin=sys.stdin.buffer)
    _stream(found, _plain(form), terminal.annotated_text, quiet, lang)


@app.command()
def group(
    inputs: Inputs, form: Form = None, quiet: Quiet = False, lang: Lang = Language.en
) -> None:
    """One event per line, with the articles that report it."""
    shape = _plain(form)
    result = _whole(inputs, quiet)
    for event in result.events:
        if shape is Format.json:
            terminal.write_json(event)
        else:
            terminal.write(terminal.event_text(event))
    _close(len(result.articles), result.refusals, quiet, lang)


@app.command()
def compare(
    inputs: Inputs,
    form: Form = None,
    out: Out = None,
    quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:
    """The comparison of each event that has two accounts or more."""
    shape = form or (Format.html if out else _default())
    if out is not None and shape is not Format.html:
        raise typer.BadParameter("--out goes with --format html")
    result = _whole(inputs, quiet)
    if shape is Format.json:
        terminal.write_json(
            pipeline.Compared(comparisons=result.comparisons, single=result.single)
        )
    elif shape is Format.text:
        terminal.write(render_text(result.comparisons, result.articles))
    else:
        page = render_html(result.comparisons, result.articles)
        if out is None:
            terminal.write(page)
        else:
            _save(out, page)
    _close(len(result.articles), result.refusals, quiet, lang)


@app.command()
def relate(
    inputs: Annotated[list[str] | None, typer.Argument(metavar="[FILE...]")] = None,
    quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:
    """Pairs as JSON Lines {"a": article, "b": article} in; the same lines with their relation."""

    def related(line: dict[str, object], where: str) -> dict[str, object]:
        if "a" not in line or "b" not in line:
            raise InputRefused("bad_record", where, 'a pair needs "a" and "b"')
        found = pipeline.relate_pair(line["a"], line["b"], where)
        return {**line, **msgspec.structs.asdict(found)}

    _lines(inputs or ["-"], related, quiet, lang)


@app.command()
def dates(
    text: Annotated[str | None, typer.Argument(help="Arabic text; without it, stdin.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="The date of the text (ISO).")] = None,
    country: Annotated[str | None, typer.Option(help="Country code of the outlet.")] = None,
    form: Form = None,
    quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:
    """The time expressions of TEXT, resolved. Stdin: JSON Lines {"text", "on", "country"}."""
    shape = _plain(form)
    if text is not None and text != "-":
        text = terminal.argument(text)
        times = _times(text, on, country)
        if shape is Format.json:
            terminal.write_json({"text": text, "on": on, "country": country, "times": times})
        else:
            terminal.write("".join(terminal.time_text(time) + "\n" for time in times))
        return

    def dated(line: dict[str, object], where: str) -> dict[str, object]:
        said, day, land = (line.get(key) for key in ("text", "on", "country"))
        if not isinstance(said, str):
            raise InputRefused("bad_record", where, '"text" is missing')
        day, land = day if isinstance(day, str) else on, land if isinstance(land, str) else country
        try:
            return {**line, "times": _times(said, day, land)}
        except UsageError as error:
            raise InputRefused(error.code, where, error.detail) from None

    _lines(["-"], dated, quiet, lang)


@app.command()
def schema() -> None:
    """The JSON Schema of every record."""
    kinds = (*DOCUMENTS, pipeline.Related, pipeline.Compared)
    _, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"riwaya {__version__}",
        "$defs": dict(sorted(parts.items())),
    }
    terminal.write(msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n")


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", "-o")] = Path("riwaya-demo.html"),
    quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:
    """The whole job on the bundled sample: here as text, and as one HTML page."""
    result = _whole(sample_files(), quiet)
    terminal.write(render_text(result.comparisons, result.articles))
    _save(out, render_html(result.comparisons, result.articles))
    terminal.notice(f"riwaya: {out}")
    _close(len(result.articles), result.refusals, quiet, lang)


def sample_files() -> list[str]:
    """The pages of the bundled sample, sorted."""
    folder = Path(str(resources.files("riwaya.data").joinpath("sample")))
    return [str(path) for path in sorted(folder.iterdir()) if path.suffix in (".html", ".txt")]


# --- how commands run ---------------------------------------------------------------------------


def _default() -> Format:
    return Format.text if sys.stdout.isatty() else Format.json


def _plain(form: Format | None) -> Format:
    if form is Format.html:
        raise typer.BadParameter("html goes with compare")
    return form or _default()


def _whole(inputs: Sequence[str], quiet: bool) -> pipeline.Result:
    with terminal.progress(quiet) as tick:
        return pipeline.run(inputs, stdin=sys.stdin.buffer, on_article=tick)


def _stream(
    found: Iterable[R | Refusal],
    shape: Format,
    as_text: Callable[[R], str],
    quiet: bool,
    lang: Language,
) -> None:
    done, refusals = 0, list[Refusal]()
    for item in found:
        if isinstance(item, Refusal):
            refusals.append(item)
        elif shape is Format.json:
            done += 1
            terminal.write_json(item)
        else:
            done += 1
            terminal.write(as_text(item))
    _close(done, refusals, quiet, lang)


def _lines(
    inputs: Sequence[str],
    answer: Callable[[dict[str, object], str], dict[str, object]],
    quiet: bool,
    lang: Language,
) -> None:
    """JSON Lines in, JSON Lines out; a line that cannot be used is refused, the rest goes on."""
    done, refusals = 0, list[Refusal]()
    for where, raw in _raw_lines(inputs, refusals):
        try:
            terminal.write_json(answer(_object(raw, where), where))
            done += 1
        except InputRefused as error:
            refusals.append(
                Refusal(where=error.where, code=error.code, message=error.sentence())
            )
    _close(done, refusals, quiet, lang)


def _raw_lines(inputs: Sequence[str], refusals: list[Refusal]) -> Iterable[tuple[str, bytes]]:
    for name in inputs:
        try:
            with sys.stdin.buffer if name == "-" else Path(name).open("rb") as stream:
                for number, line in enumerate(_capped(stream), start=1):
                    if line.strip():
                        yield f"{name}:{number}", line
        except OSError as error:
            found = InputRefused("unreadable", name, error.strerror or type(error).__name__)
            refusals.append(Refusal(where=name, code=found.code, message=found.sentence()))


def _capped(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream, never holding more than the cap of one pair."""
    while line := stream.readline(2 * JSONL_LINE_BYTES):
        yield line


def _object(raw: bytes, where: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(raw, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputRefused("bad_record", where, str(error)) from None


def _times(text: str, on: str | None, country: str | None) -> tuple[Time, ...]:
    return find(text, on=on, country=country)


def _save(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError("unreadable", str(path), error.strerror or "") from None


def _close(done: int, refusals: Sequence[Refusal], quiet: bool, lang: Language) -> NoReturn:
    """Name the refused inputs, count, and exit 0 or 1."""
    for refusal in refusals:
        terminal.say_refusal(refusal, lang)
    if refusals or not quiet:
        terminal.say_counts(done, len(refusals), lang)
    raise typer.Exit(1 if refusals else 0)
