"""What stands between a headline and the first sentence when a dump ran them together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.masthead import headline_in, is_masthead, masthead_end

SENTENCE = "أعلن وزير الأشغال أن الجسر الجديد فوق النهر سيفتح أمام السيارات غدا ."


@pytest.mark.parametrize(
    "masthead",
    [
        "الأحد 21 يناير 2018 - 10 : 39 م القدس رويترز",
        "الثلاثاء , 9 أيار 2017",
        "تاريخ النشر : 3 آذار 2019",
        "أخبار محلية الجمعة 22 - 12 - 2017",
        "شارك فيسبوك تويتر",
    ],
)
def test_dates_agencies_and_buttons_stand_before_the_prose(masthead: str) -> None:
    text = f"{masthead} {SENTENCE}"
    assert text[masthead_end(text) :] == SENTENCE
    assert is_masthead(masthead)


def test_a_sentence_alone_has_none() -> None:
    assert masthead_end(SENTENCE) == 0
    assert not is_masthead(SENTENCE)
    assert masthead_end("") == 0
    assert not is_masthead("")


def test_the_name_of_the_outlet_belongs_to_it() -> None:
    text = f"البيدر اليوم 21 / 1 / 2018 {SENTENCE}"
    assert text[masthead_end(text, "البيدر اليوم") :] == SENTENCE


def test_a_dateline_belongs_to_the_sentence() -> None:
    text = f"الأحد 21 يناير 2018 بغداد ( رويترز ) - {SENTENCE}"
    assert text[masthead_end(text) :].startswith("بغداد ( رويترز ) - ")


def test_little_is_none_where_more_is_asked_for() -> None:
    text = f"2018 {SENTENCE}"
    assert masthead_end(text, least=3.0) == 0


def test_a_headline_among_the_words_of_a_masthead() -> None:
    headline = "وزير الأشغال يفتتح جسرا فوق النهر"
    text = f"آخر الأخبار {headline} أخبار محلية الجمعة 22 - 12 - 2017"
    start, end = headline_in(text) or (0, 0)
    assert text[start:end] == headline
    assert headline_in("أخبار محلية الجمعة 22 - 12 - 2017") is None
    assert headline_in("") is None


WORD = st.sampled_from([*SENTENCE.split(), "21", "يناير", "2018", "رويترز", "(", ")", "-", ":",
                        "الأحد", "أخبار", "القدس", "MBC", "|"])  # fmt: skip


@given(st.lists(WORD, max_size=25))
def test_it_ends_at_a_word_of_the_text(words: list[str]) -> None:
    text = " ".join(words)
    end = masthead_end(text)
    assert 0 <= end <= len(text)
    assert end in (0, len(text)) or text[end] != " "
    assert f"{text[:end]} {text[end:]}".split() == text.split() or text[end - 1] == "("
    place = headline_in(text)
    if place is not None:
        assert 0 <= place[0] < place[1] <= len(text)
        assert text[slice(*place)] == text[slice(*place)].strip()
