"""The lexicons, as rows: TSV files with a header line, `#` comments, and an example per row."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from types import MappingProxyType

Row = MappingProxyType[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of `data/NAME.tsv` as read-only mappings from column to text (empty if absent).

    Refuses (FileNotFoundError) a name that is not shipped, and (ValueError) a row with the wrong
    number of columns.

    >>> any(row["name"] == "قوات سوريا الديمقراطية" for row in rows("parties"))
    True
    """
    text = resources.files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    table = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    header, body = table[0], table[1:]
    for number, cells in enumerate(body, start=1):
        if len(cells) != len(header):
            raise ValueError(
                f"data/{name}.tsv, row {number}: {len(cells)} of {len(header)} columns"
            )
    return tuple(MappingProxyType(dict(zip(header, cells, strict=True))) for cells in body)


@cache
def word_class(name: str, class_: str) -> frozenset[str]:
    """The folded words of one class of `data/NAME.tsv`, whose rows have them parted by semicolons
    in the column `words`; none where it has no such class.

    >>> "ليس" in word_class("compare", "negation")
    True
    """
    found = (row["words"].split(";") for row in rows(name) if row["class"] == class_)
    return frozenset(word for words in found for word in words)
