"""A store of bytes in memory that never grows beyond a size: what was used longest ago goes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final

_OVERHEAD: Final = 400
"""Bytes that an entry takes beside its value."""


class Held:
    """Values by key, `most` bytes in all. Safe to use from several threads.

    >>> held = Held(1000)
    >>> held.put("أ", b"1" * 500); held.put("ب", b"2" * 500)
    >>> held.get("أ"), held.get("ب") is not None
    (None, True)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._values: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> bytes | None:
        """The value of a key, None where it is not held."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: Hashable, value: bytes) -> None:
        """Hold a value; one that is larger than everything together is not held."""
        size = len(value) + _OVERHEAD
        if size > self._most:
            return
        with self._lock:
            old = self._values.pop(key, None)
            self._size += size - (len(old) + _OVERHEAD if old is not None else 0)
            self._values[key] = value
            while self._size > self._most:
                _, gone = self._values.popitem(last=False)
                self._size -= len(gone) + _OVERHEAD
