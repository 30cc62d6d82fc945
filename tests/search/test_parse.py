"""Reading queries: every text is one, and is written down as it was understood."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from riwaya.limits import QUERY_WORDS
from riwaya.search import parse
from riwaya.search.parse import clean

PIECES = st.lists(
    st.one_of(
        st.sampled_from([
            '"', "«", "»", "“", "”", "„", "'", "‘", "’", "-", "−", "OR", "أو", "AND", "|", ":", "(",
            ")", "*", "..", "قائل:", "speaker:", "date:", "2015-07", "stance:", "نفي", "kind:",
            "نوع:", "verdict:", "خلاف", " ", "  ", "\n", "\u200f", "ـ", "َ", "جسر", "و", "لـ", "،",
            "outlet:person:", "x:y", "٣٫٥", "\ud800", "\x00", "²", "_",
        ]),
        st.text(max_size=6),
    ),
    max_size=30,
)  # fmt: skip


@settings(max_examples=400)
@given(PIECES.map("".join))
@example('قائل:"لافروف')
@example("date:OR جسر")
@example("outlet:person:x")
@example("-(جسر")
@example("date:person:x")
def test_any_text_is_a_query_that_prints_back(raw: str) -> None:
    found = parse(raw)
    again = parse(str(found.query))
    assert again.query == found.query
    assert not {note.code for note in again.notes} & {"unclosed_quote", "bad_date", "bad_value"}
    for note in found.notes:
        assert clean(raw)[note.start : note.end] == note.text


@pytest.mark.parametrize(
    ("raw", "printed"),
    [
        ("جسر معبر", "جسر معبر"),
        ("جسر أو معبر", "جسر OR معبر"),
        ("جسر OR معبر قصف", "جسر OR معبر قصف"),
        ("جسر | معبر", "جسر OR معبر"),
        ("جسر AND معبر", "جسر معبر"),
        ("«وقف إطلاق النار»", '"وقف إطلاق النار"'),
        ("“وقف إطلاق”", '"وقف إطلاق"'),
        ('"وقف إطلاق"', '"وقف إطلاق"'),
        ("„وقف إطلاق“", '"وقف إطلاق"'),
        ("‹وقف إطلاق›", '"وقف إطلاق"'),
        ("‘وقف إطلاق’", '"وقف إطلاق"'),
        ("”وقف“ جسر", '"وقف" جسر'),
        ("«قال \"غادر\" أمس»", '"قال غادر أمس"'),
        ("-جسر", "-جسر"),
        ("جسر - معبر", "جسر معبر"),
        ("وقف-إطلاق", "وقف-إطلاق"),
        ("-«جسر قديم»", '-"جسر قديم"'),
        ("قائل:لافروف هدنة", "speaker:لافروف هدنة"),
        ("قائل: «سيرغي لافروف»", 'speaker:"سيرغي لافروف"'),
        ("speaker:لافروف OR speaker:بوتين", "speaker:لافروف OR speaker:بوتين"),
        ("موقف:نفى", "stance:deny"),
        ("حكم:خلاف", "verdict:contested"),
        ("نوع:تصريح جسر", "جسر kind:statement"),
        ("تاريخ:٢٠١٥-٠٧..٢٠١٥-٠٨", "date:٢٠١٥-٠٧..٢٠١٥-٠٨"),
        ("تاريخ:«تموز 2015»", 'date:"تموز 2015"'),
        ("date:..2015", 'date:"..2015"'),
        ("و«قسد» انسحبت", '"قسد" انسحبت'),
        ("(جسر، معبر؟)", "جسر معبر"),
        ("CNN: الرئيس يعلن", "CNN الرئيس يعلن"),
        ("", ""),
        ("؟ ! * «»", ""),
        ("😀 جسر", "جسر"),
    ],
)  # fmt: skip
def test_queries(raw: str, printed: str) -> None:
    assert str(parse(raw).query) == printed


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ('"جسر', ["unclosed_quote"]),
        ("تاريخ:غدا", ["bad_date"]),
        ("date:2015-13", ["bad_date"]),
        ("date:2016..2015", ["bad_date"]),
        ("موقف:غضب", ["bad_value"]),
        ("نوع:صورة", ["bad_value"]),
        ("فلان:علان", ["unknown_field"]),
        ("قائل:", ["empty_field"]),
        ("أو جسر", ["loose_operator"]),
        ("جسر أو", ["loose_operator"]),
        ("جسر أو أو معبر", ["loose_operator"]),
        ("(جسر أو معبر) قصف", ["brackets"]),
        ("(رويترز) جسر", []),
        ("جس*", ["wildcard"]),
        ("https://example.org", []),
        ("CNN: الرئيس", []),
        ("جسر " * 400, ["too_many_words"]),
        ("ا" * 10_000, ["too_long"]),
    ],
)
def test_what_is_ignored_is_said_in_both_languages(raw: str, codes: list[str]) -> None:
    notes = parse(raw).notes
    assert [note.code for note in notes] == codes
    for note in notes:
        assert note.en.endswith(".")
        assert note.ar.endswith(".")


def test_what_cannot_be_read_is_searched_as_text() -> None:
    assert str(parse("تاريخ:غدا جسر").query) == "غدا جسر"
    assert str(parse("موقف:غضب شديد").query) == "غضب شديد"
    assert str(parse('قائل:"لافروف هدنة').query) == "قائل لافروف هدنة"


def test_a_query_has_no_more_words_than_the_cap() -> None:
    assert len(parse("جسر " * 400).query.parts) == QUERY_WORDS
