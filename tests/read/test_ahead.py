"""The reader that looks ahead: like any stream, but it loses nothing to an error."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.read.ahead import Ahead, StreamError, joined

ACTIONS = ["read", "peek", "line", "read1"]


def ahead_of(pieces: list[bytes], kept: int = 0) -> Ahead:
    left = iter([piece for piece in pieces if piece])
    return Ahead(lambda: next(left, b""), kept)


@given(
    pieces=st.lists(st.binary(max_size=20), max_size=8),
    steps=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 30))),
)
def test_it_reads_as_any_stream_does(pieces: list[bytes], steps: list[tuple[str, int]]) -> None:
    reader, plain = ahead_of(pieces), io.BytesIO(b"".join(pieces))
    for action, count in steps:
        if action == "read":
            assert reader.read(count) == plain.read(count)
        elif action == "line":
            assert reader.readline(count) == plain.readline(count)
        elif action == "peek":
            assert reader.peek(count) == plain.getvalue()[plain.tell() :][:count]
        else:
            plain.seek(len(reader.read1(count)), io.SEEK_CUR)
        assert reader.position == plain.tell()
    assert reader.readline() == plain.readline()
    assert reader.read() == plain.read()


def test_long_lines_are_found_whole() -> None:
    lines = [b"x" * 70_000 + b"\n", b"\n", b"y" * 200_000 + b"\n", b"z" * 65_536]
    text = b"".join(lines)
    reader = ahead_of([text[at : at + 999] for at in range(0, len(text), 999)])
    assert list(reader) == lines


def test_an_error_comes_after_what_was_read_before_it() -> None:
    def pieces() -> bytes:
        if not left:
            raise StreamError("the end of it")
        return left.pop()

    left = [b"line\nrest"]
    reader = Ahead(pieces)
    assert reader.read(100) == b"line\nrest"
    assert str(reader.error) == "the end of it"
    for read in (reader.read, reader.readline, reader.read1):
        with pytest.raises(StreamError, match="the end of it"):
            read()


def test_it_goes_back_as_far_as_it_keeps() -> None:
    reader = ahead_of([bytes([n] * 10) for n in range(1, 30)], kept=25)
    reader.read(200)
    reader.fill(10)
    reader.go_to(180)
    assert reader.position == 180
    assert reader.read(11) == bytes([19] * 10 + [20])
    reader.fill(90)
    reader.go_to(0)
    assert 160 <= reader.position <= 191


def test_what_was_read_of_a_stream_is_given_again_and_its_error_comes_late() -> None:
    def pieces() -> bytes:
        if not left:
            raise StreamError("the end of it")
        return left.pop()

    left = [b"rest"]
    stream = joined(b"head, ", Ahead(pieces))  # type: ignore[arg-type]
    assert stream.read(100) == b"head, rest"
    with pytest.raises(StreamError):
        stream.read(100)
    assert joined(b"", io.BytesIO(b"all")).read() == b"all"
