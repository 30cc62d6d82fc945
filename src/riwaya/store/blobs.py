"""Pages by their SHA-256, packed with zstd: files in a folder, or rows of a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Protocol

from sqlalchemy import Connection, Engine, delete, select

from riwaya.errors import UsageError
from riwaya.limits import RECORD_BYTES
from riwaya.store.schema import BLOBS

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_LEVEL: Final = 3
_END: Final = ".zst"
_NEW: Final = ".new"
_AT_ONCE: Final = 8


def pack(data: bytes) -> bytes:
    """A page, packed.

    >>> unpack(pack("خبر".encode())).decode()
    'خبر'
    """
    return zstd.compress(data, level=_LEVEL)


def unpack(packed: bytes) -> bytes:
    """The page again; refuses (ValueError) what is damaged or beyond `limits.RECORD_BYTES`."""
    opened = zstd.ZstdDecompressor()
    try:
        data: bytes = opened.decompress(packed, max_length=RECORD_BYTES + 1)
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from None
    if not opened.eof or len(data) > RECORD_BYTES:
        raise ValueError("cut off, or too large")
    return data


def sha256_of(data: bytes) -> str:
    """What a page is called by."""
    return sha256(data).hexdigest()


class Blobs(Protocol):
    """Where pages are. What is put is there, whatever happens to the process afterwards."""

    def before(self, packed: Mapping[str, bytes]) -> None:
        """Keep pages by their SHA-256, before the transaction that names them; those that are
        there stay as they are."""

    def within(self, conn: Connection, packed: Mapping[str, bytes]) -> None:
        """Keep them within it, where that is the way. One of the two does the work."""

    def get(self, conn: Connection, sha256: str) -> bytes | None:
        """The packed page, None where there is none."""

    def drop(self, conn: Connection, names: Iterable[str]) -> None:
        """Delete pages."""

    def names(self, conn: Connection) -> Iterator[str]:
        """The SHA-256 of all that are there, sorted."""


class FolderBlobs:
    """A folder with a file for each page, in 256 folders by the first two letters."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / (name + _END)

    def before(self, packed: Mapping[str, bytes]) -> None:
        """Each file is written beside its place, brought to the disk and then moved there."""
        fresh = {self._path(name): data for name, data in sorted(packed.items())}
        try:
            # A disk that is waited for by several at once brings their pages there together.
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                list(pool.map(_write, fresh, fresh.values()))
                list(pool.map(_sync, sorted({path.parent for path in fresh})))
        except OSError as error:
            where = str(error.filename or self.folder)
            raise UsageError("unwritable", where, error.strerror or "") from None

    def within(self, conn: Connection, packed: Mapping[str, bytes]) -> None:
        """They are there already."""

    def get(self, conn: Connection, sha256: str) -> bytes | None:
        del conn
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, conn: Connection, names: Iterable[str]) -> None:
        del conn
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def names(self, conn: Connection) -> Iterator[str]:
        del conn
        with suppress(FileNotFoundError):
            for folder in sorted(self.folder.iterdir()):
                for path in sorted(folder.iterdir()):
                    if path.name.endswith(_END):
                        yield path.name.removesuffix(_END)


def _write(path: Path, data: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=_NEW, delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    Path(file.name).replace(path)


def _sync(folder: Path) -> None:
    """Brings the names in a folder to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class TableBlobs:
    """Pages in the database itself, where a team shares it."""

    def before(self, packed: Mapping[str, bytes]) -> None:
        """The transaction keeps them."""

    def within(self, conn: Connection, packed: Mapping[str, bytes]) -> None:
        there = set(conn.scalars(select(BLOBS.c.sha256).where(BLOBS.c.sha256.in_(packed))))
        rows = [
            {"sha256": name, "packed": data}
            for name, data in sorted(packed.items())
            if name not in there
        ]
        if rows:
            conn.execute(BLOBS.insert(), rows)

    def get(self, conn: Connection, sha256: str) -> bytes | None:
        return conn.scalar(select(BLOBS.c.packed).where(BLOBS.c.sha256 == sha256))

    def drop(self, conn: Connection, names: Iterable[str]) -> None:
        conn.execute(delete(BLOBS).where(BLOBS.c.sha256.in_(list(names))))

    def names(self, conn: Connection) -> Iterator[str]:
        yield from conn.scalars(select(BLOBS.c.sha256).order_by(BLOBS.c.sha256))


def blobs_of(engine: Engine) -> Blobs:
    """Where the pages of a database are."""
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        return FolderBlobs(path.with_name(path.stem + ".pages"))
    return TableBlobs()
