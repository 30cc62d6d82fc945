"""Figures that count the same thing, and slices that gainsay one another, in annotated accounts."""

from __future__ import annotations

from riwaya.annotate import annotate
from riwaya.compare import compare
from riwaya.extract import extract
from riwaya.records import AnnotatedArticle, Comparison, Event, GivenArticle, Origin, Page


def account(name: str, text: str, day: str = "2021-07-14") -> AnnotatedArticle:
    given = GivenArticle(id=name, text=text, outlet=f"صحيفة {name}", published=day)
    return annotate(extract(Page(origin=Origin(sha256=name), kind="given", text="", given=given)))


def compared(*accounts: AnnotatedArticle) -> Comparison:
    ids = tuple(one.id for one in accounts)
    return compare(Event(id="e", title=None, articles=ids), accounts)


def figures(comparison: Comparison) -> list[tuple[str, set[str | None]]]:
    return [
        (point.verdict, {side.value for d in point.differences for side in (d.a, d.b)})
        for point in comparison.points
        if any(difference.kind == "figure" for difference in point.differences)
    ]


def test_tolls_in_other_sentences_meet() -> None:
    found = compared(
        account(
            "a", "اندلع حريق في سوق السدير مساء الثلاثاء. وقال مصدر طبي إن 12 شخصا قتلوا في السوق."
        ),
        account("b", "التهم حريق كبير متاجر سوق السدير. وأسفر الحريق عن مقتل 15 شخصا في السوق."),
    )
    assert figures(found) == [("contested", {"12", "15"})]


def test_at_least_and_more_are_no_clash() -> None:
    found = compared(
        account("a", "اندلع حريق في سوق السدير. وقتل ما لا يقل عن 12 شخصا في السوق بحسب مصدر طبي."),
        account("b", "التهم حريق كبير متاجر سوق السدير. وأسفر الحريق عن مقتل 15 شخصا في السوق."),
    )
    assert figures(found) == [("varied", {"12", "15"})]


def test_a_toll_of_another_day_is_no_clash() -> None:
    found = compared(
        account("a", "اندلع حريق في سوق السدير. وقال مصدر طبي إن 12 شخصا قتلوا في السوق."),
        account("b", "التهم حريق سوق السدير. وأسفر عن مقتل 15 شخصا في السوق.", "2021-07-16"),
    )
    assert figures(found) == [("varied", {"12", "15"})]


def test_soldiers_and_children_are_counted_apart() -> None:
    found = compared(
        account("a", "دارت معارك في بلدة السدير. وأسفرت المعارك عن مقتل 12 جنديا في البلدة."),
        account("b", "قصفت المدفعية بلدة السدير. وأسفر القصف عن مقتل 15 طفلا في البلدة."),
    )
    assert figures(found) == []


def test_times_of_day_are_compared() -> None:
    found = compared(
        account(
            "a", "اشتعلت النيران في مستودع الميناء عند الساعة السابعة والربع صباحا بحسب المدير."
        ),
        account(
            "b", "وقال عامل إن النيران اشتعلت في مستودع الميناء عند الساعة السادسة والنصف صباحا."
        ),
    )
    sides = [
        {side.value for side in (d.a, d.b)}
        for point in found.points
        for d in point.differences
        if d.kind == "time"
    ]
    assert sides == [{"T07:15", "T06:30"}]


def test_a_negation_gainsays_the_claim_of_another() -> None:
    found = compared(
        account("a", "أعلن المتحدث سامر الحداد أن المهاجمين فجروا عربة مفخخة على حاجز السدير."),
        account("b", "وقال القائد رامي الزين إن الجبهة لم تستخدم أي عربة مفخخة في هجوم السدير."),
    )
    [point] = [one for one in found.points if one.verdict == "contested"]
    assert (point.asserted_by, point.denied_by) == (("سامر الحداد",), ("رامي الزين",))


def test_what_only_narrows_gainsays_nothing() -> None:
    found = compared(
        account("a", "قالت مؤسسة الموانئ إن مستودع السدير مخصص للدهانات والمواد البلاستيكية."),
        account("b", "وقال الوزير سامي الزين إن مستودع السدير لا يضم سوى دهانات ومواد بلاستيكية."),
    )
    assert [one for one in found.points if one.verdict == "contested"] == []


def test_what_a_quotation_leaves_out_is_told() -> None:
    found = compared(
        account("a", 'قال القائد سامر الحداد إن "الهدف التالي هو قطع الطريق الدولي في السدير".'),
        account("b", 'وأعلن القائد سامر الحداد أن "الهدف التالي هو الطريق الدولي في السدير".'),
    )
    [point] = [one for one in found.points if one.verdict == "varied"]
    [difference] = point.differences
    assert "قطع" in difference.a.text
    assert "قطع" not in difference.b.text
