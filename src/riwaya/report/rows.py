"""The points of a comparison as rows: what each account says, and in what they differ."""

from __future__ import annotations

from collections.abc import Container, Sequence

from riwaya.records import Difference, DifferenceSide, Point, PointAccount
from riwaya.report.accounts import SENTENCE_CHARS, WORDS_CHARS, Told
from riwaya.report.citation import cite_slice
from riwaya.report.clean import NAME_CHARS, line
from riwaya.report.days import say_value
from riwaya.report.figures import figure_at, number, ranges
from riwaya.report.shapes import Account, Contrast, Quote, Row, Side, Slice
from riwaya.report.slices import Piece, pieces

_Quoted = tuple[str, int | None, int | None]


def row(point: Point, anchor: str, label: str, told: Told) -> Row:
    """A point with a cell for each account; `label` is its number as shown."""
    cells = tuple(_cell(point, account, told) for account in told.accounts)
    contrasts = _contrasts(
        # who asserts and who denies already says this
        [one for one in point.differences if one.kind != "stance" or not point.denied_by],
        {(one.article, one.start, one.end) for one in point.accounts},
        told,
    )
    speaking = sum(cell[0].stance != "silent" for cell in cells)
    return Row(
        anchor=anchor,
        number=label,
        point=point,
        text=line(point.text, SENTENCE_CHARS),
        at=_place_of_text(point, told),
        cells=cells,
        contrasts=contrasts,
        asserted_by=tuple(line(name, NAME_CHARS) for name in point.asserted_by),
        denied_by=tuple(line(name, NAME_CHARS) for name in point.denied_by),
        ranges=ranges(point, contrasts, told),
        sole=speaking > 1 and point.independent == 1,
        proposed="proposed" in point.parts,
    )


def _place_of_text(point: Point, told: Told) -> Slice | None:
    for entry in point.accounts:
        at = told.slice(entry.article, entry.start, entry.end)
        if at is not None and told.words(at) == point.text:
            return at
    return None


def _cell(point: Point, account: Account, told: Told) -> tuple[Quote, ...]:
    marks = [
        (side.start, side.end, difference.kind)
        for difference in point.differences
        for side in (difference.a, difference.b)
        if side.article == account.article
    ]
    said = [
        _quote(entry, account, marks, told)
        for entry in point.accounts
        if entry.article == account.article and entry.stance != "silent"
    ]
    return tuple(said) or (Quote(account, "silent"),)


def _quote(
    entry: PointAccount, account: Account, marks: Sequence[tuple[int, int, str]], told: Told
) -> Quote:
    runs: tuple[Piece, ...] = ()
    cut = False
    citation = None
    at = told.slice(entry.article, entry.start, entry.end)
    if at is not None:
        # not the whole quotation
        telling = [mark for mark in marks if mark[0] > at.start or mark[1] < at.end]
        body = told.articles[entry.article].body
        runs, cut = pieces(body, at.start, at.end, telling)
        words = line(told.words(at), SENTENCE_CHARS)
        citation = cite_slice(words, at.start, at.end, account.citation or "", told.labels)
    speaker = line(entry.speaker, NAME_CHARS) if entry.speaker else None
    chain = _chain(entry, account, speaker, told)
    return Quote(
        account=account,
        stance=entry.stance,
        at=at,
        pieces=runs,
        cut=cut,
        speaker=speaker,
        cue=line(entry.cue, NAME_CHARS) if entry.cue else None,
        chain=chain if len(chain) > 1 else (),
        citation=citation,
    )


def _chain(
    entry: PointAccount, account: Account, speaker: str | None, told: Told
) -> tuple[str, ...]:
    chain = tuple(
        told.labels.phrase("outlet.nameless")
        if link == account.article and not account.known
        else line(link, NAME_CHARS)
        for link in entry.chain
    )
    if chain and speaker is not None and chain[-1] != speaker:
        chain = (*chain, speaker)
    return chain


def _contrasts(
    differences: Sequence[Difference], quotes: Container[_Quoted], told: Told
) -> tuple[Contrast, ...]:
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
    made = (
        Contrast(kind, _sides(kind, sides, told), kind == "wording" and _are_whole(sides, quotes))
        for kind, sides in groups
    )
    return tuple(contrast for contrast in made if len(contrast.sides) > 1)


def _are_whole(sides: Sequence[DifferenceSide], quotes: Container[_Quoted]) -> bool:
    return all((side.article, side.start, side.end) in quotes for side in sides)


def _sides(kind: str, sides: Sequence[DifferenceSide], told: Told) -> tuple[Side, ...]:
    found: dict[str, tuple[str, str | None, dict[str, Slice]]] = {}
    for side in sides:
        at = told.slice(side.article, side.start, side.end)
        if at is not None:
            text, value = line(told.words(at), WORDS_CHARS), _value(kind, side, told)
            key = value if kind in ("figure", "time") and value is not None else f"{text} {value}"
            found.setdefault(key, (text, value, {}))[2].setdefault(side.article, at)
    return tuple(
        Side(text, value, tuple(places.values())) for text, value, places in found.values()
    )


def _value(kind: str, side: DifferenceSide, told: Told) -> str | None:
    if side.value is None:
        return None
    article = told.articles.get(side.article)
    figure = figure_at(article, side.start, side.end) if kind == "figure" else None
    if figure is not None:
        return told.labels.say_number(number(figure.value))
    return line(told.labels.say_number(say_value(side.value, told.labels)), NAME_CHARS)
