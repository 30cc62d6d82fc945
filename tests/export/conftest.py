"""Invented records, by hand and by Hypothesis, and what the tests of all formats need."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from riwaya import export
from riwaya.records import (
    AnnotatedArticle,
    Comparison,
    Copy,
    Cue,
    Event,
    Figure,
    Furniture,
    Item,
    Mention,
    Origin,
    Passage,
    Place,
    Point,
    PointAccount,
    Record,
    Span,
    Speaker,
    Statement,
    Time,
    When,
)

BODY = (
    "قال الوزير سامر الحلو: «السد سليم»، ونفى وقوع إصابات.\n\n"
    "وأكدت وزارة الري أن 5 قرى غُمرت يوم 24 آذار 2021."
)
NASTY = (
    "=1+1", "+CMD", "-خبر", "@SUM(A1)", "\tخبر", "\rخبر", "\nخبر", "＝١+١", "", "'", '"', '""',
    "a,b;c\td", "</script><script>alert(1)</script>", "]]>", "<!--", "&lt;b&gt;", "{}", "{{%",
    "\\", "$&~^_#", "a and b", "ER  - ", "\u202eعكس\u2069\u2066", "\u2068", "\u200f\u061c",
    "👩‍👩‍👧‍👦", "\U00020000", "\x00", "\x0b\x1b[31m", "\x85\u2028\u2029", "\ufeff", "\ufffe\uffff",
    "سطر\r\nسطر", "CNN: الرئيس", "٪٥", "null", "2024-03-05", "007",
)  # fmt: skip
PLACE = Place(country="SY", latitude=33.5, longitude=36.0)
SCHEMAS = Path(__file__).parent / "schemas"


def at(words: str) -> Span:
    """Where words of BODY stand."""
    start = BODY.index(words)
    return Span(start=start, end=start + len(words))


def day(start: str, end: str | None = None) -> When:
    """A date of a page."""
    return When(start=start, end=end or start, precision="day", basis="text", evidence=start)


def statement(name: str, who: str | None, cue: str, words: str, **more: Any) -> Statement:
    """A statement of BODY."""
    place = at(cue)
    entity = {"سامر الحلو": "PER:1", "وزارة الري": "ORG:1"}.get(who or "")
    return Statement(
        id=name,
        speaker=Speaker(text=who, name=who, entity=entity),
        cue=Cue(start=place.start, end=place.end, text=cue, lemma=cue),
        content=at(words),
        mode=more.pop("mode", "indirect"),
        stance=more.pop("stance", "assert"),
        parts={"speaker": 1.0, "opening": 0.5},
        confidence=0.75,
        **more,
    )


def mention(words: str, kind: Any, entity: str, place: Place | None = None) -> Mention:
    """A name in BODY."""
    span = at(words)
    return Mention(
        start=span.start, end=span.end, text=words, type=kind, entity=entity, name=words,
        place=place,
    )  # fmt: skip


def flood(**more: Any) -> AnnotatedArticle:
    """An article with something in every field."""
    first, second = at(BODY.split("\n\n")[0]), at(BODY.split("\n\n")[1])
    number, when = at("5 قرى"), at("24 آذار 2021")
    fields: dict[str, Any] = {
        "id": "a7",
        "page": Origin(
            sha256="ab" * 32, path="صفحات/1.html", offset=7, captured="2021-03-26T08:00:00+03:00",
            url="https://nahr.example/capture",
        ),
        "title": "الري: السد سليم بعد السيل",
        "subtitle": "الوزير ينفي وقوع إصابات",
        "body": BODY,
        "paragraphs": (first, second),
        "url": "https://nahr.example/خبر/7?a=1&b=2",
        "outlet": "وكالة النهر",
        "language": "ar",
        "byline": ("ليلى سعد", "هالة ناصر"),
        "editor": ("سامر النجار",),
        "credit": ("النهر", "AFP"),
        "dateline": "الوادي الأزرق",
        "published": day("2021-03-25"),
        "updated": When(
            start="2021-03-25T23:30:00+02:00", end="2021-03-25T23:30:00+02:00",
            precision="second", basis="metadata", evidence="meta",
        ),
        "section": "محليات",
        "tags": ("سيول", "سدود"),
        "furniture": (Furniture(kind="ticker", text="خبر", items=(Item(text="خبر", count=3),)),),
        "event": "flood",
        "notes": ("body_hidden",),
        "sentences": (first, second),
        "mentions": (
            mention("سامر الحلو", "PER", "PER:1"),
            mention("وزارة الري", "ORG", "ORG:1", PLACE),
        ),
        "times": (
            Time(
                start=when.start, end=when.end, text="24 آذار 2021", value="2021-03-24",
                precision="day",
            ),
        ),
        "figures": (
            Figure(
                start=number.start, end=number.end, text="5 قرى", value=5.0, unit=None, of="قرى"
            ),
        ),
        "statements": (
            statement("s1", "سامر الحلو", "قال", "السد سليم", mode="direct", via=("النهر",)),
            statement("s2", "سامر الحلو", "نفى", "وقوع إصابات", stance="deny", parent="s1"),
            statement("s3", "وزارة الري", "أكدت", "5 قرى غُمرت", stance="confirm"),
        ),
    }  # fmt: skip
    return AnnotatedArticle(**(fields | more))


def event(**more: Any) -> Event:
    """An event with something in every field."""
    fields: dict[str, Any] = {
        "id": "e1",
        "title": "سيل الوادي الأزرق",
        "start": "2021-03-24",
        "end": "2021-03-25",
        "candidates": ("2021-03-24",),
        "places": ("الوادي الأزرق",),
        "articles": ("a7", "b8"),
        "copies": (
            Copy(
                article="b8", of="a7", share=0.9, of_share=0.8, kind="edited",
                passages=(Passage(start=0, end=9, of_start=1, of_end=10),),
            ),
        ),
        "independent": 1,
        "storyline": "s",
    }  # fmt: skip
    return Event(**(fields | more))


def comparison(**more: Any) -> Comparison:
    """A comparison of one point: one account speaks, one is silent."""
    span = at("السد سليم")
    said = PointAccount(
        article="a7", start=span.start, end=span.end, stance="says", speaker="سامر الحلو",
        cue="قال", chain=("وكالة النهر", "سامر الحلو"),
    )  # fmt: skip
    silent = PointAccount(article="b8", start=None, end=None, stance="silent")
    point = Point(
        id="p1", text="السد سليم", kind="statement", verdict="single", accounts=(said, silent),
        independent=1, parts={"accounts": 1.0},
    )  # fmt: skip
    return Comparison(**({"event": event(), "accounts": (), "points": (point,)} | more))


def written(kind: str, form: str, records: Iterable[Record], **options: Any) -> bytes:
    """What the door writes."""
    out = io.BytesIO()
    export.write(kind, form, records, out, **options)
    return out.getvalue()


def check(name: str, value: object) -> None:
    """Raise where a value is not as the schema says."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(value)


texts = st.one_of(
    st.text(max_size=20),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4)), max_size=4).map("".join),
)
words = texts.map(lambda text: "خبر " + text)
whens = st.one_of(
    st.none(),
    st.sampled_from(
        [
            day("2021-03-25"),
            day("2021-03"),
            day("2021-03-25", "2021-03-27"),
            day("2021-03-25T23:30:00+02:00"),
            day("2021-03-25T23:30"),
            day("9999-12-31T23:59:59-11:00"),
            day("أمس"),
        ]
    ),
)


@st.composite
def articles(draw: st.DrawFn) -> AnnotatedArticle:
    """An article whose every text may be anything."""
    body = draw(texts)
    ends = sorted(draw(st.lists(st.integers(0, len(body)), min_size=2, max_size=4)))
    spans = tuple(Span(start=start, end=end) for start, end in pairwise(ends) if start < end)
    some = st.one_of(st.none(), texts)
    several = st.lists(texts, max_size=3).map(tuple)
    said = tuple(
        Statement(
            id=f"s{number}",
            speaker=Speaker(text=draw(some), name=draw(some), entity=None),
            cue=Cue(start=0, end=0, text=draw(texts), lemma=draw(texts)),
            content=span,
            mode=draw(st.sampled_from(["direct", "indirect", "mixed"])),
            stance=draw(st.sampled_from(["assert", "deny", "confirm", "ask"])),
            via=draw(several),
            parts=draw(st.dictionaries(texts, st.floats(0, 1), max_size=2)),
            confidence=draw(st.floats(0, 1)),
        )
        for number, span in enumerate(spans)
    )
    names = tuple(
        Mention(start=0, end=0, text=name, type="PER", entity=None, name=name)
        for name in draw(several)
    )
    return AnnotatedArticle(
        id=draw(words),
        page=Origin(sha256="ab" * 32, path=draw(some), url=draw(some), captured=draw(some)),
        title=draw(some),
        body=body,
        paragraphs=spans,
        url=draw(some),
        outlet=draw(some),
        language=draw(st.sampled_from(["ar", None])),
        subtitle=draw(some),
        byline=draw(several),
        credit=draw(several),
        dateline=draw(some),
        published=draw(whens),
        updated=draw(whens),
        section=draw(some),
        tags=draw(several),
        furniture=(Furniture(kind="other", text=draw(texts)),),
        event=draw(some),
        mentions=names,
        statements=said,
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    """An event whose every text may be anything."""
    several = st.lists(texts, max_size=3).map(tuple)
    return Event(
        id=draw(words),
        title=draw(st.one_of(st.none(), texts)),
        start=draw(st.one_of(st.none(), st.just("2021-03-24"), texts)),
        places=draw(several),
        articles=draw(several),
        independent=draw(st.integers(0, 5)),
        storyline=draw(st.one_of(st.none(), texts)),
    )
