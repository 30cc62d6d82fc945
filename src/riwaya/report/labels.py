"""The phrases of the reports, from `data/labels.tsv`, in the language that the reader asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from riwaya.data import Row, rows

LANGUAGES: Final = ("ar", "en")
"""The languages that have labels; the first is the default."""

ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

_RIGHT_TO_LEFT: Final = frozenset(("ar", "arz", "ary", "apc", "fa", "ur", "ps", "ckb", "he"))
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")


@cache
def _table() -> MappingProxyType[str, Row]:
    return MappingProxyType({row["key"]: row for row in rows("labels")})


@dataclass(frozen=True)
class Labels:
    """The phrases in one language, and numbers as it writes them."""

    language: str

    def known(self, key: str) -> bool:
        """Whether there is a phrase of this key."""
        return key in _table()

    def phrase(self, key: str) -> str:
        """The phrase of `key`, placeholders unfilled. Refuses (KeyError) an unknown key.

        >>> labels_in("ar").phrase("stance.silent"), labels_in("en").phrase("stance.silent")
        ('لا يذكر', 'Silent')
        """
        return _table()[key][self.language]

    def say(self, key: str, **values: str) -> str:
        """The phrase of `key` with its placeholders filled.

        >>> labels_in("ar").say("until", end="٣ آذار/مارس")
        'حتى ٣ آذار/مارس'
        """
        return self.phrase(key).format(**values)

    def digits(self, number: int | str) -> str:
        """A number of ours (never of a page) in the digits of the language.

        >>> labels_in("ar").digits(2017), labels_in("en").digits(2017)
        ('٢٠١٧', '2017')
        """
        return str(number).translate(ARABIC_DIGITS) if self.language == "ar" else str(number)

    def say_number(self, value: str) -> str:
        """A plain number (`9`, `120.0`, `1500.5`) as the language writes it; other text as it is.

        >>> labels = labels_in("ar")
        >>> labels.say_number("120.0"), labels.say_number("12.5"), labels.say_number("نحو 9")
        ('١٢٠', '١٢٫٥', 'نحو 9')
        """
        if _NUMBER.fullmatch(value) is None:
            return value
        whole, _, part = value.partition(".")
        point = "٫" if self.language == "ar" else "."
        return self.digits(whole + (point + part.rstrip("0") if part.strip("0") else ""))

    def count(self, key: str, number: int) -> str:
        """A counted noun in the form that the language gives it.

        >>> labels_in("ar").count("accounts", 2), labels_in("ar").count("accounts", 5)
        ('روايتان', '٥ روايات')
        """
        return self.say(f"{key}.{plural(number)}", n=self.digits(number))

    def listed(self, words: Sequence[str]) -> str:
        """Words one after the other, with commas.

        >>> labels_in("ar").listed(["سماء", "أرض"])
        'سماء، أرض'
        """
        return f"{self.phrase('comma')} ".join(words)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction(self.language) or "ltr"


@cache
def labels_in(language: str) -> Labels:
    """The labels in a language of `LANGUAGES`. Refuses (ValueError) any other."""
    if language not in LANGUAGES:
        raise ValueError(f"no labels in {language!r}, only in {', '.join(LANGUAGES)}")
    return Labels(language)


def direction(language: str | None) -> str | None:
    """The direction that a language is written in, None where the language is unknown.

    >>> direction("ar"), direction("fr"), direction(None)
    ('rtl', 'ltr', None)
    """
    if language is None:
        return None
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def plural(number: int) -> str:
    """The Arabic plural form for a count, by which all counted rows are keyed.

    Source: Unicode CLDR plural rules for `ar`.

    >>> [plural(n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 103)]
    ['zero', 'one', 'two', 'few', 'few', 'many', 'many', 'other', 'few']
    """
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"
