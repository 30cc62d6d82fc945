"""Small files that hold gigabytes, and feeds whose entities would: each is refused by name, and
what stands beside it is read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Protocol

import brotli
import pytest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "وصل وفد من غرفة التجارة إلى المرفأ صباح اليوم، والتقى مديره في مكتبه ساعة كاملة."
GOOD = f'{{"text": "{TEXT}"}}\n'.encode()
MIB = 1 << 20


class Done(Protocol):
    code: int
    out: bytes
    err: str


class Run(Protocol):
    def __call__(self, *words: str, stdin: bytes = b"") -> Done: ...


def zeros_in_gzip(mib: int, fill: bytes = b"\0") -> bytes:
    """Gzip of one byte again and again; its checksum is left at nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(fill * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\2\xff" + block * mib + b"\x03" + bytes(9)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, data in members.items():
            whole.writestr(name, data)
    return out.getvalue()


def record(body: bytes, encoding: str) -> bytes:
    block = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n\r\n"
    ).encode() + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def bombs() -> dict[str, bytes]:
    page = b"<p>" + bytes(24 * MIB)
    spaces = zeros_in_gzip(2_048, b" ")
    return {
        "a.html.gz.gz": gzip.compress(zeros_in_gzip(2_048)),
        "b.jsonl.gz": zeros_in_gzip(512, b"\n"),
        "c.csv.gz": gzip.compress(b"title,text\n" + b'"' * 24 * MIB),
        "d.html.zst": zstd.compress(page),
        "e.html.bz2": bz2.compress(bytes(4 * MIB)) * 60,
        "f.html.xz": lzma.compress(page),
        "g.zip": zipped({"1.html": page, "2.jsonl": b"[" * 32 * MIB}),
        "h.zip": zipped({"inner.warc.gz": gzip.compress(record(spaces, "gzip"))}),
        "i.warc": record(brotli.compress(page), "br") + record(spaces, "gzip, gzip"),
        "j.warc.gz": gzip.compress(record(spaces, "gzip")),
        "k.warc.zst": zstd.compress(record(zstd.compress(page), "zstd")),
        "l.xml.gz": gzip.compress(b"<rss><channel>" + b"<item>" * 2 * MIB),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="needs a cap on memory")
def test_bombs_are_refused_in_little_memory_and_the_rest_is_read(tmp_path: Path) -> None:
    expected = bombs()
    assert len(expected["a.html.gz.gz"]) < 8_000
    for name, data in expected.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "z.jsonl").write_bytes(GOOD)
    shell = 'ulimit -v 1200000; exec "$0" -m riwaya extract . -j 0'
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable], cwd=tmp_path, capture_output=True, check=False
    )
    told = done.stderr.decode()
    assert "fault" not in told
    assert "Traceback" not in told
    assert done.returncode == 1
    named = {re.split("[:!@]", line)[1].strip() for line in told.splitlines()[:-1]}
    assert named == set(expected)
    assert [json.loads(line)["body"] for line in done.stdout.splitlines()] == [TEXT]


LAUGHS = "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
)  # fmt: skip
SUBSETS = {
    "laughs": f'<!ENTITY a0 "ها">{LAUGHS}',
    "one long entity": f'<!ENTITY a11 "{"ها" * 800}">',
    "a file": '<!ENTITY a11 SYSTEM "file:///etc/passwd">',
    "an address": '<!ENTITY a11 SYSTEM "http://127.0.0.1:9/x">',
    "a parameter": '<!ENTITY % x SYSTEM "file:///etc/passwd"><!ENTITY a11 "%x;">',
    "an attribute": '<!ATTLIST rss a CDATA "x"><!ENTITY a11 "ها">',
}
FEEDS = {
    "rss": "<rss><channel><title>البيدر</title><item><title>&a11;</title><description>{}&a11;"
    "</description></item></channel></rss>",
    "feed": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>&a11;</title><content>{}&a11;"
    "</content></entry></feed>",
    "urlset": "<urlset><url><loc>https://example.org/&a11;</loc></url></urlset>",
}


@pytest.mark.parametrize("subset", SUBSETS)
@pytest.mark.parametrize("root", FEEDS)
def test_entities_of_a_feed_are_never_expanded(subset: str, root: str, run: Run) -> None:
    uses = FEEDS[root].format(TEXT).replace("&a11;", "&a11;" * 1_000)
    feed = f'<?xml version="1.0"?><!DOCTYPE {root} [{SUBSETS[subset]}]>{uses}'
    done = run("extract", "-", "-", stdin=feed.encode())
    assert len(done.out) < 100_000
    assert "root:" not in done.out.decode()
    assert "هاها" not in done.out.decode()
    assert done.code == 1
    assert "a DOCTYPE that declares entities" in done.err


@pytest.mark.parametrize("subset", SUBSETS)
def test_entities_of_a_page_are_its_text(subset: str, run: Run) -> None:
    page = f"<!DOCTYPE html [{SUBSETS[subset]}]><html><p>{TEXT} &a11; {TEXT}</p></html>"
    done = run("extract", "-", stdin=page.encode())
    assert "root:" not in done.out.decode()
    assert len(done.out) < 2_500_000
