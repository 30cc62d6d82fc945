"""Opening the database: SQLite in a file, or PostgreSQL by its address."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from msgspec import DecodeError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
)

from riwaya.errors import UsageError

_POSTGRES: Final = ("postgresql", "postgres", "postgresql+psycopg")
_BUSY_SECONDS: Final = 60.0
_LOCK: Final = 0x72697761
_UNWRITABLE: Final = ("readonly", "read-only", "full", "unable to open", "disk i/o")
_MAGIC: Final = b"SQLite format 3\0"


def is_address(place: str) -> bool:
    """Whether a place is the address of a server and no file.

    >>> is_address("postgresql://رواية@localhost/riwaya"), is_address("./riwaya.db")
    (True, False)
    """
    return place.partition("://")[0] in _POSTGRES and "://" in place


def engine_of(place: str, *, create: bool) -> Engine:
    """The database at `place`, not yet looked at. Refuses (UsageError) a file that is not there,
    unless it is to be made, one that is no SQLite database, and an address that is none."""
    return _postgres(place) if is_address(place) else _sqlite(Path(place), create=create)


def _postgres(place: str) -> Engine:
    try:
        url = make_url(place).set(drivername="postgresql+psycopg")
        return create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise UsageError("needs_extra", hidden(place), "postgres") from None
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise UsageError("bad_option", "--archive", str(error)) from None


def hidden(place: str) -> str:
    """A place without the password in it, to be shown.

    >>> hidden("postgresql://raqib:secret@localhost/riwaya")
    'postgresql://raqib:***@localhost/riwaya'
    """
    if not is_address(place):
        return place
    try:
        return make_url(place).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return place.partition("://")[0]


def _sqlite(path: Path, *, create: bool) -> Engine:
    path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay links
    if path.is_dir():
        raise UsageError("not_an_archive", str(path), "a folder")
    if not path.exists():
        if not create:
            raise UsageError("not_found", str(path))
    elif not _is_sqlite(path):
        raise UsageError("not_an_archive", str(path), "no SQLite database")
    fixed = path.exists() and not _writable(path)
    made = create_engine(
        f"sqlite:///{path}", creator=lambda: _fixed(path) if fixed else _shared(path)
    )
    _prepared(made, fixed=fixed)
    return made


def _shared(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)


def _fixed(path: Path) -> sqlite3.Connection:
    """A file beside which nothing can be written, so nobody writes: it is read as it is."""
    address = f"{path.as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise UsageError("unreadable", str(path), error.strerror or "") from None
    return head in (_MAGIC, b"")


def _prepared(made: Engine, *, fixed: bool) -> None:
    """What each connection of SQLite is told: SQLAlchemy begins transactions, not the driver."""

    @event.listens_for(made, "connect")
    def _connect(opened: sqlite3.Connection, _: Any) -> None:
        opened.isolation_level = None
        pragmas = ["foreign_keys = ON", "cache_size = -65536", "temp_store = MEMORY"]
        if not fixed:
            # What is written anew (comparisons) would else leave words behind that `forget` misses.
            pragmas += ["journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"]
        for pragma in pragmas:
            opened.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def _begin(conn: Connection) -> None:
        writes = conn.get_execution_options().get("writes", False)
        conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the archive, whatever is written meanwhile."""
    with translated(engine):
        opened = engine.connect()
        if engine.dialect.name != "sqlite":
            opened = opened.execution_options(isolation_level="REPEATABLE READ")
        with opened as conn, conn.begin():
            yield conn


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that alone writes; it is kept whole, or not at all."""
    with (
        translated(engine),
        engine.connect().execution_options(writes=True) as conn,
        conn.begin(),
    ):
        if engine.dialect.name != "sqlite":
            conn.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        yield conn


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Errors of the database as ours, with a sentence (UsageError)."""
    try:
        yield
    except (DataError, IntegrityError, ProgrammingError):
        raise  # a fault of ours
    except DBAPIError as error:
        raise UsageError(*_told(str(error.orig), _where(engine))) from error
    except (UnicodeDecodeError, DecodeError) as error:
        raise UsageError("archive_damaged", _where(engine), str(error)) from error


def _where(engine: Engine) -> str:
    if engine.dialect.name == "sqlite":
        return engine.url.database or ""
    return engine.url.render_as_string(hide_password=True)


def _told(message: str, where: str) -> tuple[str, str, str]:
    low = message.lower()
    if "locked" in low or "busy" in low or "lock timeout" in low:
        return "archive_busy", where, ""
    if "malformed" in low or "not a database" in low or "corrupt" in low:
        return "archive_damaged", where, message
    if any(one in low for one in _UNWRITABLE):
        return "unwritable", where, message
    return "archive_failed", where, message
