"""Times that machines write: right, or none; never more precise than they are."""

from __future__ import annotations

import datetime as dt
import email.utils

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.read.stamps import stamp


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("2024-03-05T09:30", "2024-03-05T09:30"),
        ("2024-03-05 09:30:10", "2024-03-05T09:30:10"),
        ("2024-03-05T09:30:10.123Z", "2024-03-05T09:30:10+00:00"),
        ("2024-03-05T09:30:10+0300", "2024-03-05T09:30:10+03:00"),
        ("2024-03-05T09:30:10+03", "2024-03-05T09:30:10+03:00"),
        ("2024-03-05 09:30:10 UTC", "2024-03-05T09:30:10+00:00"),
        ("Tue, 05 Mar 2024 09:30:10 +0300", "2024-03-05T09:30:10+03:00"),
        ("Tuesday, 5 March 2024 09:30:10 GMT", "2024-03-05T09:30:10+00:00"),
        ("5 Mar 24 9:30 EST", "2024-03-05T09:30-05:00"),
        ("5 Mar 99", "1999-03-05"),
        ("Tue, 05 Mar 2024 09:30:10 GMT+3", "2024-03-05T09:30:10+03:00"),
        ("Tue, 05 Mar 2024 09:30:10 +0000 (UTC)", "2024-03-05T09:30:10+00:00"),
        ("Tue, 05 Mar 2024 09:30:10 -0000", "2024-03-05T09:30:10"),
        ("Tue, 05 Mar 2024 09:30:10 AST", "2024-03-05T09:30:10"),
        ("Tue, 05 Mar 2024 09:30:10 PM", None),
        ("Tue, 05 Mar 2024 09:30:10 EST+3", None),
        ("Tue, 05 Mar 2024 09:30:10 +9900", None),
        ("31 Feb 2024", None),
        ("2024-02-30", None),
        ("2024-13", None),
        ("2024-03-05T25:00", None),
        ("0000-01-01", None),
        ("05/03/2024", None),
        ("٢٠٢٤-٠٣-٠٥", None),
        ("1709640000", None),
        ("الثلاثاء 5 آذار 2024", None),
        ("", None),
        ("2024-03-05" + "0" * 100_000, None),
    ],
)
def test_stamps(text: str, iso: str | None) -> None:
    assert stamp(text) == iso


MOMENTS = st.datetimes(
    min_value=dt.datetime(1000, 1, 1),  # noqa: DTZ001 - the zone comes below
    timezones=st.integers(-840, 840).map(
        lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
    ),
)


@given(MOMENTS)
def test_what_is_written_is_read(moment: dt.datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert stamp(moment.isoformat()) == whole.isoformat()
    read = stamp(email.utils.format_datetime(whole))
    if whole.utcoffset():
        assert read == whole.isoformat()
    assert read is not None
    assert dt.datetime.fromisoformat(read).replace(tzinfo=None) == whole.replace(tzinfo=None)


@given(st.text("0123456789-:T+ZMar, ", max_size=30))
def test_what_comes_out_is_a_real_date_and_is_read_again(text: str) -> None:
    iso = stamp(text)
    if iso is not None:
        assert stamp(iso) == iso
        if len(iso) > 7:
            dt.datetime.fromisoformat(iso)
