"""From what the user typed to readable sources, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from riwaya.errors import InputRefused
from riwaya.records import Refusal


class Source(msgspec.Struct, frozen=True):
    """One file, or standard input (`stream` set), with the name to call it by."""

    name: str
    stream: BinaryIO | None = None


def refusal(code: str, where: str, detail: str = "") -> Refusal:
    """A `Refusal` with the English sentence of `code`."""
    error = InputRefused(code, where, detail)
    return Refusal(where=where, code=code, message=error.sentence())


def sources(name: str, stdin: BinaryIO | None) -> Iterator[Source | Refusal]:
    """The sources behind one argument. Hidden files of a folder are left out, links to folders are
    not followed."""
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
