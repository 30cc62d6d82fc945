"""The texts of the pages, from `data/web.tsv` and, where the reports say the same, theirs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from riwaya.data import Row, rows
from riwaya.report.labels import LANGUAGES, Labels, plural

_BETWEEN: Final = {"ar": "٬", "en": ","}


@cache
def _table() -> Mapping[str, Row]:
    return {row["key"]: row for row in rows("web")}


class Texts(Labels):
    """The phrases of the pages in one language.

    >>> texts_in("ar").count("articles", 100_000)
    '١٠٠٬٠٠٠ مقال'
    >>> texts_in("en").phrase("stance.silent")
    'Silent'
    """

    def known(self, key: str) -> bool:
        """Whether there is a phrase of this key."""
        return key in _table() or super().known(key)

    def phrase(self, key: str) -> str:
        """The phrase of `key`, placeholders unfilled. Refuses (KeyError) an unknown key."""
        row = _table().get(key)
        return row[self.language] if row is not None else super().phrase(key)

    def count(self, key: str, number: int) -> str:
        """A counted noun in the form that the language gives it."""
        return self.say(f"{key}.{plural(number)}", n=self.number(number))

    def number(self, number: int) -> str:
        """A number of ours with its thousands told apart."""
        return self.digits(f"{number:,}".replace(",", _BETWEEN[self.language]))


@cache
def texts_in(language: str) -> Texts:
    """The texts in a language of `LANGUAGES`. Refuses (ValueError) any other."""
    if language not in LANGUAGES:
        raise ValueError(f"no texts in {language!r}, only in {', '.join(LANGUAGES)}")
    return Texts(language)
