"""Whole sentences with slices and names in them, as runs that every format can show."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
