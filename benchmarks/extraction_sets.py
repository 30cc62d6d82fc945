"""The pages with hand-made truth that extraction is measured on.

`layouts` are invented ones and part of this repository. `html` and `dumps` are real pages of
outlets that are not: they are read from a folder beside it, where there is one. The truth of
`dumps` marked for this project (`gold/dumps.jsonl`) has offsets into them, and no text.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LAYOUTS = ROOT / "tests" / "gates" / "layouts"
DATA = ROOT.parent / "shared" / "data"
DUMPS = ROOT / "benchmarks" / "gold" / "dumps.jsonl"


@dataclass(frozen=True)
class Case:
    """A page, and what a reader says is on it; `kind` is `html` or `text`."""

    name: str
    text: str
    kind: str
    paragraphs: list[str]
    title: str | None
    gold: dict[str, Any] = field(default_factory=dict)


def layouts() -> Iterator[Case]:
    """124 invented pages in as many layouts."""
    for line in (LAYOUTS / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        text = (LAYOUTS / gold["file"]).read_bytes().decode(gold["charset"])
        yield Case(gold["file"], text, "html", gold["paragraphs"], gold["title"], gold)


def html() -> Iterator[Case]:
    """Real pages with markup."""
    for name, gold in json.loads((DATA / "html" / "gold.json").read_text("utf-8")).items():
        text = (DATA / "html" / name).read_bytes().decode("utf-8", "replace")
        yield Case(name, text, "html", gold["paragraphs"], gold["title"], gold)


def corpus() -> dict[str, Any]:
    """The whole-page dumps by claim."""
    with gzip.open(DATA / "claims" / "unifiedfc.jsonl.gz", "rt", encoding="utf-8") as stream:
        return {claim["id"]: claim["docs"] for claim in map(json.loads, stream)}


def given_dumps() -> Iterator[Case]:
    """The dumps whose lines were marked by others."""
    docs = corpus()
    for gold in json.loads((DATA / "dumps" / "gold.json").read_text("utf-8")):
        text = docs[gold["claim_id"]][gold["doc_index"]]["text"]
        lines = text.split("\n")
        parts = [(number, lines[number]) for number in gold["body_lines"]]
        parts += [(mixed["line"], mixed["body"]) for mixed in gold["mixed"]]
        paragraphs = [part for _, part in sorted(parts)]
        yield Case(
            f"{gold['claim_id']}/{gold['doc_index']}", text, "text", paragraphs, gold["title"], gold
        )


def our_dumps(*readers: int) -> Iterator[Case]:
    """The dumps marked for this project; `readers` picks those of some readers."""
    docs = corpus()
    for line in DUMPS.read_text("utf-8").splitlines():
        gold = json.loads(line)
        if readers and gold["reader"] not in readers:
            continue
        text = docs[gold["claim"]][gold["doc"]]["text"]
        title = text[slice(*gold["title"])] if gold["title"] else None
        yield Case(
            f"{gold['claim']}/{gold['doc']}",
            text,
            "text",
            [text[start:end] for start, end in gold["body"]],
            title,
            gold,
        )
