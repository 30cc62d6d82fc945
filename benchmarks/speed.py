"""Pages a second of each stage, on 200 pages made from the bundled sample with changed numbers.

python benchmarks/speed.py
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from riwaya.annotate import annotate
from riwaya.compare import compare
from riwaya.extract import extract
from riwaya.group import group
from riwaya.read import read
from riwaya.records import Page

PAGES = 200
SAMPLE = Path(__file__).resolve().parent.parent / "src" / "riwaya" / "data" / "sample"
T = TypeVar("T")


def make(folder: Path) -> None:
    """Write the sample over and over, each round with other numbers."""
    pages = [path for path in sorted(SAMPLE.iterdir()) if path.suffix in (".html", ".txt")]
    for number in range(PAGES):
        page = pages[number % len(pages)]
        turn = number // len(pages)
        text = re.sub(
            r"(?<![\d:/.-])\d{2}(?![\d:/.-])",
            lambda found, turn=turn: str(10 + (int(found[0]) + turn) % 90),
            page.read_text(encoding="utf-8"),
        )
        (folder / f"{number:03}{page.suffix}").write_text(text, encoding="utf-8")


def timed(name: str, count: int, work: Callable[[], T]) -> T:
    """Run a stage and print its rate."""
    start = time.perf_counter()
    result = work()
    took = time.perf_counter() - start
    print(f"{name:10} {count / took:8.1f} pages/s  ({took:.2f} s)")
    return result


def main() -> None:
    """Make the pages and time the stages one after another."""
    with tempfile.TemporaryDirectory() as name:
        make(Path(name))
        found = timed("read", PAGES, lambda: list(read([name])))
    pages = [page for page in found if isinstance(page, Page)]
    articles = timed("extract", len(pages), lambda: [extract(page) for page in pages])
    numbered = [
        type(one)(**{**{f: getattr(one, f) for f in one.__struct_fields__}, "id": str(n)})
        for n, one in enumerate(articles)
    ]
    marked = timed("annotate", len(pages), lambda: [annotate(one) for one in numbered])
    events = timed("group", len(pages), lambda: group(marked))
    timed("compare", len(pages), lambda: [compare(one, marked) for one in events])


if __name__ == "__main__":
    main()
