"""A report as lines, in the one order of all formats that are read as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from riwaya.report.clean import line
from riwaya.report.labels import Labels
from riwaya.report.lines import (
    QUOTED_CHARS,
    Line,
    field,
    holder,
    holders,
    name,
    names,
    quotation,
    section,
    source,
)
from riwaya.report.phrases import fill, joined
from riwaya.report.shapes import (
    Account,
    Alone,
    Contrast,
    EventView,
    Form,
    Moment,
    Party,
    Quote,
    Range,
    Row,
    Runs,
    Single,
    Value,
)

SHOWN_ALONE: Final = 8
BULLET: Final = "•"


def outline(
    events: Sequence[EventView], singles: Sequence[Single], labels: Labels
) -> Iterator[Line]:
    """All lines of a report, event by event, then the articles that stand alone."""
    if not events:
        yield Line((labels.phrase("no_events"),))
    for view in events:
        yield from _head(view, labels)
        yield from _points(view, labels)
        yield from _rest(view, labels)
    if singles:
        yield section(labels, "singles")
        for one in singles:
            outlet = one.outlet or labels.phrase("unknown")
            title = Value(one.title, language=one.language)
            runs = (Value(outlet, language=one.language), ": ", title)
            yield Line(runs, mark=BULLET)
            if one.warning:
                yield Line((Value(one.warning),), depth=1, mark="!")


def _head(view: EventView, labels: Labels) -> Iterator[Line]:
    yield Line((Value(view.title, language=view.language),), kind="event")
    for sentence in view.brief:
        yield Line(sentence)
    mark = f" ({labels.phrase('inferred')})" if view.inferred else ""
    yield field(labels, "day_published" if view.published else "day", (Value(view.day), mark))
    if view.places:
        yield field(labels, "places", names(labels, view.places, view.language))
    voices = (labels.count("voices", view.independent),) if view.independent > 0 else ()
    yield Line(joined(labels, (labels.count("accounts", len(view.accounts)), *voices)))
    totals = [
        f"{labels.phrase(f'sum.{verdict}')}: {labels.digits(n)}" for verdict, n in view.totals
    ]
    yield Line((" · ".join(totals),))
    for account in view.accounts:
        yield Line(_account(account, labels), mark=BULLET)
    for agency, accounts in view.wires:
        who = joined(labels, [name(one) for one in accounts])
        yield Line(fill(labels, "wire", agency=Value(agency), outlets=who), mark=BULLET)
    for note in view.notes:
        yield field(labels, "notes", (Value(note),))


def _account(account: Account, labels: Labels) -> Runs:
    who = name(account) if account.known else labels.phrase("outlet.nameless")
    title: Runs = (": ", Value(account.title, language=account.language)) if account.title else ()
    when: Runs = (" — ", Value(account.published)) if account.published else ()
    copied = [
        (" (", *fill(labels, "copy_share", of=Value(of), share=labels.digits(share)), ")")
        for of, share in account.copied_from
    ]
    cut = (f" ({labels.phrase('account_cut')})",) if account.cut else ()
    return (who, *title, *when, *(run for one in copied for run in one), *cut)


def _points(view: EventView, labels: Labels) -> Iterator[Line]:
    for verdict, rows in view.rows:
        if rows:
            yield section(labels, verdict, len(rows))
            for row in rows:
                yield from _row(row, view, labels)
    if view.alone:
        yield section(labels, "single")
        for alone in view.alone:
            yield from _alone(alone, labels)


def _rest(view: EventView, labels: Labels) -> Iterator[Line]:
    for key, parties in (("naming", view.parties), ("reporting", view.reporting)):
        if parties:
            yield section(labels, key)
            for party in parties:
                yield from _party(party, view, labels)
    if view.timeline:
        yield section(labels, "timeline")
        for moment in view.timeline:
            yield from _moment(moment, labels)


def _row(row: Row, view: EventView, labels: Labels) -> Iterator[Line]:
    tags = [labels.phrase("proposed")] if row.proposed else []
    tags += [labels.phrase(f"kind.{row.point.kind}")]
    tags += [labels.count("voices", row.point.independent)] if row.point.independent > 0 else []
    tags += [labels.phrase("sole_source")] if row.sole else []
    text = Value(row.text, row.at, quoted=row.at is not None, language=view.language)
    yield Line((f"{row.number}. ", text, f" [{labels.listed(tags)}]"), kind="point")
    for key, who in (("asserted_by", row.asserted_by), ("denied_by", row.denied_by)):
        if who:
            yield field(labels, key, names(labels, who, view.language), depth=1)
    for cell in row.cells:
        for quote in cell:
            if quote.stance != "silent":
                yield Line(_said(quote, labels), depth=1, mark=BULLET)
    silent = [
        cell[0].account for cell in row.cells if cell[0].stance == "silent" and not row.proposed
    ]
    if silent:
        yield field(labels, "silent", joined(labels, [name(one) for one in silent]), depth=1)
    if parts := joined(labels, [name(one) for one in silent if one.cut]):
        yield Line(fill(labels, "silent_cut_of", outlets=parts), depth=1, mark="!")
    for contrast in row.contrasts:
        yield Line(_contrast(contrast, labels), depth=1, mark="≠")
    for one in row.ranges:
        yield from _range(one, labels)


def _said(quote: Quote, labels: Labels) -> Runs:
    stance = f" ({labels.phrase(f'stance.{quote.stance}')})"
    who = source(quote, labels)
    return (name(quote.account), stance, *((" — ", *who) if who else ()), ": ", *quotation(quote))


def _contrast(contrast: Contrast, labels: Labels) -> Runs:
    made: list[str | Value] = [f"{labels.phrase(f'difference.{contrast.kind}')}: "]
    for place, side in enumerate(contrast.sides):
        made += [" ⟷ "] if place else []
        first = side.places[0]
        made.append(Value(side.text, first, quoted=True, language=first.account.language))
        if side.value not in (None, side.text):
            made += [" = ", Value(side.value or "")]
        made += [" (", *holders(labels, side.places), ")"]
    return tuple(made)


def _range(one: Range, labels: Labels) -> Iterator[Line]:
    yield Line(
        fill(labels, "range", least=Value(one.least), most=Value(one.most)), depth=1, mark="↔"
    )
    for given in one.given:
        account = given.at.account
        text = Value(given.text, given.at, quoted=True, cited=True, language=account.language)
        parts: list[str | Value | Runs] = [name(account), (given.bound,)]
        if given.speaker is not None:
            speaker = Value(given.speaker, language=account.language)
            parts.append((f"{labels.phrase('speaker')}: ", speaker))
        if given.when is not None:
            parts.append((f"{labels.phrase('figure_when')}: «", given.when, "»"))
        parts += [(labels.phrase("figure_sole"),)] if given.sole else []
        runs = (Value(given.value), ": «", text, "» (", *joined(labels, parts), ")")
        yield Line(runs, depth=2, mark=BULLET)


def _alone(alone: Alone, labels: Labels) -> Iterator[Line]:
    yield Line((*fill(labels, "only", outlet=name(alone.account)), ":"), depth=1)
    shown = alone.shown(SHOWN_ALONE)
    for said in alone.said[:shown]:
        copied = joined(labels, [name(one) for one in said.copies])
        also: Runs = (" ", *fill(labels, "also_in", outlets=copied)) if copied else ()
        for quote in said.quotes:
            who = source(quote, labels)
            runs = (f"{said.number}. ", *who, *((": ",) if who else ()), *quotation(quote), *also)
            yield Line(runs, depth=1, mark=BULLET)
    for key, rest in (("more", alone.near - shown), ("beside", len(alone.said) - alone.near)):
        if rest:
            yield Line((labels.count(key, rest),), depth=1, mark="…")


def _party(party: Party, view: EventView, labels: Labels) -> Iterator[Line]:
    kind = f" [{labels.phrase(f'type.{party.type}')}]" if party.type else ""
    yield Line((Value(party.name, language=view.language), kind), depth=1)
    for account, forms in zip(view.accounts, party.cells, strict=True):
        if forms:
            said = joined(labels, [_form(form, labels) for form in forms])
            yield Line((name(account), ": ", *said), depth=1, mark=BULLET)


def _form(form: Form, labels: Labels) -> Runs:
    at = form.first
    language = at.account.language if at is not None else None
    text = Value(form.text, at, quoted=at is not None, cited=True, language=language)
    return (text, f" {labels.say('times', n=labels.digits(form.count))}")


def _moment(moment: Moment, labels: Labels) -> Iterator[Line]:
    mark = f" ({labels.phrase('inferred')})" if moment.inferred else ""
    at = moment.first
    language = at.account.language if at is not None else None
    expression = Value(moment.expression, at, quoted=at is not None, language=language)
    first = {place.account.article: place for place in reversed(moment.places)}
    held = [holder(first[key]) for key in dict.fromkeys(p.account.article for p in moment.places)]
    who = joined(labels, [*held, *(Value(word) for word in moment.names)])
    comma = labels.phrase("comma")
    runs: Runs = (
        Value(moment.value), f"{mark}{comma} {labels.phrase('expression')} «", expression, "» (",
        *who, ")",
    )  # fmt: skip
    yield Line(_read(moment, labels) if moment.readings else runs, depth=1, mark=BULLET)
    text = line(moment.text, QUOTED_CHARS)
    quoted = moment.at is not None
    yield Line((Value(text, moment.at, quoted=quoted, cited=True, language=language),), depth=2)
    if moment.note:
        yield field(labels, "notes", (Value(moment.note),), depth=2)


def _read(moment: Moment, labels: Labels) -> Runs:
    """The days of a moment that accounts put on several, each with its words and accounts."""
    made: list[str | Value] = [f"{labels.phrase('told_apart')}: "]
    for place, one in enumerate(moment.readings):
        made += [" ⟷ "] if place else []
        at = one.places[0]
        words = Value(one.expression, at, quoted=True, language=at.account.language)
        made += [Value(one.value), " «", words, "» (", *holders(labels, one.places), ")"]
    return tuple(made)
