"""The door: what there is, what is refused before a byte is written, and that memory stays flat."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest

from riwaya import export
from riwaya.errors import UsageError
from riwaya.export.door import _WRITERS
from riwaya.export.formats import Options
from riwaya.records import Record

from .conftest import comparison, event, flood, written

RECORDS: dict[str, Any] = {
    "articles": flood,
    "statements": flood,
    "points": comparison,
    "events": event,
    "comparisons": comparison,
}
PAIRS = [(kind, form) for form, one in export.formats().items() for kind in one.kinds]
FEEDS = ("atom", "json-feed")


def test_every_format_that_is_listed_is_there() -> None:
    assert list(_WRITERS) == list(export.formats())
    fields = set(Options.__struct_fields__)
    for one in export.formats().values():
        assert one.extension.startswith(".")
        assert "/" in one.media_type
        assert one.extra in (None, "parquet")
        assert one.ar
        assert one.en
        assert set(one.kinds) <= set(RECORDS)
        assert set(one.options) <= fields
    assert {name for one in export.formats().values() for name in one.options} == fields


@pytest.mark.parametrize(("kind", "form"), PAIRS)
def test_the_same_records_give_the_same_bytes(kind: str, form: str) -> None:
    out = io.BytesIO()
    done = export.write(kind, form, [RECORDS[kind](), RECORDS[kind]()], out)
    assert done == export.Written(records=2, left_out=0)
    again = b"".join(export.stream(kind, form, [RECORDS[kind](), RECORDS[kind]()]))
    assert again == out.getvalue() != b""


@pytest.mark.parametrize(("kind", "form"), PAIRS)
def test_no_record_is_an_export_too(kind: str, form: str) -> None:
    assert export.write(kind, form, [], io.BytesIO()) == export.Written(records=0, left_out=0)


@pytest.mark.parametrize(
    ("kind", "form"), [pair for pair in PAIRS if pair[1] not in (*FEEDS, "parquet")]
)
def test_records_are_taken_one_by_one(kind: str, form: str) -> None:
    taken = 0
    most = 3

    def endless() -> Iterator[Record]:
        nonlocal taken
        while True:
            taken += 1
            yield RECORDS[kind]()

    pieces = export.stream(kind, form, endless())
    for _ in range(most):
        assert next(pieces)
    assert taken <= most


@pytest.mark.parametrize(
    ("kind", "form", "options", "said"),
    [
        ("articles", "xls", {}, "xls .one of csv, jsonl"),
        ("points", "atom", {}, "points .it takes articles, events"),
        ("كل", "csv", {}, "كل .it takes"),
        ("articles", "jsonl", {"excel": True}, "excel .it takes articles"),
        ("articles", "ninjs", {"excel": True}, "it takes no options"),
        ("articles", "citation", {"language": "fr"}, "language fr"),
        ("articles", "atom", {"entries": 0}, "0 entries"),
        ("articles", "atom", {"entries": 10**9}, "1000000000 entries"),
        ("articles", "csl-json", {"accessed": "2024-02-30"}, "2024-02-30"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_done(
    kind: str, form: str, options: dict[str, object], said: str
) -> None:
    out = io.BytesIO()

    def never() -> Iterator[Record]:
        pytest.fail("a record was taken")
        yield flood()

    with pytest.raises(UsageError, match=said):
        export.write(kind, form, never(), out, **options)
    with pytest.raises(UsageError):
        export.stream(kind, form, never(), **options)
    assert out.getvalue() == b""


def test_lines_of_text_end_as_they_should() -> None:
    assert written("events", "csv", [event(places=())]).count(b"\r\n") == 2
    assert written("events", "jsonl", [event(title="سطر\nسطر\u2028")]).count(b"\n") == 1
