"""Reading: every input ends as a page or as a refusal with a reason, in the order given."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import limits
from riwaya.read import Capture, page_of, read
from riwaya.read.charset import decode, tidy
from riwaya.records import Page, Refusal

TEXT = "افتتاح جسر جديد\n\nافتتح الوزير اليوم جسرا جديدا فوق النهر، وقال إن العمل استمر عامين.\n"
HTML = f"<html><body><h1>افتتاح جسر جديد</h1><p>{TEXT}</p></body></html>"


def only(inputs: list[str]) -> Page | Refusal:
    (found,) = list(read(inputs))
    return found


def test_kinds_are_told_by_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b").write_text(HTML, encoding="utf-8")
    (tmp_path / "c").write_text(json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    found = list(read([str(tmp_path)]))
    assert [page.kind for page in found if isinstance(page, Page)] == ["text", "html", "given"]


def test_the_order_is_that_of_the_inputs_and_folders_are_sorted(tmp_path: Path) -> None:
    for name in ("z.txt", "folder/b.txt", "folder/a.txt", "folder/.hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT + name, encoding="utf-8")
    names = [str(tmp_path / "z.txt"), str(tmp_path / "folder"), str(tmp_path / "*.txt")]
    paths = [page.origin.path for page in read(names) if isinstance(page, Page)]
    assert [Path(path or "").name for path in paths] == ["z.txt", "a.txt", "b.txt", "z.txt"]


def test_the_page_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    page = only([str(tmp_path / "a.txt")])
    assert isinstance(page, Page)
    assert page.origin.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert page.text == TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        (bytes(range(256)) * 50, "binary"),
        (b"The minister opened a bridge over the river today. " * 5, "not_arabic"),
        ("ouvert aujourd'hui à Genève é è ç".encode("latin-1"), "charset"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, code: str) -> None:
    found = page_of(Capture(where="x", data=data))
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.where == "x"
    assert found.message


def test_missing_inputs_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    names = [str(tmp_path / "no"), str(tmp_path / "*.none"), str(tmp_path / "empty"), "-", "a\0b"]
    codes = [found.code for found in read(names) if isinstance(found, Refusal)]
    assert codes == ["not_found", "no_match", "no_match", "not_found", "not_found"]


def test_a_page_beyond_the_cap_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"a" * (limits.PAGE_BYTES + 1))
    found = only([str(path)])
    assert isinstance(found, Refusal)
    assert found.code == "too_large"


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8", "utf-16", "utf-8-sig"])
def test_charsets_are_told_by_content(charset: str) -> None:
    plain = TEXT.replace("،", " ") * 3
    found = decode(plain.encode(charset))
    assert found is not None
    assert found.text == plain


def test_text_that_was_read_wrong_once_is_repaired() -> None:
    wrong = TEXT.encode().decode("cp1252", errors="ignore") * 3
    found = decode(wrong.encode())
    assert found is not None
    assert "mojibake_repaired" in found.notes
    assert "الوزير" in found.text


def test_json_lines_refuse_the_bad_line_and_go_on() -> None:
    good = json.dumps({"id": 7, "body": TEXT, "title": "عنوان", "event": "e"}, ensure_ascii=False)
    lines = [good, "{not json", '{"title": "x"}', "[]", '{"text": " "}', '{"text": "plain"}',
             '{"text": "خبر", "title": []}', "[" * 100_000, good]  # fmt: skip
    data = "\n".join(lines).encode()
    found = list(read(["-"], stdin=io.BytesIO(data)))
    refused = [(item.where, item.code) for item in found if isinstance(item, Refusal)]
    assert refused == [
        ("-:2", "bad_record"), ("-:3", "bad_record"), ("-:4", "bad_record"), ("-:5", "empty"),
        ("-:6", "not_arabic"), ("-:7", "bad_record"), ("-:8", "bad_record"),
    ]  # fmt: skip
    first, last = found[0], found[-1]
    assert isinstance(first, Page)
    assert isinstance(last, Page)
    assert first.given is not None
    assert (first.given.id, first.given.text, first.given.event) == ("7", TEXT, "e")
    offset = last.origin.offset or 0
    assert data[offset:].decode() == good


def test_a_line_beyond_the_cap_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    long = b'{"text": "' + b"a" * limits.JSONL_LINE_BYTES + b'"}\n'
    path.write_bytes(long + json.dumps({"text": TEXT}).encode())
    found = list(read([str(path)]))
    assert [getattr(item, "code", "page") for item in found] == ["too_large", "page"]


def test_control_characters_go_with_a_note() -> None:
    assert tidy("خبر\x00\x1b[31m\r\nآخر") == ("خبر[31m\nآخر", ("control_characters_removed",))
    assert tidy("خبر\ud800") == ("خبر\ufffd", ("lone_surrogates_replaced",))


@given(st.binary(max_size=400))
def test_any_bytes_end_as_a_page_or_a_refusal(data: bytes) -> None:
    found = page_of(Capture(where="x", data=data))
    assert isinstance(found, Page | Refusal)
    assert [type(item) for item in read(["-"], stdin=io.BytesIO(data))]


@given(st.text(max_size=200))
def test_tidy_is_idempotent(text: str) -> None:
    clean, _ = tidy(text)
    assert tidy(clean) == (clean, ())
