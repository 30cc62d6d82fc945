"""The command: it says where it listens, answers there, and says no clearly."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest


def _started(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "riwaya", "serve", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def test_it_says_where_it_listens_and_answers_there(place: str) -> None:
    with _started("--archive", place, "--port", "0") as running:
        try:
            assert running.stderr is not None
            said = running.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
            assert found is not None, said
            with urllib.request.urlopen(f"{found[0]}v1", timeout=20) as answer:
                assert b'"articles":' in answer.read()
        finally:
            running.terminate()


def _status(asked: urllib.request.Request) -> int:
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_decisions_are_taken_where_it_was_said_so(copied: str) -> None:
    given = json.dumps({"kind": "hide", "article": "long", "who": "ليلى"}).encode()
    for words, status in (([], 405), (["--decide"], 201)):
        with _started("--archive", copied, "--port", "0", *words) as running:
            try:
                assert running.stderr is not None
                said = running.stderr.readline()
                found = re.search(r"http://127\.0\.0\.1:\d+/", said)
                assert found is not None, said
                asked = urllib.request.Request(
                    f"{found[0]}v1/decisions", given, {"content-type": "application/json"}
                )
                assert _status(asked) == status
            finally:
                running.terminate()


def test_where_others_can_reach_it_a_token_is_made(place: str) -> None:
    with _started("--archive", place, "--port", "0", "--host", "0.0.0.0") as running:
        try:
            assert running.stderr is not None
            said = running.stderr.readline() + running.stderr.readline()
            found = re.search(r"0\.0\.0\.0:(\d+)/\nriwaya: token (\S{20,})", said)
            assert found is not None, said
            address = f"http://127.0.0.1:{found[1]}/v1"
            with pytest.raises(urllib.error.HTTPError, match="401"):
                urllib.request.urlopen(address, timeout=20)
            asked = urllib.request.Request(address, headers={"authorization": f"Bearer {found[2]}"})
            with urllib.request.urlopen(asked, timeout=20) as answer:
                assert answer.status == 200
        finally:
            running.terminate()


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    for words, reason in (
        (["--archive", str(tmp_path / "none.db")], "no such file"),
        (["--archive", str(tmp_path)], "not an archive"),
        (["--token", "short"], "under 16 characters"),
    ):  # fmt: skip
        with _started("--port", "0", *words) as running:
            _, said = running.communicate(timeout=60)
        assert running.returncode == 2
        assert reason in said
