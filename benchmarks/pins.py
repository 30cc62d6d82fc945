"""Figures that a gate holds: written to a file, and not lowered unasked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


def options(parser: argparse.ArgumentParser) -> None:
    """Adds `--pin` and `--lower` to the command line of a gate."""
    parser.add_argument("--pin", action="store_true", help="pin the figures")
    parser.add_argument("--lower", action="store_true", help="let a pinned figure drop")


def run(
    about: str,
    path: Path,
    measure: Callable[[], Figures],
    drops: Callable[[Figures, Figures], list[str]],
    show: Callable[[bool], None],
) -> None:
    """The command line of a gate with a half to look at: `--pin` holds what is measured, else it is
    shown, with `--missed` also what is wrong."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--missed", action="store_true", help="also what is wrong in half `dev`")
    options(parser)
    wanted = parser.parse_args()
    if wanted.pin:
        hold(path, measure(), drops, lower=wanted.lower)
    else:
        show(wanted.missed)


def lower(new: Figures, old: Figures, names: Iterable[str]) -> list[str]:
    """The figures called `names` that are lower than they were pinned, in each half of `old`."""
    return [
        f"{half} {name}: {was[name]} -> {new[half][name]}"
        for half, was in old.items()
        if isinstance(was, dict)
        for name in names
        if new[half][name] < was[name]
    ]


def hold(
    path: Path, new: Figures, drops: Callable[[Figures, Figures], list[str]], *, lower: bool
) -> None:
    """Writes `new` to `path`; where `drops` says that a figure held there would drop, only with
    `lower` (else SystemExit, naming them)."""
    if path.exists() and not lower:
        worse = drops(new, json.loads(path.read_text(encoding="utf-8")))
        if worse:
            raise SystemExit(f"{path}: not pinned, these would drop:\n  " + "\n  ".join(worse))
    path.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
