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
_SECOND = _HERE / "dates_second.jsonl"
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


_FREE = ("في ", "خلال ", "من ", "منذ ", "حتى ", "إلى ", "يوم ", "بين ", "ما بين ", "بتاريخ ")


def _bare(span: str) -> str:
    """A span without the words before it that readers leave in or out."""
    while span.startswith(_FREE):
        span = span.split(" ", 1)[1]
    return span


def _is_accepted(case: dict[str, Any]) -> bool:
    """By the second set every expression may have more than one right span and value."""
    found = find(case["text"], on=case["on"], country=case["country"])
    wanted = [want for want in case["times"] if not want.get("optional") or any(
        _bare(want["text"]) in time.text for time in found)]
    return len(found) == len(wanted) and all(
        _bare(time.text) in map(_bare, [want["text"], *want.get("span_alternatives", [])])
        and time.value in [want["value"], *want.get("alternatives", [])]
        for time, want in zip(found, wanted, strict=True))


def test_the_second_set_does_not_drop() -> None:
    pinned = json.loads(_PINNED.read_text(encoding="utf-8"))["second"]
    assert pinned["sha256"] == hashlib.sha256(_SECOND.read_bytes()).hexdigest()
    cases = [json.loads(line) for line in _SECOND.read_text(encoding="utf-8").splitlines()]
    missed = [case["text"] for case in cases if not _is_accepted(case)]
    assert len(cases) - len(missed) >= pinned["right"], "\n".join(missed)


def test_the_gold_is_large_enough_and_exact() -> None:
    cases = _cases()
    assert len(cases) >= 400
    for case in cases:
        at = 0
        for time in case["times"]:
            at = case["text"].index(time["text"], at) + len(time["text"])
