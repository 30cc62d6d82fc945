"""One address as text to what is asked of which host. Whatever two programs could read in two ways
is refused: the one that checks and the one that connects must never differ."""

from __future__ import annotations

import ipaddress
import re
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from riwaya import limits
from riwaya.errors import InputRefused

_PORTS: Final = MappingProxyType({"http": 80, "https": 443})
_IS_ADDRESS = re.compile(r"https?://[^\s/\\]", re.IGNORECASE)
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_NAME_CHARS = 253
# Names that no public resolver may answer for (RFC 6761, 6762, 7686, 8375, 9476; ICANN: internal).
_PRIVATE = ("localhost", "local", "internal", "onion", "test", "invalid", "alt", "home.arpa")
# Marks of direction that come along when an address is copied out of Arabic text.
_EDGES = "\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069 \t\r\n"
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?"


class Address(msgspec.Struct, frozen=True):
    """An address in its one normal form: `host` in lower-case ASCII (IPv6 without brackets),
    `target` the path and query that are sent, percent-encoded."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as headers write it, with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.target


def is_address(text: str) -> bool:
    """Whether a word of the command line is a web address rather than the name of a file.

    >>> is_address("https://أخبار.مثال/خبر"), is_address("pages/https.html"), is_address("http://")
    (True, False, False)
    """
    return _IS_ADDRESS.match(text.strip(_EDGES)) is not None


def parse(text: str) -> Address:
    """The address that `text` is. Refused (InputRefused): other schemes than http and https, other
    ports than 80 and 443, a user name, hosts that are numbers in disguise or names of a private
    network, and characters that stand in no address.

    >>> parse("http://Ar.Example.COM/خبر?ع=1#end").url
    'http://ar.example.com/%D8%AE%D8%A8%D8%B1?%D8%B9=1'
    """
    text = _plain(text.strip(_EDGES))
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise _refused(text, "not a well-formed address") from error
    if parts.scheme not in _PORTS:
        raise _refused(text, "neither http nor https")
    if "@" in parts.netloc:
        raise _refused(text, "a user name or password in it")
    port = _PORTS[parts.scheme] if port is None else port
    if port not in _PORTS.values():
        raise _refused(text, "a port other than 80 and 443")
    target = quote(parts.path or "/", safe=_KEPT_IN_PATH)
    if parts.query:
        target += "?" + quote(parts.query, safe=_KEPT_IN_QUERY)
    return Address(parts.scheme, _host(text, parts.netloc), port, target)


def redirected(base: Address, location: bytes) -> Address:
    """The address that the header `Location` names, seen from `base`; refused as by `parse`.

    Servers put raw UTF-8 and spaces there, and browsers follow them."""
    try:
        text = location.decode("utf-8")
    except UnicodeDecodeError:
        text = location.decode("latin-1")
    text = _plain(text.strip().replace(" ", "%20"))
    try:
        return parse(urljoin(base.url, text))
    except ValueError as error:
        raise _refused(text, "not a well-formed address") from error


def shown(text: str) -> str:
    """Foreign text fit for messages: cut, and without what could steer a terminal or a log.

    >>> shown("http://a.example/\\x1b[2Jخبر")
    'http://a.example/\\ufffd[2Jخبر'
    """
    text = text.strip()[: limits.ADDRESS_CHARS]
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _plain(text: str) -> str:
    if len(text) > limits.ADDRESS_CHARS:
        raise _refused(text, f"longer than {limits.ADDRESS_CHARS} characters")
    # Zero-width (non-)joiners are spelling in Persian names; IDNA decides where they may stand.
    bare = text.replace("\u200c", "").replace("\u200d", "")
    if "\\" in bare or " " in bare or not bare.isprintable():
        raise _refused(text, "characters that stand in no address")
    return text


def _refused(text: str, detail: str) -> InputRefused:
    return InputRefused("address_refused", shown(text), detail)


def _host(text: str, netloc: str) -> str:
    if netloc.startswith("["):
        return _literal(text, netloc)
    name = _ascii(text, netloc.partition(":")[0]).removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        # As in the URL standard: a last part that is a number makes the whole an IPv4 address,
        # of which only the one plain spelling is taken.
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError as error:
            raise _refused(text, "an odd way to write an IP address") from error
    if len(name) > _NAME_CHARS or _NAME.fullmatch(name) is None:
        raise _refused(text, "no name of a public host")
    if name.endswith(tuple(f".{private}" for private in _PRIVATE)):
        raise _refused(text, "a name of a private network")
    return name


def _literal(text: str, netloc: str) -> str:
    inner, bracket, rest = netloc[1:].partition("]")
    try:
        if not bracket or "%" in inner or (rest and not rest.startswith(":")):
            raise ValueError(inner)
        return str(ipaddress.IPv6Address(inner))
    except ValueError as error:
        raise _refused(text, "not a well-formed address") from error


def _ascii(text: str, host: str) -> str:
    if host.isascii():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError as error:
        raise _refused(text, "a host name that IDNA does not allow") from error
