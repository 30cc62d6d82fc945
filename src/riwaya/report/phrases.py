"""Whole sentences with slices and names in them, as runs that every format can show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from riwaya.report.labels import Labels
from riwaya.report.shapes import Runs, Value

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


def fill(labels: Labels, key: str, **values: str | Value | Runs) -> Runs:
    """The phrase of `key` with runs in its placeholders. Refuses (KeyError) a placeholder that is
    not given.

    >>> from riwaya.report.labels import labels_in
    >>> fill(labels_in("ar"), "until", end=Value("الغد"))[0]
    'حتى '
    """
    made: list[str | Value] = []
    for place, part in enumerate(_PLACEHOLDER.split(labels.phrase(key))):
        value = values[part] if place % 2 else part
        made += value if isinstance(value, tuple) else [value]
    return tuple(run for run in made if run != "")


def joined(labels: Labels, parts: Sequence[str | Value | Runs]) -> Runs:
    """Runs one after the other, with commas."""
    made: list[str | Value] = []
    for place, part in enumerate(parts):
        made += [f"{labels.phrase('comma')} "] if place else []
        made += part if isinstance(part, tuple) else [part]
    return tuple(made)


def embraced(runs: Runs) -> Runs:
    """The runs with the quotation marks around a slice made part of it: they run in its direction.

    >>> embraced(("قال: «", Value("لا", quoted=True), "»."))[1].text
    '«لا»'
    """
    made: list[str | Value] = []
    for run in runs:
        last, before = made[-1] if made else "", made[-2] if len(made) > 1 else ""
        if (
            isinstance(run, str) and run.startswith("»")
            and isinstance(last, Value) and isinstance(before, str) and before.endswith("«")
        ):  # fmt: skip
            made[-2:] = [before[:-1], replace(last, text=f"«{last.text}»"), run[1:]]
        else:
            made.append(run)
    return tuple(run for run in made if run != "")
