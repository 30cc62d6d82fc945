"""Naming, timeline and nearness: what tells and what does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.compare import compare
from riwaya.compare.bearers import own_name
from riwaya.compare.clause import clause
from riwaya.compare.identity import identify, name_key, same_spelling
from riwaya.compare.naming import naming
from riwaya.compare.nearness import nearness
from riwaya.leads import FAR
from riwaya.records import AnnotatedArticle, Copy, Event, Naming, Origin, Span

Build = Callable[..., AnnotatedArticle]
Make = Callable[..., Event]


def named(*articles: AnnotatedArticle) -> tuple[Naming, ...]:
    return naming(articles, identify(articles))


def known(article: AnnotatedArticle, entity: str) -> AnnotatedArticle:
    mentions = [msgspec.structs.replace(one, entity=entity) for one in article.mentions]
    return msgspec.structs.replace(article, mentions=tuple(mentions))


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("الكيان الصهيوني", "الكيان الإسرائيلي", True),
        ("قوات النظام السوري", "الجيش السوري", True),
        ("قوات النظام السوري", "قوات النظام", False),
        ("القوات الحكومية السورية", "الجيش السوري", False),
    ],
)
def test_parties_differ_by_the_side_taken(
    article: Build, one: str, other: str, differs: bool
) -> None:
    entity = "israel_gov" if "الكيان" in one else "syrian_army"
    a = known(article("a", f"أعلنت {one} ذلك في سوريا.", names=[(one, "GROUP")]), entity)
    b = known(article("b", f"أعلنت {other} ذلك في سوريا.", names=[(other, "GROUP")]), entity)
    [party] = named(a, b)
    assert party.differs == differs
    assert [form.text for form in party.forms] == [one, other]


def test_a_word_beside_a_name_that_takes_a_side_is_of_its_form(article: Build) -> None:
    a = article("a", "انسحب المتمردون الحوثيون من المدينة.", names=[("الحوثيون", "GROUP")])
    b = article("b", "انسحب الحوثيون والمتمردون من المدينة.", names=[("الحوثيون", "GROUP")])
    [party] = named(a, b)
    assert [form.text for form in party.forms] == ["المتمردون الحوثيون", "الحوثيون"]
    assert party.differs
    for form, body in zip(party.forms, (a.body, b.body), strict=True):
        assert all(body[at.start : at.end] == form.text for at in form.places)


def test_the_side_of_a_party_s_own_name_is_none(article: Build) -> None:
    full, short = "حركة المقاومة الإسلامية حماس", "حماس"
    a = known(article("a", f"قالت {full} ذلك.", names=[(full, "GROUP")]), "hamas")
    b = known(article("b", f"قالت {short} ذلك.", names=[(short, "GROUP")]), "hamas")
    taken = {party.differs for party in named(a, b) if "المقاومة" in party.name}
    assert taken <= {False}


def test_a_party_of_one_account_or_one_form_is_left_out(article: Build) -> None:
    a = article("a", "قال سامر الحلبي ثم مضى الحلبي.", names=[("سامر الحلبي", "PER")])
    b = article("b", "وصل الوفد صباحا.", names=[])
    assert named(a, b) == ()
    c = article("c", "قال سامر الحلبي ذلك.", names=[("سامر الحلبي", "PER")])
    assert named(a, c) == ()


def test_a_title_is_of_whoever_is_named_next(article: Build) -> None:
    body = "أمر خادم الحرمين الشريفين الملك سلمان بن عبدالعزيز بذلك، وحضر محمد بن سلمان."
    people = ["خادم الحرمين الشريفين", "سلمان بن عبدالعزيز", "محمد بن سلمان"]
    a = article("a", body, names=[(name, "PER") for name in people])
    wrong = tuple(
        msgspec.structs.replace(one, entity="m", name="محمد بن سلمان")
        if one.text == people[0]
        else one
        for one in a.mentions
    )
    a = msgspec.structs.replace(a, mentions=wrong)
    b = article("b", "حضر الملك سلمان بن عبدالعزيز.", names=[(people[1], "PER")])
    [party] = named(a, b)
    assert {form.text for form in party.forms} == {people[0], people[1]}


def test_forces_without_an_owner_are_not_another_country_s(article: Build) -> None:
    texts = ("تراجعت قوات النظام في عدن اليمنية.", "تراجعت قوات النظام السوري في حلب.")
    a, b = (
        known(article(name, text, names=[(forces, "GROUP")]), "syrian_army")
        for name, text, forces in (
            ("a", texts[0], "قوات النظام"), ("b", texts[1], "قوات النظام السوري"),
        )
    )  # fmt: skip
    identity = identify([a, b])
    assert identity.mention("a", a.mentions[0]) != identity.mention("b", b.mentions[0])
    c = known(article("c", "تراجعت قوات النظام في سوريا.", names=[("قوات النظام", "GROUP")]),
              "syrian_army")  # fmt: skip
    identity = identify([b, c])
    assert identity.mention("c", c.mentions[0]) == identity.mention("b", b.mentions[0])


def test_names_are_cleaned_of_what_is_not_of_them() -> None:
    assert name_key("مركز أشواق التابع") == name_key("مركز أشواق")
    assert name_key("أنقذ شقيقي عبدالرحمن") == "عبدالرحمن"
    assert name_key("بحري عبدالله الغرير") == name_key("عبدالله الغرير")
    assert name_key("بحري عبدالله") == "بحري عبدالله"
    assert same_spelling("مركز اشواق", "مركز شواق")
    assert same_spelling("ضباء", "ضبا")


@given(st.lists(st.sampled_from(["شقيقي", "التابع", "بحري", "سامر", "أنقذ"]), max_size=5))
def test_something_is_left_of_every_name(words: list[str]) -> None:
    name = " ".join(words)
    start, end = own_name(name)
    assert 0 <= start <= end <= len(name)
    assert bool(name[start:end]) == bool(name)


def timed(article: AnnotatedArticle, **changes: Any) -> AnnotatedArticle:
    times = [msgspec.structs.replace(one, **changes) for one in article.times]
    return msgspec.structs.replace(article, times=tuple(times))


def values(event: Event, *articles: AnnotatedArticle) -> list[str | None]:
    return [entry.value for entry in compare(event, articles).timeline]


@pytest.mark.parametrize(
    ("words", "value", "changes", "kept"),
    [
        ("بعد 20 سنة", "2044", {"basis": "relative", "inferred": True, "precision": "year"}, False),
        ("منذ نحو عشرة أيام", "2024-02-22", {"basis": "relative", "inferred": True}, False),
        ("منذ يومين", "2024-03-01", {"basis": "relative", "inferred": True}, True),
        ("الشهر الماضي", "2024-02",
         {"basis": "relative", "inferred": True, "precision": "month"}, True),
        ("في 2 آذار", "2024-03-02", {}, True),
    ],
)  # fmt: skip
def test_counted_spans_are_no_entries(
    article: Build, event: Make, words: str, value: str, changes: Any, kept: bool
) -> None:
    a = timed(article("a", f"انهار الجسر {words} ثم أغلق.", times=[(words, value)]), **changes)
    assert bool(values(event("a"), a)) == kept


def test_what_is_supposed_is_no_entry(article: Build, event: Make) -> None:
    body = "سيبقى الجسر مغلقا سواء اليوم أو في 5 آذار 2024، وفق الوزارة."
    assert values(event("a"), article("a", body, times=[("5 آذار 2024", "2024-03-05")])) == []


def test_a_week_that_could_be_three_is_no_entry(article: Build, event: Make) -> None:
    weeks = ("2024-02-24/2024-03-01", "2024-02-25/2024-03-02")
    a = article("a", "أغلق الجسر الأسبوع الماضي.", times=[("الأسبوع الماضي", None)])
    assert values(event("a"), timed(a, candidates=weeks, precision="week")) == []
    assert values(event("a"), timed(a, candidates=("2024-03-01", "2024-03-08"))) == [None]


def test_a_month_gives_way_to_the_day_of_its_matter(article: Build, event: Make) -> None:
    a = article("a", "أغلق الجسر القديم في آذار أمام الشاحنات.", times=[("آذار", "2024-03")])
    b = article("b", "أغلق الجسر القديم في 3 آذار أمام الشاحنات.", times=[("3 آذار", "2024-03-03")])
    c = article("c", "افتتح معرض الكتب يوم 3 آذار بحضور كبير.", times=[("3 آذار", "2024-03-03")])
    assert values(event("a", "b"), a, b) == ["2024-03-03"]
    assert values(event("a", "c"), a, c) == ["2024-03", "2024-03-03"]


def test_one_day_told_differently_is_said_once(article: Build, event: Make) -> None:
    text = "انهار الجسر القديم {} أمام الشاحنات في المدينة."
    a = article("a", text.format("أمس"), times=[("أمس", "2024-03-03")], published="2024-03-04")
    b = article("b", text.format("اليوم"), times=[("اليوم", "2024-03-04")], published="2024-03-04")
    [entry] = compare(event("a", "b"), [a, b]).timeline
    assert (entry.value, entry.candidates) == (None, ("2024-03-03", "2024-03-04"))
    assert [(one.article, one.value) for one in entry.sources] == [
        ("a", "2024-03-03"),
        ("b", "2024-03-04"),
    ]


def test_a_second_of_its_kind_is_another_day(article: Build, event: Make) -> None:
    text = "وصلت {} طائرة إغاثة {} إلى مطار المدينة."
    a = article("a", text.format("أول", "أمس"), times=[("أمس", "2024-03-03")])
    b = article("b", text.format("ثاني", "اليوم"), times=[("اليوم", "2024-03-04")])
    assert values(event("a", "b"), a, b) == ["2024-03-03", "2024-03-04"]


LONG = (
    "أعلنت الوزارة أن اللجنة أنهت عملها بعد شهور من البحث في أسباب ما جرى، وأن الجسر القديم الذي "
    "يصل المدينة بالقرى أغلق نهائيا في 3 آذار أمام الشاحنات والحافلات، وأن المهندسين بدؤوا وضع "
    "خطة لترميمه بتكلفة كبيرة لم تعلن بعد، وأن الطريق البديل سيفتح قريبا."
)


def test_a_long_sentence_gives_the_clause_that_holds_the_time(article: Build) -> None:
    a = article("a", LONG, times=[("3 آذار", "2024-03-03")])
    span = clause(a, a.times[0].start)
    text = a.body[span.start : span.end]
    assert "أغلق نهائيا في 3 آذار" in text
    assert "الطريق البديل" not in text
    assert "اللجنة أنهت" not in text


@given(st.integers(0, len(LONG) - 1))
def test_the_clause_holds_the_place(at: int) -> None:
    a = AnnotatedArticle(
        id="a", page=Origin(sha256="a"), title=None, body=LONG, paragraphs=(),
        sentences=(Span(start=0, end=len(LONG)),),
    )  # fmt: skip
    span = clause(a, at)
    assert 0 <= span.start < span.end <= len(LONG)
    assert not LONG[at].isalnum() or span.start <= at < span.end


def test_what_is_told_beside_the_event_is_far(article: Build) -> None:
    lead = "انهار الجسر القديم في المدينة فجرا وأصيب عامل كان يعبر فوقه ونقل إلى المستشفى. "
    more = "وأغلق رجال المرور الطريق المؤدي إلى الجسر أمام الشاحنات حتى إشعار آخر من البلدية. " * 2
    shared = "وقال شهود إن الجسر القديم انهار في المدينة."
    beside = "يذكر أن مصنع السكر افتتح قبل أعوام بتمويل أجنبي."
    a = article("a", lead + more + shared + " " + beside)
    b = article("b", lead + more + "وقال شهود إن الجسر سقط فجأة.")
    near = nearness(Event(id="e", title=None), [a, b])
    at = a.body.index(shared)
    assert near.of("a", at, at + len(shared)) >= FAR
    assert near.of("a", a.body.index(beside), len(a.body)) < FAR
    assert near.of("a", 0, len(lead)) == 1.0


def test_a_speaker_whom_one_voice_reports_is_not_shared(article: Build) -> None:
    text = "أكد الوزير سامر الحداد أن الجسر القديم مفتوح أمام الشاحنات منذ الصباح."
    said = [("سامر الحداد", "أكد", "الجسر القديم مفتوح أمام الشاحنات", "assert")]
    a, b = article("a", text, said), article("b", text, said)
    c = article(
        "c", "أكد سامر الحداد أن السد سليم.", [("سامر الحداد", "أكد", "السد سليم", "assert")]
    )
    event = Event(id="e", title=None, copies=(Copy(article="b", of="a", share=1.0),))
    assert compare(event, [a, b]).reporting == ()
    assert len(compare(event, [a, b, c]).reporting) == 1


def test_a_copy_makes_nothing_near(article: Build) -> None:
    lead = "انهار الجسر القديم في المدينة فجرا. " * 8
    aside = "وافتتح مصنع السكر بتمويل أجنبي كبير."
    a, b = article("a", lead + aside), article("b", lead + aside)
    c = article("c", lead)
    event = Event(id="e", title=None, copies=(Copy(article="b", of="a", share=1.0),))
    near = nearness(event, [a, b, c])
    at = a.body.index(aside)
    assert near.of("a", at, len(a.body)) < FAR


def test_singles_say_how_near_they_are(article: Build, event: Make) -> None:
    a = article("a", "انهار الجسر القديم في المدينة فجرا. وافتتح مصنع السكر بتمويل أجنبي كبير.")
    b = article("b", "انهار الجسر القديم في المدينة فجرا.")
    found = compare(event("a", "b"), [a, b]).points
    for point in found:
        alone = point.verdict == "single" or point.independent == 1
        assert ("near" in point.parts) == alone
        assert 0.0 <= point.parts.get("near", 0.0) <= 1.0


def test_paragraphs_do_not_matter_where_none_are(article: Build) -> None:
    a = msgspec.structs.replace(article("a", "من جهة أخرى، افتتح مصنع."), paragraphs=())
    assert nearness(Event(id="e", title=None), [a]).beside["a"] == ()
    b = msgspec.structs.replace(article("b", "خبر."), paragraphs=(Span(start=0, end=4),))
    assert nearness(Event(id="e", title=None), [b]).of("b", 0, 4) == 1.0
