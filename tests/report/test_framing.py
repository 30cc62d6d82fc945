"""What a report leaves out, folds and puts last."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from riwaya.records import Copy, TimelineEntry, TimelineSource
from riwaya.report import render_html, render_markdown, render_text
from riwaya.report.labels import labels_in
from riwaya.report.view import views

RENDERS = (render_text, render_markdown, render_html)


def event(flood: Any, **changes: Any) -> Any:
    changed = msgspec.structs.replace(flood.comparison.event, **changes)
    return msgspec.structs.replace(flood.comparison, event=changed)


def plain(report: str) -> str:
    return " ".join(re.sub("[\u2068\u2069]|</?bdi[^>]*>", "", report).split())


@pytest.mark.parametrize("render", RENDERS)
def test_no_inner_id_and_no_small_share_is_shown(flood: Any, render: Any) -> None:
    copies = (
        Copy(article="gulf", of="1846d2598cf5", share=0.9),
        Copy(article="sada", of="nahr", share=0.29),
        Copy(article="gulf", of="nahr", share=0.31),
    )
    told = plain(render([event(flood, copies=copies)], flood.articles))
    assert "1846d2598cf5" not in told
    assert "٢٩" not in told
    assert "نحو ٣١ في المئة" in told


@pytest.mark.parametrize("render", RENDERS)
def test_one_text_of_an_agency_is_said_once(flood: Any, render: Any) -> None:
    articles = [
        msgspec.structs.replace(one, credit=("وكالة الساحل", "وكالات")) for one in flood.articles
    ]
    told = plain(render([flood.comparison], articles))
    assert told.count("نص واحد عن وكالة") == 1
    assert "نحو ٨٢ في المئة" not in told
    assert "نص واحد عن وكالة" not in plain(render([flood.comparison], flood.articles))


def test_naming_shows_what_differs_and_no_silence(flood: Any) -> None:
    one, other = flood.comparison.naming
    same = msgspec.structs.replace(other, differs=False)
    shown = msgspec.structs.replace(flood.comparison, naming=(one, same))
    [view], _ = views([shown], flood.articles, labels_in("ar"))
    assert [party.name for party in view.parties] == ["سامر الحلو"]
    text = render_text([shown], flood.articles)
    part = text[text.index("كيف سمّت") : text.index("التسلسل الزمني")]
    assert "لا يذكر" not in part


def test_what_one_voice_agrees_on_stands_under_its_account(flood: Any) -> None:
    [view], _ = views([flood.comparison], flood.articles, labels_in("ar"))
    assert dict(view.totals)["agreed"] == 0
    assert dict(view.totals)["single"] == 3
    said = next(one for one in view.alone if one.account.article == "nahr").said
    assert [[one.article for one in each.copies] for each in said] == [["gulf"], []]
    points = [msgspec.structs.replace(one, independent=2) for one in flood.comparison.points]
    told = msgspec.structs.replace(flood.comparison, points=tuple(points))
    [view], _ = views([told], flood.articles, labels_in("ar"))
    assert dict(view.totals)["agreed"] == 1
    numbers = [row.number for _, rows in view.rows for row in rows]
    numbers += [said.number for alone in view.alone for said in alone.said]
    assert numbers == [labels_in("ar").digits(n) for n in range(1, len(numbers) + 1)]


def test_points_beside_the_event_are_counted(flood: Any) -> None:
    points = [
        msgspec.structs.replace(one, parts={"near": 0.2}) if one.id == "bridge" else one
        for one in flood.comparison.points
    ]
    told = msgspec.structs.replace(flood.comparison, points=tuple(points))
    text = render_text([told], flood.articles)
    assert "الجسر القديم أغلق" not in text
    assert "… نقطة واحدة بعيدة عن الحدث" in text
    page = render_html([told], flood.articles)
    assert "<summary>نقطة واحدة بعيدة عن الحدث</summary>" in page
    assert "الجسر القديم أغلق" in page


@pytest.mark.parametrize("render", RENDERS)
def test_days_of_publication_are_named_so(flood: Any, render: Any) -> None:
    day = {"start": "2021-03-25", "end": "2021-03-25", "candidates": ()}
    published = plain(render([event(flood, basis="published", **day)], flood.articles))
    assert "أيام نشر الروايات، ولم يُذكر يوم الحدث" in published
    told = plain(render([event(flood, basis="text", **day)], flood.articles))
    assert "أيام نشر الروايات" not in told
    assert "يوم الحدث" in told


@pytest.mark.parametrize("render", RENDERS)
def test_a_day_told_apart_is_one_entry_with_all_days(flood: Any, render: Any) -> None:
    sources = []
    for key, words, day in (
        ("nahr", "أمس الأربعاء", "2021-03-24"), ("gulf", "24 الجاري", "2021-03-31"),
    ):  # fmt: skip
        start = flood.bodies[key].index(words)
        sources.append(TimelineSource(article=key, start=start, end=start + len(words), value=day))
    entry = TimelineEntry(
        value=None, text=flood.bodies["nahr"].split("\n\n")[0], articles=("nahr", "gulf"),
        expression="أمس الأربعاء", candidates=("2021-03-24", "2021-03-31"), sources=tuple(sources),
    )  # fmt: skip
    shown = msgspec.structs.replace(flood.comparison, timeline=(entry,))
    told = plain(render([shown], flood.articles))
    part = told[told.index("التسلسل الزمني") :]
    assert part.count("تختلف الروايات في اليوم") == 1
    assert part.index("٢٤ آذار") < part.index("أمس الأربعاء") < part.index("٣١ آذار")
