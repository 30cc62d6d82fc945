"""A web archive of some thousand pages, `riwaya extract` as a user runs it, on one core and on two.

    python benchmarks/archive.py [PAGES]

The archive is made of the invented layouts (and the real pages beside this repository, where there
are any), each a response after its request, in gzip members as crawlers write them. Prints the
pages per second, how much faster two processes are than one, and the most memory that the
processes held at a fifth of the archive and at the whole.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import extraction_sets as sets

PAGES = 5_000
_TICK = 0.05


def pages() -> list[bytes]:
    """The bodies of responses."""
    cases = [*sets.layouts()]
    if (sets.DATA / "html").exists():
        cases += sets.html()
    return [case.text.encode("utf-8", "replace") for case in cases]


def records(bodies: list[bytes], count: int) -> Iterator[bytes]:
    """Records of a crawl, each a gzip member."""
    for number, body in enumerate(islice(cycle(bodies), count)):
        address = f"https://news.example.org/{number}"
        request = b"GET / HTTP/1.1\r\nHost: news.example.org\r\n\r\n"
        yield _record("request", "application/http; msgtype=request", address, request)
        # Each page differs, as those of an archive do: nothing is to be gained by remembering.
        own = body.replace("الوزير".encode(), f"الوزير {number}".encode(), 1)
        reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + own
        yield _record("response", "application/http; msgtype=response", address, reply)


def _record(kind: str, content: str, address: str, payload: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + payload + b"\r\n\r\n", compresslevel=6)


def timed(archive: Path, workers: int) -> tuple[float, float]:
    """Seconds and MB of one run: all its processes together, the most seen at once."""
    words = [sys.executable, "-m", "riwaya", "extract", str(archive), "-q", "-j", str(workers)]
    start = time.monotonic()
    most = 0.0
    with (archive.parent / "out.jsonl").open("wb") as out:
        process = subprocess.Popen(words, stdout=out)
        while process.poll() is None:
            most = max(most, sum(map(_resident, _family(process.pid))))
            time.sleep(_TICK)
    if process.returncode != 0:
        raise SystemExit(f"riwaya ended with {process.returncode}")
    return time.monotonic() - start, most


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        resident = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except OSError:
        return 0.0
    return int(resident) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    bodies = pages()
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder) / "whole.warc.gz", Path(folder) / "part.warc.gz"
        whole.write_bytes(b"".join(records(bodies, count)))
        part.write_bytes(b"".join(records(bodies, count // 5)))
        print(f"{count} pages, {whole.stat().st_size / 1e6:.0f} MB; {os.cpu_count()} cores")
        print("| processes | seconds | pages/s | times one | MB at a fifth | MB at the end |")
        print("|---:|---:|---:|---:|---:|---:|")
        first = None
        for workers in (0, 1, 2):
            _, some = timed(part, workers)
            seconds, most = timed(whole, workers)
            first = first if workers > 1 and first else seconds
            print(f"| {workers or 'this one'} | {seconds:.1f} | {count / seconds:.0f} | "
                  f"{first / seconds:.2f} | {some:.0f} | {most:.0f} |")  # fmt: skip


if __name__ == "__main__":
    main()
