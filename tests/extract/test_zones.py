"""What tags, classes and roles say of an element, and what is hidden."""

from __future__ import annotations

import pytest

from riwaya.data import rows
from riwaya.extract.blocks_html import blocks
from riwaya.extract.tree import Node, Tree
from riwaya.extract.zones import class_words, in_furniture, is_hidden, zone_of


def element(markup: str, tag: str = "div") -> Node:
    return Tree.parse(markup).tagged(tag)[0]


@pytest.mark.parametrize("row", rows("html_zones"), ids=lambda row: f"{row['match']} {row['text']}")
def test_every_row_does_what_its_example_shows(row: dict[str, str]) -> None:
    markup = f"<body>{row['example']}خبر"
    nodes = Tree.parse(markup).tagged("body")
    inner = [node for node in Tree.parse(markup).inside(nodes[0]) if node.tag]
    assert zone_of(inner[0]) == row["kind"]


@pytest.mark.parametrize(
    ("attributes", "zone"),
    [
        ("class='post-related'", "related"), ("class='relatedPosts'", "related"),
        ("class='RELATED'", "related"), ("id='comments'", "comments"),
        ("class='article' id='share-bar'", "share"), ("class='unrelatedness'", ""),
        ("class='navy'", ""), ("class='content'", ""), ("class=''", ""), ("class", ""),
        ("role='navigation'", "navigation"), ("role='main'", ""),
        ("itemtype='https://schema.org/Comment'", "comments"),
        ("itemtype='https://schema.org/NewsArticle'", ""),
        (f"class='{'x ' * 400}related'", ""),
    ],
)  # fmt: skip
def test_whole_words_of_class_and_id_count(attributes: str, zone: str) -> None:
    assert zone_of(element(f"<div {attributes}>خبر")) == zone


def test_wide_elements_are_no_furniture_by_their_class() -> None:
    for tag in ("main", "article"):
        assert zone_of(element(f"<{tag} class='related share comments'>خبر", tag)) == ""
    assert zone_of(element("<blockquote><footer>هالة ناصر</footer>", "footer")) == ""
    assert zone_of(element("<div><footer>الحقوق</footer>", "footer")) != ""


def test_class_words_are_in_order_and_small() -> None:
    assert class_words(element("<div class='postDate meta_time' id='Main2'>")) == (
        "post", "date", "meta", "time", "main",
    )  # fmt: skip
    assert class_words(element("<div>")) == ()


def test_furniture_is_inherited_but_not_by_the_headline() -> None:
    page = "<div class=related><p>خبر آخر</p></div><div class=share><h1>جسر</h1><p>نص</p></div>"
    tree = Tree.parse(page)
    other, text = tree.tagged("p")
    assert in_furniture(tree, other)
    assert not in_furniture(tree, text)


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden", "hidden=''", "style='display:none'", "style='color:red; DISPLAY : none;'",
        "style='visibility:hidden'", "itemprop='publisher'", "itemprop='logo'",
    ],
)  # fmt: skip
def test_what_is_hidden_is_not_text(attributes: str) -> None:
    markup = f"<p>افتتح الوزير الجسر.</p><div {attributes}>سر <b>مخفي</b></div><p>وعاد الوفد.</p>"
    assert is_hidden(element(markup))
    assert [block.text for block in blocks(Tree.parse(markup))] == [
        "افتتح الوزير الجسر.", "وعاد الوفد.",
    ]  # fmt: skip
    shown = [block.text for block in blocks(Tree.parse(markup), hidden=True)]
    assert "سر مخفي" in shown


@pytest.mark.parametrize(
    "attributes",
    ["", "style='display:block'", "style=''", "style", "class='hidden'", "aria-hidden='false'",
     "itemprop='author'", f"style='{'a' * 600} display:none'"],
)  # fmt: skip
def test_what_is_shown_is_text(attributes: str) -> None:
    assert not is_hidden(element(f"<div {attributes}>نص"))
