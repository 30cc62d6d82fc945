"""Ids of a run: no two articles have one, also when the run goes on after an interruption."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from riwaya.outcomes import note_id, with_own_id

IDS = st.lists(st.sampled_from(["a", "b", "a-2", "a-2-2", "b-3"]), max_size=12)


def article(name: str) -> bytes:
    return json.dumps({"id": name, "title": "خبر", "notes": ["summary_only"]}).encode()


def ids(lines: list[bytes]) -> list[str]:
    return [json.loads(line)["id"] for line in lines]


@given(IDS)
def test_every_id_is_given_once_and_the_first_keeps_it(names: list[str]) -> None:
    used: dict[str, int] = {}
    found = ids([with_own_id(article(name), used) for name in names])
    assert len(set(found)) == len(names)
    for at, name in enumerate(names):
        if name not in names[:at] and name not in found[:at]:
            assert found[at] == name


@given(IDS, st.integers(min_value=0, max_value=12))
def test_ids_read_back_from_an_earlier_run_go_on_the_same(names: list[str], at: int) -> None:
    used: dict[str, int] = {}
    whole = [with_own_id(article(name), used) for name in names]
    again: dict[str, int] = {}
    for line in whole[:at]:
        note_id(line, again)
    assert whole[:at] + [with_own_id(article(name), again) for name in names[at:]] == whole


def test_a_second_article_is_marked_and_keeps_its_notes() -> None:
    used: dict[str, int] = {}
    with_own_id(article("a"), used)
    second = json.loads(with_own_id(article("a"), used))
    assert second["id"] == "a-2"
    assert second["notes"] == ["summary_only", "duplicate_id"]
