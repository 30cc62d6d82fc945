"""A long run over every kind of input, interrupted and killed again and again: what it gives in the
end is what an undisturbed one gives, to the byte, and everything is counted."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from riwaya.cli import sample_files

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs Linux")
COUNTS = re.compile(
    r"(\d+) done, (\d+) refused(?:, (\d+) passed over(?: \([^)]*\))?)?(?:, (\d+) faults)?"
)
PATIENCE = 120.0


class Started:
    """`riwaya extract . -o out.jsonl -j 2`, running."""

    def __init__(self, folder: Path) -> None:
        self.part = folder / "out.jsonl.part"
        command = [sys.executable, "-m", "riwaya", "extract", ".", "-o", "out.jsonl", "-j", "2"]
        self.process = subprocess.Popen(
            command, cwd=folder, stderr=subprocess.PIPE, start_new_session=True
        )

    def wait_for(self, what: Callable[[], bool]) -> bool:
        """Whether it came to `what` before it ended."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            if what():
                return True
            time.sleep(0.01)
        return False

    def workers(self) -> list[int]:
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        lines = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
        return [int(child) for child, line in lines.items() if b"spawn_main" in line]

    def ended(self) -> tuple[int, str]:
        _, told = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, told.decode()


def begun(started: Started) -> bool:
    return started.wait_for(lambda: bool(started.workers()))


def writing(started: Started) -> bool:
    """Once it has written more than it found."""
    size = started.part.stat().st_size if started.part.exists() else 0
    return started.wait_for(lambda: started.part.exists() and started.part.stat().st_size > size)


def interrupt(started: Started) -> None:
    os.killpg(started.process.pid, signal.SIGINT)


def interrupt_twice(started: Started) -> None:
    interrupt(started)
    time.sleep(0.05)
    interrupt(started)


def kill(started: Started) -> None:
    started.process.kill()


def kill_a_worker(started: Started) -> None:
    """Then the run goes on, until it is interrupted."""
    os.kill(started.workers()[0], signal.SIGKILL)
    writing(started)
    interrupt(started)


def undisturbed(folder: Path) -> tuple[bytes, str]:
    started = Started(folder)
    code, told = started.ended()
    assert code == 1
    out = folder / "out.jsonl"
    found = out.read_bytes()
    out.unlink()
    return found, told


def counted(told: str) -> Counter[str]:
    match = COUNTS.fullmatch(told.splitlines()[-1])
    assert match is not None, told
    names = ("done", "refused", "passed", "faults")
    return Counter({name: int(n) for name, n in zip(names, match.groups(), strict=True) if n})


DISTURBANCES: list[tuple[Callable[[Started], bool], Callable[[Started], None], set[int]]] = [
    (begun, interrupt, {130}), (begun, kill, {-9}), (begun, kill_a_worker, {130}),
    (writing, kill, {-9}), (writing, interrupt_twice, {130, -2}), (writing, interrupt, {130}),
]  # fmt: skip


def test_whatever_happens_the_end_is_the_same(mixed: tuple[Path, Counter[str]]) -> None:
    folder, ends = mixed
    expected, told = undisturbed(folder)
    assert counted(told) == ends
    assert len(expected.splitlines()) == ends["done"]
    ids = [json.loads(line)["id"] for line in expected.splitlines()]
    assert len(set(ids)) == len(ids)
    disturbed = 0
    for ready, disturb, codes in DISTURBANCES:
        started = Started(folder)
        if ready(started):
            disturb(started)
        code, told = started.ended()
        if code == 1:  # it was done before
            break
        disturbed += 1
        assert code in codes, told
        # The processes of one that is killed may say that it is gone.
        assert "Traceback" not in told or code == -9
        assert not (folder / "out.jsonl").exists()
    # The first two strike before anything is written; a fast machine may be done after them.
    assert disturbed >= 2
    if code != 1:
        code, told = Started(folder).ended()
    assert code == 1
    assert (folder / "out.jsonl").read_bytes() == expected
    assert counted(told).total() == ends.total()
    left = {path.name for path in folder.iterdir()}
    assert not {"out.jsonl.part", "out.jsonl.journal", "out.jsonl.journal.new"} & left


def test_a_disk_that_is_full_stops_a_run_and_the_same_command_goes_on(
    mixed: tuple[Path, Counter[str]],
) -> None:
    folder, ends = mixed
    expected, _ = undisturbed(folder)
    words = "-m riwaya extract . -o out.jsonl -j 0"
    for kib in (1, 500):
        shell = f'ulimit -f {kib}; exec "$0" {words}'
        done = subprocess.run(
            ["bash", "-c", shell, sys.executable], cwd=folder, capture_output=True, check=False
        )
        assert done.returncode == 2
        assert "cannot be written: File too large" in done.stderr.decode().splitlines()[-1]
        assert b"Traceback" not in done.stderr
        assert not (folder / "out.jsonl").exists()
    code, told = Started(folder).ended()
    assert (code, counted(told).total()) == (1, ends.total())
    assert (folder / "out.jsonl").read_bytes() == expected


@pytest.mark.parametrize("command", ["annotate", "compare"])
def test_nothing_around_a_run_changes_a_byte(command: str) -> None:
    worlds = [("0", "C", "UTC", "0"), ("1", "tr_TR.UTF-8", "Asia/Kabul", "2"),
              ("4242", "ar_EG.UTF-8", "America/St_Johns", "3")]  # fmt: skip
    found = set()
    for seed, locale, zone, workers in worlds:
        around = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale, "TZ": zone}
        words = [command, *sample_files(), "-f", "json", "-j", workers]
        done = subprocess.run(
            [sys.executable, "-m", "riwaya", *words], capture_output=True, check=False,
            env={**os.environ, **around},
        )  # fmt: skip
        assert done.returncode == 0
        found.add(done.stdout)
    assert len(found) == 1


def test_processes_and_order_do_not_change_what_is_found(
    mixed: tuple[Path, Counter[str]], tmp_path: Path
) -> None:
    folder, ends = mixed
    inputs = sorted(str(path) for path in folder.iterdir() if not path.name.startswith("."))
    inputs = [name for name in inputs if not name.endswith(("loop", "many.jsonl"))]
    found = []
    for turned, workers in ((inputs, "0"), (inputs, "3"), (inputs[::-1], "2")):
        command = [sys.executable, "-m", "riwaya", "extract", *turned, "-j", workers]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 1
        found.append(done.stdout)
    assert found[0] == found[1]
    assert found[0] != found[2]
    bodies = [sorted(json.loads(line)["body"] for line in one.splitlines()) for one in found]
    assert bodies[0] == bodies[2]
    assert len(bodies[0]) == ends["done"] - 1_078
