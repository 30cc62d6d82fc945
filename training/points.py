"""Trains the judge of pairs: matter.json, differs.json, contested.json in src/riwaya/data.

    python training/points.py STREAM.gz --headlines ANS.jsonl [--without-dev] [--out FOLDER]

Needs the package `scikit-learn`. Learns from the pairs of slices judged by reading in
training/comparison (guide in PAIRS.md): `matter` from all, `differs` and `contested` from those
that speak of one matter. STREAM holds the articles of the real events. ANS are pairs of headlines
that agree or disagree (Khouja 2020); they count half at most. `--without-dev` leaves out the events
e01 to e10, for measuring on them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from forests import DATA, write
from sklearn.ensemble import GradientBoostingClassifier

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from comparison_score import EVENTS, accounts, half_of, lines  # noqa: E402
from given import annotated  # noqa: E402
from riwaya.compare.align import weigh  # noqa: E402
from riwaya.compare.held import counted  # noqa: E402
from riwaya.compare.identity import identify  # noqa: E402
from riwaya.compare.judge import paired  # noqa: E402
from riwaya.compare.parts import PARTS  # noqa: E402
from riwaya.compare.tallies import tallies  # noqa: E402
from riwaya.compare.units import Unit, cut  # noqa: E402
from riwaya.records import AnnotatedArticle  # noqa: E402

FOLDER = ROOT / "training" / "comparison"
NOT_JUDGED = 0.7
HEADLINES = {"A": 0.5, "C": 0.27}  # as many agree as disagree
ALIKE = 0.6
TREES = 100
Row = dict[str, Any]
Place = tuple[str, int, int]


class Learnt(NamedTuple):
    """A pair: the values of its parts, its label (N, A, V, C), and what it counts."""

    event: str
    values: Sequence[float]
    label: str
    weight: float


def event_rows(articles: Sequence[AnnotatedArticle], judged: Sequence[Row]) -> Iterator[Learnt]:
    """The pairs of an event: those judged, and all others as not of one matter."""
    ordered = sorted(articles, key=lambda one: one.id)
    identity = identify(tuple(ordered))
    units = [unit for n, one in enumerate(ordered) for unit in cut(n, one, identity)]
    found = paired(weigh(units), ordered, counted(units, tallies(ordered)))
    labels: dict[tuple[int, int], str] = {}
    for row in judged:
        places = [_unit_at(units, tuple(row[side])) for side in "ab"]
        if None not in places:
            labels[min(places), max(places)] = row["label"]  # type: ignore[type-var]
    for pair, values in found.items():
        label = labels.get(pair)
        event = judged[0]["event"]
        yield Learnt(event, values, label or "N", 1.0 if label else NOT_JUDGED)


def _unit_at(units: Sequence[Unit], place: Place) -> int | None:
    """The unit that shares most with a slice, where that is enough."""
    best = max(range(len(units)), key=lambda n: _shared(units[n], place), default=None)
    return best if best is not None and _shared(units[best], place) >= ALIKE else None


def _shared(unit: Unit, place: Place) -> float:
    if unit.article != place[0]:
        return 0.0
    both = min(unit.end, place[2]) - max(unit.start, place[1])
    return both / (max(unit.end, place[2]) - min(unit.start, place[1])) if both > 0 else 0.0


def events(stream: Path, *, dev: bool) -> Iterator[tuple[str, list[AnnotatedArticle]]]:
    """The events with their accounts, annotated."""
    invented = lines(FOLDER / "events.jsonl")
    if dev:
        invented += [row for row in lines(EVENTS) if half_of(row["id"]) == "dev"]
    for row in invented:
        yield row["id"], accounts(row)
    real = lines(FOLDER / "real.jsonl")
    wanted = {name for row in real for name in row["articles"]}
    texts = {}
    with gzip.open(stream, "rt", encoding="utf-8") as rows:
        for line in rows:
            one = json.loads(line)
            if one["id"] in wanted:
                texts[one["id"]] = annotated(
                    one["text"], id=one["id"], title=one["title"], outlet=one["outlet"],
                    published=one["day"],
                )  # fmt: skip
    for row in real:
        yield row["id"], [texts[name] for name in row["articles"]]


def headline_rows(path: Path) -> Iterator[Learnt]:
    """The pairs of headlines, each an event of two accounts."""
    for row in lines(path):
        if row["stance"] == "other":
            continue
        pair = [annotated(row[s], id=s, title=row[s]) for s in ("s1", "s2")]
        identity = identify(tuple(pair))
        units = [unit for n, one in enumerate(pair) for unit in cut(n, one, identity)]
        found = {
            (i, j): values
            for (i, j), values in paired(weigh(units), pair, counted(units, tallies(pair))).items()
            if units[i].account != units[j].account
        }
        if found:
            sizes = [unit.end - unit.start for unit in units]
            widest = max(found, key=lambda p: min(sizes[p[0]], sizes[p[1]]))
            label = "C" if row["stance"] == "disagree" else "A"
            yield Learnt("", found[widest], label, HEADLINES[label])


def trained(rows: Iterable[Learnt], positive: str, depth: int) -> GradientBoostingClassifier:
    """The trees, the same for the same rows."""
    kept = list(rows)
    model = GradientBoostingClassifier(
        n_estimators=TREES, max_depth=depth, learning_rate=0.05, subsample=0.6, max_features=0.4,
        min_samples_leaf=10, random_state=0,
    )  # fmt: skip
    return model.fit(
        np.array([row.values for row in kept], dtype=float),
        [row.label in positive for row in kept],
        sample_weight=[row.weight for row in kept],
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("stream", type=Path)
    parser.add_argument("--headlines", type=Path, required=True)
    parser.add_argument("--without-dev", action="store_true")
    parser.add_argument("--out", type=Path, default=DATA)
    given = parser.parse_args()
    judged: dict[str, list[Row]] = {}
    for row in lines(FOLDER / "pairs.jsonl"):
        judged.setdefault(row["event"], []).append(row)
    rows = [
        row
        for name, articles in events(given.stream, dev=not given.without_dev)
        for row in event_rows(articles, judged[name])
    ]
    alike = [row for row in rows if row.label != "N"] + list(headline_rows(given.headlines))
    write(trained(rows, "AVC", 4), PARTS, "matter", given.out)
    write(trained(alike, "VC", 3), PARTS, "differs", given.out)
    write(trained(alike, "C", 3), PARTS, "contested", given.out)
    print(f"{len(rows)} pairs of units, {len(alike)} of one matter")


if __name__ == "__main__":
    main()
