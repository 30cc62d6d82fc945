"""One POST over one connection, with an end in time and in bytes: no redirects, cookies, proxies.

The time limits of httpcore are for single steps, and a slow server would start them anew with each
byte; so every wait here ends with the whole request."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Final

import httpcore

from riwaya import __version__, limits
from riwaya.errors import InputRefused
from riwaya.propose.address import Server

_OK: Final = 200
_PIECE: Final = 4_096
# Heads, and chunks of nothing, count too.
_MOST_SENT: Final = 2 * limits.MODEL_REPLY_BYTES + limits.HEADER_BYTES


def post(server: Server, body: bytes, key: str | None, seconds: float) -> bytes:
    """The body of the answer to `body`, JSON both. Refused (InputRefused): a server that cannot be
    reached or breaks off, another status than 200, more than `limits.MODEL_REPLY_BYTES`, and more
    than `seconds`."""
    where = server.authority
    try:
        return _answer(server, body, key, _Backend(where, seconds))
    except httpcore.TimeoutException as error:
        raise InputRefused("timeout", where, f"{seconds:g} seconds") from error
    except httpcore.ProtocolError:
        # What h11 says of a header that it does not take could hold the key.
        why = "its answer breaks off or is no HTTP"
        raise InputRefused("model_unreachable", where, why) from None
    except httpcore.NetworkError as error:
        why = "the connection failed or broke"
        raise InputRefused("model_unreachable", where, why) from error


def _answer(server: Server, body: bytes, key: str | None, backend: _Backend) -> bytes:
    origin = httpcore.Origin(server.scheme.encode(), server.host.encode(), server.port)
    tls = httpcore.default_ssl_context() if server.scheme == "https" else None
    with httpcore.HTTPConnection(origin, tls, network_backend=backend) as connection:
        response = connection.handle_request(_request(server, body, key))
        if response.status != _OK:
            raise InputRefused("http_status", server.authority, str(response.status))
        assert isinstance(response.stream, Iterable)  # noqa: S101 - the synchronous face of httpcore
        data = bytearray()
        for chunk in response.stream:
            data += chunk
            if len(data) > limits.MODEL_REPLY_BYTES:
                raise too_large(server.authority)
        return bytes(data)


def too_large(where: str) -> InputRefused:
    """The refusal of an answer beyond the cap."""
    return InputRefused("too_large", where, f"{limits.MODEL_REPLY_BYTES} bytes")


def _request(server: Server, body: bytes, key: str | None) -> httpcore.Request:
    url = httpcore.URL(
        scheme=server.scheme, host=server.host, port=server.port, target=server.target.encode()
    )
    headers = [
        ("Host", server.authority), ("User-Agent", f"Riwaya/{__version__}"),
        ("Content-Type", "application/json"), ("Content-Length", str(len(body))),
        ("Accept", "application/json"), ("Accept-Encoding", "identity"), ("Connection", "close"),
        *([("Authorization", f"Bearer {key}")] if key else []),
    ]  # fmt: skip
    return httpcore.Request("POST", url, headers=headers, content=body)


class _Backend(httpcore.NetworkBackend):
    """The connection of one request, which has so many seconds."""

    def __init__(self, where: str, seconds: float) -> None:
        self._inner = httpcore.SyncBackend()
        self._end = time.monotonic() + seconds
        self.where = where

    def left(self) -> float:
        """The seconds that are left; ReadTimeout where there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout
        return seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the whole request has an end, here and below
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        found = self._inner.connect_tcp(host, port, self.left(), local_address, socket_options)
        return _Stream(found, self)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, backend: _Backend) -> None:
        self._inner = inner
        self._backend = backend
        self._most = _MOST_SENT

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        data = self._inner.read(max_bytes, self._backend.left())
        self._most -= len(data)
        if self._most < 0:
            raise too_large(self._backend.where)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        for start in range(0, len(buffer), _PIECE):
            self._inner.write(buffer[start : start + _PIECE], self._backend.left())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        left = self._backend.left()
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._backend)

    def close(self) -> None:
        self._inner.close()

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
