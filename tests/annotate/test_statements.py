"""Statements: examples of every construction, and laws."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.annotate import annotate
from riwaya.annotate.cues import lemma_forms
from riwaya.annotate.names import find_names
from riwaya.annotate.statements import find_statements
from riwaya.data import rows
from riwaya.extract import extract
from riwaya.records import AnnotatedArticle, GivenArticle, Origin, Page, Span, Statement


def found_in(text: str) -> tuple[Statement, ...]:
    spans, start = [], 0
    for part in text.split("\n"):
        if part.strip():
            spans.append(Span(start=start, end=start + len(part)))
        start += len(part) + 1
    return find_statements(text, spans, find_names(text, spans))


def told(text: str) -> list[tuple[str, str | None, str, str]]:
    """Cue, speaker, content, stance of each statement."""
    return [
        (s.cue.text, s.speaker.name, text[s.content.start : s.content.end], s.stance)
        for s in found_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قال وزير النقل السوري كمال العطار إن الجسر سيفتح الأسبوع المقبل.",
            [("قال", "كمال العطار", "الجسر سيفتح الأسبوع المقبل", "assert")],
        ),
        (
            "قالت وزيرة الصحة، هدى المرزوقي، إن اللقاح متوفر.",
            [("قالت", "هدى المرزوقي", "اللقاح متوفر", "assert")],
        ),
        (
            "وأكد مدير الميناء سامر الخطيب: «لن تتوقف الحركة هنا أبدا».",
            [("أكد", "سامر الخطيب", "لن تتوقف الحركة هنا أبدا", "assert")],
        ),
        (
            "ونفت وزارة الدفاع الروسية، اليوم، شن أي غارات على المدينة.",
            [("نفت", "وزارة الدفاع الروسية", "شن أي غارات على المدينة", "deny")],
        ),
        (
            "دعا رئيس البلدية ناصر الحلو إلى إخلاء السوق فورا.",
            [("دعا", "ناصر الحلو", "إخلاء السوق فورا", "call")],
        ),
        (
            "الطريق مغلق حتى المساء، بحسب شهود عيان.",
            [("بحسب", "شهود عيان", "الطريق مغلق حتى المساء", "assert")],
        ),
        (
            "ووفقا لمصادر طبية فإن المشفى استقبل جرحى كثيرين.",
            [("فقا", "لمصادر طبية", "المشفى استقبل جرحى كثيرين", "assert")],
        ),
    ],
)
def test_one_statement(text: str, expected: list[tuple[str, str | None, str, str]]) -> None:
    if expected[0][0] == "فقا":
        (only,) = told(text)
        assert only[2] == expected[0][2]
        assert "مصادر طبية" in (only[1] or "")
    else:
        assert told(text) == expected


def test_participles_go_on_with_the_speaker() -> None:
    text = (
        "أعلن وزير الطاقة سمير قباني أن المحطة عادت إلى العمل، مضيفا أن العطل كان بسيطا، "
        "وداعيا إلى ترشيد الاستهلاك."
    )
    assert [(cue, content) for cue, _, content, _ in told(text)] == [
        ("أعلن", "المحطة عادت إلى العمل"),
        ("مضيفا", "العطل كان بسيطا"),
        ("داعيا", "ترشيد الاستهلاك"),
    ]
    assert {speaker for _, speaker, _, _ in told(text)} == {"سمير قباني"}


def test_a_verb_without_a_subject_goes_on_with_the_speaker_before() -> None:
    text = "قال الوزير كمال العطار إن الجسر آمن.\nوأضاف: «نفحصه كل يوم وكل ليلة»."
    second = found_in(text)[1]
    assert second.speaker.text is None
    assert second.speaker.name == "كمال العطار"
    assert second.mode == "direct"


def test_a_denial_told_by_another_is_nested() -> None:
    text = "وقال الوزير كمال العطار إن وزارة الدفاع الروسية نفت بيان النقابة حول إغلاق المصنع."
    outer, inner = found_in(text)
    assert (outer.stance, inner.stance) == ("assert", "deny")
    assert inner.parent == outer.id
    assert inner.speaker.name == "وزارة الدفاع الروسية"


def test_an_auxiliary_before_the_subject() -> None:
    text = "وكانت وزارة الدفاع الروسية، أعلنت في وقت سابق، إن السفينة غادرت الميناء."
    (only,) = found_in(text)
    assert only.speaker.name == "وزارة الدفاع الروسية"
    assert text[only.content.start : only.content.end] == "السفينة غادرت الميناء"


def test_the_medium_that_carries_it() -> None:
    text = "ونقلت وكالة محلية عن الوزير كمال العطار قوله إن الجسر آمن."
    (only,) = found_in(text)
    assert only.via == ("وكالة محلية",)
    assert only.speaker.name == "كمال العطار"


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوزير كمال العطار إلى مدينة حلب.",
        "لم يؤكد الوزير كمال العطار أن الجسر آمن.",
        "يذكر أن الجسر بني قبل مئة عام.",
        "سار العمل وفق الخطة المقررة بين الجانبين.",
        "زار المدينة بين الحربين مرات كثيرة.",
        "",
    ],
)
def test_no_statement(text: str) -> None:
    assert told(text) == []


def test_an_unnamed_speaker_of_nothing_before_stays_unknown() -> None:
    (only,) = found_in("وأضاف أن السوق مغلق منذ الصباح.")
    assert only.speaker.name is None


@pytest.mark.parametrize("row", rows("verbs_of_saying"), ids=lambda row: row["lemma"])
def test_every_verb_of_the_lexicon_has_forms(row: dict[str, str]) -> None:
    assert len(lemma_forms(row["lemma"])) >= 8


WORDS = st.lists(
    st.sampled_from(
        [
            "قال",
            "وأكد",
            "نفى",
            "إن",
            "أن",
            '"',
            "«",
            "»",
            "،",
            ".",
            ":",
            "الوزير",
            "داعيا",
            "إلى",
            "بحسب",
            "مصدر",
            "كان",
            "في",
            "على حد قول",
            "مؤكدة",
            "\n",
            "حمل",
            "مسؤولية",
            "ما",
            "أوردته",
        ]
    ),
    max_size=40,
)


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_any_mixture_gives_sound_spans_and_parents(words: list[str]) -> None:
    text = " ".join(words)
    found = found_in(text)
    by_id = {s.id: s for s in found}
    for s in found:
        assert text[s.cue.start : s.cue.end] == s.cue.text != ""
        assert 0 <= s.content.start < s.content.end <= len(text)
        if s.parent is not None:
            outer = by_id[s.parent].content
            assert outer.start <= s.content.start <= s.content.end <= outer.end
    assert msgspec.json.decode(msgspec.json.encode(found), type=tuple[Statement, ...]) == found


def annotated(text: str, title: str | None = None) -> AnnotatedArticle:
    page = Page(
        origin=Origin(sha256="0" * 64),
        kind="given",
        text="",
        given=GivenArticle(text=text, title=title),
    )
    return annotate(extract(page))


def said(text: str, title: str | None = None) -> list[tuple[str, str | None, str]]:
    """Cue, speaker, content of each statement of an article."""
    article = annotated(text, title)
    return [
        (s.cue.text, s.speaker.name, article.body[s.content.start : s.content.end])
        for s in article.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "وأوضح المتحدث الرسمي لمركز الملك سلمان للإغاثة سامي الحمود، أن الرحلة خصصت للأدوية.",
            [("أوضح", "سامي الحمود", "الرحلة خصصت للأدوية")],
        ),
        (
            "أعلنت قوات الساحل، الثلاثاء 17 تشرين الأول 2017، سيطرتها على المدينة.",
            [("أعلنت", "قوات الساحل", "سيطرتها على المدينة")],
        ),
        (
            "غادر الركاب الطائرة بسلام. وفقا للوكالة الألمانية.",
            [("وفقا", "الوكالة الألمانية", "غادر الركاب الطائرة بسلام")],
        ),
        ("ومن المتوقع أن تطالب البورصة الشركة بإصدار تحذير للمستثمرين.", []),
        (
            "كما أكد الاتفاق بين الجانبين على إدخال المساعدات، على أن يطلق سراح الأسرى.",
            [("أكد", "الاتفاق", "إدخال المساعدات، على أن يطلق سراح الأسرى")],
        ),
        (
            "ووصف الباحث سامي الحمود ما حدث بأنه تطور كبير، رافضا اعتبار ما جرى بأنه انسحاب.",
            [
                ("وصف", "سامي الحمود", "ما حدث بأنه تطور كبير"),
                ("رافضا", "سامي الحمود", "اعتبار ما جرى بأنه انسحاب"),
            ],
        ),
        (
            "ونددت وزارة الري بالحادث ووصفته بأنه عمل وحشي.",
            [("نددت", "وزارة الري", "الحادث"), ("وصفته", "وزارة الري", "عمل وحشي")],
        ),
        (
            "رويترز - قال وزير الري سامي الحمود أمس إن السد آمن.",
            [("قال", "سامي الحمود", "السد آمن")],
        ),
        (
            "وبحسب ما نقلته وكالة الرافد عن مصادر مطلعة فإن العمل توقف في السد.",
            [("بحسب ما نقلته", "مصادر مطلعة", "العمل توقف في السد")],
        ),
        (
            "أغلق المطار في الجزيرة بسبب الرماد، كما ذكرت السلطات المحلية.",
            [("كما ذكرت", "السلطات المحلية", "أغلق المطار في الجزيرة بسبب الرماد")],
        ),
        (
            "رغم إعلان وزير الري سامي الحمود انسحاب الشركة من المشروع.",
            [("إعلان", "سامي الحمود", "انسحاب الشركة من المشروع")],
        ),
        (
            "ولم يرد اتحاد العمال على سؤال للوكالة وقال إنه يدرس الأمر.",
            [("قال", "اتحاد العمال", "يدرس الأمر")],
        ),
        (
            "وقال عدد من سكان القرية إن الماء انقطع. ويرى هؤلاء أن البلدية أهملت الشبكة.",
            [
                ("قال", "عدد من سكان القرية", "الماء انقطع"),
                ("يرى", "عدد من سكان القرية", "البلدية أهملت الشبكة"),
            ],
        ),
        (
            "قالت صحيفة الرصيف إن المدرب مذنب. وقال المدرب سامي الحمود إنه بريء. وأضافت أنه سافر.",
            [
                ("قالت", "صحيفة الرصيف", "المدرب مذنب"),
                ("قال", "سامي الحمود", "بريء"),
                ("أضافت", "صحيفة الرصيف", "سافر"),
            ],
        ),
        (
            "وأكد المدير سامي الحمود أن المحال نظيفة، وتأتي هذه التصريحات بعد حملة واسعة.",
            [("أكد", "سامي الحمود", "المحال نظيفة")],
        ),
        (
            "أعلن الوزير سامي الحمود، في تصريح لصحيفة «المدى»، أن الحي آمن، نافيا سقوط قتلى.",
            [("أعلن", "سامي الحمود", "الحي آمن"), ("نافيا", "سامي الحمود", "سقوط قتلى")],
        ),
        (
            "لفت المدير سامي الحمود إلى نقص المياه، وانتهت الجولة دون نتيجة.",
            [("لفت", "سامي الحمود", "نقص المياه")],
        ),
        (
            "ويشمل الاتفاق - بحسب المصدر - منطقة التل وقرى النهر كلها.",
            [("بحسب", "المصدر", "منطقة التل وقرى النهر كلها")],
        ),
        (
            "وقال المدرب سامي الحمود: الحمد لله وصل الفريق. نسعى إلى الفوز.",
            [("قال", "سامي الحمود", "الحمد لله وصل الفريق. نسعى إلى الفوز")],
        ),
        (
            "أظهرت دراسة حديثة أن النوم مفيد. وأظهر الفيلم أن البحر بعيد.",
            [("أظهرت", "دراسة حديثة", "النوم مفيد")],
        ),
        (
            "صممت شركة دوت الكورية ساعة ذكية. وقالت الشركة إن الساعة رخيصة.",
            [("قالت", "شركة دوت الكورية", "الساعة رخيصة")],
        ),
    ],
)
def test_who_said_what_in_the_wordings_of_real_pages(
    text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert said(text) == expected


def test_the_medium_behind_a_statement_is_no_second_one() -> None:
    article = annotated("قال المدير سامي الحمود إن العمل توقف، وفقا لوكالة الرافد.")
    (one,) = article.statements
    assert article.body[one.content.start : one.content.end] == "العمل توقف"
    assert one.via == ("وكالة الرافد",)


def test_a_speaker_may_be_named_in_the_title_only() -> None:
    text = "وتابع أن الاتفاق قائم بين الدول الثلاث."
    assert said(text, "لافروف: لن نتراجع") == [("تابع", "لافروف", "الاتفاق قائم بين الدول الثلاث")]
    assert said(text, "مجلس الدول الثلاث")[0][1] is None


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("وأشار بيان الوزارة إلى ضرورة حماية المدنيين.", "call"),
        ("وأكدت الوزارة ضرورة حماية المدنيين.", "assert"),
        ("وقال رئيس الوزراء الأسترالي سامي الحمود إن بلاده ستصدر قوانين جديدة.", "promise"),
        ("وقالت الوزارة إن من يخالف سيعاقب بالغرامة.", "warn"),
        ("وقال الوزير إنه يأمل أن ينجح الحوار.", "express"),
    ],
)
def test_the_content_tells_what_a_plain_verb_does(text: str, stance: str) -> None:
    assert [one.stance for one in annotated(text).statements] == [stance]
