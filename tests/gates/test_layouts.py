"""Extraction on 124 invented pages in as many layouts: no figure drops unseen."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import extraction_gate  # noqa: E402


def test_the_pinned_figures_are_of_these_pages() -> None:
    pinned = json.loads(extraction_gate.PINNED.read_text("utf-8"))
    assert pinned["corpus"] == extraction_gate.corpus_hash()
    gold = (extraction_gate.sets.LAYOUTS / "gold.jsonl").read_text("utf-8").splitlines()
    named = sorted(json.loads(line)["file"] for line in gold)
    assert named == sorted(path.name for path in extraction_gate.sets.LAYOUTS.glob("*.html"))


def test_no_figure_of_extraction_drops() -> None:
    pinned = json.loads(extraction_gate.PINNED.read_text("utf-8"))
    assert not extraction_gate.drops(extraction_gate.measure(), pinned)
