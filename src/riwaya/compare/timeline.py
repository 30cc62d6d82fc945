"""The timeline of an event: what the accounts put at which time."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.records import AnnotatedArticle, Time, TimelineEntry, TimelineSource

_Place = tuple[AnnotatedArticle, Time]


def timeline(articles: Sequence[AnnotatedArticle]) -> tuple[TimelineEntry, ...]:
    """The times of `articles`, earliest first, one entry for each value (or set of candidates while
    the day is open). Times that could be any day, and mere lengths of time, are left out."""
    groups: dict[tuple[str, tuple[str, ...]], list[_Place]] = {}
    for article in articles:
        for time in article.times:
            days = (time.value,) if time.value else time.candidates
            if time.precision == "duration" or not days or days[0].startswith("T"):
                continue
            key = (time.value or "", () if time.value else time.candidates)
            groups.setdefault(key, []).append((article, time))
    ordered = sorted(groups.items(), key=lambda item: (item[0][0] or item[0][1][0], item[0]))
    return tuple(_entry(places) for _, places in ordered)


def _entry(places: list[_Place]) -> TimelineEntry:
    article, time = places[0]
    notes = [place.note for _, place in places if place.note]
    return TimelineEntry(
        value=time.value,
        text=_sentence(article, time),
        articles=tuple(dict.fromkeys(one.id for one, _ in places)),
        expression=article.body[time.start : time.end],
        candidates=() if time.value else time.candidates,
        inferred=all(place.inferred for _, place in places),
        note=notes[0] if notes else None,
        sources=tuple(
            TimelineSource(article=one.id, start=place.start, end=place.end)
            for one, place in places
        ),
    )


def _sentence(article: AnnotatedArticle, time: Time) -> str:
    for span in article.sentences:
        if span.start <= time.start < span.end:
            return article.body[span.start : span.end]
    return article.body[time.start : time.end]
