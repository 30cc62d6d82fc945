"""The command line: `riwaya COMMAND INPUT...`. Data on stdout, messages on stderr."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import msgspec
import typer

from riwaya import (
    __version__,
    cli_archive,
    cli_search,
    cli_serve,
    cli_watch,
    kept,
    pipeline,
    terminal,
)
from riwaya.dates import find
from riwaya.errors import InputRefused, UsageError
from riwaya.journal import own_of
from riwaya.json_lines import answers
from riwaya.options import (
    Cache,
    Contact,
    DecisionFile,
    Explain,
    Fetch,
    Form,
    Format,
    Inputs,
    LabelLang,
    Lang,
    Language,
    Map,
    Model,
    Out,
    Page,
    Proposals,
    Quiet,
    Workers,
    decisions_of,
    door,
    settings_of,
)
from riwaya.pipeline import Settings
from riwaya.printing import default, plain, report, save
from riwaya.proposing import asked_of, proposed
from riwaya.records import DOCUMENTS, AnnotatedArticle, Article, Time
from riwaya.running import grouped, stream, whole

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Compare Arabic news accounts of one event: who said what, according to whom.",
)


cli_archive.register(app)
cli_search.register(app)
cli_serve.register(app)
cli_watch.register(app)


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
    inputs: Inputs, form: Form = None, out: Out = None, fields: Map = None, fetch: Fetch = False,
    cache: Cache = None, contact: Contact = None, workers: Workers = None, quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:  # fmt: skip
    """One article per page: title, body, signature, date, and the furniture around it."""
    settings = _settings(inputs, fields, fetch, cache, contact, workers, out)
    shown = _rendered(form, out, Article, terminal.article_text)
    raise typer.Exit(stream(inputs, settings, "extract", shown, out, lang, quiet))


@app.command()
def annotate(
    inputs: Inputs, form: Form = None, out: Out = None, fields: Map = None, fetch: Fetch = False,
    cache: Cache = None, contact: Contact = None, workers: Workers = None, quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:  # fmt: skip
    """Articles with the names, times, figures and statements in them."""
    settings = _settings(inputs, fields, fetch, cache, contact, workers, out)
    shown = _rendered(form, out, AnnotatedArticle, terminal.annotated_text)
    raise typer.Exit(stream(inputs, settings, "annotate", shown, out, lang, quiet))


@app.command()
def group(
    inputs: Inputs, form: Form = None, decisions: DecisionFile = None, explain: Explain = None,
    fields: Map = None, fetch: Fetch = False, cache: Cache = None, contact: Contact = None,
    workers: Workers = None, quiet: Quiet = False, lang: Lang = Language.en,
) -> None:  # fmt: skip
    """One event per line, with the articles that report it; or why two are, or are not, in one."""
    shape = plain(form)
    settings = _settings(inputs, fields, fetch, cache, contact, workers)
    decided = decisions_of(decisions) if decisions else ()
    found, code = grouped(inputs, settings, decided, explain, lang, quiet)
    if found.explanation is not None:
        if shape is Format.json:
            terminal.write_json(found.explanation)
        else:
            from riwaya.report import render_explanation

            terminal.write(render_explanation(found.explanation, lang))
        raise typer.Exit(code)
    for event in found.events:
        if shape is Format.json:
            terminal.write_json(event)
        else:
            terminal.write(terminal.event_text(event))
    raise typer.Exit(code)


@app.command()
def compare(
    inputs: Inputs, form: Form = None, out: Page = None, labels: LabelLang = Language.ar,
    fields: Map = None, fetch: Fetch = False, cache: Cache = None, contact: Contact = None,
    workers: Workers = None, proposals: Proposals = None, model: Model = None,
    quiet: Quiet = False, lang: Lang = Language.en,
) -> None:  # fmt: skip
    """The comparison of each event that has two accounts or more."""
    shape = form or (Format.html if out else default())
    asked = asked_of(proposals, model)
    settings = _settings(inputs, fields, fetch, cache, contact, workers, out)
    result, code = whole(inputs, settings, lang, quiet)
    compared = result.comparisons
    if asked is not None:
        compared = proposed(compared, result.articles, asked, lang, quiet)
    if shape is Format.json:
        found = terminal.json_line(pipeline.Compared(comparisons=compared, single=result.single))
    else:
        found = report(shape, compared, result.articles, labels)
    if out is None:
        terminal.write(found)
    else:
        save(out, [found])
    raise typer.Exit(code)


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

    raise typer.Exit(answers(inputs or ["-"], related, lang, quiet))


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
    shape = plain(form)
    _times("", on, country)  # a wrong day is told before anything is read
    if text is not None and text != "-":
        times = _times(text := terminal.argument(text), on, country)
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

    raise typer.Exit(answers(["-"], dated, lang, quiet))


@app.command()
def schema() -> None:
    """The JSON Schema of every record."""
    kinds = (*DOCUMENTS, *kept.DOCUMENTS, pipeline.Related, pipeline.Compared)
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
    labels: LabelLang = Language.ar,
    quiet: Quiet = False,
    lang: Lang = Language.en,
) -> None:
    """The whole job on the bundled sample: here as text, and as one HTML page."""
    result, code = whole(sample_files(), Settings(), lang, quiet)
    told = (result.comparisons, result.articles, labels)
    terminal.write(report(Format.text, *told))
    save(out, [report(Format.html, *told)])
    terminal.notice(f"riwaya: {out}")
    raise typer.Exit(code)


def sample_files() -> list[str]:
    """The pages of the bundled sample, sorted."""
    folder = Path(str(resources.files("riwaya.data").joinpath("sample")))
    return [str(path) for path in sorted(folder.iterdir()) if path.suffix in (".html", ".txt")]


# --- how commands run ---------------------------------------------------------------------------

A = TypeVar("A", bound=Article)


def _settings(
    inputs: Sequence[str], fields: Sequence[str] | None, fetch: bool, cache: Path | None,
    contact: str | None, workers: int | None, out: Path | None = None,
) -> Settings:  # fmt: skip
    return settings_of(inputs, fields, door(fetch, cache, contact), workers, own_of(out, inputs))


def _rendered(
    form: Format | None, out: Path | None, kind: type[A], as_text: Callable[[A], str]
) -> Callable[[bytes], bytes] | None:
    """How the JSON of an article is printed, None where it is as it is."""
    shape = Format.json if form is None and out is not None else plain(form)
    if shape is Format.json:
        return None
    return lambda data: as_text(msgspec.json.decode(data, type=kind)).encode("utf-8", "replace")


def _times(text: str, on: str | None, country: str | None) -> tuple[Time, ...]:
    return find(text, on=on, country=country)
