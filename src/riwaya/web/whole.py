"""What is counted over a whole archive: worked out beside the answers, and given as it was last."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from riwaya.errors import UsageError

T = TypeVar("T")
_WAIT: Final = 1.5
_LOG: Final = logging.getLogger("riwaya.web")


class Whole(Generic[T]):
    """A value that takes long to work out, for each state of the archive. Whoever asks gets the one
    of the last state for which there is one, and waits a little where there is none yet."""

    def __init__(self, make: Callable[[], T], name: str) -> None:
        self._make, self._name = make, name
        self._lock = threading.Lock()
        self._made: tuple[str, T] | None = None
        self._running: threading.Thread | None = None
        self._error: UsageError | None = None

    def get(self, state: str) -> T:
        """The value. Refuses (UsageError, `too_slow`) while there is none, or why there is none."""
        with self._lock:
            if self._made is not None and self._made[0] == state:
                return self._made[1]
            running = self._running
            if running is None:
                running = threading.Thread(
                    target=self._run, args=(state,), name=self._name, daemon=True
                )
                self._running = running
                running.start()
            made = self._made
        if made is None:
            running.join(_WAIT)
            with self._lock:
                made, error = self._made, self._error
            if made is None:
                raise error or UsageError("being_counted", self._name)
        return made[1]

    def is_of(self, state: str) -> bool:
        """Whether the value that is given now is that of a state."""
        with self._lock:
            return self._made is not None and self._made[0] == state

    def _run(self, state: str) -> None:
        found: Any = None
        error: UsageError | None = None
        try:
            found = self._make()
        except UsageError as refused:
            error = refused
        except Exception:  # noqa: BLE001 - the border of the thread: who asks is told
            _LOG.exception("fault while counting %s", self._name)
            error = UsageError("server_fault", self._name)
        with self._lock:
            self._running, self._error = None, error
            if error is None:
                self._made = (state, found)
