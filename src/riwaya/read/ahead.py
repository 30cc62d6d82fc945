"""A buffered reader that looks ahead, and that loses nothing to an error that comes later."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import BinaryIO, cast

_LINE_STEP = 65_536


class StreamError(ValueError):
    """What stops a stream of bytes: the message says what and where."""


class Ahead(io.BufferedIOBase):
    """The bytes that `more` gives, piece by piece, until it gives none.

    A `StreamError` of `more` ends the stream: it is kept in `error`, and a read raises it once
    everything before it has been read. The last `kept` bytes stay, to go back to.

    >>> pieces = iter(["وصل ".encode(), "الوفد".encode(), b""])
    >>> reader = Ahead(lambda: next(pieces))
    >>> reader.peek(7).decode(), reader.read().decode(), reader.position
    ('وصل ', 'وصل الوفد', 17)
    """

    def __init__(self, more: Callable[[], bytes], kept: int = 0) -> None:
        super().__init__()
        self._more = more
        self._kept = kept
        self._data = b""
        self._at = 0
        self._start = 0
        self._ended = False
        self.error: StreamError | None = None

    @property
    def position(self) -> int:
        """How many bytes lie before the next one."""
        return self._start + self._at

    def fill(self, count: int) -> int:
        """How many bytes are ahead, at least `count` of them where the stream has so many."""
        have = len(self._data) - self._at
        if have >= count or self._ended:
            return have
        first = max(0, self._at - self._kept)
        pieces = [self._data[first:]]
        while have < count and (piece := self._next()):
            pieces.append(piece)
            have += len(piece)
        self._data = b"".join(pieces)
        self._start += first
        self._at -= first
        return have

    def _next(self) -> bytes:
        if self._ended:
            return b""
        try:
            piece = self._more()
        except StreamError as error:
            self.error = error
            piece = b""
        self._ended = not piece
        return piece

    def peek(self, size: int = 1) -> bytes:
        """The next `size` bytes, or all there are, left in place."""
        return self.slice(0, size)

    def slice(self, start: int, end: int) -> bytes:
        """The bytes from `start` to `end`, counted from the next one, left in place."""
        self.fill(end)
        return self._data[self._at + start : self._at + end]

    def search(self, pattern: re.Pattern[bytes], start: int = 0) -> int | None:
        """Where `pattern` is first found at or after `start` in what `fill` has read."""
        found = pattern.search(self._data, self._at + start)
        return None if found is None else found.start() - self._at

    def drop(self, count: int) -> None:
        """Go on by `count` bytes that are ahead already."""
        self._at = min(self._at + count, len(self._data))

    def go_to(self, position: int) -> None:
        """To `position`, or as near to it as what is ahead and what was kept reach."""
        self._at = max(0, min(position - self._start, len(self._data)))

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """As of any stream; `error` is raised where nothing is left before it."""
        data = self.slice(0, self._all() if size is None or size < 0 else size)
        self.drop(len(data))
        if not data and size != 0 and self.error is not None:
            raise self.error
        return data

    def _all(self) -> int:
        have = self.fill(1)
        while (more := self.fill(2 * have + 1)) > have:
            have = more
        return have

    def read1(self, size: int = -1) -> bytes:
        """What is there, or the next piece."""
        have = self.fill(1)
        return self.read(have or 1 if size < 0 else min(size, have or 1))

    def readline(self, size: int | None = -1) -> bytes:
        """As of any stream."""
        limit = -1 if size is None else size
        want, seen = _LINE_STEP, 0
        while True:
            have = self.fill(want if limit < 0 else min(want, limit))
            end = self._data.find(b"\n", self._at + seen) + 1 - self._at
            if end > 0 or have < want or 0 <= limit <= have:
                break
            want, seen = 2 * have, have
        if not have:
            return self.read(1 if limit else 0)
        count = end if end > 0 else have
        return self.read(count if limit < 0 else min(count, limit))


def joined(head: bytes, stream: BinaryIO) -> BinaryIO:
    """A stream that gives `head`, then what `stream` gives, errors as late as `Ahead` does.

    >>> joined("وصل ".encode(), io.BytesIO("الوفد".encode())).read().decode()
    'وصل الوفد'
    """
    first = iter([head] if head else [])
    return cast("BinaryIO", Ahead(lambda: next(first, b"") or stream.read(_LINE_STEP)))
