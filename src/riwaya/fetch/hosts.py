"""Manners towards hosts: one request at a time, a gap after each, waiting when a host asks for it,
and leaving alone those that keep refusing."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Final

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.fetch.clock import Clock

BUSY: Final = (429, 503)
_REFUSING = (403, *BUSY)
_FAILURES = ("unreachable", "timeout")
_FIRST_WAIT = 30.0
_NAP = 0.25
_MOST_KEPT = 10_000


class Host:
    """What is known of one host. Changed only by whoever holds its turn."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.users = 0
        self.refusals = 0
        self.given_up: str | None = None
        self.delay = 0.0
        self._pause = 0.0
        self._ended = float("-inf")

    def ready_at(self, gap: float) -> float:
        """When the next request may be made, with `gap` seconds between requests."""
        return self._ended + max(gap, self.delay, self._pause)

    def ended(self, now: float) -> None:
        """A request has ended."""
        self._ended = now

    def answered(self, status: int, retry_after: float | None) -> None:
        """Counts an answer, and keeps the pause that a busy host asks for or, where it asks for
        none, one that doubles each time."""
        self._pause = 0.0
        if status not in _REFUSING:
            self.refusals = 0
            return
        self.failed(f"it answered {status}")
        if status not in BUSY:
            return
        self._pause = _FIRST_WAIT * 2 ** (self.refusals - 1) if retry_after is None else retry_after
        if self._pause > limits.RETRY_AFTER_SECONDS:
            # To ask before the time it named would be rude, to wait for hours of no use.
            self.given_up = f"it answered {status} and wants {self._pause:.0f} seconds of peace"

    def failed(self, why: str) -> None:
        """Counts one more refusal or failure in a row; after the last the host is given up."""
        self.refusals += 1
        if self.refusals >= limits.HOST_REFUSALS:
            self.given_up = f"{why}, and {self.refusals - 1} times before"


class Hosts:
    """All hosts of a run. Threads share it."""

    def __init__(self, clock: Clock, gap: float) -> None:
        self._clock = clock
        self._gap = gap
        self._hosts: dict[str, Host] = {}
        self._lock = threading.Lock()
        self._sweep_at = _MOST_KEPT
        self._closed = False

    @contextlib.contextmanager
    def turn(self, name: str) -> Iterator[Host]:
        """The right to send one request, after waiting for it. Refused (InputRefused) once the
        host is given up; a request that fails inside counts towards that."""
        host = self._taken(name)
        try:
            with host.lock:
                self._wait(name, host)
                yield from self._watched(host)
        finally:
            with self._lock:
                host.users -= 1

    def slow_down(self, name: str, delay: float) -> None:
        """Keeps a `Crawl-delay` of so many seconds, up to the cap."""
        host = self._taken(name)
        with host.lock:
            host.delay = min(delay, limits.CRAWL_DELAY_SECONDS)
        with self._lock:
            host.users -= 1

    def close(self) -> None:
        """Ends all waiting: whoever waits is refused."""
        self._closed = True

    def _watched(self, host: Host) -> Iterator[Host]:
        asked = True
        try:
            yield host
        except InputRefused as error:
            asked = error.code != "address_refused"
            if error.code in _FAILURES:
                host.failed(error.detail)
            raise
        finally:
            if asked:
                host.ended(self._clock.monotonic())

    def _wait(self, name: str, host: Host) -> None:
        while not (self._closed or host.given_up):
            left = host.ready_at(self._gap) - self._clock.monotonic()
            if left <= 0:
                return
            self._clock.sleep(min(left, _NAP))
        why = f"the host was given up ({host.given_up})" if host.given_up else "stopped"
        raise InputRefused("unreachable", name, why)

    def _taken(self, name: str) -> Host:
        with self._lock:
            if len(self._hosts) >= self._sweep_at:
                self._sweep()
            host = self._hosts.setdefault(name, Host())
            host.users += 1
            return host

    def _sweep(self) -> None:
        now = self._clock.monotonic()
        self._hosts = {
            name: host
            for name, host in self._hosts.items()
            if host.users or host.refusals or host.ready_at(self._gap) > now
        }
        self._sweep_at = max(_MOST_KEPT, 2 * len(self._hosts))
