"""Measure `riwaya.dates.find` on the Arabic specifications of Recognizers-Text.

    python benchmarks/recognizers.py DATA_DIR [--missed]

DATA_DIR holds the specifications (DateParser.json and so on); none of their text is kept here.
Each row was read by hand: recognizers_rejected.tsv names, by file and number, those whose Arabic or
whose value no reader would stand by, with a reason. The others are counted: a row is right when
each of its results is the value, or one of the candidates, of an expression at its place.
Durations and recurrences (DurationParser, SetParser) denote nothing on the calendar and are out.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from riwaya.dates import find
from riwaya.records import Time

REJECTED = Path(__file__).resolve().parent / "recognizers_rejected.tsv"
FILES = (
    "DateParser.json",
    "DatePeriodParser.json",
    "DateTimeParser.json",
    "DateTimePeriodParser.json",
    "TimeParser.json",
    "TimePeriodParser.json",
    "HolidayParser.json",
    "DateTimeModel.json",
    "MergedParser.json",
)
# The weeks of the specifications begin on Monday, as they do in Tunisia and in Lebanon.
COUNTRY = "TN"
SEASONS = {"SP": "21", "SU": "22", "FA": "23"}
DAY = dt.timedelta(days=1)
Row = dict[str, Any]
Span = tuple[str, str]


class Want(NamedTuple):
    """One resolution of a result: its bounds (equal for a point), and the TIMEX it came with."""

    first: str
    last: str
    timex: str


def rejected(path: Path = REJECTED) -> dict[str, set[int]]:
    """The numbers of the rows that are not counted, by file."""
    found: dict[str, set[int]] = {name: set() for name in FILES}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            found[row["file"]].add(int(row["index"]))
    return found


def wants(result: Row) -> list[Want]:
    """Every resolution of a result: past and future, or the listed values.

    >>> wants({"Value": {"Timex": "2016-SU", "FutureResolution": {}, "PastResolution": {}}})
    [Want(first='2016-22', last='2016-22', timex='2016-SU')]
    """
    value = result.get("Value") or result.get("Resolution") or {}
    if "values" in value:
        return [want for one in value["values"] for want in _want(one, one.get("timex", ""))]
    timex = value.get("Timex", "")
    found = [
        want
        for name in ("PastResolution", "FutureResolution")
        for want in _want(value.get(name, {}), timex)
    ]
    year, _, season = timex.partition("-")
    if not found and len(year) == 4 and season in SEASONS:
        named = f"{year}-{SEASONS[season]}"
        found.append(Want(named, named, timex))
    return found


def _want(entry: Row, timex: str) -> Iterator[Want]:
    """The bounds of one resolution, whatever its file calls them."""
    first = next((entry[key] for key in entry if key.startswith("start")), None)
    last = next((entry[key] for key in entry if key.startswith("end")), None)
    points = ("value", "date", "dateTime", "time")
    point = next((entry[key] for key in points if key in entry), None)
    if first and last:
        yield Want(first.replace(" ", "T"), last.replace(" ", "T"), timex)
    elif point:
        yield Want(point.replace(" ", "T"), point.replace(" ", "T"), timex)


def span(value: str) -> Span:
    """The inclusive bounds of one of our values: days for what is made of days, else clock times.

    >>> span("2016-09"), span("2013/2016"), span("2016-09-01T08:00")
    (('2016-09-01', '2016-09-30'), ('2013-01-01', '2016-12-31'), \
('2016-09-01T08:00:00', '2016-09-01T08:00:00'))
    """
    first, _, last = value.partition("/")
    return _bounds(first)[0], _bounds(last or first)[1]


def _bounds(value: str) -> Span:
    """The first and the last day of a year, decade, century or month; a clock time as it is."""
    if "T" in value:
        day, _, clock = value.partition("T")
        whole = f"{day}T{clock}" + (":00" if clock.count(":") == 1 else "")
        return whole, whole
    if re.fullmatch(r"\d{2}[\dX]{2}", value):
        return f"{value.replace('X', '0')}-01-01", f"{value.replace('X', '9')}-12-31"
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value):
        start = dt.date.fromisoformat(f"{value}-01")
        after = (start + 31 * DAY).replace(day=1)
        return start.isoformat(), (after - DAY).isoformat()
    return value, value


def allowed(want: Want, on: dt.date | None) -> set[Span]:
    """The spans that say what a resolution says.

    An end on a day is exclusive in the specifications; after a TIMEX of two bounds it may be the
    last day as written (from 4 to 22). A span counted from the next day may count from today.
    """
    first, last = want.first, want.last
    if first == last or not re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return {(first, last)}
    before = (dt.date.fromisoformat(last) - DAY).isoformat()
    found = {(first, before)}
    if want.timex.startswith("("):
        found.add((first, last))
    if on is not None and dt.date.fromisoformat(first) == on + DAY:
        found.add((on.isoformat(), before))
    return found


def says(value: str, want: Want, on: dt.date | None, text: str) -> bool:
    """Whether a value of ours says what a resolution says.

    >>> says("2016-09", Want("2016-09-01", "2016-10-01", "2016-09"), None, "")
    True
    >>> says("2016-11-07T17:00", Want("17:00:00", "17:00:00", "T17"), None, "")
    True
    """
    have = span(value)
    if "-" not in want.first:
        clocks = tuple(one.partition("T")[2] for one in have)
        return clocks == (want.first, want.last)
    return have in allowed(want, on) or _coarse(value, want, on, text)


def _coarse(value: str, want: Want, on: dt.date | None, text: str) -> bool:
    """Whether an interval of months or years has the bounds of the resolution, cut to its grain:
    the last three years up to today, or a span whose two years are written out."""
    first, _, last = value.partition("/")
    if not last or "T" in value or len(last) not in (4, 7):
        return False
    if on is None or (want.first[: len(first)], want.last[: len(last)]) != (first, last):
        return False
    near = (on.isoformat(), (on + DAY).isoformat())
    return (
        want.first in near
        or want.last in near
        or (want.first[:4] in text and want.last[:4] in text)
    )


def place(text: str, result: Row) -> tuple[int, int] | None:
    """Where a result stands in its row, or None where its text is not there."""
    words = str(result.get("Text", "")).strip()
    start = text.find(words, max(int(result.get("Start", 0)), 0))
    start = start if start >= 0 else text.find(words)
    return (start, start + len(words)) if words and start >= 0 else None


def right(row: Row, times: tuple[Time, ...]) -> bool:
    """Whether every result of a row is said by an expression at its place."""
    text, on = row["Input"], reference(row)
    day = dt.date.fromisoformat(on[:10]) if on else None
    for result in row["Results"]:
        at = place(text, result)
        near = [one for one in times if at is None or (one.start < at[1] and at[0] < one.end)]
        values = [value for one in near for value in (one.value, *one.candidates) if value]
        if not any(says(value, want, day, text) for value in values for want in wants(result)):
            return False
    return True


def reference(row: Row) -> str | None:
    """The document's date and time, without fractions and zone."""
    on = row.get("Context", {}).get("ReferenceDateTime")
    return None if on is None else str(on)[:19]


def show(name: str, number: int, row: Row, times: tuple[Time, ...]) -> str:
    """A missed row with what it wants and what we answer."""
    wanted = [
        f"{want.first}/{want.last}" if want.first != want.last else want.first
        for result in row["Results"]
        for want in wants(result)
    ]
    ours = [f"{one.text} = {one.value or ' | '.join(one.candidates) or None}" for one in times]
    return (
        f"{name}:{number} [{reference(row)}] {row['Input']}\n"
        f"    wanted {', '.join(wanted)}\n    ours   {', '.join(ours) or 'nothing'}"
    )


def measure(folder: Path) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Right and counted rows of each file, and what was missed."""
    left_out = rejected()
    counts: dict[str, tuple[int, int]] = {}
    missed: list[str] = []
    for name in FILES:
        rows: list[Row] = json.loads((folder / name).read_text(encoding="utf-8-sig"))
        sound = [(n, row) for n, row in enumerate(rows) if n not in left_out[name]]
        good = 0
        for number, row in sound:
            times = find(row["Input"], on=reference(row), country=COUNTRY)
            if right(row, times):
                good += 1
            else:
                missed.append(show(name, number, row, times))
        counts[name] = good, len(sound)
    return counts, missed


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Score riwaya.dates.find on Recognizers-Text.")
    parser.add_argument("folder", type=Path, help="where the Arabic DateTime specifications lie")
    parser.add_argument("--missed", action="store_true", help="also what was missed")
    wanted = parser.parse_args()
    counts, missed = measure(wanted.folder)
    counts["all"] = (sum(good for good, _ in counts.values()), sum(of for _, of in counts.values()))
    print(f"{'file':26} {'sound':>6} {'right':>6} {'share':>7}")
    for name, (good, of) in counts.items():
        print(f"{name:26} {of:6} {good:6} {good / of if of else 1.0:7.1%}")
    if wanted.missed:
        print("\n".join(missed))


if __name__ == "__main__":
    main()
