"""What one voice alone tells of an event: by account, the nearest to the event first."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.leads import FAR
from riwaya.records import Comparison, Point
from riwaya.report.accounts import Told
from riwaya.report.shapes import Account, Alone, Row, Said
from riwaya.voices import is_alone


def in_order(comparison: Comparison, told: Told) -> list[Point]:
    """The points as a report shows them: those of several voices, then what each account alone
    has, the nearest to the event first."""
    several = [point for point in comparison.points if not is_alone(point)]
    single = [point for point in comparison.points if is_alone(point)]
    place = {account.article: n for n, account in enumerate(told.accounts)}
    return several + sorted(
        single, key=lambda point: (place.get(_origin(point, comparison), 0), -nearness(point))
    )


def nearness(point: Point) -> float:
    """How near to the event a point is, 1 where that is not known."""
    return point.parts.get("near", 1.0)


def alone(rows: Sequence[Row], comparison: Comparison, told: Told) -> tuple[Alone, ...]:
    """What each account alone tells, in the order of `rows`; what others took over from it stands
    under it."""
    single = [(_origin(row.point, comparison), row) for row in rows if is_alone(row.point)]
    made: list[Alone] = []
    for place, account in enumerate(told.accounts):
        said = tuple(
            Said(
                row.anchor, row.number, row.point.kind, row.cells[place],
                near=nearness(row.point) >= FAR, copies=_copies(row, account),
            )
            for origin, row in single
            if origin == account.article
        )  # fmt: skip
        if said:
            made.append(Alone(account, said))
    return tuple(made)


def _copies(row: Row, account: Account) -> tuple[Account, ...]:
    cells = (cell[0] for cell in row.cells if cell[0].stance != "silent")
    return tuple(one.account for one in cells if one.account.article != account.article)


def _speaking(point: Point) -> list[str]:
    said = (one.article for one in point.accounts if one.stance != "silent")
    return list(dict.fromkeys(said))


def _origin(point: Point, comparison: Comparison) -> str:
    """The account that a point comes from: the first that did not take it over from another."""
    speaking = _speaking(point)
    taken = {
        copy.article
        for copy in comparison.event.copies
        if copy.dependent and copy.article in speaking and copy.of in speaking
    }
    return next((name for name in speaking if name not in taken), speaking[0] if speaking else "")
