"""Charts as shapes: where lines and bars stand. Time runs in the direction of the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from riwaya.records import AnnotatedArticle
from riwaya.report.figures import figure_at
from riwaya.report.shapes import Given, Range

WIDTH: Final = 720
HEIGHT: Final = 120
_MONTHS: Final = 60
"""Bars of one chart; of a longer time, each stands for several months."""


@dataclass(frozen=True)
class Bar:
    """A bar: where it stands, its parts from the ground up as (top, height, series), and what it
    is of: its first and last month, and how many in each series."""

    x: float
    width: float
    parts: tuple[tuple[float, float, str], ...]
    first: str
    last: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Bars:
    """A chart of bars: the highest number, and the months at its ends."""

    bars: tuple[Bar, ...]
    most: int
    series: tuple[str, ...]


def bars(
    months: Mapping[str, Mapping[str, int]], series: Sequence[str], *, rtl: bool
) -> Bars | None:
    """Bars for months (`2024-05`), each with a number for some of the series; None for nothing.

    >>> chart = bars({"2024-01": {"قول": 2}, "2024-03": {"قول": 4}}, ["قول"], rtl=True)
    >>> len(chart.bars), chart.most, chart.bars[0].x > chart.bars[-1].x
    (3, 4, True)
    """
    groups = _groups(sorted(months))
    sums = [
        {one: sum(months.get(name, {}).get(one, 0) for name in group) for one in series}
        for group in groups
    ]
    if not sums:
        return None
    most = max(sum(one.values()) for one in sums) or 1
    width = WIDTH / len(groups)
    thick = round(max(1.0, min(width - 1.5, 28.0)), 2)
    made = []
    for place, (group, counts) in enumerate(zip(groups, sums, strict=True)):
        x = round(WIDTH - place * width - thick if rtl else place * width, 2)
        made.append(Bar(x, thick, _parts(counts, most), group[0], group[-1], counts))
    return Bars(tuple(made), most, tuple(series))


def _groups(names: Sequence[str]) -> list[list[str]]:
    """All months from the first to the last, in as many groups as there are bars at most."""
    every = _every(names[0], names[-1]) if names else []
    step = max(1, -(-len(every) // _MONTHS))
    return [every[first : first + step] for first in range(0, len(every), step)]


def _every(first: str, last: str) -> list[str]:
    """All months from one to another, at most 4,000."""
    try:
        start = int(first[:4]) * 12 + int(first[5:7]) - 1
        end = int(last[:4]) * 12 + int(last[5:7]) - 1
    except ValueError:
        return [first]
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, min(end, start + 4_000) + 1)]


def _parts(counts: Mapping[str, int], most: int) -> tuple[tuple[float, float, str], ...]:
    made, ground = [], float(HEIGHT)
    for name, count in counts.items():
        height = round(HEIGHT * count / most, 2)
        ground -= height
        if count:
            made.append((round(ground, 2), height, name))
    return tuple(made)


@dataclass(frozen=True)
class Dot:
    """A figure on a scale: where it stands (0 to 100), the row it is in, and what gives it."""

    x: float
    row: int
    given: Given


@dataclass(frozen=True)
class Scale:
    """The figures of one matter on one line, from the least to the most."""

    dots: tuple[Dot, ...]
    least: str
    most: str
    rows: int


def scale(one: Range, articles: Mapping[str, AnnotatedArticle], *, rtl: bool) -> Scale | None:
    """Where the figures of a range stand on its line; None where they cannot be told."""
    values = []
    for given in one.given:
        at = given.at
        figure = figure_at(articles.get(at.account.article), at.start, at.end)
        if figure is None:
            return None
        values.append((figure.value, given))
    least, most = min(value for value, _ in values), max(value for value, _ in values)
    if least == most:
        return None
    dots: list[Dot] = []
    rows: dict[float, int] = {}
    for value, given in values:
        share = (value - least) / (most - least)
        x = round(6 + 88 * (1 - share if rtl else share), 2)
        row = rows[x] = rows.get(x, -1) + 1
        dots.append(Dot(x=x, row=row, given=given))
    return Scale(tuple(dots), one.least, one.most, max(rows.values()) + 1)
