"""Comparing ahead: a process of the lowest priority compares the newest events, so that the server
can list those that are contested without having been asked for each."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

import msgspec

from riwaya.errors import UsageError
from riwaya.limits import AHEAD_EVENTS, COMPARED_ACCOUNTS
from riwaya.store import WantedEvents
from riwaya.web.answers import Points
from riwaya.web.sources import Sources, reading

_REST: Final = 30.0
_PART: Final = 100
_LOWEST: Final = 19


@contextmanager
def comparing(place: str, sources: Sources) -> Iterator[None]:
    """Compare ahead as long as the server runs; `sources.points` fills."""
    context = get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(place, theirs), daemon=True, name="riwaya-ahead")
    worker.start()
    theirs.close()
    listener = threading.Thread(target=_listen, args=(mine, sources), daemon=True)
    listener.start()
    try:
        yield
    finally:
        worker.terminate()
        worker.join(5)
        mine.close()


def _listen(pipe: Connection, sources: Sources) -> None:
    while True:
        try:
            raw = pipe.recv_bytes()
        except (EOFError, OSError):
            return
        name, stamp, points = msgspec.json.decode(raw, type=tuple[str, str, Points])
        sources.points[name] = (stamp, points)


def _work(place: str, pipe: Connection) -> None:
    """The process: round after round over the newest events, those that changed compared anew."""
    os.nice(_LOWEST)
    done: dict[str, str] = {}
    with reading(place) as sources:
        while True:
            for name, stamp, points in once(sources, done):
                done[name] = stamp
                pipe.send_bytes(msgspec.json.encode((name, stamp, points)))
            time.sleep(_REST)


def once(sources: Sources, done: dict[str, str]) -> Iterator[tuple[str, str, Points]]:
    """The newest events with two accounts or more that are not `done` by their stamps, compared:
    their ids, stamps and points."""
    cursor: str | None = None
    seen = 0
    while seen < AHEAD_EVENTS:
        try:
            part = sources.archive.list_events(WantedEvents(accounts=2), limit=_PART, cursor=cursor)
            for event in part.items:
                seen += 1
                if len(event.articles) > COMPARED_ACCOUNTS:
                    continue
                stamp = sources.stamp(event.id, event.articles)
                if done.get(event.id) != stamp:
                    sources.comparison(event.id)
                    yield event.id, *sources.points[event.id]
        except UsageError:
            return  # the archive is written to, or slow: the next round goes on
        cursor = part.next
        if cursor is None:
            return
