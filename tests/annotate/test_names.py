"""Names: what is found, what is joined, and what must stay apart."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from riwaya.annotate.names import canonical, find_names, resolve
from riwaya.arabic.variants import same_name
from riwaya.data import rows
from riwaya.records import Mention, Span


def names(*paragraphs: str) -> tuple[str, tuple[Mention, ...]]:
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start=at, end=at + len(paragraph)))
        at += len(paragraph) + 2
    body = "\n\n".join(paragraphs)
    return body, find_names(body, spans)


def texts(*paragraphs: str) -> list[tuple[str, str]]:
    return [(m.text, m.type) for m in names(*paragraphs)[1]]


def test_office_before_the_name() -> None:
    assert texts("أعلن وزير النقل المصري، كمال الزيتوني، أن الجسر مغلق.") == [
        ("كمال الزيتوني", "PER")
    ]
    assert ("توماس فيلدمان", "PER") in texts(
        "قال المبعوث الرئاسي الألماني إلى ليبيا توماس فيلدمان إن اللقاء تأجل."
    )
    assert ("هادي بن سالم القرنفلي", "PER") in texts(
        "أوضح رئيس مجلس إدارة الجمعية الدكتور هادي بن سالم القرنفلي أن الورشة انتهت."
    )


def test_an_office_without_a_name_is_nobody() -> None:
    assert texts("أكد وزير الخارجية الروسي أن المباحثات ستستمر.") == []
    assert texts("وعلى هامش الاجتماع تحدث رئيس الوفد عن الحل.") == []


def test_short_and_variant_forms_are_joined() -> None:
    _, found = names(
        "قال السفير ألكسندر برونيتيف إن بلاده موافقة.",
        'وأضاف "برونيتيف" أن الاتفاق قريب، ثم غادر برونتييف القاعة.',
    )
    assert [m.text for m in found] == ["ألكسندر برونيتيف", "برونيتيف", "برونتييف"]
    assert {(m.entity, m.name) for m in found} == {("PER:الكسندر برونيتيف", "ألكسندر برونيتيف")}


def test_two_owners_of_a_family_name_leave_it_alone() -> None:
    _, found = names("التقى الدكتور سامر قرنفل الدكتورة ريم قرنفل.", "وقال قرنفل إن اللقاء انتهى.")
    assert [m.entity for m in found] == ["PER:سامر قرنفل", "PER:ريم قرنفل", None]


def test_bodies_and_groups_keep_their_form() -> None:
    _, found = names(
        'اتفقت قوات "سوريا الديمقراطية" (قسد) مع تنظيم "الدولة" على الخروج من الرقة.',
        "وتقدم الجيش العربي السوري، وهو ما سمته قسد تقدم قوات النظام.",
    )
    by_text = {m.text: m.entity for m in found}
    assert by_text['قوات "سوريا الديمقراطية"'] == by_text["قسد"] == "sdf"
    assert by_text['تنظيم "الدولة"'] == "is"
    assert by_text["الجيش العربي السوري"] == by_text["قوات النظام"] == "syrian_army"


def test_shorter_name_of_a_body() -> None:
    _, found = names("أعلنت وزارة الدفاع الروسية عن غارة.", "وقالت وزارة الدفاع إن الغارة نجحت.")
    assert [m.entity for m in found] == ["russian_mod", "russian_mod"]
    _, found = names("نفت وزارة الدفاع الروسية ووزارة الدفاع التركية ذلك.", "وصمتت وزارة الدفاع.")
    assert found[-1].entity not in ("russian_mod", found[1].entity)


def test_a_noun_names_the_place_behind_it() -> None:
    assert texts("اندلع الحريق في ميناء الصفصافة قرب قرية القرنفل، بحسب شرطة تلعفر.") == [
        ("ميناء الصفصافة", "FAC"),
        ("القرنفل", "GPE"),
        ("شرطة تلعفر", "ORG"),
        ("تلعفر", "GPE"),
    ]
    assert texts("تسعى إلى دولة علمانية وإلى منطقة منزوعة السلاح.") == []
    assert texts("بيان السفارة السعودية في الخارج.") == [("السفارة السعودية", "ORG")]


def test_common_words_are_no_places() -> None:
    assert texts("فتح الحارس الباب في مشهد نادر، وقدم دعم مالي للأسر.") == []
    assert texts("قصفت المدفعية مدينة الباب.") == [("الباب", "GPE")]


def test_resolve() -> None:
    body, found = names(
        "أعلن وزير الري السوري سامر قرنفل أن قوات سوريا الديمقراطية غادرت السد.",
        "وأضاف الوزير السوري أن الوحدات الكردية رفضت، وقال الوزير التركي غير ذلك.",
    )

    def who(text: str) -> str | None:
        mention = resolve(text, body.index(text), body, found)
        return None if mention is None else mention.name

    assert who("الوزير السوري") == "سامر قرنفل"
    assert who("الوحدات الكردية") == "قوات سوريا الديمقراطية"
    assert who("الوزير التركي") is None


def test_resolve_is_silent_where_two_fit() -> None:
    body, found = names("اجتمع الوزير سامر قرنفل والوزير هاني الزيتوني. وقال الوزير إن اللقاء تم.")
    assert len({m.entity for m in found}) == 2
    assert resolve("الوزير", body.index("الوزير إن"), body, found) is None


def test_parties_and_variants() -> None:
    assert canonical("قسد") == canonical("قوات سوريا الديموقراطية") == "sdf"
    assert canonical("مجلس الزيتون") is None
    assert same_name("أنطونيو غوتيريش", "أنطونيو جوتيريس")
    assert not same_name("لافروف", "لافرينتيف")
    assert not same_name("سامي حسن", "سامي حسين")
    assert not same_name("محمد سالم", "محمد سليم")


def test_rows_are_whole() -> None:
    parties = rows("parties")
    assert len({row["id"] for row in parties}) == len(parties)
    for table in (
        "parties",
        "places",
        "nisba",
        "titles",
        "given_names",
        "name_heads",
        "name_known",
        "name_stops",
    ):
        assert all(row["example"] for row in rows(table))


_WORDS = st.sampled_from(
    (
        "قال",
        "وزير",
        "الخارجية",
        "الروسي",
        "سامر",
        "قرنفل",
        "و",
        '"',
        "(",
        ")",
        "،",
        ".",
        "«",
        "»",
        "إن",
        "في",
        "مدينة",
        "الرقة",
        "التنظيم",
        "داعش",
        "بن",
        "أبو",
        "عبد",
        "تنظيم",
        "قوات",
        "للجيش",
        "د",
        "السيد",
        "على",
        "12",
        "بيان",
        "القيادة",
        "العامة",
        "ـ",
        "\u064e",
    )
)


@given(st.lists(_WORDS, max_size=40))
def test_mentions_are_ordered_slices(words: list[str]) -> None:
    body = " ".join(words)
    found = find_names(body, [Span(start=0, end=len(body))])
    assert all(body[m.start : m.end] == m.text and m.text.strip() for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == find_names(body, [Span(start=0, end=len(body))])
    for word in words:
        one = resolve(word, body.index(word), body, found)
        assert one is None or one in found


def test_a_mark_before_a_statement_is_no_endless_way() -> None:
    body, found = names("أكدت « بيان الوزارة » ذلك.")
    assert resolve("« بيان الوزارة", body.index("«"), body, found) is None
