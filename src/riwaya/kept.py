"""The records of a kept archive, beside those that the stages speak (`records`)."""

from __future__ import annotations

from typing import Literal

from riwaya.records import AnnotatedArticle, Event, GivenArticle, Record

DecisionKind = Literal["same", "different", "speaker", "date", "hide"]


class Captured(Record, frozen=True):
    """What is known of a kept page beside its bytes, as it was when the page was captured.

    `media` and `charset` are what the container declared, `given` is set where the page is an
    article that was handed over as a record."""

    sha256: str
    path: str | None = None
    url: str | None = None
    offset: int | None = None
    captured: str | None = None
    media: str | None = None
    charset: str | None = None
    given: GivenArticle | None = None
    notes: tuple[str, ...] = ()


class Incoming(Record, frozen=True):
    """A page with the article on it, on their way into an archive. `packed` is the page as
    `store.pack` gives it."""

    page: Captured
    packed: bytes
    article: AnnotatedArticle


class Version(Record, frozen=True):
    """One version of an article: its number (the first is 1), the pages that carry it (the first
    is the one that it was read from), and when it was added (ISO 8601)."""

    article: str
    number: int
    pages: tuple[str, ...]
    added: str


class Change(Record, frozen=True):
    """A stretch that differs between two versions: slices of the two texts, one of them empty
    where words were only added or taken out. `field` says which text."""

    field: Literal["title", "body"]
    start: int
    end: int
    new_start: int
    new_end: int
    text: str
    new_text: str


class Undone(Record, frozen=True):
    """Who took a decision back, when and why."""

    who: str | None = None
    when: str | None = None
    why: str | None = None


class KeptDecision(Record, frozen=True):
    """What a person decided, of an article and by its id, so that it holds after a re-run.

    `same` and `different`: `article` and `other` report one event, or not. `speaker`: the speaker
    of `statement` is `speaker` (None: nobody can tell). `date`: the article was published from
    `start` to `end` (None: unknown). `hide`: the article, or its `statement` where one is named,
    is not to be shown. `words` are those of the statement: they find it when ids have changed.
    `id` is None until it is kept; `undone` is set where it holds no more."""

    kind: DecisionKind
    article: str
    other: str | None = None
    statement: str | None = None
    words: str | None = None
    speaker: str | None = None
    start: str | None = None
    end: str | None = None
    who: str | None = None
    when: str | None = None
    why: str | None = None
    id: int | None = None
    undone: Undone | None = None


class Listed(Record, frozen=True):
    """An article in a list, without its text."""

    id: str
    title: str | None
    outlet: str | None
    start: str | None
    end: str | None
    event: str | None
    version: int
    hidden: bool


class Articles(Record, frozen=True):
    """A part of a list, and the cursor of the next part; None at the end."""

    items: tuple[Listed, ...]
    next: str | None = None


class Events(Record, frozen=True):
    """A part of a list of events, and the cursor of the next part; None at the end."""

    items: tuple[Event, ...]
    next: str | None = None


class Found(Record, frozen=True):
    """A hit of the index: an article or a statement of it (`statement` is its id), and how well
    it fits (greater is better; only hits of one question can be compared)."""

    article: str
    statement: str | None
    rank: float


class Counted(Record, frozen=True):
    """How much an archive holds."""

    articles: int
    hidden: int
    versions: int
    pages: int
    events: int
    decisions: int
    ungrouped: int


class Added(Record, frozen=True):
    """What became of a batch: new articles, new versions, further pages of a version that was
    there, pages that were there themselves, and pages that were deleted from here before."""

    new: int = 0
    versions: int = 0
    pages: int = 0
    known: int = 0
    forgotten: int = 0


class Damage(Record, frozen=True):
    """Something in an archive that is not as it was written."""

    kind: Literal["page", "record", "database", "index", "slice", "comparison"]
    where: str
    detail: str


class Verified(Record, frozen=True):
    """What `verify` looked at and found; `loose` pages belong to no article (an adding that was
    killed leaves them) and do no harm."""

    pages: int
    records: int
    loose: int
    damages: tuple[Damage, ...] = ()


class Deletion(Record, frozen=True):
    """That an article was deleted, without what it said."""

    article: str
    pages: int
    who: str | None = None
    when: str | None = None
    why: str | None = None


DOCUMENTS: tuple[type[Record], ...] = (KeptDecision, Deletion, Version, Change)
"""The records that the commands on an archive print beside those of the stages."""
