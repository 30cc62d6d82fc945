"""What a run of digits and separators may be in a date: a day, a year, 24/5/2017, 10:30, 3-7."""

from __future__ import annotations

import re
from typing import NamedTuple

from riwaya.dates.roles import ROLES

_LONGEST = 40
_SEPARATORS = re.compile(r"\s+")
_INT = re.compile(r"\d{1,9}")
_TRIPLE = re.compile(
    r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})"
    r"(?:t(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(z|[+\-]\d\d:?\d\d)?)?"
)
_PAIR = re.compile(r"(\d{1,4})([/.,\-])(\d{1,4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
GREGORIAN = range(1800, 2101)
HIJRI = range(1300, 1501)
_ROUND = (*range(1800, 2101, 100), *range(1900, 1911), *range(2000, 2011))
_LONGEST_SPAN, _HOURS = 60, 24
_SHORT_SPAN = 5


class Digits(NamedTuple):
    """The role of a run, its value where it is one number, and its parts."""

    role: str
    value: int = 0
    parts: tuple[int | str, ...] = ()


_NONE = Digits(ROLES["num"], -1)


def read_digits(key: str) -> Digits:
    """The role of a folded run of digits (`24/5/2017`, `16`, `2011-2014`, `10:30`).

    >>> from riwaya.dates.roles import NAMES
    >>> [NAMES[read_digits(key).role] for key in ("16", "2017", "24/5/2017", "10:30", "3-7")]
    ['day', 'year', 'date', 'clock', 'days']
    """
    if len(key) > _LONGEST:
        return _NONE
    key = key.replace("–", "-").replace("−", "-").replace("‑", "-").replace("—", "-")
    # الساعة 49: 12, minutes first as they stand on the right
    turned = ": " in key and " :" not in key
    key = _SEPARATORS.sub("", key)
    if _INT.fullmatch(key):
        return _integer(key)
    if match := _TRIPLE.fullmatch(key):
        return _triple(match)
    if match := _CLOCK.fullmatch(key):
        hour, minute = int(match[1]), int(match[2])
        if turned and hour > _HOURS >= minute:
            hour, minute = minute, hour
        return clock_of(hour, minute, int(match[3] or 0), match[1][0] == "0")
    if match := _PAIR.fullmatch(key):
        return _pair(match[1], match[2], match[3])
    return _NONE


def _integer(key: str) -> Digits:
    value = int(key)
    if len(key) <= 2 and 1 <= value <= 31:
        return Digits(ROLES["day"], value)
    if len(key) == 4 and value in GREGORIAN:
        return Digits(ROLES["ryear" if value in _ROUND else "year"], value)
    if len(key) == 4 and value in HIJRI:
        return Digits(ROLES["hyear"], value)
    return Digits(ROLES["num"], value)


def clock_of(hour: int, minute: int, second: int, padded: bool) -> Digits:
    """A clock time, or a plain number where it is none. Parts: hour, minute, second, and whether
    it must be on the 24-hour clock."""
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute):
        return _NONE
    exact = padded or hour == 0 or hour > 12
    return Digits(ROLES["clock"], hour, (hour % 24, minute, second, exact))


def _triple(match: re.Match[str]) -> Digits:
    a, b, c = match[1], match[3], match[4]
    clock: tuple[int | str, ...] = ()
    if match[5]:
        clock = (int(match[5]), int(match[6]), int(match[7] or 0), (match[8] or "").upper())
        if int(match[5]) > 23 or int(match[6]) > 59 or int(match[7] or 0) > 59:
            return _NONE
    if len(a) == 4 and len(c) <= 2:
        year, month, day = int(a), int(b), int(c)
    elif len(c) == 4 and len(a) <= 2:
        year, month, day = int(c), int(b), int(a)
        if month > 12 >= day:
            month, day = day, month
    elif len(a) <= 2 and len(c) == 2:
        return Digits(ROLES["sdate"], 0, (int(a), int(b), int(c)))
    else:
        return _NONE
    known = year in GREGORIAN or year in HIJRI
    if not (known and 1 <= month <= 12 and 1 <= day <= 31):
        return _NONE
    return Digits(ROLES["date"], 0, (year, month, day, *clock))


def _pair(first: str, mark: str, second: str) -> Digits:
    a, b = int(first), int(second)
    if len(first) == 4 and a in GREGORIAN:
        return _year_pair(a, b, second, mark)
    if len(second) == 4 and b in GREGORIAN and 1 <= a <= 12 and mark in "/-":
        return Digits(ROLES["ym"], 0, (b, a))
    if len(first) > 2 or len(second) > 2:
        return _NONE
    if mark == "-" and 1 <= a < b <= 31:
        return Digits(ROLES["days"], 0, (a, b))
    if mark == "/" and 1 <= a <= 31 and 1 <= b <= 12:
        return Digits(ROLES["dm"], 0, (a, b))
    if mark in ".,":
        return Digits(ROLES["decimal"], a, (a, b, len(second)))
    return _NONE


def _year_pair(a: int, b: int, second: str, mark: str) -> Digits:
    if mark not in "/-":
        return _NONE
    if len(second) == 2 and 1 <= b <= 12:
        return Digits(ROLES["ym"], 0, (a, b))
    if len(second) == 2:
        b += a - a % 100
        return Digits(ROLES["years_"], 0, (a, b)) if a < b <= a + _SHORT_SPAN else _NONE
    if len(second) == 1:
        return Digits(ROLES["ym"], 0, (a, b)) if b else _NONE
    if a < b <= a + _LONGEST_SPAN and b in GREGORIAN:
        return Digits(ROLES["years_"], 0, (a, b))
    return _NONE
