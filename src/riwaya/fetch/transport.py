"""One GET over one connection, to an IP address that was checked, within a budget of seconds.

httpcore speaks HTTP; the connections under it are ours, so that the name is resolved once and what
was checked is what is connected to. There are no cookies, no proxies and no redirects here."""

from __future__ import annotations

import contextlib
import functools
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping

import httpcore

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.fetch import guard
from riwaya.fetch.addresses import Address
from riwaya.fetch.clock import Budget
from riwaya.fetch.network import Endpoint, Network, why_failed
from riwaya.fetch.reply import Reply

_TRIED = 4
# Of all that is sent: heads that are followed by heads and chunks of nothing count too.
_MOST_BEFORE_BODY = 4 * limits.HEADER_BYTES
_MOST_OF_BODY = 2 * limits.PAGE_BYTES


class Transport:
    """Opens addresses. Threads may share it; `close` breaks what is under way."""

    def __init__(self, network: Network, tls: ssl.SSLContext | None = None) -> None:
        self._network = network
        self._tls = tls
        self._under_way: set[_Backend] = set()
        self._closed = False
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def opened(
        self, address: Address, headers: Mapping[str, str], budget: Budget
    ) -> Iterator[Reply]:
        """The reply to a GET. Refused (InputRefused), also while the body is read: a host that is
        not public, a connection that fails or breaks, what is no HTTP, and running out of time."""
        origin = httpcore.Origin(address.scheme.encode(), address.host.encode(), address.port)
        try:
            with self._backend(budget) as backend:
                tls = (self._tls or _trusted()) if address.scheme == "https" else None
                connection = httpcore.HTTPConnection(origin, tls, network_backend=backend)
                response = connection.handle_request(_request(address, headers))
                backend.expect_body()
                yield Reply(response.status, response.headers, _body(response))
        except TimeoutError as error:
            raise InputRefused("timeout", address.host, str(budget)) from error
        except httpcore.ProtocolError as error:
            why = "its answer breaks off or is no HTTP"
            raise InputRefused("unreachable", address.host, why) from error
        except OSError as error:
            raise InputRefused("unreachable", address.host, why_failed(error)) from error

    @contextlib.contextmanager
    def _backend(self, budget: Budget) -> Iterator[_Backend]:
        with _Backend(self._network, budget) as backend:
            with self._lock:
                if self._closed:
                    raise ConnectionAbortedError
                self._under_way.add(backend)
            try:
                yield backend
            finally:
                with self._lock:
                    self._under_way.discard(backend)

    def close(self) -> None:
        """Ends all connections at once; whoever reads from one gets an error."""
        with self._lock:
            self._closed = True
            for backend in self._under_way:
                backend.abort()


@functools.cache
def _trusted() -> ssl.SSLContext:
    """TLS with the certificates that browsers trust; it takes a while to load them."""
    return httpcore.default_ssl_context()


def _request(address: Address, headers: Mapping[str, str]) -> httpcore.Request:
    host = address.host.encode()
    url = httpcore.URL(
        scheme=address.scheme, host=host, port=address.port, target=address.target.encode()
    )
    return httpcore.Request("GET", url, headers=[("Host", address.authority), *headers.items()])


def _body(response: httpcore.Response) -> Iterator[bytes]:
    assert isinstance(response.stream, Iterable)  # noqa: S101 - the synchronous face of httpcore
    yield from response.stream


class _Backend(httpcore.NetworkBackend):
    """The connection of one request: resolved, checked, connected to what was checked."""

    def __init__(self, network: Network, budget: Budget) -> None:
        self._network = network
        self._budget = budget
        self._stream: _Stream | None = None
        self._aborted = False

    def __enter__(self) -> _Backend:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def abort(self) -> None:
        self._aborted = True
        if self._stream is not None:
            self._stream.abort()

    def expect_body(self) -> None:
        if self._stream is not None:
            self._stream.expect_body()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the budget says how long, here and below
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        with self._budget.part(limits.CONNECT_SECONDS) as step:
            found = self._resolved(host, port, step)
        guard.check(host, [endpoint.ip for endpoint in found])
        with self._budget.part(limits.CONNECT_SECONDS) as step:
            self._stream = _Stream(self._connected(host, found[:_TRIED], step), self._budget)
        if self._aborted:  # while there was no stream yet
            raise ConnectionAbortedError
        return self._stream

    def _resolved(self, host: str, port: int, step: Budget) -> list[Endpoint]:
        try:
            return self._network.resolve(host, port, step.left())
        except TimeoutError as error:
            raise InputRefused("timeout", host, f"{step} to find its IP address") from error

    def _connected(self, host: str, found: list[Endpoint], step: Budget) -> socket.socket:
        failed: OSError = ConnectionError()
        for at, endpoint in enumerate(found):
            try:
                # A dead address must leave time for the next one.
                return self._network.connect(endpoint, step.left() / (len(found) - at))
            except OSError as error:
                failed = error
        if isinstance(failed, TimeoutError):
            raise InputRefused("timeout", host, f"{step} to connect") from failed
        raise failed


class _Stream(httpcore.NetworkStream):
    """A socket of which every wait ends with the budget. The time limits that httpcore passes on
    are for single steps, and a slow server would start them anew with each byte."""

    def __init__(self, connection: socket.socket, budget: Budget) -> None:
        self._socket = connection
        self._budget = budget
        self._most = _MOST_BEFORE_BODY

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        self._socket.settimeout(self._budget.left())
        data = self._socket.recv(max_bytes)
        self._most -= len(data)
        if self._most < 0:
            raise InputRefused("too_large", "", f"{limits.PAGE_BYTES} bytes")
        return data

    def expect_body(self) -> None:
        """The head has come: more may follow."""
        self._most += _MOST_OF_BODY

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._socket.settimeout(self._budget.left())
        try:
            self._socket.sendall(buffer)
        except (BrokenPipeError, ConnectionResetError) as error:
            # httpcore then reads all the same: the server may have answered before it closed.
            raise httpcore.WriteError from error

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        self._socket.settimeout(self._budget.left())
        wrapped = ssl_context.wrap_socket(
            self._socket, server_hostname=server_hostname, do_handshake_on_connect=False
        )
        self._socket = wrapped
        wrapped.do_handshake()
        return self

    def close(self) -> None:
        self._socket.close()

    def abort(self) -> None:
        with contextlib.suppress(OSError):  # it may be closed already, which is what is wanted
            # Of the plain socket: that of TLS would take its state away from under a reader.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def get_extra_info(self, info: str) -> None:
        """Nothing: httpcore asks for the TLS object only to see whether HTTP/2 was agreed on."""
