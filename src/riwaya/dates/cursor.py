"""The items that the rules of the grammar stand on, and what every rule needs of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from riwaya.dates.expressions import Expression
from riwaya.dates.lexicon import Item


class Read(NamedTuple):
    """An expression that was read, and the index of the item after it."""

    expression: Expression
    after: int


class Cursor:
    """Rules over one list of items. Indices may lie outside of it: the role is "" there."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items

    def role(self, i: int) -> str:
        """The role of item `i`."""
        return self.items[i].role if 0 <= i < len(self.items) else ""

    def key(self, i: int) -> str:
        """The folded words of item `i`."""
        return self.items[i].key if 0 <= i < len(self.items) else ""

    def _year(self, j: int) -> tuple[int, bool] | None:
        """A year number at item `j` and whether it is Hijri."""
        if self.role(j) != "num" or not (self.items[j].extra == "words" or
                                         len(self.items[j].key) == 4):
            return None
        value = self.items[j].value
        era = self.items[j + 1].extra if self.role(j + 1) == "era" else ""
        if 1300 <= value <= 1500:
            return (value, True) if era != "gregorian" else None
        if 1800 <= value <= 2100 and era != "hijri":
            return value, False
        return None

    def _day_number(self, i: int) -> int | None:
        item = self.items[i] if i < len(self.items) else None
        if item is None or item.role not in ("num", "ordinal") or not 1 <= item.value <= 31:
            return None
        return item.value

    def _made(self, i: int, after: int, *, end: int | None = None, **parts: Any) -> Read:
        stop = self.items[after - 1].end if end is None else end
        return Read(Expression(start=self.items[i].start, end=stop, **parts), after)

    def _again(self, old: Expression, **parts: Any) -> Expression:
        fields = {name: getattr(old, name) for name in old.__struct_fields__}
        return Expression(**{**fields, **parts})
