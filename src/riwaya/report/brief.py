"""The brief at the top of an event: a few sentences, each a fixed phrase around verbatim slices.

What is told is chosen by rank: what most independent voices agree on, what is contested and by
whom, how far figures go, what one account alone tells. Of what is not known nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from riwaya.records import Statement
from riwaya.report.accounts import Told
from riwaya.report.clean import NAME_CHARS
from riwaya.report.phrases import fill, joined
from riwaya.report.shapes import Given, Quote, Row, Runs, Slice, Value

SLICE_CHARS: Final = 180
_CONTESTED: Final = 2
_NAMES: Final = 3


def brief(rows: Sequence[Row], independent: int, told: Told) -> tuple[Runs, ...]:
    """At most six sentences on an event, whose points are `rows` in the order of their rank."""
    return (
        _counted(independent, told),
        *islice(_agreed(rows, told), 1),
        *islice(_contested(rows, told), _CONTESTED),
        *islice(_figures(rows, told), 1),
    )


def _counted(independent: int, told: Told) -> Runs:
    labels = told.labels
    accounts = labels.count("brief.accounts", len(told.accounts))
    if independent < 1:
        return fill(labels, "brief.counted", accounts=accounts)
    voices = labels.count("brief.voices", independent)
    return fill(labels, "brief.counted_voices", accounts=accounts, voices=voices)


def _agreed(rows: Sequence[Row], told: Told) -> Iterator[Runs]:
    """What two independent voices or more tell alike, the most voices first. A copy agrees with
    nobody, and what all deny is told as no claim."""
    found = [
        (-row.point.independent, -len(quotes), place, row, quotes)
        for place, row in enumerate(rows)
        if row.point.verdict == "agreed" and row.point.independent > 1
        and (quotes := _placed(row)) and all(quote.stance == "says" for quote in quotes)
    ]  # fmt: skip
    for _, _, _, row, quotes in sorted(found, key=lambda one: one[:3]):
        quote = next((one for one in quotes if one.at == row.at), quotes[0])
        same = len({one.speaker for one in quotes}) == 1
        speaker = _speaker(quote, told) if same else None
        accounts = {one.account.article for one in quotes}
        everyone = len(accounts) == len(told.accounts)
        key = f"brief.agreed{'' if everyone else '_some'}{'_speaker' if speaker else ''}"
        yield fill(
            told.labels,
            key,
            **_slice(quote, told),
            speaker=speaker or "",
            accounts=told.labels.count("brief.accounts", len(accounts)),
            of=told.labels.digits(len(told.accounts)),
        )


def _contested(rows: Sequence[Row], told: Told) -> Iterator[Runs]:
    """A claim and what stands against it, each with a slice and who is said to say it."""
    for row in rows:
        quotes = _placed(row)
        if row.point.verdict != "contested" or not quotes:
            continue
        against = _named_first([one for one in quotes if one.stance == "denies"], told)
        claims = _named_first([one for one in quotes if one.stance != "denies"], told)
        if claims and against:
            yield _sides(claims[0], against[0], told)
        elif against and row.asserted_by:
            asserted, denied = _names(row.asserted_by, told), _speaker(against[0], told)
            if asserted and denied and _denied(against[0], told):
                slices = _slice(against[0], told)
                key = "brief.contested_denial"
                yield fill(told.labels, key, asserted=asserted, denied=denied, **slices)


def _sides(claim: Quote, against: Quote, told: Told) -> Runs:
    asserted, denied = _speaker(claim, told), _speaker(against, told)
    one, other = _slice(claim, told), _slice(against, told)
    kind = "denied" if _denied(against, told) else "against"
    by = {(True, True): "_both", (True, False): "_claimant", (False, True): "_denier"}
    return fill(
        told.labels,
        f"brief.{kind}{by.get((asserted is not None, denied is not None), '')}",
        claim=one["slice"],
        claim_account=one["account"],
        denial=other["slice"],
        denial_account=other["account"],
        asserted=asserted or "",
        denied=denied or "",
    )


def _denied(quote: Quote, told: Told) -> bool:
    """Whether a slice is what somebody denies; else it says itself that something is not."""
    statement = _statement(quote, told)
    return statement is not None and statement.stance == "deny"


def _figures(rows: Sequence[Row], told: Told) -> Iterator[Runs]:
    """The least and the most of a figure, with who gives them; contested ones come first."""
    for row in rows:
        for one in row.ranges:
            if one.least != one.most:
                least = [given for given in one.given if given.value == one.least]
                most = [given for given in one.given if given.value == one.most]
                yield fill(
                    told.labels,
                    "brief.figures",
                    least=told.quoted(least[0].at, SLICE_CHARS),
                    least_by=_givers(least, told),
                    most=told.quoted(most[0].at, SLICE_CHARS),
                    most_by=_givers(most, told),
                )


def _givers(given: Sequence[Given], told: Told) -> Runs:
    made: list[Runs] = []
    for one in given[:_NAMES]:
        account, speaker = _account(one.at, told), _known(one.speaker, one.at, told)
        if speaker is None:
            made.append(account)
        else:
            made.append(fill(told.labels, "brief.from", account=account, speaker=speaker))
    return joined(told.labels, made)


def _placed(row: Row) -> list[Quote]:
    """The quotations of a row whose words have a place."""
    return [quote for cell in row.cells for quote in cell if quote.at is not None]


def _named_first(quotes: Sequence[Quote], told: Told) -> list[Quote]:
    return sorted(quotes, key=lambda quote: _speaker(quote, told) is None)


def _slice(quote: Quote, told: Told) -> dict[str, Value | Runs]:
    """The words of a quotation, and its account with the word that attributes them."""
    if quote.at is None:
        return {}
    account, language = _account(quote.at, told), quote.account.language
    statement = _statement(quote, told)
    if statement is not None:
        cue = told.slice(quote.account.article, statement.cue.start, statement.cue.end)
        if cue is not None:
            word = Value(told.quoted(cue, NAME_CHARS).text, cue, quoted=True, language=language)
            account = fill(told.labels, "brief.with_cue", account=account, cue=word)
    return {"slice": told.quoted(quote.at, SLICE_CHARS), "account": account}


def _statement(quote: Quote, told: Told) -> Statement | None:
    """The statement whose content a quotation is."""
    if quote.at is None:
        return None
    for one in told.articles[quote.account.article].statements:
        same = (one.content.start, one.content.end) == (quote.at.start, quote.at.end)
        if same and one.cue.text == quote.cue:
            return one
    return None


def _account(at: Slice, told: Told) -> Runs:
    """The outlet of a slice, linked to its place; of one whose outlet is unknown, its number."""
    account = at.account
    if account.known:
        return (Value(account.name, at, language=account.language),)
    number = told.labels.digits(told.accounts.index(account) + 1)
    return (Value(told.labels.say("account_number", n=number), at, language=told.labels.language),)


def _speaker(quote: Quote, told: Told) -> Value | None:
    return _known(quote.speaker, quote.at, told) if quote.at is not None else None


def _known(name: str | None, at: Slice, told: Told) -> Value | None:
    """A speaker's name, None unless the article itself has it: in the brief nothing is inferred."""
    if name is None or name not in told.texts[at.account.article]:
        return None
    return Value(name, language=at.account.language)


def _names(names: Sequence[str], told: Told) -> Runs:
    """Those of the names that an account has, as it writes them."""
    found = [name for name in names if any(name in text for text in told.texts.values())]
    return joined(told.labels, [Value(name, language=told.language) for name in found[:_NAMES]])
