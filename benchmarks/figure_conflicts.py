"""Score the figures that clash, on 100 pairs of invented accounts marked by hand.

    python benchmarks/figure_conflicts.py [--missed] [--pin [--lower]]

The gold (tests/gates/comparison/figures.jsonl) lists for each pair of accounts the figures that
count one thing, or that might be taken for it: `contested` (both cannot hold), `varied` (an earlier
toll, a bound, a rounding) or `none` (equal, or of different things). Found is a contested pair
where a contested point has a difference in figure or time whose sides are at both figures. Of the
differences in figure or time of contested points, those are right that are at both figures of a
contested pair. Pairs f001 to f050 were worked on (`dev`); no miss of the others was looked at.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pins
from comparison_score import accounts, lines
from riwaya.compare import compare
from riwaya.records import Comparison, DifferenceSide, Event

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "gates" / "comparison"
PAIRS, PINNED = FOLDER / "figures.jsonl", FOLDER / "figures_pinned.json"
HALVES = ("dev", "unread")
KINDS = ("figure", "time")
Row = dict[str, Any]
Place = tuple[str, int, int]


def clashes(made: Comparison) -> list[tuple[DifferenceSide, DifferenceSide]]:
    """The sides of what differs in figure or time in contested points, each once."""
    found = {
        (side_key(one.a), side_key(one.b)): (one.a, one.b)
        for point in made.points
        if point.verdict == "contested"
        for one in point.differences
        if one.kind in KINDS
    }
    return list(found.values())


def side_key(side: DifferenceSide) -> Place:
    """Where a side stands."""
    return side.article, side.start, side.end


def marked(row: Row, bodies: dict[str, str]) -> list[tuple[str, list[Place]]]:
    """The marked pairs of figures with their places."""
    found = []
    for pair in row["figures"]:
        places = []
        for side in pair["sides"]:
            words = " ".join(side["text"].split())
            at = bodies[side["article"]].find(words)
            if at >= 0:
                places.append((side["article"], at, at + len(words)))
        found.append((pair["verdict"], places))
    return found


def at_both(sides: tuple[DifferenceSide, DifferenceSide], places: list[Place]) -> bool:
    """Whether the two sides touch the two marked figures."""
    return {one[0] for one in places} == {side.article for side in sides} and all(
        any(
            side.article == name and side.start < end and start < side.end
            for name, start, end in places
        )
        for side in sides
    )


def score(half: str) -> tuple[Counter[str], list[str]]:
    """The counts of a half, and what is missed and what is too much."""
    counts: Counter[str] = Counter()
    missed: list[str] = []
    for row in lines(PAIRS):
        if row["half"] != half:
            continue
        articles = accounts(row)
        bodies = {one.id: one.body for one in articles}
        ids = tuple(one.id for one in articles)
        told = clashes(compare(Event(id=row["id"], title=None, articles=ids), articles))
        gold = [places for verdict, places in marked(row, bodies) if verdict == "contested"]
        found = [any(at_both(sides, places) for sides in told) for places in gold]
        right = [any(at_both(sides, places) for places in gold) for sides in told]
        counts.update(
            {"contested": len(gold), "found": sum(found), "told": len(told), "right": sum(right)}
        )
        for hit, places in zip(found, gold, strict=True):
            if not hit:
                missed.append(f"{row['id']} missed " + shown(places, bodies))
        for hit, sides in zip(right, told, strict=True):
            if not hit:
                missed.append(f"{row['id']} too much {sides[0].text} | {sides[1].text}")
    return counts, missed


def shown(places: list[Place], bodies: dict[str, str]) -> str:
    """The words of marked figures."""
    return " | ".join(bodies[name][start:end] for name, start, end in places)


def measure() -> dict[str, Any]:
    """The figures of both halves, and the hash of the gold."""
    found: dict[str, Any] = {"sha256": hashlib.sha256(PAIRS.read_bytes()).hexdigest()}
    for half in HALVES:
        counts, _ = score(half)
        found[half] = {
            "recall": round(counts["found"] / counts["contested"], 4),
            "precision": round(counts["right"] / max(1, counts["told"]), 4),
            "contested": counts["contested"],
        }
    return found


def drops(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """What is worse than it was pinned."""
    return pins.lower(new, old, ("recall", "precision"))


def show(missed: bool) -> None:
    """Prints the counts of both halves, and what is wrong in `dev`."""
    for half in HALVES:
        counts, wrong = score(half)
        print(half, dict(counts))
        if missed and half == "dev":
            print("\n".join(wrong))


def main() -> None:
    """The command line."""
    pins.run("Score figures that clash.", PINNED, measure, drops, show)


if __name__ == "__main__":
    main()
