"""Riwaya's dates beside those of every Python package that reads Arabic ones, as Markdown tables.

    python benchmarks/dates.py [--peers-python PYTHON]... [--only NAME]...
        [--gold GOLD.jsonl] [--pages GOLD.jsonl] [--skip accuracy|speed|linearity|pages]...

Riwaya runs under the interpreter that runs this file. The peers are looked for in every
interpreter named by `--peers-python` (as often as needed) and in this one; what none has is named
as absent. `benchmarks/peers-dates.txt` lists them, with how to install them beside each other:

    python3.13 -m venv /tmp/peers && /tmp/peers/bin/pip install -r benchmarks/peers-dates.txt
    .venv/bin/python benchmarks/dates.py --peers-python /tmp/peers/bin/python

Every peer gets the sentence, the reference time and, where it can be told, the language. A value
is right if it says what the true one says at its precision; `benchmarks/dates_score.py` has the
rules, all in the peers' favour.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dates_pages
import dates_peers
import dates_score
import dates_shapes
from dates_score import Item, Tally

ROOT = Path(__file__).resolve().parent.parent
GATES = ROOT / "tests" / "gates"
WORKER = Path(__file__).resolve().parent / "dates_peers.py"
TEXT_BYTES = 80_000
TIMEOUT = 1200
ON = "2019-05-22"
PARTS = ("accuracy", "speed", "linearity", "pages")
Results = dict[str, dict[str, Any]]


def interpreters(pythons: Sequence[str]) -> dict[str, tuple[str, str]]:
    """For every tool that is here, its version and the first interpreter that has it."""
    found: dict[str, tuple[str, str]] = {}
    for python in [sys.executable, *pythons]:
        done = subprocess.run([python, str(WORKER), "list"], capture_output=True, check=True)
        for name, version in json.loads(done.stdout).items():
            if name != "riwaya" or python == sys.executable:
                found.setdefault(name, (version, python))
    return found


def news(items: Sequence[Item]) -> str:
    """A text of the size of many articles, of the sentences of the gold in turn."""
    texts = [item["text"] for item in items]
    once = "\n".join(texts) + "\n"
    whole = once * (TEXT_BYTES // len(once.encode()) + 1)
    return whole.encode()[:TEXT_BYTES].decode(errors="ignore")


def ask(name: str, python: str, items: Sequence[Item], text: str) -> dict[str, Any] | None:
    """What a tool answers, in a process of its own; None if it broke or took too long."""
    given = json.dumps({"items": items, "text": text, "on": ON}).encode()
    try:
        done = subprocess.run(
            [python, str(WORKER), "run", name],
            input=given,
            capture_output=True,
            timeout=TIMEOUT,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print((error.stderr or b"").decode(errors="replace")[-500:], file=sys.stderr)
        return None
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def overview(results: Results, counts: dict[str, dict[str, Tally]], bare: int) -> Iterator[str]:
    """One line a tool."""
    yield (
        "| tool | version | found | right | wrong | none | value where open | traps with a date"
        " | other dates | broken | ms a sentence |"
    )
    yield "|---|---|" + "---:|" * 9
    for name, result in results.items():
        one = dates_score.total(counts[name].values())
        given = name.endswith("*")
        traps = "" if given else f"{one.trapped}/{one.traps}"
        found = "given" if given else _share(one.found, one.gold)
        yield (
            f"| {name} | {result['version']} | {found} | {_share(one.right, one.valued)}"
            f" | {one.wrong} | {one.none} | {one.invented}/{one.open} | {traps}"
            f" | {'' if given else one.false} | {result['broken']}"
            f" | {1000 * result['seconds'] / bare:.2f} |"
        )


def families(counts: dict[str, dict[str, Tally]]) -> Iterator[str]:
    """Found, right, wrong and none of every tool by family; of traps, those with a date."""
    names = list(counts)
    yield "| family | n | " + " | ".join(names) + " |"
    yield "|---|---:|" + "---|" * len(names)
    for family in counts[names[0]]:
        tallies = [counts[name][family] for name in names]
        first = tallies[0]
        size = first.gold or first.traps
        yield f"| {family} | {size} | " + " | ".join(_cell(one) for one in tallies) + " |"


def _cell(one: Tally) -> str:
    parts = [f"{one.found} / {one.right} / {one.wrong} / {one.none}"] if one.gold else []
    if one.traps and (one.trapped or not one.gold):
        parts.append(f"{one.trapped} trapped")
    return ", ".join(parts)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%} ({part}/{whole})" if whole else "-"


def speed(results: Results, text: str) -> Iterator[str]:
    """Characters a second on one text, and how many times as fast as dateparser's finder. The
    first reading of a text is the slower one for tools that remember words."""
    rates = {
        name: one["rate"][0] / one["rate"][2] for name, one in results.items() if one.get("rate")
    }
    base = rates.get("dateparser.search")
    yield "| tool | kB read | s, first | s, best of 3 | characters a second | x dateparser.search |"
    yield "|---|" + "---:|" * 5
    for name, rate in sorted(rates.items(), key=lambda pair: -pair[1]):
        size, first, best = results[name]["rate"]
        ratio = f"{rate / base:.2f}" if base else "-"
        read = len(text[:size].encode()) / 1000
        yield f"| {name} | {read:.1f} | {first:.3f} | {best:.3f} | {rate:,.0f} | {ratio} |"


def peers(wanted: argparse.Namespace) -> Iterator[str]:
    """Accuracy and speed of all tools."""
    items = dates_score.load(wanted.gold)
    text = news(items)
    known = interpreters(wanted.peers_python)
    names = [name for name in dates_peers.TOOLS if not wanted.only or name in wanted.only]
    results: Results = {}
    for name in [name for name in names if name in known]:
        version, python = known[name]
        print(f"{name} {version} ...", file=sys.stderr)
        result = ask(name, python, items, "")
        if result is None:
            yield f"{name} {version}: broke\n"
            continue
        # In a new process, as a tool may remember the words of the sentences.
        fast = {} if "speed" in wanted.skip else ask(name, python, [], text) or {}
        results[name] = {**result, "rate": fast.get("rate"), "version": version}
    absent = [name for name in names if name not in known]
    yield f"Absent: {', '.join(absent) or 'none'}. `*`: given the true expression, best reading.\n"
    if "accuracy" not in wanted.skip and results:
        counts = {
            name: dates_score.tally(name, items, one["answers"]) for name, one in results.items()
        }
        yield from overview(results, counts, len(items))
        yield "\nBy family: found / right / wrong / none.\n"
        yield from families(counts)
    if "speed" not in wanted.skip:
        yield "\n## Speed\n"
        yield from speed(results, text)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Riwaya's dates beside those of its peers.")
    parser.add_argument("--peers-python", action="append", default=[], metavar="PYTHON")
    parser.add_argument("--only", action="append", choices=list(dates_peers.TOOLS))
    parser.add_argument("--gold", type=Path, default=GATES / "dates.jsonl")
    parser.add_argument("--pages", type=Path, default=GATES / "pages" / "gold.jsonl")
    parser.add_argument("--skip", action="append", default=[], choices=PARTS)
    return parser.parse_args()


def main() -> None:
    """Print the tables, each as soon as it is made."""
    wanted = arguments()
    if not {"accuracy", "speed"} <= set(wanted.skip):
        print("## Accuracy\n")
        for line in peers(wanted):
            print(line, flush=True)
    if "linearity" not in wanted.skip:
        print("\n## Growth of riwaya's time with the length of a text\n")
        for line in dates_shapes.lines():
            print(line, flush=True)
    if "pages" not in wanted.skip and wanted.pages.exists():
        print("\n## Day of publication\n")
        for line in dates_pages.lines(wanted.pages, [sys.executable, *wanted.peers_python]):
            print(line, flush=True)


if __name__ == "__main__":
    main()
