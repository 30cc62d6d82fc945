"""The one place where the order of the stages is written.

    read -> extract -> annotate -> group -> settle the dates of each event -> compare

One page that fails never stops the others: it becomes a `Refusal`, and for every input there is
exactly one article or one refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

from riwaya import dates
from riwaya.annotate import annotate
from riwaya.compare import compare
from riwaya.errors import MESSAGES, InputRefused
from riwaya.extract import extract
from riwaya.group import group
from riwaya.read import read
from riwaya.records import AnnotatedArticle, Article, Comparison, Event, Page, Refusal

A = TypeVar("A", bound=Article)


@dataclass(frozen=True)
class Result:
    """What a whole run gives: every input is counted once, in `articles` or in `refusals`.

    `comparisons` hold the events with two accounts or more, `single` the rest."""

    articles: tuple[AnnotatedArticle, ...]
    refusals: tuple[Refusal, ...]
    events: tuple[Event, ...]
    comparisons: tuple[Comparison, ...]
    single: tuple[Event, ...]


def articles(inputs: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Article | Refusal]:
    """The clean article of each page among `inputs` (files, folders, globs, "-"), in input order,
    or the refusal that stands for it. Two articles never share an id."""
    return _each(inputs, stdin, extract)


def annotated(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None
) -> Iterator[AnnotatedArticle | Refusal]:
    """As `articles`, with names, times, figures and statements found in each."""
    return _each(inputs, stdin, lambda page: annotate(extract(page)))


def run(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    on_article: Callable[[], None] = lambda: None,
) -> Result:
    """All stages over `inputs`. `on_article` is called after each input, for progress."""
    kept: list[AnnotatedArticle] = []
    refusals: list[Refusal] = []
    for item in annotated(inputs, stdin=stdin):
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            kept.append(item)
        on_article()
    return _result(kept, refusals)


def compare_articles(given: Iterable[AnnotatedArticle]) -> tuple[Comparison, ...]:
    """The comparisons of annotated articles that are at hand already."""
    return _result(list(given), []).comparisons


def _result(kept: list[AnnotatedArticle], refusals: list[Refusal]) -> Result:
    events = group(kept)
    by_id = {article.id: article for article in kept}
    comparisons: list[Comparison] = []
    single: list[Event] = []
    for event in events:
        if len(event.articles) < 2:
            single.append(event)
            continue
        members = [by_id[name] for name in event.articles]
        comparisons.append(compare(event, members))
    return Result(
        articles=tuple(by_id.values()),
        refusals=tuple(refusals),
        events=events,
        comparisons=tuple(comparisons),
        single=tuple(single),
    )


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
