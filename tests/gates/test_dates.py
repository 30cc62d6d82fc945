"""Dates: no family has fewer items right than were pinned; traps give no dates."""

from __future__ import annotations

import json
from types import ModuleType

from riwaya.dates import find

GATE = "dates_gate"


def test_no_family_drops(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text(encoding="utf-8"))
    figures, missed = gate.measure()
    for name, one in pinned.items():
        assert one["sha256"] == figures[name]["sha256"], "the gold changed: pin its figures anew"
    worse = gate.lowered(pinned, figures)
    assert not worse, "\n".join([*worse, *missed])


def test_a_drop_is_seen(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text(encoding="utf-8"))
    fewer = json.loads(json.dumps(pinned))
    fewer["first"]["right"]["hijri"] -= 1
    assert gate.lowered(pinned, fewer)
    assert not gate.lowered(fewer, pinned)


def test_traps_give_no_false_date(gate: ModuleType) -> None:
    traps = [
        case for case in (*gate.cases(gate.FIRST), *gate.cases(gate.SECOND)) if not case["times"]
    ]
    false = [
        case["text"]
        for case in traps
        if any(time.value for time in find(case["text"], on=case["on"], country=case["country"]))
    ]
    assert len(traps) >= 100
    assert len(false) * 20 <= len(traps), "\n".join(false)


def test_the_gold_is_large_enough_and_exact(gate: ModuleType) -> None:
    cases = [*gate.cases(gate.FIRST), *gate.cases(gate.SECOND)]
    assert len(cases) >= 400
    for case in cases:
        at = 0
        for time in case["times"]:
            if not time.get("optional"):
                at = case["text"].index(time["text"], at) + len(time["text"])
