"""The day a page was published: riwaya.extract and htmldate on pages with hand-made truth.

`gold.jsonl` has one `{"file", "published"}` a line, the day or null where the page does not tell
it. htmldate runs under the interpreter that has it: `PYTHON dates_pages.py` reads the names of the
files as JSON and prints what it finds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

Day = str | None


def lines(gold: Path, pythons: Sequence[str]) -> Iterator[str]:
    """The table, line by line."""
    truth = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    files = [gold.parent / one["file"] for one in truth]
    want: list[Day] = [one["published"] and one["published"][:10] for one in truth]
    yield f"| {len(truth)} pages, {want.count(None)} without a day | right | wrong | none |"
    yield "|---|---:|---:|---:|"
    yield _row("riwaya", want, [_riwaya(path) for path in files])
    said = _htmldate(files, pythons)
    if said is None:
        yield "| htmldate | absent | | |"
        return
    for name, days in said.items():
        yield _row(name, want, days)


def _row(name: str, want: Sequence[Day], days: Sequence[Day]) -> str:
    right = sum(a == b for a, b in zip(want, days, strict=True))
    none = sum(a is not None and b is None for a, b in zip(want, days, strict=True))
    return f"| {name} | {right} | {len(want) - right - none} | {none} |"


def _riwaya(path: Path) -> Day:
    from riwaya.extract import extract
    from riwaya.read import read
    from riwaya.records import Page

    for page in read([str(path)]):
        if isinstance(page, Page):
            published = extract(page).published
            return published.start[:10] if published else None
    return None


def _htmldate(files: Sequence[Path], pythons: Sequence[str]) -> dict[str, list[Day]] | None:
    for python in pythons:
        done = subprocess.run(
            [python, __file__],
            input=json.dumps([str(path) for path in files]),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            found: dict[str, list[Day]] = json.loads(done.stdout)
            return found
    return None


def main() -> None:
    """htmldate on the files named on standard input, by its two searches."""
    import importlib

    find = importlib.import_module("htmldate").find_date
    version = importlib.import_module("htmldate").__version__
    pages = [Path(name).read_bytes() for name in json.load(sys.stdin)]
    said = {
        f"htmldate {version}, {words}": [
            find(page, original_date=True, extensive_search=wide) for page in pages
        ]
        for words, wide in (("extensive search", True), ("markup only", False))
    }
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
