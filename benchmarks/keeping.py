"""How fast an archive takes articles in, and whether that lasts as it grows.

    python benchmarks/keeping.py DATA [--articles 100000] [--step 10000] [--archive PLACE]

The articles are those of DATA/stream, over and over: each round 20 days later, its numbers
changed, so that rounds are neither copies nor events of one another. They are added step by step,
as `riwaya add` does it, grouping included; of each step it prints the rate, how much of the time
went to grouping, the most memory held so far, and the size of the archive.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path

from riwaya.keeping import added, regroup
from riwaya.options import processes
from riwaya.pipeline import Settings
from riwaya.store import opened

_ROUND = timedelta(days=20)
_NUMBER = re.compile(r"\d+")


def articles(data: Path) -> Iterator[str]:
    """JSON Lines without end."""
    [packed] = sorted((data / "stream").glob("*.jsonl.gz"))
    for turn in count():
        # Read anew in each round: what is held is to be what adding holds.
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield _article(row, turn)


def _article(row: dict[str, str], turn: int) -> str:
    said = row["text"]
    if turn:
        said = _NUMBER.sub(lambda found: str(int(found[0][:9]) + turn), said)
    day = date.fromisoformat(row["crawled"][:10]) + turn * _ROUND
    return json.dumps(
        {
            "id": f"{row['id']}-{turn}", "title": row.get("title"), "text": said,
            "outlet": row.get("outlet"), "published": day.isoformat(),
        },
        ensure_ascii=False,
    )  # fmt: skip


def cpu() -> float:
    """Seconds that this process and its workers have worked."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(one) for one in who]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="How fast an archive takes articles in.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--step", type=int, default=10_000)
    parser.add_argument("--archive")
    told = parser.parse_args()
    rows = articles(told.data)
    with tempfile.TemporaryDirectory() as folder:
        place = told.archive or str(Path(folder) / "riwaya.db")
        with opened(place, create=True) as archive:
            for done in range(0, told.articles, told.step):
                with (Path(folder) / "step.jsonl").open("w", encoding="utf-8") as file:
                    file.writelines(f"{row}\n" for row in islice(rows, told.step))
                start, busy = time.perf_counter(), cpu()
                settings = Settings(workers=processes(None))
                new = sum(counts.new for _, counts in added(archive, [file.name], settings))
                middle = time.perf_counter()
                regroup(archive, workers=settings.workers)
                end = time.perf_counter()
                held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                size = sum(one.stat().st_size for one in Path(place).parent.glob("riwaya.db*"))
                print(
                    f"{done + new:8} articles: {new / (end - start):6.1f} a second, "
                    f"{(end - middle) / (end - start):4.0%} of it grouping, "
                    f"{(cpu() - busy) / new * 1e3:5.1f} ms of a core each, "
                    f"{held:6.0f} MB held, {size / 1e6:7.0f} MB of database",
                    flush=True,
                )


if __name__ == "__main__":
    main()
