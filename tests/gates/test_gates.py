"""The figures on the bundled sample never drop unasked."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_no_figure_on_the_sample_drops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    score = importlib.import_module("score")
    measures = importlib.import_module("measures")
    pinned = json.loads(score.PINNED.read_text(encoding="utf-8"))
    assert pinned["corpus"] == score.corpus_hash(), "the sample changed: pin its figures anew"
    counts, missed = measures.measure(score.SAMPLE / "gold.json", score.SAMPLE)
    worse = score.lowered(pinned["scores"], score.rates(counts))
    assert not worse, "\n".join([*worse, *missed])


def test_a_drop_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    score = importlib.import_module("score")
    old = score.rates({"title": [9, 10], "events": [3, 3]})
    assert score.lowered(old, score.rates({"title": [8, 10], "events": [3, 3]}))
    assert score.lowered(old, score.rates({"title": [9, 10]}))
    assert not score.lowered(old, score.rates({"title": [10, 10], "events": [3, 3]}))
