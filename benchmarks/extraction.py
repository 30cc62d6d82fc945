"""Riwaya's extraction beside that of other Python packages, as Markdown tables.

    python benchmarks/extraction.py [--peers-python PYTHON]... [--missed] [--rounds N]
    python benchmarks/extraction.py --pin

The peers (`benchmarks/peers-extraction.txt`) are looked for in every interpreter named and in this
one. Each runs over the same pages in a process of its own, and its CPU time is taken there.
`--pin` writes the figures of the pages in this repository to tests/gates/layouts/pinned.json, which
the tests hold.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import extraction_gate
import extraction_sets as sets
from extraction_score import Score, mean, same, score, words_of
from extraction_sets import Case

WORKER = Path(__file__).resolve().parent / "extraction_peers.py"
TIMEOUT = 3600
Answers = list[dict[str, Any]]


def interpreters(pythons: Sequence[str]) -> dict[str, tuple[str, str]]:
    """For every tool that is here, its version and the first interpreter that has it."""
    found: dict[str, tuple[str, str]] = {}
    for python in [sys.executable, *pythons]:
        done = subprocess.run([python, str(WORKER), "list"], capture_output=True, check=True)
        for name, version in json.loads(done.stdout).items():
            if name != "riwaya" or python == sys.executable:
                found.setdefault(name, (version, python))
    return found


def ask(name: str, python: str, cases: Sequence[Case], rounds: int) -> Answers:
    """What a tool gives for the pages, in a process of its own."""
    given = json.dumps({"pages": [case.text for case in cases], "rounds": rounds}).encode()
    done = subprocess.run(
        [python, str(WORKER), "run", name],
        input=given,
        capture_output=True,
        timeout=TIMEOUT,
        check=True,
    )
    answers: Answers = json.loads(done.stdout)
    return answers


def html_tables(pythons: Sequence[str], rounds: int) -> Iterator[str]:
    """Every tool on pages with markup."""
    groups = [("124 invented layouts", list(sets.layouts()))]
    if sets.DATA.exists():
        groups.append(("real pages", list(sets.html())))
    tools = interpreters(pythons)
    for title, cases in groups:
        yield f"| {title}: {len(cases)} | version | F1 | leakage | title | ms a page | times |"
        yield "|---|---|" + "---:|" * 5
        base = 0.0
        for name, (version, python) in tools.items():
            answers = ask(name, python, cases, rounds)
            took = sum(one["seconds"] for one in answers)
            base = base or took
            yield _row(name, version, cases, answers, took / base)
        yield ""


def _row(name: str, version: str, cases: Sequence[Case], answers: Answers, times: float) -> str:
    scores = [score(one["text"], case.paragraphs) for case, one in zip(cases, answers, strict=True)]
    found = mean(scores)
    titles = [same(one["title"], case.title) for case, one in zip(cases, answers, strict=True)]
    took = 1000 * sum(one["seconds"] for one in answers) / len(answers)
    return (
        f"| {name} | {version} | {found.f1:.3f} | {found.leakage:.1%} | "
        f"{sum(titles)}/{len(titles)} | {took:.1f} | {times:.2f} |"
    )


def _everything(case: Case) -> str:
    return case.text


def _prose_run(case: Case) -> str:
    """The longest run of lines of eight words or more that end like a sentence."""
    best: list[str] = []
    run: list[str] = []
    for line in [*case.text.split("\n"), ""]:
        if len(line.split()) >= 8 and line.rstrip(' "»').endswith((".", "؟", "!")):
            run.append(line)
            continue
        if sum(map(len, run)) > sum(map(len, best)):
            best = run
        run = []
    return "\n".join(best)


def _ours(case: Case) -> str | None:
    return extraction_gate.extracted(case)[0]


def dump_tables() -> Iterator[str]:
    """Riwaya and two floors on text dumps."""
    groups = [
        ("marked by others", list(sets.given_dumps())),
        ("ours, read while developing", list(sets.our_dumps(0, 1, 2, 3))),
        ("ours, never read while developing", list(sets.our_dumps(4))),
    ]
    for title, cases in groups:
        articles = [case for case in cases if case.gold.get("kind", "article") == "article"]
        head = f"text dumps, {title}: {len(articles)} articles, {len(cases)} pages"
        yield f"| {head} | F1 | leakage | all: F1 | leakage |"
        yield "|---|" + "---:|" * 4
        for name, way in (
            ("riwaya", _ours),
            ("longest run of prose lines", _prose_run),
            ("everything", _everything),
        ):
            some, every = (mean(_scores(way, group)) for group in (articles, cases))
            cells = (f"{one.f1:.3f} | {one.leakage:.1%}" for one in (some, every))
            yield f"| {name} | {' | '.join(cells)} |"
        yield ""


def _scores(way: Any, cases: Sequence[Case]) -> list[Score]:
    return [score(way(case), case.paragraphs) for case in cases]


def missed() -> Iterator[str]:
    """Every page of this repository that is not wholly right."""
    for case in sets.layouts():
        body, _ = extraction_gate.extracted(case)
        found = score(body, case.paragraphs)
        if found.f1 < 1:
            have = set(words_of(body or ""))
            want = {word for paragraph in case.paragraphs for word in words_of(paragraph)}
            yield f"{case.name} F1 {found.f1:.3f} extra: {' '.join(sorted(have - want)[:12])}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-python", action="append", default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--pin", action="store_true")
    wanted = parser.parse_args()
    if wanted.pin:
        extraction_gate.pin()
        return
    if wanted.missed:
        print("\n".join(missed()))
        return
    for line in html_tables(wanted.peers_python, wanted.rounds):
        print(line, flush=True)
    if sets.DATA.exists():
        print("\n".join(dump_tables()))


if __name__ == "__main__":
    main()
