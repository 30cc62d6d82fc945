"""Dates said in words: ISO 8601 / EDTF values, intervals, and what a day could be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from riwaya.records import Time
from riwaya.report.clean import line
from riwaya.report.labels import Labels

_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}(?::[0-9]{2})?)(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_CLOCK: Final = re.compile(r"T([0-9]{2}:[0-9]{2})")
_SHOWN_CANDIDATES: Final = 6


def contradiction(times: Sequence[Time], labels: Labels) -> str:
    """What to say of a page that contradicts itself on its day, with its words; "" for others."""
    words = dict.fromkeys(time.text for time in times if time.note == "weekday_conflict")
    if len(words) < 2:
        return ""
    quoted = labels.listed([f"«{line(word, 80)}»" for word in words])
    return labels.say("singles.conflict", words=quoted)


def say_value(value: str, labels: Labels) -> str:
    """A date, time or interval (`start/end`) in words and digits; other values as they are.

    >>> from riwaya.report.labels import labels_in
    >>> say_value("2019-03-05", labels_in("ar")), say_value("2019-03/..", labels_in("ar"))
    ('٥ آذار/مارس ٢٠١٩', 'منذ آذار/مارس ٢٠١٩')
    >>> say_value("2019-03-05/2019-03-09", labels_in("ar"))
    'من ٥ إلى ٩ آذار/مارس ٢٠١٩'
    """
    if value.count("/") != 1:
        return _say_one(value, labels)
    start, end = value.split("/")
    if start in ("", ".."):
        return labels.say("until", end=_say_one(end, labels))
    if end in ("", ".."):
        return labels.say("since", start=_say_one(start, labels))
    if start == end:
        return _say_one(start, labels)
    one_month = _same_month((start, end))
    first = labels.digits(int(start[8:])) if one_month else _say_one(start, labels)
    return labels.say("from_to", start=first, end=_say_one(end, labels))


def say_between(start: str, end: str, labels: Labels) -> str:
    """A first and a last day, or the one day that both are, in words."""
    return say_value(start if start == end else f"{start}/{end}", labels)


def say_candidates(candidates: Sequence[str], labels: Labels) -> str:
    """What an open date could be, as one phrase. Refuses nothing; one candidate is said alone.

    >>> from riwaya.report.labels import labels_in
    >>> say_candidates(["2019-03-05", "2019-03-12"], labels_in("ar"))
    'إما ٥ أو ١٢ آذار/مارس ٢٠١٩'
    """
    if not candidates:
        return labels.phrase("unknown")
    chosen = tuple(candidates[:_SHOWN_CANDIDATES])
    if len(chosen) == 1:
        return say_value(chosen[0], labels)
    said = [say_value(value, labels) for value in chosen]
    if _same_month(chosen):
        said[:-1] = [labels.digits(int(value[8:])) for value in chosen[:-1]]
    more = len(candidates) > _SHOWN_CANDIDATES
    between = f" {labels.phrase('or').strip()} "
    return labels.say("either_of_more" if more else "either", first=between.join(said))


def _same_month(values: Sequence[str]) -> bool:
    whole = [re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) for value in values]
    return all(whole) and len({value[:7] for value in values}) == 1


def _say_one(value: str, labels: Labels) -> str:
    if (clock := _CLOCK.fullmatch(value)) is not None:
        return labels.say("clock", time=labels.digits(clock[1]))
    match = _DATE.fullmatch(value)
    if match is None:
        return line(value, 60)
    year, month = labels.digits(match["year"]), match["month"]
    if month is None:
        return year
    if month in ("21", "22", "23", "24"):
        return labels.say(f"season.{month}", year=year)
    if not 1 <= int(month) <= 12:
        return value
    said = labels.say("month_year", month=labels.phrase(f"month.{month}"), year=year)
    if match["day"] is None:
        return said
    said = labels.say("day_month", day=labels.digits(int(match["day"])), month=said)
    if match["time"] is None:
        return said
    zone = {None: "", "Z": " UTC"}.get(match["zone"], f" UTC{match['zone']}")
    return labels.say("at_time", day=said, time=labels.digits(match["time"]) + zone)
