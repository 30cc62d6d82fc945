"""Texts that break off anywhere: every page cuts some sentence short."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riwaya.annotate import annotate
from riwaya.extract import extract
from riwaya.records import GivenArticle, Origin, Page

GOLD = Path(__file__).resolve().parents[1] / "gates" / "statements" / "gold.jsonl"
TEXTS = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("size", [2, 3, 5, 8, 13])
def test_sentences_cut_short_are_annotated(size: int) -> None:
    for text in TEXTS:
        words = text.split()
        pieces = [" ".join(words[at : at + size]) for at in range(0, len(words), size - size // 2)]
        given = GivenArticle(text="\n\n".join(pieces), title=pieces[0])
        page = Page(origin=Origin(sha256="cut"), kind="given", text="", given=given)
        found = annotate(extract(page))
        for one in found.statements:
            assert 0 <= one.content.start < one.content.end <= len(found.body)
            assert found.body[one.cue.start : one.cue.end] == one.cue.text
        assert all(found.body[m.start : m.end] == m.text for m in found.mentions)


def test_a_verb_that_ends_a_text_has_no_content() -> None:
    for text in (
        "وصفه الوزير",
        "قال الوزير: «إنه اتفاق سيئ،",
        "وأعلن أن",
        "ووصف الاتفاق ب",
        "قال إن «أن",
    ):
        given = GivenArticle(text=text)
        page = Page(origin=Origin(sha256="cut"), kind="given", text="", given=given)
        found = annotate(extract(page))
        assert all(one.content.end <= len(found.body) for one in found.statements)
