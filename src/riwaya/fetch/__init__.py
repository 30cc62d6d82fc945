"""Addresses to captures: pages are fetched from the web, politely and safely.

Politely: robots.txt, `Crawl-delay` and `Retry-After` are kept, one request at a time goes to a
host with a gap after it, what did not change is not sent again, and a host that keeps refusing is
left alone. Safely: only public addresses of the Internet are connected to, also after redirects,
and every read is capped in bytes and in time. Needs `riwaya[fetch]`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from riwaya import __version__
from riwaya.errors import UsageError
from riwaya.fetch.addresses import is_address, shown
from riwaya.read.capture import Capture, refusal
from riwaya.records import Refusal

if TYPE_CHECKING:
    from riwaya.fetch.clock import Clock
    from riwaya.fetch.door import Door
    from riwaya.fetch.network import Network

__all__ = ["AGENT", "GAP", "fetch", "is_address", "session"]

AGENT: Final = f"Riwaya/{__version__}"
"""What servers are told who asks; what is before the `/` is our name in robots.txt."""

GAP: Final = 5.0
"""Seconds between two requests to one host."""

_AGENT = re.compile(r"([A-Za-z_-]{1,60})[ -~]{0,200}")
_CONTACT = re.compile(r"[!-'*-~]{1,200}")
_EXTRA = ("certifi", "h11", "httpcore", "idna")


def fetch(
    urls: Iterable[str],
    *,
    cache: Path | None = None,
    agent: str = AGENT,
    contact: str | None = None,
    gap: float = GAP,
) -> Iterator[Capture | Refusal]:
    """The pages at `urls`: for each address one `Capture` or one `Refusal`, in their order.

    Hosts are asked at the same time, each for one page at a time with `gap` seconds in between. The
    folder `cache` keeps the pages; the next time they are sent only if they changed, and given
    again with the note `not_modified` if not. `contact` is a web or mail address under which the
    owners of servers reach you, sent along with `agent`.

    Refused, each with its reason: what is no public web page, what robots.txt does not allow, what
    is too large or too slow. Raises UsageError for an agent, contact or gap that cannot be, and for
    a `cache` that cannot be made. Without `riwaya[fetch]` all gives one refusal, `needs_extra`.

    >>> [answer.message for answer in fetch(["http://127.0.0.1/خبر"])]
    ['an address that is not fetched: its IP address is not public (loopback)']
    """
    _check(gap)
    whole, product = _names(agent, contact)
    try:
        return _fetched(urls, cache, whole, product, gap)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        return iter([refusal("needs_extra", "fetch", "fetch")])


@contextmanager
def session(
    *, cache: Path | None = None, agent: str = AGENT, contact: str | None = None, gap: float = GAP,
    clock: Clock | None = None, network: Network | None = None,
) -> Iterator[Callable[[Iterable[str]], Iterator[Capture | Refusal]]]:  # fmt: skip
    """What `fetch` does, for several lists of addresses one after the other: the gap, robots.txt
    and what is known of a host hold over all of them. At the end all that is under way is broken
    off. `clock` and `network` are those of the machine unless given.

    Refused (UsageError): what `fetch` refuses so, and to work without `riwaya[fetch]`.

    >>> with session() as fetched:
    ...     [answer.code for answer in fetched(["http://127.0.0.1/خبر"])]
    ['address_refused']
    """
    _check(gap)
    whole, product = _names(agent, contact)
    try:
        door = _door(cache, whole, product, gap, clock, network)
        from riwaya.fetch.order import in_order
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise UsageError("needs_extra", "fetch", "fetch") from None
    try:
        yield partial(in_order, door=door)
    finally:
        door.close()


def _check(gap: float) -> None:
    if not (math.isfinite(gap) and gap >= 0):
        raise UsageError("bad_option", "gap", str(gap))


def _names(agent: str, contact: str | None) -> tuple[str, str]:
    """What servers are told, and our name in robots.txt."""
    match = _AGENT.fullmatch(agent)
    if match is None:
        raise UsageError("bad_option", "agent", shown(agent))
    if contact is None:
        return agent, match[1]
    if not _CONTACT.fullmatch(contact):
        raise UsageError("bad_option", "contact", shown(contact))
    return f"{agent} (+{contact})", match[1]


def _fetched(
    urls: Iterable[str], cache: Path | None, agent: str, product: str, gap: float
) -> Iterator[Capture | Refusal]:
    door = _door(cache, agent, product, gap)
    from riwaya.fetch.order import in_order

    return in_order(urls, door)


def _door(
    cache: Path | None, agent: str, product: str, gap: float,
    clock: Clock | None = None, network: Network | None = None,
) -> Door:  # fmt: skip
    # Loaded here: the packages of the extra are not always there.
    import idna  # noqa: F401 - of use only to hosts that are not in ASCII

    from riwaya.fetch.cache import Cache
    from riwaya.fetch.caller import Caller
    from riwaya.fetch.clock import SystemClock
    from riwaya.fetch.door import Door
    from riwaya.fetch.network import Internet
    from riwaya.fetch.transport import Transport

    caller = Caller(Transport(network or Internet()), clock or SystemClock(), gap, agent)
    return Door(caller, Cache(cache) if cache else None, product)
