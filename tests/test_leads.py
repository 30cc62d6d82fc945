"""What leads tell of an event."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.annotate import annotate
from riwaya.leads import lead_end, told_day, told_places
from riwaya.records import AnnotatedArticle, Article, Origin, Span, Time, When

DAY = "2021-03-03"  # a Wednesday


def read(body: str, day: str | None = DAY) -> AnnotatedArticle:
    """The article of a body, annotated as the engine does."""
    when = None
    if day is not None:
        when = When(start=day, end=day, precision="day", basis="metadata", evidence=day)
    article = Article(
        id="a", page=Origin(sha256="a"), title=None, body=body,
        paragraphs=(Span(start=0, end=len(body)),), language="ar", published=when,
    )  # fmt: skip
    return annotate(article)


@pytest.mark.parametrize(
    ("body", "day", "named"),
    [
        ("انهار جسر في حلب أمس بعد سيل جارف.", "2021-03-02", False),
        ("انهار جسر في حلب أمس الثلاثاء بعد سيل جارف.", "2021-03-02", True),
        ("انهار جسر مغلق منذ الاثنين في حلب اليوم بعد سيل جارف.", DAY, False),
        ("انهار مساء الثلاثاء جسر في حلب، وأعلن ذلك صباح اليوم.", "2021-03-02", True),
    ],
)
def test_the_day_is_that_of_the_first_time_in_the_lead(body: str, day: str, named: bool) -> None:
    found = told_day(read(body))
    assert found is not None
    assert (found.day, found.named) == (day, named)


def test_a_lead_without_a_near_day_tells_none() -> None:
    assert told_day(read("انهار جسر في حلب بعد سيل جارف.")) is None
    assert told_day(read("قضت المحكمة في حادث وقع في 4 مايو 2011 بالسجن.")) is None
    assert told_day(read("فقد ثلاثة صحافيين منذ نحو عشرة أيام في البلاد.")) is None


def test_a_day_that_contradicts_itself_is_told_where_one_is_left() -> None:
    article = read("أصدر الوزير اليوم قرارا بفتح الجسر.")
    [time] = article.times
    open_one = msgspec.structs.replace(time, value=None, candidates=("2021-03-01",))
    found = told_day(msgspec.structs.replace(article, times=(open_one,)))
    assert found is not None
    assert found.day == "2021-03-01"


def test_places_are_where_something_happens() -> None:
    article = read("انهار جسر قرب حلب اليوم، وبحث الوزير الاتفاق مع إيران.")
    assert told_places(article) == ("حلب",)
    assert told_places(read("افتتح معرض الكتاب بدمشق اليوم.")) == ("دمشق",)


@given(st.lists(st.sampled_from(["انهار جسر.", "قال ", "أمس ", "في حلب ", "\n\n"]), max_size=60))
def test_the_lead_is_a_beginning_of_the_body(words: list[str]) -> None:
    article = read("".join(words) or "خبر")
    end = lead_end(article)
    assert 0 <= end <= min(600, len(article.body))
    day = told_day(article)
    assert day is None or day.start < end


def test_an_interval_is_no_day() -> None:
    article = read("يقام المعرض في حلب يومين.")
    time = Time(start=0, end=4, text="يقام", value="2021-03-03/2021-03-04", precision="day")
    assert told_day(msgspec.structs.replace(article, times=(time,))) is None
