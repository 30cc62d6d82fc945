"""How a command runs over its inputs: the data written, refusals named, everything counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from riwaya import __version__, pipeline, terminal
from riwaya.counts import Counts, end_of
from riwaya.journal import Output, output, run_of
from riwaya.pipeline import Grouped, Reached, Result, Settings, Stage
from riwaya.progress import telling
from riwaya.read import Meter, files_of
from riwaya.records import Decision, Refusal

T = TypeVar("T")
Rendered = Callable[[bytes], bytes] | None


def stream(
    inputs: Sequence[str], settings: Settings, stage: Stage, rendered: Rendered,
    out: Path | None, language: str, quiet: bool,
) -> int:  # fmt: skip
    """Write the article of each input to `out` (None: stdout) as soon as it is there; the exit
    code. A run with JSON for `out` that was interrupted is taken up where it stopped."""
    meter = settings.meter or Meter()
    with (
        telling(language, quiet, meter, live=False) as teller,
        _opened(inputs, settings, stage, rendered, out) as (written, reached),
    ):
        teller.resume(written.counts)
        try:
            for outcome in pipeline.outcomes(inputs, settings, stage, reached):
                if isinstance(outcome, Refusal):
                    teller.refuse(outcome)
                    written.take(end_of(outcome))
                else:
                    written.take("done", rendered(outcome) if rendered else outcome + b"\n")
                teller.tick(written.counts)
        except KeyboardInterrupt:
            teller.stop(written.counts, resumable=written.resumable)
            raise
        teller.close(written.counts)
    return written.counts.exit_code


def whole(
    inputs: Sequence[str], settings: Settings, language: str, quiet: bool
) -> tuple[Result, int]:
    """All stages over `inputs`, and the exit code."""
    return _told(
        lambda taken: pipeline.run(inputs, settings, on_input=taken), settings, language, quiet
    )


def grouped(
    inputs: Sequence[str], settings: Settings, decisions: Sequence[Decision],
    explain: tuple[str, str] | None, language: str, quiet: bool,
) -> tuple[Grouped, int]:  # fmt: skip
    """The events of `inputs`, and the exit code."""
    return _told(
        lambda taken: pipeline.grouped(
            inputs, settings, decisions, explain=explain, on_input=taken
        ),
        settings, language, quiet,
    )  # fmt: skip


def _told(
    work: Callable[[Callable[[Refusal | None], None]], T], settings: Settings, language: str,
    quiet: bool,
) -> tuple[T, int]:  # fmt: skip
    """What `work` gives, which calls its argument after each input, with progress and counts."""
    meter, counts = settings.meter or Meter(), Counts()
    with telling(language, quiet, meter, live=True) as teller:

        def taken(refusal: Refusal | None) -> None:
            nonlocal counts
            counts = counts.and_one(end_of(refusal))
            if refusal is not None:
                teller.refuse(refusal)
            teller.tick(counts)

        try:
            result = work(taken)
        except KeyboardInterrupt:
            teller.stop(counts, resumable=False)
            raise
        teller.close(counts)
    return result, counts.exit_code


@contextmanager
def _opened(
    inputs: Sequence[str], settings: Settings, stage: Stage, rendered: Rendered, out: Path | None
) -> Iterator[tuple[Output, Reached]]:
    if out is None:
        yield Output(terminal.Stdout()), Reached()
        return
    run = None
    if rendered is None and "-" not in inputs:
        words = [__version__, stage, list(inputs), sorted(settings.fields.items())]
        run = run_of(words, files_of(inputs, settings.own))
    with output(out, run) as opened:
        yield opened
