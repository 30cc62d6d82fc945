"""How many inputs came to which end."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from riwaya.records import Refusal

End = Literal["done", "refused", "passed", "faults"]


class Counts(Struct, frozen=True):
    """How many inputs came to which end; together they are all that were taken."""

    done: int = 0
    refused: int = 0
    passed: int = 0
    faults: int = 0

    @property
    def taken(self) -> int:
        """All inputs so far."""
        return self.done + self.refused + self.passed + self.faults

    def and_one(self, end: End) -> Counts:
        """The counts with one input more.

        >>> Counts().and_one("done").taken
        1
        """
        return replace(self, **{end: getattr(self, end) + 1})

    @property
    def exit_code(self) -> int:
        """1 where an input was refused or met a fault of ours, 0 where all is well."""
        return 1 if self.refused or self.faults else 0


def end_of(refusal: Refusal | None) -> End:
    """The end that an input came to: the refusal that stands for it, None for an article.

    >>> end_of(None)
    'done'
    """
    if refusal is None:
        return "done"
    if refusal.passed:
        return "passed"
    return "faults" if refusal.fault else "refused"
