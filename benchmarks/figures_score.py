"""The gate of figures: invented sentences with every number that counts, by half, and pinned.

    python benchmarks/figures_score.py [--missed] [--pin [--lower]]

A figure is right where its value, unit, counted noun and bound are all those of the gold, and its
span overlaps. F1 is over figures; `false` counts the figures found in sentences that have none.
Each part is also given alone, over the spans that overlap, `text` being the exact span. The half
`dev` was worked on, no miss of the half `unread` was looked at; `--missed` shows the first alone.
`by`, who tells the figure, is in the gold only. `--pin` holds the
figures; it refuses lower ones without `--lower`.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pins
from riwaya.annotate.figures import find_figures
from riwaya.dates import find
from riwaya.records import Figure

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "gates" / "figures"
GOLD, PINNED = FOLDER / "figures.jsonl", FOLDER / "pinned.json"
HALVES = ("dev", "unread")
PARTS = ("value", "unit", "of", "bound", "text")
Case = dict[str, Any]


def cases() -> list[Case]:
    """The sentences of the gold."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def located(case: Case) -> list[tuple[int, int, Case]]:
    """The figures of the gold with their spans: each is looked for behind the one before."""
    found, at = [], 0
    for figure in case["figures"]:
        start = case["text"].index(figure["text"], at)
        at = start + len(figure["text"])
        found.append((start, at, figure))
    return found


def pairs(case: Case) -> tuple[list[tuple[Case, Figure]], list[Case], list[Figure]]:
    """The figures that overlap one of the gold, what is missed, and what is too much."""
    found = list(find_figures(case["text"], find(case["text"])))
    paired: list[tuple[Case, Figure]] = []
    missed: list[Case] = []
    for start, end, want in located(case):
        overlapping = [one for one in found if one.start < end and start < one.end]
        if overlapping:
            found.remove(overlapping[0])
            paired.append((want, overlapping[0]))
        else:
            missed.append(want)
    return paired, missed, found


def wrong(want: Case, have: Figure) -> list[str]:
    """The parts of a figure that are not those of the gold."""
    return [part for part in PARTS if getattr(have, part) != want[part]]


def is_right(want: Case, have: Figure) -> bool:
    """Whether all but the exact span is right."""
    return not set(wrong(want, have)) - {"text"}


def score(half: str) -> dict[str, Any]:
    """The figures of one half as they are pinned."""
    parts = dict.fromkeys(PARTS, 0)
    count: Counter[str] = Counter()
    for case in cases():
        if case["half"] != half:
            continue
        paired, missed, extra = pairs(case)
        count["of"] += len(paired) + len(missed)
        count["found"] += len(paired) + len(extra)
        count["overlapping"] += len(paired)
        count["false"] += len(extra) if not case["figures"] else 0
        for want, have in paired:
            count["right"] += is_right(want, have)
            for part in set(PARTS) - set(wrong(want, have)):
                parts[part] += 1
    right, both = count["right"], count["of"] + count["found"]
    return {
        "f1": round(2 * right / both, 4) if both else 1.0, "right": right, "of": count["of"],
        "found": count["found"], "false": count["false"], "overlapping": count["overlapping"],
        "parts": parts,
    }  # fmt: skip


def measure() -> dict[str, Any]:
    """Both halves and the hash of the gold."""
    sha256 = hashlib.sha256(GOLD.read_bytes()).hexdigest()
    return {"sha256": sha256, **{half: score(half) for half in HALVES}}


def drops(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """What is worse than it was pinned."""
    found = []
    for half in HALVES:
        now, was = new[half], old[half]
        found += [f"{half} {k}: {was[k]} -> {now[k]}" for k in ("f1", "right") if now[k] < was[k]]
        if now["false"] > was["false"]:
            found.append(f"{half} false: {was['false']} -> {now['false']}")
        for part in PARTS:
            if now["parts"][part] < was["parts"][part]:
                found.append(f"{half} {part}: {was['parts'][part]} -> {now['parts'][part]}")
    return found


def misses() -> list[str]:
    """What is wrong in the half that was worked on."""
    lines = []
    for case in cases():
        if case["half"] != "dev":
            continue
        paired, missed, extra = pairs(case)
        told = [f"{wrong(want, have)} {have} != {want}" for want, have in paired]
        told = [line for line in told if not line.startswith("[] ")]
        told += [f"missed {want}" for want in missed] + [f"too much {have}" for have in extra]
        lines += [f"{case['id']} {case['text']}\n    {line}" for line in told]
    return lines


def show(missed: bool) -> None:
    """Prints the figures of both halves, and what is wrong in the one that was worked on."""
    for half, entry in ((half, score(half)) for half in HALVES):
        parts = " ".join(f"{p} {n}/{entry['overlapping']}" for p, n in entry["parts"].items())
        print(f"{half:6} F1 {entry['f1']:.4f}  right {entry['right']} of {entry['of']},"
              f" found {entry['found']}, false {entry['false']}  {parts}")  # fmt: skip
    if missed:
        print("\n".join(misses()))


def main() -> None:
    """The command line."""
    pins.run("Score figures against the invented sentences.", PINNED, measure, drops, show)


if __name__ == "__main__":
    main()
