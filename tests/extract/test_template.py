"""What a batch of pages teaches about a site: its own lines go, what an event repeats stays."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from riwaya import pipeline
from riwaya.extract import Lines, learned, lines_of, without
from riwaya.pipeline import Settings
from riwaya.records import AnnotatedArticle, Article, Origin, Span

OWN = "تأسست المنارة عام 1995 لتكون منبرا حرا مستقلا يعبر عن جميع الآراء."
STORIES = {
    "افتتاح جسر جديد فوق نهر المدينة": [
        "افتتح وزير الأشغال صباح اليوم جسرا جديدا فوق نهر المدينة بطول كيلومتر.",
        "وقال الوزير إن الجسر كلف ثلاثين مليون دينار واستغرق بناؤه عامين.",
    ],
    "فريق الساحل يهزم ضيفه بهدفين": [
        "فاز فريق الساحل على ضيفه فريق الجبل بهدفين دون رد في الدوري الممتاز.",
        "وأكد المدرب أن لاعبيه قدموا أفضل مباراة لهم منذ بداية الموسم.",
    ],
    "ارتفاع أسعار الخبز في الأسواق": [
        "ارتفعت أسعار الخبز أمس بنسبة عشرة في المئة في معظم أسواق العاصمة.",
        "وعزا التجار الارتفاع إلى نقص الطحين وتأخر وصول شحنات القمح.",
    ],
    "محكمة الجنايات تؤجل قضية المصرف": [
        "أجلت محكمة الجنايات النظر في قضية اختلاس أموال المصرف الزراعي إلى الشهر المقبل.",
        "وطلب محامي الدفاع مهلة للاطلاع على تقرير الخبراء الماليين.",
    ],
}


def article(title: str, paragraphs: list[str], url: str | None = "https://www.example.org/1",
            outlet: str | None = None) -> Article:  # fmt: skip
    spans, start = [], 0
    for text in paragraphs:
        spans.append(Span(start=start, end=start + len(text)))
        start += len(text) + 2
    return Article(
        id=title, page=Origin(sha256="0" * 64), title=title, body="\n\n".join(paragraphs),
        paragraphs=tuple(spans), url=url, outlet=outlet,
    )  # fmt: skip


def cleaned(articles: list[Article]) -> list[str]:
    numbers = learned([lines_of(one) for one in articles])
    return [
        (without(one, some) if some else one).body
        for one, some in zip(articles, numbers, strict=True)
    ]


def test_a_line_of_the_site_goes_and_is_kept_as_furniture() -> None:
    articles = [article(title, [*texts, OWN]) for title, texts in STORIES.items()]
    numbers = learned([lines_of(one) for one in articles])
    assert numbers == [(2,)] * 4
    one = without(articles[0], numbers[0])
    first = next(iter(STORIES.values()))
    assert OWN not in one.body
    assert [one.body[span.start : span.end] for span in one.paragraphs] == first
    assert [(block.kind, block.text) for block in one.furniture] == [("other", OWN)]
    assert "template_removed" in one.notes


def test_a_site_may_be_known_by_its_name_only_and_one_that_is_not_teaches_nothing() -> None:
    named = [article(title, [*texts, OWN], None, "المنارة") for title, texts in STORIES.items()]
    assert OWN not in "".join(cleaned(named))
    bare = [article(title, [*texts, OWN], None) for title, texts in STORIES.items()]
    assert cleaned(bare) == [one.body for one in bare]


def test_a_wire_paragraph_in_several_outlets_stays() -> None:
    articles = [
        article(title, [*texts, OWN], f"https://outlet{number}.example/1")
        for number, (title, texts) in enumerate(STORIES.items())
    ]
    assert cleaned(articles) == [one.body for one in articles]


def test_background_that_speaks_of_the_event_stays() -> None:
    background = "وكان انهيار مبنى حي النخيل قد أودى بحياة سبعة أشخاص الشهر الماضي."
    titles = ["توقيف مالك مبنى حي النخيل", "لجنة تحقيق في انهيار مبنى النخيل",
              "أهالي حي النخيل يطالبون بمحاسبة مالك المبنى"]  # fmt: skip
    articles = [
        article(title, [*texts, background])
        for title, texts in zip(titles, STORIES.values(), strict=False)
    ]
    assert cleaned(articles) == [one.body for one in articles]


def test_versions_of_one_story_stay() -> None:
    base = [text for texts in STORIES.values() for text in texts]
    articles = [
        article(f"{title} {number}", [*base, f"إضافة رقم {number} إلى الخبر."])
        for number, title in enumerate(STORIES)
    ]
    assert cleaned(articles) == [one.body for one in articles]


PAGES = st.lists(
    st.builds(
        Lines,
        site=st.sampled_from(["a.example", "b.example"]),
        title=st.integers(0, 5),
        paragraphs=st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=5).map(tuple),
    ),
    max_size=10,
)


@given(PAGES, st.randoms(use_true_random=False))
def test_the_order_of_pages_does_not_matter(pages: list[Lines], random: object) -> None:
    order = list(range(len(pages)))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = learned([pages[number] for number in order])
    straight = learned(pages)
    assert [straight[number] for number in order] == turned


@given(PAGES)
def test_no_article_loses_all_of_its_paragraphs(pages: list[Lines]) -> None:
    for lines, numbers in zip(pages, learned(pages), strict=True):
        assert not lines.paragraphs or len(numbers) < len(lines.paragraphs)


def test_through_all_stages_statements_of_the_template_are_none(tmp_path: Path) -> None:
    said = "وتقول إدارة المنارة إنها منبر حر مستقل يعبر عن جميع الآراء."
    for number, (title, texts) in enumerate(STORIES.items()):
        body = "".join(f"<p>{text}</p>" for text in [*texts, said])
        (tmp_path / f"{number}.html").write_text(
            f"<html><head><title>{title}</title><link rel='canonical' "
            f"href='https://example.org/{number}'></head><body><article><h1>{title}</h1>{body}"
            "</article></body></html>", encoding="utf-8",
        )  # fmt: skip
    [alone] = pipeline.annotated([str(tmp_path / "0.html")], Settings())
    assert isinstance(alone, AnnotatedArticle)
    assert said in alone.body
    found = list(pipeline.annotated([str(tmp_path)], Settings()))
    assert len(found) == 4
    for one in found:
        assert isinstance(one, AnnotatedArticle)
        assert "المنارة" not in one.body
        assert all(span.end <= len(one.body) for span in one.sentences)
        assert msgspec.json.decode(msgspec.json.encode(one), type=AnnotatedArticle) == one
