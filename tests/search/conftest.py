"""Archives to search in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

import pytest

from riwaya.kept import Captured, Incoming
from riwaya.records import (
    AnnotatedArticle,
    Cue,
    GivenArticle,
    Mention,
    Origin,
    Span,
    Speaker,
    Statement,
    When,
)
from riwaya.store import Archive, opened, pack

from ..store.conftest import place, postgres  # noqa: F401, TID252 - fixtures

NOW = "2024-05-09T12:00:00+00:00"


@pytest.fixture
def archive(place: str) -> Iterator[Archive]:  # noqa: F811
    with opened(place, create=True) as made:
        yield made


def article(
    name: str, body: str, *, title: str = "خبر", day: str | None = "2024-05-09",
    outlet: str | None = "المرصاد", said: Sequence[tuple[str, str, str]] = (),
    named: Sequence[tuple[str, str]] = (),
) -> AnnotatedArticle:  # fmt: skip
    """An article; `said` are speaker, stance and content, `named` type and form of names."""
    when = day and When(start=day, end=day, precision="day", basis="metadata", evidence=day)
    return AnnotatedArticle(
        id=name, page=Origin(sha256=sha256(name.encode()).hexdigest()), title=title, body=body,
        outlet=outlet, published=when or None, paragraphs=(Span(start=0, end=len(body)),),
        statements=tuple(_said(body, number, *one) for number, one in enumerate(said)),
        mentions=tuple(
            Mention(
                start=body.index(form), end=body.index(form) + len(form), text=form, type=kind,
                entity=f"{'LOC' if kind == 'GPE' else kind}:{form}", name=form,
            )
            for kind, form in named
        ),
    )  # fmt: skip


def _said(body: str, number: int, who: str, stance: str, content: str) -> Statement:
    at = body.index(content)
    return Statement(
        id=f"s{number}", speaker=Speaker(text=who, name=who), mode="indirect", stance=stance,
        cue=Cue(start=0, end=1, text=body[:1], lemma=""),
        content=Span(start=at, end=at + len(content)),
    )  # fmt: skip


def put(archive: Archive, *articles: AnnotatedArticle) -> None:
    archive.add(
        [
            Incoming(
                page=Captured(sha256=one.page.sha256, given=GivenArticle(text=one.body, id=one.id)),
                packed=pack(one.id.encode()),
                article=one,
            )
            for one in articles
        ],
        NOW,
    )


@pytest.fixture
def held(archive: Archive) -> Archive:
    """Articles on two matters, and on others."""
    put(
        archive,
        article("a1", "وصل الوفد إلى سوريا صباحا.", day="2024-05-01", named=[("GPE", "سوريا")]),
        article("a2", "جاء في بيان لسوريا وتركيا أن الحدود مفتوحة.", day="2024-05-02"),
        article("a3", "التقى الوزير نظيره بسوريا أمس، وسورية ترحب.", day="2024-06-03"),
        article("a4", "بُني سورٌ حول المدينة القديمة.", outlet="الراصد", day="2023-01-01"),
        article("a5", "قال فلاديمير بوتين إن المعبر مغلق.", named=[("PER", "فلاديمير بوتين")],
                said=[("فلاديمير بوتين", "assert", "المعبر مغلق")], outlet="الراصد"),
        article("a6", "نفى ماتياس فالدستروم إغلاق المعبر، وأكد مازن الحديدي إغلاق المعبر.",
                named=[("PER", "ماتياس فالدستروم")],
                said=[("ماتياس فالدستروم", "deny", "إغلاق المعبر"),
                      ("مازن الحديدي", "confirm", "إغلاق المعبر.")], day=None),
        article("a7", "التقى ماتياس فالدسترام وفدا بتلمارة.", named=[("PER", "ماتياس فالدسترام")]),
        article("a8", "انسحب تنظيم الدولة من القرية، وعاد ٤٥ شخصا إلى تلمارة.", title="انسحاب"),
        article("a9", "قال الناطق باسم داعش: لن نغادر.", title="داعش يتوعد", outlet="بريد الشرق"),
    )  # fmt: skip
    return archive
