"""That one process at a time groups an archive. The lock goes with the process that holds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, text

from riwaya.errors import UsageError

_FOREVER: Final = 2_000_000.0
"""Seconds; SQLite counts thousandths in 31 bits."""
_NUMBER: Final = 0x72697762


@contextmanager
def grouping(engine: Engine, *, wait: bool) -> Iterator[bool]:
    """Hold the lock; without `wait` gives False, and holds nothing, where another has it."""
    if engine.dialect.name == "sqlite":
        with _in_file(Path(f"{engine.url.database}.lock"), wait=wait) as mine:
            yield mine
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        if wait:
            conn.execute(text(f"SELECT pg_advisory_lock({_NUMBER})"))
            mine = True
        else:
            mine = bool(conn.scalar(text(f"SELECT pg_try_advisory_lock({_NUMBER})")))
        try:
            yield mine
        finally:
            if mine:
                conn.execute(text(f"SELECT pg_advisory_unlock({_NUMBER})"))


@contextmanager
def _in_file(path: Path, *, wait: bool) -> Iterator[bool]:
    # SQLite's own lock on a database that holds nothing: it works wherever SQLite does, and ends
    # with its process.
    try:
        opened = sqlite3.connect(
            path, timeout=_FOREVER if wait else 0.0, isolation_level=None, check_same_thread=False
        )
    except sqlite3.OperationalError as error:
        raise UsageError("unwritable", str(path), str(error)) from None
    with closing(opened):
        try:
            opened.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise UsageError("unwritable", str(path), str(error)) from None
            yield False
            return
        yield True
