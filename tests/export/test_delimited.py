"""CSV: stable columns, cells that are the text, and none that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from riwaya.export.delimited import columns_of
from riwaya.export.rows import ROWS
from riwaya.read.capture import Capture
from riwaya.read.tables import of_csv
from riwaya.records import AnnotatedArticle, GivenArticle, When

from .conftest import NASTY, articles, comparison, event, flood, written

HEADERS = {
    "articles": "id page.sha256 page.path page.url page.offset page.captured title body url "
    "outlet language subtitle byline editor credit dateline published published.precision "
    "published.basis published.evidence updated updated.precision updated.basis updated.evidence "
    "section tags event notes",
    "statements": "article outlet url published published.precision published.basis "
    "published.evidence id speaker.text speaker.name speaker.entity cue.start cue.end cue.text "
    "cue.lemma content.start content.end text mode stance via parent confidence",
    "points": "event event_title point verdict kind article outlet url stance speaker cue chain "
    "text start end independent",
    "events": "id title start end candidates places articles independent storyline basis",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(data: bytes, charset: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(charset), newline=""), strict=True))


@pytest.mark.parametrize("kind", HEADERS)
def test_columns_are_a_promise(kind: str) -> None:
    assert written(kind, "csv", []).decode() == HEADERS[kind].replace(" ", ",") + "\r\n"


def test_an_article() -> None:
    (row,) = rows(written("articles", "csv", [flood()]))
    article = flood()
    assert row["body"] == article.body
    assert row["byline"] == "ليلى سعد\nهالة ناصر"
    assert (row["published"], row["published.basis"]) == ("2021-03-25", "text")
    assert row["updated"] == "2021-03-25T23:30:00+02:00"
    assert (row["page.path"], row["page.offset"]) == ("صفحات/1.html", "7")


def test_statements_have_their_words() -> None:
    found = rows(written("statements", "csv", [flood()]))
    assert [(row["id"], row["text"], row["speaker.name"], row["stance"]) for row in found] == [
        ("s1", "السد سليم", "سامر الحلو", "assert"),
        ("s2", "وقوع إصابات", "سامر الحلو", "deny"),
        ("s3", "5 قرى غُمرت", "وزارة الري", "confirm"),
    ]
    for row in found:
        body = flood().body
        assert body[int(row["content.start"]) : int(row["content.end"])] == row["text"]
        assert body[int(row["cue.start"]) : int(row["cue.end"])] == row["cue.text"]


def test_points_have_a_line_for_each_account() -> None:
    said, silent = rows(written("points", "csv", [comparison()], articles={"a7": flood()}))
    assert (said["text"], said["chain"]) == ("السد سليم", "وكالة النهر > سامر الحلو")
    assert said["url"] == flood().url
    assert (silent["stance"], silent["text"], silent["start"], silent["url"]) == (
        "silent",
        "",
        "",
        "",
    )
    unseen, _ = rows(written("points", "csv", [comparison()]))
    assert (unseen["text"], unseen["start"]) == ("", said["start"])


def test_events() -> None:
    (row,) = rows(written("events", "csv", [event()]))
    assert (row["articles"], row["independent"], row["storyline"]) == ("a7\nb8", "1", "s")


@given(articles())
def test_every_cell_is_the_text(article: AnnotatedArticle) -> None:
    (row,) = rows(written("articles", "csv", [article]))
    for name in (
        "id",
        "title",
        "body",
        "url",
        "outlet",
        "subtitle",
        "dateline",
        "section",
        "event",
    ):
        assert row[name] == (getattr(article, name) or "")
    for name in ("byline", "credit", "tags"):
        assert row[name] == "\n".join(getattr(article, name))
    assert row["page.path"] == (article.page.path or "")
    found = article.published
    assert row["published"] == ("" if found is None else _said(found))
    for line, one in zip(
        rows(written("statements", "csv", [article])), article.statements, strict=True
    ):
        assert line["text"] == article.body[one.content.start : one.content.end]
        assert float(line["confidence"]) == one.confidence


def _said(when: When) -> str:
    return when.start if when.start == when.end else f"{when.start}/{when.end}"


@given(articles())
def test_for_spreadsheets_no_cell_is_a_formula(article: AnnotatedArticle) -> None:
    for kind in ("articles", "statements"):
        plain = rows(written(kind, "csv", [article]))
        safe = rows(written(kind, "csv", [article], excel=True), "utf-8-sig")
        for one, other in zip(plain, safe, strict=True):
            for name, cell in one.items():
                assert not other[name].startswith(FORMULA)
                assert other[name] == ("'" + cell if cell.startswith(FORMULA) else cell)


@pytest.mark.parametrize("text", NASTY)
def test_hostile_cells(text: str) -> None:
    article = flood(title=text, outlet=text, byline=(text, text))
    (plain,) = rows(written("articles", "csv", [article]))
    assert (plain["title"], plain["outlet"], plain["byline"]) == (text, text, f"{text}\n{text}")
    data = written("articles", "csv", [article], excel=True)
    assert data.startswith(b"\xef\xbb\xbfid,")
    (safe,) = rows(data, "utf-8-sig")
    assert safe["title"] in (text, "'" + text)
    assert not safe["title"].startswith(FORMULA)


def test_numbers_are_not_guarded() -> None:
    names = [column.name for column in columns_of(ROWS["statements"])]
    assert "confidence" in names
    (row, *_) = rows(written("statements", "csv", [flood()], excel=True), "utf-8-sig")
    assert row["confidence"] == "0.75"


def test_a_file_name_that_is_not_utf_8() -> None:
    page = flood().page
    article = flood(page=type(page)(sha256="0", path="خبر\udcff"))
    (row,) = rows(written("articles", "csv", [article]))
    assert row["page.path"] == "خبر?"


@pytest.mark.parametrize("excel", [False, True])
def test_what_is_written_can_be_read_again(excel: bool) -> None:
    article = flood(byline=("ليلى سعد",))
    data = written("articles", "csv", [article, flood(id="b8", title=None)], excel=excel)
    first, second = list(of_csv("t", io.BytesIO(data), {}))
    assert isinstance(first, Capture)
    assert first.given == GivenArticle(
        id="a7", text=article.body, title=article.title, url=article.url, outlet=article.outlet,
        published="2021-03-25", byline=("ليلى سعد",), section="محليات", event="flood",
    )  # fmt: skip
    assert isinstance(second, Capture)
    assert second.given is not None
    assert (second.given.id, second.given.title) == ("b8", None)


@pytest.mark.parametrize("first", FORMULA)
def test_what_may_start_a_formula(first: str) -> None:
    (row,) = rows(written("articles", "csv", [flood(title=first + "خبر")], excel=True), "utf-8-sig")
    assert row["title"] == f"'{first}خبر"
