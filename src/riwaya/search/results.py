"""What a search gives."""

from __future__ import annotations

from typing import Literal

from riwaya.records import Record, Stance
from riwaya.search.query import Note

Kind = Literal["article", "statement", "event"]
Order = Literal["best", "newest"]


class Mark(Record, frozen=True):
    """A word of the text that answers a word of the query: a whole word, as it stands there."""

    start: int
    end: int
    text: str
    word: str


class Snippet(Record, frozen=True):
    """A verbatim slice of the title or the body, with the words in it that answer."""

    field: Literal["title", "body"]
    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()


class FormCount(Record, frozen=True):
    """How often a word of the query stands in one form: the times in a hit, or the hits in all."""

    word: str
    form: str
    count: int


class Hit(Record, frozen=True):
    """One answer: an article, a statement in it, or an event with the best of its accounts.

    `start` and `end` are the days of publication, `event` the id of the event; all None where
    unknown. `statement` is its id, `speaker` who (None: unknown), `accounts` the number of
    articles of an event."""

    kind: Kind
    score: float
    article: str
    title: str | None
    outlet: str | None
    start: str | None
    end: str | None
    event: str | None
    statement: str | None = None
    speaker: str | None = None
    stance: Stance | None = None
    accounts: int | None = None
    event_title: str | None = None
    snippets: tuple[Snippet, ...] = ()
    matched: tuple[FormCount, ...] = ()


class FacetValue(Record, frozen=True):
    """A value that the answers can be narrowed to: how many of them have it, and the query that
    asks for them."""

    value: str
    label: str
    count: int
    query: str


class Facet(Record, frozen=True):
    """What the answers can be narrowed by. Not `exact`: counted among the best ones only."""

    field: Literal["outlet", "date", "person", "place", "body", "speaker", "stance", "verdict"]
    values: tuple[FacetValue, ...]
    exact: bool


class Variant(Record, frozen=True):
    """That other forms of a name were searched too; `without` is the query that does not, None for
    the value of a field, which is searched in all its forms."""

    word: str
    name: str
    forms: tuple[str, ...]
    without: str | None


class Results(Record, frozen=True):
    """The answers to a query. `total` is how many there are, at least so many where it is not
    `exact`; `next` is the cursor of the next part. Records of one archive and query are the same
    in every run."""

    query: str
    kind: Kind
    order: Order
    hits: tuple[Hit, ...]
    total: int
    exact: bool
    next: str | None = None
    forms: tuple[FormCount, ...] = ()
    forms_exact: bool = True
    facets: tuple[Facet, ...] = ()
    variants: tuple[Variant, ...] = ()
    notes: tuple[Note, ...] = ()
