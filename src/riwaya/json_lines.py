"""JSON Lines in, JSON Lines out: a line that cannot be used is refused, the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import msgspec

from riwaya import terminal
from riwaya.counts import Counts
from riwaya.errors import InputRefused
from riwaya.limits import JSONL_LINE_BYTES
from riwaya.progress import Teller
from riwaya.read import Meter
from riwaya.read.inputs import open_file
from riwaya.read.streamed import byte_lines
from riwaya.records import Refusal

_MOST_BYTES = 2 * JSONL_LINE_BYTES
Line = dict[str, object]


def answers(
    inputs: Sequence[str], answer: Callable[[Line, str], Line], language: str, quiet: bool
) -> int:
    """Write the answer to each line of `inputs`; the exit code, 1 where a line was refused.
    `answer` takes a line and where it is, and refuses it by raising InputRefused."""
    teller, counts = Teller(language, quiet, Meter()), Counts()
    for where, raw in _raw_lines(inputs):
        try:
            if isinstance(raw, InputRefused):
                raise raw
            terminal.write_json(answer(_object(raw, where), where))
            counts = counts.and_one("done")
        except InputRefused as error:
            message = error.sentence()
            teller.refuse(Refusal(error.where, error.code, message, error.detail))
            counts = counts.and_one("refused")
    teller.close(counts)
    return counts.exit_code


def _raw_lines(inputs: Sequence[str]) -> Iterator[tuple[str, bytes | InputRefused]]:
    for name in inputs:
        try:
            with _opened(name) as stream:
                lines = byte_lines(b"", stream, _MOST_BYTES)
                for number, (line, _) in enumerate(lines, start=1):
                    where = f"{name}:{number}"
                    if line is None:
                        yield where, InputRefused("too_large", where, f"{_MOST_BYTES} bytes")
                    elif line.strip():
                        yield where, line
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            yield name, InputRefused("unreadable", name, reason)


def _opened(name: str) -> BinaryIO:
    if name != "-":
        return open_file(name)
    stream = terminal.stdin()
    if stream is None:
        raise ValueError("standard input is closed")
    return stream


def _object(raw: bytes, where: str) -> Line:
    try:
        return msgspec.json.decode(raw, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputRefused("bad_record", where, str(error)) from None
