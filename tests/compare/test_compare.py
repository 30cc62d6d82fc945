"""What a comparison says of accounts that agree, differ and contradict one another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from riwaya.compare import compare
from riwaya.records import AnnotatedArticle, Comparison, Copy, Event, Point

Build = Callable[..., AnnotatedArticle]
Make = Callable[..., Event]

CLAIM = "أعلنت هيئة الموانئ أن السفينة أفرغت شحنة وقود فاسد في ميناء السلام."
SAID = ("هيئة الموانئ", "أعلنت", "السفينة أفرغت شحنة وقود فاسد في ميناء السلام", "assert")


def one(comparison: Comparison, words: str) -> Point:
    found = [point for point in comparison.points if words in point.text]
    assert len(found) == 1, [point.text for point in comparison.points]
    return found[0]


def test_shortened_account_agrees(article: Build, event: Make) -> None:
    a = article("a", CLAIM, [SAID])
    b = article(
        "b",
        "قالت الهيئة إن السفينة أفرغت وقودا فاسدا بالميناء.",
        [("الهيئة", "قالت", "السفينة أفرغت وقودا فاسدا بالميناء", "assert")],
    )
    point = one(compare(event("a", "b"), [a, b]), "السفينة أفرغت")
    assert [account.stance for account in point.accounts] == ["says", "says"]
    assert point.verdict in ("agreed", "varied")
    assert point.independent == 2


def test_what_only_one_says_is_single_and_the_other_silent(article: Build, event: Make) -> None:
    a = article("a", CLAIM, [SAID])
    b = article("b", "وتراجعت أسعار القمح في الأسواق المحلية بعد موسم حصاد جيد.")
    comparison = compare(event("a", "b"), [a, b])
    assert [point.verdict for point in comparison.points] == ["single", "single"]
    silent = one(comparison, "أسعار القمح").accounts[0]
    assert (silent.stance, silent.start, silent.end) == ("silent", None, None)


def test_denial_in_another_account_is_linked(article: Build, event: Make) -> None:
    a = article("a", CLAIM, [SAID])
    b = article(
        "b",
        "نفت شركة النور أن تكون السفينة أفرغت شحنة وقود فاسد في الميناء.",
        [("شركة النور", "نفت", "السفينة أفرغت شحنة وقود فاسد في الميناء", "deny")],
    )
    point = compare(event("a", "b"), [a, b]).points[0]
    assert point.verdict == "contested"
    assert point.asserted_by == ("هيئة الموانئ",)
    assert point.denied_by == ("شركة النور",)
    assert [account.stance for account in point.accounts] == ["says", "denies"]
    assert point.differences[0].kind == "stance"
    assert point.differences[0].b.text.startswith("نفت")


def test_denial_inside_one_account(article: Build, event: Make) -> None:
    body = CLAIM + "\n\nلكن شركة النور نفت تفريغ السفينة وقودا فاسدا في ميناء السلام."
    a = article(
        "a",
        body,
        [SAID, ("شركة النور", "نفت", "تفريغ السفينة وقودا فاسدا في ميناء السلام", "deny")],
    )
    b = article("b", CLAIM, [SAID])
    point = compare(event("a", "b"), [a, b]).points[0]
    assert (point.verdict, point.denied_by) == ("contested", ("شركة النور",))
    assert [account.stance for account in point.accounts] == ["says", "denies", "says"]


def test_nested_denial_names_the_claimant(article: Build, event: Make) -> None:
    body = "قال الوزير إن الشركة نفت ما أعلنته هيئة الموانئ عن تفريغ وقود فاسد في ميناء السلام."
    a = article(
        "a",
        body,
        [
            (
                "الوزير",
                "قال",
                "الشركة نفت ما أعلنته هيئة الموانئ عن تفريغ وقود فاسد في ميناء السلام",
                "assert",
            ),
            ("الشركة", "نفت", "ما أعلنته هيئة الموانئ عن تفريغ وقود فاسد في ميناء السلام", "deny"),
            ("هيئة الموانئ", "أعلنته", "تفريغ وقود فاسد في ميناء السلام", "assert"),
        ],
        parents={1: 0, 2: 1},
    )
    points = compare(event("a"), [a]).points
    assert len(points) == 1
    assert points[0].verdict == "contested"
    assert points[0].asserted_by == ("هيئة الموانئ",)
    assert points[0].denied_by == ("الشركة",)
    assert points[0].accounts[0].chain == ("صحيفة a", "الوزير", "الشركة")


def test_one_word_in_a_quotation(article: Build, event: Make) -> None:
    first = 'قال المدير إن "الحادث كشف ضعف الرقابة على سلامة المصاعد".'
    second = 'قال المدير إن "الحادث كشف غياب الرقابة على سلامة المصاعد".'
    a = article("a", first, [("المدير", "قال", first[14:-1], "assert")])
    b = article("b", second, [("المدير", "قال", second[14:-1], "assert")])
    point = compare(event("a", "b"), [a, b]).points[0]
    assert point.verdict == "varied"
    (difference,) = point.differences
    assert (difference.kind, difference.a.text, difference.b.text) == ("wording", "ضعف", "غياب")
    assert first[difference.a.start : difference.a.end] == "ضعف"


@pytest.mark.parametrize(
    "other",
    ["الحادثُ كشف ضعف الرقابه علي سلامة المصاعد", "الحادث كشف ضعف الرقابة، على سلامة المصاعد"],
)
def test_spelling_is_no_difference(article: Build, event: Make, other: str) -> None:
    content = "الحادث كشف ضعف الرقابة على سلامة المصاعد"
    a = article("a", f"قال المدير إن {content}.", [("المدير", "قال", content, "assert")])
    b = article("b", f"قال المدير إن {other}.", [("المدير", "قال", other, "assert")])
    point = compare(event("a", "b"), [a, b]).points[0]
    assert (point.verdict, point.differences) == ("agreed", ())


def test_negation_without_a_verb_of_denying(article: Build, event: Make) -> None:
    yes = "الطائرات قصفت المستشفى الميداني في البلدة"
    no = "الطائرات لم تقصف المستشفى الميداني في البلدة"
    a = article("a", f"قال المجلس إن {yes}.", [("المجلس", "قال", yes, "assert")])
    b = article("b", f"قال الجيش إن {no}.", [("الجيش", "قال", no, "assert")])
    point = compare(event("a", "b"), [a, b]).points[0]
    assert point.verdict == "contested"
    assert (point.asserted_by, point.denied_by) == (("المجلس",), ("الجيش",))


def tolls(article: Build, event: Make, second: str, **more: object) -> Point:
    a = article(
        "a",
        "أسفر انفجار السوق عن مقتل 12 شخصا في بلدة الزهراء.",
        figures=[("12", 12.0, "killed")],
        published="2024-03-01",
    )
    b = article("b", second, figures=[("19", 19.0, "killed")], **more)
    return compare(event("a", "b"), [a, b]).points[0]


def test_two_tolls_of_one_day_are_contested(article: Build, event: Make) -> None:
    point = tolls(
        article, event, "أسفر انفجار السوق عن مقتل 19 شخصا في بلدة الزهراء.", published="2024-03-01"
    )
    assert (point.verdict, point.kind) == ("contested", "figure")
    (difference,) = point.differences
    assert (difference.a.value, difference.b.value) == ("12", "19")


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("أسفر انفجار السوق عن مقتل 19 شخصا في بلدة الزهراء.", "2024-03-02"),
        ("ارتفعت حصيلة انفجار السوق إلى مقتل 19 شخصا في بلدة الزهراء.", "2024-03-01"),
    ],
)
def test_a_later_toll_is_no_contradiction(
    article: Build, event: Make, second: str, day: str
) -> None:
    point = tolls(article, event, second, published=day)
    assert point.verdict == "varied"
    assert [difference.kind for difference in point.differences] == ["figure"]


def test_copies_and_one_agency_are_one_voice(article: Build) -> None:
    accounts = [
        article(name, CLAIM, [SAID], credit=credit)
        for name, credit in (
            ("a", ()),
            ("b", ()),
            ("c", ("وكالة الضفاف",)),
            ("d", ("وكالة الضفاف",)),
            ("e", ("وكالات",)),
        )
    ]
    event = Event(
        id="e",
        title=None,
        articles=("a", "b", "c", "d", "e"),
        copies=(Copy(article="b", of="a", share=0.9),),
    )
    assert compare(event, accounts).points[0].independent == 3


def test_naming_puts_forms_side_by_side(article: Build, event: Make) -> None:
    a = article(
        "a",
        "وصل سامر الحلبي مساء. وقال الحلبي إنه راض.",
        names=[("سامر الحلبي", "PER"), ("مجلس", "ORG")],
    )
    b = article(
        "b",
        "وصل سامر الحلبى صباحا. ثم غادر الحلبي.",
        names=[("سامر الحلبى", "PER"), ("الحلبي", "PER")],
    )
    (naming,) = compare(event("a", "b"), [a, b]).naming
    assert naming.name.startswith("سامر")
    assert [(form.article, form.text, form.count) for form in naming.forms] == [
        ("a", "سامر الحلبي", 1),
        ("b", "الحلبي", 1),
        ("b", "سامر الحلبى", 1),
    ]


def test_timeline_joins_one_day_and_leaves_the_unknown_out(article: Build, event: Make) -> None:
    a = article("a", "وقع الانفجار في 3 آذار 2024 ليلا.", times=[("3 آذار 2024", "2024-03-03")])
    b = article(
        "b",
        "انفجار وقع يوم 3 مارس 2024. وعاد الهدوء مساء.",
        times=[("3 مارس 2024", "2024-03-03"), ("مساء", None)],
    )
    (entry,) = compare(event("a", "b"), [a, b]).timeline
    assert (entry.value, entry.articles) == ("2024-03-03", ("a", "b"))
    assert entry.expression == "3 آذار 2024"
    assert len(entry.sources) == 2


def test_a_death_among_others_is_not_the_toll(article: Build, event: Make) -> None:
    a = article(
        "a",
        "أسفر انفجار السوق عن مقتل 12 شخصا بينهم 3 نساء في بلدة الزهراء.",
        figures=[("12", 12.0, "killed"), ("3", 3.0, "killed")],
    )
    b = article(
        "b", "أسفر انفجار السوق عن مقتل 12 شخصا في بلدة الزهراء.", figures=[("12", 12.0, "killed")]
    )
    point = compare(event("a", "b"), [a, b]).points[0]
    assert (point.verdict, point.differences) == ("agreed", ())


def test_verbs_of_saying_are_told_of_speakers_whom_two_accounts_report(
    article: Build, event: Make
) -> None:
    a = article(
        "a",
        "أكد الوزير سامر الحداد أن الجسر مفتوح، وأضاف أن الطريق آمن. وقال حارس إن الباب مغلق.",
        [
            ("سامر الحداد", "أكد", "الجسر مفتوح", "assert"),
            ("سامر الحداد", "أضاف", "الطريق آمن", "assert"),
            ("حارس", "قال", "الباب مغلق", "assert"),
        ],
    )
    b = article(
        "b", "زعم سامر الحداد أن الجسر مفتوح.", [("سامر الحداد", "زعم", "الجسر مفتوح", "assert")]
    )
    (found,) = compare(event("b", "a"), [a, b]).reporting
    assert found.name == "سامر الحداد"
    assert [(form.article, form.text) for form in found.forms] == [
        ("b", "زعم"),
        ("a", "أكد"),
        ("a", "أضاف"),
    ]
    bodies = {"a": a.body, "b": b.body}
    assert all(bodies[form.article][form.start : form.end] == form.text for form in found.forms)
    assert compare(event("a"), [a]).reporting == ()


def test_each_form_of_a_name_tells_where_it_stands(article: Build, event: Make) -> None:
    a = article("a", "وصل سامر الحداد إلى المدينة.", names=[("سامر الحداد", "PER")])
    b = article("b", "وصل الحداد ثم غادر الحداد.", names=[("الحداد", "PER")])
    found = compare(event("a", "b"), [a, b]).naming
    assert found
    for naming in found:
        for form in naming.forms:
            whole = {"a": a, "b": b}[form.article].body
            assert len(form.places) == form.count
            assert whole[form.places[0].start : form.places[0].end] == form.text
