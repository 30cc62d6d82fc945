"""What a report shows, made from the comparison records once for every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from riwaya.records import (
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
from riwaya.report.labels import arabic, digits, known, say, say_number
from riwaya.report.shapes import (
    Account,
    Alone,
    Contrast,
    EventView,
    Moment,
    Party,
    Quote,
    Row,
    Said,
    Side,
)
from riwaya.report.slices import Piece, pieces

TITLE_CHARS: Final = 240
NAME_CHARS: Final = 60
SHORT_CHARS: Final = 34
WORDS_CHARS: Final = 160
SENTENCE_CHARS: Final = 500
_ORIGINS: Final = 2


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
        notes=tuple(_note(note) for note in comparison.notes),
        slices=_slices(comparison, {account.article: account.number for account in accounts}),
    )


def _note(code: str) -> str:
    key = f"note.{code}"
    return arabic(key) if known(key) else line(code, WORDS_CHARS)


def _slices(comparison: Comparison, numbers: Mapping[str, int]) -> tuple[tuple[int, int, int], ...]:
    quoted = [
        (entry.article, entry.start, entry.end)
        for point in comparison.points
        for entry in point.accounts
        if entry.start is not None and entry.end is not None
    ]
    timed = [
        (source.article, source.start, source.end)
        for entry in comparison.timeline
        for source in entry.sources
    ]
    return tuple(
        (numbers[article], start, end)
        for article, start, end in quoted + timed
        if article in numbers
    )


def _title(comparison: Comparison) -> str:
    titles = [comparison.event.title, *(head.title for head in comparison.accounts)]
    said = [line(title, TITLE_CHARS) for title in titles if title]
    return next((title for title in said if title), arabic("untitled"))


def _accounts(
    comparison: Comparison, articles: Mapping[str, tuple[int, AnnotatedArticle]]
) -> tuple[Account, ...]:
    names: dict[str, str] = {}
    for place, head in enumerate(comparison.accounts, start=1):
        name = line(head.outlet or "", NAME_CHARS) or line(head.title or "", SHORT_CHARS)
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
        )[:_ORIGINS]
        made.append(
            Account(
                article=head.article,
                number=articles[head.article][0] if head.article in articles else 0,
                name=names[head.article],
                title=line(head.title, TITLE_CHARS) if head.title else None,
                published=_between(published.start, published.end) if published else None,
                known=bool(line(head.outlet or "")),
                copied_from=copied,
            )
        )
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
        marks = [
            (side.start, side.end, kind)
            for side, kind in zip(sides, kinds, strict=True)
            if side.article == account.article
        ]
        body = articles[account.article][1].body if account.article in articles else ""
        said = [
            _quote(entry, account, body, marks)
            for entry in point.accounts
            if entry.article == account.article and entry.stance != "silent"
        ]
        cells.append(tuple(said) or (Quote(account, "silent"),))
    return Row(
        anchor=anchor,
        number=number,
        point=point,
        text=line(point.text, SENTENCE_CHARS),
        cells=tuple(cells),
        contrasts=_contrasts(
            # who asserts and who denies already says this
            [one for one in point.differences if one.kind != "stance" or not point.denied_by],
            {account.article: account.name for account in accounts},
        ),
        asserted_by=tuple(line(name, NAME_CHARS) for name in point.asserted_by),
        denied_by=tuple(line(name, NAME_CHARS) for name in point.denied_by),
    )


def _quote(
    entry: PointAccount, account: Account, body: str, marks: Sequence[tuple[int, int, str]]
) -> Quote:
    runs: tuple[Piece, ...] = ()
    cut = False
    if entry.start is not None and entry.end is not None:
        telling = [
            mark for mark in marks if mark[0] > entry.start or mark[1] < entry.end
        ]  # not the whole quotation
        runs, cut = pieces(body, entry.start, entry.end, telling)
    speaker = line(entry.speaker, NAME_CHARS) if entry.speaker else None
    chain = tuple(
        arabic("outlet.nameless")
        if link == account.article and not account.known
        else line(link, NAME_CHARS)
        for link in entry.chain
    )
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


def _contrasts(differences: Sequence[Difference], names: Mapping[str, str]) -> tuple[Contrast, ...]:
    """Pairs that share a side are one matter; its sides are told apart by value or words."""
    groups: list[tuple[str, list[DifferenceSide]]] = []
    for difference in differences:
        pair = [difference.a, difference.b]
        joined = [
            group
            for group in groups
            if group[0] == difference.kind and any(side in group[1] for side in pair)
        ]
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
            for row in single
            if row.cells[place][0].stance != "silent"
        )
        if said:
            made.append(Alone(account, said))
    return tuple(made)


def _party(naming: Naming, accounts: Sequence[Account]) -> Party:
    cells = tuple(
        tuple(
            (line(form.text, NAME_CHARS), form.count)
            for form in naming.forms
            if form.article == account.article
        )
        for account in accounts
    )
    return Party(line(naming.name, NAME_CHARS), naming.type, cells)


def _moment(entry: TimelineEntry, accounts: Sequence[Account]) -> Moment:
    by_article = {account.article: account for account in accounts}
    places = tuple(
        (by_article[source.article].number, source.start, by_article[source.article].name)
        for source in entry.sources
        if source.article in by_article
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
        note=_note(entry.note) if entry.note else None,
    )
