"""What was fetched before, in a folder: pages with what is needed to ask whether they changed,
robots.txt files, and what became of the entries of feeds. All names are hashes; bodies are found by
their own SHA-256 and checked by it.

What cannot be read is as if it were not there: the page is then fetched as a whole."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TypeVar

import msgspec

from riwaya import limits
from riwaya.errors import UsageError

_ENTRY_BYTES = 65_536
_ROBOTS_ENTRY_BYTES = 2 * limits.ROBOTS_BYTES
_Entry = TypeVar("_Entry", bound=msgspec.Struct)


class KeptPage(msgspec.Struct, frozen=True):
    """One answer: the body by its hash, what the server calls this version (`tag`, `modified`),
    and what a capture of it holds."""

    url: str
    sha256: str
    captured: str
    tag: str | None = None
    modified: str | None = None
    media: str | None = None
    charset: str | None = None


class KeptRobots(msgspec.Struct, frozen=True):
    """A robots.txt and when it was fetched, in seconds since 1970; empty where there is none."""

    at: float
    data: bytes


class KeptEntry(msgspec.Struct, frozen=True):
    """What became of an entry of a feed: `mark` tells the state of the entry that was looked at,
    `sha256` the page that came of it, None where it was refused. `tries` counts the times that it
    could not be had, 0 where it is settled."""

    mark: str
    sha256: str | None = None
    tries: int = 0


class Cache:
    """The folder. Several programs may use one at a time; nothing in it is ever half-written."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder where it is missing. Refused (UsageError) where it cannot be made."""
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError("unreadable", str(folder), error.strerror or "") from error

    def page(self, url: str) -> tuple[KeptPage, bytes] | None:
        """The kept answer to `url` with its body; None where there is none, or none undamaged."""
        kept = _entry(_read(self._at("pages", _name(url)), _ENTRY_BYTES), KeptPage)
        if kept is None or kept.url != url:
            return None
        body = _read(self._at("bodies", kept.sha256), limits.PAGE_BYTES)
        if body is None or hashlib.sha256(body).hexdigest() != kept.sha256:
            return None
        return kept, body

    def keep_page(self, kept: KeptPage, body: bytes) -> bool:
        """Keeps an answer; False where the folder does not take it."""
        entry = self._at("pages", _name(kept.url))
        # The body first, so that no entry ever names a body that is not there.
        return _write(self._at("bodies", kept.sha256), body) and _write(
            entry, msgspec.json.encode(kept)
        )

    def robots(self, origin: str) -> KeptRobots | None:
        """The kept robots.txt of a scheme, host and port."""
        return _entry(_read(self._at("robots", _name(origin)), _ROBOTS_ENTRY_BYTES), KeptRobots)

    def keep_robots(self, origin: str, kept: KeptRobots) -> bool:
        """Keeps a robots.txt; False where the folder does not take it."""
        return _write(self._at("robots", _name(origin)), msgspec.json.encode(kept))

    def entry(self, key: str) -> KeptEntry | None:
        """What became of the entry that has this address or id."""
        return _entry(_read(self._at("entries", _name(key)), _ENTRY_BYTES), KeptEntry)

    def keep_entry(self, key: str, kept: KeptEntry) -> None:
        """Keeps what became of an entry. Refused (UsageError) where the folder does not take it:
        without it the same pages would be asked for over and over."""
        if not _write(self._at("entries", _name(key)), msgspec.json.encode(kept)):
            raise UsageError("unwritable", str(self._folder), "--cache")

    def _at(self, kind: str, name: str) -> Path:
        # `name` may come out of a kept entry, so it is made a hash again if it is none.
        safe = name if len(name) == 64 and name.isalnum() and name.isascii() else _name(name)
        return self._folder / kind / safe[:2] / safe


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _entry(data: bytes | None, kind: type[_Entry]) -> _Entry | None:
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _read(path: Path, most: int) -> bytes | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(descriptor, "rb") as stream:  # noqa: PTH123 - Path.open takes no descriptor
            data = stream.read(most + 1)
    except OSError:
        return None
    return data if len(data) <= most else None


def _write(path: Path, data: bytes) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=path.parent)
    except OSError:
        return False
    try:
        with open(descriptor, "wb") as stream:  # noqa: PTH123 - as above
            stream.write(data)
        Path(part).replace(path)
    except OSError:
        Path(part).unlink(missing_ok=True)
        return False
    return True
