"""The timeline of an event: what the accounts put at which time."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.arabic import bare, tokens
from riwaya.compare.clause import clause, piece, sentence_at
from riwaya.compare.nearness import Nearness, slice_terms
from riwaya.leads import FAR, ToldDay, framing, lead_end, told_day
from riwaya.records import AnnotatedArticle, Span, Time, TimelineEntry, TimelineSource
from riwaya.union import Union

_Place = tuple[AnnotatedArticle, Time]
_COARSE = frozenset(("month", "season", "year", "decade", "century"))
_SAME_LEAD = 0.35
"""The share of the terms of the shorter of two leads in the other from which both tell one thing.
"""

_SAME_MATTER = 0.5


def timeline(articles: Sequence[AnnotatedArticle], near: Nearness) -> tuple[TimelineEntry, ...]:
    """The times of `articles`, earliest first, one entry for each value (or set of candidates while
    the day is open). One matter that accounts put on several days is one entry, with each account's
    day. Left out: times that could be any day, lengths of time, counted or supposed spans (سواء
    الآن أو بعد 20 سنة), ranges where an exact day of the same matter is known, and what one account
    alone tells beside the event."""
    apart = _told_apart(articles)
    told = {article.id: day for group in apart for article, day in group}
    groups: dict[tuple[str, tuple[str, ...]], list[_Place]] = {}
    for article in articles:
        for time in article.times:
            if _is_entry(article, time) and not _is_told(told.get(article.id), time):
                key = (time.value or "", () if time.value else time.candidates)
                groups.setdefault(key, []).append((article, time))
    kept = [places for places in groups.values() if _of_the_event(places, near)]
    exact = [place for places in kept for place in places if _is_exact(place[1])]
    kept = [one for one in kept if not all(_gives_way(place, exact) for place in one)]
    found = [*(_entry(places) for places in kept), *(_apart_entry(group) for group in apart)]
    return tuple(sorted(found, key=_order))


def _order(entry: TimelineEntry) -> tuple[str, str, tuple[str, ...]]:
    return (entry.value or entry.candidates[0], entry.value or "", entry.candidates)


def _is_entry(article: AnnotatedArticle, time: Time) -> bool:
    days = (time.value,) if time.value else time.candidates
    if time.precision == "duration" or not days or days[0].startswith("T"):
        return False
    if time.value is None and "/" in days[0]:
        return False  # "last week": three weeks that it could be
    return not (_is_counted(time) or _is_supposed(article, time))


def _is_counted(time: Time) -> bool:
    """Whether a time is only about so far away (منذ نحو عشرة أيام, قبل شهر)."""
    if not time.inferred or time.basis != "relative":
        return False
    words = {token.key for token in tokens(time.text) if token.kind == "word"}
    if words & framing("about"):
        return True
    return time.precision in _COARSE and not words.isdisjoint(framing("span"))


def _is_supposed(article: AnnotatedArticle, time: Time) -> bool:
    span = piece(article, time.start)
    words = {token.key.removeprefix("و") for token in tokens(article.body, span.start, time.start)}
    return not words.isdisjoint(framing("supposing"))


def _is_told(told: ToldDay | None, time: Time) -> bool:
    """Whether an entry of the day told apart has a time already."""
    return told is not None and told.day in (time.value, *time.candidates[:1])


def _is_exact(time: Time) -> bool:
    return time.value is not None and "/" not in time.value and len(time.value) >= len("2015-07-20")


def _of_the_event(places: Sequence[_Place], near: Nearness) -> bool:
    """Whether a time is of the event: two voices have it, or the sentence of one is near it."""
    if len({near.voices[article.id] for article, _ in places}) > 1:
        return True
    spans = [(article.id, sentence_at(article, time.start)) for article, time in places]
    return any(near.of(name, span.start, span.end) >= FAR for name, span in spans)


def _gives_way(place: _Place, exact: Sequence[_Place]) -> bool:
    """Whether a month, a year or a range is told where an exact day inside it is of one matter."""
    article, time = place
    if _is_exact(time) or not time.value:
        return False
    first, _, last = time.value.partition("/")
    own = sentence_at(article, time.start)
    for other, day in exact:
        value = (day.value or "")[: len(first)]
        if first <= value <= (last or first) and _one_matter(place, own, other, day):
            return True
    return False


def _one_matter(place: _Place, own: Span, other: AnnotatedArticle, day: Time) -> bool:
    their = sentence_at(other, day.start)
    if place[0].id == other.id and own == their:
        return True
    a = slice_terms(place[0].body, own.start, own.end)
    b = slice_terms(other.body, their.start, their.end)
    return len(a & b) >= _SAME_MATTER * max(1, min(len(a), len(b)))


def _told_apart(
    articles: Sequence[AnnotatedArticle],
) -> list[list[tuple[AnnotatedArticle, ToldDay]]]:
    """The accounts whose leads tell one thing of several days, with the day of each."""
    told = {article.id: (article, day) for article in articles if (day := told_day(article))}
    leads = {name: _lead(*place) for name, place in told.items()}
    one = Union()
    for first in told:
        for second in told:
            if first < second and _one_lead(leads[first], leads[second]):
                one.join(first, second)
    groups: dict[str, list[tuple[AnnotatedArticle, ToldDay]]] = {}
    for name, place in told.items():
        groups.setdefault(one.root(name), []).append(place)
    return [group for group in groups.values() if len({day.day for _, day in group}) > 1]


def _lead(article: AnnotatedArticle, day: ToldDay) -> tuple[frozenset[str], frozenset[str]]:
    """The terms of a lead, and its words for a second or later of a kind."""
    end, title = lead_end(article), article.title or ""
    sentence = sentence_at(article, day.start)
    line = [*tokens(title), *tokens(article.body, sentence.start, sentence.end)]
    later = frozenset(bare(token.key) for token in line) & framing("later")
    return slice_terms(article.body, 0, end) | slice_terms(title, 0, len(title)), later


def _one_lead(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> bool:
    if bool(one[1]) != bool(other[1]):
        return False
    return len(one[0] & other[0]) >= _SAME_LEAD * max(1, min(len(one[0]), len(other[0])))


def _apart_entry(group: Sequence[tuple[AnnotatedArticle, ToldDay]]) -> TimelineEntry:
    article, day = group[0]
    span = clause(article, day.start)
    return TimelineEntry(
        value=None,
        text=article.body[span.start : span.end],
        articles=tuple(one.id for one, _ in group),
        expression=article.body[day.start : day.end],
        candidates=tuple(sorted({one.day for _, one in group})),
        sources=tuple(
            TimelineSource(article=one.id, start=at.start, end=at.end, value=at.day)
            for one, at in group
        ),
    )


def _entry(places: Sequence[_Place]) -> TimelineEntry:
    article, time = places[0]
    span = clause(article, time.start)
    notes = [place.note for _, place in places if place.note]
    return TimelineEntry(
        value=time.value,
        text=article.body[span.start : span.end],
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
