"""Values in portions: a database takes only so many of them in one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

V = TypeVar("V")
AT_ONCE: Final = 500
"""Values given to the database in one question."""


def in_parts(values: Iterable[V]) -> Iterator[list[V]]:
    """The values in their order, `AT_ONCE` at a time.

    >>> list(in_parts(["خبر", "تقرير"]))
    [['خبر', 'تقرير']]
    """
    every = list(values)
    for first in range(0, len(every), AT_ONCE):
        yield every[first : first + AT_ONCE]
