"""The gate of dates: how many items of the two gold sets are right, by family, and pinned.

    python benchmarks/dates_gate.py [--missed] [--pin [--lower]]

`tests/gates/dates.jsonl` has one right span and value for every expression. The second set,
`dates_second.jsonl`, was written from the task alone by readers who saw neither the first set nor
the finder; there an expression may have more than one right span and value, and prepositions
before it are free. An item is right when all its expressions are, and no other is found.
`--pin` holds the figures; it refuses lower ones without `--lower`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from riwaya.dates import find

GATES = Path(__file__).resolve().parent.parent / "tests" / "gates"
FIRST, SECOND = GATES / "dates.jsonl", GATES / "dates_second.jsonl"
PINNED = GATES / "dates_pinned.json"
_FREE = ("في ", "خلال ", "من ", "منذ ", "حتى ", "إلى ", "يوم ", "بين ", "ما بين ", "بتاريخ ")
Case = dict[str, Any]


def cases(path: Path) -> list[Case]:
    """The items of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_right(case: Case) -> bool:
    """Whether every span and value is the one of the gold, and none is found beside."""
    found = find(case["text"], on=case["on"], country=case["country"])
    return [{"text": time.text, "value": time.value} for time in found] == case["times"]


def _bare(span: str) -> str:
    while span.startswith(_FREE):
        span = span.split(" ", 1)[1]
    return span


def is_accepted(case: Case) -> bool:
    """As `is_right`, by the spans and values that the second set accepts."""
    found = find(case["text"], on=case["on"], country=case["country"])
    wanted = [
        want
        for want in case["times"]
        if not want.get("optional") or any(_bare(want["text"]) in time.text for time in found)
    ]
    return len(found) == len(wanted) and all(
        _bare(time.text) in map(_bare, [want["text"], *want.get("span_alternatives", [])])
        and time.value in [want["value"], *want.get("alternatives", [])]
        for time, want in zip(found, wanted, strict=True)
    )


def measure() -> tuple[dict[str, Any], list[str]]:
    """The figures as they are pinned, and the texts that are missed."""
    missed: list[str] = []
    figures: dict[str, Any] = {}
    for name, path, judge in (("first", FIRST, is_right), ("second", SECOND, is_accepted)):
        right: Counter[str] = Counter()
        of: Counter[str] = Counter()
        for case in cases(path):
            good = judge(case)
            right[case["family"]] += good
            of[case["family"]] += 1
            if not good:
                missed.append(f"{name} {case['family']}: {case['text']}")
        figures[name] = {
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "right": dict(sorted(right.items())),
            "of": dict(sorted(of.items())),
        }
    return figures, missed


def lowered(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The families that have fewer right than were pinned."""
    return [
        f"{name} {family}: {least} -> {new[name]['right'].get(family, 0)}"
        for name in old
        for family, least in old[name]["right"].items()
        if new[name]["right"].get(family, 0) < least
    ]


def main() -> int:
    """Print the figures; pin them where asked."""
    parser = argparse.ArgumentParser(description="Score riwaya.dates on its gold.")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    given = parser.parse_args()
    figures, missed = measure()
    for name, one in figures.items():
        for family, of in one["of"].items():
            print(f"{name:7} {family:22} {one['right'][family]}/{of}")
        print(f"{name:7} {'all':22} {sum(one['right'].values())}/{sum(one['of'].values())}")
    if given.missed:
        print("\n".join(missed))
    if given.pin:
        worse = lowered(json.loads(PINNED.read_text(encoding="utf-8")), figures)
        if worse and not given.lower:
            print("\n".join(["lower than pinned:", *worse]), file=sys.stderr)
            return 1
        PINNED.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
