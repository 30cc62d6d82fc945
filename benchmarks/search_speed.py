"""How fast a search answers, and whether any query of many stops it.

    python benchmarks/search_speed.py [--articles 100000] [--queries 400] [--hostile 20000]
        [--archive PLACE]

Fills an archive with invented articles (`search_corpus`, each with 120 usual words besides) unless
PLACE holds one, and asks it what people ask: one to three words, headlines, phrases, names with
fields, denials, events, and usual words alone. Then it asks what nobody should: signs, fields,
operators and letters at random. It prints the middle, the 95th of a hundred and the slowest, by
the clock and of the processor alone, which others on the machine do not change.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import search_corpus as corpus
import search_gate
from riwaya.data import rows
from riwaya.search import search
from riwaya.store import Archive, opened

SIGNS = [
    '"', "«", "»", "“", "(", ")", "*", "-", ":", "|", "..", "OR", "AND", "أو", "NOT", "NEAR(",
    "^", "{", "قائل:", "person:", "مكان:", "date:", "2023", "2023-05..", "stance:deny", "موقف:",
    "نفي", "verdict:", "kind:event", "kind:statement", "صحيفة:", "\x00", "\ud800", "😀", "ﷺ",
    "َ", "ـ", "\u200f", "'", "%", "في", "من", "على", "و", "ال", " ", " ", " ", "\n", "a", "_",
    "²", "٣", "،",
]  # fmt: skip


def usual(rng: random.Random, count: int) -> list[tuple[str, str, str]]:
    """What people ask: the sort of a query, the query, and what is searched."""
    words = [word for row in rows("name_stops") for word in row["words"].split()]
    found: list[tuple[str, str, str]] = []
    for _ in range(count):
        topic, lead, claim, denied = rng.choice(corpus.TOPICS)
        place, outlet = rng.choice(corpus.PLACES), rng.choice(corpus.OUTLETS)
        name = f"{rng.choice(corpus.GIVEN)} {rng.choice(corpus.FAMILY)}"
        month = f"2023-{rng.randrange(1, 13):02}"
        found.append(
            rng.choice([
                ("one word", rng.choice(lead.split()).replace("{place}", place), "article"),
                ("a place", rng.choice(["", "ب", "و"]) + place, "article"),
                ("two words", f"{topic.split()[-1]} {place}", "article"),
                ("topic, name", f"{topic} {name}", "article"),
                ("a headline", f"{topic} في {place}: {name} يوضح", "article"),
                ("a phrase", f"«{topic} في {place}»", "article"),
                ("outlet", f'{topic} صحيفة:"{outlet}"', "article"),
                ("place, month", f'مكان:"{place}" تاريخ:{month} {topic.split()[0]}', "article"),
                ("speaker", f'قائل:"{name}"', "statement"),
                ("who denied", f"موقف:نفي {denied.split('{')[0]} {place}", "statement"),
                ("what he said", f'قائل:"{name}" {claim.split()[0]}', "statement"),
                ("events", f"{topic} {place}", "event"),
                ("a usual word", rng.choice(words[:400]), "article"),
                ("usual words", " ".join(rng.sample(words[:4000], 3)), "article"),
                ("without", f"{topic} -{place}", "article"),
            ])
        )  # fmt: skip
    return found


def hostile(rng: random.Random, count: int) -> Iterator[tuple[str, str, str]]:
    """What nobody should ask."""
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ةىأإآؤئء"
    for number in range(count):
        kind = rng.choice(["article", "statement", "event"])
        parts = rng.choices(SIGNS, k=rng.randrange(1, 40))
        if number % 3 == 0:
            parts += ["".join(rng.choices(letters, k=rng.randrange(1, 60))) for _ in range(5)]
        if number % 7 == 0:
            parts = [chr(rng.randrange(1, 0x2FFF)) for _ in range(rng.randrange(1, 300))]
        if number % 501 == 0:
            parts *= 400
        yield "hostile", "".join(parts), kind


def ask(archive: Archive, queries: list[tuple[str, str, str]], least: float = 9.0) -> None:
    """Ask, and print how long it took: by the clock, and of the processor alone."""
    took: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, query, kind in queries:
        clock, worked = time.perf_counter(), time.process_time()
        search(archive, query, kind=kind)  # type: ignore[arg-type]
        seconds, work = time.perf_counter() - clock, time.process_time() - worked
        took[name].append((seconds, work))
        if seconds > least:
            print(f"  {seconds:.2f} s ({work:.2f}): {query[:100]!r} ({kind})", flush=True)
    every = [one for some in took.values() for one in some]
    for name, times in [*sorted(took.items()), ("all", every)]:
        told = f"{name:14}{len(times):6}"
        for one in (0, 1):
            some = sorted(time[one] for time in times)
            shown = (some[len(some) // 2], some[int(len(some) * 0.95)], some[-1])
            told += "   " + "".join(f"{1000 * value:8.1f}" for value in shown)
        print(told + " ms", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="How fast a search answers.")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--hostile", type=int, default=0)
    parser.add_argument("--archive")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = told.archive or str(Path(folder) / "riwaya.db")
        with opened(place, create=True) as archive:
            if not archive.counted().articles:
                search_gate.fill(archive, told.articles, words=120)
            print(f"{archive.counted().articles} articles")
            print("middle, 95 of 100, slowest: by the clock, and of the processor")
            rng = random.Random(11)
            ask(archive, usual(rng, 20))  # the first ones read the lexicons
            ask(archive, usual(rng, told.queries))
            if told.hostile:
                ask(archive, list(hostile(rng, told.hostile)), least=1.0)


if __name__ == "__main__":
    main()
