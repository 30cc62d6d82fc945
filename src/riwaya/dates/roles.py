"""The parts that words play in time expressions (`data/date_roles.tsv`), one character each.

A text becomes a string of these characters, and the patterns of `data/date_patterns.tsv` are
regular expressions over that string: the grammar is data, and reading it is linear.
"""

from __future__ import annotations

from types import MappingProxyType

from riwaya.data import rows

_FIRST = 0x2800

ROLES = MappingProxyType(
    {row["role"]: chr(_FIRST + index) for index, row in enumerate(rows("date_roles"))}
)
"""Name of a role -> its character."""

NAMES = MappingProxyType({character: name for name, character in ROLES.items()})
"""Character -> name of the role."""


def chars(names: str) -> str:
    """The characters of some roles, named with spaces between; KeyError for one that is none."""
    return "".join(ROLES[name] for name in names.split())
