"""What an expression comes to."""

from __future__ import annotations

from typing import NamedTuple


class Value(NamedTuple):
    """What an expression comes to: one value, or what it could be."""

    value: str | None
    candidates: tuple[str, ...] = ()
    inferred: bool = False
    note: str | None = None


OPEN = Value(None)
"""What an open expression comes to."""


def marked(value: Value) -> Value:
    """The value, marked as inferred where there is one."""
    return value._replace(inferred=value.value is not None)
