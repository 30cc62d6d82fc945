"""Comparisons of 20 invented events, one half never worked on: none gets worse unseen."""

from __future__ import annotations

import copy
import json
from types import ModuleType

GATE = "comparison_score"


def test_no_figure_drops(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    new = gate.measure()
    assert new["sha256"] == pinned["sha256"], "the events changed: pin their figures anew"
    assert not gate.drops(new, pinned)


def test_every_slice_of_the_gold_is_in_its_article(gate: ModuleType) -> None:
    texts = {
        article["id"]: (article["text"], article["title"])
        for event in gate.lines(gate.EVENTS)
        for article in event["articles"]
    }
    sides = [
        side
        for row in gate.lines(gate.GOLD)
        for difference in (*row["differences"], *row["agreed"])
        for side in difference["sides"]
    ]
    assert len(sides) > 900
    assert all(any(side["text"] in text for text in texts[side["article"]]) for side in sides)


def test_a_drop_is_seen(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    worse = copy.deepcopy(pinned)
    worse["unread"]["precision"] -= 0.001
    assert gate.drops(worse, pinned)
    assert not gate.drops(pinned, pinned)


def test_a_point_needs_two_sides(gate: ModuleType) -> None:
    gold = [("a", 0, 10), ("b", 0, 10)]
    assert gate.holds(gate.Told("varied", (("a", 2, 9), ("b", 0, 30))), gold)
    assert not gate.holds(gate.Told("varied", (("a", 2, 9), ("a", 0, 5))), gold)
    assert not gate.holds(gate.Told("varied", (("a", 9, 20), ("b", 0, 30))), gold)
