"""Writes forests of gradient-boosted trees as the JSON that `riwaya.forest` reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

DATA = Path(__file__).resolve().parents[1] / "src" / "riwaya" / "data"


def write(
    model: GradientBoostingClassifier, parts: Sequence[str], name: str, folder: Path = DATA
) -> None:
    """The trees as NAME.json in `folder`: [part, limit, up to it, above it, mean] or a leaf."""
    start = float(np.log(model.init_.class_prior_[1] / model.init_.class_prior_[0]))
    trees = [_node(one[0].tree_, 0, model.learning_rate) for one in model.estimators_]
    found = {"parts": parts, "start": round(start, 5), "trees": trees}
    path = folder / f"{name}.json"
    path.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


def _node(tree: Any, at: int, rate: float) -> Any:
    value = round(float(tree.value[at][0][0]) * rate, 5)
    if tree.children_left[at] < 0:
        return value
    branches = (_node(tree, child[at], rate) for child in (tree.children_left, tree.children_right))
    return [int(tree.feature[at]), round(float(tree.threshold[at]), 5), *branches, value]
