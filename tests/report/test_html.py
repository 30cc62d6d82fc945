"""The HTML report: what it says, that it stands alone, and that page text cannot act in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya.records import AccountHead, AnnotatedArticle, Comparison, Event, Point, PointAccount
from riwaya.report import render_html

Write = Callable[..., AnnotatedArticle]
VOID = {"meta", "path", "br", "link"}


class Reader(HTMLParser):
    """Collects what a test asks about and checks that elements nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.places: dict[str, str] = {}
        self.marks: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name in names if name.startswith("on")]
        if tag == "mark":
            self.marks.append("")
        if tag not in VOID:
            self._open.append((tag, names.get("id")))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag == "mark" for tag, _ in self._open):
            self.marks[-1] += data
        if self._open and self._open[-1][0] == "a":
            return
        for _, name in self._open:
            if name and re.fullmatch(r"a-\d+-\d+-\d+", name):
                self.places[name] = self.places.get(name, "") + data


def lone(write: Write, text: str, *, title: str | None = "خبر") -> str:
    """A report of two accounts that both carry `text` everywhere a page can put text."""
    articles = [write(key, text, title, text) for key in ("a", "b")]
    point = Point(
        id="p",
        text=text,
        kind="fact",
        verdict="agreed",
        asserted_by=(text,),
        denied_by=(text,),
        accounts=tuple(
            PointAccount(
                article=key,
                start=0,
                end=len(text),
                stance="says",
                speaker=text,
                cue=text,
                chain=(text, text),
            )
            for key in ("a", "b")
        ),
    )
    heads = tuple(
        AccountHead(article=one.id, outlet=one.outlet, title=title, published=None)
        for one in articles
    )
    event = Event(id="e", title=title, places=(text,), articles=("a", "b"))
    return render_html([Comparison(event=event, accounts=heads, points=(point,))], articles)


def test_every_quotation_links_to_its_words_in_the_text(flood: Any) -> None:
    reader = Reader(render_html([flood.comparison], flood.articles))
    assert len(reader.ids) == len(set(reader.ids))
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    for number, key, words in (
        (1, "nahr", "الجسر القديم أغلق أمام الشاحنات"),
        (2, "sada", "ونفت الوزارة ذلك"),
        (2, "sada", "كفاية"),
        (2, "sada", "الوزير الحلو"),
        (3, "gulf", "24 الجاري"),
    ):
        start = flood.bodies[key].index(words)
        assert reader.places[f"a-{number}-{start}-{start + len(words)}"] == words


def test_differing_words_are_marked_in_their_cells(flood: Any) -> None:
    marks = Reader(render_html([flood.comparison], flood.articles)).marks
    assert marks == ["خمسة", "تسعة أشخاص على الأقل", "كفاءة", "كفاية"]


def test_it_says_who_denies_and_who_is_silent_in_words(flood: Any) -> None:
    page = render_html([flood.comparison], flood.articles)
    contested = page[page.index("نقاط الخلاف") : page.index("نقاط التفاوت")]
    assert page.index("نقاط الخلاف") < page.index("نقاط التفاوت") < page.index("ما انفردت به")
    assert re.search(r"ينفيه:</span> <bdi>وزارة الري</bdi>", contested)
    assert contested.count(" لا يذكر</p>") == 1
    assert 'وكالة النهر</bdi> <span class="arrow">←</span> <bdi>وزارة الري' in contested


def test_an_open_day_is_said_as_what_it_could_be(flood: Any) -> None:
    page = render_html([flood.comparison], flood.articles)
    assert '<bdi>إما ٢٤ أو ٣١ آذار/مارس ٢٠٢١</bdi> <span class="tag tag-inferred"' in page
    event = msgspec.structs.replace(flood.comparison.event, candidates=())
    bare = msgspec.structs.replace(flood.comparison, event=event)
    head = render_html([bare], flood.articles).partition('totals"')[0]
    assert "<bdi>غير معروف</bdi></dd>" in head


def test_a_day_that_an_account_spells_out_is_not_inferred(flood: Any) -> None:
    entry = msgspec.structs.replace(flood.comparison.timeline[1], inferred=False)
    event = msgspec.structs.replace(flood.comparison.event, start="2021-03-24", end="2021-03-24")
    said = msgspec.structs.replace(flood.comparison, event=event, timeline=(entry,))
    unsaid = msgspec.structs.replace(said, timeline=())
    day = re.compile("<bdi>٢٤ آذار/مارس ٢٠٢١</bdi>(.*?)</dd>")
    found = [day.search(render_html([one], flood.articles)) for one in (said, unsaid)]
    assert [match is not None and "مستنتج" in match[1] for match in found] == [False, True]


def test_copies_furniture_and_lone_reports_are_named(flood: Any) -> None:
    page = render_html([flood.comparison], flood.articles)
    assert "منقول عن <bdi>وكالة النهر</bdi> (نحو <bdi>٨٢</bdi> في المئة من نصه)" in page
    assert '<details class="furniture">' in page
    assert "افتتاح معرض الكتاب\n13:05" in page
    alone = page[page.index("تقارير منفردة") : page.index("نصوص الروايات")]
    assert "بريد الشمال" in alone
    assert "وكالة النهر" not in alone


def test_the_file_stands_alone_and_is_the_same_each_time(flood: Any) -> None:
    page = render_html([flood.comparison], flood.articles)
    reader = Reader(page)
    assert page == render_html([flood.comparison], flood.articles)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert [link for link in reader.links if not link.startswith("#")] == [
        "https://nahr.example/news/77"
    ]
    assert not reader.tags & {"script", "link", "img", "iframe", "object", "form"}
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert not re.search(r"[\s;{](?:left|right|width|\w+-(?:left|right)):", style)


def test_markup_in_page_text_stays_text(write: Write) -> None:
    attack = "</bdi></style><script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 7*7 }}"
    page = lone(write, attack, title=attack)
    reader = Reader(page)
    assert not reader.tags & {"script", "img"}
    assert not reader.handlers
    assert page.count("&lt;script&gt;") > 5
    assert "{{ 7*7 }}" in page


def test_only_web_addresses_become_links(flood: Any) -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "https://x\u202e.example/", "//x"):
        article = msgspec.structs.replace(flood.articles[0], url=url)
        links = Reader(render_html([flood.comparison], [article])).links
        assert all(link.startswith("#") for link in links)


def test_bidi_controls_never_reach_the_page(write: Write) -> None:
    attack = "خبر \u202eعاجل\u2066 من\u200f المدينة\U000e0041\ud800\x1b[31m"
    page = lone(write, attack, title="\u202e")
    unseen = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\x1b\U000e0041]"
    assert not re.search(unseen, page)
    assert "خبر عاجل من المدينة" in page
    assert "بلا عنوان" in page


def test_a_title_of_ten_thousand_letters_is_cut(write: Write) -> None:
    page = lone(write, "نص قصير", title="خبر" * 3_400)
    assert "خبر" * 90 not in page
    assert "خبر…" in page


def test_outlets_of_one_name_are_told_apart(flood: Any) -> None:
    heads = tuple(
        msgspec.structs.replace(head, outlet="النهر") for head in flood.comparison.accounts
    )
    page = render_html([msgspec.structs.replace(flood.comparison, accounts=heads)], flood.articles)
    assert "<bdi>النهر (٢)</bdi>" in page
    assert "<bdi>النهر (٣)</bdi>" in page


def test_an_account_without_its_article_still_shows(flood: Any) -> None:
    reader = Reader(render_html([flood.comparison], flood.articles[1:]))
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-2, 90), st.integers(-2, 90)), max_size=6))
def test_any_slices_leave_the_text_whole_and_the_page_well_formed(
    write: Write, spans: list[tuple[int, int]]
) -> None:
    body = "قال النائب إن الجلسة أجلت أسبوعًا.\n\nوأضاف أن المكتب سيجتمع غدًا لبحث الأمر كله."
    articles = [write(key, body, "جلسة", key) for key in ("a", "b")]
    points = tuple(
        Point(
            id=str(n),
            text="نص",
            kind="fact",
            verdict="varied",
            accounts=(PointAccount(article="a", start=start, end=end, stance="says"),),
        )
        for n, (start, end) in enumerate(spans)
    )
    heads = tuple(
        AccountHead(article=one.id, outlet=one.outlet, title=one.title, published=None)
        for one in articles
    )
    event = Event(id="e", title=None, articles=("a", "b"))
    page = render_html([Comparison(event=event, accounts=heads, points=points)], articles)
    reader = Reader(page)
    assert len(reader.ids) == len(set(reader.ids))
    text = page[page.index('id="a-1"') : page.index('<article class="text" id="a-2"')]
    plain = re.sub(r'<a class="back".*?</a>|<[^>]*>', "", text[text.index('class="body">') + 13 :])
    assert re.sub(r"\s+", " ", plain).strip() == re.sub(r"\s+", " ", body)


def test_an_unknown_outlet_is_said_to_be_unknown(flood: Any) -> None:
    entry = msgspec.structs.replace(
        flood.comparison.points[0].accounts[3], chain=("gulf", "وكالة النهر", "وزارة الري")
    )
    accounts = (*flood.comparison.points[0].accounts[:3], entry)
    point = msgspec.structs.replace(flood.comparison.points[0], accounts=accounts)
    page = render_html([msgspec.structs.replace(flood.comparison, points=(point,))], flood.articles)
    assert '<bdi>جهة غير معروفة</bdi> <span class="arrow">←</span> <bdi>وكالة النهر' in page
    assert "<bdi>gulf</bdi>" not in page
    assert "الجهة الناشرة غير معروفة" in page


def test_a_difference_of_the_whole_quotation_marks_nothing(flood: Any) -> None:
    pumps = flood.comparison.points[2]
    whole = tuple(
        msgspec.structs.replace(side, start=entry.start, end=entry.end)
        for side, entry in zip(
            (pumps.differences[0].a, pumps.differences[0].b), pumps.accounts[:2], strict=True
        )
    )
    difference = msgspec.structs.replace(pumps.differences[0], a=whole[0], b=whole[1])
    point = msgspec.structs.replace(pumps, differences=(difference,))
    page = render_html([msgspec.structs.replace(flood.comparison, points=(point,))], flood.articles)
    assert Reader(page).marks == []
    assert "العبارة كلها" in page
    assert "إن كفاءة المضخات عادت إلى ما كانت عليه" in page
