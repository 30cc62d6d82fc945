"""Figures in 200 invented sentences, of which one half was never worked on: none drops unseen."""

from __future__ import annotations

import copy
import json
from types import ModuleType

import pytest

GATE = "figures_score"


def test_no_figure_drops(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    new = gate.measure()
    assert new["sha256"] == pinned["sha256"], "the sentences changed: pin their figures anew"
    worse = gate.drops(new, pinned)
    assert not worse, "\n".join([*worse, *gate.misses()])


def test_every_figure_of_the_gold_is_in_its_sentence(gate: ModuleType) -> None:
    cases = gate.cases()
    assert {half: sum(case["half"] == half for case in cases) for half in gate.HALVES} == {
        "dev": 100,
        "unread": 100,
    }
    assert all(len(gate.located(case)) == len(case["figures"]) for case in cases)


@pytest.mark.parametrize("name", ["f1", "right", "false", "bound"])
def test_a_drop_is_seen(gate: ModuleType, name: str) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    worse = copy.deepcopy(pinned)
    half = worse["unread"]
    if name == "bound":
        half["parts"]["bound"] -= 1
    else:
        half[name] += 1 if name == "false" else -1
    assert gate.drops(worse, pinned)
    assert not gate.drops(pinned, pinned)
