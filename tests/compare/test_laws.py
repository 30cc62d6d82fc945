"""What holds of every comparison, whatever the accounts say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from riwaya import limits
from riwaya.compare import compare
from riwaya.records import AnnotatedArticle, Event, Stance

from .conftest import build

WORDS = (
    "السفينة",
    "أفرغت",
    "لم",
    "وقودا",
    "الميناء",
    "12",
    "قتيلا",
    "أمس",
    "الشركة",
    "«",
    "\u202e",
    "المدينة",
    "غادرت",
    "ولا",
    "الجسر",
)
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
stances = st.sampled_from(["assert", "deny", "confirm"])


@st.composite
def accounts(draw: st.DrawFn) -> list[AnnotatedArticle]:
    made = []
    for name in ("a", "b", "c"):
        content, rest = draw(texts), draw(texts)
        stance: Stance = draw(stances)
        speaker = draw(st.sampled_from(["الوزير", "الشركة", None]))
        made.append(build(name, f"قال {content}. {rest}.", [(speaker, "قال", content, stance)]))
    return made


@settings(max_examples=60, deadline=None)
@given(accounts())
def test_slices_exist_and_every_account_has_its_say(given_accounts: list[AnnotatedArticle]) -> None:
    event = Event(id="e", title=None, articles=("a", "b", "c"))
    bodies = {article.id: article.body for article in given_accounts}
    for point in compare(event, given_accounts).points:
        assert list(dict.fromkeys(one.article for one in point.accounts)) == ["a", "b", "c"]
        speaking = [account for account in point.accounts if account.stance != "silent"]
        assert 1 <= point.independent <= len(speaking)
        assert point.text in {bodies[one.article][one.start : one.end] for one in speaking}
        assert (point.verdict == "single") <= (len(speaking) == 1)
        for difference in point.differences:
            for side in (difference.a, difference.b):
                assert side.text == bodies[side.article][side.start : side.end] != ""


@settings(max_examples=40, deadline=None)
@given(accounts())
def test_the_order_given_does_not_matter(given_accounts: list[AnnotatedArticle]) -> None:
    event = Event(id="e", title=None, articles=("a", "b", "c"))
    assert compare(event, given_accounts) == compare(event, given_accounts[::-1])
    turned = compare(Event(id="e", title=None, articles=("c", "b", "a")), given_accounts)
    assert {(point.id, point.verdict) for point in turned.points} == {
        (point.id, point.verdict) for point in compare(event, given_accounts).points
    }


def test_accounts_are_capped_and_said_so() -> None:
    many = [
        build(f"{number:04}", "غادرت السفينة الميناء صباح أمس نحو الجزيرة.")
        for number in range(limits.EVENT_ARTICLES + 3)
    ]
    comparison = compare(Event(id="e", title=None), many)
    assert len(comparison.accounts) == limits.EVENT_ARTICLES
    assert comparison.notes == ("accounts_capped",)
    assert comparison.points[0].verdict == "agreed"


def test_an_article_without_text() -> None:
    assert compare(Event(id="e", title=None), [build("a", "")]).points == ()


def test_a_statement_that_is_its_own_parent() -> None:
    body = "قال إن السفينة غادرت الميناء."
    said = [("الوزير", "قال", "السفينة غادرت الميناء", "assert")]
    looped = build("a", body, said, parents={0: 0})
    assert len(compare(Event(id="e", title=None), [looped]).points) <= 1
