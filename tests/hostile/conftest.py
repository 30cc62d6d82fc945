"""What hostile tests share: one command in this process, and a folder of every kind of input."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pytest

from riwaya import cli

PROSE = (
    "افتتح وزير النقل سامر الحلو اليوم جسرا جديدا فوق النهر في وسط المدينة، وقال إن العمل استغرق "
    "عامين. وأضاف أن الوزارة ستبدأ الشهر المقبل صيانة الطريق المؤدي إلى المرفأ رقم {}."
)


class Done(NamedTuple):
    code: int
    out: bytes
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Run:
    """One command in this process, run in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def done(*words: str, stdin: bytes = b"") -> Done:
        capfdbinary.readouterr()
        monkeypatch.setattr(sys, "argv", ["riwaya", *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfdbinary.readouterr()
        return Done(int(ended.value.code or 0), out, err.decode())

    return done


def page(number: int) -> str:
    text = PROSE.format(number)
    return (
        f'<!doctype html><html lang="ar"><head><title>جسر جديد رقم {number}</title></head><body>'
        f"<nav><a href=/>الرئيسية</a> <a href=/s>رياضة</a></nav><h1>جسر جديد رقم {number}</h1>"
        f"<p>{text}</p><p>وشكر الحلو العمال على ما بذلوه من جهد طوال المدة.</p></body></html>"
    )


def dump(number: int) -> str:
    return f"الرئيسية\nرياضة\n\nجسر جديد رقم {number}\n\n{PROSE.format(number)}\n"


def line(number: int) -> bytes:
    return json.dumps({"id": str(number % 500), "text": PROSE.format(number)}).encode() + b"\n"


def record(kind: str, media: str, body: bytes) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def archive() -> bytes:
    """30 pages, 30 requests, 2 images."""
    records = [record("response", "text/html", page(n).encode()) for n in range(100, 130)]
    records += [record("request", "text/html", b"")] * 30
    records += [record("response", "image/png", b"\x89PNG")] * 2
    return b"".join(map(gzip.compress, records))


def zipped() -> bytes:
    """3 pages and an image."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for number in range(130, 133):
            whole.writestr(f"{number}.html", page(number))
        whole.writestr("logo.png", b"\x89PNG")
    return out.getvalue()


def mhtml() -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://example.org/140"
    message.set_content(page(140), subtype="html")
    message.make_mixed()
    message.set_type("multipart/related")
    return message.as_bytes()


def rss() -> str:
    items = "".join(
        f"<item><title>جسر {n}</title><description>{PROSE.format(n)}</description></item>"
        for n in (150, 151)
    )
    return f"<rss version='2.0'><channel><title>البيدر</title>{items}</channel></rss>"


def json_feed() -> str:
    items = [{"id": str(n), "content_text": PROSE.format(n)} for n in (152, 153)]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})


def table(mark: str) -> str:
    rows = [f"جسر {n}{mark}{PROSE.format(n).replace(mark, ' ')}" for n in (160, 161)]
    return "\n".join([f"title{mark}text", *rows, ""])


BROKEN = gzip.compress(line(170) * 2)[:-9]
LINES = b"".join(line(n) if n % 50 else b'{"text": ""}\n' for n in range(1, 1_101))
FILES: dict[str, tuple[bytes, Counter[str]]] = {
    **{f"pages/{n}.html": (page(n).encode(), Counter(done=1)) for n in range(8)},
    "pages/old.html": (page(9).encode("windows-1256"), Counter(done=1)),
    "pages/wide.html": (page(10).encode("utf-16"), Counter(done=1)),
    **{f"dumps/{n}.txt": (dump(n).encode(), Counter(done=1)) for n in range(20, 24)},
    "crawl.warc.gz": (archive(), Counter(done=30, passed=32)),
    "pages.zip": (zipped(), Counter(done=3, passed=1)),
    "saved.mhtml": (mhtml(), Counter(done=1)),
    "feed.xml": (rss().encode(), Counter(done=2)),
    "feed.json": (json_feed().encode(), Counter(done=2)),
    "table.csv": (table(",").encode(), Counter(done=2)),
    "table.tsv": (table("\t").encode("windows-1256"), Counter(done=2)),
    "many.jsonl": (LINES, Counter(done=1_078, refused=22)),
    "list.jsonl.gz": (gzip.compress(line(171)), Counter(done=1)),
    "broken.jsonl.gz": (BROKEN, Counter(done=2, refused=1)),
    "addresses.txt": (b"https://example.org/1\nhttps://example.org/2\n", Counter(refused=1)),
    "empty.html": (b"", Counter(refused=1)),
    "logo.png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Counter(refused=1)),
    "english.html": (b"<html><p>The minister opened a bridge today.", Counter(refused=1)),
    "menu.html": ("<html><p>الرئيسية<p>رياضة<p>اقتصاد<p>منوعات".encode(), Counter(refused=1)),
    "خبر\u202egpj.html": (page(180).encode(), Counter(done=1)),
    "a\nrefused: b.html": (b"", Counter(refused=1)),
    ".hidden.html": (page(181).encode(), Counter()),
}  # fmt: skip


@pytest.fixture
def mixed(tmp_path: Path) -> tuple[Path, Counter[str]]:
    """A folder of every kind of input, and how many of what is in it come to which end."""
    folder = tmp_path / "mixed"
    ends: Counter[str] = Counter()
    for name, (data, counts) in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        ends += counts
    if os.name == "posix":
        os.mkfifo(folder / "pipe.html")
        (folder / "loop").symlink_to(".")
        (folder / "gone.html").symlink_to("nothing.html")
        with open(os.fsencode(folder) + b"/\xe9.html", "wb") as stream:  # noqa: PTH123
            stream.write(page(182).encode())
        ends += Counter(done=1, refused=2)
    return folder, ends
