"""The foot of a page that ran together with the last sentence of its text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.foot import split_foot

TEXT = "وعاد الوفد إلى المدينة مساء أمس بعد زيارة استمرت ثلاثة أيام إلى المرفأ."


@pytest.mark.parametrize(
    ("foot", "kind"),
    [
        ("مقالات ذات صلة وزير الأشغال يفتتح جسرا", "related"),
        ("جميع الحقوق محفوظة لصحيفة الأمل 2020", "copyright"),
        ("اقرأ أيضا وزير الأشغال يفتتح جسرا", "related"),
        ("لن يتم نشر عنوان بريدك الإلكتروني الاسم", "comment_form"),
    ],
)
def test_the_foot_is_cut_off_and_named(foot: str, kind: str) -> None:
    assert split_foot(f"{TEXT} {foot}") == (TEXT, foot, kind)


def test_the_credit_before_it_goes_with_it() -> None:
    foot = "المصدر : وكالات مقالات ذات صلة خبر آخر جميع الحقوق محفوظة لصحيفة الأمل"
    assert split_foot(f"{TEXT} {foot}") == (TEXT, foot, "related")


@pytest.mark.parametrize(
    "line",
    [
        TEXT, "", "مقالات ذات صلة", f"{TEXT[:-1]} ونشرت الصحيفة مقالات ذات صلة بالموضوع في ملحق",
        "قال إن جميع السكان يتمتعون بحقوق محفوظة في القانون الجديد الذي أقره المجلس أمس بالإجماع",
    ],
)  # fmt: skip
def test_words_inside_a_sentence_are_no_foot(line: str) -> None:
    assert split_foot(line) is None


def test_a_line_that_begins_with_the_foot_has_no_text() -> None:
    line = "مقالات ذات صلة وزير الأشغال يفتتح جسرا جديدا فوق النهر وسط المدينة بعد عامين من العمل"
    assert split_foot(line) == ("", line, "related")


FURNITURE = ("مقالات ذات صلة", "جميع الحقوق محفوظة", "المصدر :", "اقرأ أيضا")
WORDS = st.lists(st.sampled_from([*TEXT.split(), *FURNITURE]), max_size=30)


@given(WORDS, st.booleans())
def test_nothing_of_a_line_is_lost(words: list[str], head: bool) -> None:
    line = " ".join(words)
    found = split_foot(line, head=head)
    if found is not None:
        text, foot, _ = found
        assert line.startswith(text)
        assert line.endswith(foot)
        assert f"{text} {foot}".split() == line.split()
        assert foot
