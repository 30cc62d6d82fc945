"""Whether the time that the finder takes grows with the length of a text, on texts made to hurt."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from riwaya.dates import find

SIZES = (250_000, 500_000, 1_000_000)
PATIENCE = 30.0
"""Seconds: a shape that would take longer at the next size is given up."""
LINEAR = 2.6
"""A doubled text may take this many times as long; 2 is linear, 4 quadratic."""

SHAPES = {
    "yesterday": "أمس ",
    "numeric": "1/1/",
    "weekday and number": "الأربعاء 24 ",
    "from number to": "من 3 إلى ",
    "number words": "خمسة وعشرين ",
    "digit": "5 ",
    "day": "يوم ",
    "before": "قبل ",
    "digits in one run": "7",
    "clock": "الساعة 10:30 ",
    "month": "في مارس ",
    "year range": "2016-2017 ",
    "tatweel in one run": "ـ",
    "marks in one run": "مَ",
    "marks alone": "\u064e",
    "bracket": "(",
    "conjunction": "و",
    "one word": "استقبال",
    "hijri and twin": "3 رمضان 1440 الموافق ",
    "between": "بين عامي 2011 و",
    "comma": "، ",
    "first of": "الأول من ",
    "long line of days": "1 و2 و3 ",
    "spaces": " ",
    "plain words": "قال الوزير إن ",
    "date": "الأربعاء 24 أيار 2017 ",
    "line": "أمس\n",
}


def lines() -> Iterator[str]:
    """The table, line by line."""
    yield "| text | s at 0.25 MB | 0.5 MB | 1 MB | growth | |"
    yield "|---|---:|---:|---:|---:|---|"
    for name, unit in SHAPES.items():
        took = _times(unit)
        cells = [f"{one:.2f}" for one in took] + ["-"] * (len(SIZES) - len(took))
        growth = max(b / a for a, b in itertools.pairwise(took)) if took[1:] else 0.0
        bad = len(took) < len(SIZES) or (growth > LINEAR and took[-1] > 0.2)
        yield f"| {name} | {' | '.join(cells)} | {growth:.1f} | {'**not linear**' if bad else ''} |"


def _times(unit: str) -> list[float]:
    """Seconds at each size, in bytes of UTF-8; the better of two while it is short."""
    took: list[float] = []
    for size in SIZES:
        text = unit * (size // len(unit.encode()))
        took.append(min(_once(text) for _ in range(2 if not took or took[-1] < 2 else 1)))
        if took[-1] * 4 > PATIENCE and size != SIZES[-1]:
            break
    return took


def _once(text: str) -> float:
    start = time.perf_counter()
    find(text, on="2019-05-22", country="EG")
    return time.perf_counter() - start
