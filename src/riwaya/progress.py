"""What a run tells on stderr while it works and when it ends, in English or Arabic."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TextIO

from riwaya.counts import Counts
from riwaya.errors import MESSAGES
from riwaya.read import Meter
from riwaya.records import Refusal
from riwaya.terminal import notice, one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_EVERY: Final = 10.0
_KINDS_SHOWN: Final = 5
_WORDS: Final = MappingProxyType({
    "en": {
        "refusal": "refused: {where}: {why}", "fault": "fault: {where}: {why}",
        "done": "{n} done", "refused": "{n} refused", "passed": "{n} passed over",
        "faults": "{n} faults", "comma": ", ", "rate": "{n:.0f}/s", "left": "{time} left",
        "resumed": "goes on after {n} inputs done before",
        "stopped": "interrupted", "again": "the same command goes on from here",
        "compared": "{n} compared with the archive", "grouped": "{n} put into events",
    },
    "ar": {
        "refusal": "مرفوض: {where}: {why}", "fault": "خلل: {where}: {why}",
        "done": "أُنجز {n}", "refused": "رُفض {n}", "passed": "تُرك {n}",
        "faults": "خلل في {n}", "comma": "، ", "rate": "{n:.0f}/ث", "left": "بقي {time}",
        "resumed": "متابعة بعد {n} من المدخلات أُنجزت من قبل",
        "stopped": "أُوقف", "again": "الأمر نفسه يتابع من هنا",
        "compared": "قُورن {n} بالأرشيف", "grouped": "أُدرج {n} في الأحداث",
    },
})  # fmt: skip


class Teller:
    """Tells of refusals as they come, of progress now and then, and of the counts at the end."""

    def __init__(self, language: str, quiet: bool, meter: Meter) -> None:
        self.meter = meter
        self.passed: Counter[str] = Counter()
        self.say: Callable[[str], None] = notice
        self.show: Callable[[str], None] | None = None if quiet else notice
        self.every = _EVERY
        self._words, self._language, self._quiet = _WORDS[language], language, quiet
        self._start = self._told = time.monotonic()
        self._before = 0

    def resume(self, counts: Counts) -> None:
        """Say that an earlier run is taken up again."""
        self._before = counts.taken
        if counts.taken and not self._quiet:
            self.say(f"riwaya: {self._words['resumed'].format(n=counts.taken)}")

    def refuse(self, refusal: Refusal) -> None:
        """Name a refused input with its reason; one that was passed over is only counted."""
        if refusal.passed:
            self.passed[refusal.detail or reason(refusal, self._language)] += 1
            return
        line = self._words["fault" if refusal.fault else "refusal"]
        self.say(line.format(where=refusal.where, why=reason(refusal, self._language)))

    def tick(self, counts: Counts) -> None:
        """Tell how far the run is, if it is time to."""
        now = time.monotonic()
        if self.show is not None and now - self._told >= self.every:
            self._told = now
            self.show(self.line(counts, now - self._start))

    def step(self, step: Literal["compared", "grouped"], done: int) -> None:
        """Tell how far a step after the inputs is, if it is time to."""
        now = time.monotonic()
        if self.show is not None and now - self._told >= self.every:
            self._told = now
            self.show(f"riwaya: {self._words[step].format(n=done)}")

    def line(self, counts: Counts, seconds: float) -> str:
        """How many are done, how fast, and the time that is left where it can be told."""
        words = self._words
        rate = (counts.taken - self._before) / max(seconds, 1e-9)
        parts = [words["done"].format(n=counts.taken), words["rate"].format(n=rate)]
        total, done = self.meter.total, self.meter.done
        if total and done:
            parts.append(f"{min(100 * done // total, 100)}%")
            left = max(total - done, 0) * seconds / done
            parts.append(words["left"].format(time=_clock(left)))
        return f"riwaya: {words['comma'].join(parts)}"

    def close(self, counts: Counts) -> None:
        """The counts; quiet where all is well."""
        if self._quiet and not (counts.refused or counts.faults):
            return
        self.say(self._totals(counts))

    def stop(self, counts: Counts, *, resumable: bool) -> None:
        """The counts of a run that was interrupted."""
        words = self._words
        ends = [words["stopped"], self._totals(counts)] + ([words["again"]] if resumable else [])
        self.say(f"riwaya: {words['comma'].join(ends)}")

    def _totals(self, counts: Counts) -> str:
        words = self._words
        parts = [words[name].format(n=getattr(counts, name)) for name in ("done", "refused")]
        if counts.passed:
            kinds = words["comma"].join(
                f"{name} {n}" for name, n in self.passed.most_common(_KINDS_SHOWN)
            )
            parts.append(words["passed"].format(n=counts.passed) + (f" ({kinds})" if kinds else ""))
        if counts.faults:
            parts.append(words["faults"].format(n=counts.faults))
        return words["comma"].join(parts)


def reason(refusal: Refusal, language: str) -> str:
    """Why an input was refused, in English or Arabic."""
    english, arabic = MESSAGES[refusal.code]
    return (arabic if language == "ar" else english).format(detail=refusal.detail)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@contextmanager
def telling(language: str, quiet: bool, meter: Meter, *, live: bool) -> Iterator[Teller]:
    """A teller; it draws a bar where stderr is a terminal and, unless `live` is given, stdout is
    not one too, for there the data itself shows that work goes on."""
    teller = Teller(language, quiet, meter)
    drawn = _is_terminal(sys.stderr) and (live or not _is_terminal(sys.stdout))
    if quiet or not drawn:
        yield teller
        return
    # Loaded here: it takes a while, and most runs draw nothing.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.text import Text

    console = Console(stderr=True)
    with Progress(BarColumn(), TextColumn("{task.description}"), console=console,
                  transient=True) as bar:  # fmt: skip
        task = bar.add_task("riwaya", total=meter.total)
        teller.say = lambda text: console.print(Text(one_line(text)), soft_wrap=True)
        teller.show, teller.every = _shower(bar, task, meter), 0.2
        yield teller


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _shower(bar: Progress, task: TaskID, meter: Meter) -> Callable[[str], None]:
    return lambda text: bar.update(task, description=text, completed=meter.done)
