"""What has no end, or nothing in it: cut at its cap or refused by name, and the rest goes on."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import pytest

from riwaya import limits
from riwaya.json_lines import answers
from riwaya.read import read
from riwaya.records import Page, Refusal

TEXT = "وصل وفد من غرفة التجارة إلى المرفأ صباح اليوم، والتقى مديره في مكتبه ساعة كاملة."
LINE = f'{{"text": "{TEXT}"}}\n'.encode()


class Done(Protocol):
    code: int
    out: bytes
    err: str


class Run(Protocol):
    def __call__(self, *words: str, stdin: bytes = b"") -> Done: ...


def codes(found: Iterator[Page | Refusal]) -> list[str]:
    return [one.code if isinstance(one, Refusal) else one.kind for one in found]


class Endless(io.RawIOBase):
    """100 MB that are made as they are read."""

    SIZE = 100_000_000

    def __init__(self, head: str, piece: str, tail: bytes = b"") -> None:
        super().__init__()
        self.taken = 0
        piece_bytes = piece.encode()
        self._piece = piece_bytes * (65_536 // len(piece_bytes))
        self._ahead, self._tail = head.encode(), tail

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._ahead:
            self._ahead = self._piece if self.taken < self.SIZE else self._tail
            self._tail = b"" if self.taken >= self.SIZE else self._tail
        count = min(len(buffer), len(self._ahead))
        buffer[:count] = self._ahead[:count]
        self._ahead = self._ahead[count:]
        self.taken += count
        return count


HEADER = "WARC/1.1\r\nWARC-Type: response\r\nX: "
ENDLESS = {
    "a line of text": (TEXT, "خبر ", b"", ["too_large"], 9_000_000),
    "a page": ("<html><p>", "<b>خبر ", b"", ["too_large"], 9_000_000),
    "a line of JSON": ('{"text": "', "خبر ", b'"}\n' + LINE, ["too_large", "given"], None),
    "a list of JSON": ("[" + LINE.decode(), "," + LINE.decode(), b"]", ["too_large"], 65_000_000),
    "addresses": ("https://example.org/1\n" * 9 + "https://example.org/", "x", b"\n",
                  ["too_large", "needs_fetch"], None),
    "a feed": ("<rss><channel><title>", "خبر ", b"</title>", ["too_large"], 11_000_000),
    "a sitemap": ("<urlset><url><loc>", "x", b"</loc>", ["too_large"], 53_000_000),
    "a header of WARC": (HEADER, "x", b"\r\n\r\n", ["damaged"], None),
    "a mail": ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nX: ", "x",
               b"\n\n<p>", ["too_large"], 65_000_000),
    "zeros": ("\0", "\0", b"", ["too_large"], 9_000_000),
}  # fmt: skip


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_has_no_end_is_cut_at_its_cap(kind: str) -> None:
    head, piece, tail, expected, most = ENDLESS[kind]
    stream = Endless(head, piece, tail)
    found = read(["-"], stdin=cast("BinaryIO", io.BufferedReader(stream)))
    assert codes(found) == expected
    assert most is None or stream.taken < most


def test_a_row_without_an_end_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as out:
        out.write(b'title,text\n"')
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(b'",y\n' + f"جسر,{TEXT}\n".encode())
    assert codes(read([str(path)])) == ["too_large", "given"]


def test_a_pair_without_an_end_costs_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    stream = io.BufferedReader(Endless('{"a": "', "خبر ", b'"}\n{"text": "x"}\n{}\n'))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    seen: list[str] = []

    def answer(line: dict[str, object], where: str) -> dict[str, object]:
        seen.append(where)
        return line

    assert answers(["-"], answer, "en", quiet=False) == 1
    assert seen == ["-:2", "-:3"]
    refused, counts = capfd.readouterr().err.splitlines()
    assert refused == f"refused: -:1: larger than the cap of {2 * limits.JSONL_LINE_BYTES} bytes"
    assert counts == "2 done, 1 refused"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n" * 1_000_000, b"\0" * 1_000_000, b" " * 1_000_000, b"\xef\xbb\xbf", b"\xff\xfe",
        b"\xff\xfe\0\0", b"[]", b"{}", b"PK\x05\x06" + bytes(18), b"\x1f\x8b", b"BZh9",
        b"\x28\xb5\x2f\xfd", b"\xfd7zXZ\0", b"PAR1PAR1", b"WARC/1.1\r\n\r\n", b"<rss></rss>",
        b"<urlset></urlset>", b"title,text\n", b"<!doctype html>", b"<html></html>", b"\x89PNG",
        b"# nothing\n", b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n",
    ],
)  # fmt: skip
def test_empty_and_hollow_files_are_refused_by_name(data: bytes, run: Run, tmp_path: Path) -> None:
    for name in ("a", "a.html", "a.jsonl", "a.csv", "a.warc.gz"):
        (tmp_path / name).write_bytes(data)
        done = run("extract", name)
        assert (done.code, done.out) == (1, b"")
        assert all(line.startswith(f"refused: {name}") for line in done.err.splitlines()[:-1])
        assert done.err.splitlines()[-1].startswith("0 done, ")


def test_zeros_in_a_page_are_taken_out_and_noted(run: Run, tmp_path: Path) -> None:
    page = f"<html><p>{TEXT}</p><p>{TEXT.replace(' ', chr(0) + ' ')}</p></html>"
    (tmp_path / "a.html").write_bytes(page.encode())
    done = run("extract", "a.html")
    assert done.code == 0
    assert TEXT in done.out.decode()
    assert "\\u0000" not in done.out.decode()
    assert "control_characters_removed" in done.out.decode()
