"""The one place where the order of the stages is written.

    read -> extract -> annotate -> group -> settle the dates of each event -> compare

One page that fails never stops the others: it becomes a `Refusal`, and for every input there is
exactly one article or one refusal.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal, TypeVar

import msgspec

from riwaya import dates
from riwaya.annotate import annotate
from riwaya.compare import compare
from riwaya.errors import MESSAGES, InputRefused
from riwaya.extract import extract
from riwaya.group import group, relate
from riwaya.group.cluster import THRESHOLD
from riwaya.group.copies import copies
from riwaya.read import read
from riwaya.records import (
    AnnotatedArticle,
    Article,
    Comparison,
    Event,
    Page,
    Record,
    Refusal,
)

A = TypeVar("A", bound=Article)


class Compared(Record, frozen=True):
    """The JSON document of `riwaya compare`: events with two accounts or more, and the others."""

    comparisons: tuple[Comparison, ...]
    single: tuple[Event, ...]


@dataclass(frozen=True)
class Result:
    """What a whole run gives: every input is counted once, in `articles` or in `refusals`.

    `comparisons` hold the events with two accounts or more, `single` the rest."""

    articles: tuple[AnnotatedArticle, ...]
    refusals: tuple[Refusal, ...]
    events: tuple[Event, ...]
    comparisons: tuple[Comparison, ...]
    single: tuple[Event, ...]


def articles(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None
) -> Iterator[Article | Refusal]:
    """The clean article of each page among `inputs` (files, folders, globs, "-"), in input order,
    or the refusal that stands for it. Two articles never share an id."""
    return _each(inputs, stdin, extract)


def annotated(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None
) -> Iterator[AnnotatedArticle | Refusal]:
    """As `articles`, with names, times, figures and statements found in each; its times as far as
    the article alone can tell them."""
    return _each(inputs, stdin, lambda page: _alone(_annotated(page)))


def run(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    on_article: Callable[[], None] = lambda: None,
) -> Result:
    """All stages over `inputs`. `on_article` is called after each input, for progress."""
    kept: list[AnnotatedArticle] = []
    refusals: list[Refusal] = []
    for item in _each(inputs, stdin, _annotated):
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            kept.append(item)
        on_article()
    return _result(kept, refusals)


class Related(Record, frozen=True):
    """The answer of `riwaya relate` on one pair: the kind, the score (0 to 1), its parts."""

    relation: Literal["copy", "same", "follow_up", "different"]
    score: float
    parts: dict[str, float]


FOLLOW_UP: Final = 0.75
"""From this share of the threshold of one event on, a pair is taken as one storyline."""


def relate_pair(a: object, b: object, where: str) -> Related:
    """How two articles given as JSON values (the shapes that `read` takes as a line) relate:
    one took over most of the other (copy), one event (same), a nearby one (follow_up), or neither.

    Refuses (InputRefused, naming `where`) a side that is no usable article.

    >>> text = {"text": "أعلنت وزارة النقل افتتاح الجسر الجديد في المدينة صباح اليوم."}
    >>> relate_pair(text, text, "line 1").relation
    'copy'
    """
    used: dict[str, int] = {}
    one = _with_own_id(_given(a, f"{where}.a"), used)
    other = _with_own_id(_given(b, f"{where}.b"), used)
    found = relate(one, other)
    kind: Literal["copy", "same", "follow_up", "different"] = "different"
    if copies((one, other))[0]:
        kind = "copy"
    elif found.score >= THRESHOLD:
        kind = "same"
    elif found.score >= THRESHOLD * FOLLOW_UP:
        kind = "follow_up"
    return Related(relation=kind, score=found.score, parts=found.parts)


def _given(value: object, where: str) -> AnnotatedArticle:
    stream = io.BytesIO(msgspec.json.encode(value))
    found = next(annotated(["-"], stdin=stream), None)
    if isinstance(found, AnnotatedArticle):
        return found
    code = found.code if found else "empty"
    raise InputRefused(code, where, detail_of(found) if found else "")


def detail_of(refusal: Refusal) -> str:
    """The detail that the English sentence of a refusal was filled with."""
    before, _, after = MESSAGES[refusal.code][0].partition("{detail}")
    return refusal.message.removeprefix(before).removesuffix(after)


def _result(kept: list[AnnotatedArticle], refusals: list[Refusal]) -> Result:
    by_id = {article.id: article for article in kept}
    events: list[Event] = []
    for event in group(kept):
        settled, members = _settled(event, [by_id[name] for name in event.articles])
        events.append(settled)
        by_id.update((member.id, member) for member in members)
    return Result(
        articles=tuple(by_id.values()),
        refusals=tuple(refusals),
        events=tuple(events),
        comparisons=tuple(
            compare(event, [by_id[name] for name in event.articles])
            for event in events
            if len(event.articles) > 1
        ),
        single=tuple(event for event in events if len(event.articles) < 2),
    )


def _settled(
    event: Event, members: Sequence[AnnotatedArticle]
) -> tuple[Event, list[AnnotatedArticle]]:
    """The event and its accounts with the times that only the accounts together can tell."""
    settled = dates.settle([_document(member) for member in members])
    told = [
        msgspec.structs.replace(member, times=document.times)
        for member, document in zip(members, settled.documents, strict=True)
    ]
    days = settled.candidates
    if event.start is not None or not days:
        return event, told
    if len(days) == 1:
        return msgspec.structs.replace(event, start=days[0], end=days[0], candidates=()), told
    return msgspec.structs.replace(event, candidates=days), told


def _document(article: AnnotatedArticle) -> dates.Document:
    when = article.published
    day = when.start[:10] if when and when.start[:10] == when.end[:10] else None
    return dates.Document(
        article=article.id, body=article.body, times=article.times, published=day
    )


def _alone(article: AnnotatedArticle) -> AnnotatedArticle:
    """An article with the times that its own text can settle."""
    document = dates.settle([_document(article)]).documents[0]
    return msgspec.structs.replace(article, times=document.times)


def _annotated(page: Page) -> AnnotatedArticle:
    return annotate(extract(page))


def _each(
    inputs: Sequence[str], stdin: BinaryIO | None, stage: Callable[[Page], A]
) -> Iterator[A | Refusal]:
    """One article or one refusal per input, with ids made unique in input order."""
    used: dict[str, int] = {}
    for page in read(inputs, stdin=stdin):
        found = page if isinstance(page, Refusal) else _guarded(page, stage)
        yield found if isinstance(found, Refusal) else _with_own_id(found, used)


def _guarded(page: Page, stage: Callable[[Page], A]) -> A | Refusal:
    where = page.origin.path or page.origin.url or page.origin.sha256
    try:
        return stage(page)
    except InputRefused as refused:
        return Refusal(where=where, code=refused.code, message=refused.sentence())
    except Exception as error:  # noqa: BLE001 - the border: one bad page must not stop the rest
        detail = f"{type(error).__name__}: {error}"
        message = MESSAGES["fault"][0].format(detail=detail)
        return Refusal(where=where, code="fault", message=message, fault=True)


def _with_own_id(article: A, used: dict[str, int]) -> A:
    """The same article under an id that no earlier one has: a repeated id gets `-2`, `-3`, ..."""
    own = article.id
    while own in used:
        used[article.id] += 1
        own = f"{article.id}-{used[article.id]}"
    used[own] = 1
    if own == article.id:
        return article
    return msgspec.structs.replace(article, id=own, notes=(*article.notes, "duplicate_id"))
