"""No address, redirect or name server leads to a connection that is not to the public Internet."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from riwaya.errors import InputRefused
from riwaya.fetch import fetch
from riwaya.fetch.addresses import Address
from riwaya.fetch.clock import Budget, SystemClock
from riwaya.fetch.guard import why_closed
from riwaya.fetch.network import Endpoint, Internet
from riwaya.fetch.transport import Transport
from riwaya.records import Refusal

HOSTS = [
    # The same 127.0.0.1, in the ways that resolvers and programs read it.
    "127.0.0.1", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "127.0.1", "0x7f000001",
    "0x7f.0x0.0x0.0x1", "017700000001", "0177.0.0.01", "127.0.0.1.", "00000177.1", "0x7F.1",
    "１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127｡0｡0｡1", "127．0．0．1", "1２7.0.0.1",
    "%31%32%37.0.0.1", "127.0.0.1%00", "127.0.0.1%2f.example.com",
    "localhost", "LOCALHOST", "localhost.", "ⓛocalhost", "a.localhost",
    # All of this machine, the network around it, and what clouds keep there.
    "0", "0.0.0.0", "00.0.0.0", "127.127.127.127", "10.0.0.1", "012.0.0.1", "167772161",
    "172.16.5.4", "192.168.0.1", "3232235521", "100.64.0.1", "169.254.169.254", "2852039166",
    "0xA9FEA9FE", "0251.0376.0251.0376", "169.254.170.2", "100.100.100.200", "192.0.0.192",
    "168.63.129.16", "metadata.google.internal", "metadata", "224.0.0.1", "239.1.1.1",
    "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1",
    "192.88.99.1",
    # IPv6: local addresses, and IPv4 addresses inside.
    "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]", "[2002:a9fe:a9fe::]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[3fff::1]",
    "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]",
    "[2001:2::1]", "[100::1]", "[5f00::1]",
    # Names that a name server of the attacker leads inside.
    "inside.example.com", "both.example.com", "mapped.example.com", "meta.example.com",
    "dns64.example.com", "nowhere.example.com",
]  # fmt: skip
NAMES = {
    "inside.example.com": ["127.0.0.1"], "both.example.com": ["9.9.9.9", "10.0.0.7"],
    "mapped.example.com": ["::ffff:127.0.0.1"], "meta.example.com": ["169.254.169.254"],
    "dns64.example.com": ["64:ff9b::a00:1"], "localhost": ["127.0.0.1"], "nowhere.example.com": [],
}  # fmt: skip
URLS = [
    *(f"http://{host}/" for host in HOSTS),
    "http://127.0.0.1:80/", "https://127.0.0.1:443/", "http://127.0.0.1:8080/",
    "http://example.com@127.0.0.1/", "http://127.0.0.1@example.com/", "http://a:b@127.0.0.1/",
    "http://example.com:80@127.0.0.1/", "http://example.com#@127.0.0.1:22/",
    "http://127.0.0.1\\@example.com/", "http:\\\\127.0.0.1/", "http:/127.0.0.1/", "http:127.0.0.1",
    "//127.0.0.1/", "http://\t127.0.0.1/", "http://127.0.0.1\t/", "http://127.0.0.1 /",
    "http://[::1/", "http://::1/", "http://127.0.0.1:70000/", "http://example.com:22/",
    "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "gopher://127.0.0.1:25/_MAIL",
    "ftp://127.0.0.1/", "dict://127.0.0.1:11211/stats", "unix:/var/run/docker.sock",
    "jar:http://127.0.0.1!/", "data:text/html,<p>", "javascript:alert(1)", "http://",
    "http://example.com／@127.0.0.1/", "http://127.0.0.1?@example.com/",
]  # fmt: skip


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that a socket of this process is connected to. Numbers are resolved as the
    system does it, names as `NAMES` has them."""
    opened: list[Any] = []
    real = socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        opened.append(address)
        raise ConnectionRefusedError

    def getaddrinfo(host: bytes, port: int, **options: Any) -> Any:
        name = host.decode()
        if name in NAMES:
            return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (ip, port)) for ip in NAMES[name]]
        return real(host, port, flags=socket.AI_NUMERICHOST, **options)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return opened


def test_the_recording_socket_records(connections: list[Any]) -> None:
    (answer,) = fetch(["http://9.9.9.9/"], gap=0)
    assert isinstance(answer, Refusal)
    assert answer.code == "unreachable"
    assert connections == [("9.9.9.9", 80)]


@pytest.mark.parametrize("url", URLS)
def test_no_address_leads_inside(url: str, connections: list[Any]) -> None:
    (answer,) = fetch([url], gap=0)
    assert isinstance(answer, Refusal)
    assert answer.code in ("address_refused", "unreachable")
    assert all(why_closed(ip) is None for ip, *_ in connections)
    assert answer.code == "address_refused" or not connections or "example.com" in url


def test_it_is_the_resolved_address_that_is_checked(connections: list[Any]) -> None:
    """The check of addresses as text is passed by on purpose: the second one holds alone."""
    transport = Transport(Internet())
    for host in HOSTS:
        name = host.strip("[]")
        address = Address("http", name if name.isascii() else name.encode("idna").decode(), 80, "/")
        with (
            pytest.raises(InputRefused),
            transport.opened(address, {}, Budget(SystemClock(), 15.0)),
        ):
            pytest.fail(f"{host!r} was opened")
    assert connections == []


@pytest.mark.parametrize("url", [url for url in URLS if url.startswith(("http", "//"))])
def test_no_redirect_leads_inside(url: str, world: Any) -> None:
    body = b"HTTP/1.1 302 Found\r\nLocation: " + url.encode() + b"\r\nContent-Length: 0\r\n\r\n"
    world.web.serve("news.example.com", lambda _: body, "93.184.216.34")
    for name, ips in NAMES.items():
        world.web.serve(name, world.reply())
        world.web.ips[name] = ips
    numbers = _Numbers(world.web)
    answer = world.only("http://news.example.com/a", network=numbers)
    assert isinstance(answer, Refusal)
    assert {endpoint.ip for endpoint in world.web.connected} == {"93.184.216.34"}


class _Numbers:
    """The web of the test, with numbers resolved as the system does it."""

    def __init__(self, web: Any) -> None:
        self._web = web

    def resolve(self, host: str, port: int, seconds: float) -> list[Endpoint]:
        if host in self._web.ips:
            return self._web.resolve(host, port, seconds)
        infos = socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
        return [Endpoint(str(info[4][0]), port) for info in infos]

    def connect(self, endpoint: Endpoint, seconds: float) -> Any:
        return self._web.connect(endpoint, seconds)


def test_robots_txt_leads_nowhere_inside_either(world: Any) -> None:
    robots = world.reply(b"", 301, "Location: http://169.254.169.254/latest/meta-data/")
    world.web.serve("news.example.com", world.with_robots(robots, world.reply()), "93.184.216.34")
    answer = world.only("http://news.example.com/a", network=_Numbers(world.web))
    assert answer.code == "address_refused"
    assert [endpoint.ip for endpoint in world.web.connected] == ["93.184.216.34"]


class _Rebinding(_Numbers):
    """A name server that answers with a public address first and a private one from then on."""

    def resolve(self, host: str, port: int, seconds: float) -> list[Endpoint]:
        found = super().resolve(host, port, seconds)
        self._web.ips[host] = ["127.0.0.1"]
        return found


def test_a_name_is_resolved_once_for_each_connection(world: Any) -> None:
    world.web.serve("news.example.com", world.reply(), "93.184.216.34")
    answer = world.only("http://news.example.com/a", network=_Rebinding(world.web))
    # robots.txt came from the public address; the page's own look-up is checked anew.
    assert answer.code == "address_refused"
    assert len(world.web.resolved) == 2
    assert [endpoint.ip for endpoint in world.web.connected] == ["93.184.216.34"]


def test_the_environment_names_no_proxy(
    monkeypatch: pytest.MonkeyPatch, connections: list[Any]
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://10.0.0.1:3128")
        monkeypatch.setenv(name.upper(), "http://10.0.0.1:3128")
    list(fetch(["http://9.9.9.9/", "https://1.1.1.1/"], gap=0))
    assert sorted(set(connections)) == [("1.1.1.1", 443), ("9.9.9.9", 80)]
