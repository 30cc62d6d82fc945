"""Dates said in Arabic: ISO 8601 / EDTF values, intervals, and what a day could be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from riwaya.records import Time
from riwaya.report.clean import line
from riwaya.report.labels import arabic, digits, say

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}(?::[0-9]{2})?)(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_SHOWN_CANDIDATES: Final = 6


def contradiction(times: Sequence[Time]) -> str:
    """What to say of a page that contradicts itself on its day, with its words; "" for others."""
    words = dict.fromkeys(time.text for time in times if time.note == "weekday_conflict")
    if len(words) < 2:
        return ""
    quoted = "، ".join(f"«{line(word, 80)}»" for word in words)
    return f"{arabic('singles.conflict')}: {quoted}"


def say_value(value: str) -> str:
    """A date, time or interval (`start/end`) in Arabic words and digits; other values as they are.

    >>> say_value("2019-03-05"), say_value("2019-03-05/2019-03-09"), say_value("2019-03/..")
    ('٥ آذار/مارس ٢٠١٩', 'من ٥ إلى ٩ آذار/مارس ٢٠١٩', 'منذ آذار/مارس ٢٠١٩')
    """
    if value.count("/") != 1:
        return _say_one(value)
    start, end = value.split("/")
    if start in ("", ".."):
        return say("until", end=_say_one(end))
    if end in ("", ".."):
        return say("since", start=_say_one(start))
    if start == end:
        return _say_one(start)
    first = digits(int(start[8:])) if _same_month((start, end)) else _say_one(start)
    return say("from_to", start=first, end=_say_one(end))


def say_candidates(candidates: Sequence[str]) -> str:
    """What an open date could be, as one phrase. Refuses nothing; one candidate is said alone.

    >>> say_candidates(["2019-03-05", "2019-03-12"])
    'إما ٥ أو ١٢ آذار/مارس ٢٠١٩'
    """
    if not candidates:
        return arabic("unknown")
    chosen = tuple(candidates[:_SHOWN_CANDIDATES])
    if len(chosen) == 1:
        return say_value(chosen[0])
    if _same_month(chosen):
        said = [digits(int(value[8:])) for value in chosen[:-1]] + [say_value(chosen[-1])]
    else:
        said = [say_value(value) for value in chosen]
    phrase = say("either", first=f" {arabic('or').strip()} ".join(said))
    if len(candidates) > _SHOWN_CANDIDATES:
        phrase += " " + arabic("and_others")
    return phrase


def _same_month(values: Sequence[str]) -> bool:
    whole = [re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) for value in values]
    return all(whole) and len({value[:7] for value in values}) == 1


def _say_one(value: str) -> str:
    match = _DATE.fullmatch(value)
    if match is None:
        return line(value, 60)
    year, month = digits(match["year"]), match["month"]
    if month is None:
        return year
    if month in ("21", "22", "23", "24"):
        return say(f"season.{month}", year=year)
    if not 1 <= int(month) <= 12:
        return value
    said = f"{arabic(f'month.{month}')} {year}"
    if match["day"] is None:
        return said
    said = f"{digits(int(match['day']))} {said}"
    if match["time"] is None:
        return said
    zone = {None: "", "Z": " UTC"}.get(match["zone"], f" UTC{match['zone']}")
    return say("at_time", day=said, time=digits(match["time"]) + zone)
