"""What may stand in the query of an address: declared once, read, checked, and told in OpenAPI."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal

from riwaya.errors import UsageError
from riwaya.limits import PARAMETER_CHARS, WEB_ITEMS
from riwaya.records import Record

Value = str | int | bool | tuple[int, ...]
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_SPAN: Final = re.compile(r"[0-9]{1,9}-[0-9]{1,9}")
_FLAGS: Final = {"1": True, "0": False}
_UNREADABLE: Final = re.compile("[\0\ud800-\udfff]")


class Parameter(Record, frozen=True):
    """A parameter of a query: a `text` of at most `longest` code points, a `day` (ISO), a `number`
    between `least` and `most`, one of `choices`, a `flag` (0 or 1), a `span` of code points
    (`START-END`), a `cursor`, or `numbers`, which stands once for each of them."""

    name: str
    kind: Literal["text", "day", "number", "choice", "flag", "span", "cursor", "numbers"]
    about: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 1_000_000
    longest: int = PARAMETER_CHARS
    default: Value | None = None
    required: bool = False

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        kinds: dict[str, dict[str, Any]] = {
            "text": {"type": "string", "maxLength": self.longest},
            "cursor": {"type": "string", "maxLength": self.longest},
            "day": {"type": "string", "format": "date"},
            "number": {"type": "integer", "minimum": self.least, "maximum": self.most},
            "choice": {"type": "string", "enum": list(self.choices)},
            "flag": {"type": "string", "enum": ["0", "1"]},
            "span": {"type": "string", "pattern": f"^{_SPAN.pattern}$"},
            "numbers": {"type": "array", "items": {"type": "integer", "minimum": self.least}},
        }
        default = {"default": self.default} if self.default is not None else {}
        return {**kinds[self.kind], **default}

    def read(self, raw: str) -> Value:
        """The value that `raw` writes. Refuses (UsageError, `bad_parameter`) what is none."""
        if len(raw) > self.longest or _UNREADABLE.search(raw):
            raise self._refused(raw)
        if self.kind in ("number", "numbers"):
            if not _NUMBER.fullmatch(raw) or not self.least <= int(raw) <= self.most:
                raise self._refused(raw)
            return int(raw)
        if self.kind == "flag":
            if raw not in _FLAGS:
                raise self._refused(raw)
            return _FLAGS[raw]
        self._check(raw)
        return raw

    def _check(self, raw: str) -> None:
        wrong = (
            (self.kind == "choice" and raw not in self.choices)
            or (self.kind == "span" and not _SPAN.fullmatch(raw))
            or (self.kind == "day" and not _is_day(raw))
            or (self.kind == "cursor" and not raw)
        )
        if wrong:
            raise self._refused(raw)

    def _refused(self, raw: str) -> UsageError:
        return UsageError("bad_parameter", self.name, raw[:80])


def _is_day(raw: str) -> bool:
    try:
        return date.fromisoformat(raw).isoformat() == raw
    except ValueError:
        return False


LIMIT: Final = Parameter(
    name="limit", kind="number", least=1, most=200, default=WEB_ITEMS, about="Items of one part."
)
CURSOR: Final = Parameter(
    name="cursor", kind="cursor", about="Where the list goes on: `next` of the part before."
)
LISTED: Final = (LIMIT, CURSOR)
DECIDED: Final = Parameter(
    name="decided", kind="number", least=1, most=999_999_999,
    about="The decision that the page is to tell of, by its id.",
)  # fmt: skip


class Asked(Record, frozen=True):
    """What an address asks for: the parts of its path, and the values of its query; a parameter
    that was not given is not there."""

    path: Mapping[str, str]
    query: Mapping[str, Value]

    def text(self, name: str) -> str | None:
        """A parameter that is a text, None where it is not given or empty."""
        value = self.query.get(name)
        return value if isinstance(value, str) and value else None

    def number(self, name: str, default: int) -> int:
        """A parameter that is a number."""
        value = self.query.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def flag(self, name: str) -> bool:
        """A parameter that is set or not."""
        return self.query.get(name) is True

    def numbers(self, name: str) -> tuple[int, ...]:
        """A parameter that is several numbers."""
        value = self.query.get(name)
        return value if isinstance(value, tuple) else ()

    def span(self, name: str) -> tuple[int, int] | None:
        """A parameter that is a span of code points."""
        value = self.text(name)
        if value is None:
            return None
        start, end = value.split("-")
        return int(start), int(end)


def read(
    parameters: Sequence[Parameter], pairs: Sequence[tuple[str, str]], *, strict: bool
) -> dict[str, Value]:
    """The values of a query. With `strict`, a name that is not declared or comes twice is refused
    (UsageError, `bad_parameter`); else it is passed over, of two the last holds, and an empty value
    is none, as forms send it.

    >>> read([Parameter(name="q", kind="text", about="")], [("q", "الجسر")], strict=True)
    {'q': 'الجسر'}
    """
    known = {one.name: one for one in parameters}
    found: dict[str, Value] = {}
    for name, raw in pairs:
        one = known.get(name)
        again = name in found and one is not None and one.kind != "numbers"
        if strict and (one is None or again):
            raise UsageError("bad_parameter", name[:80], raw[:80])
        if one is None or (raw == "" and not strict):
            continue
        value = one.read(raw)
        before = found.get(name, ())
        if one.kind == "numbers" and isinstance(before, tuple) and isinstance(value, int):
            value = (*before, value)
        found[name] = value
    return found
