"""What a line of a report is, before a format writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from riwaya.report.clean import line
from riwaya.report.labels import Labels
from riwaya.report.phrases import joined
from riwaya.report.shapes import Account, Quote, Runs, Slice, Value

QUOTED_CHARS = 280


@dataclass(frozen=True)
class Line:
    """A line: a heading of an event, a section or a point, or text; `depth` says how far inside
    the heading it stands, `mark` what it begins with."""

    runs: Runs
    kind: Literal["event", "section", "point", "text"] = "text"
    depth: int = 0
    mark: str = ""


def field(labels: Labels, key: str, value: Runs, depth: int = 0) -> Line:
    """A label with its value."""
    return Line((f"{labels.phrase(key)}: ", *value), depth=depth)


def section(labels: Labels, key: str, number: int | None = None) -> Line:
    """The heading of a section, with how many things are in it."""
    count = f" ({labels.digits(number)})" if number is not None else ""
    return Line((labels.phrase(key) + count,), kind="section")


def names(labels: Labels, words: Sequence[str], language: str | None = None) -> Runs:
    """Names with commas between them."""
    return joined(labels, [Value(word, language=language) for word in words])


def holders(labels: Labels, places: Sequence[Slice]) -> Runs:
    """The accounts of slices, each with its place."""
    return joined(labels, [holder(place) for place in places])


def holder(at: Slice) -> Value:
    """The account of a slice, with its place."""
    return Value(at.account.name, at, cited=True, language=at.account.language)


def name(account: Account) -> Value:
    """An account by its name."""
    return Value(account.name, language=account.language)


def quotation(quote: Quote) -> Runs:
    """The words of a quotation, nothing where it has none."""
    text = line(quote.text, QUOTED_CHARS)
    if not text:
        return ()
    value = Value(text, quote.at, quoted=True, cited=True, language=quote.account.language)
    return ("«", value, "»")


def source(quote: Quote, labels: Labels) -> Runs:
    """Whom a quotation comes from, by which word; nothing where that is not known."""
    language = quote.account.language
    made: list[str | Value] = []
    chain = quote.chain or ((quote.speaker,) if quote.speaker else ())
    for place, link in enumerate(chain):
        made += [f" {labels.phrase('arrow')} "] if place else []
        made.append(Value(link, language=language))
    if quote.cue:
        made += [f"{labels.phrase('comma')} "] if made else []
        made += [f"{labels.phrase('cue')} «", Value(quote.cue, language=language), "»"]
    return tuple(made)
