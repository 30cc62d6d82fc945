"""A file of results that an interruption neither loses nor repeats.

The lines go to `FILE.part`; beside it `FILE.journal` says, every few seconds, how many inputs are
done and how many bytes of the part they fill. The same command goes on from there; at the end the
part becomes `FILE` and the journal is gone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, Protocol

import msgspec
from msgspec import Struct

from riwaya.counts import Counts, End
from riwaya.errors import UsageError
from riwaya.outcomes import note_id
from riwaya.pipeline import Reached

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

    def __init__(
        self, stream: Sink, entry: _Entry = _NOTHING, journal: Path | None = None
    ) -> None:
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


@contextmanager
def output(path: Path, run: str | None) -> Iterator[tuple[Output, Reached]]:
    """The file at `path`, open for lines, and how far an earlier, interrupted `run` had come with
    it. Without a `run` nothing can be taken up again.

    Raises UsageError where the file cannot be written, or is half done by another run."""
    part, journal = path.with_name(path.name + ".part"), path.with_name(path.name + ".journal")
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
