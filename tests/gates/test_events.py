"""Pairs of a real stream judged by reading: the linker of articles does not get worse unseen."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from types import ModuleType

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


GATE = "events_score"


def test_no_figure_drops(gate: ModuleType) -> None:
    if not (DATA / gate.STREAM).exists():
        pytest.skip("the stream is not part of the repository")
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    new = gate.measure(DATA)
    assert new["sha256"] == pinned["sha256"], "the pairs changed: pin their figures anew"
    assert not gate.drops(new, pinned)


def test_a_drop_is_seen(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    worse = copy.deepcopy(pinned)
    worse["unread"]["f1"] -= 0.001
    assert gate.drops(worse, pinned)
    assert not gate.drops(pinned, pinned)


def test_figures_of_scores_are_counted(gate: ModuleType) -> None:
    found = gate.figures([(0.9, True), (0.8, True), (0.6, False), (0.4, True), (0.1, False)])
    assert found == {"f1": 0.6667, "best_f1": 0.8571, "recall_at_95": 0.6667, "pairs": 5}


def test_the_judged_pairs_are_whole(gate: ModuleType) -> None:
    pairs = [json.loads(line) for line in gate.PAIRS.read_text("utf-8").splitlines()]
    assert {pair["label"] for pair in pairs} == {
        "copy", "same", "follow_up", "different", "unsure",
    }  # fmt: skip
    assert {pair["half"] for pair in pairs} == {"developing", "unread"}
    assert len({frozenset((pair["a"], pair["b"])) for pair in pairs}) == len(pairs)
