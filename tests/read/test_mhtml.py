"""MHTML: the page that a browser saved, out of the parts around it."""

from __future__ import annotations

import base64
import io
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read import mhtml
from riwaya.read.capture import Capture
from riwaya.records import Refusal

PAGE = (
    '<!DOCTYPE html><html lang="ar"><title>افتتاح جسر جديد</title>'
    "<p>افتتح الوزير اليوم جسرا جديدا فوق النهر، وقال إن العمل استغرق عامين.</p></html>"
).encode()
MARK = "----MultipartBoundary--xQ8hY1uG2aPq----"
HEAD = (
    "From: <Saved by Blink>\r\n"
    "Snapshot-Content-Location: http://example.com/akhbar/1\r\n"
    "Subject: =?utf-8?Q?=D8=AC=D8=B3=D8=B1?=\r\n"
    "Date: Tue, 8 Dec 2020 10:11:12 +0300\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{mark}"\r\n\r\n\r\n'
)
ENCODERS = {
    "quoted-printable": lambda data: quopri.encodestring(data).replace(b"\n", b"\r\n"),
    "base64": lambda data: base64.encodebytes(data).replace(b"\n", b"\r\n"),
    "8bit": bytes,
    "binary": bytes,
}


def part(body: bytes, media: str = "text/html", *more: str, encoding: str = "8bit") -> bytes:
    lines = [f"Content-Type: {media}", f"Content-Transfer-Encoding: {encoding}", *more, "", ""]
    return "\r\n".join(lines).encode() + ENCODERS[encoding](body)


def saved(*parts: bytes, head: str = HEAD, mark: str = MARK) -> bytes:
    body = b"".join(f"--{mark}\r\n".encode() + one + b"\r\n" for one in parts)
    return head.replace("{mark}", mark).encode() + body + f"--{mark}--\r\n".encode()


IMAGE = part(bytes(range(256)), "image/png", "Content-Location: cid:1", encoding="base64")


def read(data: bytes) -> Capture | Refusal:
    (found,) = mhtml.captures("a.mhtml", io.BytesIO(data))
    return found


@pytest.mark.parametrize("encoding", ENCODERS)
def test_the_first_html_part_is_the_page(encoding: str) -> None:
    page = part(PAGE, "text/html; charset=UTF-8", "Content-ID: <frame-0>", encoding=encoding)
    frame = part(b"<p>an advertisement", "text/html", "Content-Location: cid:frame-1")
    found = read(saved(page, IMAGE, frame))
    assert found == Capture(
        where="a.mhtml",
        data=PAGE,
        path="a.mhtml",
        url="http://example.com/akhbar/1",
        captured="2020-12-08T10:11:12+03:00",
        media="text/html",
        charset="utf-8",
    )


def test_other_parts_may_come_first_and_the_page_may_lie_deeper() -> None:
    inner = saved(part(b"text", "text/plain"), part(PAGE), head="", mark="inner")
    outer = b"Content-Type: multipart/alternative; boundary=inner\r\n\r\n" + inner
    for data in (saved(IMAGE, part(PAGE)), saved(IMAGE, outer), saved(b"\r\n", part(PAGE))):
        found = read(data)
        assert isinstance(found, Capture)
        assert (found.data, found.notes) == (PAGE, ())


def test_the_address_is_that_of_the_part_where_the_head_has_none() -> None:
    head = HEAD.replace("Snapshot-Content-Location: http://example.com/akhbar/1\r\n", "")
    page = part(PAGE, "text/html", "Content-Location: http://example.com/2")
    found = read(saved(page, head=head))
    assert isinstance(found, Capture)
    assert found.url == "http://example.com/2"


def test_lines_may_end_in_any_way_and_marks_need_no_quotes() -> None:
    head = HEAD.replace('"{mark}"', "{mark}")
    data = saved(part(PAGE), IMAGE, head=head)
    spaced = data.replace(b"2aPq----\r", b"2aPq---- \r")
    for one in (data, data.replace(b"\r\n", b"\n"), spaced):
        found = read(one)
        assert isinstance(found, Capture)
        assert found.data == PAGE


def test_lines_that_only_begin_with_the_mark_do_not_end_a_part() -> None:
    page = PAGE + b"\r\n--b and more\r\n--bb\r\n--b--x\r\n a--b\r\n"
    found = read(saved(part(page), mark="b"))
    assert isinstance(found, Capture)
    assert found.data == page


def test_a_file_cut_at_any_byte_gives_what_is_there() -> None:
    data = saved(part(PAGE, encoding="quoted-printable"), IMAGE)
    page_end = data.index(b"--" + MARK.encode(), data.index(b"<!DOCTYPE"))
    for cut in range(len(data)):
        found = read(data[:cut])
        if isinstance(found, Capture):
            assert found.notes == (("truncated",) if cut < page_end + len(MARK) + 2 else ())
            assert PAGE.startswith(found.data[:-3][: len(PAGE)])
        else:
            assert found.code == "damaged"


@pytest.mark.parametrize("at", range(20))
def test_a_wrong_mark_in_the_head_is_put_right(at: int) -> None:
    wrong = MARK[:at] + "?" + MARK[at + 1 :]
    data = saved(part(PAGE)).replace(MARK.encode(), wrong.encode(), 1)
    found = read(data)
    assert isinstance(found, Capture)
    assert found.data == PAGE


def test_base64_is_read_with_what_stands_between() -> None:
    whole = base64.b64encode(PAGE)
    for cut in range(4, 12):
        body = b" ".join(whole[at : at + 7] for at in range(0, len(whole) - cut, 7))
        data = saved(b"Content-Type: text/html\r\nContent-Transfer-Encoding: BASE64\r\n\r\n" + body)
        found = read(data)
        assert isinstance(found, Capture)
        assert PAGE.startswith(found.data[: len(PAGE) - 15])
        assert len(found.data) > len(PAGE) - 15


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"MIME-Version: 1.0", "damaged"),
        (b"MIME-Version: 1.0\r\n\r\n", "bad_record"),
        (saved(IMAGE), "bad_record"),
        (saved(), "damaged"),
        (saved(IMAGE)[:-60], "damaged"),
        (saved(part(PAGE + b" " * limits.PAGE_BYTES)), "too_large"),
    ],
)
def test_what_holds_no_page_is_refused(data: bytes, code: str) -> None:
    found = read(data)
    assert isinstance(found, Refusal)
    assert found.code == code


def test_a_page_behind_more_than_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(IMAGE, IMAGE, part(PAGE))
    monkeypatch.setattr(limits, "MHTML_BYTES", 1_000)
    found = read(data)
    assert isinstance(found, Refusal)
    assert found.code == "too_large"
    found = read(saved(part(b"<p>"), IMAGE, IMAGE, IMAGE))
    assert isinstance(found, Capture)
    assert (found.data, found.notes) == (b"<p>", ())


def test_a_bad_date_is_left_out() -> None:
    for date in ("yesterday", "Tue, 99 Dec 2020 10:11:12 +0300", "", "8 Dec 99999999999 1:1:1 +0"):
        found = read(saved(part(PAGE), head=HEAD.replace("Tue, 8 Dec 2020 10:11:12 +0300", date)))
        assert isinstance(found, Capture)
        assert found.captured is None


def hostile() -> dict[str, bytes]:
    nested = b"".join(
        f"Content-Type: multipart/mixed; boundary=m{n}\r\n\r\n--m{n}\r\n".encode()
        for n in range(20_000)
    )
    return {
        "nested": saved(nested + part(PAGE)),
        "marks": saved(part(b""), head=HEAD, mark="b") + b"--b\r\n" * 200_000,
        "parts": saved(*[IMAGE] * 20_000),
        "empty parts": HEAD.replace("{mark}", "b").encode() + b"--b\r\n\r\n" * 200_000,
        "near marks": saved(part(b"\n--bx" * 200_000), mark="b"),
        "folds": b"MIME-Version: 1.0\r\nContent-Type: multipart/related" + b"\r\n ;" * 200_000,
    }


@pytest.mark.parametrize("data", hostile().values(), ids=hostile())
def test_files_made_to_be_slow_end_as_one_thing(data: bytes) -> None:
    assert read(data)


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_end_as_one_thing(data: bytes, is_in_part: bool) -> None:
    assert read(saved(data) if is_in_part else data)


@given(st.binary(min_size=1, max_size=600), st.sampled_from(sorted(ENCODERS)))
def test_what_was_encoded_comes_back(data: bytes, encoding: str) -> None:
    if encoding == "quoted-printable":
        # Line ends are the one thing that it does not keep.
        data = data.replace(b"\r", b"").replace(b"\n", b"")
    found = read(saved(part(data, encoding=encoding), mark="a-mark-that-no-data-holds"))
    assert isinstance(found, Capture)
    assert found.data == data
