"""Running the server: where it listens, by which names it is called, who may ask."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Final

from riwaya import terminal
from riwaya.errors import UsageError
from riwaya.web.app import LOCAL, application
from riwaya.web.deciding import desk
from riwaya.web.sources import reading

_TOKEN_BYTES: Final = 24
_LEAST_TOKEN: Final = 16
_CONNECTIONS: Final = 256
"""Connections at once: more than one newsroom opens, and few enough to hold in memory."""


def serve(
    place: str, *, host: str, port: int, names: Sequence[str] = (), token: str | None = None,
    decide: bool = False,
) -> None:  # fmt: skip
    """Serve the archive at a place until it is stopped, for reading or, with `decide`, also to take
    decisions in. Who can be reached from other machines answers only with a token; one is made and
    told where none was given.

    Refuses (UsageError) a place that is no archive, an address that cannot be listened at, a token
    that could be guessed, and with `decide` an archive that cannot be written."""
    import uvicorn

    exposed = not is_local(host)
    if exposed and token is None:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
    if token is not None and len(token) < _LEAST_TOKEN:
        raise UsageError("bad_option", "--token", f"under {_LEAST_TOKEN} characters")
    listening = _listening(host, port)
    port = listening.getsockname()[1]
    with reading(place) as sources, desk(place) if decide else nullcontext() as deciding:
        app = application(sources, hosts=hosts_of(host, names), token=token, desk=deciding)
        terminal.notice(f"riwaya: http://{_written(host)}:{port}/")
        if token is not None:
            terminal.notice(f"riwaya: token {token}")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False,
            limit_concurrency=_CONNECTIONS, timeout_keep_alive=5, proxy_headers=False,
            h11_max_incomplete_event_size=65_536,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


def is_local(host: str) -> bool:
    """Whether only this machine can reach an address.

    >>> is_local("127.0.0.1"), is_local("localhost"), is_local("0.0.0.0"), is_local("رواية.example")
    (True, True, False, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hosts_of(host: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that a server at `host` answers to: its own, those of this machine, and `names`.

    >>> hosts_of("0.0.0.0", ["akhbar.example"])
    ('127.0.0.1', 'localhost', '[::1]', '0.0.0.0', 'akhbar.example')
    """
    return tuple(dict.fromkeys((*LOCAL, _written(host), *names)))


def _written(host: str) -> str:
    """An address as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(_CONNECTIONS)
    except OSError as error:
        made.close()
        raise UsageError(
            "bad_option", "--host, --port", f"{host}:{port}: {error.strerror}"
        ) from None
    return made
