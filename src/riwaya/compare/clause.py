"""The clause of a sentence that holds a word: what is shown of a long sentence for its sake."""

from __future__ import annotations

from itertools import pairwise

from riwaya.arabic import tokens
from riwaya.compare.words import word_class
from riwaya.records import AnnotatedArticle, Span

_SHORT = 220
"""Code points of a sentence that is shown whole; of one that names several times, less."""

_SHORT_OF_SEVERAL = 110

_WORDS = 8
"""Words that a clause needs to say something."""

_BREAKS = frozenset("،,؛;:")


def piece(article: AnnotatedArticle, at: int) -> Span:
    """The stretch between two marks, or the bounds of what somebody says, that holds `at`."""
    pieces = _pieces(article, sentence_at(article, at), at)
    return pieces[_holding(pieces, at)]


def clause(article: AnnotatedArticle, at: int) -> Span:
    """The clause that holds the code point `at` of a body: its sentence where that is short, else
    the stretch between two marks with those before it, then those after it, until it says
    something."""
    sentence = sentence_at(article, at)
    named = sum(sentence.start <= time.start < sentence.end for time in article.times)
    if sentence.end - sentence.start <= (_SHORT if named < 2 else _SHORT_OF_SEVERAL):
        return sentence
    pieces = _pieces(article, sentence, at)
    first = last = _holding(pieces, at)
    while _size(article.body, pieces[first].start, pieces[last].end) < _WORDS:
        if first > 0 and article.body[pieces[first - 1].end - 1] != ":":  # a byline, a speaker
            first -= 1
        elif last + 1 < len(pieces):
            last += 1
        else:
            break
    return _trimmed(article.body, pieces[first].start, pieces[last].end)


def sentence_at(article: AnnotatedArticle, at: int) -> Span:
    """The sentence that holds `at`, the code point alone where none does."""
    for span in article.sentences:
        if span.start <= at < span.end:
            return span
    return Span(start=at, end=min(len(article.body), at + 1))


def _pieces(article: AnnotatedArticle, sentence: Span, at: int) -> list[Span]:
    cuts = {sentence.start, sentence.end}
    opening = word_class("clause")
    for token in tokens(article.body, sentence.start, sentence.end):
        in_number = article.body[token.start - 1 : token.start].isdigit()  # 12:40
        if token.kind == "mark" and token.text in _BREAKS and not in_number:
            cuts.add(token.end)
        elif token.key in opening:
            cuts.add(token.start)
    for said in (one.content for one in article.statements):
        if said.start <= at < said.end:
            bounds = (said.start, said.end)
            cuts |= {cut for cut in bounds if sentence.start < cut < sentence.end}
    line = sorted(cuts)
    return [Span(start=a, end=b) for a, b in pairwise(line)]


def _holding(pieces: list[Span], at: int) -> int:
    return next((n for n, one in enumerate(pieces) if one.start <= at < one.end), 0)


def _size(body: str, start: int, end: int) -> int:
    return sum(token.kind != "mark" for token in tokens(body, start, end))


def _trimmed(body: str, start: int, end: int) -> Span:
    while end - start > 1 and (body[start].isspace() or body[start] in "،,؛;:.»”)"):
        start += 1
    while end - start > 1 and (body[end - 1].isspace() or body[end - 1] in "،,؛;:«“("):
        end -= 1
    return Span(start=start, end=end)
