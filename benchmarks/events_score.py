"""Score the linker of articles, and whole groups, on pairs judged by reading.

    python benchmarks/events_score.py DATA [--groups] [--pin [--lower]]

DATA holds `stream/saudinews_2015_07.jsonl.gz`, `events/pairs.jsonl` (given), and, where present,
`headlines/arentail_train.jsonl` and `similarity/semeval8_ar.jsonl`. Our own pairs of that stream
are in gold/event_pairs.jsonl (ids and labels; guide in gold/EVENTS.md); no miss of their half
`unread` was looked at, and nothing is trained on it. `--groups` groups the whole stream (some
minutes) and says which judged pairs are in one event, in one storyline, and how the copies found
compare with exact containment. `--pin` holds the figures of the pairs in gold/events_pinned.json.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pins
from given import annotated
from riwaya.arabic import keyed
from riwaya.errors import InputRefused
from riwaya.group import Grouper, relate
from riwaya.group.passages import runs
from riwaya.pipeline import LIKELY
from riwaya.records import AnnotatedArticle, Event

GOLD = Path(__file__).resolve().parent / "gold"
PAIRS, PINNED = GOLD / "event_pairs.jsonl", GOLD / "events_pinned.json"
STREAM, GIVEN = Path("stream/saudinews_2015_07.jsonl.gz"), Path("events/pairs.jsonl")
ONE_EVENT = ("copy", "same")
ONE_STORY = ("copy", "same", "follow_up")
PRECISION = 0.95
Pair = dict[str, Any]
Scored = list[tuple[float, bool]]


def sets(data: Path) -> dict[str, list[Pair]]:
    """The judged pairs by set, without those that the judge was unsure of."""
    given = _lines(data / GIVEN)
    own = _lines(PAIRS)
    found = {"given": given}
    for half in ("developing", "unread"):
        found[half] = [pair for pair in own if pair["half"] == half]
    return {
        name: [pair for pair in pairs if pair["label"] != "unsure"] for name, pairs in found.items()
    }


def _lines(path: Path) -> list[Pair]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def stream(data: Path, wanted: set[str] | None = None) -> Iterator[AnnotatedArticle]:
    """The articles of the stream, annotated, with the day on which they were crawled."""
    with gzip.open(data / STREAM, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if wanted is None or row["id"] in wanted:
                found = article(
                    row["title"], row["text"], id=row["id"], outlet=row["outlet"],
                    published=row["day"],
                )  # fmt: skip
                if found is not None:
                    yield found


def article(title: str, text: str, **fields: Any) -> AnnotatedArticle | None:
    """An article that is handed over, annotated; None where there is nothing in it."""
    try:
        return annotated(text, title=title, **fields)
    except InputRefused:
        return None


def scored(pairs: Iterable[Pair], articles: Mapping[str, AnnotatedArticle]) -> Scored:
    """The score of each pair whose articles are there, and whether it is one event."""
    return [
        (relate(articles[pair["a"]], articles[pair["b"]]).score, pair["label"] in ONE_EVENT)
        for pair in pairs
        if pair["a"] in articles and pair["b"] in articles
    ]


def figures(found: Scored) -> dict[str, float]:
    """F1 at the threshold of `relate` and at the best, and recall at a precision of 0.95."""
    ordered = sorted(found, reverse=True)
    positives = sum(one for _, one in ordered)
    right, best, recall, ours = 0, 0.0, 0.0, 0.0
    for place, (score, one) in enumerate(ordered, start=1):
        right += one
        f1 = 2 * right / (place + positives)
        best = max(best, f1)
        ours = f1 if score >= LIKELY else ours
        if right / place >= PRECISION:
            recall = max(recall, right / positives)
    return {
        "f1": round(ours, 4), "best_f1": round(best, 4), "recall_at_95": round(recall, 4),
        "pairs": len(ordered),
    }  # fmt: skip


def measure(data: Path) -> dict[str, Any]:
    """The figures of each set of pairs, and the hash of the pairs."""
    judged = sets(data)
    wanted = {pair[side] for pairs in judged.values() for pair in pairs for side in "ab"}
    articles = {one.id: one for one in stream(data, wanted)}
    sha256 = hashlib.sha256(PAIRS.read_bytes() + (data / GIVEN).read_bytes()).hexdigest()
    return {"sha256": sha256, **{k: figures(scored(v, articles)) for k, v in judged.items()}}


def drops(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """What is worse than it was pinned."""
    return [
        f"{name} {key}: {was} -> {new[name][key]}"
        for name, kept in old.items()
        if name != "sha256"
        for key, was in kept.items()
        if new[name][key] < was
    ]


def headlines(path: Path) -> float:
    """The best accuracy of one threshold on pairs of headlines, one story or not."""
    known: dict[str, AnnotatedArticle | None] = {}
    found: Scored = []
    for pair in _lines(path):
        texts = (pair["premise"], pair["hypothesis"])
        for text in texts:
            if text not in known:
                known[text] = article(text, text)
        one, other = (known[text] for text in texts)
        if one is not None and other is not None:
            found.append((relate(one, other).score, pair["label"] == "entails"))
    limits = [place / 100 for place in range(1, 100)]
    return max(sum((s >= limit) == one for s, one in found) for limit in limits) / len(found)


def similarity(path: Path) -> dict[str, float]:
    """Pearson's r of the score with what people said of pairs of articles (1 alike to 4)."""
    pairs = _lines(path)
    scores = []
    for pair in pairs:
        one, other = (article(pair[f"title_{n}"], pair[f"text_{n}"]) for n in (1, 2))
        scores.append(relate(one, other).score if one and other else 0.0)
    return {
        name: round(_pearson(scores, [-pair[name] for pair in pairs]), 4)
        for name in ("Overall", "Time", "Geography", "Entities", "Narrative")
    }


def _pearson(a: list[float], b: list[float]) -> float:
    first, second = sum(a) / len(a), sum(b) / len(b)
    both = sum((x - first) * (y - second) for x, y in zip(a, b, strict=True))
    spread = sum((x - first) ** 2 for x in a) * sum((y - second) ** 2 for y in b)
    return float(both / spread**0.5)


def together(
    of: Mapping[str, str | None], pairs: Iterable[Pair], labels: tuple[str, ...]
) -> tuple[float, float]:
    """Precision and recall of the judged pairs that are in one group."""
    judged = [pair for pair in pairs if pair["a"] in of and pair["b"] in of]
    joined = [pair for pair in judged if of[pair["a"]] == of[pair["b"]]]
    right = sum(pair["label"] in labels for pair in joined)
    return right / max(1, len(joined)), right / max(1, sum(p["label"] in labels for p in judged))


def groups(data: Path) -> None:
    """Groups the whole stream and prints how the judged pairs and the copies fare."""
    grouper, bodies = Grouper(), {}
    for one in stream(data):
        grouper.add(one)
        bodies[one.id] = frozenset(runs([key for _, key in keyed(one.body)]))
    events = grouper.events()
    event_of = {name: event.id for event in events for name in event.articles}
    story_of = {name: event.storyline or event.id for event in events for name in event.articles}
    for name, pairs in sets(data).items():
        for what, of, labels in (("event", event_of, ONE_EVENT), ("story", story_of, ONE_STORY)):
            precision, recall = together(of, pairs, labels)
            print(f"{name:10} in one {what}: precision {precision:.3f} recall {recall:.3f}")
    several = [event for event in events if len(event.articles) > 1]
    print(f"{len(bodies)} articles, {len(events)} events, {len(several)} with two or more")
    for low, high in ((0.5, 1.01), (0.25, 0.5)):
        recall, precision = copied(events, bodies, low, high)
        print(f"copies of {low} to {high:.2f}: recall {recall:.4f} precision {precision:.4f}")


def copied(
    events: Iterable[Event], bodies: Mapping[str, frozenset[int]], low: float, high: float
) -> tuple[float, float]:
    """Recall and precision of the copies against exact containment in the shorter text."""
    true_share = exact(bodies)
    true = {pair for pair, share in true_share.items() if low <= share < high}
    found = {
        frozenset((copy.article, copy.of)): max(copy.share, copy.of_share)
        for event in events
        for copy in event.copies
    }
    told = [pair for pair, share in found.items() if low <= share < high]
    right = sum(true_share.get(pair, 0.0) >= low - 1e-4 for pair in told)
    return len(true & found.keys()) / max(1, len(true)), right / max(1, len(told))


def exact(bodies: Mapping[str, frozenset[int]]) -> dict[frozenset[str], float]:
    """The containment in the shorter text of each pair that has a fifth of it or more."""
    holders: dict[int, list[str]] = defaultdict(list)
    found: dict[frozenset[str], float] = {}
    for name, mine in bodies.items():
        shared: Counter[str] = Counter()
        for run in mine:
            shared.update(holders[run])
            holders[run].append(name)
        for other, count in shared.items():
            least = min(len(mine), len(bodies[other]))
            if count >= 0.2 * least:
                found[frozenset((name, other))] = count / least
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Score the linker of articles and the groups.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--groups", action="store_true", help="group the whole stream")
    pins.options(parser)
    wanted = parser.parse_args()
    if wanted.pin:
        pins.hold(PINNED, measure(wanted.data), drops, lower=wanted.lower)
        return
    for name, entry in measure(wanted.data).items():
        print(f"{name:10} {entry}")
    entail = wanted.data / "headlines" / "arentail_train.jsonl"
    if entail.exists():
        print(f"ArEntail: accuracy {headlines(entail):.4f}")
    alike = wanted.data / "similarity" / "semeval8_ar.jsonl"
    if alike.exists():
        print(f"SemEval-2022 task 8, Arabic: Pearson {similarity(alike)}")
    if wanted.groups:
        groups(wanted.data)


if __name__ == "__main__":
    main()
