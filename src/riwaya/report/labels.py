"""The phrases of the reports, from `data/labels.tsv`: Arabic to read, English as a gloss."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import Final

from riwaya.data import Row, rows

ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")


@cache
def _table() -> MappingProxyType[str, Row]:
    return MappingProxyType({row["key"]: row for row in rows("labels")})


def known(key: str) -> bool:
    """Whether there is a phrase of this key."""
    return key in _table()


def arabic(key: str) -> str:
    """The Arabic phrase of `key`, placeholders unfilled. Refuses (KeyError) an unknown key.

    >>> arabic("stance.silent")
    'لا يذكر'
    """
    return _table()[key]["ar"]


def english(key: str) -> str:
    """The English gloss of `key`, placeholders unfilled. Refuses (KeyError) an unknown key."""
    return _table()[key]["en"]


def say(key: str, **values: str) -> str:
    """The Arabic phrase of `key` with its placeholders filled.

    >>> say("until", end="٣ آذار/مارس")
    'حتى ٣ آذار/مارس'
    """
    return arabic(key).format(**values)


def digits(number: int | str) -> str:
    """A number of ours (never of a page) in Arabic digits.

    >>> digits(2017)
    '٢٠١٧'
    """
    return str(number).translate(ARABIC_DIGITS)


def say_number(value: str) -> str:
    """A plain number (`9`, `120.0`, `1500.5`) in Arabic digits; any other text as it is.

    >>> say_number("120.0"), say_number("12.5"), say_number("نحو 9")
    ('١٢٠', '١٢٫٥', 'نحو 9')
    """
    if _NUMBER.fullmatch(value) is None:
        return value
    whole, _, part = value.partition(".")
    return digits(whole + ("٫" + part.rstrip("0") if part.strip("0") else ""))


def plural(number: int) -> str:
    """The Arabic plural form for a count: one, two, few, many or other.

    Source: Unicode CLDR plural rules for `ar` (its zero is never said here).

    >>> [plural(n) for n in (1, 2, 3, 10, 11, 99, 100, 103)]
    ['one', 'two', 'few', 'few', 'many', 'many', 'other', 'few']
    """
    if number in (1, 2):
        return "one" if number == 1 else "two"
    rest = number % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"


def count(key: str, number: int) -> str:
    """A counted noun in the form that Arabic gives it.

    >>> count("accounts", 2), count("accounts", 5)
    ('روايتان', '٥ روايات')
    """
    return say(f"{key}.{plural(number)}", n=digits(number))
