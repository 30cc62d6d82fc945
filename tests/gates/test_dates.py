"""Dates: by family, no fewer items right than were; no more false dates in traps."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from riwaya.dates import find

_HERE = Path(__file__).parent
_GOLD = _HERE / "dates.jsonl"
_PINNED = _HERE / "dates_pinned.json"


def _cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in _GOLD.read_text(encoding="utf-8").splitlines()]


def _is_right(case: dict[str, Any]) -> bool:
    found = find(case["text"], on=case["on"], country=case["country"])
    return [{"text": time.text, "value": time.value} for time in found] == case["times"]


def test_no_family_drops() -> None:
    pinned = json.loads(_PINNED.read_text(encoding="utf-8"))
    assert pinned["sha256"] == hashlib.sha256(_GOLD.read_bytes()).hexdigest(), (
        "the gold changed: pin its figures anew")
    right: Counter[str] = Counter()
    missed = []
    for case in _cases():
        right[case["family"]] += (good := _is_right(case))
        if not good:
            missed.append(f"{case['family']}: {case['text']}")
    lower = {family: (right[family], least) for family, least in pinned["right"].items()
             if right[family] < least}
    assert not lower, "\n".join([str(lower), *missed])


def test_traps_give_no_false_date() -> None:
    traps = [case for case in _cases() if case["family"] == "trap" and not case["times"]]
    false = [case["text"] for case in traps if any(
        time.value for time in find(case["text"], on=case["on"], country=case["country"]))]
    assert len(false) * 20 <= len(traps), "\n".join(false)


def test_the_gold_is_large_enough_and_exact() -> None:
    cases = _cases()
    assert len(cases) >= 400
    for case in cases:
        at = 0
        for time in case["times"]:
            at = case["text"].index(time["text"], at) + len(time["text"])
