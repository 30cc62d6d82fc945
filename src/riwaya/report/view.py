"""What a report shows, made from the comparison records once for every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from riwaya.records import (
    AnnotatedArticle,
    Comparison,
    Naming,
    Reporting,
    Span,
    TimelineEntry,
    Verdict,
)
from riwaya.report.accounts import (
    SENTENCE_CHARS,
    WORDS_CHARS,
    Told,
    told,
)
from riwaya.report.alone import alone, in_order
from riwaya.report.brief import brief
from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line
from riwaya.report.days import contradiction, say_between, say_candidates, say_value
from riwaya.report.distance import takes_distance
from riwaya.report.labels import Labels
from riwaya.report.rows import row
from riwaya.report.shapes import EventView, Form, Moment, Party, Reading, Single, Slice
from riwaya.voices import is_alone

_ORDER: tuple[Verdict, ...] = ("contested", "varied", "agreed")


def views(
    comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle], labels: Labels
) -> tuple[tuple[EventView, ...], tuple[Single, ...]]:
    """The comparisons of two accounts or more, and the articles that are in none of them."""
    numbered = {article.id: (n, article) for n, article in enumerate(articles, start=1)}
    several = [one for one in comparisons if len(one.accounts) > 1]
    found = tuple(event_view(one, n, numbered, labels) for n, one in enumerate(several, start=1))
    compared = {account.article for view in found for account in view.accounts}
    singles = tuple(
        Single(
            number=number,
            title=line(article.title or "", TITLE_CHARS) or labels.phrase("untitled"),
            outlet=line(article.outlet or "", NAME_CHARS) or None,
            warning=contradiction(article.times, labels),
            language=article.language,
        )
        for number, article in enumerate(articles, start=1)
        if article.id not in compared
    )
    return found, singles


def event_view(
    comparison: Comparison,
    number: int,
    articles: Mapping[str, tuple[int, AnnotatedArticle]],
    labels: Labels,
    names: Mapping[str, str] | None = None,
) -> EventView:
    """The view of a comparison. `number` is its place in the report, `articles` maps ids to the
    article's number and record; an account whose article is missing has no quotations. `names`
    are those of the accounts in a larger comparison that this is a part of."""
    event = comparison.event
    accounts = told(comparison, articles, labels, names)
    rows = [
        row(point, f"p-{number}-{place}", labels.digits(place), accounts)
        for place, point in enumerate(in_order(comparison, accounts), start=1)
    ]
    several = [row for row in rows if not is_alone(row.point)]
    day, is_open = _day(comparison, labels)
    return EventView(
        number=number,
        title=_title(comparison, labels),
        language=accounts.language,
        day=day,
        open=is_open,
        inferred=_inferred(comparison),
        published=event.basis == "published",
        wires=tuple(
            (name, tuple(accounts.by_article[one] for one in ids))
            for name, ids in accounts.wires.items()
        ),
        places=tuple(line(place, NAME_CHARS) for place in event.places),
        accounts=accounts.accounts,
        independent=event.independent,
        brief=brief([one for one in rows if not one.proposed], event.independent, accounts),
        totals=(
            *(
                (verdict, sum(row.point.verdict == verdict for row in several))
                for verdict in _ORDER
            ),
            ("single", len(rows) - len(several)),
        ),
        rows=tuple((v, tuple(row for row in several if row.point.verdict == v)) for v in _ORDER),
        alone=alone(rows, comparison, accounts),
        parties=tuple(_party(one, accounts) for one in comparison.naming if one.differs),
        reporting=tuple(
            _reported(one, accounts) for one in comparison.reporting if takes_distance(one)
        ),
        timeline=tuple(_moment(entry, accounts) for entry in comparison.timeline),
        notes=tuple(_note(note, labels) for note in comparison.notes),
    )


def _note(code: str, labels: Labels) -> str:
    key = f"note.{code}"
    return labels.phrase(key) if labels.known(key) else line(code, WORDS_CHARS)


def _title(comparison: Comparison, labels: Labels) -> str:
    titles = [comparison.event.title, *(head.title for head in comparison.accounts)]
    said = [line(title, TITLE_CHARS) for title in titles if title]
    return next((title for title in said if title), labels.phrase("untitled"))


def _day(comparison: Comparison, labels: Labels) -> tuple[str, bool]:
    event = comparison.event
    if event.start is not None:
        return say_between(event.start, event.end or event.start, labels), False
    if event.end is not None:
        return say_value(f"../{event.end}", labels), True
    return say_candidates(event.candidates, labels), True


def _inferred(comparison: Comparison) -> bool:
    """Whether no account spells the event's day out."""
    start = comparison.event.start
    if comparison.event.basis is not None:
        return False
    if start is None:
        return bool(comparison.event.candidates)
    return not any(
        entry.value is not None and entry.value[:10] == start[:10] and not entry.inferred
        for entry in comparison.timeline
    )


def _party(naming: Naming, told: Told) -> Party:
    cells = tuple(
        tuple(
            Form(line(form.text, NAME_CHARS), form.count, _places(form.article, form.places, told))
            for form in naming.forms
            if form.article == account.article
        )
        for account in told.accounts
    )
    return Party(line(naming.name, NAME_CHARS), naming.type, cells)


def _places(article: str, spans: Sequence[Span], told: Told) -> tuple[Slice, ...]:
    found = (told.slice(article, span.start, span.end) for span in spans)
    return tuple(at for at in found if at is not None)


def _reported(one: Reporting, told: Told) -> Party:
    """The verbs of each account by lemma, the most frequent first, each as it is first written."""
    cells: list[tuple[Form, ...]] = []
    for account in told.accounts:
        by_lemma: dict[str, list[Slice]] = {}
        for form in one.forms:
            at = told.slice(form.article, form.start, form.end)
            if form.article == account.article and at is not None:
                by_lemma.setdefault(form.lemma, []).append(at)
        forms = [
            Form(line(told.words(places[0]), NAME_CHARS), len(places), tuple(places))
            for places in by_lemma.values()
        ]
        cells.append(tuple(sorted(forms, key=lambda form: -form.count)))
    return Party(line(one.name, NAME_CHARS), None, tuple(cells))


def _moment(entry: TimelineEntry, told: Told) -> Moment:
    found = (told.slice(one.article, one.start, one.end) for one in entry.sources)
    places = tuple(at for at in found if at is not None)
    placed = {at.account.article for at in places}
    labels = told.labels
    return Moment(
        value=say_value(entry.value, labels)
        if entry.value
        else say_candidates(entry.candidates, labels),
        open=entry.value is None,
        inferred=entry.inferred,
        expression=line(told.words(places[0]) if places else entry.expression, WORDS_CHARS),
        text=line(entry.text, SENTENCE_CHARS),
        at=_around(places[0], entry.text, told) if places else None,
        names=tuple(
            told.by_article[article].name
            for article in entry.articles
            if article in told.by_article and article not in placed
        ),
        places=places,
        note=_note(entry.note, labels) if entry.note else None,
        readings=_readings(entry, told),
    )


def _readings(entry: TimelineEntry, told: Told) -> tuple[Reading, ...]:
    """The days that accounts give one matter, each with its accounts."""
    by_value: dict[str, list[Slice]] = {}
    for one in entry.sources:
        at = told.slice(one.article, one.start, one.end)
        if one.value is not None and at is not None:
            by_value.setdefault(one.value, []).append(at)
    return tuple(
        Reading(
            say_value(value, told.labels), line(told.words(places[0]), WORDS_CHARS), tuple(places)
        )
        for value, places in sorted(by_value.items())
    )


def _around(at: Slice, text: str, told: Told) -> Slice | None:
    """Where `text` stands around a slice of an account."""
    body = told.articles[at.account.article].body
    start = body.rfind(text, 0, at.start + len(text))
    return told.slice(at.account.article, start, start + len(text)) if start >= 0 else None
