"""From what the user typed to readable sources, in a fixed order."""

from __future__ import annotations

import glob
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import dropwhile
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from riwaya.read.capture import refusal
from riwaya.records import Refusal

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OWN = "it is the output of this run"
_NO_FILE = "a pipe, a socket or a device"


class Source(msgspec.Struct, frozen=True):
    """One file, standard input (`stream` set) or an address, with the name to call it by."""

    name: str
    stream: BinaryIO | None = None
    is_address: bool = False


class Own(msgspec.Struct, frozen=True):
    """The files that a run itself writes, by their absolute paths, by what the system numbers them
    with, and all those in `folders`: they are none of its inputs."""

    paths: frozenset[str] = frozenset()
    numbers: frozenset[tuple[int, int]] = frozenset()
    folders: frozenset[str] = frozenset()

    def has(self, path: Path, found: os.stat_result) -> bool:
        """Whether a file is one of them."""
        if (found.st_dev, found.st_ino) in self.numbers:
            return True
        if self.folders and not self.folders.isdisjoint(map(str, path.resolve().parents)):
            return True
        named = any(own.endswith(os.sep + path.name) for own in self.paths)
        return named and str(path.parent.resolve() / path.name) in self.paths


NOTHING = Own()


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


def size_of(inputs: Iterable[str], own: Own = NOTHING) -> int | None:
    """The bytes of all files among `inputs`; None where one is standard input or an address."""
    if any(name == "-" or _ADDRESS.match(name) for name in inputs):
        return None
    return sum(size for _, size in files_of(inputs, own))


def files_of(inputs: Iterable[str], own: Own = NOTHING) -> Iterator[tuple[str, int]]:
    """The name and size in bytes of each file among `inputs`, in their order."""
    for name in inputs:
        for source in sources(name, None, own=own):
            if isinstance(source, Source):
                with suppress(OSError):
                    yield source.name, Path(source.name).stat().st_size


def sources(
    name: str, stdin: BinaryIO | None, *, fetched: bool = False, own: Own = NOTHING
) -> Iterator[Source | Refusal]:
    """The sources behind one argument. Hidden files of a folder and what the run itself writes are
    left out, links to folders are not followed, pipes and devices in it are refused; an address is
    one only where it will be `fetched`."""
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
            yield from _any(_folder(path, own), name)
        elif path.exists():
            yield _unreadable(name, _OWN) if own.has(path, path.stat()) else Source(name)
        elif glob.has_magic(name):
            yield from _any(_pattern(name, own), name)
        else:
            yield refusal("not_found", name)
    except OSError as error:
        yield _unreadable(name, error)


def open_file(name: str) -> BinaryIO:
    """A file, open to be read. A pipe that nobody writes to is not waited for: it is empty."""
    unhurried = getattr(os, "O_NONBLOCK", 0)
    number = os.open(name, os.O_RDONLY | getattr(os, "O_BINARY", 0) | unhurried)
    stream = os.fdopen(number, "rb")
    if unhurried:
        os.set_blocking(number, True)
    return stream


def _unreadable(name: str, why: OSError | str) -> Refusal:
    detail = why if isinstance(why, str) else why.strerror or type(why).__name__
    return refusal("unreadable", name, detail)


def _folder(path: Path, own: Own) -> Iterator[Source | Refusal]:
    for folder, names in _walk(str(path)):
        if isinstance(names, OSError):
            yield _unreadable(folder, names)
            continue
        for name in names:
            source = _file(Path(folder) / name, own)
            if source is not None:
                yield source


def _any(found: Iterable[Source | Refusal], name: str) -> Iterator[Source | Refusal]:
    """What was found, or a refusal."""
    empty = True
    for source in found:
        empty = False
        yield source
    if empty:
        yield refusal("no_match", name)


def _walk(top: str) -> Iterator[tuple[str, list[str] | OSError]]:
    """Each folder from `top` on that is not hidden, sorted, with its files, or why it cannot be
    listed. Links to folders are not followed: one may lead above itself."""
    left = [top]
    while left:
        folder = left.pop()
        try:
            with os.scandir(folder) as entries:
                seen = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            yield folder, error
            continue
        yield folder, sorted(entry.name for entry in seen if not _leads_on(entry))
        inner = [entry.name for entry in seen if entry.is_dir(follow_symlinks=False)]
        left += [str(Path(folder) / name) for name in sorted(inner, reverse=True)]


def _leads_on(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or a link to one."""
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _file(path: Path, own: Own) -> Source | Refusal | None:
    """A file that was found, not named: a pipe or a device may have no end. None for one that the
    run itself writes."""
    try:
        found = path.stat()
    except OSError as error:
        return _unreadable(str(path), error)
    if own.has(path, found):
        return None
    return Source(str(path)) if stat.S_ISREG(found.st_mode) else _unreadable(str(path), _NO_FILE)


def _pattern(pattern: str, own: Own) -> Iterator[Source | Refusal]:
    folders: set[Path] = set()
    for path in sorted(map(Path, _matches(pattern))):
        if not folders.isdisjoint(path.parents):
            continue  # it has been given with its folder
        if path.is_dir():
            folders.add(path)
            yield from _folder(path, own)
        elif (source := _file(path, own)) is not None:
            yield source


def _matches(pattern: str) -> set[str]:
    """What a pattern matches. `**` goes through folders as `_walk` does: past links."""
    parts = Path(pattern).parts
    if "**" not in parts:
        # Path.glob takes no absolute patterns.
        return set(glob.glob(pattern))  # noqa: PTH207
    at = parts.index("**")
    rest = tuple(dropwhile(lambda part: part == "**", parts[at:]))
    tops = glob.glob(str(Path(*parts[:at]))) if at else ["."]  # noqa: PTH207
    tops = [top for top in tops if Path(top).is_dir()]
    if not rest:
        return set(tops)
    folders = [folder for top in tops for folder, _ in _walk(top)]
    return {name for folder in folders for name in _matches(str(Path(glob.escape(folder), *rest)))}
