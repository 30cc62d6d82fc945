"""One polite request: in its host's turn, through the checked connection, the answer counted."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.fetch.addresses import Address, redirected
from riwaya.fetch.clock import Budget, Clock
from riwaya.fetch.hosts import Hosts
from riwaya.fetch.reply import Reply, status_text
from riwaya.fetch.transport import Transport

REDIRECTS = (301, 302, 303, 307, 308)


class Caller:
    """What fetches pages and what fetches robots.txt have in common. Threads share it."""

    def __init__(self, transport: Transport, clock: Clock, gap: float, agent: str) -> None:
        self.clock = clock
        self.hosts = Hosts(clock, gap)
        self._transport = transport
        self._headers = {
            "User-Agent": agent,
            "Accept-Language": "ar, *;q=0.5",
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "Connection": "close",
        }

    @contextlib.contextmanager
    def asked(
        self, address: Address, headers: Mapping[str, str], budget: Budget
    ) -> Iterator[Reply]:
        """The reply to one request. Refused as by `Hosts.turn` and `Transport.opened`."""
        with (
            self.hosts.turn(address.host) as host,
            budget,
            self._transport.opened(address, {**self._headers, **headers}, budget) as reply,
        ):
            host.answered(reply.status, reply.retry_after(self.clock.now()))
            yield reply

    def budget(self) -> Budget:
        """The time for one page with its redirects."""
        return Budget(self.clock, limits.FETCH_SECONDS)

    def close(self) -> None:
        """Ends all waiting and all connections."""
        self.hosts.close()
        self._transport.close()


def next_address(address: Address, reply: Reply) -> Address:
    """Where a redirect leads; it is as foreign as any other address."""
    location = reply.fields.get(b"location")
    if not location:
        raise InputRefused("http_status", address.url, f"{status_text(reply.status)} to nowhere")
    return redirected(address, location)
