"""The commands on an archive as a shell sees them."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from riwaya.cli import sample_files
from riwaya.store.comparisons import code

ARTICLE = {
    "id": "toll-1",
    "title": "سبعة قتلى في انهيار مبنى",
    "outlet": "المنارة اليوم",
    "published": "2022-03-09",
    "text": "أعلن الدفاع المدني مقتل سبعة أشخاص في انهيار مبنى سكني بحي النخيل يوم الأربعاء.",
}


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "riwaya", *words], capture_output=True, check=False, cwd=cwd
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    done = run("add", *sample_files(), cwd=folder)
    assert done.returncode == 0
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        "14 done, 0 refused",
        "new articles: 14, new versions: 0, further captures: 0",
    ]
    return folder


def test_what_was_added_is_passed_over(kept: Path) -> None:
    done = run("add", *sample_files(), "--lang", "ar", cwd=kept)
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "أُنجز 0، رُفض 0، تُرك 14 (موجود في الأرشيف 14)",
        "مقالات جديدة: 0، نسخ جديدة: 0، التقاطات أخرى: 0",
    ]


def test_the_archive_is_no_input_of_its_own(kept: Path) -> None:
    (kept / "more.jsonl").write_text(json.dumps(ARTICLE), encoding="utf-8")
    done = run("add", ".", cwd=kept)
    assert done.stderr.decode().splitlines()[0] == "1 done, 0 refused"
    assert lines(run("forget", "toll-1", cwd=kept))[0]["pages"] == 1
    again = run("add", ".", cwd=kept).stderr.decode()
    assert "deleted from the archive before 1" in again
    assert [one["article"] for one in lines(run("export", "-k", "deletions", cwd=kept))] == [
        "toll-1"
    ]


def test_events_are_listed_and_compared(kept: Path) -> None:
    events = lines(run("events", "--accounts", "2", cwd=kept))
    assert len(events) == 3
    assert events == sorted(events, key=lambda one: str(one["start"]), reverse=True)
    name = str(events[0]["id"])
    [comparison] = lines(run("show", name, cwd=kept))
    assert comparison["event"]["id"] == name  # type: ignore[index]
    text = run("show", name, "-f", "text", cwd=kept).stdout.decode()
    assert str(events[0]["title"]) in text
    assert run("show", name, "--out", "event.html", cwd=kept).returncode == 0
    assert 'dir="rtl"' in (kept / "event.html").read_text(encoding="utf-8")
    assert run("events", "-f", "text", cwd=kept).stdout.decode().count("[") == 7


def test_an_article_is_shown_with_its_page(kept: Path) -> None:
    one = lines(run("export", cwd=kept))[0]
    name = str(one["id"])
    [shown] = lines(run("show", name, cwd=kept))
    assert shown["body"] == one["body"]
    page = run("show", name, "--page", cwd=kept).stdout
    assert page == Path(str(one["page"]["path"])).read_bytes()  # type: ignore[index]
    [[version]] = [json.loads(run("show", name, "--versions", cwd=kept).stdout)]
    assert version["version"]["number"] == 1


def test_decisions_are_made_taken_back_and_exported(kept: Path) -> None:
    events = lines(run("events", "--accounts", "2", cwd=kept))
    first, second = (one["articles"][0] for one in events[:2])  # type: ignore[index]
    [made] = lines(run("decide", "same", first, second, "--who", "ليلى", cwd=kept))
    assert made["who"] == "ليلى"
    assert made["when"]
    joined = lines(run("events", cwd=kept))
    assert any({first, second} <= set(one["articles"]) for one in joined)  # type: ignore[call-overload]
    [undone] = lines(run("undo", str(made["id"]), "--why", "خطأ", cwd=kept))
    assert undone["undone"]["why"] == "خطأ"  # type: ignore[index]
    assert lines(run("events", "--accounts", "2", cwd=kept)) == events
    assert lines(run("export", "--kind", "decisions", cwd=kept))[-1] == undone


def test_export_gives_the_same_bytes_each_time(kept: Path) -> None:
    for kind in ("articles", "statements", "events", "comparisons", "points"):
        assert run("export", "-k", kind, "-o", f"{kind}.jsonl", cwd=kept).returncode == 0
        first = (kept / f"{kind}.jsonl").read_bytes()
        assert first
        assert run("export", "-k", kind, cwd=kept).stdout == first


def test_export_gives_what_other_programs_read(kept: Path) -> None:
    table = run("export", "-k", "points", "-f", "csv", cwd=kept)
    assert table.returncode == 0, table.stderr
    assert "المرصاد" in table.stdout.decode()
    feed = run("export", "-k", "events", "-f", "atom", cwd=kept)
    assert feed.returncode == 0
    assert feed.stdout.count(b"<entry") > 3


def test_verify_tells_and_exits_1_where_something_is_damaged(kept: Path) -> None:
    done = run("verify", cwd=kept)
    assert done.returncode == 0
    page = min((kept / "riwaya.pages").rglob("*.zst"))
    whole = page.read_bytes()
    page.write_bytes(whole[:-9])
    done = run("verify", cwd=kept)
    page.write_bytes(whole)
    assert done.returncode == 1
    assert f"damaged: page {page.stem}" in done.stderr.decode()


def test_reading_anew_changes_nothing_where_the_code_is_the_same(kept: Path) -> None:
    before = run("export", cwd=kept).stdout
    compared = run("export", "-k", "comparisons", cwd=kept).stdout
    with closing(sqlite3.connect(kept / "riwaya.db")) as archive, archive:
        archive.execute("UPDATE comparisons SET code = 'an older one', stamp = ''")
    done = run("reread", cwd=kept)
    assert done.returncode == 0
    assert "articles that are read otherwise now: 0" in done.stderr.decode()
    assert run("export", cwd=kept).stdout == before
    assert run("export", "-k", "comparisons", cwd=kept).stdout == compared
    with closing(sqlite3.connect(kept / "riwaya.db")) as archive:
        assert archive.execute("SELECT DISTINCT code FROM comparisons").fetchall() == [(code(),)]


@pytest.mark.parametrize(
    "words",
    [
        ("events", "--archive", "missing.db"),
        ("show", "nothing"),
        ("show",),
        ("forget", "nothing"),
        ("undo", "99"),
        ("decide",),
        ("decide", "same", "x"),
        ("decide", "--file", "missing.jsonl"),
        ("export", "-f", "html"),
        ("export", "-k", "decisions", "-f", "csv"),
        ("add", "x", "--archive", "no/such/folder.db"),
    ],
)
def test_wrong_usage_exits_2_and_prints_no_data(kept: Path, words: tuple[str, ...]) -> None:
    done = run(*words, cwd=kept)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_without_the_extra_the_other_commands_work(tmp_path: Path) -> None:
    (tmp_path / "sqlalchemy.py").write_text("raise ModuleNotFoundError('sqlalchemy')")
    done = run("add", "x", cwd=tmp_path)
    assert done.returncode == 2
    assert b"pip install 'riwaya[archive]'" in done.stderr
    assert run("dates", "أمس", "--on", "2024-05-09", cwd=tmp_path).returncode == 0
