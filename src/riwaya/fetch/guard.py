"""Which IP addresses are the public Internet. Everything else is never connected to.

`ipaddress.is_global` is no help: it takes multicast, 6to4 and NAT64 for global. IPv6 is a list of
what is open, IPv4 of what is closed, both after the registries of IANA."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Final

from riwaya.errors import InputRefused

_CLOSED_V4: Final = tuple(
    (ipaddress.IPv4Network(net), why)
    for net, why in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by carriers"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "a metadata service"),  # the one of Azure, on a public address
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "reserved for protocols"),
        ("192.52.193.0/24", "reserved for protocols"),
        ("192.88.99.0/24", "6to4"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved for protocols"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_NAMED_V6: Final = tuple(
    (ipaddress.IPv6Network(net), why)
    for net, why in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "an IPv4 address inside"),
        ("::/96", "an IPv4 address inside"),
        ("64:ff9b::/96", "NAT64"),
        ("64:ff9b:1::/48", "NAT64"),
        ("100::/64", "discard"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "reserved for protocols"),  # benchmarking and ORCHID too
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("2620:4f:8000::/48", "reserved for protocols"),
        ("3ffe::/16", "6bone"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_OPEN_V6: Final = ipaddress.IPv6Network("2000::/3")


def why_closed(ip: str) -> str | None:
    """Why an IP address is not part of the public Internet; None where it is.

    Addresses that carry an IPv4 address inside are closed whatever it is.

    >>> why_closed("127.0.0.1"), why_closed("64:ff9b::808:808"), why_closed("9.9.9.9")
    ('loopback', 'NAT64', None)
    """
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return "no IP address"
    if isinstance(address, ipaddress.IPv4Address):
        return next((why for net, why in _CLOSED_V4 if address in net), None)
    why = next((why for net, why in _NAMED_V6 if address in net), None)
    return why or (None if address in _OPEN_V6 else "reserved")


def check(host: str, ips: Sequence[str]) -> None:
    """Refuses (InputRefused) a host of which any address is closed, or that has none: a name that
    leads to a public address and to a private one is an attack or a mistake."""
    if not ips:
        raise InputRefused("unreachable", host, "the name has no address")
    for ip in ips:
        why = why_closed(ip)
        if why is not None:
            raise InputRefused("address_refused", host, f"its IP address is not public ({why})")
