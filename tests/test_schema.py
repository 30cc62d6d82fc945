"""The JSON Schema that `riwaya schema` prints, and that what is printed obeys its names."""

from __future__ import annotations

import json

import msgspec
from typer.testing import CliRunner

from riwaya import pipeline
from riwaya.cli import app, sample_files
from riwaya.records import DOCUMENTS, Comparison


def _schema() -> dict[str, dict[str, object]]:
    done = CliRunner().invoke(app, ["schema"])
    assert done.exit_code == 0
    return dict(json.loads(done.stdout)["$defs"])


def test_every_record_is_there_and_every_reference_resolves() -> None:
    parts = _schema()
    assert {kind.__name__ for kind in DOCUMENTS} <= set(parts)
    text = json.dumps(parts)
    names = [piece.split('"')[0] for piece in text.split("#/$defs/")[1:]]
    assert names
    assert set(names) <= set(parts)


def test_names_that_users_rely_on_are_kept() -> None:
    parts = _schema()
    promised = {
        "Article": "id page url outlet language title subtitle byline editor credit dateline "
        "published body paragraphs furniture notes",
        "AnnotatedArticle": "sentences mentions times figures statements",
        "Time": "start end text value candidates inferred precision calendar basis anchor",
        "Figure": "start end text value unit of bound",
        "Statement": "id speaker cue content mode stance via parent confidence",
        "Event": "id title start end places articles copies independent storyline",
        "Point": "id text kind verdict accounts differences independent",
        "Comparison": "event accounts points naming timeline",
        "Related": "relation score parts",
    }
    for name, fields in promised.items():
        held = parts[name]["properties"]
        assert isinstance(held, dict)
        assert set(fields.split()) <= set(held), name


def test_comparisons_of_the_sample_read_back_as_they_were() -> None:
    result = pipeline.run(sample_files())
    assert result.comparisons
    data = msgspec.json.encode(result.comparisons)
    assert msgspec.json.decode(data, type=tuple[Comparison, ...]) == result.comparisons
    bodies = {article.id: article.body for article in result.articles}
    for comparison in result.comparisons:
        for point in comparison.points:
            for one in point.differences:
                for side in (one.a, one.b):
                    assert bodies[side.article][side.start : side.end] == side.text
