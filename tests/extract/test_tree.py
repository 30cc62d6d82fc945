"""The flat list of a page's nodes: document order, slices, and no word lost on the way."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from riwaya.extract.tree import TEXT, Node, Tree

WORDS = ("جسر", "افتتح", "الوزير", "المرفأ", "اليوم", "سوق", "&amp;", "٢٥", "«نعم»")
INLINE = ("b", "span", "a", "em", "strong", "font", "i")
BLOCKS = ("div", "p", "section", "article", "li", "blockquote", "h2", "td")

PIECE = st.recursive(
    st.sampled_from(WORDS).map(lambda word: f" {word} "),
    lambda inner: st.tuples(st.sampled_from(INLINE + BLOCKS), st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)
PAGES = st.lists(PIECE, max_size=8).map("".join)


def words(text: str) -> list[str]:
    return text.split()


def visible(page: str) -> list[str]:
    return words(html.unescape(re.sub(r"<[^<>]*>", "", page)))


@given(PAGES)
def test_every_word_is_there_once_and_in_order(page: str) -> None:
    # A cell without its table is no element; its words stay.
    tree = Tree.parse(page)
    assert words("".join(node.text for node in tree.nodes)) == visible(page)
    roots = [node for node in tree.nodes if node.parent is None]
    assert words(" ".join(tree.text_of(root) for root in roots)) == visible(page)


@given(PAGES)
def test_what_stands_in_an_element_is_a_slice(page: str) -> None:
    tree = Tree.parse(page)
    for index, node in enumerate(tree.nodes):
        assert node.index == index < node.end <= len(tree.nodes)
        inside = tree.inside(node)
        assert all(one.index == index + 1 + at for at, one in enumerate(inside))
        if node.tag == TEXT:
            assert not inside
            assert not node.attributes
        else:
            assert node.text == ""
        for inner in inside:
            assert node in above(inner)
        if node.parent is not None:
            assert node.parent.index < index
            assert node.end <= node.parent.end
        after = [one for one in tree.nodes[node.end :] if node in above(one)]
        assert not after


def above(node: Node) -> list[Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


@given(PAGES)
def test_elements_are_found_by_their_tags(page: str) -> None:
    tree = Tree.parse(page)
    for tag in {node.tag for node in tree.nodes} - {TEXT}:
        assert tree.tagged(tag) == [node for node in tree.nodes if node.tag == tag]
    assert list(tree.elements()) == [node for node in tree.nodes if node.tag]
    deepest = max((len(above(node)) + 1 for node in tree.elements()), default=0)
    assert tree.depth == deepest


@given(PAGES, st.integers(0, 40))
def test_a_text_is_cut_where_it_is_long_enough(page: str, most: int) -> None:
    tree = Tree.parse(f"<main>{page}</main>")
    for node in tree.elements():
        assert tree.text_of(node).startswith(tree.text_of(node, most))


def test_elements_that_say_nothing_leave_their_text() -> None:
    tree = Tree.parse("<p>افتتح <b>الوز</b>ير <i>الج<u>سر</u></i> اليوم.</p>")
    (paragraph,) = tree.tagged("p")
    assert tree.text_of(paragraph) == "افتتح الوزير الجسر اليوم."
    assert [node.text for node in tree.inside(paragraph)] == ["افتتح الوزير الجسر اليوم."]


def test_what_is_no_text_is_left_out_and_scripts_stay() -> None:
    page = (
        "<p>افتتح<style>.a{}</style><svg><text>رسم</text></svg><textarea>سر</textarea> الجسر"
        "<select><option>دمشق</select></p><script type='application/ld+json'>{\"a\": 1}</script>"
    )
    tree = Tree.parse(page)
    (script,) = tree.tagged("script")
    assert tree.text_of(script) == '{"a": 1}'
    assert tree.text_of(tree.tagged("p")[0]) == "افتتح الجسر"


def test_attributes_are_those_of_the_page() -> None:
    tree = Tree.parse("<div CLASS='أول ثان' hidden data-x=''>خبر</div>")
    (found,) = tree.tagged("div")
    assert found.get("class") == "أول ثان"
    assert found.get("hidden") == found.get("data-x") == found.get("id") == ""
    assert "hidden" in found.attributes
    assert "id" not in found.attributes


def test_what_a_browser_saved_of_a_custom_element_is_content() -> None:
    saved = "<x-news><template shadowrootmode='open'><p>افتتح الوزير الجسر.</p></template></x-news>"
    assert [Tree.parse(saved).text_of(node) for node in Tree.parse(saved).tagged("p")] == [
        "افتتح الوزير الجسر."
    ]
    assert not Tree.parse("<template><p>قالب فارغ</p></template>").tagged("p")


def test_the_elements_around_a_headline_are_known() -> None:
    tree = Tree.parse("<main><header><h1>جسر</h1></header><div>نص</div></main>")
    around = {tree.nodes[index].tag for index in tree.around}
    assert around == {"html", "body", "main", "header"}


def test_hollow_pages_have_few_nodes_and_no_text() -> None:
    for page in ("", " ", "<!-- خبر -->", "<!doctype html>", "<?xml?>", "<html><frameset><frame>"):
        tree = Tree.parse(page)
        assert not "".join(node.text for node in tree.nodes).strip()
        assert tree.depth <= 3
