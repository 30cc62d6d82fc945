"""Archives for tests: in a file always, and on a PostgreSQL of their own where there is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from riwaya.kept import Captured, Incoming
from riwaya.records import (
    AnnotatedArticle,
    Cue,
    GivenArticle,
    Origin,
    Span,
    Speaker,
    Statement,
    When,
)
from riwaya.store import Archive, opened, pack

NOW = "2024-05-09T12:00:00+00:00"


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests, without a database."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    root = os.geteuid() == 0
    user = "nobody" if root else None
    # The path of a socket is short; the folder must be the user's own.
    folder = Path(tempfile.mkdtemp(prefix="rwpg", dir="/tmp"))
    if root:
        shutil.chown(folder, "nobody")
    data = folder / "data"

    def run(*words: str) -> None:
        subprocess.run(
            [str(programs / words[0]), *words[1:]],
            user=user, check=True, capture_output=True, cwd=folder, timeout=120,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        )  # fmt: skip

    try:
        run("initdb", "-D", str(data), "-U", "riwaya", "-A", "trust", "-E", "UTF8", "--no-sync")
        told = f"-F -k {folder} -c listen_addresses=''"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", told, "start")
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL does not start here: {error}")
    try:
        yield f"postgresql://riwaya@/{{name}}?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


_NUMBERS = count(1)


def _database(address: str) -> str:
    import psycopg

    name = f"riwaya{next(_NUMBERS)}"
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name}")
    return address.format(name=name)


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive can be made: in a file, and on PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "riwaya.db")
    return _database(request.getfixturevalue("postgres"))


@pytest.fixture
def archive(place: str) -> Iterator[Archive]:
    with opened(place, create=True) as made:
        yield made


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Archive]:
    """An archive in a file."""
    with opened(str(tmp_path / "riwaya.db"), create=True) as made:
        yield made


def article(
    name: str,
    body: str = "قال رئيس البلدية مازن الحديدي إن الجسر مغلق منذ الصباح.",
    *,
    title: str | None = "إغلاق جسر",
    day: str | None = "2024-05-09",
    outlet: str | None = "المرصاد",
    url: str | None = None,
    event: str | None = None,
    captured: str | None = None,
    statements: tuple[Statement, ...] = (),
) -> AnnotatedArticle:
    when = None
    if day:
        when = When(start=day, end=day, precision="day", basis="metadata", evidence=day)
    return AnnotatedArticle(
        id=name, page=Origin(sha256=digest(name, body, url), url=url, captured=captured),
        title=title, body=body, url=url, outlet=outlet, published=when, event=event,
        paragraphs=(Span(start=0, end=len(body)),), statements=statements,
    )  # fmt: skip


def digest(*words: str | None) -> str:
    return sha256(_page(*words)).hexdigest()


def _page(*words: str | None) -> bytes:
    return "\n".join(map(str, words)).encode()


def said(body: str, speaker: str | None, cue: str, content: str, name: str = "s1") -> Statement:
    at, begin = body.index(cue), body.index(content)
    return Statement(
        id=name, speaker=Speaker(text=speaker, name=speaker), mode="indirect", stance="assert",
        cue=Cue(start=at, end=at + len(cue), text=cue, lemma=cue),
        content=Span(start=begin, end=begin + len(content)), confidence=0.9,
    )  # fmt: skip


def incoming(one: AnnotatedArticle, *, given: bool = False, page: bytes | None = None) -> Incoming:
    """The article on its way in: from a page, or handed over with its id."""
    page = page if page is not None else _page(one.id, one.body, one.url)
    told = GivenArticle(text=one.body, id=one.id) if given else None
    return Incoming(
        page=Captured(
            sha256=sha256(page).hexdigest(), url=one.url, given=told, captured=one.page.captured
        ),
        packed=pack(page),
        article=one,
    )


Put = Callable[..., list[str]]


@pytest.fixture
def put(archive: Archive) -> Put:
    """Adds articles under the ids that they have."""

    def add(*articles: AnnotatedArticle) -> list[str]:
        archive.add([incoming(one, given=True) for one in articles], NOW)
        return [one.id for one in articles]

    return add
