"""JSON Lines: what is read again is what was written."""

from __future__ import annotations

import json

import msgspec
from hypothesis import given

from riwaya.export.rows import PointRow, StatementRow
from riwaya.records import AnnotatedArticle, Comparison, Event, Origin

from .conftest import articles, comparison, event, events, flood, written


@given(articles())
def test_articles_come_back_as_they_were(article: AnnotatedArticle) -> None:
    data = written("articles", "jsonl", [article, article])
    lines = data.split(b"\n")
    assert lines.pop() == b""
    assert [msgspec.json.decode(line, type=AnnotatedArticle) for line in lines] == [article] * 2
    said = written("statements", "jsonl", [article]).split(b"\n")[:-1]
    for line, one in zip(said, article.statements, strict=True):
        row = msgspec.json.decode(line, type=StatementRow)
        assert row.text == article.body[one.content.start : one.content.end]
        assert (row.speaker, row.cue, row.via) == (one.speaker, one.cue, one.via)
        assert row.parts == one.parts


@given(events())
def test_events_come_back_as_they_were(one: Event) -> None:
    assert msgspec.json.decode(written("events", "jsonl", [one]), type=Event) == one


def test_comparisons_and_points_come_back_as_they_were() -> None:
    one = comparison()
    assert msgspec.json.decode(written("comparisons", "jsonl", [one]), type=Comparison) == one
    lines = written("points", "jsonl", [one], articles={"a7": flood()}).splitlines()
    said, silent = (msgspec.json.decode(line, type=PointRow) for line in lines)
    assert (said.text, said.event_title) == ("السد سليم", "سيل الوادي الأزرق")
    assert (silent.text, silent.start) == (None, None)


def test_arabic_is_not_escaped_and_unknown_is_null() -> None:
    line = written("articles", "jsonl", [flood(title=None)]).decode()
    assert "السد سليم" in line
    assert "\\u" not in line
    assert json.loads(line)["title"] is None
    assert list(json.loads(line))[:4] == ["id", "page", "title", "body"]


def test_names_in_a_mapping_are_sorted() -> None:
    line = written("statements", "jsonl", [flood()]).splitlines()[0]
    assert list(json.loads(line)["parts"]) == ["opening", "speaker"]


def test_a_file_name_that_is_not_utf_8() -> None:
    article = flood(page=Origin(sha256="0", path="خبر\udcff"))
    assert json.loads(written("articles", "jsonl", [article]))["page"]["path"] == "خبر?"
    assert json.loads(written("events", "jsonl", [event(title="\ud800")]))["title"] == "?"
