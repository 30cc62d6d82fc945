"""The shapes of what a report shows: cleaned text, ready for any format."""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.records import AccountStance, Point, Verdict
from riwaya.report.slices import Piece


@dataclass(frozen=True)
class Account:
    """An account as a column: its article's number in the report, and how it is named."""

    article: str
    number: int
    name: str
    title: str | None
    published: str | None
    known: bool = True
    """Whether the outlet is known; if not, the title stands for it."""
    copied_from: tuple[tuple[str, int], ...] = ()
    """(name, share in percent)"""


@dataclass(frozen=True)
class Quote:
    """What an account says on a point: its words in runs, and where they come from."""

    account: Account
    stance: AccountStance
    start: int | None = None
    pieces: tuple[Piece, ...] = ()
    cut: bool = False
    speaker: str | None = None
    cue: str | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True)
class Side:
    """One wording or value of a difference, with the accounts that have it."""

    text: str
    value: str | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class Contrast:
    """One matter in which accounts differ: its kind and two or more sides."""

    kind: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Row:
    """A point: `cells` has one entry per account of the event, each with at least one quote."""

    anchor: str
    number: str
    point: Point
    text: str
    cells: tuple[tuple[Quote, ...], ...]
    contrasts: tuple[Contrast, ...]
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A point that one account alone has."""

    anchor: str
    number: str
    kind: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Alone:
    """What one account alone says."""

    account: Account
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Party:
    """How the accounts name one party: for each account, its forms with their counts."""

    name: str
    type: str
    cells: tuple[tuple[tuple[str, int], ...], ...]


@dataclass(frozen=True)
class Moment:
    """An entry of the timeline; `places` are (article number, start, name)."""

    value: str
    open: bool
    inferred: bool
    expression: str
    text: str
    names: tuple[str, ...]
    places: tuple[tuple[int, int, str], ...]
    note: str | None


@dataclass(frozen=True)
class EventView:
    """Everything shown about one event."""

    number: int
    title: str
    day: str
    open: bool
    inferred: bool
    places: tuple[str, ...]
    accounts: tuple[Account, ...]
    independent: int
    totals: tuple[tuple[Verdict, int], ...]
    rows: tuple[tuple[Verdict, tuple[Row, ...]], ...]
    alone: tuple[Alone, ...]
    parties: tuple[Party, ...]
    timeline: tuple[Moment, ...]
    notes: tuple[str, ...]
    slices: tuple[tuple[int, int, int], ...]
    """Every place linked to: (article number, start, end)."""
