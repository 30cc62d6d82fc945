"""Which IP addresses are connected to."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import InputRefused
from riwaya.fetch.guard import check, why_closed

CLOSED = {
    "0.0.0.0": "unspecified", "0.1.2.3": "unspecified", "10.0.0.1": "private",
    "100.64.0.1": "shared by carriers", "100.100.100.200": "shared by carriers",
    "127.0.0.1": "loopback", "127.255.255.254": "loopback",
    "168.63.129.16": "a metadata service", "169.254.169.254": "link-local",
    "169.254.170.2": "link-local", "172.16.0.1": "private", "172.31.255.255": "private",
    "192.0.0.8": "reserved for protocols", "192.0.0.192": "reserved for protocols",
    "192.0.2.1": "documentation", "192.88.99.1": "6to4", "192.168.1.1": "private",
    "198.18.0.1": "benchmarking", "198.19.255.255": "benchmarking",
    "198.51.100.7": "documentation", "203.0.113.9": "documentation", "224.0.0.1": "multicast",
    "239.255.255.250": "multicast", "240.0.0.1": "reserved", "255.255.255.255": "reserved",
    "::": "unspecified", "::1": "loopback", "::7f00:1": "an IPv4 address inside",
    "::ffff:127.0.0.1": "an IPv4 address inside", "::ffff:9.9.9.9": "an IPv4 address inside",
    "64:ff9b::7f00:1": "NAT64", "64:ff9b::a9fe:a9fe": "NAT64", "64:ff9b:1::1": "NAT64",
    "100::1": "discard", "2001::1": "Teredo", "2001:0:7f00:1::": "Teredo",
    "2001:2::1": "reserved for protocols", "2001:10::1": "reserved for protocols",
    "2001:20::1": "reserved for protocols", "2001:db8::1": "documentation", "2002:7f00:1::": "6to4",
    "2002:a9fe:a9fe::1": "6to4", "3fff::1": "documentation", "fc00::1": "private",
    "fd00:ec2::254": "private", "fe80::1": "link-local", "fe80::1%eth0": "link-local",
    "fec0::1": "site-local", "ff02::1": "multicast", "5f00::1": "reserved", "4000::1": "reserved",
    "localhost": "no IP address", "": "no IP address", "127.1": "no IP address",
}  # fmt: skip
OPEN = [
    "1.1.1.1",
    "9.9.9.9",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "192.167.0.1",
    "198.17.0.1",
    "198.20.0.1",
    "223.255.255.255",
    "168.63.129.15",
    "2606:4700::1111",
    "2a00:1450:4001::200e",
    "2001:4860:4860::8888",
]
EMBEDDING = ["::ffff:{}", "::{}", "64:ff9b::{}", "64:ff9b:1::{}", "64:ff9b:1:7f::{}"]


@pytest.mark.parametrize(("ip", "why"), CLOSED.items())
def test_what_is_closed_says_why(ip: str, why: str) -> None:
    assert why_closed(ip) == why


@pytest.mark.parametrize("ip", OPEN)
def test_the_public_internet_is_open(ip: str) -> None:
    assert why_closed(ip) is None


@given(st.ip_addresses())
def test_what_is_open_is_global_and_no_multicast(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if why_closed(str(ip)) is None:
        assert ip.is_global
        assert not ip.is_multicast


@given(st.ip_addresses(v=4), st.sampled_from(EMBEDDING))
def test_an_address_inside_another_is_closed(ip: ipaddress.IPv4Address, form: str) -> None:
    assert why_closed(form.format(ip)) is not None


@given(st.ip_addresses(v=4))
def test_tunnels_are_closed(ip: ipaddress.IPv4Address) -> None:
    six_to_four = ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80))
    teredo = ipaddress.IPv6Address((0x20010000 << 96) | (int(ip) ^ 0xFFFFFFFF))
    assert why_closed(str(six_to_four)) == "6to4"
    assert why_closed(str(teredo)) == "Teredo"


@given(st.text(max_size=30))
def test_what_is_no_address_is_closed(text: str) -> None:
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        assert why_closed(text) is not None


def test_one_closed_address_closes_the_host() -> None:
    check("news.example.com", ["9.9.9.9", "2606:4700::1111"])
    with pytest.raises(InputRefused, match=r"not public \(private\)") as caught:
        check("news.example.com", ["9.9.9.9", "10.0.0.1"])
    assert caught.value.code == "address_refused"


def test_a_host_without_addresses_is_unreachable() -> None:
    with pytest.raises(InputRefused) as caught:
        check("news.example.com", [])
    assert caught.value.code == "unreachable"
