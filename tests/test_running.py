"""A run that is interrupted loses nothing and repeats nothing, and all that it took is counted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riwaya.counts import Counts
from riwaya.errors import UsageError
from riwaya.pipeline import Settings
from riwaya.progress import Teller
from riwaya.read import Meter
from riwaya.running import stream

TEXT = "أعلنت البلدية بدء ترميم السوق القديم يوم الاثنين بعد تأجيل طويل."


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Articles, some under one id, some without text."""
    lines = [
        json.dumps({"id": str(n % 7), "text": f"{TEXT} {n}" if n % 5 else ""}) for n in range(23)
    ]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def run(many: Path, out: Path, settings: Settings | None = None) -> int:
    return stream([str(many)], settings or Settings(), "extract", None, out, "en", quiet=True)


@pytest.mark.parametrize("stops", [[1], [5], [6], [22], [23], [3, 4, 15], [7, 7, 7]])
def test_a_run_that_was_interrupted_goes_on_where_it_stopped(
    many: Path, tmp_path: Path, stops: list[int], monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert run(many, whole) == 1
    refused = capfd.readouterr().err
    for stop in stops:

        def tick(_: Teller, counts: Counts, stop: int = stop) -> None:
            if counts.taken >= stop:
                raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(Teller, "tick", tick)
            with pytest.raises(KeyboardInterrupt):
                run(many, out)
        assert not out.exists()
    assert run(many, out) == 1
    assert out.read_bytes() == whole.read_bytes()
    told = [line for line in capfd.readouterr().err.splitlines() if line.startswith("refused")]
    assert told == [line for line in refused.splitlines() if line.startswith("refused")]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "many.jsonl", "out.jsonl", "whole.jsonl",
    ]  # fmt: skip


def test_what_another_run_left_is_not_written_over(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    with monkeypatch.context() as patched:
        patched.setattr(Teller, "tick", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            run(many, out)
    many.write_text(many.read_text(encoding="utf-8") + "\n{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"out\.jsonl\.journal"):
        run(many, out)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_processes_give_the_same_bytes_as_one(many: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    run(many, one)
    run(many, two, Settings(workers=2))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_ctrl_c_ends_with_130_and_the_same_command_goes_on(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    line = json.dumps({"text": " ".join([TEXT] * 60)}).encode() + b"\n"
    pages.write_bytes(line * 1500)
    command = [sys.executable, "-m", "riwaya", "annotate", str(pages), "-o", "out.jsonl", "-j", "1"]
    first = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    part = tmp_path / "out.jsonl.part"
    while first.poll() is None and not (part.exists() and part.stat().st_size):
        time.sleep(0.05)
    first.send_signal(signal.SIGINT)
    _, told = first.communicate(timeout=60)
    assert first.returncode == 130
    assert b"the same command goes on from here" in told
    assert b"Traceback" not in told
    pages_left = tmp_path / "out.jsonl.journal"
    assert 0 < json.loads(pages_left.read_bytes())["counts"]["done"] < 1500


def test_progress_tells_how_many_how_fast_and_how_long() -> None:
    meter = Meter(1000)
    meter.done = 250
    told = Teller("en", False, meter).line(Counts(done=40, passed=10), 20.0)
    assert told == "riwaya: 50 done, 2/s, 25%, 1:00 left"


def test_what_was_passed_over_is_counted_by_kind_and_is_no_error(
    capfd: pytest.CaptureFixture[str],
) -> None:
    counts = Counts(done=3, passed=2)
    teller = Teller("en", False, Meter())
    teller.passed.update(["image/png", "image/png"])
    teller.close(counts)
    assert counts.exit_code == 0
    assert capfd.readouterr().err == "3 done, 0 refused, 2 passed over (image/png 2)\n"
