"""Adding inputs to an archive: what is there already is passed over before any work is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import islice

import msgspec

from riwaya.errors import InputRefused
from riwaya.kept import Added, Captured, Incoming
from riwaya.memory import give_back
from riwaya.pipeline import Settings, captured, staged
from riwaya.read import Capture
from riwaya.records import AnnotatedArticle, Refusal
from riwaya.store import Archive, pack, sha256_of

Held = tuple[Captured, bytes] | None
Kept = tuple[list[Refusal | None], Added]


def now() -> str:
    """The time, as an archive notes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def added(
    archive: Archive, inputs: Sequence[str], settings: Settings,
    *, clock: Callable[[], str] = now,
) -> Iterator[Kept]:  # fmt: skip
    """Add `inputs`, batch by batch; of each batch, once it is kept, what became of its captures
    (a refusal, None for an article) and of its articles. What the archive holds already, and what
    was deleted from it, is a refusal that is `passed`.

    A batch is kept wholly or not at all, so the same inputs go on where an adding stopped."""
    return taken(archive, captured(inputs, settings), settings, clock=clock)


def taken(
    archive: Archive, found: Iterator[Capture | Refusal], settings: Settings,
    *, clock: Callable[[], str] = now,
) -> Iterator[Kept]:  # fmt: skip
    """As `added`, of captures that were found already; one outcome for each, in their order."""
    batches = _batches(archive, found, settings)
    if not settings.workers or settings.fetch is not None:
        yield from (_written(archive, batch, clock) for batch in batches)
        return
    # While a batch is written the processes work on the next: they would wait for it otherwise.
    with ThreadPoolExecutor(1) as writer:
        written: Future[Kept] | None = None
        for batch in batches:
            before, written = written, writer.submit(_written, archive, batch, clock)
            if before is not None:
                yield before.result()
        if written is not None:
            yield written.result()


def _batches(
    archive: Archive, found: Iterator[Capture | Refusal], settings: Settings
) -> Iterator[list[tuple[bytes | Refusal, Held]]]:
    held: deque[Held] = deque()
    outcomes = staged(_noted(archive, found, held), settings, "accounts")
    while batch := list(islice(outcomes, settings.batch)):
        yield [(outcome, held.popleft()) for outcome in batch]


def _written(
    archive: Archive, batch: Sequence[tuple[bytes | Refusal, Held]], clock: Callable[[], str]
) -> Kept:
    # Read out of its JSON here: of the batches that wait none is held as records.
    incoming = [
        Incoming(
            page=page[0], packed=page[1],
            article=msgspec.json.decode(outcome, type=AnnotatedArticle),
        )
        for outcome, page in batch
        if not isinstance(outcome, Refusal) and page is not None
    ]  # fmt: skip
    counts = archive.add(incoming, clock()) if incoming else Added()
    give_back()
    return [one if isinstance(one, Refusal) else None for one, _ in batch], counts


def _noted(
    archive: Archive, found: Iterator[Capture | Refusal], held: deque[Held]
) -> Iterator[Capture | Refusal]:
    """The captures, each noted with its page, packed; those that are known as refusals."""
    for one in found:
        if isinstance(one, Refusal):
            held.append(None)
            yield one
            continue
        name = sha256_of(one.data)
        known = archive.known(name)
        if known is None:
            held.append((page_of(one, name), pack(one.data)))
            yield one
        else:
            held.append(None)
            yield _passed("forgotten" if known else "already_kept", one.where)


def page_of(capture: Capture, name: str) -> Captured:
    """What an archive keeps of a capture beside its bytes."""
    return Captured(
        sha256=name, path=capture.path, url=capture.url, offset=capture.offset,
        captured=capture.captured, media=capture.media, charset=capture.charset,
        given=capture.given, notes=capture.notes,
    )  # fmt: skip


def capture_of(page: Captured, data: bytes) -> Capture:
    """The capture again, as it was read when it was added."""
    return Capture(
        where=page.path or page.url or page.sha256, data=data, path=page.path, url=page.url,
        offset=page.offset, captured=page.captured, media=page.media, charset=page.charset,
        given=page.given, notes=page.notes,
    )  # fmt: skip


def _passed(code: str, where: str) -> Refusal:
    message = InputRefused(code, where).sentence()
    return Refusal(where=where, code=code, message=message, passed=True)
