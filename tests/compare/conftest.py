"""Small annotated articles, written for these tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from riwaya.arabic import sentences
from riwaya.records import (
    AnnotatedArticle,
    Cue,
    Event,
    Figure,
    Mention,
    MentionType,
    Origin,
    Span,
    Speaker,
    Stance,
    Statement,
    Time,
    When,
)

Said = tuple[str | None, str, str, Stance]
"""Speaker, cue, content, stance; content and cue are found in the body."""


def build(
    name: str,
    body: str,
    said: Sequence[Said] = (),
    *,
    names: Sequence[tuple[str, MentionType]] = (),
    figures: Sequence[tuple[str, float, str]] = (),
    times: Sequence[tuple[str, str | None]] = (),
    parents: dict[int, int] | None = None,
    credit: tuple[str, ...] = (),
    published: str | None = None,
) -> AnnotatedArticle:
    """An annotated article; `names`, `figures` and `times` mark every place where they stand."""
    parents = parents or {}
    statements = []
    for index, (speaker, cue, content, stance) in enumerate(said):
        start, at = body.index(content), body.index(cue)
        statements.append(
            Statement(
                id=f"s{index}",
                speaker=Speaker(text=speaker, name=speaker),
                cue=Cue(start=at, end=at + len(cue), text=cue, lemma=cue),
                content=Span(start=start, end=start + len(content)),
                mode="direct" if content.startswith(chr(34)) else "indirect",
                stance=stance,
                parent=f"s{parents[index]}" if index in parents else None,
            )
        )
    mentions = [
        Mention(start=at, end=at + len(text), text=text, type=kind, entity=None, name=text)
        for text, kind in names
        for at in _places(body, text)
    ]
    return AnnotatedArticle(
        id=name,
        page=Origin(sha256=name),
        title=None,
        body=body,
        outlet=f"صحيفة {name}",
        paragraphs=(Span(start=0, end=len(body)),),
        credit=credit,
        sentences=tuple(Span(start=a, end=b) for a, b in sentences(body)),
        statements=tuple(statements),
        mentions=tuple(mentions),
        figures=tuple(
            Figure(
                start=body.index(text),
                end=body.index(text) + len(text),
                text=text,
                value=value,
                unit=unit,
                of=None,
            )
            for text, value, unit in figures
        ),
        times=tuple(
            Time(
                start=body.index(text),
                end=body.index(text) + len(text),
                text=text,
                value=value,
                precision="day",
            )
            for text, value in times
        ),
        published=None
        if published is None
        else When(
            start=published, end=published, precision="day", basis="metadata", evidence=published
        ),
    )


def _places(body: str, text: str) -> list[int]:
    return [at for at in range(len(body)) if body.startswith(text, at)]


@pytest.fixture
def article() -> Callable[..., AnnotatedArticle]:
    return build


@pytest.fixture
def event() -> Callable[..., Event]:
    def make(*articles: str) -> Event:
        return Event(id="e1", title=None, articles=articles)

    return make
