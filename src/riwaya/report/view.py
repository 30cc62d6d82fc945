"""What a report shows, made from the comparison records once for every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from riwaya.records import (
    AccountStance,
    AnnotatedArticle,
    Comparison,
    Difference,
    DifferenceSide,
    Naming,
    Point,
    PointAccount,
    TimelineEntry,
    Verdict,
)
from riwaya.report.clean import line
from riwaya.report.days import say_candidates, say_value
from riwaya.report.labels import arabic, digits, say, say_number
from riwaya.report.slices import Piece, pieces

TITLE_CHARS = 240
NAME_CHARS = 60
WORDS_CHARS = 160
SENTENCE_CHARS = 500


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


def event_view(
    comparison: Comparison, number: int, articles: Mapping[str, tuple[int, AnnotatedArticle]]
) -> EventView:
    """The view of a comparison. `number` is its place in the report, `articles` maps ids to the
    article's number and record; an account whose article is missing has no quotations."""
    event = comparison.event
    accounts = _accounts(comparison, articles)
    rows = [
        _row(point, f"p-{number}-{place}", digits(place), accounts, articles)
        for place, point in enumerate(comparison.points, start=1)
    ]
    day, is_open = _day(event.start, event.end, event.candidates)
    order: tuple[Verdict, ...] = ("contested", "varied", "agreed")
    return EventView(
        number=number,
        title=_title(comparison),
        day=day,
        open=is_open,
        inferred=_inferred(comparison),
        places=tuple(line(place, NAME_CHARS) for place in event.places),
        accounts=accounts,
        independent=event.independent,
        totals=tuple(
            (verdict, sum(row.point.verdict == verdict for row in rows))
            for verdict in (*order, "single")
        ),
        rows=tuple((v, tuple(row for row in rows if row.point.verdict == v)) for v in order),
        alone=_alone(rows, accounts),
        parties=tuple(_party(naming, accounts) for naming in comparison.naming),
        timeline=tuple(_moment(entry, accounts) for entry in comparison.timeline),
        notes=tuple(line(note, WORDS_CHARS) for note in comparison.notes),
        slices=_slices(comparison, {account.article: account.number for account in accounts}),
    )


def _slices(
    comparison: Comparison, numbers: Mapping[str, int]
) -> tuple[tuple[int, int, int], ...]:
    quoted = [
        (entry.article, entry.start, entry.end)
        for point in comparison.points for entry in point.accounts
        if entry.start is not None and entry.end is not None
    ]
    timed = [(source.article, source.start, source.end)
             for entry in comparison.timeline for source in entry.sources]
    return tuple((numbers[article], start, end) for article, start, end in quoted + timed
                 if article in numbers)


def _title(comparison: Comparison) -> str:
    titles = [comparison.event.title, *(head.title for head in comparison.accounts)]
    said = [line(title, TITLE_CHARS) for title in titles if title]
    return next((title for title in said if title), arabic("untitled"))


def _accounts(
    comparison: Comparison, articles: Mapping[str, tuple[int, AnnotatedArticle]]
) -> tuple[Account, ...]:
    names: dict[str, str] = {}
    for place, head in enumerate(comparison.accounts, start=1):
        name = line(head.outlet or head.title or "", NAME_CHARS)
        name = name or say("account_number", n=digits(place))
        same = sum(base == name for base in names.values())
        names[head.article] = name
        if same:
            names[head.article] = say("numbered", name=name, n=digits(place))
    made: list[Account] = []
    for head in comparison.accounts:
        published = head.published
        copied = tuple(
            (names.get(copy.of, line(copy.of, NAME_CHARS)), round(copy.share * 100))
            for copy in comparison.event.copies
            if copy.article == head.article
        )
        made.append(Account(
            article=head.article,
            number=articles[head.article][0] if head.article in articles else 0,
            name=names[head.article],
            title=line(head.title, TITLE_CHARS) if head.title else None,
            published=_between(published.start, published.end) if published else None,
            known=bool(line(head.outlet or "")),
            copied_from=copied,
        ))
    return tuple(made)


def _between(start: str, end: str) -> str:
    return say_value(start) if start == end else say_value(f"{start}/{end}")


def _day(start: str | None, end: str | None, candidates: Sequence[str]) -> tuple[str, bool]:
    if start is not None:
        return _between(start, end or start), False
    if end is not None:
        return say_value(f"../{end}"), True
    return say_candidates(candidates), True


def _inferred(comparison: Comparison) -> bool:
    """Whether no account spells the event's day out."""
    start = comparison.event.start
    if start is None:
        return bool(comparison.event.candidates)
    return not any(
        entry.value is not None and entry.value[:10] == start[:10] and not entry.inferred
        for entry in comparison.timeline
    )


def _row(
    point: Point,
    anchor: str,
    number: str,
    accounts: Sequence[Account],
    articles: Mapping[str, tuple[int, AnnotatedArticle]],
) -> Row:
    sides = [side for difference in point.differences for side in (difference.a, difference.b)]
    kinds = [difference.kind for difference in point.differences for _ in "ab"]
    cells: list[tuple[Quote, ...]] = []
    for account in accounts:
        marks = [(side.start, side.end, kind) for side, kind in zip(sides, kinds, strict=True)
                 if side.article == account.article]
        body = articles[account.article][1].body if account.article in articles else ""
        said = [_quote(entry, account, body, marks) for entry in point.accounts
                if entry.article == account.article and entry.stance != "silent"]
        cells.append(tuple(said) or (Quote(account, "silent"),))
    return Row(
        anchor=anchor,
        number=number,
        point=point,
        text=line(point.text, SENTENCE_CHARS),
        cells=tuple(cells),
        contrasts=_contrasts(point.differences, {a.article: a.name for a in accounts}),
        asserted_by=tuple(line(name, NAME_CHARS) for name in point.asserted_by),
        denied_by=tuple(line(name, NAME_CHARS) for name in point.denied_by),
    )


def _quote(
    entry: PointAccount, account: Account, body: str, marks: Sequence[tuple[int, int, str]]
) -> Quote:
    runs: tuple[Piece, ...] = ()
    cut = False
    if entry.start is not None and entry.end is not None:
        runs, cut = pieces(body, entry.start, entry.end, marks)
    speaker = line(entry.speaker, NAME_CHARS) if entry.speaker else None
    chain = tuple(line(link, NAME_CHARS) for link in entry.chain)
    if chain and speaker is not None and chain[-1] != speaker:
        chain = (*chain, speaker)
    return Quote(
        account=account,
        stance=entry.stance,
        start=entry.start,
        pieces=runs,
        cut=cut,
        speaker=speaker,
        cue=line(entry.cue, NAME_CHARS) if entry.cue else None,
        chain=chain if len(chain) > 1 else (),
    )


def _contrasts(
    differences: Sequence[Difference], names: Mapping[str, str]
) -> tuple[Contrast, ...]:
    """Pairs that share a side are one matter; its sides are told apart by value or words."""
    groups: list[tuple[str, list[DifferenceSide]]] = []
    for difference in differences:
        pair = [difference.a, difference.b]
        joined = [group for group in groups
                  if group[0] == difference.kind and any(side in group[1] for side in pair)]
        merged = [side for group in joined for side in group[1]]
        merged += [side for side in pair if side not in merged]
        groups = [group for group in groups if group not in joined]
        groups.append((difference.kind, merged))
    return tuple(Contrast(kind, _sides(sides, names)) for kind, sides in groups)


def _sides(sides: Sequence[DifferenceSide], names: Mapping[str, str]) -> tuple[Side, ...]:
    told: dict[tuple[str, str | None], list[str]] = {}
    for side in sides:
        text = line(side.text, WORDS_CHARS)
        value = line(say_number(say_value(side.value)), NAME_CHARS) if side.value else None
        holders = told.setdefault((text, value), [])
        name = names.get(side.article, line(side.article, NAME_CHARS))
        if name not in holders:
            holders.append(name)
    return tuple(Side(text, value, tuple(held)) for (text, value), held in told.items())


def _alone(rows: Sequence[Row], accounts: Sequence[Account]) -> tuple[Alone, ...]:
    single = [row for row in rows if row.point.verdict == "single"]
    made: list[Alone] = []
    for place, account in enumerate(accounts):
        said = tuple(
            Said(row.anchor, row.number, row.point.kind, row.cells[place])
            for row in single if row.cells[place][0].stance != "silent"
        )
        if said:
            made.append(Alone(account, said))
    return tuple(made)


def _party(naming: Naming, accounts: Sequence[Account]) -> Party:
    cells = tuple(
        tuple((line(form.text, NAME_CHARS), form.count) for form in naming.forms
              if form.article == account.article)
        for account in accounts
    )
    return Party(line(naming.name, NAME_CHARS), naming.type, cells)


def _moment(entry: TimelineEntry, accounts: Sequence[Account]) -> Moment:
    by_article = {account.article: account for account in accounts}
    places = tuple(
        (by_article[source.article].number, source.start, by_article[source.article].name)
        for source in entry.sources if source.article in by_article
    )
    placed = {name for _, _, name in places}
    names = [by_article[article].name for article in entry.articles if article in by_article]
    return Moment(
        value=say_value(entry.value) if entry.value else say_candidates(entry.candidates),
        open=entry.value is None,
        inferred=entry.inferred,
        expression=line(entry.expression, WORDS_CHARS),
        text=line(entry.text, SENTENCE_CHARS),
        names=tuple(name for name in names if name not in placed),
        places=places,
        note=line(entry.note, WORDS_CHARS) if entry.note else None,
    )
