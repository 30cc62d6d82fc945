"""Kinds of records as the rows of a table: one statement, or what one account says on a point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, cast

from msgspec import inspect

from riwaya.export.formats import Kind
from riwaya.records import (
    AccountStance,
    AnnotatedArticle,
    Article,
    Comparison,
    Cue,
    Event,
    Mode,
    Point,
    PointAccount,
    PointKind,
    Record,
    Span,
    Speaker,
    Stance,
    Verdict,
    When,
)

SCHEMA_VERSION: Final = 1
"""Rises when a column is renamed, removed or changes its type; a new column leaves it."""


class StatementRow(Record, frozen=True):
    """A statement with the article that it stands in; `text` is the slice `content`."""

    article: str
    outlet: str | None
    url: str | None
    published: When | None
    id: str
    speaker: Speaker
    cue: Cue
    content: Span
    text: str
    mode: Mode
    stance: Stance
    via: tuple[str, ...]
    parent: str | None
    confidence: float
    parts: dict[str, float]


class PointRow(Record, frozen=True):
    """What one account says on a point. `text` is its slice, None where it is silent or where its
    article is not at hand; `independent` counts the voices of the whole point."""

    event: str
    event_title: str | None
    point: str
    verdict: Verdict
    kind: PointKind
    article: str
    outlet: str | None
    url: str | None
    stance: AccountStance
    speaker: str | None
    cue: str | None
    chain: tuple[str, ...]
    text: str | None
    start: int | None
    end: int | None
    independent: int


ROWS: Final[Mapping[Kind, type[Record]]] = MappingProxyType(
    {
        "articles": AnnotatedArticle,
        "statements": StatementRow,
        "points": PointRow,
        "events": Event,
        "comparisons": Comparison,
    }
)
"""The type of a row of each kind."""


def known(kind: inspect.Type) -> inspect.Type:
    """The type of a value where it is not None."""
    if not isinstance(kind, inspect.UnionType):
        return kind
    (only,) = (one for one in kind.types if not isinstance(one, inspect.NoneType))
    return only


def rows_of(
    kind: Kind, records: Iterable[Record], articles: Mapping[str, Article]
) -> Iterator[Record]:
    """The rows of `records`, in their order: of `statements` those of the articles given, of
    `points` one for each account of each point of the comparisons given; the others as they are.
    `articles` finds the article of an account by its id.

    >>> from riwaya.records import Origin, Statement
    >>> speaker = Speaker(text="الوزير", name=None)
    >>> said = Statement(id="s1", speaker=speaker, cue=Cue(start=0, end=3, text="قال", lemma="قال"),
    ...     content=Span(start=14, end=24), mode="indirect", stance="assert")
    >>> one = AnnotatedArticle(id="a", page=Origin(sha256="0"), title=None, paragraphs=(),
    ...     body="قال الوزير إن الجسر مغلق", statements=(said,))
    >>> [row.text for row in rows_of("statements", [one], {})]
    ['الجسر مغلق']
    """
    if kind == "statements":
        for record in records:
            yield from _statements(cast("AnnotatedArticle", record))
    elif kind == "points":
        for record in records:
            yield from _points(cast("Comparison", record), articles)
    else:
        yield from records


def _statements(article: AnnotatedArticle) -> Iterator[StatementRow]:
    for one in article.statements:
        yield StatementRow(
            article=article.id,
            outlet=article.outlet,
            url=article.url,
            published=article.published,
            id=one.id,
            speaker=one.speaker,
            cue=one.cue,
            content=one.content,
            text=article.body[one.content.start : one.content.end],
            mode=one.mode,
            stance=one.stance,
            via=one.via,
            parent=one.parent,
            confidence=one.confidence,
            parts=one.parts,
        )


def _points(comparison: Comparison, articles: Mapping[str, Article]) -> Iterator[PointRow]:
    outlets = {head.article: head.outlet for head in comparison.accounts}
    for point in comparison.points:
        for account in point.accounts:
            article = articles.get(account.article)
            outlet = outlets.get(account.article)
            yield _point(comparison.event, point, account, outlet, article)


def _point(
    event: Event, point: Point, account: PointAccount, outlet: str | None, article: Article | None
) -> PointRow:
    silent = account.start is None or article is None
    return PointRow(
        event=event.id,
        event_title=event.title,
        point=point.id,
        verdict=point.verdict,
        kind=point.kind,
        article=account.article,
        outlet=outlet,
        url=None if article is None else article.url,
        stance=account.stance,
        speaker=account.speaker,
        cue=account.cue,
        chain=account.chain,
        text=None if silent or article is None else article.body[account.start : account.end],
        start=account.start,
        end=account.end,
        independent=point.independent,
    )
