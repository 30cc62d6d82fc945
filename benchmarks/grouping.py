"""Grouping and copies beside other packages, on one stream in one run.

    python benchmarks/grouping.py DATA [--peers-python PYTHON] [--articles 10000]

Takes the last articles of DATA/stream, annotates them (not timed: the others need no such thing),
groups them, gives the others the same titles and texts, and scores all on the judged pairs (see
events_score.py) and on copies with half of the shorter text or more. PYTHON has the packages of
peers-grouping.txt.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import events_score
from riwaya.arabic import keyed
from riwaya.group import Grouper
from riwaya.group.passages import runs
from riwaya.records import AnnotatedArticle

PEERS = Path(__file__).resolve().parent / "grouping_peers.py"
HALF = 0.5


def ours(articles: list[AnnotatedArticle]) -> dict[str, Any]:
    """Our answer, in the shape of the others."""
    start = time.perf_counter()
    grouper = Grouper()
    for article in articles:
        grouper.add(article)
    events = grouper.events()
    seconds = time.perf_counter() - start
    copies = chain.from_iterable(event.copies for event in events)
    return {
        "name": "Riwaya", "seconds": seconds,
        "groups": {name: event.id for event in events for name in event.articles},
        "pairs": [
            (copy.article, copy.of) for copy in copies if max(copy.share, copy.of_share) >= HALF
        ],
    }  # fmt: skip


def others(articles: list[AnnotatedArticle], python: str) -> list[dict[str, Any]]:
    """The answers of the other packages."""
    rows = (json.dumps({"id": one.id, "text": f"{one.title or ''} {one.body}"}) for one in articles)
    done = subprocess.run(
        [python, str(PEERS)], input="\n".join(rows), capture_output=True, text=True, check=True
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def line(answer: Mapping[str, Any], first: float, data: Path, exact: set[frozenset[str]]) -> str:
    """A row of the table."""
    cells = [str(answer["name"]), f"{answer['seconds'] / first:.1f}"]
    judged = events_score.sets(data)
    for name in ("given", "unread"):
        groups = answer.get("groups")
        if groups is None:
            cells.append("-")
            continue
        precision, recall = events_score.together(groups, judged[name], events_score.ONE_EVENT)
        cells.append(f"{precision:.2f} / {recall:.2f}")
    pairs = {frozenset(pair) for pair in answer.get("pairs", ())}
    right = len(pairs & exact)
    cells.append(f"{right / len(pairs):.3f} / {right / len(exact):.3f}" if pairs else "-")
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Grouping beside other packages.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--peers-python", help="a Python with the packages of peers-grouping.txt")
    parser.add_argument("--articles", type=int, default=10_000)
    given = parser.parse_args()
    articles = list(events_score.stream(given.data))[-given.articles :]
    bodies = {one.id: frozenset(runs([key for _, key in keyed(one.body)])) for one in articles}
    exact = {pair for pair, share in events_score.exact(bodies).items() if share >= HALF}
    answers = [ours(articles)]
    if given.peers_python:
        answers += others(articles, given.peers_python)
    print(f"{len(articles)} articles, {answers[0]['seconds']:.1f} s of ours")
    print("| | time | given: precision / recall | unread | copies: precision / recall |")
    print("|---|---:|---:|---:|---:|")
    for answer in answers:
        print(line(answer, answers[0]["seconds"], given.data, exact))


if __name__ == "__main__":
    main()
