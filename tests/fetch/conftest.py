"""A small web of its own for these tests: names, IP addresses, servers and time, all in memory."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from riwaya.fetch.cache import Cache
from riwaya.fetch.caller import Caller
from riwaya.fetch.door import Door
from riwaya.fetch.network import Endpoint
from riwaya.fetch.order import in_order
from riwaya.fetch.transport import Transport

PAGE = "<html><p>وصل الوفد إلى العاصمة صباح اليوم.</p></html>".encode()

Answer = bytes | Iterable[bytes]
Server = Callable[["Request"], Answer]


class FakeClock:
    """Time that passes only when someone waits."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept = 0.0
        self._lock = threading.Lock()

    def now(self) -> dt.datetime:
        return dt.datetime(2026, 1, 5, tzinfo=dt.UTC) + dt.timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept += seconds
            self.seconds += seconds


class Request:
    """What a server was sent."""

    def __init__(self, host: str, raw: bytes, at: float) -> None:
        self.host = host
        self.raw = raw
        self.at = at
        line, *fields = raw.decode("ascii").split("\r\n")
        self.path = line.split(" ")[1]
        self.fields = dict(field.lower().split(": ", 1) for field in fields if field)


class FakeSocket:
    """The client's end of a connection to a server that is a function."""

    def __init__(self, web: Web, host: str) -> None:
        self._web = web
        self._host = host
        self._sent = b""
        self._pieces: Iterator[bytes] | None = None
        self._rest = b""

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def sendall(self, data: bytes) -> None:
        self._sent += data

    def recv(self, most: int) -> bytes:
        if self._pieces is None:
            answer = self._web.answer(self._host, self._sent)
            self._pieces = iter([answer] if isinstance(answer, bytes) else answer)
        if not self._rest:
            self._rest = next(self._pieces, b"")
        data, self._rest = self._rest[:most], self._rest[most:]
        return data

    def close(self) -> None:
        self._web.closed(self._host)


class Web:
    """A `Network` that records. Each host has a public IP address and a server; robots.txt is not
    there unless the server has one."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.ips: dict[str, list[str]] = {}
        self.servers: dict[str, Server] = {}
        self.at: dict[str, str] = {}
        self.resolved: list[str] = []
        self.connected: list[Endpoint] = []
        self.requests: list[Request] = []
        self.busy: dict[str, int] = {}
        self.most_at_once = 0
        self._lock = threading.Lock()

    def serve(self, host: str, server: Server | Answer, *ips: str) -> None:
        self.ips[host] = list(ips) or [f"93.184.{len(self.ips) // 250}.{len(self.ips) % 250 + 1}"]
        self.at |= dict.fromkeys(self.ips[host], host)
        self.servers[host] = server if callable(server) else lambda _: server

    def resolve(self, host: str, port: int, seconds: float) -> list[Endpoint]:
        with self._lock:
            self.resolved.append(host)
        if host not in self.ips:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [Endpoint(ip, port) for ip in self.ips[host]]

    def connect(self, endpoint: Endpoint, seconds: float) -> Any:
        host = self.at.get(endpoint.ip, "")
        with self._lock:
            self.connected.append(endpoint)
            if host not in self.servers:
                raise ConnectionRefusedError
            self.busy[host] = self.busy.get(host, 0) + 1
            self.most_at_once = max(self.most_at_once, self.busy[host])
        return FakeSocket(self, host)

    def closed(self, host: str) -> None:
        with self._lock:
            self.busy[host] -= 1

    def answer(self, host: str, raw: bytes) -> Answer:
        request = Request(host, raw, self.clock.monotonic())
        with self._lock:
            self.requests.append(request)
        if request.path == "/robots.txt" and not getattr(self.servers[host], "has_robots", False):
            return reply(b"", 404)
        return self.servers[host](request)

    def pages(self, host: str | None = None) -> list[Request]:
        """The requests other than for robots.txt."""
        return [
            request
            for request in self.requests
            if request.path != "/robots.txt" and host in (None, request.host)
        ]


def reply(body: bytes = PAGE, status: int = 200, *fields: str, media: str = "text/html") -> bytes:
    """A response with its length; a field of its own is `Name: value`."""
    head = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", *fields]
    if media:
        head.append(f"Content-Type: {media}")
    return "\r\n".join([*head, "", ""]).encode() + body


def with_robots(robots: Answer | Server, pages: Server | Answer) -> Server:
    """A server that has a robots.txt."""

    def server(request: Request) -> Answer:
        chosen = robots if request.path == "/robots.txt" else pages
        return chosen(request) if callable(chosen) else chosen

    server.has_robots = True  # type: ignore[attr-defined]
    return server


class World:
    """The web, and a door to it."""

    PAGE = PAGE
    reply = staticmethod(reply)
    with_robots = staticmethod(with_robots)
    Request = Request

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.web = Web(self.clock)

    def door(
        self,
        *,
        gap: float = 5.0,
        cache: Path | None = None,
        network: Any = None,
        tls: Any = None,
        agent: str = "Riwaya/0",
    ) -> Door:
        transport = Transport(network or self.web, tls)
        caller = Caller(transport, self.clock, gap, agent)
        return Door(caller, Cache(cache) if cache else None, "Riwaya")

    def fetch(self, *urls: str, **options: Any) -> list[Any]:
        return list(in_order(urls, self.door(**options)))

    def only(self, url: str, **options: Any) -> Any:
        (answer,) = self.fetch(url, **options)
        return answer


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def new_world() -> type[World]:
    return World
