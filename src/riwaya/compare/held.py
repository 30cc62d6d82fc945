"""Which units hold the quantities that several accounts count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from riwaya.compare.quantities import Quantity
from riwaya.compare.units import Unit

Groups = Sequence[Sequence[Quantity]]


class Counted(msgspec.Struct, frozen=True, eq=False):
    """The quantities of several accounts that count one thing: in `groups`, one an account; by unit
    what it `held`, by the number of its group; and by the place `at` which each stands."""

    groups: Groups
    held: Sequence[Mapping[int, Quantity]]
    at: Mapping[tuple[str, int], Quantity]


def counted(units: Sequence[Unit], groups: Groups) -> Counted:
    """The quantities of `groups` with the units that hold them, wholly."""
    of: dict[str, list[tuple[int, Quantity]]] = {}
    for number, group in enumerate(groups):
        for one in group:
            of.setdefault(one.article, []).append((number, one))
    held = [{n: one for n, one in of.get(unit.article, ()) if _holds(unit, one)} for unit in units]
    return Counted(groups, held, {(o.article, o.start): o for group in groups for o in group})


def _holds(unit: Unit, one: Quantity) -> bool:
    return unit.start <= one.start and one.end <= unit.end
