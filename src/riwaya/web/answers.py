"""What the server answers, as records: the JSON of `/v1` is these and those of the stages."""

from __future__ import annotations

from riwaya.kept import KeptDecision, Listed, Version
from riwaya.records import AnnotatedArticle, Event, Record
from riwaya.store.sayings import SaidCount, SaidRow


class Total(Record, frozen=True):
    """How many there are; not `exact`: at least so many."""

    value: int
    exact: bool = True


class Points(Record, frozen=True):
    """How many points of a comparison are contested, varied, agreed, or of one account."""

    contested: int = 0
    varied: int = 0
    agreed: int = 0
    single: int = 0


class EventItem(Event, frozen=True):
    """An event in a list: its outlets, its points where it was compared, and in the list of those
    that grow how many of its accounts are of the last week."""

    outlets: tuple[str, ...] = ()
    points: Points | None = None
    lately: int | None = None

    def plain(self) -> Event:
        """The event as the stages give it."""
        return Event(**{name: getattr(self, name) for name in Event.__struct_fields__})


class EventItems(Record, frozen=True):
    """A part of a list of events; `next` is the cursor of the part after it, None at the end.
    `until` is the last day of the week in which events grew."""

    items: tuple[EventItem, ...]
    next: str | None = None
    total: Total | None = None
    until: str | None = None


class ArticleItems(Record, frozen=True):
    """A part of a list of articles."""

    items: tuple[Listed, ...]
    next: str | None = None


class ArticleRead(AnnotatedArticle, frozen=True):
    """An article with the event that it is in, its versions, and which of them this is."""

    in_event: str | None = None
    version: int = 1
    versions: tuple[Version, ...] = ()


class StorylineItem(Record, frozen=True):
    """A storyline in a list: `title` is that of its largest event."""

    id: str
    title: str | None
    events: int
    articles: int
    start: str | None
    end: str | None


class StorylineItems(Record, frozen=True):
    """A part of a list of storylines."""

    items: tuple[StorylineItem, ...]
    next: str | None = None


class Storyline(Record, frozen=True):
    """A storyline: its events, the first day first, and how many there are of what."""

    id: str
    title: str | None
    events: tuple[EventItem, ...]
    articles: int
    outlets: tuple[str, ...]


class SpeakerItem(Record, frozen=True):
    """Someone who is said to have said something, by one form of the name, and how often."""

    name: str
    statements: int


class SpeakerItems(Record, frozen=True):
    """A part of a list of speakers."""

    items: tuple[SpeakerItem, ...]
    next: str | None = None


class Said(SaidRow, frozen=True):
    """A statement with its words: `text` is the slice from `start_at` to `end_at` of the body,
    `cue` the verb as written, `speaker` the name as it is written or resolved there."""

    text: str
    start_at: int
    end_at: int
    cue: str
    speaker: str | None
    title: str | None


class Speaker(Record, frozen=True):
    """A speaker: how many statements by stance, outlet and month, and a part of them, the newest
    first."""

    name: str
    counts: tuple[SaidCount, ...]
    items: tuple[Said, ...]
    next: str | None = None


class OutletItem(Record, frozen=True):
    """An outlet in a list."""

    name: str
    articles: int
    start: str | None
    end: str | None


class OutletItems(Record, frozen=True):
    """A part of a list of outlets."""

    items: tuple[OutletItem, ...]
    next: str | None = None


class NameUse(Record, frozen=True):
    """A form of a name, how often it stands in the articles that were read, and in which of them
    first."""

    name: str
    form: str
    count: int
    article: str
    start: int
    end: int


class MonthCount(Record, frozen=True):
    """Articles of a month (`2024-05`), None for those without a day."""

    month: str | None
    articles: int


class Outlet(Record, frozen=True):
    """Facts about an outlet: its articles by month, the events that it reports, how many of those
    others report too, how many of its `read` newest articles are mostly taken over from another,
    and by which forms it names parties there."""

    name: str
    articles: int
    months: tuple[MonthCount, ...]
    events: int
    shared: int
    read: int
    taken_over: int
    naming: tuple[NameUse, ...]
    items: tuple[Listed, ...]
    next: str | None = None


class Decisions(Record, frozen=True):
    """A part of what people decided, the newest first."""

    items: tuple[KeptDecision, ...]
    next: str | None = None


class Overview(Record, frozen=True):
    """How much the archive holds, and where to go on."""

    version: str
    articles: int
    events: int
    decisions: int
    ungrouped: int
    links: dict[str, str]
