"""Answers as tables: one line for each thing in a list. Records of the stages go through
`export`; the server's own have a column for every field that fits a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from riwaya import export
from riwaya.export.delimited import table
from riwaya.records import Comparison, Record
from riwaya.search import Hit, Results
from riwaya.web.answers import (
    ArticleRead,
    EventItem,
    EventItems,
    Overview,
    Storyline,
)
from riwaya.web.sources import Sources


def csv(sources: Sources, answer: Record, *, excel: bool) -> bytes:
    """The table of an answer; with `excel` as spreadsheets need it."""
    if isinstance(answer, Comparison):
        found = sources.archive.articles([one.article for one in answer.accounts])
        by_id = {one.id: one for one in found}
        return _joined(export.stream("points", "csv", [answer], articles=by_id, excel=excel))
    if isinstance(answer, ArticleRead):
        return _joined(export.stream("statements", "csv", [answer], excel=excel))
    if isinstance(answer, EventItem):
        return _events([answer], excel=excel)
    if isinstance(answer, EventItems | Storyline):
        return _events(answer.items if isinstance(answer, EventItems) else answer.events,
                       excel=excel)  # fmt: skip
    if isinstance(answer, Results):
        return _joined(table(HitRow, [_hit(one) for one in answer.hits], excel=excel))
    if isinstance(answer, Overview):
        return _joined(table(Overview, [answer], excel=excel))
    items: Sequence[Record] = getattr(answer, "items", ())
    return _joined(table(_item_type(type(answer)), items, excel=excel))


def _joined(pieces: Iterable[bytes]) -> bytes:
    return b"".join(pieces)


def _events(items: Sequence[EventItem], *, excel: bool) -> bytes:
    plain = [one.plain() for one in items]
    return _joined(export.stream("events", "csv", plain, excel=excel))


def _item_type(answer: type[Record]) -> type[Record]:
    """The record type of the items of a list."""
    info = msgspec.inspect.type_info(answer)
    fields = info.fields if isinstance(info, msgspec.inspect.StructType) else ()
    found = next(one.type for one in fields if one.name == "items")
    if isinstance(found, msgspec.inspect.VarTupleType):
        item = found.item_type
        if isinstance(item, msgspec.inspect.StructType) and issubclass(item.cls, Record):
            return item.cls
    raise TypeError(f"{answer.__name__} has no items")


class HitRow(Record, frozen=True):
    """A hit as a line of a table: `start` and `end` are of `text` in the body."""

    kind: str
    article: str
    statement: str | None
    event: str | None
    title: str | None
    outlet: str | None
    published: str | None
    speaker: str | None
    stance: str | None
    text: str | None
    start: int | None
    end: int | None


def _hit(one: Hit) -> HitRow:
    said = next((each for each in one.snippets if each.field == "body"), None)
    return HitRow(
        kind=one.kind, article=one.article, statement=one.statement, event=one.event,
        title=one.title, outlet=one.outlet, published=one.start, speaker=one.speaker,
        stance=one.stance, text=said.text if said else None,
        start=said.start if said else None, end=said.end if said else None,
    )  # fmt: skip
