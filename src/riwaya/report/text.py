"""The comparison for a terminal: Arabic lines that do not lean on columns or colour."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from riwaya.records import AnnotatedArticle, Comparison
from riwaya.report.clean import line
from riwaya.report.days import contradiction
from riwaya.report.labels import arabic, count, digits, say
from riwaya.report.shapes import Alone, Contrast, EventView, Moment, Party, Quote, Row
from riwaya.report.view import NAME_CHARS, TITLE_CHARS, event_view

WIDTH: Final = 92
QUOTED_CHARS: Final = 280
SHOWN_ALONE: Final = 8
_FSI: Final = "\u2068"
_PDI: Final = "\u2069"
_MIXED: Final = re.compile("[A-Za-z0-9\u00c0-\u024f]")
_VERDICT_SIGN: Final = "■"


def render_text(comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle]) -> str:
    """The comparisons as Arabic text of about 92 columns, ending in a line break.

    Values with Latin letters or digits stand in isolates (U+2068, U+2069); control characters of
    the pages are dropped. Articles of no comparison with two accounts are listed at the end.

    >>> print(render_text([], []), end="")
    لا حدث هنا له روايتان أو أكثر.
    """
    numbered = {article.id: (n, article) for n, article in enumerate(articles, start=1)}
    told = [one for one in comparisons if len(one.accounts) > 1]
    views = [event_view(one, n, numbered) for n, one in enumerate(told, start=1)]
    lines = [arabic("no_events")] if not views else []
    for view in views:
        lines += [*_event(view), ""]
    compared = {account.article for view in views for account in view.accounts}
    singles = [article for article in articles if article.id not in compared]
    if singles:
        lines.append(f"{_VERDICT_SIGN} {arabic('singles')}")
        for article in singles:
            title = line(article.title or "", TITLE_CHARS) or arabic("untitled")
            outlet = line(article.outlet or "", NAME_CHARS) or arabic("unknown")
            lines += _wrap(f"• {_isolate(outlet)}: {_isolate(title)}", "  ")
            if warning := contradiction(article.times):
                lines += _wrap(f"  ! {warning}", "    ")
    return "\n".join(lines).rstrip("\n") + "\n"


def _event(view: EventView) -> Iterator[str]:
    yield "═" * 40
    yield from _wrap(_isolate(view.title), "")
    mark = f" ({arabic('inferred')})" if view.inferred else ""
    yield f"{arabic('day')}: {_isolate(view.day)}{mark}"
    if view.places:
        yield from _wrap(f"{arabic('places')}: {_names(view.places)}", "")
    voices = f"، {count('voices', view.independent)}" if view.independent > 0 else ""
    yield f"{count('accounts', len(view.accounts))}{voices}"
    yield " · ".join(f"{arabic(f'sum.{verdict}')}: {digits(n)}" for verdict, n in view.totals)
    for account in view.accounts:
        copied = "".join(
            f" ({say('copy_share', of=_isolate(name), share=digits(share))})"
            for name, share in account.copied_from
        )
        when = f" — {_isolate(account.published)}" if account.published else ""
        who = account.name if account.known else arabic("outlet.nameless")
        title = f": {_isolate(account.title)}" if account.title else ""
        yield from _wrap(f"• {_isolate(who)}{title}{when}{copied}", "  ")
    for note in view.notes:
        yield from _wrap(f"{arabic('notes')}: {_isolate(note)}", "")
    for verdict, rows in view.rows:
        if rows:
            yield ""
            yield f"{_VERDICT_SIGN} {arabic(verdict)} ({digits(len(rows))})"
            for row in rows:
                yield from _row(row)
    yield from _rest(view)


def _rest(view: EventView) -> Iterator[str]:
    if view.alone:
        yield from ("", f"{_VERDICT_SIGN} {arabic('single')}")
        for alone in view.alone:
            yield from _alone(alone)
    if view.parties:
        yield from ("", f"{_VERDICT_SIGN} {arabic('naming')}")
        for party in view.parties:
            yield from _party(party, view)
    if view.timeline:
        yield from ("", f"{_VERDICT_SIGN} {arabic('timeline')}")
        for moment in view.timeline:
            yield from _moment(moment)


def _row(row: Row) -> Iterator[str]:
    kind = arabic(f"kind.{row.point.kind}")
    voices = f"، {count('voices', row.point.independent)}" if row.point.independent > 0 else ""
    yield ""
    yield from _wrap(f"{row.number}. {_isolate(row.text)} [{kind}{voices}]", "   ")
    for key, names in (("asserted_by", row.asserted_by), ("denied_by", row.denied_by)):
        if names:
            yield from _wrap(f"   {arabic(key)}: {_names(names)}", "     ")
    for cell in row.cells:
        for quote in cell:
            if quote.stance != "silent":
                yield from _quote(quote)
    silent = tuple(cell[0].account.name for cell in row.cells if cell[0].stance == "silent")
    if silent:
        yield from _wrap(f"   {arabic('silent')}: {_names(silent)}", "     ")
    for contrast in row.contrasts:
        yield from _contrast(contrast)


def _quote(quote: Quote) -> Iterator[str]:
    stance = arabic(f"stance.{quote.stance}")
    yield from _wrap(
        f"   • {_isolate(quote.account.name)} ({stance}){_source(quote)}: {_words(quote)}", "     "
    )


def _source(quote: Quote) -> str:
    cue = f"، {arabic('cue')} «{_isolate(quote.cue)}»" if quote.cue else ""
    if quote.chain:
        return " — " + " ← ".join(_isolate(link) for link in quote.chain) + cue
    return (f" — {_isolate(quote.speaker)}" if quote.speaker else "") + cue


def _words(quote: Quote) -> str:
    text = "".join(piece.text for piece in quote.pieces)
    said = line(text + ("…" if quote.cut else ""), QUOTED_CHARS)
    return f"«{_isolate(said)}»" if said else ""


def _contrast(contrast: Contrast) -> Iterator[str]:
    sides = []
    for side in contrast.sides:
        value = f" = {_isolate(side.value)}" if side.value not in (None, side.text) else ""
        sides.append(f"{_isolate(side.text)}{value} ({_names(side.names)})")
    label = arabic(f"difference.{contrast.kind}")
    yield from _wrap(f"   ≠ {label}: {' ⟷ '.join(sides)}", "     ")


def _alone(alone: Alone) -> Iterator[str]:
    yield f"   {say('only', outlet=_isolate(alone.account.name))}:"
    for said in alone.said[:SHOWN_ALONE]:
        for quote in said.quotes:
            who = _source(quote).removeprefix(" — ").removeprefix("، ")
            yield from _wrap(
                f"   • {said.number}. {who + ': ' if who else ''}{_words(quote)}", "     "
            )
    if len(alone.said) > SHOWN_ALONE:
        yield f"     … {count('more', len(alone.said) - SHOWN_ALONE)}"


def _party(party: Party, view: EventView) -> Iterator[str]:
    yield f"   {_isolate(party.name)} [{arabic(f'type.{party.type}')}]"
    for account, forms in zip(view.accounts, party.cells, strict=True):
        said = "، ".join(f"{_isolate(text)} ×{digits(times)}" for text, times in forms)
        yield from _wrap(
            f"   • {_isolate(account.name)}: {said or arabic('stance.silent')}", "     "
        )


def _moment(moment: Moment) -> Iterator[str]:
    mark = f" ({arabic('inferred')})" if moment.inferred else ""
    names = tuple(dict.fromkeys([*(name for _, _, name in moment.places), *moment.names]))
    yield from _wrap(
        f"   • {_isolate(moment.value)}{mark}، {arabic('expression')} "
        f"«{_isolate(moment.expression)}» ({_names(names)})",
        "     ",
    )
    yield from _wrap(f"     {_isolate(line(moment.text, QUOTED_CHARS))}", "     ")
    if moment.note:
        yield f"     {arabic('notes')}: {_isolate(moment.note)}"


def _names(names: Sequence[str]) -> str:
    return "، ".join(_isolate(name) for name in names)


def _isolate(text: str) -> str:
    return f"{_FSI}{text}{_PDI}" if _MIXED.search(text) else text


def _wrap(text: str, indent: str) -> list[str]:
    """Lines of about WIDTH columns; an isolate that runs on is closed and opened again."""
    lead = text[: len(text) - len(text.lstrip())]
    broken = textwrap.wrap(
        text.strip(), WIDTH, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False
    ) or [""]
    made: list[str] = []
    depth = 0
    for part in broken:
        body = part.lstrip(" ")
        opened = depth
        depth += body.count(_FSI) - body.count(_PDI)
        made.append(part[: len(part) - len(body)] + _FSI * opened + body + _PDI * depth)
    return made
