"""`riwaya search` as a shell sees it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from riwaya.store import opened

from .conftest import article, put


@pytest.fixture
def kept(tmp_path: Path) -> str:
    place = str(tmp_path / "riwaya.db")
    with opened(place, create=True) as archive:
        put(
            archive,
            article("a1", "انهار الجسر القديم صباحا.", title="انهيار جسر"),
            article("a2", "نفى المحافظ إغلاق الجسر.", said=[("المحافظ", "deny", "إغلاق الجسر")]),
        )
    return place


def run(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "riwaya", "search", *words], capture_output=True, timeout=120
    )


def test_json_is_one_document(kept: str) -> None:
    done = run("الجسر", "--archive", kept)
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert [hit["article"] for hit in found["hits"]] == ["a1", "a2"]
    assert found["total"] == 2
    assert found["facets"]


def test_text_says_on_stderr_what_was_ignored(kept: str) -> None:
    done = run("الجسر تاريخ:غدا", "--archive", kept, "--format", "text", "--lang", "ar")
    assert done.returncode == 0
    assert "فبُحث عنه نصا." in done.stderr.decode()
    assert "عدد النتائج: 0" in done.stderr.decode()


def test_statements_and_a_query_with_a_minus_in_front(kept: str) -> None:
    done = run("--kind", "statement", "-a", kept, "-f", "text", "--", "موقف:نفي")
    assert "المحافظ · deny" in done.stdout.decode()
    done = run("-a", kept, "-f", "text", "--", "-انهيار")
    assert "[a2]" in done.stdout.decode()
    assert "[a1]" not in done.stdout.decode()


def test_an_archive_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    done = run("جسر", "--archive", str(tmp_path / "none.db"))
    assert done.returncode == 2
    assert b"no such file" in done.stderr


def test_a_cursor_that_is_none_is_wrong_usage(kept: str) -> None:
    done = run("جسر", "--archive", kept, "--cursor", "x")
    assert done.returncode == 2
    assert b"not a cursor" in done.stderr
