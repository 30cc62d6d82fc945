"""What holds whatever a language model answers."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import InputRefused
from riwaya.propose.ask import labelled
from riwaya.propose.check import Pair, checked
from riwaya.propose.points import with_pairs
from riwaya.propose.reply import parsed

from .conftest import compared, completion

COMPARISON, ARTICLES = compared()
SHOWN = labelled(COMPARISON, ARTICLES)
BODIES = {article.id: article.body for article in ARTICLES}


@st.composite
def quotes(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from(sorted(BODIES.values())))
    at = draw(st.integers(0, len(body)))
    found = body[at : at + draw(st.integers(0, 80))]
    return draw(st.sampled_from([found, found.strip(), draw(st.text(max_size=20))]))


@st.composite
def whole_words(draw: st.DrawFn) -> str:
    words = draw(st.sampled_from(sorted(BODIES.values()))).split()
    at = draw(st.integers(0, len(words) - 1))
    return " ".join(words[at : at + draw(st.integers(1, 9))])


sides = st.fixed_dictionaries(
    {
        "account": st.sampled_from(["A1", "A2", "A3", "A4", "manara"]),
        "quote": quotes() | whole_words(),
    }
)
made = st.fixed_dictionaries(
    {
        "a": sides,
        "b": sides,
        "relation": st.sampled_from(["same", "differs", "contradicts", "remove"]),
    }
)
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def taken(answer: bytes) -> Any:
    given_pairs = [checked(one, SHOWN) for one in parsed(answer, "localhost")]
    return with_pairs(COMPARISON, ARTICLES, [one for one in given_pairs if isinstance(one, Pair)])


def holds(answer: bytes) -> int:
    """Checks what was made of an answer; how many points that are."""
    comparison, _ = taken(answer)
    many = len(COMPARISON.points)
    assert comparison.points[:many] == COMPARISON.points
    assert len({point.id for point in comparison.points}) == len(comparison.points)
    for point in comparison.points[many:]:
        assert point.parts == {"proposed": 1.0}
        assert len({one.article for one in point.accounts}) == len(point.accounts) == 2
        slices = [BODIES[one.article][one.start : one.end] for one in point.accounts]
        assert point.text == slices[0]
        for one, words in zip(point.accounts, slices, strict=True):
            assert len(words.split()) >= 2
            assert BODIES[one.article].count(words) == 1
            assert "\n" not in words
        for difference in point.differences:
            for side in (difference.a, difference.b):
                assert side.text == BODIES[side.article][side.start : side.end]
    return len(comparison.points) - many


@given(st.lists(made | anything, max_size=8))
def test_every_slice_is_verbatim_whatever_is_proposed(proposed: list[Any]) -> None:
    holds(completion({"proposals": proposed}))


@given(st.lists(made, min_size=20, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_proposals_does_not_make_other_slices(
    proposed: list[Any], random: Any
) -> None:
    holds(completion({"proposals": proposed}))
    random.shuffle(proposed)
    holds(completion({"proposals": proposed}))


@given(st.text() | anything.map(json.dumps))
def test_any_text_gives_no_point_or_a_refusal(content: str) -> None:
    found = outcome(completion(content))
    assert found == 0 or found in {"model_no_json", "model_declined"}


@given(st.binary() | anything.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_give_a_refusal(answer: bytes) -> None:
    assert outcome(answer) == "model_no_json"


def outcome(answer: bytes) -> int | str:
    """How many points an answer gives, or the code of its refusal."""
    try:
        return holds(answer)
    except InputRefused as error:
        return error.code


def test_the_laws_see_points() -> None:
    """So that they are not true of nothing."""
    said = {"account": "A1", "quote": "تأخرت سيارات"}, {"account": "A2", "quote": "دقائق معدودة"}
    pair = {"a": {**said[0], "quote": "سيارات الإسعاف"}, "b": said[1], "relation": "differs"}
    assert holds(completion({"proposals": [pair]})) == 1
