"""Labelled blocks to typed furniture: neighbours of one kind are one block, with its items."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import get_args

from riwaya.extract.roles import Labels
from riwaya.extract.segment import Line
from riwaya.extract.tickers import briefs
from riwaya.records import Furniture, FurnitureKind, Item

_KINDS: MappingProxyType[str, FurnitureKind] = MappingProxyType(
    {kind: kind for kind in get_args(FurnitureKind)}
)
_ITEMISED = ("ticker", "related", "tags", "caption")


def furniture(labels: Labels) -> tuple[Furniture, ...]:
    """Everything that is not the article, in page order, verbatim and typed."""
    found: list[Furniture] = []
    run: list[int] = []
    kind: FurnitureKind | None = None
    for index, own in enumerate(labels.kinds):
        now = _kind(own, kind)
        if now != kind and run and kind is not None:
            found.append(_block(labels, run, kind))
            run = []
        kind = now
        if now is not None:
            run.append(index)
    if run and kind is not None:
        found.append(_block(labels, run, kind))
    return tuple(found)


def _kind(own: str, before: FurnitureKind | None) -> FurnitureKind | None:
    if own == "date":
        return before if before == "related" else "other"
    return _KINDS.get(own)


def _block(labels: Labels, run: Sequence[int], kind: FurnitureKind) -> Furniture:
    blocks = [labels.blocks[index] for index in run]
    text = "\n".join(block.text for block in blocks)
    if kind not in _ITEMISED:
        return Furniture(kind=kind, text=text)
    if kind == "ticker":
        items = tuple(item for index in run for item in _ticker_items(labels.lines[index]))
    elif kind == "caption":
        items = tuple(
            Item(text=labels.blocks[index].text, source=labels.photo[index])
            for index in run if index in labels.photo
        )  # fmt: skip
    else:
        items = _items(labels, run)
    return Furniture(kind=kind, text=text, items=items)


def _ticker_items(line: Line) -> tuple[Item, ...]:
    return () if line.sign is not None else briefs(line.block.text)


def _items(labels: Labels, run: Sequence[int]) -> tuple[Item, ...]:
    """Headlines and tags, each once; a date line belongs to the item before it, and the heading of
    a section is an item only where it carries a count."""
    found: list[Item] = []
    seen: set[str] = set()
    for index in run:
        block = labels.blocks[index]
        if labels.kinds[index] == "date" and found and found[-1].time is None:
            last = found.pop()
            found.append(Item(text=last.text, source=last.source, time=block.text, url=last.url))
            continue
        sign = labels.lines[index].sign
        if (sign is not None and sign.count is None and sign.opens) or block.text in seen:
            continue
        seen.add(block.text)
        count = sign.count if sign is not None else None
        found.append(Item(text=block.text, url=block.url, count=count))
    return tuple(found)
