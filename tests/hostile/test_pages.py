"""Pages made to break a reader: each is refused or flattened with a note, none hangs or crashes."""

from __future__ import annotations

import pytest

from riwaya.errors import InputRefused
from riwaya.extract import extract
from riwaya.read import Capture, page_of
from riwaya.records import Article, Page

PROSE = "افتتح الوزير اليوم جسرا جديدا فوق النهر في وسط المدينة، وقال إن العمل استغرق عامين. "

OTHER = "وأضاف أن الوزارة ستبدأ الشهر المقبل أعمال صيانة للطريق المؤدي إلى المرفأ."

LAST = "وشكر الوزير العمال على ما بذلوه من جهد في الجسر، ودعا السكان إلى استخدامه منذ اليوم."

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
    "tags": "<html>" + "<b>س</b>" * 400_000 + PROSE,
    "breaks": "<html><p>" + "<br>" * 400_000 + PROSE,
    "one line of 8 MB": "<html><p>" + PROSE * 54_000,
    "frames": "<html><frameset>" + "<frame src=x>" * 10_000 + f"<noframes><p>{PROSE}</noframes>",
    "base": "<html>" + "<base href=//x>" * 10_000 + f"<p>{PROSE}",
    "tables": "<html>" + "<table><tr><td>" * 60 + f"<p>{PROSE}</p>" * 200,
    "words in tables": "<html><table>" + f"<tr>{PROSE}<td>" * 2_000,
    "lists": "<html>" + "<ul><li>" * 90 + PROSE,
    "forms": "<html>" + "<form><input><select><option>" * 5_000 + f"<p>{PROSE}",
    "bold without end": "<html>" + "<p><b>س" * 2_000 + PROSE,
    "bold in the wrong order": "<html>" + "<b><p>س</b></p>" * 5_000 + PROSE,
    "links in links": "<html>" + "<a href=x>س" * 9_000 + PROSE,
    "headlines": "<html>" + "<h1>وزير يفتتح جسرا جديدا</h1>" * 20_000 + f"<p>{PROSE}",
    "half end tags": "<html><p>" + PROSE + "</" * 300_000,
    "long tags": f"<html><{'d' * 500_000}><p>{PROSE}</{'d' * 500_000}>",
    "sections of CDATA": "<html><p>" + "<![CDATA[" * 9_000 + PROSE,
    "comments for one browser": "<html>" + "<!--[if IE]>" * 100_000 + f"<p>{PROSE}",
    "zeros": "<html\0><p\0>" + "\0" * 500_000 + PROSE + "\0</p>",
    "entities": "<html><p>" + PROSE + "&#x41;&nbsp;&#1114112;&#xd800;&bogus;" * 50_000,
    "ligatures": "<html><p>" + PROSE + "\ufdfa" * 100_000,
    "harakat": "<html><p>" + PROSE + "م" + "\u0651" * 500_000,
    "tatweel": "<html><p>" + PROSE + "ـ" * 500_000,
    "directions": "<html><p>" + PROSE + "\u202e\u2066\u200f" * 100_000,
    "joiners": "<html><p>" + PROSE + "\u200d\u200c" * 200_000,
    "emoji": "<html><p>" + PROSE + "\U0001f469\u200d\U0001f4bb" * 100_000,
    "quotes": "<html><p>" + PROSE + "«" * 300_000 + '"' * 300_001,
    "digits": "<html><p>" + PROSE + "1٢۳" * 200_000,
    "dates": PROSE + " 3/5/2019" * 60_000,
    "clocks": PROSE + " 12:30" * 80_000,
    "dashes": "وزير يفتتح جسرا جديدا " + "- " * 200_000 + PROSE,
    "bars": "وزير يفتتح جسرا جديدا " + "| " * 200_000 + PROSE,
    "dots": PROSE + ". " * 300_000,
    "commas": PROSE + "، " * 300_000,
    "names": "وزير يفتتح جسرا\n\nكتب: " + "محمد سالم و" * 40_000 + "\n\n" + PROSE,
    "briefs": "إغلاق طريق (البلدية) - 12:33 " * 20_000 + "\n\n" + PROSE,
}  # fmt: skip
MUTANTS = [  # what parsers and sanitizers read in two ways
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style>x'>",
    "<select><template><style><!--</style><a rel='--></style></template></select><b>'>",
    "<svg><desc><title><![CDATA[</title><script>alert(1)</script>]]></desc></svg>",
    "<xmp><p title='</xmp><script>alert(1)</script>'></xmp>", "<a href='java&#09;script:x'>خبر</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<p/onclick=alert(1)/>خبر",
]  # fmt: skip


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


@pytest.mark.parametrize("mutant", MUTANTS)
def test_what_can_be_read_in_two_ways_leaves_the_text_alone(mutant: str) -> None:
    text = f"<p>{PROSE}</p><p>{OTHER}</p><p>{LAST}</p>"
    article = opened(f"<html><body><div>{text}</div>{mutant}")
    assert article is not None
    assert article.body.startswith(f"{PROSE.strip()}\n\n{OTHER}")
    assert "<" not in article.body
    assert article.url is None
    inside = opened(f"<html><body>{mutant}</select></svg></math>{text}")
    assert inside is None or "onerror" not in inside.body


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
