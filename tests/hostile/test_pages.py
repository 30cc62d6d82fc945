"""Pages made to break a reader: each is refused or flattened with a note, none hangs or crashes."""

from __future__ import annotations

import pytest

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.read import Capture, page_of
from riwaya.records import Article, Page

PROSE = "افتتح الوزير اليوم جسرا جديدا فوق النهر في وسط المدينة، وقال إن العمل استغرق عامين. "

OTHER = "وأضاف أن الوزارة ستبدأ الشهر المقبل أعمال صيانة للطريق المؤدي إلى المرفأ."

FLATTENED = {
    "depth": "<html>" + "<div>" * 1_000_000 + PROSE,
    "attributes": "<html><div " + " ".join(f"a{n}" for n in range(100_000)) + f">{PROSE}</div>",
    "elements": "<html>" + "<i>س</i>" * 70_000 + "<p>" + PROSE,
}
ODD = {
    "open tags": "<html><p>" + "<a " * 300_000 + PROSE,
    "open quotes": "<html><p>" + "<a =\" ='" * 200_000 + PROSE,
    "open scripts": "<html><title>خبر عن الجسر فوق النهر</title>" + "<script>" * 200_000 + PROSE,
    "open comments": "<html>" + "<!--" * 300_000 + PROSE,
    "marks": PROSE + "!" * 500_000 + "س",
    "brackets": PROSE + "( " * 300_000,
    "open bracket": PROSE + "(" + " " * 500_000,
    "colons": ": " * 300_000 + PROSE,
    "spaces": " " * 500_000 + PROSE,
    "lines": "خبر\n" * 100_000,
    "words": "سوق " * 200_000,
    "json": "<html><script type='application/ld+json'>" + "[" * 100_000 + "</script><p>" + PROSE,
    "svg": "<html><svg><title><p>" + PROSE + "</svg><math><mtext><table>" + PROSE,
    "plaintext": "<html><plaintext>" + PROSE + "</p>",
}  # fmt: skip


def opened(text: str) -> Article | None:
    page = page_of(Capture(where="x", data=text.encode(), path="x"))
    assert isinstance(page, Page)
    try:
        return extract(page)
    except InputRefused:
        return None


@pytest.mark.parametrize("kind", FLATTENED)
def test_markup_beyond_the_caps_is_flattened_with_a_note(kind: str) -> None:
    article = opened(FLATTENED[kind])
    assert article is not None
    assert f"markup_flattened_{kind}" in article.notes
    assert PROSE.strip() in article.body


@pytest.mark.parametrize("kind", ODD)
def test_odd_pages_give_an_article_or_a_refusal(kind: str) -> None:
    article = opened(ODD[kind])
    assert article is None or all(
        article.body[span.start : span.end].strip() for span in article.paragraphs
    )


def test_unclosed_tags_lose_nothing() -> None:
    article = opened("<html><div><b><p>" + PROSE + "<p>" + "<i>" * 50 + OTHER)
    assert article is not None
    assert PROSE.strip() in article.body
    assert OTHER in article.body


def test_what_is_hidden_or_a_script_is_not_text() -> None:
    hidden = "<div style='display:none'>سر مخفي لا يقرؤه أحد من الناس اليوم.</div>"
    script = "<script>var x = 'نص برمجي طويل لا علاقة له بالخبر.';</script>"
    article = opened(f"<html><p>{PROSE}{script}{hidden}<p>{PROSE}")
    assert article is not None
    kept = article.body + "".join(block.text for block in article.furniture)
    assert "مخفي" not in kept
    assert "برمجي" not in kept
