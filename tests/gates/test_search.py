"""What 54 judged queries find, in the sample and in 2,000 invented articles: none gets worse."""

from __future__ import annotations

import copy
import json
from types import ModuleType

GATE = "search_gate"


def test_no_figure_drops(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    new, missed = gate.measure()
    assert new["sha256"] == pinned["sha256"], "the queries changed: pin their figures anew"
    assert not gate.drops(new, pinned), "\n".join(missed)
    assert new["first five"]["rate"] >= 0.95


def test_a_drop_is_seen(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    for name in ("first five", "whole"):
        worse = copy.deepcopy(pinned)
        worse[name]["rate"] -= 0.01
        assert gate.drops(worse, pinned)
    assert not gate.drops(pinned, pinned)


def test_an_article_that_lacks_one_fact_is_not_right(gate: ModuleType) -> None:
    facts = {"topic": "انهيار جسر", "place": "عدن", "speaker": "ليلى", "denier": "رامي"}
    assert gate.is_right(facts, {"topic": "انهيار جسر", "person": "رامي"})
    assert not gate.is_right(facts, {"topic": "انهيار جسر", "place": "حلب"})
    assert not gate.is_right(facts, {"person": "زيد"})
    assert not gate.is_right("01_watal_port", ["02_ufuq_port"])
