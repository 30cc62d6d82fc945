"""Processes that work: in order, and none of them can stop the others."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from riwaya.workers import Lost, each, spread


def test_results_come_in_the_order_of_the_items() -> None:
    found = each(str.upper, iter(list("abcdefgh") * 40), count=2)
    assert list(found) == list("ABCDEFGH") * 40


def test_an_item_that_takes_too_long_is_lost_and_the_others_are_done() -> None:
    found = list(each(time.sleep, iter([0, 60, 0, 0]), count=1, seconds=1.5))
    assert found == [None, Lost("timeout"), None, None]


def test_an_item_that_kills_its_process_is_lost_and_the_others_are_done() -> None:
    def named(item: int) -> str | None:
        return "ready" if item < 0 else None

    found = list(each(os._exit, iter([-1, 3, -1]), count=1, ready=named))
    assert found == ["ready", Lost("died"), "ready"]


def test_no_more_items_are_taken_than_are_needed_soon() -> None:
    taken = 0

    def items() -> Iterator[str]:
        nonlocal taken
        for _ in range(10_000):
            taken += 1
            yield "ا"

    found = each(str.strip, items(), count=1)
    for _ in range(5):
        next(found)
    found.close()  # type: ignore[attr-defined]
    assert taken < 100


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text(
        "from riwaya.workers import each\nprint(list(each(str.upper, iter('abc'), count=2)))\n"
    )
    told = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60)
    assert told.returncode == 1
    assert "if __name__ == '__main__'" in told.stderr.splitlines()[-1]
    assert told.stdout == ""


def test_few_items_start_no_process() -> None:
    pids = list(spread(own_pid, iter(range(3)), count=2))
    assert set(pids) == {os.getpid()}
    many = list(spread(own_pid, iter(range(40)), count=2))
    assert os.getpid() not in many


def own_pid(_: int) -> int:
    return os.getpid()
