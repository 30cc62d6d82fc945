"""Formulaic look-alikes stay apart, and accounts of one event in other words meet."""

from __future__ import annotations

import pytest

from riwaya.annotate import annotate
from riwaya.extract import extract
from riwaya.group import group, relate
from riwaya.group.cluster import needed
from riwaya.pipeline import LIKELY, NEARBY
from riwaya.records import AnnotatedArticle, GivenArticle, Origin, Page


def article(name: str, title: str, text: str, day: str, outlet: str) -> AnnotatedArticle:
    given = GivenArticle(id=name, title=title, text=text, published=day, outlet=outlet)
    return annotate(extract(Page(origin=Origin(sha256=name), kind="given", text="", given=given)))


def telegram(name: str, state: str, leader: str, day: str) -> AnnotatedArticle:
    return article(
        name,
        f"الرئيس العاصي يهنئ رئيس {state} بذكرى اليوم الوطني",
        f"بعث فخامة الرئيس حمدان العاصي برقية تهنئة إلى فخامة الرئيس {leader} رئيس {state} بمناسبة "
        "ذكرى اليوم الوطني لبلاده. وأعرب فخامته باسمه واسم شعب تلمارة وحكومتها عن أصدق التهاني "
        f"وأطيب التمنيات بالصحة والسعادة لفخامته، ولشعب {state} الصديق اطراد التقدم والازدهار.",
        day,
        "واتل",
    )


def bulletin(name: str, weekday: str, day: str, cases: str) -> AnnotatedArticle:
    return article(
        name,
        f"الصحة: {cases} بفيروس الوادي",
        f"أعلنت وزارة الصحة، اليوم {weekday}، تسجيل {cases} بفيروس الوادي خلال الأربع والعشرين "
        "ساعة الماضية. وأوضحت الوزارة أن جميع المخالطين يخضعون للمراقبة، داعية المواطنين إلى "
        "الالتزام بغسل اليدين وتجنب الأماكن المزدحمة.",
        day,
        "المنارة",
    )


def fire(name: str, place: str, what: str, officer: str, day: str) -> AnnotatedArticle:
    return article(
        name,
        f"السيطرة على حريق في {what} بـ{place}",
        f"سيطرت فرق الدفاع المدني على حريق اندلع في {what} بـ{place} دون وقوع إصابات. وقال الناطق "
        f"الإعلامي للدفاع المدني في {place} {officer} إن غرفة العمليات تلقت بلاغا، وإن الفرق "
        "باشرت الموقع وأخمدت النار، وجار التحقيق لمعرفة الأسباب.",
        day,
        "المنارة",
    )


TELEGRAMS = (
    telegram("a", "جمهورية فنلندا", "أولي ساري", "2021-12-06"),
    telegram("b", "جمهورية كينيا", "جوزيف واندا", "2021-12-12"),
)
BULLETINS = (
    bulletin("a", "الخميس", "2021-03-04", "حالتي إصابة"),
    bulletin("b", "السبت", "2021-03-06", "ثلاث حالات إصابة"),
)
FIRES = (
    fire("a", "مرسانا", "مستودع أخشاب", "الرائد سالم الحداد", "2021-07-02"),
    fire("b", "إدريان", "شقة سكنية", "النقيب ماهر الزين", "2021-07-03"),
)


@pytest.mark.parametrize("pair", [TELEGRAMS, BULLETINS, FIRES])
def test_formulaic_reports_of_two_events_are_no_pair(
    pair: tuple[AnnotatedArticle, AnnotatedArticle],
) -> None:
    assert relate(*pair).score < LIKELY


@pytest.mark.parametrize("pair", [TELEGRAMS, FIRES])
def test_formulaic_reports_of_two_events_stay_apart_even_alone(
    pair: tuple[AnnotatedArticle, AnnotatedArticle],
) -> None:
    assert [event.articles for event in group(pair)] == [("a",), ("b",)]


def test_what_one_event_needs_grows_with_the_company() -> None:
    assert [needed(count) for count in (0, 6)] == [needed(1), needed(3)]
    scores = [needed(count) for count in (6, 20, 100, 1000, 2000, 50_000)]
    assert scores == sorted(scores)
    assert scores[-1] == scores[-2]


def test_accounts_of_one_crash_meet_in_other_words() -> None:
    one = article(
        "a",
        "مصرع سبعة وإصابة 20 في تصادم حافلة وشاحنة قرب السدير",
        "لقي سبعة أشخاص مصرعهم وأصيب 20 آخرون فجر اليوم الخميس في تصادم بين حافلة تقل معتمرين "
        "وشاحنة على طريق السدير، على بعد 30 كيلومترا من المدينة. وقال الناطق باسم الهلال الأحمر "
        "مازن الحديدي إن ست فرق إسعاف نقلت المصابين إلى مستشفى السدير العام.",
        "2021-03-04",
        "المنارة",
    )
    other = article(
        "b",
        "فاجعة على طريق السدير: حافلة معتمرين تصطدم بشاحنة وسقوط 7 قتلى",
        "تحولت رحلة معتمرين إلى مأساة حين اصطدمت حافلتهم بشاحنة على طريق السدير فجر الخميس، ما أدى "
        "إلى وفاة 7 منهم وإصابة عشرين، بعضهم في حال حرجة. وأوضح مازن الحديدي من الهلال الأحمر أن "
        "المصابين نقلوا إلى مستشفى السدير العام.",
        "2021-03-04",
        "الشراع",
    )
    assert [event.articles for event in group([one, other])] == [("a", "b")]


def test_a_preview_and_its_match_are_follow_ups() -> None:
    preview = article(
        "a",
        "الشعلة يواجه النهضة غدا في نهائي كأس تلمارة",
        "يلتقي الشعلة والنهضة مساء غد الجمعة على ملعب مرسانا الدولي في نهائي كأس تلمارة لكرة "
        "القدم. ويغيب عن الشعلة هدافه كريم الساعي للإصابة، وقال مدربه رودريغو باث إن فريقه "
        "جاهز للمباراة.",
        "2021-05-13",
        "المنارة",
    )
    match = article(
        "b",
        "الشعلة بطلا لكأس تلمارة بثلاثية في مرمى النهضة",
        "توج الشعلة بلقب كأس تلمارة لكرة القدم بعد فوزه على النهضة 3-1 مساء الجمعة على ملعب مرسانا "
        "الدولي. وسجل للفائز البديل وليد ناصر هدفين، ورفع القائد سامر الكأس أمام 40 ألف متفرج.",
        "2021-05-15",
        "المنارة",
    )
    assert NEARBY <= relate(preview, match).score < LIKELY
