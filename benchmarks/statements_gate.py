"""Hold the figures for who said what in the 68 marked texts.

    python benchmarks/statements_gate.py [--pin [--lower]]

Prints the figures of both halves; `--pin` writes them to tests/gates/statements/pinned.json, which
the tests hold. One half of the texts was never worked on (`unread`).
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import pins
import statements_score

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "gates" / "statements"
GOLD, PINNED = FOLDER / "gold.jsonl", FOLDER / "pinned.json"
HALVES = ("dev", "unread")
FEWER = "denials turned"
"""The one measure of which less is better."""


def measure() -> dict[str, Any]:
    """Both halves, each measure as rate, right and of, and the hash of the gold."""
    rows = statements_score.read(GOLD)
    found: dict[str, Any] = {"sha256": hashlib.sha256(GOLD.read_bytes()).hexdigest()}
    for half in HALVES:
        tally, _ = statements_score.measure(row for row in rows if row["half"] == half)
        found[half] = {
            name: {"rate": round(right / max(1, of), 4), "right": right, "of": of}
            for name, (right, of) in sorted(tally.items())
        }
    return found


def drops(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """What is worse than it was pinned."""
    found = []
    for half in HALVES:
        for name, was in old[half].items():
            now = new[half][name]["rate"]
            if now > was["rate"] if name == FEWER else now < was["rate"]:
                found.append(f"{half} {name}: {was['rate']} -> {now}")
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Hold the figures for who said what.")
    pins.options(parser)
    wanted = parser.parse_args()
    if wanted.pin:
        pins.hold(PINNED, measure(), drops, lower=wanted.lower)
        return
    new = measure()
    for half in HALVES:
        for name, entry in new[half].items():
            print(f"{half:7}{name:24}{entry['rate']:.3f}  {entry['right']}/{entry['of']}")


if __name__ == "__main__":
    main()
