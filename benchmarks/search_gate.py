"""Hold what a search finds for judged queries, over the bundled sample and 2,000 invented articles.

    python benchmarks/search_gate.py [--missed] [--pin [--lower]]

Each row of tests/gates/search/queries.jsonl has a query and what is right for it: pages of the
sample, or facts of the invented articles (`search_corpus`). A query is right when an article that
is right is among the first five hits; one with `exactly` is whole when its hits are all those that
are right and no other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pins
import search_corpus
from riwaya.cli import sample_files
from riwaya.keeping import added, regroup
from riwaya.pipeline import Settings
from riwaya.search import search
from riwaya.store import Archive, incoming, opened

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "gates" / "search"
GOLD, PINNED = FOLDER / "queries.jsonl", FOLDER / "pinned.json"
MADE = 2_000
FIRST = 5


def queries() -> list[dict[str, Any]]:
    """The judged queries."""
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@contextmanager
def archives(folder: Path) -> Iterator[dict[str, tuple[Archive, dict[str, Any]]]]:
    """Both archives, each with what is known of its articles by their ids."""
    with (
        opened(str(folder / "sample.db"), create=True) as sample,
        opened(str(folder / "made.db"), create=True) as made,
    ):
        for _ in added(sample, sample_files(), Settings()):
            pass
        regroup(sample)
        stems = {one.id: Path(one.page.path or "").stem for one in sample.every_article()}
        facts = {one.article.id: facts_of(one) for one in fill(made, MADE)}
        yield {"sample": (sample, stems), "made": (made, facts)}


def fill(archive: Archive, count: int, *, words: int = 0) -> list[search_corpus.Made]:
    """Put invented articles into an archive; their pages are left out, to spare the disk."""
    found: list[search_corpus.Made] = []
    rest = search_corpus.articles(count, words=words)
    while some := list(islice(rest, 1_000)):
        with archive.writing() as conn:
            incoming.add(conn, [search_corpus.incoming(one) for one in some], "2025-01-01T00:00:00")
        found += some
    return found


def facts_of(made: search_corpus.Made) -> dict[str, Any]:
    """What a row can ask of an invented article."""
    article, number = made.article, int(made.article.id.removeprefix("made"))
    return {
        "topic": made.topic, "place": made.place, "speaker": made.speaker, "denier": made.denier,
        "number": made.number, "outlet": article.outlet, "style": made.style,
        "month": article.published.start[:7] if article.published else None,
        "inside": number % 3 == 0, "stance": article.statements[0].stance,
    }  # fmt: skip


def is_right(facts: Any, wanted: Any) -> bool:
    """Whether an article is what a row asks for."""
    if isinstance(facts, str):
        return facts in wanted
    for name, value in wanted.items():
        if name in ("person", "said"):
            if value not in (facts["speaker"], facts["denier"]):
                return False
        elif name == "not":
            if value in (facts["speaker"], facts["denier"]):
                return False
        elif name == "places":
            if facts["place"] not in value:
                return False
        elif facts[name] != value:
            return False
    return True


def measure() -> tuple[dict[str, Any], list[str]]:
    """The figures, and what was missed."""
    right = whole = exactly = 0
    missed: list[str] = []
    rows = queries()
    with tempfile.TemporaryDirectory() as folder, archives(Path(folder)) as held:
        for row in rows:
            archive, facts = held[row["corpus"]]
            found = search(archive, row["query"], kind=row["kind"], limit=200, facets=False)
            hits = [facts[hit.article] for hit in found.hits]
            good = [is_right(one, row["right"]) for one in hits]
            is_there = any(good[:FIRST])
            right += is_there
            if not is_there:
                missed.append(f"{row['query']} ({row['tests']}): {found.total} hits")
            if row["exactly"]:
                exactly += 1
                every = sum(is_right(one, row["right"]) for one in facts.values())
                is_whole = all(good) and found.total == every
                whole += is_whole
                if not is_whole:
                    missed.append(
                        f"{row['query']} ({row['tests']}): {sum(good)} right of {found.total} hits,"
                        f" {every} there"
                    )
    return {
        "sha256": hashlib.sha256(GOLD.read_bytes()).hexdigest(),
        "first five": {"rate": round(right / len(rows), 4), "right": right, "of": len(rows)},
        "whole": {"rate": round(whole / exactly, 4), "right": whole, "of": exactly},
    }, missed


def drops(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """What is worse than it was pinned."""
    return [
        f"{name}: {old[name]['rate']} -> {new[name]['rate']}"
        for name in ("first five", "whole")
        if new[name]["rate"] < old[name]["rate"]
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Hold what a search finds.")
    pins.options(parser)
    parser.add_argument("--missed", action="store_true", help="what was not found, or too much")
    wanted = parser.parse_args()
    new, missed = measure()
    if wanted.pin:
        pins.hold(PINNED, new, drops, lower=wanted.lower)
        return
    for name in ("first five", "whole"):
        print(f"{name:12}{new[name]['rate']:.3f}  {new[name]['right']}/{new[name]['of']}")
    if wanted.missed:
        print("\n".join(missed))


if __name__ == "__main__":
    main()
