"""The order of the stages, and what happens when one of them fails."""

from __future__ import annotations

import io
import json

import pytest

from riwaya import pipeline
from riwaya.pipeline import Settings
from riwaya.records import AnnotatedArticle, Article, Page, Refusal


def _stdin(*articles: dict[str, str]) -> io.BytesIO:
    return io.BytesIO("\n".join(json.dumps(one) for one in articles).encode())


def _news(**more: str) -> dict[str, str]:
    return {"text": "أعلنت البلدية بدء ترميم السوق القديم يوم الاثنين بعد تأجيل طويل.", **more}


def test_every_input_is_counted_once() -> None:
    stdin = _stdin(_news(), {"text": ""}, _news(id="b"))
    result = pipeline.run(["-", "missing"], Settings(stdin=stdin))
    assert len(result.articles) + len(result.refusals) == 4
    assert len(result.articles) == 2
    listed = sorted(name for event in result.events for name in event.articles)
    assert listed == sorted(article.id for article in result.articles)
    assert len(result.comparisons) + len(result.single) == len(result.events)


def test_a_fault_on_one_page_is_a_refusal_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = pipeline.extract

    def broken(page: Page) -> Article:
        if page.given and page.given.id == "bad":
            raise ZeroDivisionError("a bug")
        return real(page)

    monkeypatch.setattr(pipeline, "extract", broken)
    stdin = _stdin(_news(id="bad"), _news(id="good"))
    bad, good = pipeline.annotated(["-"], Settings(stdin=stdin))
    assert isinstance(bad, Refusal)
    assert (bad.code, bad.fault) == ("fault", True)
    assert "ZeroDivisionError: a bug" in bad.message
    assert isinstance(good, AnnotatedArticle)
    assert good.id == "good"


def test_a_suffix_never_takes_an_id_that_is_there() -> None:
    ids = [_news(id=name) for name in ("a", "a-2", "a", "a")]
    found = list(pipeline.articles(["-"], Settings(stdin=_stdin(*ids))))
    names = [one.id for one in found if isinstance(one, Article)]
    assert len(set(names)) == 4
    assert names[:2] == ["a", "a-2"]


def test_a_dated_account_dates_nothing_but_itself() -> None:
    dated = _news(id="d", event="e", published="2020-06-08")
    undated = _news(id="u", event="e")
    result = pipeline.run(["-"], Settings(stdin=_stdin(dated, undated)))
    by_id = {article.id: article for article in result.articles}
    assert by_id["u"].published is None
    assert [time.value for time in by_id["d"].times] == ["2020-06-08"]
