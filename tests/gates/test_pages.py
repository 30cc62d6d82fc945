"""The publication date on invented pages: what is right, wrong and left open never changes unseen.

`pages/gold.jsonl` has the day that a reader of the page would give, or null where the page does not
say; `why` says what makes the page hard. `pages/pinned.json` has the counts and every page missed.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from riwaya.extract import extract
from riwaya.records import Origin, Page

PAGES = Path(__file__).parent / "pages"
GOLD = [json.loads(line) for line in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()]


def corpus_hash() -> str:
    found = hashlib.sha256()
    for path in sorted([*PAGES.glob("*.html"), PAGES / "gold.jsonl"]):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def day_of(file: str) -> str | None:
    text = (PAGES / file).read_text("utf-8")
    article = extract(Page(origin=Origin(sha256="0" * 64, path=file), kind="html", text=text))
    return article.published.start[:10] if article.published else None


def measure() -> dict[str, object]:
    counts = {"right": 0, "right_open": 0, "wrong": 0, "left_open": 0}
    missed: dict[str, str | None] = {}
    for row in GOLD:
        day, gold = day_of(row["file"]), row["published"]
        if day == gold:
            counts["right" if gold else "right_open"] += 1
        else:
            counts["wrong" if day else "left_open"] += 1
            missed[row["file"]] = day
    return {"corpus": corpus_hash(), "counts": counts, "missed": missed}


def test_the_gold_is_of_these_pages() -> None:
    assert sorted(row["file"] for row in GOLD) == sorted(path.name for path in PAGES.glob("*.html"))
    assert all(row["why"] for row in GOLD)


def test_dates_of_pages_are_as_pinned() -> None:
    pinned = json.loads((PAGES / "pinned.json").read_text("utf-8"))
    assert measure() == pinned
