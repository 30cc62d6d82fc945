"""The one place where the order of the stages is written.

    read -> extract -> annotate -> group -> settle the dates of each event -> compare

One page that fails never stops the others: it becomes a `Refusal`, and for every input there is
exactly one article or one refusal.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final, Literal, TypeVar

import msgspec
from msgspec import Struct

from riwaya import dates
from riwaya.annotate import annotate
from riwaya.compare import compare, compared
from riwaya.errors import InputRefused, UsageError
from riwaya.extract import extract, lines_of, without
from riwaya.group import Grouper, group, passages, relate
from riwaya.outcomes import Done, templated, with_own_id, worked
from riwaya.read import NOTHING, Capture, Fetch, Meter, Own, captures, page_of
from riwaya.records import (
    AnnotatedArticle,
    Article,
    Comparison,
    Decision,
    Event,
    Explanation,
    Point,
    Record,
    Refusal,
)

A = TypeVar("A", bound=Article)
T = TypeVar("T")
Stage = Literal["extract", "annotate", "accounts"]
_BATCH: Final = 512
_BATCH_FETCHED: Final = 64


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


class Settings(Struct, frozen=True, kw_only=True):
    """How inputs are read: standard input, names of fields in tables and JSON, the door to the
    network, a meter of bytes, how many processes work (0: this one), and the files that the run
    itself writes, which are none of its inputs."""

    stdin: BinaryIO | None = None
    fields: Mapping[str, str] = {}
    fetch: Fetch | None = None
    meter: Meter | None = None
    workers: int = 0
    own: Own = NOTHING

    @property
    def batch(self) -> int:
        """Of how many captures together the templates of sites are learned."""
        return _BATCH_FETCHED if self.fetch else _BATCH


PLAIN: Final = Settings()


def articles(inputs: Sequence[str], settings: Settings = PLAIN) -> Iterator[Article | Refusal]:
    """The clean article of each page among `inputs` (files, folders, globs, addresses, "-"), in
    input order, or the refusal that stands for it. Two articles never share an id."""
    return _decoded(inputs, settings, "extract", Article)


def annotated(
    inputs: Sequence[str], settings: Settings = PLAIN
) -> Iterator[AnnotatedArticle | Refusal]:
    """As `articles`, with names, times, figures and statements found in each; its times as far as
    the article alone can tell them."""
    return _decoded(inputs, settings, "annotate", AnnotatedArticle)


def run(
    inputs: Sequence[str],
    settings: Settings = PLAIN,
    *,
    on_input: Callable[[Refusal | None], None] = lambda _: None,
) -> Result:
    """All stages over `inputs`. `on_input` is called after each, with its refusal where
    it got one."""
    kept: list[AnnotatedArticle] = []
    refusals: list[Refusal] = []
    for item in _decoded(inputs, settings, "accounts", AnnotatedArticle):
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            kept.append(item)
        on_input(item if isinstance(item, Refusal) else None)
    return _result(kept, refusals)


class Related(Record, frozen=True):
    """The answer of `riwaya relate` on one pair: the kind, the score (0 to 1), its parts."""

    relation: Literal["copy", "same", "follow_up", "different"]
    score: float
    parts: dict[str, float]


LIKELY: Final = 0.5
"""Score from which a pair alone is told as one event; to join events takes more."""

NEARBY: Final = 0.18
"""Score from which a pair alone is told as a follow-up."""

COPIED: Final = 0.5
"""Share of the shorter text from which a pair of one event is told as a copy."""


def relate_pair(a: object, b: object, where: str) -> Related:
    """How two articles given as JSON values (the shapes that `read` takes as a line) relate:
    one event and one text (copy), one event (same), a nearby one (follow_up), or neither.

    Refuses (InputRefused, naming `where`) a side that is no usable article.

    >>> text = {"text": "أعلنت وزارة النقل افتتاح الجسر الجديد في المدينة صباح اليوم."}
    >>> relate_pair(text, text, "line 1").relation
    'copy'
    """
    one, other = _given(a, f"{where}.a"), _given(b, f"{where}.b")
    if one.id == other.id:
        other = msgspec.structs.replace(other, id=f"{other.id}-2")
    found = relate(one, other)
    kind: Literal["copy", "same", "follow_up", "different"] = "different"
    if found.score >= LIKELY:
        kind = "copy" if found.parts.get("passages", 0.0) >= COPIED else "same"
    elif found.score >= NEARBY:
        kind = "follow_up"
    return Related(relation=kind, score=found.score, parts=found.parts)


def _given(value: object, where: str) -> AnnotatedArticle:
    if not isinstance(value, dict):
        raise InputRefused("bad_record", where, "not a JSON object")
    stream = io.BytesIO(msgspec.json.encode(value))
    found = next(annotated(["-"], Settings(stdin=stream)), None)
    if isinstance(found, AnnotatedArticle):
        return found
    raise InputRefused(found.code if found else "empty", where, found.detail if found else "")


class Grouped(Struct, frozen=True):
    """The events of a run; the articles themselves are not kept."""

    events: tuple[Event, ...]
    explanation: Explanation | None = None


def grouped(
    inputs: Sequence[str],
    settings: Settings = PLAIN,
    decisions: Sequence[Decision] = (),
    *,
    explain: tuple[str, str] | None = None,
    on_input: Callable[[Refusal | None], None] = lambda _: None,
) -> Grouped:
    """The events of `inputs`, with what people decided, and why the two articles of `explain` are,
    or are not, together; refuses ids that are not among the articles (UsageError). `on_input` is
    called after each input, with its refusal where it got one."""
    grouper = Grouper(decisions)
    undated: dict[str, dates.Document] = {}
    asked: dict[str, AnnotatedArticle] = {}
    for item in _decoded(inputs, settings, "accounts", AnnotatedArticle):
        if not isinstance(item, Refusal):
            grouper.add(item)
            if item.published is None:
                undated[item.id] = _document(item)
            if explain and item.id in explain:
                asked[item.id] = item
        on_input(item if isinstance(item, Refusal) else None)
    for name in explain or ():
        if name not in asked:
            raise UsageError("bad_option", "--explain", f"no article has the id {name}")
    events = tuple(
        _dated(event, dates.settle([undated[name] for name in event.articles]).candidates)
        if event.start is None and all(name in undated for name in event.articles)
        else event
        for event in grouper.events()
    )
    why = grouper.explain(events, *(asked[name] for name in explain)) if explain else None
    return Grouped(events, why)


def _result(kept: list[AnnotatedArticle], refusals: list[Refusal]) -> Result:
    by_id = {article.id: article for article in kept}
    events: list[Event] = []
    for event in group(kept):
        settled, members = _settled(event, [by_id[name] for name in event.articles])
        events.append(_with_passages(settled, by_id))
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


def comparison(
    event: Event, accounts: Sequence[AnnotatedArticle], others: Sequence[AnnotatedArticle] = ()
) -> Comparison:
    """The comparison of one event, as `run` gives it: of `accounts`, its articles as `annotated` or
    an archive gives them. `others` are articles beside them that its copies are of.

    >>> comparison(Event(id="e1", title="افتتاح الجسر"), []).points
    ()
    """
    settled, members = _settled(event, accounts)
    by_id = {article.id: article for article in (*others, *members)}
    return compare(_with_passages(settled, by_id), members)


def points(event: Event, accounts: Sequence[AnnotatedArticle]) -> tuple[Point, ...]:
    """The points of `comparison` alone, without how near to the event they are: for who counts
    them, in less time.

    >>> points(Event(id="e1", title="افتتاح الجسر"), [])
    ()
    """
    return compared(*_settled(event, accounts))


def dated(event: Event, accounts: Sequence[AnnotatedArticle]) -> Event:
    """The event with its day, where no account has one and their texts together tell it."""
    if event.start is not None or any(one.published is not None for one in accounts):
        return event
    return _dated(event, dates.settle([_document(one) for one in accounts]).candidates)


def alone(article: AnnotatedArticle) -> AnnotatedArticle:
    """An article with the times that its own text can settle, as `riwaya annotate` gives it."""
    document = dates.settle([_document(article)]).documents[0]
    return msgspec.structs.replace(article, times=document.times)


def _with_passages(event: Event, by_id: Mapping[str, AnnotatedArticle]) -> Event:
    """The event with the places of what its copies took over, from articles that are there."""
    found = tuple(
        msgspec.structs.replace(
            copy, passages=passages(by_id[copy.article].body, by_id[copy.of].body)
        )
        if copy.of in by_id and copy.article in by_id
        else copy
        for copy in event.copies
    )
    return msgspec.structs.replace(event, copies=found)


def _settled(
    event: Event, members: Sequence[AnnotatedArticle]
) -> tuple[Event, list[AnnotatedArticle]]:
    """The event and its accounts with the times that only the accounts together can tell."""
    settled = dates.settle([_document(member) for member in members])
    told = [
        msgspec.structs.replace(member, times=document.times)
        for member, document in zip(members, settled.documents, strict=True)
    ]
    return _dated(event, settled.candidates), told


def _dated(event: Event, days: tuple[str, ...]) -> Event:
    """The event with its day, or the days that are left; one that has a day keeps it."""
    if event.start is not None or not days:
        return event
    if len(days) == 1:
        return msgspec.structs.replace(event, start=days[0], end=days[0], candidates=())
    return msgspec.structs.replace(event, candidates=days)


def _document(article: AnnotatedArticle) -> dates.Document:
    when = article.published
    day = when.start[:10] if when and when.start[:10] == when.end[:10] else None
    return dates.Document(article=article.id, body=article.body, times=article.times, published=day)


def _decoded(
    inputs: Sequence[str], settings: Settings, stage: Stage, kind: type[A]
) -> Iterator[A | Refusal]:
    for outcome in outcomes(inputs, settings, stage):
        if isinstance(outcome, Refusal):
            yield outcome
        else:
            yield msgspec.json.decode(outcome, type=kind)


class Reached(Struct):
    """How far a run has come: the captures that are done, and the ids that are taken."""

    taken: int = 0
    used: dict[str, int] = {}


def outcomes(
    inputs: Sequence[str], settings: Settings, stage: Stage, reached: Reached | None = None
) -> Iterator[bytes | Refusal]:
    """For each capture among `inputs`, in order, the JSON of its article after `stage`, or its
    refusal; what an earlier run had `reached` is read past."""
    reached = reached or Reached()
    again = reached.taken % settings.batch  # a batch that was left half done
    found = captured(inputs, settings, skip=reached.taken - again)
    for outcome in islice(staged(found, settings, stage), again, None):
        yield outcome if isinstance(outcome, Refusal) else with_own_id(outcome, reached.used)


def captured(
    inputs: Sequence[str], settings: Settings, *, skip: int = 0
) -> Iterator[Capture | Refusal]:
    """The captures among `inputs`, without the first `skip`."""
    return captures(
        inputs, stdin=settings.stdin, fields=settings.fields, fetch=settings.fetch,
        meter=settings.meter, skip=skip, own=settings.own,
    )  # fmt: skip


def staged(
    found: Iterator[Capture | Refusal], settings: Settings, stage: Stage
) -> Iterator[bytes | Refusal]:
    """For each capture, in order, the JSON of its article after `stage` under its own id, which
    another may have too, or its refusal. They come in batches of `settings.batch`."""
    done = worked(found, Work(stage), settings.workers)
    return templated(done, settings.batch, _Again(stage))


class Work(Struct, frozen=True):
    """What is done to a capture: an article, or the refusal that stands for it."""

    stage: Stage

    def __call__(self, capture: Capture | Refusal) -> Done | Refusal:
        """One bad page never stops the others."""
        if isinstance(capture, Refusal):
            return capture
        return _at_border(capture.where, lambda: self._done(capture))

    def _done(self, capture: Capture) -> Done | Refusal:
        page = page_of(capture)
        if isinstance(page, Refusal):
            return page
        article = extract(page)
        own = page.given is not None and page.given.markup is None
        lines = None if own else lines_of(article)
        return Done(msgspec.json.encode(_NEXT[self.stage](article)), lines)


class _Again(Struct, frozen=True):
    """What is done to an article that has lost paragraphs to its site's template."""

    stage: Stage

    def __call__(self, data: bytes, numbers: tuple[int, ...]) -> bytes | Refusal:
        article = without(msgspec.json.decode(data, type=Article), numbers)
        where = article.page.path or article.page.url or article.id
        return _at_border(where, lambda: msgspec.json.encode(_NEXT[self.stage](article)))


def _at_border(where: str, work: Callable[[], T]) -> T | Refusal:
    """What `work` gives, or the refusal of the page that it could not do."""
    try:
        return work()
    except InputRefused as refused:
        return Refusal(where, refused.code, refused.sentence(), refused.detail)
    except Exception as error:  # noqa: BLE001 - the border: one bad page must not stop the rest
        detail = f"{type(error).__name__}: {error}"
        message = InputRefused("fault", where, detail).sentence()
        return Refusal(where, "fault", message, detail, fault=True)


_NEXT: Final[dict[Stage, Callable[[Article], Article]]] = {
    "extract": lambda article: article,
    "annotate": lambda article: alone(annotate(article)),
    "accounts": annotate,
}
