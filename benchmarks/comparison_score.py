"""Score comparisons on 20 invented events, whose differences readers listed beforehand.

    python benchmarks/comparison_score.py [--missed] [--pin [--lower]]

The gold (tests/gates/comparison, guide in GUIDE.md) lists for each event the differences between
its accounts, each with the slices that show its sides. A difference is found by a contested or
varied point that has a slice on two of its sides or more; `verdict right` counts those found with
the gold's verdict. Of the points, contested and varied ones are right that hold two sides of a
listed difference. A slice is on a side where half of the shorter of both is shared. Beside ours
stands a floor: all pairs of sentences of two accounts with a cosine of stems over 0.5. Events e01
to e10 were worked on (`dev`); no miss of e11 to e20 was looked at (`unread`).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pins
from given import annotated
from riwaya.arabic import sentences
from riwaya.compare import compare
from riwaya.group.profile import stems, weight
from riwaya.records import AnnotatedArticle, Event

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "gates" / "comparison"
EVENTS, GOLD, PINNED = (FOLDER / name for name in ("events.jsonl", "gold.jsonl", "pinned.json"))
HALVES = ("dev", "unread")
HALF = 0.5
SIDES = 2
Row = dict[str, Any]
Slice = tuple[str, int, int]


class Told(NamedTuple):
    """A point as it is scored: its verdict and its slices."""

    verdict: str
    slices: tuple[Slice, ...]


def lines(path: Path) -> list[Row]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def half_of(event: str) -> str:
    """The half that an event is in."""
    return "dev" if int(event[1:]) <= len(lines(EVENTS)) // len(HALVES) else "unread"


def accounts(event: Row) -> list[AnnotatedArticle]:
    """The accounts of an event, annotated."""
    fields = ("id", "outlet", "title", "text", "published")
    return [annotated(**{name: row[name] for name in fields}) for row in event["articles"]]


def sides(row: Row, bodies: dict[str, str]) -> list[Slice]:
    """The sides of a difference that stand in a body, with their places."""
    found = []
    for side in row["sides"]:
        body = bodies[side["article"]]
        words = " ".join(side["text"].split())
        at = body.find(words)
        if at >= 0:
            found.append((side["article"], at, at + len(words)))
    return found


def ours(event: Row, articles: Sequence[AnnotatedArticle]) -> list[Told]:
    """The contested and varied points of a comparison."""
    ids = tuple(article.id for article in articles)
    made = compare(Event(id=event["id"], title=None, articles=ids), articles)
    return [
        Told(point.verdict, tuple(_slices(point)))
        for point in made.points
        if point.verdict in ("contested", "varied")
    ]


def _slices(point: Any) -> Iterator[Slice]:
    for account in point.accounts:
        if account.start is not None:
            yield account.article, account.start, account.end
    for difference in point.differences:
        for side in (difference.a, difference.b):
            yield side.article, side.start, side.end


def floor(articles: Sequence[AnnotatedArticle]) -> list[Told]:
    """All pairs of sentences of two accounts that are alike."""
    cut = [
        (one.id, start, end, Counter(stems(one.body[start:end])))
        for one in articles
        for start, end in sentences(one.body)
    ]
    return [
        Told("contested", (first[:3], second[:3]))
        for place, first in enumerate(cut)
        for second in cut[:place]
        if first[0] != second[0] and _cosine(first[3], second[3]) > HALF
    ]


def _cosine(a: Counter[str], b: Counter[str]) -> float:
    both = sum(a[stem] * b[stem] * weight(stem) ** 2 for stem in a.keys() & b.keys())
    norms = [sum((n * weight(stem)) ** 2 for stem, n in one.items()) for one in (a, b)]
    return float(both / ((norms[0] * norms[1]) ** 0.5 or 1.0))


def holds(told: Told, gold: Sequence[Slice]) -> bool:
    """Whether a point has slices on two sides of a difference or more."""
    return len({side for side in gold if any(_on(one, side) for one in told.slices)}) >= SIDES


def _on(one: Slice, other: Slice) -> bool:
    if one[0] != other[0]:
        return False
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return shared >= HALF * max(1, min(one[2] - one[1], other[2] - other[1]))


def score(half: str, *, base: bool = False) -> tuple[Counter[str], list[str]]:
    """The counts of a half, and what is missed and what is too much."""
    counts: Counter[str] = Counter()
    missed: list[str] = []
    gold = {row["event"]: row for row in lines(GOLD)}
    for event in lines(EVENTS):
        if half_of(event["id"]) != half:
            continue
        articles = accounts(event)
        bodies = {one.id: one.body for one in articles}
        points = floor(articles) if base else ours(event, articles)
        wanted = [(row, sides(row, bodies)) for row in gold[event["id"]]["differences"]]
        wanted = [(row, found) for row, found in wanted if len(found) >= SIDES]
        for row, found in wanted:
            held = [told for told in points if holds(told, found)]
            counts["differences"] += 1
            counts["found"] += bool(held)
            counts["verdict right"] += any(told.verdict == row["verdict"] for told in held)
            counts[f"{row['verdict']} {row['kind']}"] += 1
            counts[f"{row['verdict']} {row['kind']} found"] += bool(held)
            if not held:
                missed.append(f"{event['id']} missed {row['verdict']} {row['kind']} {row['about']}")
                missed += [f"      {side['article']}: {side['text']}" for side in row["sides"]]
        for told in points:
            right = any(holds(told, found) for _, found in wanted)
            counts["points"] += 1
            counts["points right"] += right
            if not right:
                missed.append(f"{event['id']} too much: {told.verdict}")
                missed += [f"      {name}: {bodies[name][a:b]}" for name, a, b in told.slices]
    return counts, missed


def measure() -> dict[str, Any]:
    """The figures of both halves, and the hash of the gold."""
    sha256 = hashlib.sha256(EVENTS.read_bytes() + GOLD.read_bytes()).hexdigest()
    found: dict[str, Any] = {"sha256": sha256}
    for half in HALVES:
        counts, _ = score(half)
        found[half] = _rates(counts)
    return found


def _rates(counts: Counter[str]) -> dict[str, float]:
    return {
        "found": round(counts["found"] / counts["differences"], 4),
        "verdict right": round(counts["verdict right"] / counts["differences"], 4),
        "precision": round(counts["points right"] / max(1, counts["points"]), 4),
        "differences": counts["differences"],
        "points": counts["points"],
    }


def drops(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """What is worse than it was pinned."""
    return pins.lower(new, old, ("found", "verdict right", "precision"))


def _shown(name: str, counts: Counter[str]) -> Iterable[str]:
    yield f"{name}: {_rates(counts)}"
    for kind in sorted(counts):
        if f"{kind} found" in counts and not kind.endswith("found"):
            yield f"    {kind}: {counts[kind + ' found']} of {counts[kind]}"


def show(missed: bool) -> None:
    """Prints the figures of both halves beside the floor, and what is wrong in `dev`."""
    for half in HALVES:
        counts, wrong = score(half)
        print("\n".join(_shown(half, counts)))
        print("\n".join(_shown(f"{half}, floor", score(half, base=True)[0])).split("\n")[0])
        if missed and half == "dev":
            print("\n".join(wrong))


def main() -> None:
    """The command line."""
    pins.run("Score comparisons on the invented events.", PINNED, measure, drops, show)


if __name__ == "__main__":
    main()
