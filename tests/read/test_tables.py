"""Tables: every row with content ends once, as a capture or as a refusal with its line or row."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read import csv_rows
from riwaya.read.capture import Capture
from riwaya.read.tables import of_csv, of_parquet
from riwaya.records import GivenArticle, Refusal

TEXT = "افتتح الوزير اليوم جسرا جديدا فوق النهر."
TABLE = """العنوان,النص,الرابط,الكاتب,زيارات
جسر,"افتتح الوزير الجسر، وقال: ""نعم"".
ثم غادر المكان.",https://example.org/1,هالة ناصر,5
خبر ثان,وصل الوفد إلى المدينة صباح اليوم الثلاثاء,,,7
"""


class Pipe(io.RawIOBase):
    """Bytes that cannot be sought."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._rest.readinto(buffer)


def found(data: bytes | str, fields: Mapping[str, str] | None = None) -> list[Capture | Refusal]:
    raw = data.encode() if isinstance(data, str) else data
    return list(of_csv("t", io.BytesIO(raw), fields or {}))


def articles(items: list[Capture | Refusal]) -> list[GivenArticle]:
    return [one.given for one in items if isinstance(one, Capture) and one.given]


def refused(items: list[Capture | Refusal]) -> list[tuple[str, str, str]]:
    return [(one.where, one.code, one.detail) for one in items if isinstance(one, Refusal)]


def test_a_table() -> None:
    first, second = found(TABLE)
    assert isinstance(first, Capture)
    assert first.given == GivenArticle(
        text='افتتح الوزير الجسر، وقال: "نعم".\nثم غادر المكان.', title="جسر",
        url="https://example.org/1", byline=("هالة ناصر",),
    )  # fmt: skip
    assert isinstance(second, Capture)
    assert (first.where, second.where) == ("t:2", "t:4")
    for one in (first, second):
        start = one.offset or 0
        assert TABLE.encode()[start : start + len(one.data)] == one.data


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_the_delimiter(delimiter: str) -> None:
    out = io.StringIO()
    rows = [["title", "a,,,b;;;c|||d\t\t\te", "text"], ["جسر", "x", "قال; نعم, ثم\tغادر|المكان"]]
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    (only,) = articles(found(out.getvalue()))
    assert (only.title, only.text) == ("جسر", rows[1][2])


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1256"])
@pytest.mark.parametrize("rows", [1, 2000])
def test_charsets_are_told_by_content(charset: str, rows: int) -> None:
    head, *body = TABLE.split("\n", 1)
    items = found((head + "\n" + body[0] * rows).encode(charset))
    assert len(articles(items)) == 2 * rows
    assert not refused(items)
    assert {one.title for one in articles(items)} == {"جسر", "خبر ثان"}


def test_a_row_in_another_charset_is_read() -> None:
    other = "قديم,وصل الوفد إلى المدينة صباح اليوم,,,\n".encode("windows-1256")
    *_, last = articles(found(TABLE.encode() + other))
    assert last.text == "وصل الوفد إلى المدينة صباح اليوم"


def test_half_a_letter_costs_that_letter() -> None:
    row = f"جسر,{TEXT},,,\n".encode()
    (*_, last) = found(TABLE.encode() + row[: len("جسر,".encode())] + row[8:])
    assert isinstance(last, Capture)
    assert last.notes == ("charset_damaged",)


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ("جسر,نص", ("t:5", "bad_record", "2 cells of 5")),
        ("جسر,نص,,,,زائد", ("t:5", "bad_record", "6 cells of 5")),
        ('جسر,"نص لا ينتهي,,,', None),
        ('جسر,"اقتباس" ثم نص,,,', None),
        ('جسر,"نص لا ينتهي', ("t:5", "bad_record", "2 cells of 5")),
        ("جسر,,,,", ("t:5", "empty", "")),
        ("جسر,English,,,", ("t:5", "not_arabic", "")),
        (f"جسر,{TEXT},,,,,,", None),
        ("جسر,خبر\0 عاجل,,,", None),
        ("جسر,سطر\rسطر,,,", None),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_bad_row_costs_itself(row: str, refusal: tuple[str, str, str] | None, end: str) -> None:
    rest = "".join(f"جسر {number},{TEXT},,,\n" for number in range(50))
    items = found((TABLE + row + "\n\n,,,,\n" + rest).replace("\n", end))
    assert refused(items) == ([refusal] if refusal else [])
    assert len(articles(items)) == 52 + (refusal is None)


def test_quotes_that_do_not_pair_stay_as_they_are() -> None:
    first, second, third = found(f'text,title\n"قال" ثم,a\n"لا تنتهي,b\n{TEXT},c\n')
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert isinstance(third, Capture)
    assert [one.text for one in articles([first, second, third])] == ['"قال" ثم', '"لا تنتهي', TEXT]
    assert (first.notes, second.notes, third.notes) == (
        ("quotes_unpaired",), ("quotes_unpaired",), (),
    )  # fmt: skip


def test_lone_carriage_returns_are_line_ends() -> None:
    first, second = found('text,title\nسطر\rسطر,جسر\n"سطر\rسطر, ثالث",جسر\rجديد\n')
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert [one.text for one in articles([first, second])] == ["سطر\nسطر", "سطر\nسطر, ثالث"]
    assert first.notes == second.notes == ()


@pytest.mark.parametrize(
    ("data", "fields", "code", "detail"),
    [
        ("", {}, "empty", ""),
        ("\n \n,,\n", {}, "empty", ""),
        ("title,url\nجسر,x\n", {}, "bad_record", "no column of text"),
        ("text\nخبر\n", {"title": "head"}, "bad_record", "no column head"),
        ("text\n", {}, "empty", ""),
        ("text" + "," * 4000 + "\nx", {}, "bad_record", "more than 4000 columns"),
        ("\0\1\2", {}, "bad_record", "no column of text"),
    ],
)
def test_tables_that_cannot_be_read(
    data: str, fields: dict[str, str], code: str, detail: str
) -> None:
    assert refused(found(data, fields)) == [("t", code, detail)]


def test_a_mapping_names_columns() -> None:
    data = f"a,content.body,text\nجسر,{TEXT},لا\n"
    assert articles(found(data, {"text": "content.body", "title": "a"})) == [
        GivenArticle(text=TEXT, title="جسر")
    ]


def test_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "JSONL_LINE_BYTES", 200)
    long = "جسر," + "س" * 200
    open_quote = 'جسر,"' + f"{TEXT}\n" * 9
    items = found(f"title,text\n{long}\nأ,{TEXT}\n{open_quote}ب,{TEXT}\n")
    assert refused(items)[0] == ("t:2", "too_large", "200 bytes")
    assert [one.title for one in articles(items)] == ["أ", "جسر", "ب"]
    assert len(refused(items)) == 9
    assert refused(found("x" * 300)) == [("t", "too_large", "200 bytes")]


def test_open_quotes_in_every_row_are_not_read_over_and_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "JSONL_LINE_BYTES", 20_000)
    reads = 0

    def counted(text: str, ended: Callable[[str], str] = csv_rows._ended) -> str:
        nonlocal reads
        reads += 1
        return ended(text)

    monkeypatch.setattr(csv_rows, "_ended", counted)
    items = found("title,text\n" + 'س","ص\n' * 5000)
    assert len(articles(items)) == 5000
    assert reads < 10 * 5000


CELL = st.text(st.sampled_from('خبر a,;\t"\n|'), max_size=8)


@given(st.lists(st.tuples(CELL, CELL), max_size=5), st.sampled_from(",;\t|"))
def test_what_a_writer_wrote_is_read(rows: list[tuple[str, str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["title", "text"])
    writer.writerows([title, f"خبر {text} خبر"] for title, text in rows)
    items = found(out.getvalue())
    assert [one.text for one in articles(items)] == [f"خبر {text} خبر" for _, text in rows]
    assert [one.title or "" for one in articles(items)] == [title.strip() for title, _ in rows]


@given(st.lists(st.sampled_from(["خبر", '"', ",", "\n", '""', "a", "\r\n", "\0", ";"])))
def test_every_line_with_content_is_in_one_row(pieces: list[str]) -> None:
    data = "text,title\n" + "".join(pieces)
    items = found(data)
    kept = b"".join(one.data for one in items if isinstance(one, Capture)).decode()
    assert kept.count("خبر") <= data.count("خبر")
    refusals = {int(one.where[2:]) for one in items if isinstance(one, Refusal) if ":" in one.where}
    starts = {int(one.where[2:]) for one in items if isinstance(one, Capture)}
    assert not refusals & starts
    if not refusals:
        assert kept.count("خبر") == data.count("خبر")


@given(st.binary(max_size=200), st.sampled_from([b"", b"text,title\n", b"\xff\xfe"]))
def test_any_bytes_end_as_captures_or_refusals(data: bytes, start: bytes) -> None:
    assert found(start + data)


# --- Parquet ------------------------------------------------------------------------------------


@pytest.fixture
def parquet() -> Any:
    return pytest.importorskip("pyarrow.parquet")


def written(parquet: Any, columns: dict[str, Any], **options: Any) -> bytes:
    arrow = pytest.importorskip("pyarrow")
    out = io.BytesIO()
    parquet.write_table(arrow.table(columns), out, **options)
    return out.getvalue()


def read(data: bytes, fields: Mapping[str, str] | None = None) -> list[Capture | Refusal]:
    return list(of_parquet("p", io.BytesIO(data), fields or {}))


def test_parquet(parquet: Any) -> None:
    data = written(parquet, {
        "id": [1, 2, 3, 4], "النص": [TEXT, None, "Latin", f"<p>{TEXT}</p>"],
        "headline": ["جسر", None, "x", None], "clicks": [1.0, 2.0, 3.0, 4.0],
        "date": [dt.date(2024, 3, 5)] * 4,
        "authors": [["هالة ناصر", "سامر الحلو"], None, [], ["هالة ناصر"]],
    })  # fmt: skip
    items = read(data)
    assert articles(items) == [
        GivenArticle(text=TEXT, id="1", title="جسر", published="2024-03-05",
                     byline=("هالة ناصر", "سامر الحلو")),
        GivenArticle(text=f"<p>{TEXT}</p>", markup=True, id="4", published="2024-03-05",
                     byline=("هالة ناصر",)),
    ]  # fmt: skip
    assert refused(items) == [("p:2", "bad_record", "no text"), ("p:3", "not_arabic", "")]
    (first, *_) = items
    assert isinstance(first, Capture)
    assert "clicks" not in json.loads(first.data)
    assert json.loads(first.data)["headline"] == "جسر"


def test_parquet_nested_columns_bytes_and_times(parquet: Any) -> None:
    arrow = pytest.importorskip("pyarrow")
    nanoseconds = arrow.array([1709640000123456789], arrow.timestamp("ns", tz="UTC"))
    page = f"<html><p>{TEXT}</p></html>".encode("windows-1256")
    data = written(parquet, {
        "content": [{"body": TEXT, "by": "هالة"}], "published": nanoseconds, "raw": [page],
        "old": [TEXT.encode("windows-1256")],
    })  # fmt: skip
    (only,) = articles(read(data, {"text": "content.body", "byline": "content.by"}))
    assert (only.text, only.byline) == (TEXT, ("هالة",))
    assert only.published == "2024-03-05T12:00:00.123456+00:00"
    (old,) = articles(read(data, {"text": "old"}))
    assert old.text == TEXT
    (raw,) = read(data, {"html": "raw"})
    assert isinstance(raw, Capture)
    assert (raw.data, raw.media, raw.charset) == (page, "text/html", None)


def test_parquet_from_a_pipe(parquet: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(parquet, {"text": [f"{TEXT} {number}" for number in range(300)]})
    items = list(of_parquet("p", io.BufferedReader(Pipe(data)), {}))
    assert [one.where for one in items] == [f"p:{number}" for number in range(1, 301)]
    assert len(articles(items)) == 300
    monkeypatch.setattr(limits, "PARQUET_PIPE_BYTES", 100)
    (only,) = of_parquet("p", io.BufferedReader(Pipe(data)), {})
    assert isinstance(only, Refusal)
    assert (only.code, only.detail) == ("too_large", "100 bytes")


def test_parquet_that_cannot_be_read(parquet: Any) -> None:
    data = written(parquet, {"text": [TEXT]})
    assert refused(read(written(parquet, {"title": [TEXT]}))) == [
        ("p", "bad_record", "no column of text")
    ]
    assert refused(read(data, {"title": "head"})) == [("p", "bad_record", "no column head")]
    assert [one[1] for one in refused(read(b"PAR1"))] == ["damaged"]
    assert [one[1] for one in refused(read(data[:-9]))] == ["damaged"]
    assert [one[1] for one in refused(read(b""))] == ["damaged"]
    none = pytest.importorskip("pyarrow").array([], "string")
    assert refused(read(written(parquet, {"text": none}))) == [("p", "empty", "")]


def test_a_damaged_row_group_costs_itself(parquet: Any) -> None:
    texts = [f"{TEXT} {number}" for number in range(30)]
    data = bytearray(
        written(parquet, {"text": texts}, row_group_size=10, compression="none",
                use_dictionary=False, write_page_checksum=True)
    )  # fmt: skip
    data[data.index(f"{TEXT} 15".encode())] ^= 0xFF
    items = read(bytes(data))
    assert len(articles(items)) == 20
    ((where, code, detail),) = refused(items)
    assert (where, code) == ("p:11", "damaged")
    assert detail.startswith("10 rows")


def test_a_row_that_is_no_text_costs_itself(parquet: Any) -> None:
    data = written(parquet, {"text": [TEXT, "خبر ZZ", TEXT]}, compression="none",
                   use_dictionary=False)  # fmt: skip
    items = read(data.replace(b"ZZ", b"\xff\xfe"))
    assert len(articles(items)) == 2
    assert [(where, code) for where, code, _ in refused(items)] == [("p:2", "damaged")]


def test_a_parquet_bomb_is_refused(parquet: Any) -> None:
    data = written(parquet, {"text": [TEXT * 100] * 2000}, compression="zstd")
    assert len(data) < 10_000
    items = read(data)
    assert refused(items) == [("p", "too_large", "200:1")]
    assert 0 < len(articles(items)) < 2000


def test_parquet_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert refused(read(b"PAR1")) == [("p", "needs_extra", "parquet")]


def test_no_flipped_byte_of_parquet_stops_the_reading(parquet: Any) -> None:
    texts = [f"{TEXT} {number}" for number in range(9)]
    data = written(parquet, {"text": texts, "meta": [{"a": ["x"]}] * 9}, row_group_size=3)
    for at in range(0, len(data), 5):
        changed = bytearray(data)
        changed[at] ^= 0x55
        assert read(bytes(changed))
