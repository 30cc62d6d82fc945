"""The Markdown report: what it says, and that page text stays text."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from riwaya.report import render_markdown, render_text
from riwaya.report.clean import line
from riwaya.report.markdown import escaped

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = st.text(
    st.sampled_from("خبر عاجل12-+*_`~<>[]()!|\\#&$=^:;/@.'\"{}\u0085wxm?") | st.characters()
)


def inline(text: str) -> list[Token]:
    return [child for one in READER.parse(text) for child in one.children or ()]


@given(HOSTILE)
@example("1. خبر")
@example("1) خبر")
@example("- - خبر")
@example("--- ")
@example("<b onclick=x>&lt;")
@example("[خبر](javascript:x)![x](y)")
@example("``@@`` a@b@c ~~x~~ | --- |")
@example("https://site.example www.site.example")
def test_page_text_stays_text(text: str) -> None:
    said = line(text)
    for before in ("", "- ", "#### ", "- «"):
        blocks = READER.parse(before + escaped(said))
        children = [child for one in blocks for child in one.children or ()]
        assert {one.type for one in children} <= {"text", "text_special", "code_inline"}
        assert {one.content for one in children if one.type == "code_inline"} <= {
            "@" * n for n in range(1, 200)
        }
        shown = "".join(one.content for one in children)
        assert shown == (before.removeprefix("- ").removeprefix("#### ") + said).strip()
        expected = {"- ": "bullet_list_open", "- «": "bullet_list_open", "#### ": "heading_open"}
        if said:
            assert blocks[0].type == expected.get(before, "paragraph_open")
            assert len([one for one in blocks if one.type == "inline"]) == 1


def test_no_address_is_left_whole_for_readers_that_link_them() -> None:
    for text in ("https://site.example/x", "www.site.example", "site.example", "a@site.example"):
        assert not re.search(r"(?<!\\)(://|\.\w)|@(?!`)", escaped(text))


def test_it_says_what_the_text_says_in_the_same_order(flood: Any) -> None:
    for language in ("ar", "en"):
        markdown = render_markdown([flood.comparison], flood.articles, language)
        text = render_text([flood.comparison], flood.articles, language)
        plain = "\n".join(
            "".join(child.content for child in one.children or ())
            for one in READER.parse(markdown)
            if one.type == "inline"
        )
        reference = r" \((?:المقال|article) \w+[،,] (?:من )?\d+ (?:إلى|to) \d+\)"
        said = re.sub(reference, "", plain)
        words = re.findall(r"\w+", re.sub("[\u2068\u2069]", "", text))
        assert re.findall(r"\w+", said)[: len(words)] == words


def test_each_slice_names_its_article_and_offsets(flood: Any) -> None:
    start = flood.bodies["sada"].index("كفاية")
    markdown = render_markdown([flood.comparison], flood.articles)
    assert f"كفاية (صدى القرى (المقال sada، من {start} إلى {start + 5}))" in markdown
    quoted = "«ونفت الوزارة ذلك» (المقال sada، من "
    assert quoted in markdown


def test_a_hostile_page_writes_no_markup(flood: Any) -> None:
    attack = "](https://x.example) <script>alert(1)</script>\n# خبر | `كود` a@x.example"
    event = msgspec.structs.replace(flood.comparison.event, title=attack, places=(attack,))
    articles = [msgspec.structs.replace(one, title=attack, outlet=attack) for one in flood.articles]
    heads = tuple(
        msgspec.structs.replace(one, title=attack, outlet=attack)
        for one in flood.comparison.accounts
    )
    changed = msgspec.structs.replace(flood.comparison, event=event, accounts=heads)
    types = {one.type for one in inline(render_markdown([changed], articles))}
    assert types <= {"text", "text_special", "code_inline"}
