"""The real socket path, against a server on this machine: the network hands out its connection for
a public address, so that no check has to be told of an exception."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from riwaya.fetch import fetch
from riwaya.fetch.clock import SystemClock
from riwaya.fetch.network import Endpoint, Internet
from riwaya.read.capture import Capture
from riwaya.records import Refusal

IP = "93.184.216.34"
TLS = Path(__file__).with_name("tls.pem")


class Local(Internet):
    """Every name has one public IP address, and every connection goes to one local port."""

    def __init__(self, port: int) -> None:
        self.connected: list[Endpoint] = []
        self._port = port

    def resolve(self, host: str, port: int, seconds: float) -> list[Endpoint]:
        return [Endpoint(IP, port)]

    def connect(self, endpoint: Endpoint, seconds: float) -> socket.socket:
        self.connected.append(endpoint)
        return super().connect(Endpoint("127.0.0.1", self._port), seconds)


@contextlib.contextmanager
def served(answer: Callable[[Any], None], wrap: Any = None) -> Iterator[Local]:
    """A server that hands each connection to `answer`, after reading the request."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), connection:
                spoken = wrap(connection) if wrap else connection
                with spoken:
                    path = spoken.recv(65_536).split(b" ")[1]
                    spoken.sendall(NOT_FOUND) if path == b"/robots.txt" else answer(spoken)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield Local(listener.getsockname()[1])
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


NOT_FOUND = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"


def page(world: Any) -> Callable[[Any], None]:
    return lambda connection: connection.sendall(world.reply())


def server_side() -> Any:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS)
    return lambda connection: context.wrap_socket(connection, server_side=True)


def test_a_page_comes_over_a_socket(world: Any) -> None:
    with served(page(world)) as network:
        answer = world.only("http://news.example.com/a", network=network)
    assert answer.data == world.PAGE
    assert network.connected == [Endpoint(IP, 80)] * 2


def test_a_page_comes_over_tls(world: Any) -> None:
    trusting = ssl.create_default_context(cafile=str(TLS))
    with served(page(world), server_side()) as network:
        answer = world.only("https://news.example.com/a", network=network, tls=trusting)
    assert answer.data == world.PAGE
    assert network.connected == [Endpoint(IP, 443)] * 2


@pytest.mark.parametrize(
    ("host", "trusted", "why"),
    [
        ("news.example.com", False, "self-signed certificate"),
        ("other.example.com", True, "Hostname mismatch"),
    ],
)
def test_certificates_are_verified(host: str, trusted: bool, why: str, world: Any) -> None:
    tls = ssl.create_default_context(cafile=str(TLS)) if trusted else None
    with served(page(world), server_side()) as network:
        answer = world.only(f"https://{host}/a", network=network, tls=tls)
    assert isinstance(answer, Refusal)
    assert answer.code == "unreachable"
    assert answer.detail.startswith("TLS: ")
    assert why in answer.detail


def test_no_tls_on_the_other_side_is_refused(world: Any) -> None:
    with served(page(world)) as network:
        answer = world.only("https://news.example.com/a", network=network)
    assert (answer.code, answer.detail[:4]) == ("unreachable", "TLS:")


def test_a_reset_connection_is_refused(world: Any) -> None:
    def reset(connection: Any) -> None:
        connection.sendall(world.reply()[:-5])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with served(reset) as network:
        answer = world.only("http://news.example.com/a", network=network)
    assert answer.code == "unreachable"


def broken_off(door: Any, ready: threading.Event) -> Any:
    """What `door` gives for an address when it is closed in the middle."""
    answers: list[Any] = []
    thread = threading.Thread(
        target=lambda: answers.append(door.capture("http://news.example.com/a")), daemon=True
    )
    thread.start()
    assert ready.wait(10)
    door.close()
    thread.join(10)
    assert not thread.is_alive()
    return answers[0]


def test_closing_breaks_off_a_connection(world: Any) -> None:
    stuck = threading.Event()
    ended = threading.Event()

    def hang(connection: Any) -> None:
        connection.sendall(world.reply()[:-5])
        stuck.set()
        assert connection.recv(1) == b""
        ended.set()

    with served(hang) as network:
        world.clock = SystemClock()
        answer = broken_off(world.door(network=network, gap=0.0), stuck)
        assert ended.wait(10)
    assert answer.code == "unreachable"


def test_closing_breaks_off_a_wait(world: Any) -> None:
    waiting = threading.Event()

    class Clock(SystemClock):
        def sleep(self, seconds: float) -> None:
            waiting.set()
            super().sleep(seconds)

    with served(page(world)) as network:
        world.clock = Clock()
        answer = broken_off(world.door(network=network, gap=3600.0), waiting)
    assert (answer.code, answer.detail) == ("unreachable", "stopped")


def test_after_closing_nothing_is_opened(world: Any) -> None:
    with served(page(world)) as network:
        door = world.door(network=network)
        door.close()
        assert door.capture("http://news.example.com/a").code == "unreachable"
    assert network.connected == []


def test_a_name_server_that_is_late_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def late(*_: Any, **__: Any) -> list[Any]:
        released.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", late)
    with pytest.raises(TimeoutError):
        Internet().resolve("news.example.com", 80, 0.01)
    released.set()


def test_the_public_face(monkeypatch: pytest.MonkeyPatch, world: Any, tmp_path: Path) -> None:
    with served(page(world)) as network:
        monkeypatch.setattr("riwaya.fetch.network.Internet", lambda: network)
        urls = ["http://news.example.com/a", "nothing", "http://news.example.com/b"]
        answers = list(fetch(urls, cache=tmp_path, contact="editor@example.org", gap=0.0))
    assert [type(answer) for answer in answers] == [Capture, Refusal, Capture]
    assert [answer.where for answer in answers] == urls
