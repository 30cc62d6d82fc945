"""How many spellings of one name are joined, and how many names that look alike are kept apart.

    python benchmarks/variants_score.py [--missed] [--speed] [--pin]

tests/gates/variants/ has pairs to join (variants.jsonl) and pairs to keep apart (lookalikes.jsonl),
each line `{"a", "b", "type", "why", "half"}`. Rules are made on the developing half; `--missed`
names what went wrong in that half only, so that the unread half stays unread. `--pin` writes
pinned.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path
from typing import Any

from riwaya.names.same import same_referent

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gates" / "variants"
PINNED = GOLD / "pinned.json"
HALVES = ("developing", "unread")
FILES = {"joined": "variants.jsonl", "wrongly_joined": "lookalikes.jsonl"}


def read(name: str) -> list[dict[str, Any]]:
    """The pairs of a file."""
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def corpus_hash() -> str:
    """SHA-256 over the names and bytes of both files."""
    whole = hashlib.sha256()
    for name in sorted(FILES.values()):
        whole.update(name.encode() + b"\0" + (GOLD / name).read_bytes() + b"\0")
    return whole.hexdigest()


def measure() -> dict[str, Any]:
    """By half, how many pairs of each file are joined, of how many."""
    scores: dict[str, Any] = {half: {} for half in HALVES}
    for measure_, name in FILES.items():
        pairs = read(name)
        for half in HALVES:
            mine = [pair for pair in pairs if pair["half"] == half]
            joined = sum(same_referent(pair["a"], pair["b"], pair["type"]) for pair in mine)
            scores[half][measure_] = {"pairs": joined, "of": len(mine)}
    return {"corpus": corpus_hash(), "scores": scores}


def drops(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """What is worse than it was pinned."""
    found = []
    for half in HALVES:
        now, was = new["scores"][half], old["scores"][half]
        if now["joined"]["pairs"] < was["joined"]["pairs"]:
            found.append(f"{half}: joined {was['joined']} -> {now['joined']}")
        if now["wrongly_joined"]["pairs"] > was["wrongly_joined"]["pairs"]:
            found.append(
                f"{half}: wrongly joined {was['wrongly_joined']} -> {now['wrongly_joined']}"
            )
    return found


def missed() -> list[str]:
    """The pairs of the developing half that are not judged as the gold does."""
    return [
        f"{name}: {pair['a']} | {pair['b']} ({pair['type']}, {pair['why']})"
        for measure_, name in FILES.items()
        for pair in read(name)
        if pair["half"] == "developing"
        and same_referent(pair["a"], pair["b"], pair["type"]) != (measure_ == "joined")
    ]


def speed() -> tuple[float, float]:
    """Pairs a second: forms seen for the first time, and every name of a list beside every other.
    To be called before anything is measured."""
    pairs = [pair for name in FILES.values() for pair in read(name)]
    same_referent("غوتيريش", "قرنفل", "PER")
    same_referent("قناة الزيتون", "الزيتون السورية", "ORG")
    start = time.perf_counter()
    for pair in pairs:
        same_referent(pair["a"], pair["b"], pair["type"])
    first = len(pairs) / (time.perf_counter() - start)
    names = [pair["a"] for pair in pairs if pair["type"] == "PER"]
    start = time.perf_counter()
    for a in names:
        for b in names:
            same_referent(a, b, "PER")
    return first, len(names) ** 2 / (time.perf_counter() - start)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Score the joining of names.")
    parser.add_argument(
        "--missed", action="store_true", help="also what the developing half missed"
    )
    parser.add_argument("--pin", action="store_true", help="pin the figures")
    parser.add_argument("--speed", action="store_true", help="also pairs a second")
    wanted = parser.parse_args()
    if wanted.speed:
        print("pairs a second: {:.0f} first seen, {:.0f} of one list".format(*speed()))
    document = measure()
    if wanted.pin:
        PINNED.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    for half, scores in document["scores"].items():
        for name, entry in scores.items():
            joined, of = entry["pairs"], entry["of"]
            print(f"{half:12}{name:16}{joined / of:.4f} {joined}/{of}")
    if wanted.missed:
        print("\n".join(missed()))


if __name__ == "__main__":
    main()
