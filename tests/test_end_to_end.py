"""The whole job on the bundled sample: verbatim slices, and nothing depends on the order."""

from __future__ import annotations

import msgspec
import pytest

from riwaya import pipeline
from riwaya.cli import sample_files
from riwaya.pipeline import Result


@pytest.fixture(scope="module")
def result() -> Result:
    return pipeline.run([str(path) for path in sample_files()])


def test_every_slice_is_in_its_body(result: Result) -> None:
    bodies = {article.id: article.body for article in result.articles}
    shown = 0
    for comparison in result.comparisons:
        for point in comparison.points:
            spans = [(a.article, a.start, a.end) for a in point.accounts if a.start is not None]
            assert any(bodies[name][start:end] == point.text for name, start, end in spans)
            for side in [s for d in point.differences for s in (d.a, d.b)]:
                assert bodies[side.article][side.start : side.end] == side.text
            shown += len(spans)
        for entry in comparison.timeline:
            for source in entry.sources:
                assert bodies[source.article][source.start : source.end]
    assert shown > 60


def test_mentions_statements_and_figures_are_verbatim(result: Result) -> None:
    for article in result.articles:
        for mark in (*article.mentions, *article.times, *article.figures):
            assert article.body[mark.start : mark.end] == mark.text
        for statement in article.statements:
            assert article.body[statement.cue.start : statement.cue.end] == statement.cue.text
            assert article.body[statement.content.start : statement.content.end].strip()


def test_the_order_of_inputs_does_not_matter(result: Result) -> None:
    turned = pipeline.run([str(path) for path in reversed(sample_files())])

    def known(found: Result) -> list[bytes]:
        return sorted(msgspec.json.encode(comparison) for comparison in found.comparisons)

    assert known(turned) == known(result)
    assert {event.id for event in turned.events} == {event.id for event in result.events}


def test_counts_add_up(result: Result) -> None:
    files = sample_files()
    assert len(result.articles) + len(result.refusals) == len(files)
    told = [name for event in result.events for name in event.articles]
    assert sorted(told) == sorted(article.id for article in result.articles)
