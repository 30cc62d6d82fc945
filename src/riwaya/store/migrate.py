"""The schema of an archive: made, brought up to date with all data kept, or refused as newer."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from riwaya.errors import UsageError
from riwaya.store.engine import reading, writing

REVISIONS: Final = ("0001", "0002")
"""What there has been, the newest last; `migrations/versions` has a file for each."""

_FOLDER: Final = Path(__file__).with_name("migrations")


def prepare(engine: Engine, place: str, *, create: bool) -> None:
    """Bring the database to the newest schema, from nothing where it may be made.

    Refuses (UsageError) one that is newer than this code, and one that is no archive."""
    with reading(engine) as conn:
        found = _revision(conn, place, create=create)
    if found != REVISIONS[-1]:
        with writing(engine) as conn:
            upgrade(conn, REVISIONS[-1])


def upgrade(conn: Connection, to: str) -> None:
    """Run the migrations up to a revision, in the transaction of `conn`."""
    from alembic import command  # slow to import, and hardly ever needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, to)


def _revision(conn: Connection, place: str, *, create: bool) -> str | None:
    """The revision of an archive, None where there is none yet."""
    names = inspect(conn).get_table_names()
    if "alembic_version" not in names:
        if names and conn.dialect.name == "sqlite":
            raise UsageError("not_an_archive", place, "a database of something else")
        if not create:
            raise UsageError("not_an_archive", place, "nothing was ever added")
        return None
    found: str | None = conn.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found not in REVISIONS:
        raise UsageError("archive_newer", place, found)
    return found
