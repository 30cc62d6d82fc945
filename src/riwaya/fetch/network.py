"""Names to IP addresses, and IP addresses to sockets: the only place that touches the network."""

from __future__ import annotations

import socket
import ssl
import threading
from typing import NamedTuple, Protocol


class Endpoint(NamedTuple):
    """An IP address and a port: nothing is left to resolve."""

    ip: str
    port: int


class Network(Protocol):
    """What the door needs of the network. It decides nothing: what may be connected to is checked
    between `resolve` and `connect`."""

    def resolve(self, host: str, port: int, seconds: float) -> list[Endpoint]:
        """All addresses of a name, the best first; OSError where there is none, TimeoutError where
        it takes longer."""
        ...

    def connect(self, endpoint: Endpoint, seconds: float) -> socket.socket:
        """An open connection to exactly this IP address; OSError where there is none."""
        ...


class Internet:
    """The `Network` of the machine. No proxy is used, whatever the environment says."""

    def resolve(self, host: str, port: int, seconds: float) -> list[Endpoint]:
        found: list[Endpoint] = []
        faults: list[OSError] = []

        def look_up() -> None:
            try:
                # As bytes: of a text the module would make another name, by rules of its own.
                infos = socket.getaddrinfo(host.encode(), port, type=socket.SOCK_STREAM)
            except OSError as error:
                faults.append(error)
            else:
                found.extend(Endpoint(str(info[4][0]), port) for info in infos)

        # The resolver of the system cannot be told to hurry: it is left behind when it is late.
        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            raise TimeoutError
        if faults:
            raise faults[0]
        return list(dict.fromkeys(found))

    def connect(self, endpoint: Endpoint, seconds: float) -> socket.socket:
        # Not `create_connection`, which would resolve once more.
        family = socket.AF_INET6 if ":" in endpoint.ip else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(seconds)
            connection.connect(endpoint)
        except OSError:
            connection.close()
            raise
        return connection


def why_failed(error: OSError) -> str:
    """The reason of a failure, in words that hold nothing of what a server sent."""
    if isinstance(error, ssl.SSLError):
        return f"TLS: {getattr(error, 'verify_message', '') or error.reason or 'no handshake'}"
    if isinstance(error, socket.gaierror):
        return "the name cannot be resolved"
    if isinstance(error, ConnectionRefusedError):
        return "the connection was refused"
    return "the connection failed or broke"
