"""The labels: whole in both languages, and one language in one document."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from riwaya.data import rows
from riwaya.report import LANGUAGES, render_html, render_markdown, render_text
from riwaya.report.labels import labels_in

ARABIC = re.compile("[\u0620-\u06ff]")
LATIN = re.compile("[A-Za-z]")
FORMS = ("zero", "one", "two", "few", "many", "other")


def test_every_phrase_has_both_languages_and_the_same_places() -> None:
    for row in rows("labels"):
        assert row["ar"].strip()
        assert row["en"].strip()
        assert not LATIN.search(re.sub(r"\{\w+\}", "", row["ar"])), row["key"]
        assert not ARABIC.search(row["en"]), row["key"]
        places = [set(re.findall(r"\{(\w+)\}", row[language])) for language in LANGUAGES]
        assert places[0] == places[1], row["key"]


def test_counted_phrases_have_all_six_forms() -> None:
    keys = {row["key"] for row in rows("labels")}
    counted = {key.rpartition(".")[0] for key in keys if key.endswith((".many", ".few"))}
    assert counted == {"accounts", "voices", "more", "brief.accounts", "brief.voices"}
    assert {f"{key}.{form}" for key in counted for form in FORMS} <= keys


def test_counts_take_the_form_of_the_number() -> None:
    labels = labels_in("ar")
    said = [labels.count("brief.voices", n) for n in (0, 1, 2, 3, 11, 100)]
    assert said == [
        "لا أصوات مستقلة",
        "صوت مستقل واحد",
        "صوتان مستقلان",
        "٣ أصوات مستقلة",
        "١١ صوتًا مستقلًا",
        "١٠٠ صوت مستقل",
    ]


def test_other_languages_have_no_labels() -> None:
    with pytest.raises(ValueError, match="only in ar, en"):
        labels_in("fr")


class Ours(HTMLParser):
    """The words of a page that are labels: not isolated values, quotations or texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        inside = bool(self._open) and self._open[-1][1]
        value = tag in ("bdi", "q", "style", "title") or names.get("class") == "body"
        if tag not in ("meta", "path", "br"):
            self._open.append((tag, inside or value))
        if not inside:
            shown = ("title", "aria-label", "data-label")
            self.words += [names[key] or "" for key in shown if key in names and tag != "dd"]

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("meta", "path", "br"):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and not self._open[-1][1] and data.strip():
            self.words.append(data)


def test_a_page_has_the_labels_of_one_language(flood: Any) -> None:
    articles = [msgspec.structs.replace(one, notes=("body_cut",)) for one in flood.articles]
    for language, other in (("en", ARABIC), ("ar", LATIN)):
        page = render_html([flood.comparison], articles, language)
        words = Ours(page).words
        assert len(words) > 80
        assert [word for word in words if other.search(word)] == []
    assert '<html lang="en" dir="ltr">' in render_html([], [], "en")
    assert '<html lang="ar" dir="rtl">' in render_html([], [], "ar")


def test_text_without_arabic_pages_has_no_arabic(flood: Any) -> None:
    for render in (render_text, render_markdown):
        report = render([flood.comparison], flood.articles, "en")
        assert "Contested points" in report
        assert "نقاط الخلاف" not in report
        assert render([], [], "en") == "No event with two or more accounts\n"


def test_slices_keep_the_language_and_direction_of_their_article(flood: Any) -> None:
    articles = [msgspec.structs.replace(one, language="ar") for one in flood.articles]
    page = render_html([flood.comparison], articles, "en")
    assert '<q class="words" lang="ar" dir="rtl">' in page
    assert '<div class="body" lang="ar" dir="rtl">' in page
    assert 'dir="auto"' not in page


def test_a_short_text_weakens_its_silence(flood: Any) -> None:
    articles = [
        msgspec.structs.replace(one, notes=("body_cut",)) if one.id == "gulf" else one
        for one in flood.articles
    ]
    caveat = re.compile("نص[ه ][^،]*هنا مقتطع، فقد [تي]كون ذكرت? هذا في ما لم يصلنا منه")
    silent = sum(
        one.article == "gulf" and one.stance == "silent"
        for point in flood.comparison.points
        if point.verdict != "single"
        for one in point.accounts
    )
    for render in (render_text, render_markdown, render_html):
        told = " ".join(render([flood.comparison], articles).split())
        assert len(caveat.findall(told)) == silent == 2
        assert not caveat.search(render([flood.comparison], flood.articles))


def test_a_citation_has_the_address_and_the_day_of_capture(flood: Any) -> None:
    nahr = flood.articles[0]
    page = render_html([flood.comparison], flood.articles)
    assert (
        "«الري: السد سليم بعد سيل الوادي الأزرق»، وكالة النهر. تاريخ النشر: ٢٥ آذار/مارس ٢٠٢١. "
        "https://nahr.example/news/77. تاريخ حفظ الصفحة: غير معروف." in page
    )
    origin = msgspec.structs.replace(nahr.page, captured="2021-03-26T10:30:00Z", path="a/77.html")
    kept = msgspec.structs.replace(nahr, page=origin, url=None)
    page = render_html([flood.comparison], [kept, *flood.articles[1:]])
    assert "a/77.html. تاريخ حفظ الصفحة: ٢٦ آذار/مارس ٢٠٢١، الساعة ١٠:٣٠ UTC." in page
    start = flood.bodies["nahr"].index("الجسر القديم")
    quoted = f"«الجسر القديم أغلق أمام الشاحنات» (المواضع من {start} إلى {start + 31} من النص)"
    assert quoted in page
