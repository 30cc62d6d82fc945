"""Who signs a page: outlets, writers and places in the lines around the body."""

import pytest

from riwaya.extract import extract
from riwaya.records import Article, Origin, Page

BODY = (
    "افتتح وزير الأشغال اليوم جسرا جديدا فوق النهر في رملان بعد عامين من العمل.\n\n"
    'وقال الوزير في تصريح لصحيفة "البيدر" إن الجسر يخدم آلاف السكان في المدينة.\n\n'
    "ومن المقرر أن تبدأ المرحلة الثانية من المشروع مطلع العام المقبل.\n"
)
TITLE = "وزير الأشغال يفتتح جسرا جديدا فوق النهر"


def _article(text: str) -> Article:
    return extract(Page(origin=Origin(sha256="0" * 64), kind="text", text=text))


def test_signature_that_the_body_quotes_is_the_outlet() -> None:
    assert _article(f"{TITLE}\n\n{BODY}\nالبيدر\n\nاقرأ أيضا\n").outlet == "البيدر"


def test_a_lone_line_that_nothing_vouches_for_is_no_outlet() -> None:
    assert _article(f"{TITLE}\n\n{BODY}\nالغسق\n\nاقرأ أيضا\n").outlet is None


def test_outlet_and_writer_on_one_line() -> None:
    page = f"البيدر\nالرئيسية\nرياضة\n\n{TITLE}\n\nالبيدر - محمد الزيات\n\n{BODY}"
    article = _article(page)
    assert (article.outlet, article.byline) == ("البيدر", ("محمد الزيات",))


def test_a_desk_is_no_writer() -> None:
    page = f"البيدر\nالرئيسية\nرياضة\n\n{TITLE}\n\nالبيدر - مكتب الشمال\n\n{BODY}"
    assert _article(page).byline == ()


def test_an_unknown_town_before_the_outlet_is_a_dateline() -> None:
    page = f"البيدر\nالرئيسية\nرياضة\n\n{TITLE}\n\nرملان - البيدر\n\n{BODY}"
    assert _article(page).dateline == "رملان"


def test_a_word_that_is_no_place_is_no_dateline() -> None:
    page = f"البيدر\nالرئيسية\nرياضة\n\n{TITLE}\n\nمتابعة - البيدر\n\n{BODY}"
    assert _article(page).dateline is None


def test_archive_picture_line_is_a_caption() -> None:
    article = _article(f"{TITLE}\n\nعمال فوق الجسر القديم - أرشيف البيدر\n\n{BODY}")
    assert [one.text for one in article.furniture if one.kind == "caption"] == [
        "عمال فوق الجسر القديم - أرشيف البيدر"
    ]


def test_briefs_between_bars_are_a_ticker() -> None:
    line = "افتتاح سوق الخضار في رملان - 12:30 | وصول باخرة القمح إلى المرفأ - 11:05"
    article = _article(f"{line}\n\n{TITLE}\n\n{BODY}")
    items = [item for one in article.furniture if one.kind == "ticker" for item in one.items]
    assert [item.time for item in items] == ["12:30", "11:05"]


HEADED = f"البيدر\nالرئيسية\nرياضة\n\n{TITLE}\n\n"


@pytest.mark.parametrize(("line", "byline"), [
    ("كتب: سامر الحلو تم النشر بتاريخ: 3 آذار 2019", ("سامر الحلو",)),
    ("الكاتب: زكرنون الحلو مختارات تاريخ 27.05.2017", ("زكرنون الحلو",)),
    ("كتبت - هالة ناصر: كتب - سامر الحلو:", ("هالة ناصر", "سامر الحلو")),
    ("إعداد: علاء جمعة", ("علاء جمعة",)),
    ("تقرير: هالة ناصر", ("هالة ناصر",)),
    ("هشام لاشين-القاهرة", ("هشام لاشين",)),
    ("بقلم: حجم الخط", ()),
    ("كتب بواسطة: واقع المنطقة", ()),
    ("على الأقل ثلاثة", ()),
    ("These photos are copyrighted by their respective owners", ()),
    ("رئيس التحرير: سامر الحلو", ()),
    ("صور: وديع عكر", ()),
    ("تقرير: سيول تقطع الطريق", ()),
    ("سامر الحلو (@samer_h)", ()),
    ("رويترز / سامر الحلو", ()),
])  # fmt: skip
def test_a_writer_is_a_name_and_nothing_beside_it(line: str, byline: tuple[str, ...]) -> None:
    assert _article(f"{HEADED}{line}\n\n{BODY}").byline == byline


@pytest.mark.parametrize(("line", "credit"), [
    ("المصدر: رويترز + وكالات", ("رويترز", "وكالات")),
    ("المصدر: (رويترز) 3 آذار 2019 الصورة", ("رويترز",)),
    ("المصدر: \"الغسق\"", ("الغسق",)),
    ("هالة ناصر (مع وكالة مرسى)", ("وكالة مرسى",)),
    ("بيروت - خاص", ()),
    ("رويترز - أرشيف", ()),
    ("AFP", ()),
    ("مع تحيات أسرة موقع المرصد", ()),
])  # fmt: skip
def test_a_supplier_is_who_supplied_the_text(line: str, credit: tuple[str, ...]) -> None:
    assert _article(f"{HEADED}{line}\n\n{BODY}").credit == credit


@pytest.mark.parametrize(("opening", "dateline", "credit"), [
    ("بغداد (رويترز) - ", "بغداد", ("رويترز",)),
    ("عمّان / بغداد 14 كانون الثاني (ورا) - ", "عمّان / بغداد", ("ورا",)),
    ("دمشق، سوريا (CNN) -- ", "دمشق، سوريا", ("CNN",)),
    ("الباحة - ", "الباحة", ()),
    ("إيران: ", None, ()),
    ("سلمى: ", None, ()),
    ("الجيش السوري - ", None, ()),
])  # fmt: skip
def test_what_opens_the_text_is_a_dateline(
    opening: str, dateline: str | None, credit: tuple[str, ...]
) -> None:
    article = _article(f"{HEADED}{opening}{BODY}")
    assert (article.dateline, article.credit) == (dateline, credit)


def test_where_the_clock_stands_is_no_dateline() -> None:
    assert _article(f"{HEADED}2016/10/12 الساعة 14:29 (مكة المكرمة)\n\n{BODY}").dateline is None


def test_an_address_under_the_text_is_no_dateline() -> None:
    assert _article(f"{HEADED}{BODY}\nدمشق - شارع النصر\n").dateline is None


def test_a_name_that_the_text_speaks_of_is_under_a_picture() -> None:
    body = BODY.replace("وقال الوزير", "وقال هاني شاكر")
    assert _article(f"{HEADED}هاني شاكر\n\n{body}").byline == ()
    assert _article(f"{HEADED}هاني شاكر\n\n{BODY}").byline == ("هاني شاكر",)


def test_the_name_that_closes_the_text_is_its_writer() -> None:
    article = _article(f"{HEADED}{BODY}سرى عبد الأمير الجنابي\nتحرير: ع.ح\n")
    assert (article.byline, article.editor) == (("سرى عبد الأمير الجنابي",), ("ع.ح",))
    assert article.body.endswith("العام المقبل.")


def test_initials_behind_the_end_of_a_wire_are_its_editors() -> None:
    assert _article(f"{HEADED}{BODY}\nانتهى\n\nر.ع/هـ.س\n").editor == ("ر.ع", "هـ.س")


def test_the_supplier_is_read_from_a_line_that_a_dump_has_run_together() -> None:
    line = "اقرأ أيضا: المصدر: رويترز - السورية كلمات دلالية: روابط ذات صلة آخر الأخبار"
    assert _article(f"{HEADED}{BODY}\n{line}\n").credit == ("رويترز",)


@pytest.mark.parametrize(("line", "outlet"), [
    ("جميع الحقوق محفوظة لموقع \"عربي 21\" 2018", "عربي 21"),
    ("جميع الحقوق محفوظة للشركة العامة للنشر 2018", None),
    ("جميع الحقوق محفوظة © برمجة وتصميم: استديو", None),
    ("جميع الحقوق محفوظة لصحيفة الغسق 2018", "صحيفة الغسق"),
])  # fmt: skip
def test_who_has_the_rights_may_be_the_outlet(line: str, outlet: str | None) -> None:
    assert _article(f"{TITLE}\n\n{BODY}\n{line}\n").outlet == outlet


def test_the_end_of_a_broken_page_title_is_the_outlet() -> None:
    assert _article(f"{TITLE}\n- وكالة شهاب للأنباء\n{TITLE}\n\n{BODY}").outlet == (
        "وكالة شهاب للأنباء"
    )
    assert _article(f'{TITLE}\n- "داعش"\n{TITLE}\n\n{BODY}').outlet is None
