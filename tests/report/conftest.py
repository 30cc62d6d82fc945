"""Three invented accounts of one invented event, compared by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from riwaya.records import (
    AccountHead,
    AccountStance,
    AnnotatedArticle,
    Comparison,
    Copy,
    Difference,
    DifferenceKind,
    DifferenceSide,
    Event,
    Furniture,
    NameForm,
    Naming,
    Origin,
    Point,
    PointAccount,
    Reporting,
    ReportingForm,
    Span,
    TimelineEntry,
    TimelineSource,
    When,
)

BODIES = {
    "nahr": (
        "أعلنت وزارة الري أمس الأربعاء أن سد الوادي الأزرق لم يتضرر من السيل، وأن خمسة أشخاص "
        "قتلوا في القرى المجاورة.\n\n"
        "وقال الوزير سامر الحلو إن كفاءة المضخات عادت إلى ما كانت عليه، مضيفًا أن فرق الإنقاذ "
        "أجلت 120 عائلة.\n\n"
        "وأوضح مصدر في الوزارة أن الجسر القديم أغلق أمام الشاحنات."
    ),
    "sada": (
        "قتل تسعة أشخاص على الأقل في سيل ضرب قرى الوادي الأزرق، وفق ما ذكر الدفاع المدني "
        "المحلي.\n\n"
        "وأكد شهود أن جدار السد تصدع من جهته الشرقية، ونفت الوزارة ذلك. ونقلت وكالة النهر عن "
        "الوزير الحلو قوله إن كفاية المضخات عادت إلى ما كانت عليه.\n\n"
        "وطالب أهالي القرى بفتح تحقيق في تأخر صفارات الإنذار."
    ),
    "gulf": (
        "ذكرت وكالة النهر أن سد الوادي الأزرق لم يتضرر من السيل.\n\n"
        "وأضافت أن فرق الإنقاذ أجلت 120 عائلة يوم 24 الجاري."
    ),
}


@dataclass(frozen=True)
class Case:
    """A comparison with the articles that it is made of."""

    comparison: Comparison
    articles: tuple[AnnotatedArticle, ...]
    bodies: dict[str, str]


def make_article(
    key: str, body: str, title: str | None, outlet: str | None, published: When | None = None
) -> AnnotatedArticle:
    """An article whose paragraphs are parted by blank lines."""
    spans: list[Span] = []
    at = 0
    for part in body.split("\n\n"):
        spans.append(Span(start=at, end=at + len(part)))
        at += len(part) + 2
    return AnnotatedArticle(
        id=key,
        page=Origin(sha256=key),
        title=title,
        body=body,
        paragraphs=tuple(spans),
        outlet=outlet,
        published=published,
    )


def said(
    key: str,
    words: str,
    stance: AccountStance = "says",
    speaker: str | None = None,
    cue: str | None = None,
    chain: tuple[str, ...] = (),
) -> PointAccount:
    """What the account says on a point, found by its words."""
    start = BODIES[key].index(words)
    return PointAccount(
        article=key,
        start=start,
        end=start + len(words),
        stance=stance,
        speaker=speaker,
        cue=cue,
        chain=chain,
    )


def silent(key: str) -> PointAccount:
    """An account that says nothing on a point."""
    return PointAccount(article=key, start=None, end=None, stance="silent")


def form(key: str, words: str) -> NameForm:
    """A form of a name that stands once in an account."""
    start = BODIES[key].index(words)
    place = Span(start=start, end=start + len(words))
    return NameForm(article=key, text=words, count=1, places=(place,))


def verb(key: str, words: str, lemma: str) -> ReportingForm:
    """A verb of saying in an account."""
    start = BODIES[key].index(words)
    return ReportingForm(article=key, lemma=lemma, text=words, start=start, end=start + len(words))


def differ(
    kind: DifferenceKind,
    a: str,
    words_a: str,
    b: str,
    words_b: str,
    value_a: str | None = None,
    value_b: str | None = None,
) -> Difference:
    """Two accounts that differ in the given words."""
    sides = [
        DifferenceSide(
            article=key,
            start=BODIES[key].index(words),
            end=BODIES[key].index(words) + len(words),
            text=words,
            value=value,
        )
        for key, words, value in ((a, words_a, value_a), (b, words_b, value_b))
    ]
    return Difference(kind=kind, a=sides[0], b=sides[1])


def _points() -> tuple[Point, ...]:
    unharmed = "سد الوادي الأزرق لم يتضرر من السيل"
    return (
        Point(
            id="dam",
            text="جدار السد تصدع من جهته الشرقية",
            kind="fact",
            verdict="contested",
            accounts=(
                said("nahr", unharmed, "denies", "وزارة الري", "أعلنت"),
                said("sada", "جدار السد تصدع من جهته الشرقية", "says", "شهود", "أكد"),
                said("sada", "ونفت الوزارة ذلك", "denies", "الوزارة", "نفت"),
                said(
                    "gulf",
                    unharmed,
                    "denies",
                    "وزارة الري",
                    "ذكرت",
                    ("خليج اليوم", "وكالة النهر", "وزارة الري"),
                ),
            ),
            independent=2,
            asserted_by=("شهود",),
            denied_by=("وزارة الري",),
        ),
        Point(
            id="toll",
            text="خمسة أشخاص قتلوا في القرى المجاورة",
            kind="figure",
            verdict="contested",
            accounts=(
                said("nahr", "خمسة أشخاص قتلوا في القرى المجاورة", "says", "وزارة الري"),
                said("sada", "قتل تسعة أشخاص على الأقل في سيل", "differs", "الدفاع المدني المحلي"),
                silent("gulf"),
            ),
            differences=(
                differ("figure", "nahr", "خمسة", "sada", "تسعة أشخاص على الأقل", "5", "9"),
            ),
            independent=2,
        ),
        Point(
            id="pumps",
            text="كفاءة المضخات عادت إلى ما كانت عليه",
            kind="statement",
            verdict="varied",
            accounts=(
                said(
                    "nahr",
                    "إن كفاءة المضخات عادت إلى ما كانت عليه",
                    "says",
                    "الوزير سامر الحلو",
                    "قال",
                ),
                said(
                    "sada",
                    "إن كفاية المضخات عادت إلى ما كانت عليه",
                    "says",
                    "الوزير الحلو",
                    "قوله",
                    ("صدى القرى", "وكالة النهر", "الوزير الحلو"),
                ),
                silent("gulf"),
            ),
            differences=(differ("wording", "nahr", "كفاءة", "sada", "كفاية"),),
            independent=1,
        ),
        Point(
            id="rescue",
            text="فرق الإنقاذ أجلت 120 عائلة",
            kind="figure",
            verdict="agreed",
            accounts=(
                said("nahr", "فرق الإنقاذ أجلت 120 عائلة"),
                silent("sada"),
                said("gulf", "فرق الإنقاذ أجلت 120 عائلة"),
            ),
            independent=1,
        ),
        Point(
            id="bridge",
            text="الجسر القديم أغلق أمام الشاحنات",
            kind="statement",
            verdict="single",
            accounts=(
                said("nahr", "الجسر القديم أغلق أمام الشاحنات", "says", "مصدر في الوزارة", "أوضح"),
                silent("sada"),
                silent("gulf"),
            ),
            independent=1,
        ),
        Point(
            id="sirens",
            text="وطالب أهالي القرى بفتح تحقيق في تأخر صفارات الإنذار",
            kind="fact",
            verdict="single",
            accounts=(
                silent("nahr"),
                silent("gulf"),
                said(
                    "sada",
                    "وطالب أهالي القرى بفتح تحقيق في تأخر صفارات الإنذار",
                    "says",
                    "أهالي القرى",
                    "طالب",
                ),
            ),
            independent=1,
        ),
    )


def _timeline() -> tuple[TimelineEntry, ...]:
    made = []
    for key, words, value, candidates in (
        ("nahr", "أمس الأربعاء", None, ("2021-03-24", "2021-03-31")),
        ("gulf", "24 الجاري", "2021-03-24", ()),
    ):
        start = BODIES[key].index(words)
        source = TimelineSource(article=key, start=start, end=start + len(words))
        made.append(
            TimelineEntry(
                value=value,
                candidates=candidates,
                inferred=value is not None,
                articles=(key,),
                text=BODIES[key].split("\n\n")[0 if value is None else 1],
                expression=words,
                sources=(source,),
            )
        )
    return tuple(made)


@pytest.fixture
def flood() -> Case:
    """The flood of Wadi al-Azraq: six points, three accounts, the day left open."""
    when = When(
        start="2021-03-25",
        end="2021-03-25",
        precision="day",
        basis="metadata",
        evidence="article:published_time",
    )
    articles = (
        make_article(
            "nahr", BODIES["nahr"], "الري: السد سليم بعد سيل الوادي الأزرق", "وكالة النهر", when
        ),
        make_article(
            "sada", BODIES["sada"], "تسعة قتلى في سيل الوادي الأزرق وجدل حول السد", "صدى القرى"
        ),
        make_article("gulf", BODIES["gulf"], "سد الوادي الأزرق لم يتضرر", None),
    )
    furniture = Furniture(kind="ticker", text="12:30 افتتاح معرض الكتاب\n13:05 أمطار في الشمال")
    nahr = AnnotatedArticle(
        **{
            **{name: getattr(articles[0], name) for name in articles[0].__struct_fields__},
            "byline": ("ليلى سعد",),
            "credit": ("النهر + AFP",),
            "furniture": (furniture,),
            "url": "https://nahr.example/news/77",
        }
    )
    comparison = Comparison(
        event=Event(
            id="flood",
            title="سيل الوادي الأزرق وسلامة السد",
            candidates=("2021-03-24", "2021-03-31"),
            places=("الوادي الأزرق",),
            articles=("nahr", "sada", "gulf"),
            independent=2,
            copies=(Copy(article="gulf", of="nahr", share=0.82),),
        ),
        accounts=tuple(
            AccountHead(article=one.id, outlet=one.outlet, title=one.title, published=one.published)
            for one in (nahr, *articles[1:])
        ),
        points=_points(),
        naming=(
            Naming(
                entity="e1",
                name="سامر الحلو",
                type="PER",
                forms=(
                    form("nahr", "الوزير سامر الحلو"),
                    form("sada", "الوزير الحلو"),
                ),
            ),
            Naming(
                entity="e2",
                name="وزارة الري",
                type="ORG",
                forms=(
                    form("nahr", "وزارة الري"),
                    form("nahr", "الوزارة"),
                    form("sada", "الوزارة"),
                ),
            ),
        ),
        timeline=_timeline(),
        reporting=(
            Reporting(
                name="سامر الحلو",
                forms=(
                    verb("nahr", "قال", "قال"),
                    verb("nahr", "مضيفًا", "أضاف"),
                    verb("sada", "قوله", "قال"),
                ),
            ),
        ),
    )
    alone = make_article(
        "fair", "افتتح أمس معرض الكتاب في المدينة.", "افتتاح معرض الكتاب", "بريد الشمال"
    )
    return Case(comparison, (nahr, *articles[1:], alone), BODIES)


@pytest.fixture(scope="session")
def write() -> Callable[..., AnnotatedArticle]:
    """The maker of articles."""
    return make_article
