"""JSON Lines in, JSON Lines out: a line that cannot be used is refused, the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from riwaya import terminal
from riwaya.counts import Counts
from riwaya.errors import InputRefused
from riwaya.limits import JSONL_LINE_BYTES
from riwaya.progress import Teller
from riwaya.read import Meter
from riwaya.records import Refusal

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
            with sys.stdin.buffer if name == "-" else Path(name).open("rb") as stream:
                for number, line in enumerate(_capped(stream), start=1):
                    if line.strip():
                        yield f"{name}:{number}", line
        except OSError as error:
            reason = error.strerror or type(error).__name__
            yield name, InputRefused("unreadable", name, reason)


def _capped(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream, never holding more than the cap of one pair."""
    while line := stream.readline(2 * JSONL_LINE_BYTES):
        yield line


def _object(raw: bytes, where: str) -> Line:
    try:
        return msgspec.json.decode(raw, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputRefused("bad_record", where, str(error)) from None
