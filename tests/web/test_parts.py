"""The parts: what is held, what is counted beside, routes, charts, narrowing, comparing ahead."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import pipeline
from riwaya.errors import UsageError
from riwaya.kept import KeptDecision
from riwaya.records import Comparison, Event
from riwaya.store import WantedEvents, opened
from riwaya.web.charts import bars
from riwaya.web.held import Held
from riwaya.web.narrowing import folded, interesting, narrowed
from riwaya.web.parameters import Asked, Parameter, read
from riwaya.web.resources import RESOURCES
from riwaya.web.routing import FORMS, address, route
from riwaya.web.sources import Sources
from riwaya.web.whole import Whole


@given(st.lists(st.tuples(st.integers(0, 5), st.binary(max_size=900)), max_size=60))
def test_what_is_held_never_grows_beyond_its_size(puts: list[tuple[int, bytes]]) -> None:
    held, last = Held(3_000), {}
    for key, value in puts:
        held.put(key, value)
        last[key] = value
        kept = [found for one in last if (found := held.get(one)) is not None]
        assert sum(map(len, kept)) <= 3_000
        assert held.get(key) == value
    for key, value in last.items():
        assert held.get(key) in (None, value)


def test_what_is_too_large_is_not_held() -> None:
    held = Held(1_000)
    held.put("صغير", b"1")
    held.put("كبير", b"2" * 2_000)
    assert (held.get("كبير"), held.get("صغير")) == (None, b"1")


@given(st.sampled_from([one for one in RESOURCES if one.page is not None]), st.text(min_size=1),
       st.sampled_from(["ar", "en", None]), st.booleans())  # fmt: skip
def test_an_address_leads_back_to_what_it_is_of(
    resource: object, name: str, language: str | None, api: bool
) -> None:
    name = name.encode("utf-8", "replace").decode()
    if name.endswith(tuple(FORMS)):
        name += "."
    has_id = "{id}" in resource.path  # type: ignore[attr-defined]
    path = {"id": name} if has_id else {}
    made = address(resource, path, {}, language=None if api else language, api=api)  # type: ignore[arg-type]
    found = route(made)
    assert found is not None
    assert (found.resource, dict(found.path), found.api) == (resource, path, api)
    data = address(resource, path, {}, ending=".csv", api=api)  # type: ignore[arg-type]
    again = route(data)
    assert again is not None
    assert (again.resource, dict(again.path), again.form) == (resource, path, "csv")


def test_of_two_values_the_last_holds_on_pages() -> None:
    known = (Parameter(name="q", kind="text", about=""),
             Parameter(name="show", kind="numbers", about=""))  # fmt: skip
    pairs = [("q", "أ"), ("q", "ب"), ("show", "1"), ("show", "3"), ("other", "1"), ("show", "")]
    assert read(known, pairs, strict=False) == {"q": "ب", "show": (1, 3)}
    assert Asked(path={}, query={"show": (1, 3)}).numbers("show") == (1, 3)


@given(st.dictionaries(st.from_regex(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", fullmatch=True),
                       st.integers(0, 500), max_size=30), st.booleans())  # fmt: skip
def test_bars_stand_in_the_chart_and_lose_nothing(months: dict[str, int], rtl: bool) -> None:
    chart = bars({month: {"n": count} for month, count in months.items()}, ("n",), rtl=rtl)
    if chart is None:
        assert not months
        return
    assert sum(bar.counts["n"] for bar in chart.bars) == sum(months.values())
    assert len(chart.bars) <= 60
    for bar in chart.bars:
        assert -0.01 <= bar.x <= bar.x + bar.width <= 720.01
        assert all(-0.01 <= top <= top + height <= 120.01 for top, height, _ in bar.parts)
    places = [bar.x for bar in chart.bars]
    assert places == sorted(places, reverse=rtl)


def test_a_month_that_is_none_is_shown_alone() -> None:
    chart = bars({"غير م": {"n": 3}}, ("n",), rtl=True)
    assert chart is not None
    assert len(chart.bars) == 1


def test_narrowing_keeps_verdicts_and_whole_words(sources: Sources) -> None:
    for event in sources.archive.list_events(WantedEvents(accounts=3)).items:
        whole = sources.comparison(event.id)
        for chosen in (event.articles[:1], event.articles[1:], event.articles):
            part = narrowed(whole, chosen)
            verdicts = {(point.id, point.kind, point.verdict) for point in whole.points}
            assert [one.article for one in part.accounts] == list(chosen)
            for point in part.points:
                assert (point.id, point.kind, point.verdict) in verdicts
                assert {one.article for one in point.accounts} <= set(chosen)
                assert any(one.stance != "silent" for one in point.accounts)
        assert narrowed(whole, event.articles) == whole


def test_those_that_differ_most_are_shown(sources: Sources, port: str) -> None:
    whole = sources.comparison(port)
    every = [one.article for one in whole.accounts]
    contested = {
        one.article for point in whole.points if point.verdict == "contested"
        for one in point.accounts if one.stance != "silent"
    }  # fmt: skip
    assert set(interesting(whole, every, len(contested))) == contested
    assert interesting(whole, every, 99) == every


def test_a_copy_is_folded_into_one_that_is_there(sources: Sources, port: str) -> None:
    whole = sources.comparison(port)
    ((copy, origin),) = folded(whole).items()
    assert {copy, origin} <= set(whole.event.articles)
    assert folded(narrowed(whole, [copy])) == {}


def test_a_comparison_is_made_once_until_something_changes(
    place: str, port: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(event: Event, *articles: Any) -> Comparison:
        made.append(event.id)
        return pipeline_comparison(event, *articles)

    pipeline_comparison = pipeline.comparison
    monkeypatch.setattr(pipeline, "comparison", make)
    mine = str(tmp_path / "mine.db")
    with closing(sqlite3.connect(place)) as old, closing(sqlite3.connect(mine)) as new:
        old.backup(new)
    with opened(mine) as archive:
        sources = Sources(archive)
        state = sources.state()
        first = sources.comparison(port)
        assert (made, sources.state()) == ([], state)
        author = first.accounts[0].article
        with opened(mine) as other:
            other.decide(KeptDecision(kind="date", article=author, start="2019-03-10"))
        second = sources.comparison(port)
        assert second == sources.comparison(port)
        assert made == [port]
        assert second != first
        assert sources.state() != state
        sources.close()


def test_a_whole_is_counted_once_for_each_state() -> None:
    calls: list[int] = []
    whole = Whole(lambda: calls.append(1) or len(calls), "أقوال")
    assert [whole.get("1"), whole.get("1")] == [1, 1]
    assert whole.get("2") == 1  # as it was last, while it is counted anew
    for _ in range(200):
        if whole.get("2") == 2:
            break
        threading.Event().wait(0.01)
    assert (whole.get("2"), len(calls)) == (2, 2)


def test_why_a_whole_is_not_there_is_told() -> None:
    def refused() -> int:
        raise UsageError("archive_busy", "أرشيف")

    whole = Whole(refused, "أقوال")
    with pytest.raises(UsageError, match="another process is writing"):
        whole.get("1")
