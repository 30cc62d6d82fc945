"""Headers of responses: what of them is believed, and what may be sent back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.fetch.reply import Reply, status_text

NOW = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def of(name: bytes, *values: bytes) -> Reply:
    return Reply(200, [(name, value) for value in values], iter(()))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"120", 120.0), (b"0", 0.0), (b"Mon, 05 Jan 2026 12:01:00 GMT", 60.0),
        (b"Mon, 05 Jan 2026 14:01:00 +0200", 60.0), (b"Mon, 05 Jan 2026 12:01:00", 60.0),
        (b"Mon, 05 Jan 2015 12:01:00 GMT", 0.0), (b"-5", None), (b"soon", None), (b"", None),
        (b"1 Jan 99999999999999999999 00:00:00 GMT", None), (b"1e3", None), (b"9" * 400, None),
        ("١٢٠".encode(), None),
    ],
)  # fmt: skip
def test_retry_after(value: bytes, seconds: float | None) -> None:
    assert of(b"Retry-After", value).retry_after(NOW) == seconds


@given(st.binary(max_size=60) | st.text("0123456789 :,GMT+-JanMo", max_size=40).map(str.encode))
def test_any_retry_after_is_a_time_to_wait_or_nothing(value: bytes) -> None:
    seconds = of(b"Retry-After", value).retry_after(NOW)
    assert seconds is None or seconds >= 0


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        (b"etag", b'"abc"', True), (b"etag", b'W/"a-1"', True), (b"etag", b'""', True),
        (b"etag", b"abc", False), (b"etag", b'"a\r\nX: y"', False), (b"etag", b'"a b"', False),
        (b"etag", b'"' + b"a" * 5_000 + b'"', False), (b"etag", b'"\xd8\xa7"', False),
        (b"last-modified", b"Mon, 05 Jan 2026 12:00:00 GMT", True),
        (b"last-modified", b"yesterday\x1b[2J", False), (b"last-modified", b"", False),
    ],
)  # fmt: skip
def test_only_what_fits_a_header_is_sent_back(name: bytes, value: bytes, kept: bool) -> None:
    assert of(name.title(), value).sent_back(name) == (value.decode() if kept else None)


@given(st.binary(max_size=60))
def test_nothing_sent_back_can_break_a_header(value: bytes) -> None:
    for name in (b"etag", b"last-modified"):
        back = of(name, value).sent_back(name)
        assert back is None or (back.isascii() and back.isprintable())


def test_of_a_repeated_field_the_first_counts() -> None:
    assert of(b"X-A", b"1", b"2").text(b"x-a") == "1"


def test_the_declared_length() -> None:
    assert of(b"Content-Length", b"12").length == 12
    assert of(b"Content-Length", b"-1").length is None
    assert of(b"Content-Length", b"1" * 5_000).length is None


def test_names_of_statuses_are_ours() -> None:
    assert status_text(404) == "404 Not Found"
    assert status_text(999) == "999"
