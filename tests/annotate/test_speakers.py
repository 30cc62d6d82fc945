"""Speakers: who speaks, who is only spoken to, and what cannot speak."""

import pytest

from riwaya.annotate import annotate
from riwaya.extract import extract
from riwaya.records import AnnotatedArticle, GivenArticle, Origin, Page


def annotated(text: str) -> AnnotatedArticle:
    page = Page(
        origin=Origin(sha256="0" * 64), kind="given", text="", given=GivenArticle(text=text)
    )
    return annotate(extract(page))


def said(text: str) -> list[tuple[str, str | None, str]]:
    """Cue, speaker, content of each statement."""
    article = annotated(text)
    return [
        (s.cue.text, s.speaker.name, article.body[s.content.start : s.content.end])
        for s in article.statements
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "وقالت السفيرة هدى المرزوقي إن الهدنة صامدة. ودعت روسيا إلى احترام بنودها.",
            "هدى المرزوقي",
            "روسيا إلى احترام بنودها",
        ),
        (
            "وقالت السفيرة هدى المرزوقي إن الهدنة صامدة. كما دعت القوى الكبرى إلى دعمها.",
            "هدى المرزوقي",
            "القوى الكبرى إلى دعمها",
        ),
        (
            "وقال الوزير سامي النجار إن الهدنة صامدة، ويدعو الدول الأعضاء إلى دعمها.",
            "سامي النجار",
            "الدول الأعضاء إلى دعمها",
        ),
        (
            "وقال الوزير سامي النجار إن الهدنة صامدة. ودعا السائقين إلى الحذر.",
            "سامي النجار",
            "السائقين إلى الحذر",
        ),
        (
            "وقالت سفيرة كندا إن الهدنة صامدة. ودعت روسيا إلى احترام بنودها.",
            "سفيرة كندا",
            "روسيا إلى احترام بنودها",
        ),
        # Nobody spoke before, or a man: the country itself calls.
        ("ودعت روسيا إلى احترام بنودها.", "روسيا", "احترام بنودها"),
        (
            "وقال الوزير سامي النجار إن الهدنة صامدة. ودعت روسيا إلى احترامها.",
            "روسيا",
            "احترامها",
        ),
        ("ودعا العراق إلى احترام الهدنة.", "العراق", "احترام الهدنة"),
    ],
)
def test_who_is_called_upon_does_not_speak(text: str, speaker: str, content: str) -> None:
    assert said(text)[-1][1:] == (speaker, content)


@pytest.mark.parametrize(
    "text",
    [
        "وقال الوزير سامي النجار: «ماراثون التفاوض أثبت أن الصبر ينفع الجميع».",
        "وقال الوزير سامي النجار: «لكن الآن أعتقد أن الصبر ينفع الجميع».",
        "أكد الوزير سامي النجار أن المخزون سليم وفقا للقرار.",
    ],
)
def test_what_cannot_speak_does_not(text: str) -> None:
    assert {speaker for _, speaker, _ in said(text)} <= {"سامي النجار", None}


@pytest.mark.parametrize(
    "text",
    [
        "وصل تقرير من اللجنة يؤكد التثبت من أن المخزون سليم.",
        "وتبني القرار يطلق مرحلة جديدة مقابل ضمانات بأنها لن تتكرر.",
        "وافق الاتحاد على الخطة على أمل أن ترسل إشارة جيدة.",
        "تبنى المجلس قرارا جديدا إلا أن الدول لوحت بالعقوبات.",
    ],
)
def test_words_that_only_look_like_speech(text: str) -> None:
    assert said(text) == []


def test_a_noun_before_that_is_what_is_said() -> None:
    text = "وقال الوزير سامي النجار إن العمل مستمر. وأكد ضرورة أن تكتمل الخطوة الأولى."
    assert said(text)[1] == ("أكد", "سامي النجار", "ضرورة أن تكتمل الخطوة الأولى")


def test_what_turned_out_or_is_thought_stays_in_what_was_said() -> None:
    text = "وأوضح الوزير سامي النجار أن الجدار سقط، ويرجح أنه قديم، وتبين أن أحدا لم يصب."
    content = "الجدار سقط، ويرجح أنه قديم، وتبين أن أحدا لم يصب"
    assert said(text) == [("أوضح", "سامي النجار", content)]
    assert said("الدراسة تبين أن الدواء فعال.") == [("تبين", "الدراسة", "الدواء فعال")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وقال سامي النجار مخاطبا النواب: «نحن لا نقول إن الخطة كاملة».", "سامي النجار"),
        ("وقال سامي النجار مدافعًا عن خطته: «نحن لا نقول إنها كاملة».", "سامي النجار"),
        ("وقال العميد بحري سالم الحلو إن البحر هادئ.", "سالم الحلو"),
        ("وقال المرجع آية الله سالم الحلو إن البحر هادئ.", "سالم الحلو"),
        ("وقال السفير جيرارد فان بوهيمن الذي ترأس بلاده المجلس: «لقد تم الأمر بالإجماع».",
         "جيرارد فان بوهيمن"),
        ("أفادت مصادر طبية وأمنية في وقت مبكر أن الجسر سقط.", "مصادر طبية وأمنية"),
        ("وقال مستشار كمال العطار الدكتور سامي النجار إن العمل مستمر.", "سامي النجار"),
        ("أعلن سامي النجار وزير النقل اليمني عن إعداد خطة جديدة.", "سامي النجار"),
    ],
)  # fmt: skip
def test_a_speaker_is_named_without_what_stands_beside_the_name(text: str, speaker: str) -> None:
    assert [one[1] for one in said(text)] == [speaker]
    assert "وزير" not in said(text)[0][2]
    assert "بوهيمن" not in said(text)[0][2]


def test_a_verb_that_has_its_object_says_nothing_more() -> None:
    text = "أنقذت الفرقة طفلا. أوضح ذلك العقيد سالم الحلو الناطق باسم الشرطة وحث الأهالي على الحذر."
    assert said(text) == [("حث", "سالم الحلو", "الأهالي على الحذر")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "وأشار سامي النجار إلى أن العمل تم. داعيا المنظمات للقدوم إلى المدينة.",
            ("داعيا", "سامي النجار", "المنظمات للقدوم إلى المدينة"),
        ),
        (
            "وقال سامي النجار إن القرار مرفوض. ونقلت عنه قوله بعد الجلسة «هذه الخطة تجاوزت كل حد».",
            ("قوله", "سامي النجار", "هذه الخطة تجاوزت كل حد"),
        ),
        (
            "وقال المتحدث باسم الهلال الأحمر سامي النجار، تلقت الغرفة بلاغا عن وقوع حادث.",
            ("قال", "سامي النجار", "تلقت الغرفة بلاغا عن وقوع حادث"),
        ),
        (
            "وشدد سامي النجار على أن أغلب الشروط، إن لم يكن كلها، قد استوفيت.",
            ("شدد", "سامي النجار", "أغلب الشروط، إن لم يكن كلها، قد استوفيت"),
        ),
        (
            "وحث الوزير سامي النجار الجميع على الحذر.",
            ("حث", "سامي النجار", "الجميع على الحذر"),
        ),
    ],
)
def test_who_goes_on_speaking(text: str, expected: tuple[str, str, str]) -> None:
    assert said(text)[-1] == expected


def test_a_clause_told_as_somebody_said_and_then_more() -> None:
    text = (
        "وتضم المسرحية شخصيات، منهم: المدرس، المعاق، كما يوضح المؤلف سامي النجار، موضحا أنها هادفة."
    )
    found = said(text)
    assert found[0][:2] == ("كما يوضح", "سامي النجار")
    assert found[0][2].endswith("المعاق")
    assert found[1] == ("موضحا", "سامي النجار", "هادفة")
