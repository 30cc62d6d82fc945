"""Parquet: typed columns, the records back as they were, one row group after the other."""

from __future__ import annotations

import datetime as dt
import io
import sys
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from riwaya import __version__, export, limits
from riwaya.errors import UsageError
from riwaya.export.rows import PointRow, StatementRow
from riwaya.records import AnnotatedArticle, Article, Comparison, Event, Origin, Record

from .conftest import articles, comparison, day, event, events, flood, written

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def table(data: bytes) -> Any:
    return parquet.read_table(io.BytesIO(data))


def back(data: bytes, kind: type[Record]) -> list[Record]:
    rows = table(data).to_pylist(maps_as_pydicts="strict")
    return [msgspec.convert(row, kind) for row in rows]


@settings(max_examples=50)
@given(articles())
def test_articles_come_back_as_they_were(article: AnnotatedArticle) -> None:
    assert back(written("articles", "parquet", [article]), AnnotatedArticle) == [article]


@given(events())
@settings(max_examples=30)
def test_events_come_back_as_they_were(one: Event) -> None:
    assert back(written("events", "parquet", [one]), Event) == [one]


def test_everything_comes_back() -> None:
    assert back(written("articles", "parquet", [flood()]), AnnotatedArticle) == [flood()]
    assert back(written("events", "parquet", [event()]), Event) == [event()]
    assert back(written("comparisons", "parquet", [comparison()]), Comparison) == [comparison()]
    said = back(written("statements", "parquet", [flood()]), StatementRow)
    assert [one.text for one in said if isinstance(one, StatementRow)] == [
        "السد سليم", "وقوع إصابات", "5 قرى غُمرت",
    ]  # fmt: skip
    points = back(written("points", "parquet", [comparison()], articles={"a7": flood()}), PointRow)
    assert [one.text for one in points if isinstance(one, PointRow)] == ["السد سليم", None]


def test_columns_have_types() -> None:
    schema = table(written("articles", "parquet", [])).schema
    assert schema.field("body").type == arrow.string()
    assert not schema.field("body").nullable
    assert schema.field("title").nullable
    assert schema.field("byline").type.value_type == arrow.string()
    assert schema.field("published_day").type == arrow.date32()
    assert schema.field("published_at").type == arrow.timestamp("us", tz="UTC")
    figures = schema.field("figures").type.value_type
    assert figures.field("value").type == arrow.float64()
    assert figures.field("start").type == arrow.int64()


def test_the_metadata_says_what_it_is() -> None:
    said = table(written("events", "parquet", [])).schema.metadata
    assert said[b"riwaya.kind"] == b"events"
    assert said[b"riwaya.schema"] == b"1"
    assert said[b"riwaya.version"] == __version__.encode()


@pytest.mark.parametrize(
    ("start", "on", "moment"),
    [
        ("2021-03-25", dt.date(2021, 3, 25), None),
        ("2021-03-25T23:30", dt.date(2021, 3, 25), None),
        (
            "2021-03-25T23:30:00-02:00",
            dt.date(2021, 3, 25),
            dt.datetime(2021, 3, 26, 1, 30, tzinfo=dt.UTC),
        ),
        ("2021-03", None, None),
        ("0001-01-01T00:00+14:00", None, None),
    ],
)
def test_a_moment_is_told_only_where_it_is_known(
    start: str, on: dt.date | None, moment: dt.datetime | None
) -> None:
    (row,) = table(written("articles", "parquet", [flood(published=day(start))])).to_pylist()
    assert (row["published_day"], row["published_at"]) == (on, moment)


def test_an_article_that_was_not_annotated() -> None:
    one = Article(id="a", page=Origin(sha256="0"), title=None, body="خبر", paragraphs=())
    (found,) = back(written("articles", "parquet", [one]), AnnotatedArticle)
    assert isinstance(found, AnnotatedArticle)
    assert (found.body, found.statements) == ("خبر", ())


def test_a_file_name_that_is_not_utf_8() -> None:
    article = flood(page=Origin(sha256="0", path="خبر\udcff"))
    (row,) = table(written("articles", "parquet", [article])).to_pylist()
    assert row["page"]["path"] == "خبر?"


@pytest.mark.parametrize("cap", ["ROW_GROUP_ROWS", "ROW_GROUP_BYTES"])
def test_row_groups_come_one_by_one(cap: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, cap, 2)
    taken = []

    def records() -> Any:
        for number in range(6):
            taken.append(number)
            yield event(id=f"e{number}")

    pieces = export.stream("events", "parquet", records())
    first = next(pieces)
    assert first.startswith(b"PAR1")
    assert len(taken) <= 2
    file = parquet.ParquetFile(io.BytesIO(first + b"".join(pieces)))
    assert file.num_row_groups == (3 if cap == "ROW_GROUP_ROWS" else 6)
    assert [row["id"] for row in file.read().to_pylist()] == [f"e{n}" for n in range(6)]


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    out = io.BytesIO()
    with pytest.raises(UsageError, match=r"riwaya\[parquet\]"):
        export.write("events", "parquet", [], out)
    assert out.getvalue() == b""
