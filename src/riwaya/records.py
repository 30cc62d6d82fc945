"""Every record that the stages speak: one set of types for code, JSON and JSON Schema.

Offsets are code points, half-open (`start <= i < end`), into `Article.body` unless a field says
otherwise. Unknown is `None`. Field names are the promise of the JSON output.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Precision = Literal[
    "second",
    "minute",
    "hour",
    "part_of_day",
    "day",
    "week",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "duration",
]
FurnitureKind = Literal[
    "navigation",
    "ticker",
    "related",
    "caption",
    "comments",
    "comment_form",
    "share",
    "subscription",
    "copyright",
    "tags",
    "other",
]
MentionType = Literal["PER", "ORG", "GPE", "LOC", "FAC", "GROUP", "EVENT", "WORK", "MISC"]
Stance = Literal["assert", "deny", "confirm", "call", "promise", "warn", "accuse", "express", "ask"]
Mode = Literal["direct", "indirect", "mixed"]
Bound = Literal["exact", "at_least", "at_most", "about"]
PointKind = Literal["fact", "statement", "figure", "time", "place"]
Verdict = Literal["agreed", "single", "contested", "varied"]
AccountStance = Literal["says", "denies", "differs", "silent"]
DifferenceKind = Literal["figure", "time", "place", "speaker", "stance", "wording", "certainty"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all records: immutable, built by keyword, equal by value."""


class Span(Record, frozen=True):
    """A slice of a body: code points, half-open."""

    start: int
    end: int


# --- read -------------------------------------------------------------------------------------


class Origin(Record, frozen=True):
    """Where a page came from. `sha256` is of the captured bytes and is the page's identity;
    `offset` is the byte offset of the record inside an archive."""

    sha256: str
    path: str | None = None
    url: str | None = None
    offset: int | None = None
    captured: str | None = None


class GivenArticle(Record, frozen=True):
    """An article handed over as a record (a JSON line, a row of a table, an entry of a feed)
    instead of a page: only `text` is needed. `text` is plain text or, where `markup` is set, HTML.

    Articles with the same `event` are taken as accounts of one event."""

    text: str
    markup: bool = False
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    byline: tuple[str, ...] = ()
    section: str | None = None
    event: str | None = None


class Page(Record, frozen=True):
    """A captured page, decoded. `kind` says which reader of `extract` takes it; `text` is the
    decoded document (markup, dump, or the text of a given article)."""

    origin: Origin
    kind: Literal["html", "text", "given"]
    text: str
    charset: str | None = None
    given: GivenArticle | None = None
    notes: tuple[str, ...] = ()


class Refusal(Record, frozen=True):
    """An input, or part of one, that gave no article: where it was and why, as a message code of
    `errors.MESSAGES` with its English sentence, filled with `detail`. `fault` marks a failure of
    ours rather than of the input; `passed` marks what is by its nature no page (an image, a request
    record) and was passed over: it is counted, and is no error."""

    where: str
    code: str
    message: str
    detail: str = ""
    fault: bool = False
    passed: bool = False


# --- extract ----------------------------------------------------------------------------------


class When(Record, frozen=True):
    """A date of the page itself. `start` and `end` are ISO 8601 dates or times (inclusive), and
    `evidence` is the words or the field it was read from; the basis `decision` is a person's."""

    start: str
    end: str
    precision: Precision
    basis: Literal["metadata", "text", "url", "event", "decision", "none"]
    evidence: str


class Item(Record, frozen=True):
    """One entry of a furniture block: a brief, a related headline, a storyline tag."""

    text: str
    source: str | None = None
    time: str | None = None
    url: str | None = None
    count: int | None = None


class Furniture(Record, frozen=True):
    """A block of the page that is not the article, by kind. `text` is verbatim."""

    kind: FurnitureKind
    text: str
    items: tuple[Item, ...] = ()


class Article(Record, frozen=True):
    """The clean news item of one page. `paragraphs` slice `body`; `event` is the user's own
    grouping key where one was given; `notes` says in codes what was odd."""

    id: str
    page: Origin
    title: str | None
    body: str
    paragraphs: tuple[Span, ...]
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    subtitle: str | None = None
    byline: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    dateline: str | None = None
    published: When | None = None
    updated: When | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    event: str | None = None
    notes: tuple[str, ...] = ()


# --- annotate ---------------------------------------------------------------------------------


class Place(Record, frozen=True, gc=False):
    """Where a place is: the ISO 3166-1 code of its state, the state's name (`within`, None for a
    state itself), and its coordinates in degrees where they are known."""

    country: str
    within: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Mention(Record, frozen=True):
    """A name as written. `entity` joins the forms of one referent inside the article (and, where
    it is a known one, across articles); `name` is its fullest form; `place` is where it is, None
    for what is no place and for a place that may be several."""

    start: int
    end: int
    text: str
    type: MentionType
    entity: str | None
    name: str
    place: Place | None = None


class Time(Record, frozen=True, gc=False):
    """A time expression. `value` is an EDTF / ISO 8601 date or interval, or None while open, with
    what it could be in `candidates`. `inferred` marks a value that the expression alone does not
    give. `anchor` is what it was resolved against, `note` a code where it conflicts."""

    start: int
    end: int
    text: str
    value: str | None
    candidates: tuple[str, ...] = ()
    inferred: bool = False
    precision: Precision | None = None
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    basis: Literal["explicit", "relative", "weekday", "named", "event"] = "explicit"
    anchor: str | None = None
    note: str | None = None


class Figure(Record, frozen=True):
    """A number with what it counts. `value` in units of one; `of` is the counted noun as written,
    `unit` its class (killed, wounded, km, percent, USD, ...), None where unknown; `statement` is
    the id of the statement that gives it, None where the outlet does itself."""

    start: int
    end: int
    text: str
    value: float
    unit: str | None
    of: str | None
    bound: Bound = "exact"
    statement: str | None = None


class Speaker(Record, frozen=True):
    """Who is said to have said it: as written (None where only implied), resolved to the fullest
    name, and the entity of that name."""

    text: str | None
    name: str | None
    entity: str | None = None


class Cue(Record, frozen=True):
    """The word that attributes, as written, and its lemma in the lexicon of verbs of saying."""

    start: int
    end: int
    text: str
    lemma: str


class Statement(Record, frozen=True):
    """One act of attributing content to a speaker. `via` are the media or agencies that carried
    it; `parent` is the statement it is nested in; `parts` names what `confidence` is made of."""

    id: str
    speaker: Speaker
    cue: Cue
    content: Span
    mode: Mode
    stance: Stance
    via: tuple[str, ...] = ()
    parent: str | None = None
    confidence: float = 0.0
    parts: dict[str, float] = {}


class AnnotatedArticle(Article, frozen=True):
    """An article with what `annotate` found in its body."""

    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()


# --- group ------------------------------------------------------------------------------------


class Passage(Record, frozen=True, gc=False):
    """A stretch of an article's body that stands in another's with the same words."""

    start: int
    end: int
    of_start: int
    of_end: int


CopyKind = Literal["exact", "edited", "abridged", "extended", "stitched", "partial"]


class Copy(Record, frozen=True):
    """`article` took over text of `of`: `share` (0 to 1) of its runs of five words stand there, and
    `of_share` of those of `of` stand in it. `stitched`: most of it comes from several, of which
    `of` gave the most; `partial`: less than half of either."""

    article: str
    of: str
    share: float
    of_share: float = 0.0
    kind: CopyKind = "partial"
    passages: tuple[Passage, ...] = ()

    @property
    def dependent(self) -> bool:
        """Whether the text of `article` is mostly not its own: no voice beside that of `of`."""
        return self.share >= 0.5 or self.kind == "stitched"


class Event(Record, frozen=True):
    """One moment in time and space, or one act of speech. `start` and `end` bound its day (None
    while open, with what is left in `candidates`); `basis` says whether the accounts' texts tell
    it or only the days of publication are known; `independent` counts voices after copies."""

    id: str
    title: str | None
    start: str | None = None
    end: str | None = None
    candidates: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    independent: int = 0
    storyline: str | None = None
    basis: Literal["text", "published"] | None = None


class Relation(Record, frozen=True):
    """How alike two articles are as reports of one event: named parts and their score (0 to 1)."""

    a: str
    b: str
    score: float
    parts: dict[str, float]


class Decision(Record, frozen=True):
    """What a person decided: whether two articles report one event. It comes before all scores."""

    a: str
    b: str
    same: bool
    who: str | None = None
    when: str | None = None
    why: str | None = None


class Explanation(Record, frozen=True):
    """Why two articles are, or are not, in one event: `score` against what one event needs, its
    parts (0 to 1), what each part adds to or takes from the log odds, the events that they are in,
    the mean score of all links between the articles of both events, and a person's decision."""

    a: str
    b: str
    together: bool
    score: float
    needed: float
    parts: dict[str, float]
    reasons: dict[str, float]
    events: tuple[str, str]
    storyline: bool
    between_events: float
    decision: Decision | None = None


# --- compare ----------------------------------------------------------------------------------


class AccountHead(Record, frozen=True):
    """One account of an event: the article and how to name it."""

    article: str
    outlet: str | None
    title: str | None
    published: When | None


class PointAccount(Record, frozen=True):
    """What one account says on a point: a slice of its body, or "silent" with no slice."""

    article: str
    start: int | None
    end: int | None
    stance: AccountStance
    speaker: str | None = None
    cue: str | None = None
    chain: tuple[str, ...] = ()


class DifferenceSide(Record, frozen=True):
    """One side of a difference: the differing words, in their place."""

    article: str
    start: int
    end: int
    text: str
    value: str | None = None


class Difference(Record, frozen=True):
    """Two accounts that differ on a point, each in its own words."""

    kind: DifferenceKind
    a: DifferenceSide
    b: DifferenceSide


class Point(Record, frozen=True):
    """One matter of fact, or one statement, that accounts can be compared on. `text` is a slice of
    one of them. An account that has a claim and its denial stands twice in `accounts`.
    `asserted_by` and `denied_by` name the speakers of a contested point; `parts` says what the
    verdict rests on. A point with the part `proposed` is a language model's: it has the two
    accounts that were put side by side, and of the others nothing is known."""

    id: str
    text: str
    kind: PointKind
    verdict: Verdict
    accounts: tuple[PointAccount, ...]
    differences: tuple[Difference, ...] = ()
    independent: int = 0
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    parts: dict[str, float] = {}


class NameForm(Record, frozen=True):
    """One form of a name in one article, with how often it stands there, and where; `text` is as
    the first place has it."""

    article: str
    text: str
    count: int
    places: tuple[Span, ...] = ()


class Naming(Record, frozen=True):
    """How each account names one party. `differs`: two accounts take different sides with the words
    that they name it by (الكيان الصهيوني, الحكومة الإسرائيلية), not only a longer and a shorter
    name."""

    entity: str
    name: str
    type: MentionType
    forms: tuple[NameForm, ...]
    differs: bool = False


class ReportingForm(Record, frozen=True):
    """One word by which an article attributes something to a speaker: its lemma in the lexicon of
    verbs of saying, and the slice that has it."""

    article: str
    lemma: str
    text: str
    start: int
    end: int


class Reporting(Record, frozen=True):
    """By which words two accounts or more report one speaker."""

    name: str
    forms: tuple[ReportingForm, ...]


class TimelineSource(Record, frozen=True):
    """Where an entry of the timeline stands: the time expression's slice, and the day that it gives
    where the accounts of one entry give several."""

    article: str
    start: int
    end: int
    value: str | None = None


class TimelineEntry(Record, frozen=True):
    """What an account puts at a time: `text` is the clause that says so. `value` is None with
    `candidates` while the day is open, or while accounts put one matter on several days: then each
    of `sources` has its own. `inferred` marks a value that no account spells out."""

    value: str | None
    text: str
    articles: tuple[str, ...]
    expression: str
    candidates: tuple[str, ...] = ()
    inferred: bool = False
    note: str | None = None
    sources: tuple[TimelineSource, ...] = ()


class Comparison(Record, frozen=True):
    """An event's points, each with what every account says on it, in its own words."""

    event: Event
    accounts: tuple[AccountHead, ...]
    points: tuple[Point, ...]
    naming: tuple[Naming, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    notes: tuple[str, ...] = ()
    reporting: tuple[Reporting, ...] = ()


DOCUMENTS: tuple[type[Record], ...] = (Article, AnnotatedArticle, Event, Relation, Comparison, Time)
"""The records that commands print, in the order of `riwaya schema`."""
