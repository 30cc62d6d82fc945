"""robots.txt as RFC 9309 defines it, with `Crawl-delay`: bytes to rules, and rules to yes or no.

Patterns are matched by plain searches from left to right, so that no rule, however it is written,
costs much more than its length. Only the groups that speak to us are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

import msgspec

from riwaya import limits

_LINE_END = re.compile(rb"[\r\n]+")
_STARS = re.compile(rb"\*+")
_PRODUCT = re.compile(rb"[a-z_-]+")
_DELAY = re.compile(rb"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_UNLIKE = re.compile(rb"%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~/?:@!$&'()*+,;=-]")
_UNRESERVED = re.compile(rb"[A-Za-z0-9._~-]")
# With the misspellings that Google's reader takes: whoever wrote them meant to keep robots out.
_MEANT = MappingProxyType({
    b"user-agent": "agent", b"useragent": "agent", b"user agent": "agent", b"allow": "allow",
    b"disallow": "disallow", b"dissallow": "disallow", b"dissalow": "disallow",
    b"disalow": "disallow", b"diasllow": "disallow", b"disallaw": "disallow",
    b"crawl-delay": "delay", b"crawldelay": "delay", b"crawl delay": "delay",
})  # fmt: skip


class Rule(msgspec.Struct, frozen=True):
    """A path with its wildcards: what stands between them, and whether the end is fixed (`$`)."""

    allows: bool
    parts: tuple[bytes, ...]
    anchored: bool
    length: int

    def matches(self, target: bytes) -> bool:
        """Whether a path and query, as `_normal` gives it, is meant."""
        first, *middle = self.parts
        if not target.startswith(first):
            return False
        at = len(first)
        if not middle:
            return not self.anchored or at == len(target)
        last = middle.pop()
        for part in middle:
            found = target.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if self.anchored:
            return target.endswith(last) and at <= len(target) - len(last)
        return target.find(last, at) >= 0


class Rules(msgspec.Struct, frozen=True):
    """What one robots.txt says to us: rules, the most specific first, and the seconds between two
    requests where it names them. Without rules everything is allowed."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched: the longest rule that fits decides."""
        plain = _normal(target.encode()).replace(b"*", b"%2A").replace(b"$", b"%24")
        return next((rule.allows for rule in self.rules if rule.matches(plain)), True)


def parse(data: bytes, product: str) -> Rules:
    """What `data` says to the robot named `product`: its own groups or, where there are none,
    those for all. Only the first `limits.ROBOTS_BYTES` bytes count.

    >>> rules = parse("User-agent: *\\nDisallow: /بحث\\nAllow: /بحث/عام$".encode(), "riwaya")
    >>> rules.allows("/%D8%A8%D8%AD%D8%AB?q=1"), rules.allows("/")
    (False, True)
    """
    groups = _Groups(product.lower().encode())
    for field, value in _fields(data):
        groups.add(field, value)
    said = groups.ours if groups.named else groups.for_all
    rules = [rule for rule in said if isinstance(rule, Rule)]
    # Where two rules are equally specific, the one that allows counts.
    rules.sort(key=lambda rule: (-rule.length, not rule.allows))
    delays = [delay for delay in said if isinstance(delay, float)]
    return Rules(tuple(rules), max(delays, default=None))


class _Groups:
    """The lines, sorted into those for us and those for all, while they are read."""

    def __init__(self, product: bytes) -> None:
        self._product = product
        self._in_agents = False
        self._is_ours = False
        self._is_for_all = False
        self.named = False
        self.ours: list[Rule | float] = []
        self.for_all: list[Rule | float] = []

    def add(self, field: str, value: bytes) -> None:
        if field == "agent":
            self._add_agent(value.lower())
            return
        self._in_agents = False
        said = _delay(value) if field == "delay" else _rule(value, field == "allow")
        if said is not None and self._is_ours:
            self.ours.append(said)
        if said is not None and self._is_for_all:
            self.for_all.append(said)

    def _add_agent(self, value: bytes) -> None:
        if not self._in_agents:
            self._is_ours = self._is_for_all = False
        self._in_agents = True
        name = _PRODUCT.match(value)
        if name is not None and name[0] == self._product:
            self._is_ours = self.named = True
        if value.split()[:1] == [b"*"]:
            self._is_for_all = True


def _fields(data: bytes) -> Iterator[tuple[str, bytes]]:
    whole = data[: limits.ROBOTS_BYTES]
    lines = _LINE_END.split(whole.removeprefix(b"\xef\xbb\xbf"))
    if len(data) > len(whole):
        lines.pop()  # cut in the middle, it would say something else
    for line in lines:
        said = line.partition(b"#")[0].strip()
        name, _, value = said.partition(b":")
        field = _MEANT.get(name.strip().lower())
        if field is None:
            name, _, value = said.partition(b" ")
            field = _MEANT.get(name.lower())
        if field is not None:
            yield field, value.strip()


def _delay(value: bytes) -> float | None:
    return float(value) if _DELAY.fullmatch(value) else None


def _rule(value: bytes, allows: bool) -> Rule | None:
    if not value:
        return None
    pattern = _STARS.sub(b"*", _normal(value))
    anchored = pattern.endswith(b"$")
    parts = tuple(pattern.removesuffix(b"$").split(b"*"))
    return Rule(allows, parts, anchored, len(pattern))


def _normal(path: bytes) -> bytes:
    """One spelling for paths that are the same: nothing is escaped that need not be, and all else
    is, in capitals."""
    return _UNLIKE.sub(_escaped, path)


def _escaped(match: re.Match[bytes]) -> bytes:
    found = match[0]
    if len(found) == 1:
        return b"%%%02X" % found[0]
    plain = bytes([int(found[1:], 16)])
    return plain if _UNRESERVED.fullmatch(plain) else found.upper()
