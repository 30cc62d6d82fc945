"""Who signs a page: outlets, writers and places in the lines around the body."""

from riwaya.extract import extract
from riwaya.records import Article, Origin, Page

BODY = (
    "افتتح وزير الأشغال اليوم جسرا جديدا فوق النهر في رملان بعد عامين من العمل.\n\n"
    "وقال الوزير في تصريح لصحيفة \"البيدر\" إن الجسر يخدم آلاف السكان في المدينة.\n\n"
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
