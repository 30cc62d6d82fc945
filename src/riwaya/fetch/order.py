"""Many hosts at once, each asked for one page at a time; answers in the order of the addresses."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.fetch.addresses import parse
from riwaya.fetch.door import Door
from riwaya.read.capture import Capture
from riwaya.records import Refusal

_Answer = Capture | Refusal


def in_order(urls: Iterable[str], door: Door) -> Iterator[_Answer]:
    """One answer for each address. At most `limits.FETCH_AHEAD` addresses are taken before their
    answers are, so that memory stays flat however many there are.

    When the caller stops early, everything under way is broken off."""
    lanes = _Lanes(door)
    try:
        for url in urls:
            lanes.put(url)
            while lanes.is_full or lanes.first_is_done:
                yield lanes.first()
        while lanes.is_waiting:
            yield lanes.first()
    except BaseException:
        door.close()  # who waits for a host would be waited for
        raise
    finally:
        lanes.close()


class _Lanes:
    """A thread for each host that has addresses waiting; they take their addresses in order."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._waiting: deque[tuple[str, Future[_Answer]]] = deque()

    @property
    def is_full(self) -> bool:
        return len(self._waiting) >= limits.FETCH_AHEAD

    @property
    def is_waiting(self) -> bool:
        return bool(self._waiting)

    @property
    def first_is_done(self) -> bool:
        return self.is_waiting and self._waiting[0][1].done()

    def put(self, url: str) -> None:
        host = _host(url)
        if host not in self._lanes:
            self._lanes[host] = ThreadPoolExecutor(max_workers=1)
        self._waiting.append((host, self._lanes[host].submit(self._door.capture, url)))

    def first(self) -> _Answer:
        """The next answer, when it has come."""
        host, answer = self._waiting.popleft()
        found = answer.result()
        if all(host != other for other, _ in self._waiting):
            self._lanes.pop(host).shutdown(wait=False)
        return found

    def close(self) -> None:
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)


def _host(url: str) -> str:
    try:
        return parse(url).host
    except InputRefused:
        return ""
