"""Points as a table that spreadsheets read as it is meant."""

from __future__ import annotations

import csv
import io

from riwaya.annotate import annotate
from riwaya.compare import compare
from riwaya.extract import extract
from riwaya.records import AnnotatedArticle, Event, GivenArticle, Origin, Page
from riwaya.report import render_csv


def account(name: str, text: str) -> AnnotatedArticle:
    given = GivenArticle(id=name, text=text, outlet=f"=صحيفة {name}")
    return annotate(extract(Page(origin=Origin(sha256=name), kind="given", text="", given=given)))


def test_every_account_of_every_point_has_a_line() -> None:
    articles = [
        account("a", "قال الوزير سامر الحداد إن «الجسر مغلق، والطريق مفتوح»."),
        account("b", "وتراجعت أسعار القمح في الأسواق المحلية بعد موسم حصاد جيد."),
    ]
    found = compare(Event(id="e", title="-حدث", articles=("a", "b")), articles)
    text = render_csv([found], articles)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 2 * len(found.points) == 4
    bodies = {one.id: one.body for one in articles}
    for row in rows:
        assert row["event_title"] == "'-حدث"
        assert row["outlet"].startswith("'=")
        if row["stance"] == "silent":
            assert (row["text"], row["start"]) == ("", "")
        else:
            assert bodies[row["article"]][int(row["start"]) : int(row["end"])] == row["text"]
