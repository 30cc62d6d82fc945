"""Trains what compares quantities, and writes counted.json and clash.json in src/riwaya/data.

    python training/figures.py [--folds N]

Needs the package `scikit-learn`. Learns from the pairs of accounts in training/comparison/
figures.jsonl and from the half `dev` of tests/gates/comparison/figures.jsonl: quantities at both
marked figures of a pair that is contested, varied or equal count one thing; all others do not. Of
those with two values, the contested ones clash.
`--folds` prints what cross-validation finds instead of writing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from forests import write
from sklearn.ensemble import GradientBoostingClassifier

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from comparison_score import accounts, lines  # noqa: E402
from figure_conflicts import PAIRS, marked  # noqa: E402
from riwaya.compare.quantities import Quantity, quantities  # noqa: E402
from riwaya.compare.tallies import (  # noqa: E402
    CLASH_PARTS,
    PARTS,
    SAME,
    clash_parts,
    incompatible,
    pairs_of,
)

TRAINING = ROOT / "training" / "comparison" / "figures.jsonl"
SMALL = 60
Row = dict[str, Any]
Model: TypeAlias = GradientBoostingClassifier


class Learnt(NamedTuple):
    """The pairs of quantities of a pair of accounts: values, and whether they count one thing; and
    of those that do with two values, what tells whether both can hold, and whether they cannot."""

    values: list[list[float]]
    one: list[bool]
    pairs: list[tuple[int, int]]
    clashing: list[list[float]]
    clash: list[bool]


def learnt(row: Row) -> Learnt:
    """What a pair of accounts gives."""
    articles = sorted(accounts(row), key=lambda one: one.id)
    bodies = {one.id: one.body for one in articles}
    found = [one for n, article in enumerate(articles) for one in quantities(n, article)]
    same: dict[tuple[int, int], str] = {}
    for (verdict, places), pair in zip(marked(row, bodies), row["figures"], strict=True):
        if verdict == "none" and "equal" not in pair["why"].lower():
            continue
        at = [{n for n, one in enumerate(found) if _meets(one, place)} for place in places]
        same |= {(min(i, j), max(i, j)): verdict for i in at[0] for ours in at[1:] for j in ours}
    pairs = pairs_of(found)
    told = {
        (i, j): verdict
        for (i, j), verdict in same.items()
        if verdict != "none" and incompatible(found[i], found[j])
    }
    return Learnt(
        list(pairs.values()), [pair in same for pair in pairs], list(pairs),
        [clash_parts(found[i], found[j]) for i, j in told],
        [verdict == "contested" for verdict in told.values()],
    )  # fmt: skip


def _meets(one: Quantity, place: tuple[str, int, int]) -> bool:
    name, start, end = place
    return one.article == name and one.start < end and start < one.end


def trained(values: Iterable[list[float]], right: Iterable[bool], size: int) -> Model:
    """The trees, the same for the same rows."""
    model = GradientBoostingClassifier(
        n_estimators=size, max_depth=4 if size > SMALL else 2, learning_rate=0.07, subsample=0.6,
        max_features=0.4, min_samples_leaf=8, random_state=0,
    )  # fmt: skip
    return model.fit(np.array(list(values), dtype=float), list(right))


def counted(rows: Sequence[Learnt]) -> Model:
    """What tells that two quantities count one thing."""
    return trained(
        (value for row in rows for value in row.values),
        (one for row in rows for one in row.one),
        120,
    )


def clashes(rows: Sequence[Learnt]) -> Model:
    """What tells that two quantities of one thing cannot both hold."""
    return trained(
        (value for row in rows for value in row.clashing),
        (one for row in rows for one in row.clash),
        SMALL,
    )


def crossed(rows: Sequence[Learnt], folds: int) -> None:
    """Prints recall and precision of pairs, each quantity in one pair at most; then how often it is
    told right whether both can hold, beside always saying that they cannot."""
    right = told = wanted = held = all_clashing = 0
    for fold in range(folds):
        kept = [row for n, row in enumerate(rows) if n % folds != fold]
        model, second = counted(kept), clashes(kept)
        for row in rows[fold::folds]:
            wanted += sum(row.one)
            got = matched(row, model)
            told += len(got)
            right += sum(row.one[place] for place in got)
            if row.clash:
                said = second.predict(np.array(row.clashing, dtype=float))
                held += int(sum(said == np.array(row.clash)))
                all_clashing += sum(row.clash)
    total = sum(len(row.clash) for row in rows)
    print(f"{len(rows)} pairs of accounts: recall {right / wanted:.3f}, {right / told:.3f} right")
    print(f"both can hold: {held / total:.3f} right, {all_clashing / total:.3f} if never")


def matched(row: Learnt, model: Model) -> list[int]:
    """The places of the pairs that are taken for one thing."""
    if not row.values:
        return []
    scores = model.predict_proba(np.array(row.values, dtype=float))[:, 1]
    taken: set[int] = set()
    found = []
    for place in np.argsort(-scores):
        if scores[place] >= SAME and not taken & set(row.pairs[place]):
            taken |= set(row.pairs[place])
            found.append(int(place))
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    rows = [row for row in lines(PAIRS) if row["half"] == "dev"] + lines(TRAINING)
    found = [learnt(row) for row in rows]
    if given.folds:
        crossed(found, given.folds)
    else:
        write(counted(found), PARTS, "counted")
        write(clashes(found), CLASH_PARTS, "clash")


if __name__ == "__main__":
    main()
