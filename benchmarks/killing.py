"""Whether an archive survives `kill -9` at any moment of adding.

    python benchmarks/killing.py [--kills 200] [--articles 300] [--seed 1]

`riwaya add`, as a user runs it, is killed at a random moment and started again, until it ends; then
an archive is begun anew, until there were so many kills. After each kill the archive is verified
and may hold no fewer articles than before; at each end its articles and events are those of an
archive that was never killed, byte for byte. Ends with 1 where any of that does not hold.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

import search_corpus as corpus
from riwaya.store import opened


def write(path: Path, count: int) -> None:
    """Invented articles as JSON Lines, all of one month; the last tenth of them change others."""
    rows = [
        {
            "id": one.id, "title": one.title, "text": one.body, "outlet": one.outlet,
            "published": f"2024-05-{1 + number % 28:02}",
        }
        for number, one in enumerate(made.article for made in corpus.articles(count))
    ]  # fmt: skip
    changed = rows[: count // 10]
    rows += [{**row, "text": f"{row['text']}\n\nوأضاف أن التحقيق مستمر."} for row in changed]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


def add(source: Path, place: Path, seconds: float | None) -> tuple[int, float]:
    """One run, killed after `seconds`; how it ended, and how long it took."""
    words = [sys.executable, "-m", "riwaya", "add", str(source), "--archive", str(place), "-q"]
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        try:
            run.wait(seconds)
        except subprocess.TimeoutExpired:
            run.kill()
    return run.returncode, time.perf_counter() - began


def contents(place: Path) -> tuple[bytes, ...]:
    """All articles and events."""
    with opened(str(place)) as archive:
        return tuple(map(msgspec.json.encode, (*archive.every_article(), *archive.every_event())))


def held(place: Path) -> tuple[int, int]:
    """How many articles there are, and how many damages."""
    if not place.exists():
        return 0, 0
    with opened(str(place), create=True) as archive:
        return archive.counted().articles, len(archive.verify().damages)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Whether an archive survives kill -9.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    chance = random.Random(told.seed)
    kills = rounds = lost = damaged = other = 0
    with tempfile.TemporaryDirectory() as folder:
        source, whole = Path(folder) / "articles.jsonl", Path(folder) / "whole.db"
        write(source, told.articles)
        code, takes = add(source, whole, None)
        expected = contents(whole)
        print(f"{len(expected)} articles and events, exit {code}, {takes:.1f} s", flush=True)
        while kills < told.kills:
            place, before, code = Path(folder) / f"{rounds}" / "riwaya.db", 0, -signal.SIGKILL
            place.parent.mkdir()
            while code == -signal.SIGKILL:
                code, _ = add(source, place, chance.uniform(0, takes))
                there, damages = held(place)
                kills += code == -signal.SIGKILL
                lost, damaged = lost + max(0, before - there), damaged + damages
                before = there
            rounds += 1
            other += code != 0 or contents(place) != expected
            print(f"{kills:4} kills, {rounds} archives: {lost} articles lost, {damaged} damages, "
                  f"{other} archives not as without", flush=True)  # fmt: skip
    sys.exit(bool(lost or damaged or other))


if __name__ == "__main__":
    main()
