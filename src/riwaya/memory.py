"""Giving memory back that nothing holds any more."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Hand free memory to the system, where its C library (glibc) can: it is kept otherwise, full
    of gaps, and what is done batch by batch for hours grows without holding more.

    >>> give_back()  # بعد كل دفعة
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):  # Windows has no library without a name
        return None
    return found
