"""The patterns of `data/date_patterns.tsv` as regular expressions over role characters.

Nothing repeats without bound in a pattern, so reading is linear in the text. At a place only the
patterns are tried that may begin with its role, and none where no pattern may begin with it and the
role after it.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from riwaya.data import rows
from riwaya.dates.roles import ROLES, chars

_SYMBOL = re.compile(r"\s*(?:([A-Z]+(?![a-z_]))|([A-Za-z_][A-Za-z_0-9]*)|([!]?[<>]\(|[()|?$]))\s*")
_LOOKS = MappingProxyType({"!<(": "(?<!", "!>(": "(?!", "<(": "(?<=", ">(": "(?="})
_OPENING = 2

_Prefixes = frozenset[str]
_EMPTY: _Prefixes = frozenset(("",))


class Pattern(NamedTuple):
    """A compiled pattern: the regular expression, and what its matches may begin with (up to two
    roles)."""

    regex: str
    prefixes: _Prefixes


Row = tuple[str, Pattern]
"""The kind of a pattern, and the pattern."""


@cache
def starts() -> re.Pattern[str]:
    """Where an expression may begin."""
    found = [
        _start(role, frozenset[str]().union(*(one.prefixes for _, one in own)))
        for role, own in _by_role().items()
    ]
    return re.compile(f"(?=[{''.join(_by_role())}])(?:{'|'.join(found)})")


@cache
def patterns_of(role: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The patterns to try where that role stands, in the order of their rows, and the kinds of
    their groups."""
    own = _by_role()[role]
    regex = re.compile("|".join(f"({one.regex})" for _, one in own))
    return regex, ("", *(kind for kind, _ in own))


@cache
def _by_role() -> MappingProxyType[str, tuple[Row, ...]]:
    """The patterns that may begin with a role."""
    macros: dict[str, Pattern] = {}
    found: dict[str, list[Row]] = {}
    for row in rows("date_patterns"):
        compiled = compile_pattern(row["pattern"], macros)
        if row["kind"].startswith("="):
            macros[row["kind"][1:]] = compiled
            continue
        for role in sorted({prefix[0] for prefix in compiled.prefixes}):
            found.setdefault(role, []).append((row["kind"], compiled))
    return MappingProxyType({role: tuple(own) for role, own in sorted(found.items())})


def _start(role: str, prefixes: _Prefixes) -> str:
    """A role, followed by one that some pattern has next."""
    if role in prefixes:
        return role
    second = sorted({prefix[1] for prefix in prefixes if prefix[0] == role})
    return f"{role}(?=[{''.join(second)}])"


def compile_pattern(text: str, macros: dict[str, Pattern]) -> Pattern:
    """A pattern of the table; ValueError for what is no pattern, role or macro."""
    parser = _Parser(text, macros)
    compiled = parser.alternatives()
    if parser.at < len(parser.symbols):
        raise ValueError(f"no pattern: {text!r}")
    return compiled


class _Parser:
    """Recursive descent over the symbols of one pattern (our own data, a few levels deep)."""

    def __init__(self, text: str, macros: dict[str, Pattern]) -> None:
        self.macros = macros
        self.symbols: list[tuple[str, str, str]] = []
        self.at = 0
        position = 0
        while position < len(text):
            match = _SYMBOL.match(text, position)
            if match is None:
                raise ValueError(f"no pattern: {text[position:]!r}")
            self.symbols.append((match[1] or "", match[2] or "", match[3] or ""))
            position = match.end()

    def alternatives(self) -> Pattern:
        """One or more sequences with | between."""
        found = [self._sequence()]
        while self._sign() == "|":
            self.at += 1
            found.append(self._sequence())
        regex = "|".join(one.regex for one in found)
        return Pattern(
            f"(?:{regex})" if len(found) > 1 else regex,
            frozenset[str]().union(*(one.prefixes for one in found)),
        )

    def _sign(self) -> str:
        return self.symbols[self.at][2] if self.at < len(self.symbols) else ")"

    def _sequence(self) -> Pattern:
        regex, prefixes = "", _EMPTY
        while self._sign() not in ("|", ")"):
            item = self._item()
            regex += item.regex
            prefixes = frozenset(
                (one + two)[:_OPENING]
                for one in prefixes
                for two in (item.prefixes if len(one) < _OPENING else ("",))
            )
        return Pattern(regex, prefixes)

    def _item(self) -> Pattern:
        macro, role, sign = self.symbols[self.at]
        self.at += 1
        if sign == "$":
            return Pattern(r"\Z", _EMPTY)
        if sign in _LOOKS or sign == "(":
            inside = self.alternatives()
            self.at += 1
            found = Pattern(f"{_LOOKS[sign]}{inside.regex})", _EMPTY) if sign != "(" else inside
        elif macro in self.macros:
            found = self.macros[macro]
        elif (macro or role) in ROLES:
            found = Pattern(chars(macro or role), frozenset((chars(macro or role),)))
        else:
            raise ValueError(f"no role: {macro or role or sign!r}")
        if self._sign() == "?" and self.at < len(self.symbols):
            self.at += 1
            return Pattern(f"(?:{found.regex})?", found.prefixes | _EMPTY)
        return found
