"""Grouping what was decided, beside the answers, by one thread at a time."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from riwaya.errors import UsageError
from riwaya.limits import FOLLOW_AGAIN_SECONDS

_LOG = logging.getLogger("riwaya.web")


class Following:
    """Runs `work` whenever something was decided. `work` gives False where another process does
    it; then, and where the database is busy, it is tried again after a pause.

    >>> following = Following(lambda: True)
    >>> following.ask()
    >>> following.wait(10.0)
    True
    """

    def __init__(self, work: Callable[[], bool], pause: float = FOLLOW_AGAIN_SECONDS) -> None:
        self._work, self._pause = work, pause
        self._lock = threading.Lock()
        self._wanted = False
        self._thread: threading.Thread | None = None
        self._tried, self._over = threading.Event(), threading.Event()
        self._done = True

    def ask(self) -> None:
        """Have it done soon."""
        with self._lock:
            self._wanted, self._done = True, False
            self._tried.clear()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="following", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until it is done, or put off, for so long at most; whether it is done."""
        self._tried.wait(seconds)
        with self._lock:
            return self._done

    def close(self) -> None:
        """Begin no more; what is under way is waited for a little, and can be cut off."""
        self._over.set()
        with self._lock:
            running = self._thread
        if running is not None:
            running.join(self._pause)

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._wanted or self._over.is_set():
                    self._thread = None
                    self._done = not self._wanted
                    self._tried.set()
                    return
                self._wanted = False
            if not self._works():
                with self._lock:
                    self._wanted = True
                    self._tried.set()
                self._over.wait(self._pause)

    def _works(self) -> bool:
        try:
            return self._work()
        except UsageError as error:
            _LOG.warning("events cannot follow a decision yet: %s", error)
            return False
        except Exception:  # noqa: BLE001 - the border of the thread: the next decision tries again
            _LOG.exception("fault while events follow a decision")
            return True
