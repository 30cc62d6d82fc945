"""Processes that work: in order, and none of them can stop the others."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from riwaya.workers import Lost, each


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
