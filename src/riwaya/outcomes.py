"""What becomes of each capture: an article or a refusal, one for one and in order, by one process
or by many; without the template of its site, and with an id of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice

import msgspec
from msgspec import Raw, Struct

from riwaya.errors import InputRefused
from riwaya.extract import Lines, learned
from riwaya.limits import PAGE_SECONDS
from riwaya.read import Capture
from riwaya.records import Refusal
from riwaya.workers import Lost, spread


class Done(Struct, frozen=True):
    """The JSON of an article, and the lines that tell its site's template."""

    data: bytes
    lines: Lines | None = None


Work = Callable[[Capture | Refusal], Done | Refusal]


def worked(
    found: Iterator[Capture | Refusal], work: Work, workers: int
) -> Iterator[Done | Refusal]:
    """The outcome of `work` for each capture, in order. `workers` processes do it where there are
    more than a few captures, none: this one; a capture that takes one of them too long, or down,
    is refused as our fault."""
    places: deque[str] = deque()

    def noted() -> Iterator[Capture | Refusal]:
        for item in found:
            places.append(item.where)
            yield item

    def ready(item: Capture | Refusal) -> Refusal | None:
        return item if isinstance(item, Refusal) else None

    for outcome in spread(work, noted(), count=workers, ready=ready):
        where = places.popleft()
        yield _lost(outcome, where) if isinstance(outcome, Lost) else outcome


def templated(
    found: Iterator[Done | Refusal],
    size: int,
    again: Callable[[bytes, tuple[int, ...]], bytes | Refusal],
) -> Iterator[bytes | Refusal]:
    """The JSON of each article and each refusal, in order. In batches of `size` the templates of
    sites are learned: `again` gives an article anew without some of its paragraphs, by number."""
    while batch := list(islice(found, size)):
        lines = [outcome.lines if isinstance(outcome, Done) else None for outcome in batch]
        for outcome, numbers in zip(batch, learned(lines), strict=True):
            if isinstance(outcome, Refusal):
                yield outcome
            else:
                yield again(outcome.data, numbers) if numbers else outcome.data


def _lost(lost: Lost, where: str) -> Refusal:
    code, detail = ("timeout", f"{PAGE_SECONDS:g} s") if lost.why == "timeout" else (
        "fault", "the process that worked on it died")  # fmt: skip
    message = InputRefused(code, where, detail).sentence()
    return Refusal(where=where, code=code, message=message, detail=detail, fault=True)


class _Id(Struct, frozen=True):
    id: str
    notes: tuple[str, ...] = ()


def note_id(data: bytes, used: dict[str, int]) -> None:
    """Take the id of an article that `with_own_id` gave, in another run, into `used`."""
    found = msgspec.json.decode(data, type=_Id)
    if "duplicate_id" in found.notes:
        first, _, number = found.id.rpartition("-")
        used[first] = int(number)
    used[found.id] = 1


def with_own_id(data: bytes, used: dict[str, int]) -> bytes:
    """The JSON of an article under an id that no earlier one has: a repeated id gets `-2`, `-3`,
    and the note `duplicate_id`."""
    first = own = msgspec.json.decode(data, type=_Id).id
    while own in used:
        used[first] += 1
        own = f"{first}-{used[first]}"
    used[own] = 1
    if own == first:
        return data
    value = msgspec.json.decode(data, type=dict[str, Raw])
    notes = (*msgspec.json.decode(value["notes"], type=tuple[str, ...]), "duplicate_id")
    value["id"], value["notes"] = (Raw(msgspec.json.encode(one)) for one in (own, notes))
    return msgspec.json.encode(value)
