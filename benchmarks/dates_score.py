"""Answers of a date finder against hand-made truth."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

Item = dict[str, Any]
Answer = dict[str, Any]

INTERVALS = frozenset({"duckling", "puckling", "maha"})
"""Tools that give intervals: from them a lone start is no right answer to one."""
EXACT = frozenset({"riwaya"})
"""Held to the very value. Of others the end of an interval may be one off, for conventions differ
on whether it belongs to it, and the zone of a clock is not looked at."""
SEASONS = {"21": "03", "22": "06", "23": "09", "24": "12"}


@dataclass
class Tally:
    """Counts over the expressions of a family."""

    gold: int = 0
    found: int = 0
    valued: int = 0
    right: int = 0
    wrong: int = 0
    none: int = 0
    open: int = 0
    invented: int = 0
    traps: int = 0
    trapped: int = 0
    false: int = 0

    def add(self, other: Tally) -> None:
        """Add another tally's counts."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


def load(path: Path) -> list[Item]:
    """The items with the place of every expression in its text."""
    items = []
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if "text" not in item:
            continue
        after = 0
        for one in item["times"]:
            one["start"] = item["text"].find(one["text"], after)
            if one["start"] < 0:
                raise SystemExit(f"dates: «{one['text']}» is not in its text: {item['text']}")
            after = one["end"] = one["start"] + len(one["text"])
        items.append(item)
    return items


def tally(name: str, items: Sequence[Item], answers: Sequence[list[Answer]]) -> dict[str, Tally]:
    """The counts by family."""
    counts: dict[str, Tally] = defaultdict(Tally)
    for item, said in zip(items, answers, strict=True):
        counts[item["family"]].add(_item(name, item["times"], said))
    return counts


def total(counts: Iterable[Tally]) -> Tally:
    """All families together."""
    whole = Tally()
    for one in counts:
        whole.add(one)
    return whole


def _item(name: str, times: Sequence[Item], said: Sequence[Answer]) -> Tally:
    count = Tally()
    placed = [one for one in said if one["start"] is not None]
    loose = [one["value"] for one in said if one["start"] is None]
    if not times:
        dates = sum(one["value"] is not None for one in said)
        return Tally(traps=1, trapped=int(dates > 0), false=dates)
    given = _shared_out(name, times, loose)
    for gold, own in zip(times, given, strict=True):
        over = [one for one in placed if one["start"] < gold["end"] and gold["start"] < one["end"]]
        values = [one["value"] for one in over] + own
        count.add(_one(name, gold["value"], values))
    count.false = sum(
        one["value"] is not None
        and all(one["end"] <= gold["start"] or gold["end"] <= one["start"] for gold in times)
        for one in placed
    )
    return count


def _one(name: str, gold: str | None, values: Sequence[str | None]) -> Tally:
    found = bool(values)
    given = [value for value in values if value is not None]
    if gold is None:
        return Tally(gold=1, found=found, open=1, invented=bool(given))
    right = any(matches(gold, value, name) for value in given)
    return Tally(
        gold=1, found=found, valued=1, right=right, wrong=bool(given) and not right, none=not given
    )


def _shared_out(
    name: str, times: Sequence[Item], values: Sequence[str | None]
) -> list[list[str | None]]:
    """Answers without a place, each given to an expression: where it is right, else in order."""
    left = list(values)
    given: list[list[str | None]] = []
    for gold in times:
        right: list[str | None] = [
            value
            for value in left
            if value and gold["value"] and matches(gold["value"], value, name)
        ]
        given.append(right[:1])
        if right:
            left.remove(right[0])
    for own in given:
        if not own and left:
            own.append(left.pop(0))
    return given


def matches(gold: str, value: str, name: str = "riwaya") -> bool:
    """Whether a value says what the true one says, at the true one's precision.

    >>> matches("2017-05", "2017-05-24T00:00", "dateparser.search"), matches("2017-05-24", "2017")
    (True, False)
    >>> matches("2017-05-24/2017-05-25", "2017-05-24", "dateparser.search")
    True
    >>> matches("2017-05-24/2017-05-25", "2017-05-24", "duckling"), matches("2017", "2017-05-24")
    (False, False)
    """
    if gold == value or name in EXACT:
        return gold == value
    if "/" in gold:
        return _interval(gold, value, name)
    if "/" in value:
        first, last = value.split("/")
        return matches(gold, first, name) and matches(gold, last, name)
    if gold.startswith("T"):
        return value.partition("T")[2][:5] == gold[1:6]
    if found := re.fullmatch(r"(\d{4})-(2[1-4])", gold):
        return value.startswith(f"{found[1]}-{SEASONS[found[2]]}")
    if "X" in gold:
        return value[:4] == gold.replace("X", "0")
    return value.startswith(_clock(gold))


def _clock(value: str) -> str:
    return value[:16] if "T" in value[1:] else value


def _interval(gold: str, value: str, name: str) -> bool:
    start, end = gold.split("/")
    if "/" not in value:
        return name not in INTERVALS and value.startswith(start)
    first, last = value.split("/")
    if _bound(first, 0) != _bound(start, 0):
        return False
    slack = {4: 366, 7: 31}.get(len(end), 1)
    ends = _bound(last, 1), _bound(end, 1)
    return ends[0] is not None and ends[1] is not None and abs((ends[0] - ends[1]).days) <= slack


def _bound(value: str, side: int) -> dt.date | None:
    """The first or the last day of a year, a month or a day."""
    parts = [int(part) for part in value[:10].split("-") if part.isdigit()]
    if not parts or "X" in value:
        return None
    if len(parts) == 3:
        return dt.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if side else 1)
    if not 1 <= month <= 12:
        return None
    if not side:
        return dt.date(year, month, 1)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
