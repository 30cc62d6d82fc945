"""How near to the event a slice of an account is: the share of its terms that accounts of other
voices have too, in their leads above all. What is told beside the matter is far from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from riwaya.arabic import tokens
from riwaya.compare.words import term, word_class
from riwaya.leads import framing, lead_end
from riwaya.records import AnnotatedArticle, Event, Point, Span
from riwaya.union import Union

_COPY = 0.9
"""Share of a text's terms in another's from which both are one text."""

_BESIDE = 0.3
"""The most that a slice told beside the matter has."""

_OF_THE_MATTER = 0.6
_BACK = 0.8
"""From here on a paragraph turns back to the matter: a round-up of like accidents shares much."""
_OPENER = 4


class Nearness(msgspec.Struct, frozen=True):
    """For each account: its voice, where its lead ends, the stretches told beside the matter, and
    the terms of the other voices' texts and of their leads."""

    voices: Mapping[str, str]
    bodies: Mapping[str, str]
    leads: Mapping[str, int]
    beside: Mapping[str, Sequence[Span]]
    others: Mapping[str, tuple[frozenset[str], frozenset[str]]]

    def of(self, article: str, start: int, end: int) -> float:
        """How near a slice of an account's body is, 0 to 1; 1 for the lead, and where no other
        voice is there."""
        if start < self.leads[article] or not self.others[article][0]:
            return 1.0
        share = self._share(article, start, end)
        inside = any(one.start <= start < one.end for one in self.beside[article])
        return round(min(share, _BESIDE) if inside else share, 4)

    def _share(self, article: str, start: int, end: int) -> float:
        own = slice_terms(self.bodies[article], start, end)
        texts, leads = self.others[article]
        return (len(own & texts) + len(own & leads)) / (2 * len(own)) if own else 0.0


def slice_terms(body: str, start: int, end: int) -> frozenset[str]:
    """The terms of a slice, without function words."""
    stop = word_class("stop")
    return frozenset(
        term(token.key) if token.kind == "word" else token.key
        for token in tokens(body, start, end)
        if token.kind != "mark" and token.key not in stop
    )


def nearness(event: Event, articles: Sequence[AnnotatedArticle]) -> Nearness:
    """The nearness of slices of `articles`, the accounts of `event`."""
    texts = {one.id: slice_terms(one.body, 0, len(one.body)) | _title(one) for one in articles}
    leads = {one.id: slice_terms(one.body, 0, lead_end(one)) | _title(one) for one in articles}
    voice = _voices(event, texts)
    voices = {name: voice.root(name) for name in texts}
    other_texts, other_leads = _of_others(texts, voices), _of_others(leads, voices)
    made = Nearness(
        voices=voices,
        bodies={one.id: one.body for one in articles},
        leads={one.id: lead_end(one) for one in articles},
        beside={one.id: () for one in articles},
        others={name: (other_texts[voices[name]], other_leads[voices[name]]) for name in texts},
    )
    beside = {one.id: _stretches(one, made) for one in articles}
    return msgspec.structs.replace(made, beside=beside)


def _title(article: AnnotatedArticle) -> frozenset[str]:
    return slice_terms(article.title or "", 0, len(article.title or ""))


def _of_others(
    terms: Mapping[str, frozenset[str]], voices: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """For each voice, the terms that another voice has."""
    own: dict[str, set[str]] = {}
    for name, found in terms.items():
        own.setdefault(voices[name], set()).update(found)
    spread = Counter(word for found in own.values() for word in found)
    shared = frozenset(word for word, count in spread.items() if count > 1)
    every = frozenset(spread)
    return {voice: (every - found) | shared for voice, found in own.items()}


def _voices(event: Event, texts: Mapping[str, frozenset[str]]) -> Union:
    """The accounts of one voice: copies, and those whose words are the same."""
    voice = Union()
    copied: set[str] = set()
    for copy in event.copies:
        if copy.dependent and copy.article not in copied:  # the main origin comes first
            copied.add(copy.article)
            voice.join(copy.article, copy.of)
    for one, own in texts.items():
        for other, their in texts.items():
            if one < other and len(own & their) >= _COPY * max(len(own), len(their), 1):
                voice.join(one, other)
    return voice


def _stretches(article: AnnotatedArticle, near: Nearness) -> tuple[Span, ...]:
    """Where `article` tells something beside the matter: from an opener (يذكر أن) to the end of the
    paragraph; from one that turns to another matter (من جهة أخرى) on to a paragraph of the matter.
    """
    found: list[Span] = []
    apart = False
    for paragraph in article.paragraphs:
        lines = [s for s in article.sentences if paragraph.start <= s.start < paragraph.end]
        of_it = bool(lines) and _near(near, article, lines[0]) >= _BACK
        apart = apart and not of_it
        start = paragraph.start if apart else None
        for line in lines:
            kind = _opens(article.body, line)
            if kind is not None and _near(near, article, line) < _OF_THE_MATTER:
                start = line.start if start is None else start
                apart = apart or kind == "apart"
        if start is not None:
            found.append(Span(start=start, end=paragraph.end))
    return tuple(found)


def _near(near: Nearness, article: AnnotatedArticle, span: Span) -> float:
    return near.of(article.id, span.start, span.end)


def _opens(body: str, sentence: Span) -> str | None:
    words = [t.key for t in tokens(body, sentence.start, sentence.end) if t.kind == "word"]
    for size in range(2, _OPENER):
        for kind in ("apart", "beside"):
            if " ".join(words[:size]) in framing(kind):
                return kind
    return None


def with_nearness(points: Sequence[Point], near: Nearness) -> tuple[Point, ...]:
    """The points that one voice alone has, with how `near` to the event they are."""
    return tuple(_with(point, near) for point in points)


def _with(point: Point, near: Nearness) -> Point:
    if point.verdict != "single" and point.independent != 1:
        return point
    found = [
        near.of(one.article, one.start, one.end)
        for one in point.accounts
        if one.start is not None and one.end is not None
    ]
    return msgspec.structs.replace(point, parts={**point.parts, "near": max(found, default=0.0)})
