"""How the commands on an archive run: inputs taken in with progress and counts, records told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from msgspec.structs import asdict, astuple

from riwaya import pipeline, terminal
from riwaya.counts import Counts, end_of
from riwaya.errors import UsageError
from riwaya.kept import Added, Change, KeptDecision, Version
from riwaya.limits import DECISIONS_BYTES
from riwaya.options import lines_in
from riwaya.pipeline import Settings
from riwaya.progress import telling
from riwaya.read import Meter, Own
from riwaya.records import AnnotatedArticle, Article, Comparison, Event, Record, Refusal

if TYPE_CHECKING:  # an extra, which takes a while to import: only who opens an archive waits
    from riwaya.store import Archive

Kind = Literal[
    "articles", "statements", "events", "comparisons", "points", "decisions", "deletions"
]
_HELD: Final = 1_000
_WORDS: Final = MappingProxyType({
    "en": {
        "added": "new articles: {new}, new versions: {versions}, further captures: {pages}",
        "read": "articles that are read otherwise now: {n}",
        "whole": "pages: {pages}, records: {records}, pages of no article: {loose}, damaged: {n}",
        "damage": "damaged: {kind} {where}: {detail}",
    },
    "ar": {
        "added": "مقالات جديدة: {new}، نسخ جديدة: {versions}، التقاطات أخرى: {pages}",
        "read": "مقالات تُقرأ الآن على غير ما كانت: {n}",
        "whole": "صفحات: {pages}، سجلات: {records}، صفحات بلا مقال: {loose}، تالف: {n}",
        "damage": "تالف: {kind} {where}: {detail}",
    },
})  # fmt: skip


@contextmanager
def kept(place: str, *, create: bool = False) -> Iterator[Archive]:
    """The archive at a place, open; refuses (UsageError) as `store.opened` does."""
    from riwaya.store import opened

    with opened(place, create=create) as archive:
        yield archive


def own_files(place: str) -> Own:
    """What an archive in a file is written to: nothing of it is an input."""
    path = Path(place).resolve()
    files = [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", ".lock"))]
    return Own(
        paths=frozenset(map(str, files)),
        folders=frozenset(str(path.with_name(path.stem + end)) for end in (".pages", ".fetched")),
    )


def add(
    archive: Archive, inputs: Sequence[str], settings: Settings, language: str, quiet: bool
) -> int:
    """Add inputs, and group what is new; the exit code."""
    from riwaya.keeping import added

    totals = [0] * len(Added.__struct_fields__)

    def batches() -> Iterator[list[Refusal | None]]:
        for outcomes, counts in added(archive, inputs, settings):
            totals[:] = map(sum, zip(totals, astuple(counts), strict=True))
            yield outcomes

    code = _run(archive, batches(), settings, language, quiet, resumable="-" not in inputs)
    if not quiet:
        counts = asdict(Added(*totals))
        terminal.notice(_WORDS[language]["added"].format(**counts))
    return code


def read_again(archive: Archive, settings: Settings, language: str, quiet: bool) -> int:
    """Read all kept pages anew, and group what changed; the exit code."""
    from riwaya.keeping import reread

    changed = 0

    def batches() -> Iterator[list[Refusal | None]]:
        nonlocal changed
        for outcomes, differ in reread(archive, settings):
            changed += differ
            yield outcomes

    code = _run(archive, batches(), settings, language, quiet, resumable=False)
    if not quiet:
        terminal.notice(_WORDS[language]["read"].format(n=changed))
    return code


def _run(
    archive: Archive, batches: Iterator[list[Refusal | None]], settings: Settings, language: str,
    quiet: bool, *, resumable: bool,
) -> int:  # fmt: skip
    """Take all batches and group what is new, with progress, refusals and counts."""
    from riwaya.keeping import regroup

    counts = Counts()
    with telling(language, quiet, settings.meter or Meter(), live=True) as teller:
        try:
            for batch in batches:
                for refusal in batch:
                    counts = counts.and_one(end_of(refusal))
                    if refusal is not None:
                        teller.refuse(refusal)
                teller.tick(counts)
            regroup(archive, teller.step, workers=settings.workers)
        except KeyboardInterrupt:
            teller.stop(counts, resumable=resumable)
            raise
        teller.close(counts)
    return counts.exit_code


def found(archive: Archive, name: str) -> AnnotatedArticle | Event:
    """What has this id: an article with the times that its text settles, or an event. Refuses
    (UsageError) an id that nothing has."""
    try:
        return pipeline.alone(archive.article(name))
    except UsageError as error:
        if error.code != "no_such":
            raise
    return archive.event(name)


def everything(archive: Archive, kind: Kind) -> Iterator[Record]:
    """All records of a kind, in an order that depends on nothing but them: statements as the
    articles that they stand in, points as comparisons."""
    if kind in ("articles", "statements"):
        yield from archive.every_article()
    elif kind == "decisions":
        yield from archive.every_decision()
    elif kind == "deletions":
        yield from archive.deletions()
    else:
        from riwaya.keeping import comparison

        for event in archive.every_event():
            if kind == "events":
                yield event
            elif len(event.articles) > 1:
                yield comparison(archive, event.id)


def exported(archive: Archive, kind: Kind, form: str, *, excel: bool) -> Iterator[bytes]:
    """All records of a kind in a format, in pieces; decisions and deletions as JSON Lines alone."""
    from riwaya import export

    if kind in ("decisions", "deletions"):
        if form != "jsonl":
            raise UsageError("bad_option", form, f"{kind} (it takes jsonl)")
        return map(terminal.json_line, everything(archive, kind))
    options: dict[str, object] = {"excel": True} if excel else {}
    found = export.formats().get(form)
    if kind in ("points", "events") and found is not None and "articles" in found.options:
        options["articles"] = _Articles(archive)
    return export.stream(kind, form, everything(archive, kind), **options)


class _Articles(Mapping[str, Article]):
    """The articles of an archive by id, read when they are asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._read = lru_cache(maxsize=_HELD)(lambda name: tuple(archive.articles([name])))

    def __getitem__(self, name: str) -> Article:
        for found in self._read(name):
            return found
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (one.id for one in self._archive.every_article())

    def __len__(self) -> int:
        return self._archive.counted().articles


def verified(archive: Archive, language: str) -> int:
    """Look at everything, and tell what is damaged; the exit code, 1 where something is."""
    seen, words = archive.verify(), _WORDS[language]
    for one in seen.damages:
        terminal.notice(words["damage"].format(**asdict(one)))
    terminal.notice(words["whole"].format(
        pages=seen.pages, records=seen.records, loose=seen.loose, n=len(seen.damages)
    ))  # fmt: skip
    return 1 if seen.damages else 0


class Step(Record, frozen=True):
    """A version, and what changed from the one before."""

    version: Version
    changes: tuple[Change, ...] = ()


def history(archive: Archive, name: str) -> tuple[Step, ...]:
    """All versions of an article with what each changed."""
    found = archive.versions(name)
    return tuple(
        Step(
            version=one,
            changes=archive.changes(name, found[place - 1].number, one.number) if place else (),
        )
        for place, one in enumerate(found)
    )


def compared(archive: Archive, event: Event) -> tuple[Comparison, list[AnnotatedArticle]]:
    """The comparison of an event, and its accounts."""
    from riwaya.keeping import compared as compared_with

    return compared_with(archive, event.id)


def regroup(archive: Archive) -> None:
    """Let events follow what was decided; where another process groups, it does so."""
    from riwaya.keeping import regroup as grouped

    grouped(archive, wait=False)


def now() -> str:
    """The time, as an archive notes it."""
    from riwaya.keeping import now as noted

    return noted()


def decisions_in(path: Path) -> Iterator[KeptDecision]:
    """Decisions out of a file of JSON Lines; refuses (UsageError) a line that is none, and a file
    that cannot be read or is too large."""
    for where, line in lines_in(path, DECISIONS_BYTES, "--file"):
        try:
            yield msgspec.json.decode(line, type=KeptDecision)
        except msgspec.DecodeError as error:
            raise UsageError("bad_option", "--file", f"{where}: {error}") from None


def replayed(archive: Archive, decision: KeptDecision) -> KeptDecision:
    """Decide anew what was decided in another archive, and take back what was taken back there."""
    kept_now = archive.decide(decision)
    if decision.undone is None or kept_now.id is None:
        return kept_now
    return archive.undo(kept_now.id, decision.undone)
