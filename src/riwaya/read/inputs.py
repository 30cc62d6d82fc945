"""From what the user typed to readable sources, in a fixed order."""

from __future__ import annotations

import glob
import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from riwaya.read.capture import refusal
from riwaya.records import Refusal

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Source(msgspec.Struct, frozen=True):
    """One file, standard input (`stream` set) or an address, with the name to call it by."""

    name: str
    stream: BinaryIO | None = None
    is_address: bool = False


class Meter:
    """How many bytes there are to read and how many have been read, for progress: `total` is None
    where an input does not tell."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.done = 0

    def reading(self, stream: BinaryIO) -> BinaryIO:
        """The same stream, counted."""
        return cast("BinaryIO", _Counted(stream, self))


class _Counted(io.BufferedIOBase):
    """A stream that tells a meter how far it has been read."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        super().__init__()
        self._stream, self._meter = stream, meter

    def read(self, size: int | None = -1) -> bytes:
        return self._told(self._stream.read(-1 if size is None else size))

    def read1(self, size: int = -1) -> bytes:
        return self.read(size)

    def readline(self, size: int | None = -1) -> bytes:
        return self._told(self._stream.readline(-1 if size is None else size))

    def _told(self, data: bytes) -> bytes:
        self._meter.done += len(data)
        return data

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        before = self._stream.tell()
        after = self._stream.seek(offset, whence)
        self._meter.done += after - before
        return after

    def tell(self) -> int:
        return self._stream.tell()


def size_of(inputs: Iterable[str]) -> int | None:
    """The bytes of all files among `inputs`; None where one is standard input or an address."""
    if any(name == "-" or _ADDRESS.match(name) for name in inputs):
        return None
    return sum(size for _, size in files_of(inputs))


def files_of(inputs: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The name and size in bytes of each file among `inputs`, in their order."""
    for name in inputs:
        for source in sources(name, None):
            if isinstance(source, Source):
                with suppress(OSError):
                    yield source.name, Path(source.name).stat().st_size


def sources(
    name: str, stdin: BinaryIO | None, *, fetched: bool = False
) -> Iterator[Source | Refusal]:
    """The sources behind one argument. Hidden files of a folder are left out, links to folders are
    not followed; an address is one only where it will be `fetched`."""
    if _ADDRESS.match(name):
        yield Source(name, is_address=True) if fetched else refusal("needs_fetch", name, "1")
        return
    if name == "-":
        yield Source("-", stdin) if stdin is not None else refusal("not_found", name)
        return
    if "\0" in name:
        yield refusal("not_found", name.replace("\0", "\ufffd"))
        return
    path = Path(name)
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield Source(name)
        elif glob.has_magic(name):
            yield from _pattern(name)
        else:
            yield refusal("not_found", name)
    except OSError as error:
        yield refusal("unreadable", name, error.strerror or type(error).__name__)


def _folder(path: Path) -> Iterator[Source | Refusal]:
    found = False
    for folder, folders, files in os.walk(path, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                found = True
                yield Source(str(Path(folder) / name))
    if not found:
        yield refusal("no_match", str(path))


def _pattern(pattern: str) -> Iterator[Source | Refusal]:
    found = False
    # Path.glob takes no absolute patterns.
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207
        found = True
        if Path(name).is_dir():
            yield from _folder(Path(name))
        else:
            yield Source(name)
    if not found:
        yield refusal("no_match", pattern)
