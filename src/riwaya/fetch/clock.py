"""Time, as something that is handed in: nothing else here asks the system what time it is."""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol, Self


class Clock(Protocol):
    """The time of day, a clock that never goes back (in seconds), and waiting."""

    def now(self) -> dt.datetime:
        """The time of day, in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed moment."""
        ...

    def sleep(self, seconds: float) -> None:
        """Returns after so many seconds."""
        ...


class SystemClock:
    """The `Clock` of the machine."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Budget:
    """So many seconds for one page. They run only inside `with`: waiting out of politeness costs
    nothing, while all that the network takes is added up over redirects and second tries."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._whole = seconds
        self._left = seconds
        self._end: float | None = None

    def __enter__(self) -> Self:
        self._end = self._clock.monotonic() + self._left
        return self

    def __exit__(self, *_: object) -> None:
        self._left = self._now_left()
        self._end = None

    def left(self) -> float:
        """The seconds that are left; TimeoutError where there are none."""
        seconds = self._now_left()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def part(self, seconds: float) -> Budget:
        """A budget for one step: so many seconds, or what is left where that is less."""
        return Budget(self._clock, min(seconds, self.left()))

    def _now_left(self) -> float:
        return self._left if self._end is None else self._end - self._clock.monotonic()

    def __str__(self) -> str:
        return f"{self._whole:g} seconds"
