"""The address of a language model: one that the user chose, so that it may well be private."""

from __future__ import annotations

import ipaddress
import re
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlsplit

from msgspec import Struct

from riwaya import limits
from riwaya.errors import UsageError

_PORTS: Final = MappingProxyType({"http": 80, "https": 443})
_HOST: Final = re.compile(r"[a-z0-9_.:-]{1,253}")
_KEY: Final = re.compile(r"[!-~]{1,1000}")
_OPTION: Final = "--proposals"


class Server(Struct, frozen=True):
    """Where to ask: `host` (IPv6 without brackets), and the path that is asked."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as headers write it, with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def server(address: str, key: str | None = None) -> Server:
    """The server at `address`; a `/v1` at its end may be there or not. Raises UsageError for what
    is no plain web address, for a key that cannot stand in a header, and for a key that would go
    unencrypted to another machine. Neither is repeated in the message: they may hold secrets.

    >>> server("http://localhost:11434/v1").target
    '/v1/chat/completions'
    """
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise _refused("not a well-formed address") from None
    plain = address.isprintable() and not set(address) & set(" \\")
    if not plain or len(address) > limits.ADDRESS_CHARS or parts.scheme not in _PORTS:
        raise _refused("neither http:// nor https:// and a host")
    if "@" in parts.netloc or "?" in address or "#" in address:
        raise _refused("a user name, a password, a query or a fragment in it")
    if not _HOST.fullmatch(host):
        raise _refused("no host that can be asked")
    _check_key(key, parts.scheme, host)
    path = quote(parts.path.rstrip("/").removesuffix("/v1"), safe="/%:@!$&'()*+,;=~")
    port = _PORTS[parts.scheme] if port is None else port
    return Server(parts.scheme, host, port, f"{path}/v1/chat/completions")


def _check_key(key: str | None, scheme: str, host: str) -> None:
    if key is None:
        return
    if not _KEY.fullmatch(key):
        raise UsageError("bad_option", "RIWAYA_MODEL_KEY", "not a key that can be sent")
    if scheme == "http" and not _is_own(host):
        raise UsageError("bad_option", "RIWAYA_MODEL_KEY", "it is sent to https addresses only")


def _is_own(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refused(detail: str) -> UsageError:
    return UsageError("bad_option", _OPTION, detail)
