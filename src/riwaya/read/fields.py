"""Which name of a record stands for which field of a given article.

A mapping says it; where it says nothing, the usual names of `data/given_fields.tsv` are looked for,
and a guess takes only what fits its field.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from riwaya import data, limits
from riwaya.errors import InputRefused
from riwaya.read.charset import tidy
from riwaya.read.stamps import stamp
from riwaya.read.tags import unescape

Record = Mapping[str, object]
"""One record of an input: names to values, nested where the input is."""

FIELDS: Final = (
    "text", "html", "title", "url", "outlet", "published", "byline", "section", "id", "event",
    "captured",
)  # fmt: skip
"""The fields that a mapping may name. `html` is a whole page, to be extracted like any other."""

_CONTENT = ("text", "html")
_SHOWN: Final = ("title", "outlet", "byline", "section")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2040}", re.IGNORECASE)
_JOINTS = re.compile(r"[\s_-]+")
_LONGEST_NAME = 64
_LONGEST_LABEL = 200


class Reader:
    """The fields of one record. Raises `InputRefused` (`bad_record`) where a field that the mapping
    or our own name points at holds something else than it should.

    >>> Reader("-:1", {"headline": " افتتاح جسر "}, {}).line("title")
    'افتتاح جسر'
    >>> Reader("-:1", {"meta": {"head": "افتتاح جسر"}}, {"title": "meta.head"}).line("title")
    'افتتاح جسر'
    >>> Reader("-:1", {"published": {"start": "2017-05-31"}}, {}).line("published")
    '2017-05-31'
    """

    def __init__(self, where: str, record: Record, fields: Mapping[str, str]) -> None:
        self.where = where
        self._record = record
        self._fields = fields
        self._usual: dict[str, object] = {}
        for name, value in record.items():
            folded = _folded(name)
            if value is not None and (folded not in self._usual or name == folded):
                self._usual[folded] = value

    def content(self) -> tuple[str, str | bytes]:
        """`text` or `html`, and what it holds: mapped before guessed, text before html."""
        blank = False
        for field in sorted(_CONTENT, key=lambda field: field not in self._fields):
            for value, sure in self._values(field):
                if isinstance(value, str | bytes):
                    if value.strip():
                        return field, value
                    blank = True
                elif sure:
                    raise InputRefused("bad_record", self.where, f"{field} is not a text")
        if blank:
            raise InputRefused("empty", self.where)
        raise InputRefused("bad_record", self.where, "no text")

    def line(self, field: str) -> str | None:
        """A field that is one line of text, None where there is none."""
        for value, sure in self._values(field):
            text = _line(_start(value) if field == "published" else value, field)
            if text is None and sure:
                raise InputRefused("bad_record", self.where, f"{field} is not a text")
            if text and (sure or _fits(text, field)):
                return text
        return None

    def byline(self) -> tuple[str, ...]:
        """The names of the authors: a text, a list of texts, or records with a `name`."""
        for value, sure in self._values("byline"):
            names = [_line(_named(one), "byline") for one in _listed(value)]
            if None in names and sure:
                raise InputRefused("bad_record", self.where, "byline is not a text")
            if any(names):
                return tuple(name for name in names if name)
        return ()

    def captured(self) -> str | None:
        """When the record was captured, ISO 8601."""
        for value, _ in self._values("captured"):
            if (found := stamp(_line(value, "captured") or "")) is not None:
                return found
        return None

    def _values(self, field: str) -> Iterator[tuple[object, bool]]:
        """What may be a field, the most trusted first, and whether it is more than a guess."""
        if (name := self._fields.get(field)) is not None:
            if (value := _nested(self._record, name)) is not None:
                yield value, True
            return
        for first, *rest in usual_names()[field]:
            value = self._usual.get(first)
            for part in rest:
                value = value.get(part) if isinstance(value, dict) else None
            if value is not None:
                yield value, first == field


def _start(value: object) -> object:
    """The day of a record of ours, whose `published` has a start and an end."""
    return value.get("start") if isinstance(value, dict) else value


def wanted(columns: Iterable[str], fields: Mapping[str, str]) -> list[str]:
    """Those of `columns` that may hold a field, in their order.

    >>> wanted(["العنوان", "clicks", "النص"], {})
    ['العنوان', 'النص']
    """
    return [column for column in columns if _uses(column, fields)]


def missing(columns: Sequence[str], fields: Mapping[str, str]) -> str | None:
    """What is wrong with a table that has these `columns`, or None where it can be read.

    >>> missing(["title", "clicks"], {}), missing(["title", "النص"], {"title": "head"})
    ('no column of text', 'no column head')
    """
    if len(columns) > limits.TABLE_COLUMNS:
        return f"more than {limits.TABLE_COLUMNS} columns"
    uses = [use for column in columns for use in _uses(column, fields)]
    for field, name in fields.items():
        if field not in uses:
            return f"no column {name}"
    return None if any(field in uses for field in _CONTENT) else "no column of text"


def _uses(column: str, fields: Mapping[str, str]) -> list[str]:
    """The fields that a column may hold."""
    mapped = [field for field, path in fields.items() if column in (path, path.split(".")[0])]
    folded = _folded(column)
    return mapped + [
        field
        for field, paths in usual_names().items()
        if field not in fields and any(folded == path[0] for path in paths)
    ]


@cache
def usual_names() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The usual names of each field, folded, as paths into a record, the most trusted first."""
    found: dict[str, list[tuple[str, ...]]] = {field: [] for field in FIELDS}
    for row in data.rows("given_fields"):
        first, *rest = row["name"].split(".")
        found[row["field"]].append((_folded(first), *rest))
    return MappingProxyType({field: tuple(paths) for field, paths in found.items()})


def _folded(name: str) -> str:
    """A name without case and joints. A long one is none of ours, and is not kept in the cache."""
    return _fold(name) if len(name) <= _LONGEST_NAME else name


@lru_cache(maxsize=4096)
def _fold(name: str) -> str:
    return _JOINTS.sub("", name).lower()


def _nested(record: Record, name: str) -> object:
    """The value at a path with dots; a name that has dots in it comes first."""
    if name in record:
        return record[name]
    value: object = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _line(value: object, field: str) -> str | None:
    if isinstance(value, list) and field == "section":
        value = value[0] if value else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return None
    # Publishing systems hand titles and names over as they stand in a page: &#8220;.
    return tidy(unescape(value) if field in _SHOWN else value)[0].strip()


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _named(value: object) -> object:
    return value.get("name") if isinstance(value, dict) else value


def _fits(text: str, field: str) -> bool:
    """Whether a guess is likely enough: better nothing than an outlet that is an address."""
    if field == "url":
        return _ADDRESS.fullmatch(text) is not None
    if field == "title":
        return len(text) <= limits.TITLE_CHARS
    return len(text) <= _LONGEST_LABEL and _ADDRESS.match(text) is None
