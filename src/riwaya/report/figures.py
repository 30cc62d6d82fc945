"""The figures that accounts give for one matter: the least, the most, and who gives each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from riwaya.records import AnnotatedArticle, Figure, Point
from riwaya.report.accounts import WORDS_CHARS, Told
from riwaya.report.clean import NAME_CHARS, line
from riwaya.report.shapes import Contrast, Given, Range, Slice, Value


def figure_at(article: AnnotatedArticle | None, start: int, end: int) -> Figure | None:
    """The figure of an article that stands at a slice, None where none does."""
    figures = article.figures if article is not None else ()
    return next((one for one in figures if (one.start, one.end) == (start, end)), None)


def ranges(point: Point, contrasts: Sequence[Contrast], told: Told) -> tuple[Range, ...]:
    """The figures of each contrast of a point that is one of figures; those whose value an account
    gives without differing from another's are among them."""
    made = (
        _range(_all_places(contrast, point, told), told)
        for contrast in contrasts
        if contrast.kind == "figure"
    )
    return tuple(one for one in made if one is not None)


def number(value: float) -> str:
    """A value as digits, without what floats add to them.

    >>> number(1234567.0), number(12.5)
    ('1234567', '12.5')
    """
    return str(int(value)) if value.is_integer() else repr(value)


def _all_places(contrast: Contrast, point: Point, told: Told) -> list[tuple[Slice, Figure]]:
    """The figures of the contrast, and those of other accounts in the point that count the same
    and have one of its values."""
    found = []
    for at in (place for side in contrast.sides for place in side.places):
        figure = figure_at(told.articles.get(at.account.article), at.start, at.end)
        if figure is not None:
            found.append((at, figure))
    have = {at.account.article for at, _ in found}
    same = {(*_counted(figure), figure.value) for _, figure in found}
    for entry in point.accounts:
        article = told.articles.get(entry.article)
        if article is None or entry.article in have or entry.start is None or entry.end is None:
            continue
        for figure in article.figures:
            inside = entry.start <= figure.start and figure.end <= entry.end
            place = told.slice(entry.article, figure.start, figure.end)
            if inside and place is not None and (*_counted(figure), figure.value) in same:
                found.append((place, figure))
                break
    return found


def _counted(figure: Figure) -> tuple[str | None, str | None]:
    """What a figure counts: its class, else its noun as written."""
    return figure.unit, figure.of if figure.unit is None else None


def _range(found: Sequence[tuple[Slice, Figure]], told: Told) -> Range | None:
    ordered = sorted(
        found, key=lambda one: (one[1].value, told.accounts.index(one[0].account), one[0].start)
    )
    if len({figure.value for _, figure in ordered}) < 2:
        return None
    givers = Counter(figure.value for _, figure in ordered)
    given = [_given(at, figure, told, sole=givers[figure.value] == 1) for at, figure in ordered]
    return Range(least=given[0].value, most=given[-1].value, given=tuple(given))


def _given(at: Slice, figure: Figure, told: Told, *, sole: bool) -> Given:
    return Given(
        at=at,
        text=line(told.words(at), WORDS_CHARS),
        value=told.labels.say_number(number(figure.value)),
        bound=told.labels.phrase(f"bound.{figure.bound}"),
        speaker=_speaker(figure, at, told),
        when=_when(at, told),
        sole=sole,
    )


def _speaker(figure: Figure, at: Slice, told: Told) -> str | None:
    """Who is said to give a figure, None where the outlet itself does or no name is known."""
    statements = told.articles[at.account.article].statements
    found = next((one for one in statements if one.id == figure.statement), None)
    return line(found.speaker.name, NAME_CHARS) if found and found.speaker.name else None


def _when(at: Slice, told: Told) -> Value | None:
    """The time named in the sentence of a figure, None where there is none or more than one."""
    article = told.articles[at.account.article]
    sentence = next((s for s in article.sentences if s.start <= at.start < s.end), None)
    if sentence is None:
        return None
    times = [
        time for time in article.times
        if sentence.start <= time.start < sentence.end and time.precision != "duration"
    ]  # fmt: skip
    place = told.slice(article.id, times[0].start, times[0].end) if len(times) == 1 else None
    return told.quoted(place, WORDS_CHARS) if place is not None else None
