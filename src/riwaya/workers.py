"""Work on many items in processes that can be killed.

An item that takes too long, eats too much memory or brings its process down is given back as
`Lost`; the process is started anew and the others go on. Results come in the order of the items,
and no more than a few items a process are held at once, so memory stays flat.
"""

from __future__ import annotations

import gc
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread, current_thread, main_thread
from types import FrameType
from typing import Any, Generic, Literal, TypeVar

import msgspec

from riwaya import limits
from riwaya.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")
FEW = 17
"""So few items are worked on before processes have started."""
_AHEAD = 4
_WINDOW = 16
_TICK = 0.5
_STARTS = 4
"""Processes that do not even start, one after another, until no more are tried."""
_GC_THRESHOLD = 20_000
_CONTEXT = get_context("spawn")


class Lost(msgspec.Struct, frozen=True):
    """An item that gave nothing: it ran past the limit (`timeout`), or its process died twice."""

    why: Literal["timeout", "died"]


class _Worker(Generic[T]):
    """A process, and the items that it has been given, oldest first."""

    def __init__(self, work: Callable[[T], Any]) -> None:
        self.conn, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(theirs, work), daemon=True)
        with _undisturbed():
            self.process.start()
        theirs.close()
        self.started = False
        self.items: deque[tuple[int, T]] = deque()
        self.since = 0.0
        # A process that is stuck reads nothing: whoever writes to it must not be who stops it.
        self.outbox: SimpleQueue[tuple[int, T] | None] = SimpleQueue()
        self.sender = Thread(target=_send_all, args=(self.conn, self.outbox), daemon=True)
        self.sender.start()

    def give(self, index: int, item: T) -> None:
        if not self.items:
            self.since = time.monotonic()
        self.items.append((index, item))
        self.outbox.put((index, item))

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.outbox.put(None)
        self.sender.join()
        self.conn.close()


class _Pool(Generic[T, R]):
    def __init__(self, work: Callable[[T], R], count: int, seconds: float) -> None:
        self.work, self.seconds = work, seconds
        self.workers = [_Worker[T](work) for _ in range(count)]
        self.results: dict[int, R | Lost] = {}
        self.died: set[int] = set()
        self.failures = 0

    def free(self) -> _Worker[T] | None:
        """The process with the fewest items, None where all have enough."""
        least = min(self.workers, key=lambda worker: len(worker.items))
        return least if len(least.items) < _AHEAD else None

    def collect(self) -> None:
        """Take in what is ready, wait a little where nothing is, and replace what is stuck."""
        ready = wait([worker.conn for worker in self.workers], timeout=_TICK)
        now = time.monotonic()
        for at, worker in enumerate(self.workers):
            if worker.conn in ready:
                self._take(at, worker)
            elif worker.items and now - worker.since > self.seconds:
                index, _ = worker.items.popleft()
                self.results[index] = Lost("timeout")
                self._replace(at, worker)

    def _take(self, at: int, worker: _Worker[T]) -> None:
        try:
            found = worker.conn.recv()
        except (EOFError, OSError):
            if not worker.started:
                self._count_failure()
            elif worker.items:
                self._bury(worker)
            self._replace(at, worker)
            return
        worker.since = time.monotonic()
        if not worker.started:
            worker.started = True
            self.failures = 0
            return
        worker.items.popleft()
        index, result = found
        self.results[index] = result

    def _count_failure(self) -> None:
        self.failures += 1
        if self.failures == _STARTS:
            raise UsageError("no_workers", "")

    def _bury(self, worker: _Worker[T]) -> None:
        """The item on which a process died is tried once more, first of all."""
        index, item = worker.items.popleft()
        if index in self.died:
            self.results[index] = Lost("died")
        else:
            self.died.add(index)
            worker.items.appendleft((index, item))

    def _replace(self, at: int, worker: _Worker[T]) -> None:
        worker.stop()
        fresh = self.workers[at] = _Worker[T](self.work)
        for index, item in worker.items:
            fresh.give(index, item)

    def stop(self) -> None:
        for worker in self.workers:
            worker.stop()


def each(
    work: Callable[[T], R],
    items: Iterator[T],
    *,
    count: int,
    seconds: float = limits.PAGE_SECONDS,
    ready: Callable[[T], R | None] = lambda _: None,
) -> Iterator[R | Lost]:
    """The result of `work` for each item, in order, by `count` processes; `Lost` for an item that
    gave none within `seconds`. An item that is `ready` needs no work. `work` is a function that a
    new process can import, or an object of a class that is. Refuses (UsageError, `no_workers`)
    where no process can be started."""
    pool = _Pool[T, R](work, count, seconds)
    try:
        yield from _run(pool, items, ready)
    finally:
        pool.stop()


def spread(
    work: Callable[[T], R],
    items: Iterator[T],
    *,
    count: int,
    ready: Callable[[T], R | None] = lambda _: None,
) -> Iterator[R | Lost]:
    """As `each`, where there are more than a few items; those, and all of them where `count` is 0,
    this process works on itself."""
    few = list(islice(items, FEW)) if count else []
    if len(few) == FEW:
        yield from each(work, chain(few, items), count=count, ready=ready)
        return
    for item in chain(few, items):
        done = ready(item)
        yield work(item) if done is None else done


def _run(
    pool: _Pool[T, R], items: Iterator[T], ready: Callable[[T], R | None]
) -> Iterator[R | Lost]:
    taken = given = 0
    more = True
    while more or given < taken:
        worker = pool.free() if more and taken - given < _WINDOW * len(pool.workers) else None
        if worker is not None:
            item = next(items, None)
            more = item is not None
            if item is not None:
                done = ready(item)
                if done is None:
                    worker.give(taken, item)
                else:
                    pool.results[taken] = done
                taken += 1
        elif given not in pool.results:
            pool.collect()
        while given in pool.results:
            yield pool.results.pop(given)
            given += 1


def _send_all(conn: Connection, outbox: SimpleQueue[tuple[int, Any] | None]) -> None:
    # A process that is gone is seen when its results are read.
    with suppress(OSError):
        while (given := outbox.get()) is not None:
            conn.send(given)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C goes to every process of a terminal: one that is just starting is not to know, and its
    start is not to be broken off half way, by a thread that takes the signal either."""
    if not hasattr(signal, "pthread_sigmask") or current_thread() is not main_thread():
        yield
        return
    # Whoever starts it first lets signals through again.
    resource_tracker.ensure_running()
    came: list[tuple[int, FrameType | None]] = []
    handler = signal.signal(signal.SIGINT, lambda number, frame: came.append((number, frame)))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGINT, handler)
        if came and callable(handler):
            handler(*came[0])


def _serve(conn: Connection, work: Callable[[Any], Any]) -> None:
    """What a process does: read ahead in a thread, so that neither side waits for the other to
    read, and answer one item after another."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _cap_memory()
    queue: SimpleQueue[tuple[int, Any] | None] = SimpleQueue()
    Thread(target=_read_ahead, args=(conn, queue), daemon=True).start()
    gc.set_threshold(_GC_THRESHOLD)
    conn.send(None)
    while (given := queue.get()) is not None:
        index, item = given
        conn.send((index, work(item)))


def _read_ahead(conn: Connection, queue: SimpleQueue[tuple[int, Any] | None]) -> None:
    with suppress(EOFError, OSError):
        while True:
            queue.put(conn.recv())
    queue.put(None)


def _cap_memory() -> None:
    """An address space of its own size, where the system has such a thing."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_BYTES, limits.WORKER_BYTES))
