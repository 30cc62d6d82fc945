"""Forms of one name are joined, names that look alike are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.arabic import fold_key
from riwaya.data import rows
from riwaya.names.same import same_referent
from riwaya.records import MentionType

KINDS: tuple[MentionType, ...] = ("PER", "ORG", "GROUP", "GPE", "LOC", "FAC", "EVENT")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("وزير الخارجية الروسي سيرغي لافروف", "سيرجي لافروف"),
        ("الرئيس بوتين", "فلاديمير بوتين"),
        ("الشيخ الدكتور سامر قرنفل", "سامر قرنفل"),
        ("آية الله سامر القرنفلي", "القرنفلي"),
        ("زياد بن عمار القرنفلي", "زياد ابن عمار القرنفلي"),
        ("محمد بن راشد بن قرنفل", "محمد بن راشد"),
        ("سامر أحمد القرنفلي", "سامر القرنفلي"),
        ("أبو بكر القرنفلي", "أبي بكر القرنفلي"),
        ("حسن نصر الله", "حسن نصرالله"),
        ("عبد الإله بنقرنفل", "عبدالاله بن قرنفل"),
        ("عبد الله بن زايد آل قرنفل", "عبد الله بن زايد القرنفل"),
        ("أورسولا فون دير فالدن", "فون دير فالدن"),
        ("مارتن غريفيلدت", "مارتن جريفيلدت"),
        ("حميدتي", "محمد حمدان دقلو"),
        ("محمود عباس", "عباس"),
        ("سامر العراقجيان", "سامر العراقتشيان"),
        ("الفريق أول ركن سامر القرنفلي", "سامر القرنفلي"),
    ],
)
def test_one_person(a: str, b: str) -> None:
    assert same_referent(a, b, "PER")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("سامر قرنفل", "سميرة قرنفل"),
        ("سامر القرنفلي", "سامر الياسميني"),
        ("علي سامر القرنفلي", "سامر القرنفلي"),
        ("محمد بن حمد", "محمد بن خليفة بن حمد"),
        ("تميم بن حمد", "حمد بن خليفة"),
        ("سامر", "سامر قرنفل"),
        ("أبو بكر", "أبو بكر القرنفلي"),
        ("ترامب", "ميلانيا ترامب"),
        ("الدكتور القرنفلي", "الدكتورة القرنفلي"),
        ("الملك سامر الثاني", "الملك سامر الأول"),
        ("سامر قرنفل (34 عاما)", "هاني الياسميني (34 عاما)"),
        ("سامر قرنفل الأب", "سامر قرنفل الابن"),
        ("جون كيري", "جون كيلي"),
        ("خالد العبيدي", "خالد العبادي"),
        ("عقيل صالح", "عقيلة صالح"),
    ],
)
def test_two_people(a: str, b: str) -> None:
    assert not same_referent(a, b, "PER")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("وزارة الخارجية الروسية", "خارجية روسيا"),
        ("وزارة الصحة العراقية", "وزارة الصحة في العراق"),
        ("السفارة الأمريكية", "سفارة الولايات المتحدة"),
        ("البنك المركزي العراقي", "المركزي العراقي"),
        ("المصرف المركزي السوري", "البنك المركزي السوري"),
        ("الاستخبارات التركية", "المخابرات التركية"),
        ("صحيفة القرنفل الروسية", "القرنفل"),
        ("حلف شمال الأطلسي (الناتو)", "الناتو"),
        ("مجلس الأمن الدولي التابع للأمم المتحدة", "مجلس الأمن"),
        ("تنظيم القرنفل الإرهابي", "القرنفل"),
        ("الحوثيون", "جماعة أنصار الله"),
        ("الإخوان المسلمين", "الإخوان المسلمون"),
        ("لواء أبو الفضل القرنفلي", "لواء أبي الفضل القرنفلي"),
        ("قناة الجزيرة", "الجزيرة"),
        ("شركة غازبروم", "جازبروم الروسية"),
    ],
)
def test_one_body(a: str, b: str) -> None:
    assert same_referent(a, b, "ORG")
    assert same_referent(a, b, "GROUP")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("وزارة الخارجية", "وزارة الخارجية الروسية"),
        ("وزارة الصحة السورية", "وزارة الصحة السعودية"),
        ("صحيفة القرنفل", "قناة القرنفل"),
        ("صحيفة القرنفل السعودية", "صحيفة القرنفل السورية"),
        ("حزب الله", "كتائب حزب الله"),
        ("حزب الله", "حزب الله العراقي"),
        ("حزب العمال", "حزب العمال الكردستاني"),
        ("وكالة الأنباء", "وكالة الأنباء السورية"),
        ("البنك المركزي", "البنك المركزي الأوروبي"),
        ("جامعة حلب", "جامعة دمشق"),
        ("اليونسكو", "اليونيسف"),
        ("أوبك", "أوابك"),
        ("مكتب القرنفل", "مكاتب القرنفل"),
        ("تنظيم القاعدة في جزيرة العرب", "تنظيم القاعدة في بلاد المغرب الإسلامي"),
        ("إدارة ترامب", "إدارة بايدن"),
        ("جبهة القرنفل", "جبهة القرنفل الفلسطينية"),
        ("منظمة القرنفل", "حركة القرنفل"),
        ("اللواء 46", "اللواء 47"),
    ],
)
def test_two_bodies(a: str, b: str) -> None:
    assert not same_referent(a, b, "ORG")
    assert not same_referent(a, b, "GROUP")


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("مدينة الرقة السورية", "الرقة", "GPE"),
        ("العاصمة المالية باماكو", "باماكو", "GPE"),
        ("القدس المحتلة", "القدس", "GPE"),
        ("كوباني (عين العرب)", "عين العرب", "GPE"),
        ("كفر قرنفل", "كفرقرنفل", "GPE"),
        ("بنغلاديش", "بنجلاديش", "GPE"),
        ("الولايات المتحدة", "أمريكا", "GPE"),
        ("نهر الفرات", "الفرات", "LOC"),
        ("مرفأ بيروت", "ميناء بيروت", "FAC"),
        ("معبر القرنفل", "القرنفل", "FAC"),
        ("مطار دمشق الدولي", "مطار دمشق", "FAC"),
    ],
)
def test_one_place(a: str, b: str, kind: MentionType) -> None:
    assert same_referent(a, b, kind)


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("مدينة حلب", "محافظة حلب", "GPE"),
        ("حلب", "ريف حلب", "GPE"),
        ("مدينة غزة", "قطاع غزة", "GPE"),
        ("جورجيا", "جورجيا الأمريكية", "GPE"),
        ("البيضاء اليمنية", "البيضاء الليبية", "GPE"),
        ("القدس الشرقية", "القدس الغربية", "GPE"),
        ("غينيا", "غانا", "GPE"),
        ("مالي", "ماليزيا", "GPE"),
        ("القنيطرة", "القنطرة", "GPE"),
        ("الجبيل", "جبيل", "GPE"),
        ("ولاية جورجيا", "جورجيا", "GPE"),
        ("ولاية واشنطن", "واشنطن العاصمة", "GPE"),
        ("تونس العاصمة", "تونس", "GPE"),
        ("الحسكة (سوريا)", "سوريا", "GPE"),
        ("سلطنة عمان", "عمان", "GPE"),
        ("الكونغو", "جمهورية الكونغو", "GPE"),
        ("شمال سيناء", "جنوب سيناء", "GPE"),
        ("نهر الفرات", "نهر دجلة", "LOC"),
        ("معبر رفح", "رفح", "FAC"),
        ("سجن القرنفل", "القرنفل", "FAC"),
    ],
)
def test_two_places(a: str, b: str, kind: MentionType) -> None:
    assert not same_referent(a, b, kind)


def test_a_kind_without_rules_is_joined_by_its_words_alone() -> None:
    assert same_referent('مهرجان "القرنفل"', "مهرجان القرنفل", "EVENT")
    assert not same_referent("مهرجان القرنفل", "القرنفل", "EVENT")


def test_nothing_is_no_form_of_a_name() -> None:
    for kind in KINDS:
        assert not same_referent("...", "سامر قرنفل", kind)
        assert not same_referent("قرنفل " * 2000, "قرنفل", kind)


_PIECES = """وزارة الخارجية الروسية روسيا الدكتور بن عبد الله أبو ال محمد سامر قرنفل القرنفلي
غوتيريش جوتيريس حركة حزب مدينة محافظة حلب العاصمة السورية التابع في ( ) صحيفة بنك المركزي نهر د.
الإرهابي الولايات المتحدة آية دي"""
_FORMS = st.lists(
    st.sampled_from(re.split(r"\s", _PIECES)),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(
    st.one_of(_FORMS, st.text(max_size=30)), st.one_of(_FORMS, st.text()), st.sampled_from(KINDS)
)
def test_joining_is_symmetric_and_reflexive_after_folding(
    a: str, b: str, kind: MentionType
) -> None:
    assert same_referent(a, b, kind) == same_referent(b, a, kind)
    assert same_referent(a, fold_key(a), kind)
    assert same_referent(a, b, kind) == same_referent(fold_key(a), b, kind)


@pytest.mark.parametrize("row", rows("aliases"), ids=lambda row: row["name"])
def test_every_listed_alias_is_joined(row: dict[str, str]) -> None:
    assert row["name"].split()[-1] in row["example"]
    aliases = [form for form in row["aliases"].split("|") if form]
    apart = [form for form in aliases if not same_referent(row["name"], form, row["type"])]
    assert not apart


def test_rows_of_words_are_whole() -> None:
    for row in rows("body_words"):
        assert row["word"] in row["example"]
        assert row["means"] or row["role"] == "state"
