"""Laws of extraction on pages put together by chance: what is body is the page's own words, no
visible word goes missing, and nothing that nobody sees changes the text."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Literal

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.pipeline import articles
from riwaya.records import Article, Origin, Page

TITLE = "وزير الأشغال يفتتح جسرا جديدا فوق النهر"
PROSE = [
    "افتتح وزير الأشغال سامر الحلو، اليوم الأحد، جسرا جديدا فوق النهر في وسط المدينة بعد عامين.",
    "وقال الحلو إن الجسر «سيخفف الازدحام»، مشيرا إلى أن كلفته بلغت ثلاثة ملايين دولار.",
    "وأضاف أن وزارة الأشغال ستبدأ الشهر المقبل صيانة الطريق المؤدي إلى الجسر من جهة المرفأ.",
    "وشكر الوزير العمال على ما بذلوه من جهد، ودعا سكان الأحياء القريبة من النهر إلى استخدام الجسر.",
    "ويعد الجسر الثالث من نوعه في المدينة، بعد جسرين افتتحا قبل عشرة أعوام شمالي المرفأ القديم.",
]
LINES = [
    "الرئيسية", "رياضة", "اقرأ أيضا", "شارك", "التعليقات", "كلفة الجسر", "معرض الكتاب يفتح غدا",
    "نتائج الدورة الأولى من بطولة كرة السلة للناشئين", "جميع الحقوق محفوظة لصحيفة الأمل 2020",
    "الأحد 3 آذار 2019", "بيروت - صحيفة الأمل", "(رويترز)", "49 خبر", "الاسم *", "عاجل",
    "البريد الإلكتروني *", "Getty Images", "صورة من الأرشيف",
]  # fmt: skip
TAGS = ("p", "div", "li", "h2", "h3", "span", "dd", "blockquote", "figcaption", "section")
AROUND = (
    "div", "article", "section", "aside", "nav", "ul", "div class=related", "div class=share",
    "div class=content", "div class=tags", "div class=comments", "footer", "figure",
)  # fmt: skip

BIT = st.sampled_from([*PROSE, *PROSE, TITLE, *LINES])
GROUP = st.tuples(
    st.sampled_from(AROUND), st.lists(st.tuples(st.sampled_from(TAGS), BIT), min_size=1, max_size=5)
)
PAGES = st.lists(GROUP, min_size=1, max_size=5)
DUMPS = st.lists(BIT, min_size=1, max_size=16)
Groups = list[tuple[str, list[tuple[str, str]]]]


def web(groups: Groups, between: str = "") -> str:
    parts = [
        f"<{around}>{''.join(f'<{tag}>{text}</{tag}>{between}' for tag, text in inner)}"
        f"</{around.split()[0]}>{between}"
        for around, inner in groups
    ]
    return f"<html><body><h1>{TITLE}</h1>{between}{''.join(parts)}</body></html>"


def found(text: str, kind: Literal["html", "text"]) -> Article | None:
    try:
        return extract(Page(origin=Origin(sha256="0" * 64), kind=kind, text=text))
    except InputRefused:
        return None


def visible(page: str) -> str:
    """The text of a page as it is read: block elements stand apart, inline ones do not."""
    text = re.sub(r"<[^<>]*>", " ", re.sub(r"</?span>", "", page))
    return " ".join(html.unescape(text).split())


def paragraphs(article: Article) -> list[str]:
    return [article.body[span.start : span.end] for span in article.paragraphs]


def signed(article: Article) -> list[str]:
    """What was read from lines that sign."""
    names = (*article.byline, *article.editor, *article.credit, article.dateline, article.outlet)
    return [name for name in names if name]


def missing(texts: list[str], article: Article) -> set[str]:
    """Words of a page that are nowhere in its article. A line that signs is there by what was read
    from it, without the word that says so (كتب:)."""
    texts = [text for text in texts if not any(name in text for name in signed(article))]
    whole = [article.body, article.title, article.subtitle, *signed(article)]
    whole += [block.text for block in article.furniture]
    return set(" ".join(texts).split()) - set(" ".join(text or "" for text in whole).split())


@given(PAGES)
def test_paragraphs_are_slices_of_the_page(groups: Groups) -> None:
    page = web(groups)
    article = found(page, "html")
    if article is not None:
        assert all(text in visible(page) for text in paragraphs(article))
        assert article.body == "\n\n".join(paragraphs(article))


@given(DUMPS)
def test_paragraphs_are_lines_of_the_dump(lines: list[str]) -> None:
    article = found("\n\n".join(lines), "text")
    if article is not None:
        assert all(text in lines for text in paragraphs(article))


@given(PAGES)
def test_no_visible_word_of_a_page_goes_missing(groups: Groups) -> None:
    article = found(web(groups, " "), "html")
    if article is not None:
        texts = [text for _, inner in groups for _, text in inner]
        assert not missing([TITLE, *texts], article)


@given(DUMPS)
def test_no_word_of_a_dump_goes_missing(lines: list[str]) -> None:
    article = found("\n\n".join(lines), "text")
    if article is not None:
        assert not missing(lines, article)


@given(PAGES | DUMPS)
def test_the_same_page_gives_the_same_bytes(page: Groups | list[str]) -> None:
    dump = isinstance(page[0], str)
    text = "\n\n".join(page) if dump else web(page)  # type: ignore[arg-type]
    one, two = (found(text, "text" if dump else "html") for _ in range(2))
    assert msgspec.json.encode(one) == msgspec.json.encode(two)


UNSEEN = [
    "<!-- تعليق: افتتح الوزير الجسر -->", "<script>var نص = 'افتتح الوزير الجسر.';</script>",
    "<style>.الجسر{}</style>", "<span hidden>افتتح الوزير اليوم جسرا جديدا فوق النهر.</span>",
    f"<a style='display:none' href=/>{PROSE[1]}</a>", "<template><p>قالب للصفحة</p></template>",
    "<span></span>", "<script type='application/ld+json'>{}</script>",
    "<input type=hidden value=سر>", "<svg><text>رسم</text></svg>",
]  # fmt: skip


@given(PAGES, st.sampled_from(UNSEEN))
def test_what_nobody_sees_changes_nothing_in_the_text(groups: Groups, unseen: str) -> None:
    plain, more = found(web(groups), "html"), found(web(groups, unseen), "html")
    # Where a page shows no article, one that it hides until a script runs may be taken for it.
    if plain is not None:
        assert more is not None
        assert paragraphs(more) == paragraphs(plain)
        assert more.title == plain.title


@given(st.lists(PAGES, min_size=2, max_size=4, unique_by=lambda one: web(one)), st.randoms())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_pages_does_not_matter(
    tmp_path: Path, pages: list[Groups], random: st.DrawFn
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir(exist_ok=True)
    names = []
    for number, groups in enumerate(pages):
        names.append(str(folder / f"{number}.html"))
        Path(names[-1]).write_text(web(groups), "utf-8")
    turned = names[:]
    random.shuffle(turned)  # type: ignore[attr-defined]
    one, two = (sorted(map(msgspec.json.encode, articles(inputs))) for inputs in (names, turned))
    assert one == two
