"""The judge of pairs: its parts, the same either way; who only says less does not differ."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from riwaya.annotate import annotate
from riwaya.compare import compare
from riwaya.compare.align import groups, weigh
from riwaya.compare.held import counted
from riwaya.compare.identity import identify
from riwaya.compare.parts import PARTS, WORD_PARTS, word_parts
from riwaya.compare.tallies import tallies
from riwaya.compare.traits import Traits, traits
from riwaya.compare.units import Unit, cut
from riwaya.extract import extract
from riwaya.records import AnnotatedArticle, Event, GivenArticle, Origin, Page

judging = sys.modules["riwaya.compare.judge"]
SENTENCES = (
    "سيطر مسلحو المعارضة على بلدة السدير بعد معارك عنيفة مع الجيش.",
    "استعاد الجيش بلدة السدير من مقاتلي المعارضة بعد اشتباكات.",
    "ارتفعت أسعار النفط في الأسواق العالمية أمس.",
    "لم تسقط بلدة السدير في يد المعارضة، بحسب مصدر عسكري.",
)


def account(name: str, text: str) -> AnnotatedArticle:
    given_text = GivenArticle(id=name, text=text, outlet=f"صحيفة {name}", published="2021-07-14")
    page = Page(origin=Origin(sha256=name), kind="given", text="", given=given_text)
    return annotate(extract(page))


def unit_traits(text: str) -> tuple[Unit, Traits]:
    made = account("a", text)
    unit = cut(0, made, identify((made,)))[0]
    return unit, traits(unit, made.body, 0)


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_word_parts_are_the_same_either_way(first: str, second: str) -> None:
    one, other = unit_traits(first)[1], unit_traits(second)[1]
    values = word_parts(one, other)
    assert len(values) == len(WORD_PARTS)
    assert values == word_parts(other, one)


def test_every_judged_pair_has_all_parts() -> None:
    accounts = [account(name, text) for name, text in zip("abcd", SENTENCES, strict=True)]
    identity = identify(tuple(accounts))
    units = [unit for n, one in enumerate(accounts) for unit in cut(n, one, identity)]
    found = judging.paired(weigh(units), accounts, counted(units, tallies(accounts)))
    assert found
    assert all(i < j and len(values) == len(PARTS) for (i, j), values in found.items())


def test_one_matter_in_other_words_is_likelier_than_another() -> None:
    accounts = [account(name, text) for name, text in zip("abc", SENTENCES, strict=False)]
    identity = identify(tuple(accounts))
    units = [unit for n, one in enumerate(accounts) for unit in cut(n, one, identity)]
    judged = judging.judge(weigh(units), accounts, counted(units, tallies(accounts)))
    assert judged.matter((0, 1)) > judged.matter((0, 2))
    assert judged.matter((0, 1)) > judged.matter((1, 2))


def test_no_pair_is_likelier_than_the_most_that_it_can_be() -> None:
    accounts = [account(name, text) for name, text in zip("abcd", SENTENCES, strict=True)]
    identity = identify(tuple(accounts))
    units = [unit for n, one in enumerate(accounts) for unit in cut(n, one, identity)]
    judged = judging.judge(weigh(units), accounts, counted(units, tallies(accounts)))
    assert judged.most
    assert all(judged.matter(pair) <= most for pair, most in judged.most.items())
    assert any(judged.matter(pair) < most for pair, most in judged.most.items())


def test_who_only_says_less_does_not_differ() -> None:
    text = "أعلنت هيئة الموانئ افتتاح رصيف جديد في ميناء السلام صباح الخميس بحضور الوزير."
    short = "أعلنت هيئة الموانئ افتتاح رصيف جديد في ميناء السلام."
    accounts = [account("a", text), account("b", short)]
    made = compare(Event(id="e", title=None, articles=("a", "b")), accounts)
    assert {point.verdict for point in made.points} <= {"agreed", "single"}


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.floats(0, 1)))
def test_groups_part_the_units(matter: dict[tuple[int, int], float]) -> None:
    accounts = [account(f"a{n}", SENTENCES[n % 4]) for n in range(6)]
    units = [cut(n, one, identify((one,)))[0] for n, one in enumerate(accounts)]
    ordered = {(min(pair), max(pair)): value for pair, value in matter.items() if len({*pair}) > 1}
    found = groups(weigh(units), ordered, lambda i, j: ordered.get((min(i, j), max(i, j)), 0.0))
    assert sorted(place for group in found for place in group) == list(range(6))
