"""Six hundred pairs of names: no spelling is lost unseen, and no look-alike joined."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import variants_score  # noqa: E402


def test_the_pinned_figures_are_of_these_pairs() -> None:
    pinned = json.loads(variants_score.PINNED.read_text("utf-8"))
    assert pinned["corpus"] == variants_score.corpus_hash()
    for name in variants_score.FILES.values():
        pairs = variants_score.read(name)
        assert {pair["half"] for pair in pairs} == set(variants_score.HALVES)
        assert all(pair["a"] != pair["b"] for pair in pairs)


def test_no_figure_of_joined_names_drops() -> None:
    pinned = json.loads(variants_score.PINNED.read_text("utf-8"))
    assert not variants_score.drops(variants_score.measure(), pinned)
