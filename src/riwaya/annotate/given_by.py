"""Who gave a figure: the statement whose words it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from riwaya.records import Figure, Statement


def given_by(figures: Sequence[Figure], statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures, each with the id of the innermost statement whose content holds it; both by
    start, outer statements before inner. A figure of the outlet's own stays without.

    >>> figure = Figure(start=9, end=11, text="12", value=12, unit=None, of="شخصا", bound="exact")
    >>> given_by([figure], ())[0].statement is None
    True
    """
    found: list[Figure] = []
    open_ones: list[Statement] = []
    ahead = 0
    for figure in figures:
        while ahead < len(statements) and statements[ahead].content.start <= figure.start:
            open_ones.append(statements[ahead])
            ahead += 1
        open_ones = [one for one in open_ones if one.content.end > figure.start]
        holding = [one for one in open_ones if figure.end <= one.content.end]
        inner = min(holding, key=lambda one: one.content.end - one.content.start, default=None)
        found.append(figure if inner is None else replace(figure, statement=inner.id))
    return tuple(found)


__all__ = ("given_by",)
