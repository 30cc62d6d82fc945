"""The brief: a few sentences of verbatim slices, nothing inferred."""

from __future__ import annotations

from typing import Any

import msgspec

from riwaya import pipeline
from riwaya.cli import sample_files
from riwaya.records import AnnotatedArticle, Cue, Event, Figure, Span, Speaker, Statement
from riwaya.report.labels import labels_in
from riwaya.report.shapes import Value
from riwaya.report.view import views


def brief(comparison: Any, articles: Any, language: str = "ar") -> list[str]:
    events, _ = views([comparison], articles, labels_in(language))
    return [
        "".join(run.text if isinstance(run, Value) else run for run in sentence)
        for sentence in events[0].brief
    ]


def test_it_says_who_claims_and_who_denies(flood: Any) -> None:
    said = brief(flood.comparison, flood.articles)
    assert said[0] == "لهذا الحدث هنا ٣ روايات، والأصوات بعد طرح المنقول: صوتان مستقلان."
    assert said[1] == (
        "موضع خلاف: ورد «جدار السد تصدع من جهته الشرقية» (صدى القرى)، وقائله: شهود؛ وفي مقابله "
        "«سد الوادي الأزرق لم يتضرر من السيل» (وكالة النهر)، وقائله: وزارة الري."
    )
    assert said[-1].startswith("انفردت رواية واحدة بهذا القول: «الجسر القديم أغلق أمام الشاحنات»")
    english = brief(flood.comparison, flood.articles, "en")
    assert english[0] == (
        "This event has 3 accounts here; once copies are set aside, two independent voices."
    )
    assert len(english) == len(said) <= 6


def test_a_copy_agrees_with_nobody(flood: Any) -> None:
    assert not any("تتفق" in one for one in brief(flood.comparison, flood.articles))
    points = tuple(
        msgspec.structs.replace(point, independent=2) for point in flood.comparison.points
    )
    agreed = msgspec.structs.replace(flood.comparison, points=points)
    assert "تتفق روايتان من أصل ٣ على هذا: «فرق الإنقاذ أجلت 120 عائلة» (وكالة النهر)." in brief(
        agreed, flood.articles
    )


def test_what_is_denied_is_told_as_denied(flood: Any) -> None:
    body = flood.bodies["sada"]
    start = body.index("ونفت الوزارة ذلك")
    statement = Statement(
        id="s",
        speaker=Speaker(text="الوزارة", name="الوزارة"),
        cue=Cue(start=start + 1, end=start + 4, text="نفت", lemma="نفى"),
        content=Span(start=start, end=start + len("ونفت الوزارة ذلك")),
        mode="indirect",
        stance="deny",
    )
    articles = [
        msgspec.structs.replace(one, statements=(statement,)) if one.id == "sada" else one
        for one in flood.articles
    ]
    point = flood.comparison.points[0]
    kept = (point.accounts[1], point.accounts[2])
    changed = msgspec.structs.replace(
        flood.comparison, points=(msgspec.structs.replace(point, accounts=kept),)
    )
    said = brief(changed, articles)[1]
    assert "وورد نفي «ونفت الوزارة ذلك» (صدى القرى، بلفظ «نفت»)، وقائله: الوزارة." in said


def test_a_name_that_no_account_has_is_not_said(flood: Any) -> None:
    point = flood.comparison.points[0]
    accounts = tuple(
        msgspec.structs.replace(one, speaker="وزارة الموارد المائية") for one in point.accounts
    )
    changed = msgspec.structs.replace(
        flood.comparison, points=(msgspec.structs.replace(point, accounts=accounts),)
    )
    said = brief(changed, flood.articles)[1]
    assert "الموارد" not in said
    assert said.startswith("موضع خلاف: ورد «جدار السد تصدع من جهته الشرقية» (صدى القرى)، وفي")


def test_an_unknown_outlet_is_named_by_its_number(flood: Any) -> None:
    heads = tuple(msgspec.structs.replace(head, outlet=None) for head in flood.comparison.accounts)
    changed = msgspec.structs.replace(flood.comparison, accounts=heads)
    said = " ".join(brief(changed, flood.articles))
    assert "(الرواية ٢)" in said
    assert "صدى القرى" not in said


def test_the_range_is_said_from_the_least_to_the_most(flood: Any) -> None:
    articles = [_counted(one, flood.bodies) for one in flood.articles]
    said = brief(flood.comparison, articles)
    assert (
        "تتفاوت الأرقام: أدناها «خمسة» (وكالة النهر)؛ وأعلاها «تسعة أشخاص على الأقل» (صدى القرى)."
        in said
    )
    events, _ = views([flood.comparison], articles, labels_in("ar"))
    found = [one for _, rows in events[0].rows for row in rows for one in row.ranges]
    assert [(one.value, one.bound, one.sole) for one in found[0].given] == [
        ("٥", "بلا تقييد", True),
        ("٩", "على الأقل", True),
    ]


def _counted(article: AnnotatedArticle, bodies: dict[str, str]) -> AnnotatedArticle:
    words = {"nahr": ("خمسة", 5.0, "exact"), "sada": ("تسعة أشخاص على الأقل", 9.0, "at_least")}
    if article.id not in words:
        return article
    text, value, bound = words[article.id]
    start = bodies[article.id].index(text)
    figure = Figure(
        start=start, end=start + len(text), text=text, value=value, unit="killed", of=None,
        bound=bound,  # type: ignore[arg-type]
    )  # fmt: skip
    return msgspec.structs.replace(article, figures=(figure,))


def test_of_nothing_only_the_accounts_are_counted(flood: Any) -> None:
    bare = msgspec.structs.replace(
        flood.comparison, points=(), event=Event(id="e", title=None, articles=("nahr", "sada"))
    )
    assert brief(bare, flood.articles) == ["لهذا الحدث هنا ٣ روايات."]


def test_the_brief_of_the_sample_is_short() -> None:
    sample = pipeline.run(sample_files())
    for comparison in sample.comparisons:
        assert 3 <= len(brief(comparison, sample.articles)) <= 6
