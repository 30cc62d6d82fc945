"""The shapes of what a report shows: cleaned text, ready for any format."""

from __future__ import annotations

from dataclasses import dataclass

from riwaya.records import AccountStance, Point, Verdict
from riwaya.report.slices import Piece


@dataclass(frozen=True)
class Account:
    """An account as a column: its article's number in the report (0: it is not there), and how it
    is named."""

    article: str
    number: int
    name: str
    title: str | None
    published: str | None
    known: bool = True
    """Whether the outlet is known; if not, the title stands for it."""
    copied_from: tuple[tuple[str, int], ...] = ()
    """(name, share in percent); without what both have from one agency"""
    language: str | None = None
    cut: bool = False
    """Whether its text is known to be only a part: its silence says less."""
    citation: str | None = None


@dataclass(frozen=True)
class Slice:
    """Where words stand: code points of the body of an account."""

    account: Account
    start: int
    end: int

    @property
    def anchor(self) -> str | None:
        """The anchor in the text shown, None where that is not in the report."""
        number = self.account.number
        return f"a-{number}-{self.start}-{self.end}" if number else None


@dataclass(frozen=True)
class Value:
    """Words that are not ours, inside a line: a slice of a page where `quoted`, else a name or a
    value. `at` is where they stand; `cited`: a format without links tells the place."""

    text: str
    at: Slice | None = None
    quoted: bool = False
    cited: bool = False
    language: str | None = None


Runs = tuple[str | Value, ...]
"""A line: phrases of ours, and what stands in them."""


@dataclass(frozen=True)
class Quote:
    """What an account says on a point: its words in runs, and where they come from."""

    account: Account
    stance: AccountStance
    at: Slice | None = None
    pieces: tuple[Piece, ...] = ()
    cut: bool = False
    speaker: str | None = None
    cue: str | None = None
    chain: tuple[str, ...] = ()
    citation: str | None = None

    @property
    def text(self) -> str:
        """Its words, with an ellipsis where they were cut for display."""
        return "".join(piece.text for piece in self.pieces) + ("…" if self.cut else "")


@dataclass(frozen=True)
class Side:
    """One wording or value of a difference, with where the accounts have it."""

    text: str
    value: str | None
    places: tuple[Slice, ...]


@dataclass(frozen=True)
class Contrast:
    """One matter in which accounts differ: its kind and two or more sides; `whole` where each side
    is all that an account says on the point, which a table has beside it."""

    kind: str
    sides: tuple[Side, ...]
    whole: bool = False


@dataclass(frozen=True)
class Given:
    """One figure as one account gives it: its words, value and bound, who is said to have given
    it, the time named in the same sentence, and whether no independent account has that value."""

    at: Slice
    text: str
    value: str
    bound: str
    speaker: str | None
    when: Value | None
    sole: bool


@dataclass(frozen=True)
class Range:
    """The figures that accounts give for one matter, the smallest first."""

    least: str
    most: str
    given: tuple[Given, ...]


@dataclass(frozen=True)
class Row:
    """A point: `cells` has one entry per account of the event, each with at least one quote; `at`
    is where its text stands; `sole`: several accounts, but one source; `proposed`: a language
    model put its slices together, and whether other accounts are silent is not known."""

    anchor: str
    number: str
    point: Point
    text: str
    at: Slice | None
    cells: tuple[tuple[Quote, ...], ...]
    contrasts: tuple[Contrast, ...]
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    ranges: tuple[Range, ...] = ()
    sole: bool = False
    proposed: bool = False


@dataclass(frozen=True)
class Said:
    """A point that one voice alone has: near to the event or told beside it; `copies` are the
    accounts that took it over."""

    anchor: str
    number: str
    kind: str
    quotes: tuple[Quote, ...]
    near: bool = True
    copies: tuple[Account, ...] = ()


@dataclass(frozen=True)
class Alone:
    """What one account alone says, the nearest to the event first."""

    account: Account
    said: tuple[Said, ...]

    def shown(self, most: int) -> int:
        """How many of its points are shown, at most so many: those near to the event."""
        return min(most, self.near)

    @property
    def near(self) -> int:
        """How many of its points are near to the event; they stand first."""
        return sum(one.near for one in self.said)


@dataclass(frozen=True)
class Form:
    """A name, or a verb of saying, as an account writes it: how often, and where."""

    text: str
    count: int
    places: tuple[Slice, ...]

    @property
    def first(self) -> Slice | None:
        """The first of its places, None where none is known."""
        return self.places[0] if self.places else None


@dataclass(frozen=True)
class Party:
    """How the accounts name one party, or report one speaker (`type` is None): for each account,
    its forms."""

    name: str
    type: str | None
    cells: tuple[tuple[Form, ...], ...]


@dataclass(frozen=True)
class Reading:
    """The day that accounts give a moment on which accounts differ, in the words of the first."""

    value: str
    expression: str
    places: tuple[Slice, ...]


@dataclass(frozen=True)
class Moment:
    """An entry of the timeline: the expression and the clause of its first place, and all its
    places; `readings` where the accounts give several days."""

    value: str
    open: bool
    inferred: bool
    expression: str
    text: str
    at: Slice | None
    names: tuple[str, ...]
    places: tuple[Slice, ...]
    note: str | None
    readings: tuple[Reading, ...] = ()

    @property
    def first(self) -> Slice | None:
        """Where the expression stands, None where that is not in the report."""
        return self.places[0] if self.places else None


@dataclass(frozen=True)
class EventView:
    """Everything shown about one event. `published`: its day is not told, only when the accounts
    were published. `wires` are agencies with the accounts that run one text of theirs."""

    number: int
    title: str
    language: str | None
    day: str
    open: bool
    inferred: bool
    published: bool
    wires: tuple[tuple[str, tuple[Account, ...]], ...]
    places: tuple[str, ...]
    accounts: tuple[Account, ...]
    independent: int
    brief: tuple[Runs, ...]
    totals: tuple[tuple[Verdict, int], ...]
    rows: tuple[tuple[Verdict, tuple[Row, ...]], ...]
    alone: tuple[Alone, ...]
    parties: tuple[Party, ...]
    reporting: tuple[Party, ...]
    timeline: tuple[Moment, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Single:
    """An article of no comparison: its number, and a warning where it contradicts itself."""

    number: int
    title: str
    outlet: str | None
    warning: str
    language: str | None
