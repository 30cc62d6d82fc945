"""Work that follows decisions: by one thread, again where it was put off, whatever goes wrong."""

from __future__ import annotations

import time

from riwaya.errors import UsageError
from riwaya.web.following import Following


def settled(following: Following) -> None:
    """Wait until all that was asked for is done."""
    for _ in range(1_000):
        if following.wait(1.0):
            return
        time.sleep(0.005)
    raise AssertionError("it was never done")


def test_work_that_is_asked_for_while_it_runs_is_done_again() -> None:
    done: list[int] = []
    following: Following

    def work() -> bool:
        done.append(len(done))
        if len(done) == 1:
            following.ask()
        return len(done) != 2  # put off once

    following = Following(work, pause=0.01)
    following.ask()
    settled(following)
    assert done == [0, 1, 2]
    following.close()


def test_a_fault_in_the_work_does_not_end_it() -> None:
    done: list[int] = []

    def work() -> bool:
        done.append(1)
        if len(done) == 1:
            raise UsageError("archive_busy", "")
        if len(done) == 3:
            raise RuntimeError("fault")
        return True

    following = Following(work, pause=0.01)
    for wanted in (2, 3, 4):
        following.ask()
        settled(following)
        assert len(done) == wanted
    following.close()
