"""Score contradictions on public sets.

    python benchmarks/contradictions.py DATA [--shown]

DATA holds `claims/unifiedfc.jsonl.gz` (Baly and others 2018) and `headlines/ans_dev.jsonl` (Khouja
2020). A claim that pages agree and disagree with is found where a contested point of their
comparison has a slice on a rationale line of both sides (`told` counts varied points too). Two
headlines, each the whole of an account, are taken to disagree where a point of their comparison is
contested; macro-F1 over agree and disagree, beside a floor that always says disagree.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from comparison_score import lines
from given import annotated
from riwaya.compare import compare
from riwaya.records import AnnotatedArticle, Comparison, Event

Row = dict[str, Any]
SIDES = ("agree", "disagree")
HALF = 0.5


def compared(articles: Sequence[AnnotatedArticle]) -> Comparison:
    """The comparison of accounts."""
    ids = tuple(article.id for article in articles)
    return compare(Event(id="event", title=None, articles=ids), articles)


def claims(path: Path) -> Iterator[Row]:
    """The claims that pages agree and disagree with."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for line in rows:
            row = json.loads(line)
            if {page["stance"] for page in row["docs"]} >= set(SIDES):
                yield row


def rationale(page: Row) -> list[str]:
    """The lines of a page that say what stance it takes, as words."""
    kept = [line for line in page["text"].split("\n") if line.strip()]
    places = page["rationale"]
    places = json.loads(places if isinstance(places, str) else "".join(places))
    return [" ".join(kept[place].split()) for place in places if place < len(kept)]


def claim_found(row: Row, verdicts: Sequence[str]) -> bool:
    """Whether a point of one of the verdicts brings rationale lines of both sides together."""
    pages = [page for page in row["docs"] if page["stance"] in SIDES]
    articles = [annotated(page["text"], id=f"a{n}") for n, page in enumerate(pages)]
    said = {f"a{n}": (page["stance"], rationale(page)) for n, page in enumerate(pages)}
    bodies = {article.id: article.body for article in articles}
    for point in compared(articles).points:
        slices = [(one.article, one.start, one.end) for one in point.accounts]
        slices += [
            (side.article, side.start, side.end) for d in point.differences for side in (d.a, d.b)
        ]
        sides = {
            said[name][0]
            for name, start, end in slices
            if start is not None and _in_any(bodies[name][start:end], said[name][1])
        }
        if point.verdict in verdicts and sides == set(SIDES):
            return True
    return False


def _in_any(words: str, told: Sequence[str]) -> bool:
    """Whether most words of a slice stand in one of some lines (pages are tokenised otherwise)."""
    own = [word.strip(".,،؛:\"'«»()") for word in words.split()]
    own = [word for word in own if word]
    return any(sum(word in line for word in own) > HALF * len(own) + 1e-9 for line in told)


def headlines(path: Path) -> dict[str, float]:
    """Macro-F1 of agree and disagree, and that of always saying disagree."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for row in lines(path):
        if row["stance"] in SIDES:
            pair = [annotated(row[side], id=side, title=row[side]) for side in ("s1", "s2")]
            told = any(point.verdict == "contested" for point in compared(pair).points)
            counts[row["stance"] == "disagree", told] += 1
    never = Counter({(gold, True): sum(counts[gold, t] for t in (False, True)) for gold in (0, 1)})
    return {"macro-F1": macro_f1(counts), "always disagree": macro_f1(never)}


def macro_f1(counts: Counter[tuple[bool, bool]]) -> float:
    """The mean F1 of both classes; keys are (gold, told)."""
    found = []
    for side in (False, True):
        right = counts[side, side]
        wrong = counts[side, not side] + counts[not side, side]
        found.append(2 * right / (2 * right + wrong) if right else 0.0)
    return round(sum(found) / len(found), 4)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Score contradictions on public sets.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--shown", action="store_true", help="also which claims are found")
    wanted = parser.parse_args()
    rows = list(claims(wanted.data / "claims" / "unifiedfc.jsonl.gz"))
    for verdicts in (("contested",), ("contested", "varied")):
        found = [row["id"] for row in rows if claim_found(row, verdicts)]
        print(f"claims {'/'.join(verdicts)}: {len(found)} of {len(rows)}")
        if wanted.shown:
            print("   ", *found)
    print("headlines", headlines(wanted.data / "headlines" / "ans_dev.jsonl"))


if __name__ == "__main__":
    main()
