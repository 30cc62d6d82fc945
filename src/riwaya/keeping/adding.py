"""Adding inputs to an archive: what is there already is passed over before any work is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

import msgspec

from riwaya.errors import InputRefused
from riwaya.kept import Added, Captured, Incoming
from riwaya.pipeline import Settings, captured, staged
from riwaya.read import Capture
from riwaya.records import AnnotatedArticle, Refusal
from riwaya.store import Archive, pack, sha256_of

Held = tuple[Captured, bytes] | None


def now() -> str:
    """The time, as an archive notes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def added(
    archive: Archive, inputs: Sequence[str], settings: Settings,
    *, clock: Callable[[], str] = now,
) -> Iterator[tuple[list[Refusal | None], Added]]:  # fmt: skip
    """Add `inputs`, batch by batch; of each batch, once it is kept, what became of its captures
    (a refusal, None for an article) and of its articles. What the archive holds already, and what
    was deleted from it, is a refusal that is `passed`.

    A batch is kept wholly or not at all, so the same inputs go on where an adding stopped."""
    return taken(archive, captured(inputs, settings), settings, clock=clock)


def taken(
    archive: Archive, found: Iterator[Capture | Refusal], settings: Settings,
    *, clock: Callable[[], str] = now,
) -> Iterator[tuple[list[Refusal | None], Added]]:  # fmt: skip
    """As `added`, of captures that were found already; one outcome for each, in their order."""
    held: deque[Held] = deque()
    outcomes = staged(_noted(archive, found, held), settings, "accounts")
    while batch := list(islice(outcomes, settings.batch)):
        incoming = []
        for outcome in batch:
            page = held.popleft()
            if not isinstance(outcome, Refusal) and page is not None:
                article = msgspec.json.decode(outcome, type=AnnotatedArticle)
                incoming.append(Incoming(page=page[0], packed=page[1], article=article))
        counts = archive.add(incoming, clock()) if incoming else Added()
        yield [one if isinstance(one, Refusal) else None for one in batch], counts


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
