"""What search is to the server: a query in, hits out. Until there is a grammar, words, phrases in
quotation marks, and `-word`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal, Protocol

from riwaya.arabic import fold_key, keyed
from riwaya.kept import Found
from riwaya.limits import QUERY_PARTS
from riwaya.records import AnnotatedArticle, Record, Statement
from riwaya.store import Archive, Question, Wanted, Words
from riwaya.store.words import term
from riwaya.web.answers import Hit, Snippet, Total

_PARTS: Final = re.compile(r'(-?)(?:[«“"”„]([^«»“”"„]*)[»”"“„]?|([^\s«»“”"„]+))')
_BEFORE: Final = 60
_AFTER: Final = 200
_MARKS: Final = 40
_LOOKED_AT: Final = 20_000
"""Code points of a body in which a snippet is looked for."""


class SearchAsked(Record, frozen=True):
    """A search: the query as it was typed, what is searched for, and how much of it is given."""

    q: str
    kind: Literal["article", "statement"]
    wanted: Wanted
    newest: bool
    limit: int
    offset: int


class Searched(Record, frozen=True):
    """What a search gave: hits, how many there are in all, and how often each form was found."""

    hits: tuple[Hit, ...]
    total: Total
    forms: dict[str, int] = {}  # noqa: RUF012 - each record gets its own


class Search(Protocol):
    """Whatever answers searches."""

    def __call__(self, archive: Archive, asked: SearchAsked) -> Searched:
        """The hits; nothing for a query without words. Refuses (UsageError) what it cannot take."""
        ...


def question_of(q: str) -> Question | None:
    """A query as a question: every word, every phrase in quotation marks, nothing that stands
    behind a minus; None where it has no words. Any text is a query.

    >>> question_of('الجسر «وقف النار» -انهيار').without
    (Words(text='انهيار', field=None, prefix=False),)
    """
    every: list[tuple[Words, ...]] = []
    without: list[Words] = []
    for minus, phrase, word in _PARTS.findall(q)[:QUERY_PARTS]:
        said = phrase or word.rstrip("*")
        if not keyed(said):
            continue
        words = Words(said, prefix=not phrase and word.endswith("*"))
        if minus:
            without.append(words)
        else:
            every.append((words,))
    return Question(tuple(every), tuple(without)) if every else None


def plain_search(archive: Archive, asked: SearchAsked) -> Searched:
    """Words in whatever form, phrases, and what is not to be there."""
    question = question_of(asked.q)
    if question is None:
        return Searched(hits=(), total=Total(value=0))
    found = archive.matching(
        question, asked.kind, asked.wanted, limit=asked.limit, offset=asked.offset,
        newest=asked.newest,
    )  # fmt: skip
    total = archive.count_matching(question, asked.kind, asked.wanted)
    articles = {one.id: one for one in archive.articles([hit.article for hit in found])}
    looked = _Looked(question)
    hits = tuple(looked.hit(articles[one.article], one) for one in found if one.article in articles)
    return Searched(hits=hits, total=Total(value=total), forms=dict(looked.forms.most_common(12)))


class _Looked:
    """What was searched for, found again in texts."""

    def __init__(self, question: Question) -> None:
        words = [one for group in question.every for one in group]
        self.terms = {term(key) for one in words if not one.prefix for _, key in keyed(one.text)}
        self.openings = tuple(fold_key(one.text.split()[-1]) for one in words if one.prefix)
        self.forms: Counter[str] = Counter()

    def hit(self, article: AnnotatedArticle, found: Found) -> Hit:
        said = next((one for one in article.statements if one.id == found.statement), None)
        when = article.published
        return Hit(
            article=article.id, statement=found.statement, title=article.title,
            outlet=article.outlet, start=when.start if when else None, event=None,
            speaker=(said.speaker.name or said.speaker.text) if said else None,
            stance=said.stance if said else None,
            snippet=self._snippet(article, said),
        )  # fmt: skip

    def _snippet(self, article: AnnotatedArticle, said: Statement | None) -> Snippet:
        body = article.body
        first, last = (said.content.start, said.content.end) if said else (0, _LOOKED_AT)
        spans = self._spans(body[first:last], first)
        at = spans[0][0] if spans else first
        start, end = _window(article, at, first if said else 0)
        end = min(end, last, len(body))
        for a, b in spans:
            self.forms[body[a:b]] += 1
        marks = tuple((a - start, b - start) for a, b in spans if start <= a and b <= end)
        return Snippet(text=body[start:end], start=start, end=end, marks=marks[:_MARKS])

    def _spans(self, text: str, base: int) -> Sequence[tuple[int, int]]:
        found = []
        for start, key in keyed(text):
            found_term = term(key)
            begins = self.openings and found_term.startswith(self.openings)
            if begins or found_term in self.terms:
                end = start + _length(text, start)
                found.append((base + start, base + end))
        return found


def _length(text: str, start: int) -> int:
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in '،؛؟.!:«»"()[]':
        end += 1
    return end - start


def _window(article: AnnotatedArticle, at: int, least: int) -> tuple[int, int]:
    """Where a snippet begins and ends: with the sentence, if that begins near enough."""
    begins = [one.start for one in article.sentences if at - 2 * _BEFORE <= one.start <= at]
    start = begins[-1] if begins else max(least, at - _BEFORE)
    start = max(start, least)
    end = min(len(article.body), start + _BEFORE + _AFTER)
    while end < len(article.body) and not article.body[end].isspace() and end - start < 400:
        end += 1
    return start, end
