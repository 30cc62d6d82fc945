"""A file of results that an interruption neither loses nor repeats.

The lines go to `FILE.part`; beside it `FILE.journal` says, every few seconds, how many inputs are
done and how many bytes of the part they fill. The same command goes on from there; at the end the
part becomes `FILE` and the journal is gone.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Final, Protocol

import msgspec
from msgspec import Struct

from riwaya.counts import Counts, End
from riwaya.errors import UsageError
from riwaya.outcomes import note_id
from riwaya.pipeline import Reached
from riwaya.read import Own

_EVERY: Final = 2.0


class _Entry(Struct, frozen=True):
    """What the journal holds: whose run it is, its counts, and the bytes that they fill."""

    run: str = ""
    counts: Counts = Counts()
    size: int = 0


_NOTHING: Final = _Entry()


class Sink(Protocol):
    """What lines are written to."""

    def write(self, data: bytes, /) -> object:
        """Take a line."""

    def flush(self) -> object:
        """Let go of what was taken."""


class Output:
    """Where lines go, with the counts of what has been taken."""

    def __init__(self, stream: Sink, entry: _Entry = _NOTHING, journal: Path | None = None) -> None:
        self._stream, self._entry, self._journal = stream, entry, journal
        self._saved = time.monotonic()

    @property
    def counts(self) -> Counts:
        """What has been taken so far, in earlier runs too."""
        return self._entry.counts

    @property
    def resumable(self) -> bool:
        """Whether another run can go on from here."""
        return self._journal is not None

    def take(self, end: End, line: bytes = b"") -> None:
        """Count one input, and write its line where there is one. An interruption finds both done
        or neither: the entry is replaced in one step."""
        self._stream.write(line)
        old = self._entry
        self._entry = _Entry(old.run, old.counts.and_one(end), old.size + len(line))
        if time.monotonic() - self._saved >= _EVERY:
            self.save()

    def save(self) -> None:
        """Bring the journal up to date."""
        self._saved = time.monotonic()
        self._stream.flush()
        if self._journal is not None:
            fresh = self._journal.with_name(self._journal.name + ".new")
            fresh.write_bytes(msgspec.json.encode(self._entry))
            fresh.replace(self._journal)


def run_of(words: object, files: Iterable[tuple[str, int]]) -> str:
    """What tells one run from another: what was asked for, and the names and sizes of the files.

    >>> run_of(["extract"], [("صفحة.html", 10)]) == run_of(["extract"], [])
    False
    """
    digest = sha256(msgspec.json.encode(words))
    for name, size in files:
        digest.update(f"\n{size} {name}".encode("utf-8", "replace"))
    return digest.hexdigest()


def _beside(path: Path) -> list[Path]:
    """The file, and what stands beside it while it is written. A link leads to its file."""
    try:
        path = path.resolve()
    except (OSError, RuntimeError) as error:  # a link to itself
        raise UsageError("unwritable", str(path), str(error)) from None
    if path.is_dir():
        raise UsageError("unwritable", str(path), "a folder")
    return [path.with_name(path.name + end) for end in ("", ".part", ".journal", ".journal.new")]


def own_of(path: Path | None, inputs: Sequence[str]) -> Own:
    """What a run writes that ends in the file at `path`, and where its data and messages go: all
    this may stand in a folder that it reads. Raises UsageError for a `path` that can be no file,
    and for one that is among the `inputs`: it would be lost."""
    paths = [] if path is None else _beside(path)
    if paths and any(Path(name).is_file() and Path(name).resolve() in paths for name in inputs):
        raise UsageError("bad_option", "--out", f"{path} is an input too")
    numbers = set()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or none that the system has
            found = os.fstat(stream.fileno())
            if S_ISREG(found.st_mode):
                numbers.add((found.st_dev, found.st_ino))
    return Own(frozenset(map(str, paths)), frozenset(numbers))


@contextmanager
def output(path: Path, run: str | None) -> Iterator[tuple[Output, Reached]]:
    """The file at `path`, open for lines, and how far an earlier, interrupted `run` had come with
    it. Without a `run`, or where `path` is a pipe or a device, nothing can be taken up again.

    Raises UsageError where the file cannot be written, or is half done by another run."""
    if path.exists() and not path.is_file() and not path.is_dir():
        with _written(path) as out:
            yield out, Reached()
        return
    path, part, journal, _ = _beside(path)
    try:
        entry = _found(journal, part, run or "")
        with part.open("r+b" if entry.size else "wb") as stream:
            reached = Reached(entry.counts.taken, _ids(stream, entry.size))
            stream.truncate(entry.size)
            out = Output(stream, entry, journal if run else None)
            try:
                yield out, reached
            finally:
                out.save()
            os.fsync(stream.fileno())
        part.replace(path)
        journal.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError("unwritable", str(path), error.strerror or "") from None


@contextmanager
def _written(path: Path) -> Iterator[Output]:
    """A pipe or a device, written to as it is: no file may take its place."""
    try:
        with path.open("wb") as stream:
            yield Output(stream)
    except OSError as error:
        raise UsageError("unwritable", str(path), error.strerror or "") from None


def _found(journal: Path, part: Path, run: str) -> _Entry:
    try:
        entry = msgspec.json.decode(journal.read_bytes(), type=_Entry)
    except FileNotFoundError:
        return _Entry(run)
    except msgspec.DecodeError as error:
        raise UsageError("other_run", str(journal), str(error)) from None
    if entry.run != run:
        raise UsageError("other_run", str(journal), "its command, inputs or version differ")
    whole = part.exists() and part.stat().st_size >= entry.size
    return entry if whole else _Entry(run)


def _ids(part: BinaryIO, size: int) -> dict[str, int]:
    """The ids in the first `size` bytes of a part, left at their end."""
    used: dict[str, int] = {}
    while part.tell() < size:
        note_id(part.readline(), used)
    return used
