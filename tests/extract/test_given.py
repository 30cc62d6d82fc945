"""Articles that were handed over: nothing is looked for, all is kept, paragraphs are cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.records import Article, GivenArticle, Origin, Page

P1 = "افتتح وزير الأشغال سامر الحلو، اليوم الأحد، جسرا جديدا فوق النهر في وسط المدينة بعد عامين."
P2 = "وقال الحلو إن الجسر سيخفف الازدحام، مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار."


def article(given: GivenArticle) -> Article:
    origin = Origin(sha256="ab" * 32, path="a.jsonl")
    return extract(Page(origin=origin, kind="given", text=given.text, given=given, notes=("x",)))


def paragraphs(found: Article) -> list[str]:
    return [found.body[span.start : span.end] for span in found.paragraphs]


def test_what_is_given_is_kept_as_it_is() -> None:
    found = article(GivenArticle(
        text=f"{P1}\n{P2}", id="7", title="جسر", url="https://example.org/7", outlet="البيدر",
        published="2019-03-05", byline=("هالة ناصر",), section="محليات", event="e",
    ))  # fmt: skip
    kept = (found.id, found.title, found.url, found.outlet, found.byline, found.section)
    assert kept == ("7", "جسر", "https://example.org/7", "البيدر", ("هالة ناصر",), "محليات")
    assert (found.event, found.notes, found.furniture) == ("e", ("x",), ())
    assert found.published is not None
    assert (found.published.precision, found.published.basis) == ("day", "metadata")
    assert paragraphs(found) == [P1, P2]


def test_nothing_is_looked_for_in_the_text() -> None:
    text = f"الرئيسية\n\nاقرأ أيضا\nكتب: هالة ناصر\nبيروت (رويترز) - {P1}\nنشر في 3 آذار 2019"
    found = article(GivenArticle(text=text))
    assert found.body == "\n\n".join(line for line in text.split("\n") if line)
    assert (found.title, found.outlet, found.byline, found.credit) == (None, None, (), ())
    assert (found.dateline, found.published, found.section, found.tags) == (None, None, None, ())
    assert found.id == "ab" * 6


@pytest.mark.parametrize("published", ["أمس", "3 آذار 2019", "2019-02-30", "05/03/2019"])
def test_a_date_that_is_not_iso_is_unknown_and_noted(published: str) -> None:
    found = article(GivenArticle(text=P1, published=published))
    assert found.published is None
    assert found.notes == ("x", "published_unreadable")


def test_markup_is_cut_at_its_blocks() -> None:
    markup = (
        f"<p>{P1}</p><script>var x</script><ul><li>{P2}</li></ul><p>وعاد <b>الوفد</b><br>أمس</p>"
        "<p><a href=/x>اقرأ أيضا: معرض الكتاب</a></p><p hidden>سر</p><div>شارك</div>"
    )
    found = article(GivenArticle(text=markup, markup=True))
    assert paragraphs(found) == [P1, P2, "وعاد الوفد", "أمس"]


def test_markup_of_links_alone_is_kept() -> None:
    found = article(GivenArticle(text="<p><a href=/x>افتتح الوزير جسرا</a></p>", markup=True))
    assert found.body == "افتتح الوزير جسرا"


def test_markup_beyond_the_caps_is_flattened() -> None:
    deep = "<div>" * 30_000 + f"<p>{P1}"
    assert paragraphs(article(GivenArticle(text=deep, markup=True))) == [P1]


@pytest.mark.parametrize(
    ("text", "markup"), [("", False), (" \n\u00a0\n", False), ("<p></p>", True), ("<img>", True),
                         ("<script>خبر</script>", True)],
)  # fmt: skip
def test_an_article_without_text_is_refused(text: str, markup: bool) -> None:
    with pytest.raises(InputRefused) as refused:
        article(GivenArticle(text=text, markup=markup))
    assert (refused.value.code, refused.value.where) == ("no_article", "a.jsonl")


def test_a_body_beyond_the_cap_is_cut_by_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_CHARS", len(P1) + 10)
    found = article(GivenArticle(text=f"{P1}\n{P2}\n{P1}"))
    assert paragraphs(found) == [P1]


LINE = st.text(st.sampled_from("ابتث نوم.،\t \u00a0\u200f\u064b٢<>&"), max_size=20)


@given(st.lists(LINE, max_size=8))
def test_every_line_with_content_is_a_paragraph(lines: list[str]) -> None:
    kept = [line.strip() for line in lines if line.strip()]
    given_article = GivenArticle(text="\n".join(lines))
    if not kept:
        with pytest.raises(InputRefused):
            article(given_article)
        return
    found = article(given_article)
    assert paragraphs(found) == kept
    assert found.body == "\n\n".join(kept)
