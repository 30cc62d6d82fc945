"""How long pages of a server take: each address is asked once, so that nothing is held.

riwaya serve --archive riwaya.db --port 8765 &
python benchmarks/web_pages.py 127.0.0.1:8765 --pages 200
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

DAYS = ("2021-06-01", "2022-02-01", "2022-11-01", "2023-07-01", "2024-03-01")


class Asker:
    """Who asks a server, one question after another."""

    def __init__(self, where: str) -> None:
        self.where = where

    def get(self, path: str) -> tuple[int, float, bytes]:
        """The status, the seconds, and the body."""
        asked = http.client.HTTPConnection(self.where, timeout=60)
        began = time.perf_counter()
        asked.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept": "*/*"})
        found = asked.getresponse()
        body = found.read()
        took = time.perf_counter() - began
        asked.close()
        packed = found.getheader("content-encoding") == "gzip"
        return found.status, took, gzip.decompress(body) if packed else body

    def data(self, path: str) -> Any:
        """The JSON of an address."""
        return json.loads(self.get(path)[2])

    def tell(self, name: str, paths: Sequence[str]) -> None:
        """Ask for all of them and print what it took."""
        times, statuses = [], Counter[int]()
        for path in dict.fromkeys(paths):
            status, took, _ = self.get(path)
            times.append(1000 * took)
            statuses[status] += 1
        times.sort()
        half, most = times[len(times) // 2], times[int(len(times) * 0.95)]
        print(f"{name:10} n={len(times):4} p50={half:5.0f} p95={most:5.0f} max={times[-1]:5.0f} ms "
              f"{dict(statuses)}")  # fmt: skip


def queries(asker: Asker, number: int, chance: random.Random) -> list[str]:
    """Searches for words of headlines: one to three of them, some as a phrase, some for statements
    or events."""
    titles = [one["title"] or "" for day in DAYS
              for one in asker.data(f"/v1/articles?limit=200&until={day}")["items"]]  # fmt: skip
    found = []
    for _ in range(number):
        words = chance.choice(titles).split()
        start = chance.randrange(max(1, len(words) - 2))
        said = " ".join(words[start : start + chance.choice([1, 1, 2, 2, 3])])
        said = f'"{said}"' if chance.random() < 0.2 else said
        kind = chance.choice(["article", "article", "article", "statement", "event"])
        found.append(f"/ar/search?q={quote(said)}&kind={kind}")
    return found


def main() -> None:
    """Ask for searches, events, articles and lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("where")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    asker, chance = Asker(options.where), random.Random(options.seed)
    for path in ("speakers", "outlets", "storylines"):  # counted once, beside the answers
        while asker.get(f"/v1/{path}")[0] == 503:
            time.sleep(1)
    asker.tell("search", queries(asker, options.pages, chance))
    lists = [f"accounts={least}&until={day}&limit=100" for day in DAYS for least in (1, 2, 3, 4, 9)]
    events = [one["id"] for each in lists for one in asker.data(f"/v1/events?{each}")["items"]]
    events = list(dict.fromkeys(events))
    chance.shuffle(events)
    asker.tell("event", [f"/ar/events/{one}" for one in events[: options.pages]])
    large = asker.data("/v1/events?accounts=30&limit=20")["items"]
    asker.tell("large", [f"/ar/events/{one['id']}" for one in large] or ["/ar/events"])
    articles = asker.data("/v1/articles?limit=200&until=2023-01-01")["items"]
    asker.tell("article", [f"/ar/articles/{quote(one['id'], safe='')}" for one in articles])
    names = asker.data("/v1/speakers")["items"]
    asker.tell("speaker", [f"/ar/speaker?name={quote(one['name'])}" for one in names])
    names = asker.data("/v1/outlets")["items"]
    asker.tell("outlet", [f"/ar/outlet?name={quote(one['name'])}" for one in names])
    asker.tell("lists", [f"/ar/{one}" for one in (
        "events", "events?view=growing", "events?view=contested", "storylines", "articles",
        "speakers", "outlets", "decisions",
    )])  # fmt: skip


if __name__ == "__main__":
    main()
