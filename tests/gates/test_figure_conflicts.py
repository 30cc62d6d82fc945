"""Figures that clash, in 100 pairs of invented accounts: none gets worse unseen."""

from __future__ import annotations

import copy
import json
from types import ModuleType

from riwaya.records import DifferenceSide

GATE = "figure_conflicts"


def test_no_figure_drops(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    new = gate.measure()
    assert new["sha256"] == pinned["sha256"], "the pairs changed: pin their figures anew"
    assert not gate.drops(new, pinned)


def test_every_marked_figure_is_in_its_account(gate: ModuleType) -> None:
    rows = gate.lines(gate.PAIRS)
    texts = {one["id"]: one["text"] for row in rows for one in row["articles"]}
    sides = [side for row in rows for pair in row["figures"] for side in pair["sides"]]
    assert len(sides) > 700
    assert all(side["text"] in texts[side["article"]] for side in sides)


def test_a_drop_is_seen(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    worse = copy.deepcopy(pinned)
    worse["dev"]["recall"] -= 0.001
    assert gate.drops(worse, pinned)
    assert not gate.drops(pinned, pinned)


def test_both_sides_must_be_at_the_marked_figures(gate: ModuleType) -> None:
    def side(article: str, start: int, end: int) -> DifferenceSide:
        return DifferenceSide(article=article, start=start, end=end, text="")

    marked = [("a", 10, 20), ("b", 5, 9)]
    assert gate.at_both((side("a", 12, 14), side("b", 0, 6)), marked)
    assert not gate.at_both((side("a", 12, 14), side("b", 9, 12)), marked)
    assert not gate.at_both((side("a", 12, 14), side("a", 15, 16)), marked)
