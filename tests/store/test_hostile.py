"""Archives that are killed, damaged, full, read-only, of another time, or none at all."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text

from riwaya.errors import UsageError
from riwaya.keeping import regroup
from riwaya.kept import Added, Deletion
from riwaya.store import Archive, Question, Words, engine, migrate, opened
from riwaya.store.schema import METADATA

from .conftest import NOW, Put, article, incoming

# --- killed at any moment -----------------------------------------------------------------------

WORK = """
import os, sys
from riwaya import pipeline
from riwaya.keeping import added, regroup
from riwaya.store import opened
from sqlalchemy import event
pipeline._BATCH = 8
place, source, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
seen = 0
def gone(*_):
    global seen
    seen += 1
    if seen == last:
        os.kill(os.getpid(), 9)
replace = os.replace
os.replace = lambda *a, **k: (gone(), replace(*a, **k))[1]
with opened(place, create=True) as archive:
    for name in ("before_cursor_execute", "commit"):
        event.listen(archive.engine, name, gone)
    for _ in added(archive, [source], pipeline.Settings(), clock=lambda: "2024-05-09T12:00:00"):
        pass
    regroup(archive)
print(seen)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "articles.jsonl"
    bodies = [
        "قال رئيس البلدية مازن الحديدي إن جسر السدير القديم انهار صباح اليوم بعد أمطار غزيرة.",
        "نفى وزير المالية سامي الراشد رفع أسعار الوقود وقال إن الموازنة لا تحمل ضرائب جديدة.",
    ]
    lines = [
        {"id": f"n{n}", "title": f"خبر {n}", "text": f"{bodies[n % 2]} وهذا الخبر رقم {n}.",
         "published": f"2024-05-{1 + n % 3:02}", "url": f"https://minaret.example/{n % 28}"}
        for n in range(30)
    ]  # fmt: skip
    path.write_bytes(b"\n".join(map(msgspec.json.encode, lines)))
    return path


def work(place: Path, source: Path, last: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WORK, str(place), str(source), str(last)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def contents(place: Path) -> tuple[bytes, ...]:
    with opened(str(place)) as archive:
        assert archive.verify().damages == ()
        assert archive.counted().ungrouped == 0
        records = (*archive.every_article(), *archive.every_event())
        return tuple(map(msgspec.json.encode, records))


def test_a_killed_adding_loses_and_doubles_nothing(source: Path, tmp_path: Path) -> None:
    whole = work(tmp_path / "whole.db", source, 0)
    assert whole.returncode == 0, whole.stderr
    assert int(whole.stdout) > 150
    expected = contents(tmp_path / "whole.db")
    place = tmp_path / "killed.db"
    chance = random.Random(3)
    killed = kept = 0
    for _ in range(7):
        done = work(place, source, chance.randrange(2, 90))
        killed += done.returncode == -signal.SIGKILL
        with opened(str(place), create=True) as archive:
            assert archive.verify().damages == ()
            there = archive.counted().articles
            assert there % 8 in (0, 30 % 8)
            assert there >= kept
            kept = there
    assert killed > 3
    assert work(place, source, 0).returncode == 0
    assert contents(place) == expected
    with opened(str(place)) as archive:
        assert archive.verify().loose == 0


# --- damaged, full, read-only -------------------------------------------------------------------


def filled(place: str) -> None:
    with opened(place, create=True) as archive:
        archive.add([incoming(article(f"a{n}"), given=True) for n in range(30)], NOW)
        regroup(archive)


def test_every_kind_of_damage_is_found(lite: Archive, tmp_path: Path) -> None:
    lite.add([incoming(article(f"a{n}"), given=True) for n in range(3)], NOW)
    assert lite.verify().damages == ()
    first, second, third = sorted((tmp_path / "riwaya.pages").rglob("*.zst"))
    raw = bytearray(first.read_bytes())
    raw[len(raw) // 2] ^= 1
    first.write_bytes(raw)
    second.unlink()
    third.write_bytes(b"")
    (third.parent / ("0" * 64 + ".zst")).write_bytes(b"x")
    with lite.writing() as conn:
        conn.execute(text("UPDATE versions SET record = CAST('{}' AS BLOB) WHERE article = 1"))
        conn.execute(text("DELETE FROM shadows WHERE key = 2"))
    seen = lite.verify()
    assert sorted(one.kind for one in seen.damages) == ["index", "page", "page", "page", "record"]
    assert seen.loose == 1


def test_any_flipped_byte_of_a_page_is_found(lite: Archive, tmp_path: Path) -> None:
    lite.add([incoming(article("a"), given=True)], NOW)
    [path] = (tmp_path / "riwaya.pages").rglob("*.zst")
    whole = path.read_bytes()
    for place in range(len(whole)):
        raw = bytearray(whole)
        raw[place] ^= 0x10
        path.write_bytes(raw)
        if lite.verify().damages == ():
            with lite.reading() as conn:  # a byte that zstd does not read
                assert lite.page(lite.article("a").page.sha256), conn
    path.write_bytes(whole)
    assert lite.verify().damages == ()


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_database_is_told_as_such(tmp_path: Path, seed: int) -> None:
    place = tmp_path / "riwaya.db"
    filled(str(place))
    raw = bytearray(place.read_bytes())
    chance = random.Random(seed)
    for _ in range(40):
        at = chance.randrange(100, len(raw) - 64)
        raw[at : at + 64] = chance.randbytes(64)
    place.write_bytes(raw)
    code = "archive_damaged"
    with suppress(UsageError), opened(str(place)) as archive:
        code = ""
        try:
            assert archive.verify().damages
        except UsageError as error:
            code = error.code
    assert code in ("", "archive_damaged")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not a database at all" * 50, "not_an_archive"),
        (b"SQLite format 3\0" + b"\xff" * 5000, "archive_damaged"),
        (b"", "not_an_archive"),
    ],
)
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    place = tmp_path / "riwaya.db"
    place.write_bytes(data)
    with pytest.raises(UsageError) as refused, opened(str(place)):
        pass
    assert refused.value.code == code


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "other.db"
    with sqlite3.connect(place) as conn:
        conn.execute("CREATE TABLE theirs (x)")
    conn.close()
    for create in (False, True):
        with pytest.raises(UsageError) as refused, opened(str(place), create=create):
            pass
        assert refused.value.code == "not_an_archive"


def test_places_that_cannot_be_are_refused(tmp_path: Path) -> None:
    for place, code in (
        (str(tmp_path), "not_an_archive"),
        (str(tmp_path / "missing.db"), "not_found"),
        (str(tmp_path / "no" / "folder.db"), "not_found"),
        ("postgresql://127.0.0.1:1/none", "archive_failed"),
        ("postgresql://[", "archive_failed"),
    ):
        with pytest.raises(UsageError) as refused, opened(place):
            pass
        assert refused.value.code == code, place
    with pytest.raises(UsageError) as refused, opened(str(tmp_path / "no" / "f.db"), create=True):
        pass
    assert refused.value.code == "unwritable"


def test_a_full_disk_loses_nothing(
    lite: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lite.add([incoming(article("a"), given=True)], NOW)
    more = [incoming(article(f"b{n}"), given=True) for n in range(4)]
    left = 2

    def full(_: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(UsageError) as refused:
            lite.add(more, NOW)
    assert refused.value.code == "unwritable"
    assert not list((tmp_path / "riwaya.pages").rglob("*.new"))
    assert lite.counted().articles == 1
    assert lite.add(more, NOW) == Added(new=4)
    assert lite.verify().loose == 0


def test_a_full_database_loses_nothing(lite: Archive) -> None:
    lite.add([incoming(article("a"), given=True)], NOW)
    pages = 0

    @event.listens_for(lite.engine, "begin")
    def _cap(conn: object) -> None:
        raw = conn.connection.cursor()  # type: ignore[attr-defined]
        raw.execute(f"PRAGMA max_page_count = {pages or 2**30}")

    with lite.reading() as conn:
        pages = int(conn.exec_driver_sql("PRAGMA page_count").scalar_one()) + 2
    more = [incoming(article(f"b{n}", "كلام كثير. " * 2000), given=True) for n in range(20)]
    with pytest.raises(UsageError) as refused:
        lite.add(more, NOW)
    assert refused.value.code == "unwritable"
    pages = 0
    assert lite.counted().articles == 1
    assert lite.add(more, NOW) == Added(new=20)
    assert lite.verify().damages == ()


def test_an_archive_that_cannot_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / "riwaya.db")
    filled(place)
    monkeypatch.setattr(engine, "_writable", lambda _: False)
    with opened(place) as archive:
        assert len(archive.list_articles().items) == 30
        assert archive.matching(Question(every=((Words("جسر"),),)))
        assert archive.verify().damages == ()
        with pytest.raises(UsageError) as refused:
            archive.add([incoming(article("b"))], NOW)
        assert refused.value.code == "unwritable"
    assert not Path(place + "-wal").exists()


def test_two_that_add_at_once_add_once(place: str) -> None:
    batch = [incoming(article(f"a{n}"), given=True) for n in range(4)]
    with opened(place, create=True) as one, opened(place) as other:
        assert one.add(batch[:3], NOW).new + other.add(batch, NOW).new == 4
        assert one.counted() == other.counted()


# --- of another time ----------------------------------------------------------------------------


def test_the_migrations_make_the_schema(archive: Archive) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.REVISIONS[-1]

    def ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
        del thing
        return not (kind == "table" and name is not None and "_words" in name)

    with archive.reading() as conn:
        context = MigrationContext.configure(conn, opts={"include_object": ours})
        assert compare_metadata(context, METADATA) == []


MORE = """
import sqlalchemy as sa
from alembic import op
revision = "9001"
down_revision = "0002"
def upgrade():
    op.add_column("articles", sa.Column("later", sa.Text(), server_default="جديد"))
"""


def test_an_older_archive_is_brought_up_with_all_its_data_and_a_newer_one_refused(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(place)
    with opened(place) as archive:
        before = (*archive.every_article(), *archive.every_event())
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).with_name("migrations"), folder)
    (folder / "versions" / "v9001_more.py").write_text(MORE, encoding="utf-8")
    with monkeypatch.context() as later:
        later.setattr(migrate, "_FOLDER", folder)
        later.setattr(migrate, "REVISIONS", (*migrate.REVISIONS, "9001"))
        with opened(place) as archive:
            assert (*archive.every_article(), *archive.every_event()) == before
            with archive.reading() as conn:
                assert conn.scalar(text("SELECT DISTINCT later FROM articles")) == "جديد"
    with pytest.raises(UsageError) as refused, opened(place):
        pass
    assert refused.value.code == "archive_newer"
    assert "9001" in str(refused.value)


# --- deleted ------------------------------------------------------------------------------------

SECRET = "الزعفراني"


def test_nothing_is_left_of_what_is_forgotten(archive: Archive, put: Put, place: str) -> None:
    body = f"قال رئيس البلدية سليم {SECRET} إن الجسر مغلق منذ الصباح في بلدة السدير القديمة."
    put(article("a", body, title=f"{SECRET} يغلق الجسر"), article("b", body, title="إغلاق الجسر"))
    put(article("a", body + " وأضاف شيئا.", title=f"{SECRET} يغلق الجسر"))
    regroup(archive)
    event_id = archive.event_of("a")
    assert event_id == archive.event_of("b")
    put(article("b", "نص آخر لا اسم فيه عن إغلاق الجسر في بلدة السدير القديمة.", title="إغلاق"))
    told = Deletion(article="a", pages=0, who="ليلى", when=NOW, why="طلب صاحب الاسم")
    [gone] = archive.forget(told)
    assert gone.pages == 2
    assert archive.deletions() == (gone,)
    regroup(archive)
    assert archive.event(event_id).articles == ("b",)
    assert archive.matching(Question(every=((Words(SECRET, "title"),),))) == []
    again = incoming(article("a", body), given=True)
    assert archive.add([again], NOW) == Added(forgotten=1)
    assert archive.verify().damages == ()
    archive.forget(Deletion(article="b", pages=0))
    with pytest.raises(UsageError):
        archive.event(event_id)
    if not place.startswith("postgres"):
        for path in Path(place).parent.rglob("*"):
            if path.is_file():
                assert SECRET.encode() not in path.read_bytes(), path


def test_forgetting_what_is_not_there_is_refused(archive: Archive) -> None:
    with pytest.raises(UsageError) as refused:
        archive.forget(Deletion(article="a", pages=0))
    assert refused.value.code == "no_such"
    assert archive.deletions() == ()
