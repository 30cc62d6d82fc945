"""Who said what in 68 marked texts, of which one half was never worked on: none drops unseen."""

from __future__ import annotations

import copy
import json
from types import ModuleType

import pytest

GATE = "statements_gate"


def test_no_figure_drops(gate: ModuleType) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    new = gate.measure()
    assert new["sha256"] == pinned["sha256"], "the texts changed: pin their figures anew"
    assert not gate.drops(new, pinned), "\n".join(gate.drops(new, pinned))


def test_every_part_of_a_marked_statement_is_a_slice_of_its_text(gate: ModuleType) -> None:
    rows = gate.statements_score.read(gate.GOLD)
    assert len(rows) == 68
    assert sum(len(row["statements"]) for row in rows) == 603
    for row in rows:
        text = row["text"]
        for one in row["statements"]:
            assert one["content"] in text
            assert text[one["cue_at"] : one["cue_at"] + len(one["cue"])] == one["cue"]
            assert one["speaker_text"] is None or one["speaker_text"] in text
            assert one["parent"] is None or 0 <= one["parent"] < len(row["statements"])


def test_a_marked_text_scores_full_against_itself_and_a_wrong_speaker_is_seen(
    gate: ModuleType,
) -> None:
    score = gate.statements_score
    row = score.read(gate.GOLD)[0]
    article = score.annotated(row)
    gold = score.gold_of(row, article.body)
    assert [article.body[one.start : one.end] for one in gold] == [
        one["content"] for one in row["statements"]
    ]
    found = article.statements[0]
    name = found.speaker.name
    assert score.speaker_right({"speaker": name, "speaker_text": None}, found)
    assert not score.speaker_right({"speaker": "زيد المجهول", "speaker_text": None}, found)
    assert not score.speaker_right({"speaker": None, "speaker_text": None}, found)


@pytest.mark.parametrize("half", ["dev", "unread"])
def test_a_drop_is_seen(gate: ModuleType, half: str) -> None:
    pinned = json.loads(gate.PINNED.read_text("utf-8"))
    assert not gate.drops(pinned, pinned)
    for name in pinned[half]:
        worse = copy.deepcopy(pinned)
        worse[half][name]["rate"] += 0.01 if name == gate.FEWER else -0.01
        assert gate.drops(worse, pinned)
