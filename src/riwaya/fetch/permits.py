"""What robots.txt allows, host by host: fetched through the same door as pages, kept for a day.

Not found means that all is allowed, as RFC 9309 has it. A file that cannot be had (errors of the
server, no connection) means that nothing is, and is asked for again before long."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable

import msgspec

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.fetch.addresses import Address
from riwaya.fetch.cache import Cache, KeptRobots
from riwaya.fetch.caller import REDIRECTS, Caller, next_address
from riwaya.fetch.hosts import BUSY
from riwaya.fetch.reply import Reply, status_text
from riwaya.fetch.robots import Rules, parse
from riwaya.read.compressed import BombError
from riwaya.read.http_body import decoded

_ACCEPT = {"Accept": "text/plain, */*;q=0.5"}
_DAY = 24 * 3600.0
_FAILED_FOR = 600.0
_MOST_KEPT = 256
_UNAVAILABLE = range(400, 500)
_FOUND = range(200, 300)


class _Permit:
    """The rules of one origin, or why there are none, until when."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rules = Rules()
        self.refused: tuple[str, str] | None = None
        self.until = float("-inf")


class Permits:
    """The rules of all hosts of a run; threads share it. `product` is the name that robots.txt
    files know us by."""

    def __init__(self, caller: Caller, cache: Cache | None, product: str) -> None:
        self._caller = caller
        self._cache = cache
        self._product = product
        self._permits: OrderedDict[str, _Permit] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, address: Address) -> None:
        """Refuses (InputRefused) what robots.txt does not allow, or where it cannot be read."""
        permit = self._permit(address.origin)
        with permit.lock:
            if permit.until <= self._caller.clock.monotonic():
                self._renew(permit, address)
            if permit.refused is not None:
                code, detail = permit.refused
                raise InputRefused(code, address.url, detail)
            rules = permit.rules
        if not rules.allows(address.target):
            raise InputRefused("not_allowed", address.url)

    def _permit(self, origin: str) -> _Permit:
        with self._lock:
            permit = self._permits.setdefault(origin, _Permit())
            self._permits.move_to_end(origin)
            if len(self._permits) > _MOST_KEPT:
                self._permits.popitem(last=False)
            return permit

    def _renew(self, permit: _Permit, address: Address) -> None:
        clock = self._caller.clock
        try:
            kept = self._kept(address)
        except InputRefused as error:
            permit.refused = _without_robots(error)
            permit.until = clock.monotonic() + _FAILED_FOR
            return
        permit.refused = None
        permit.until = clock.monotonic() + _DAY - (clock.now().timestamp() - kept.at)
        permit.rules = parse(kept.data, self._product)
        if permit.rules.delay is not None:
            self._caller.hosts.slow_down(address.host, permit.rules.delay)

    def _kept(self, address: Address) -> KeptRobots:
        now = self._caller.clock.now().timestamp()
        kept = self._cache.robots(address.origin) if self._cache else None
        if kept is not None and 0 <= now - kept.at < _DAY:
            return kept
        fetched = KeptRobots(at=now, data=self._fetched(address))
        if self._cache:
            self._cache.keep_robots(address.origin, fetched)
        return fetched

    def _fetched(self, address: Address) -> bytes:
        hop = msgspec.structs.replace(address, target="/robots.txt")
        budget = self._caller.budget()
        for _ in range(limits.REDIRECTS + 1):
            with self._caller.asked(hop, _ACCEPT, budget) as reply:
                found = _answer(hop, reply)
            if isinstance(found, bytes):
                return found
            hop = found
        raise InputRefused("http_status", hop.url, f"more than {limits.REDIRECTS} redirects")


def _answer(address: Address, reply: Reply) -> bytes | Address:
    if reply.status in REDIRECTS:
        return next_address(address, reply)
    # RFC 9309 counts 429 among "not there, so all is allowed"; who says it means the opposite.
    if reply.status in _UNAVAILABLE and reply.status not in BUSY:
        return b""
    if reply.status not in _FOUND:
        raise InputRefused("http_status", address.url, status_text(reply.status))
    try:
        return decoded(_beginning(reply.chunks), reply.fields.get(b"content-encoding", b""))[0]
    except BombError as error:
        raise InputRefused("too_large", address.url, str(error)) from error


def _beginning(chunks: Iterable[bytes]) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > limits.ROBOTS_BYTES:
            break
    # One byte more than counts shows that there was more.
    return bytes(data[: limits.ROBOTS_BYTES + 1])


def _without_robots(error: InputRefused) -> tuple[str, str]:
    if error.code in ("address_refused", "unreachable", "timeout"):
        return error.code, error.detail
    return "unreachable", f"robots.txt: {error.sentence()}"
