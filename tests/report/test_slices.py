"""Runs of a quotation and places of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from riwaya.report.clean import line
from riwaya.report.days import say_candidates, say_value
from riwaya.report.labels import LANGUAGES, labels_in
from riwaya.report.slices import QUOTED_CHARS, pieces

AR = labels_in("ar")
BODY = "اجتمع المجلس صباحًا وأقر الموازنة بعد نقاش طال ساعات"
MARKS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60), st.just("wording")))


@given(st.integers(-3, 60), st.integers(-3, 60), MARKS)
def test_runs_join_to_the_slice(start: int, end: int, marks: list[tuple[int, int, str]]) -> None:
    runs, cut = pieces(BODY, start, end, marks)
    first = max(0, min(start, len(BODY)))
    assert "".join(run.text for run in runs) == BODY[first : max(first, end)]
    assert not cut


def test_overlapping_marks_keep_every_marked_letter() -> None:
    runs, _ = pieces(BODY, 0, 20, [(6, 12, "time"), (9, 19, "wording")])
    assert [(run.text, run.mark) for run in runs] == [
        ("اجتمع ", None),
        ("المجلس", "time"),
        (" صباحًا", "wording"),
        (" ", None),
    ]


def test_a_long_quotation_is_cut_and_says_so() -> None:
    runs, cut = pieces("كلمة " * 1_000, 0, 5_000, [])
    assert cut
    assert sum(len(run.text) for run in runs) == QUOTED_CHARS


def test_days_are_said_in_arabic() -> None:
    assert say_value("2021-03-24T09:30:00+03:00", AR) == "٢٤ آذار/مارس ٢٠٢١، الساعة ٠٩:٣٠ UTC+03:00"
    assert say_value("2021-22", AR) == "صيف ٢٠٢١"
    assert say_value("2020-12-30/2021-01-02", AR) == (
        "من ٣٠ كانون الأول/ديسمبر ٢٠٢٠ إلى ٢ كانون الثاني/يناير ٢٠٢١"
    )
    assert say_value("../2021", AR) == "حتى ٢٠٢١"
    assert say_value("202X", AR) == "202X"
    assert say_value("2021-13", AR) == "2021-13"
    assert say_candidates((), AR) == "غير معروف"
    assert say_candidates(("2021-03-31", "2021-04-07"), AR) == (
        "إما ٣١ آذار/مارس ٢٠٢١ أو ٧ نيسان/أبريل ٢٠٢١"
    )


def test_every_closed_word_of_the_records_has_a_phrase() -> None:
    from typing import get_args

    from riwaya import records

    for prefix, kind in (
        ("stance", records.AccountStance),
        ("kind", records.PointKind),
        ("difference", records.DifferenceKind),
        ("type", records.MentionType),
        ("furniture", records.FurnitureKind),
        ("sum", records.Verdict),
    ):
        for word in get_args(kind):
            assert all(labels_in(language).phrase(f"{prefix}.{word}") for language in LANGUAGES)


def test_a_line_is_one_line_of_bounded_length() -> None:
    assert line("خبر\u2028 عاجل\n\tجدًا") == "خبر عاجل جدًا"
    assert len(line("كلمة " * 100, 50)) <= 51
