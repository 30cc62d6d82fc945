"""JSON Lines and JSON documents: every record ends as a capture or as a refusal with its place."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read.ahead import Ahead, StreamError
from riwaya.read.capture import Capture
from riwaya.read.lines import captures, document
from riwaya.records import GivenArticle, Refusal

TEXT = "افتتح الوزير اليوم جسرا جديدا فوق النهر."


def found(data: bytes, fields: Mapping[str, str] | None = None) -> list[Capture | Refusal]:
    return list(captures("in", io.BytesIO(data), fields or {}))


def dumped(*records: object) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records).encode()


def article(record: object, fields: Mapping[str, str] | None = None) -> GivenArticle:
    (only,) = found(dumped(record), fields)
    assert isinstance(only, Capture), only
    assert only.given is not None
    return only.given


def code(record: object, fields: Mapping[str, str] | None = None) -> tuple[str, str]:
    (only,) = found(dumped(record), fields)
    assert isinstance(only, Refusal), only
    return only.code, only.detail


def test_entities_of_titles_and_names_are_characters() -> None:
    record = {
        "text": "قال: &#8220;نعم&#8221;", "title": "افتتاح &#8220;جسر&#8221; &amp;ldquo;",
        "byline": "هالة &quot;ناصر&quot;", "url": "https://example.org/?a=1&copy=2",
    }  # fmt: skip
    read = article(record)
    assert read.title == "افتتاح “جسر” &ldquo;"
    assert read.byline == ('هالة "ناصر"',)
    assert read.url == "https://example.org/?a=1&copy=2"


def test_our_own_names() -> None:
    record = {
        "text": TEXT, "title": "جسر", "url": "https://example.org/1", "outlet": "الميدان",
        "published": "2024-03-05", "byline": ["هالة ناصر", "سامر الحلو"], "section": "محليات",
        "id": 7, "event": "bridge",
    }  # fmt: skip
    assert article(record) == GivenArticle(
        text=TEXT, title="جسر", url="https://example.org/1", outlet="الميدان",
        published="2024-03-05", byline=("هالة ناصر", "سامر الحلو"), section="محليات", id="7",
        event="bridge",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"articleBody": TEXT}, "text", TEXT),
        ({"article_text": TEXT}, "text", TEXT),
        ({"Content": TEXT}, "text", TEXT),
        ({"النص": TEXT}, "text", TEXT),
        ({"content": "ملخص", "body": TEXT}, "text", TEXT),
        ({"body": "متن", "text": TEXT}, "text", TEXT),
        ({"text": None, "body": " ", "content": TEXT}, "text", TEXT),
        ({"text": TEXT, "headline": "جسر"}, "title", "جسر"),
        ({"text": TEXT, "العنوان": "جسر"}, "title", "جسر"),
        ({"text": TEXT, "Title": "جسر"}, "title", "جسر"),
        ({"text": TEXT, "headline": "ج" * 501}, "title", None),
        ({"text": TEXT, "description": "ملخص"}, "title", None),
        ({"text": TEXT, "link": "https://example.org/1"}, "url", "https://example.org/1"),
        ({"text": TEXT, "link": "/news/1"}, "url", None),
        ({"text": TEXT, "source": "الميدان"}, "outlet", "الميدان"),
        ({"text": TEXT, "source": "https://example.org/1"}, "outlet", None),
        ({"text": TEXT, "source": {"id": None, "name": "الميدان"}}, "outlet", "الميدان"),
        ({"text": TEXT, "source": ["الميدان"], "domain": "example.org"}, "outlet", "example.org"),
        ({"text": TEXT, "publishedAt": "2024-03-05T09:00Z"}, "published", "2024-03-05T09:00Z"),
        ({"text": TEXT, "date": "5 آذار 2024"}, "published", "5 آذار 2024"),
        ({"text": TEXT, "date": "x", "published": "2024-03-05"}, "published", "2024-03-05"),
        ({"text": TEXT, "created_at": "2024-03-05"}, "published", None),
        ({"text": TEXT, "author": "هالة ناصر"}, "byline", ("هالة ناصر",)),
        ({"text": TEXT, "byline": " هالة ناصر "}, "byline", ("هالة ناصر",)),
        ({"text": TEXT, "authors": [{"name": "هالة"}, {"name": ""}]}, "byline", ("هالة",)),
        ({"text": TEXT, "authors": [[["هالة"]]]}, "byline", ()),
        ({"text": TEXT, "categories": ["محليات", "طرق"]}, "section", "محليات"),
        ({"text": TEXT, "guid": "a-1"}, "id", "a-1"),
        ({"text": TEXT, "title": 2024}, "title", "2024"),
        ({"text": TEXT, "title": "خبر\x00 عاجل\n"}, "title", "خبر عاجل"),
    ],
)
def test_usual_names_are_known(record: dict[str, object], field: str, value: object) -> None:
    assert getattr(article(record), field) == value


def test_a_mapping_comes_before_every_guess() -> None:
    record = {
        "text": "ملخص", "title": "آخر", "meta": {"head": "جسر", "x": 1}, "content": {"body": TEXT},
        "a.b": "الميدان", "a": {"b": "لا"},
    }  # fmt: skip
    fields = {"text": "content.body", "title": "meta.head", "outlet": "a.b", "url": "no.such.name"}
    assert article(record, fields) == GivenArticle(text=TEXT, title="جسر", outlet="الميدان")
    assert code(record, {"text": "content.none"}) == ("bad_record", "no text")
    assert code(record, {"text": "content"}) == ("bad_record", "text is not a text")
    assert code(record, {"title": "meta"}) == ("bad_record", "title is not a text")
    assert code({"text": TEXT, "by": [1, {}]}, {"byline": "by"})[1] == "byline is not a text"


@pytest.mark.parametrize(
    ("text", "given_text", "markup"),
    [
        (f"<p>{TEXT}</p>", f"<p>{TEXT}</p>", True),
        ("قال <b>الوزير</b>\nوغادر", "قال <b>الوزير</b><br>\nوغادر", True),
        ("<p>&#1602;&#1575;&#1604;</p>", "<p>&#1602;&#1575;&#1604;</p>", True),
        ("إذا كان س < ص و ص > ع", "إذا كان س < ص و ص > ع", False),
        ("كتب <3 ثم غادر\nوعاد", "كتب <3 ثم غادر\nوعاد", False),
    ],
)
def test_a_text_may_be_markup(text: str, given_text: str, markup: bool) -> None:
    found_article = article({"text": text})
    assert (found_article.text, found_article.markup) == (given_text, markup)


def test_a_page_is_extracted_like_a_page() -> None:
    page = f"<!doctype html><title>جسر</title><p>{TEXT}</p>"
    record = {"html": page, "url": "https://example.org/1", "date_download": "2024-03-06 01:00:00"}
    (only,) = found(dumped(record))
    assert isinstance(only, Capture)
    assert only.given is None
    assert only.data == page.encode()
    assert (only.media, only.charset, only.url) == ("text/html", "utf-8", "https://example.org/1")
    assert (only.where, only.path, only.offset) == ("in:1", "in", 0)
    assert (only.captured, only.notes) == ("2024-03-06T01:00:00", ())


def test_a_text_comes_before_a_page_unless_the_mapping_says_so() -> None:
    record = {"html": "<p>صفحة</p>", "text": TEXT, "event": "bridge"}
    assert article(record).text == TEXT
    (page,) = found(dumped(record), {"html": "html"})
    assert isinstance(page, Capture)
    assert page.data == "<p>صفحة</p>".encode()
    assert page.notes == ("given_fields_unused",)
    assert article(record, {"html": "none"}).text == TEXT


def test_a_text_that_an_interface_cut_is_noted() -> None:
    (only,) = found(dumped({"content": f"{TEXT}… [+1234 chars]"}))
    assert isinstance(only, Capture)
    assert only.notes == ("text_cut",)


def test_bad_lines_are_refused_by_number_and_the_rest_goes_on() -> None:
    good = dumped({"text": TEXT})
    bad = [b"{not json\n", b"[]\n", b'{"title": "x"}\n', b'{"text": " "}\n', b'{"text": "Latin"}\n',
           b'{"text": 5}\n', b'{"text": "\\ud800"}\n', b"\n", b"[" * 100_000 + b"\n",
           '{"text": "é"}\n'.encode("latin-1"), b'{"id": ' + b"1" * 5000 + b"}\n"]  # fmt: skip
    items = found(b"\xef\xbb\xbf" + good + b"".join(bad) + good * len(bad))
    assert [(one.where, one.code) for one in items if isinstance(one, Refusal)] == [
        ("in:2", "bad_record"), ("in:3", "bad_record"), ("in:4", "bad_record"), ("in:5", "empty"),
        ("in:6", "not_arabic"), ("in:7", "bad_record"), ("in:8", "bad_record"),
        ("in:10", "bad_record"), ("in:11", "charset"), ("in:12", "bad_record"),
    ]  # fmt: skip
    assert len(items) == 1 + 10 + len(bad)


def test_offsets_are_those_of_the_lines() -> None:
    data = b"\xef\xbb\xbf" + dumped({"text": TEXT}) + b"\r\n" + dumped({"body": "خبر"}, {"x": 1})
    items = found(data)
    for one in items[:2]:
        assert isinstance(one, Capture)
        start = one.offset or 0
        assert data[start:].removeprefix(b"\xef\xbb\xbf").startswith(one.data)
        assert json.loads(one.data)


def test_a_line_in_an_old_charset_is_read() -> None:
    old = '{"text": "وصل الوفد إلى المدينة صباح اليوم"}\n'.encode("windows-1256")
    _, second = found(dumped({"text": TEXT}) + old)
    assert isinstance(second, Capture)
    assert second.given is not None
    assert second.given.text.startswith("وصل الوفد")
    assert second.data == old


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_a_document_is_an_article_or_a_list_of_articles(indent: int | None) -> None:
    one = json.dumps({"title": "جسر", "text": TEXT}, ensure_ascii=False, indent=indent or 1)
    (only,) = found(one.encode())
    assert isinstance(only, Capture)
    assert (only.where, only.data) == ("in", one.encode())
    records = [{"text": TEXT}, {"text": 1}, 5, {"body": "خبر [1]، {2}"}]
    listed = json.dumps(records, ensure_ascii=False, indent=indent)
    items = found(listed.encode("utf-16"))
    assert [(item.where, getattr(item, "code", "")) for item in items] == [
        ("in:1", ""), ("in:2", "bad_record"), ("in:3", "bad_record"), ("in:4", ""),
    ]  # fmt: skip
    assert json.loads(items[3].data) == records[3] if isinstance(items[3], Capture) else False


@pytest.mark.parametrize(
    ("tail", "codes"),
    [
        (", {", ["", "bad_record"]),
        ("", ["", "bad_record"]),
        ("] x", ["", "bad_record"]),
        (', {"text": "خبر"} {"text": "خبر"}]', ["", "", ""]),
    ],
)
def test_a_broken_list_gives_what_is_before_the_break(tail: str, codes: list[str]) -> None:
    items = found(f'[{{"text": "{TEXT}"}}{tail}'.encode())
    assert [getattr(item, "code", "") for item in items] == codes


def test_what_is_no_document() -> None:
    assert document("in", "[صورة] وصل الوفد".encode(), {}) is None
    assert document("in", b"{oops", {}) is None
    assert document("in", b"\x00\x01\xff", {}) is None
    assert [one.code for one in document("in", b"[]", {}) or () if isinstance(one, Refusal)] == [
        "empty"
    ]


def test_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "JSONL_LINE_BYTES", 120)
    data = dumped({"text": TEXT * 9}, {"text": "خبر"}) + b'{"text": "' + b"a" * 200_000 + b'"}\n'
    items = found(data + dumped({"text": "خبر"}))
    assert [getattr(item, "code", "") for item in items] == ["too_large", "", "too_large", ""]
    last = items[-1]
    assert isinstance(last, Capture)
    assert data[: last.offset] == data
    monkeypatch.setattr(limits, "JSON_BYTES", 1000)
    assert [getattr(item, "code", "") for item in found(b"[{}," + b" " * 1000)] == ["too_large"]
    monkeypatch.setattr(limits, "BODY_CHARS", 2)
    assert code({"text": "خبر"}) == ("too_large", "2 characters")


NAMES = st.sampled_from(
    ["text", "body", "html", "title", "url", "link", "source", "name", "authors", "id", "x", "date"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("خبر <p>a", max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(NAMES, JSON, max_size=6), max_size=4))
def test_every_record_ends_once_in_lines_and_in_a_list(records: list[object]) -> None:
    lines = found(dumped(*records))
    assert len(lines) == max(1, len(records))
    listed = found(b"[" + b",".join(dumped(one).strip() for one in records) + b"]")
    assert [getattr(one, "code", "") for one in listed] == [
        getattr(one, "code", "") for one in lines
    ]


@given(st.binary(max_size=200), st.sampled_from([b"", b"[", b"{", b'[{"text":', b"\xff\xfe"]))
def test_any_bytes_end_as_captures_or_refusals(data: bytes, start: bytes) -> None:
    assert found(start + data)


def test_what_came_before_damage_is_kept() -> None:
    data = dumped({"text": TEXT}, {"text": TEXT}).rstrip()
    pieces = iter([data[:100], data[100:]])

    def more() -> bytes:
        if (piece := next(pieces, None)) is None:
            raise StreamError("here")
        return piece

    items = captures("in", cast("BinaryIO", Ahead(more)), {})
    assert [next(items).where for _ in range(2)] == ["in:1", "in:2"]
    with pytest.raises(StreamError):
        next(items)
