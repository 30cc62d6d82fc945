"""Queries: what is asked for, and how it is written down again."""

from __future__ import annotations

import msgspec

from riwaya.search.lexicon import FieldName, sentences

MARKS = frozenset('«»“”„‟‹›"＂')
"""Quotation marks that are never part of a word."""


class Term(msgspec.Struct, frozen=True):
    """A word, or with `exact` a phrase that stands so, letter by letter; or the value of a field.

    >>> str(Term("وقف إطلاق", exact=True)), str(Term("لافروف", field="speaker"))
    ('"وقف إطلاق"', 'speaker:لافروف')
    """

    text: str
    exact: bool = False
    field: FieldName | None = None

    def __str__(self) -> str:
        if self.field is None:
            return f'"{self.text}"' if self.exact else self.text
        bare = all(char.isalnum() or char in "-." for char in self.text)
        bare = bare and self.text[:1].isalnum() and self.text[-1:].isalnum()
        return f"{self.field}:{self.text}" if bare else f'{self.field}:"{self.text}"'


class Part(msgspec.Struct, frozen=True):
    """At least one of `either` must hold; with `without` none may (then it is one)."""

    either: tuple[Term, ...]
    without: bool = False

    def __str__(self) -> str:
        return ("-" if self.without else "") + " OR ".join(map(str, self.either))


class Query(msgspec.Struct, frozen=True):
    """What is asked for: all parts must hold. `kind` is what is searched, None where the query
    leaves it open. `str` gives a query that reads back as the same.

    >>> str(Query((Part((Term("جسر"), Term("معبر"))), Part((Term("قصف"),), without=True))))
    'جسر OR معبر -قصف'
    """

    parts: tuple[Part, ...] = ()
    kind: str | None = None

    def __str__(self) -> str:
        told = [str(part) for part in self.parts]
        return " ".join([*told, f"kind:{self.kind}"] if self.kind else told)


class Note(msgspec.Struct, frozen=True):
    """What was ignored in a query or read otherwise: a code of `data/search_notes.tsv`, the slice
    of the query that is meant (code points; `text` is it), and a sentence in both languages."""

    code: str
    start: int
    end: int
    text: str
    en: str
    ar: str


def note_on(raw: str, code: str, start: int, end: int) -> Note:
    """What is to be said of a slice of a query. Refuses (KeyError) an unknown code.

    >>> note_on("جسر*", "wildcard", 3, 4).text
    '*'
    """
    english, arabic = sentences(code)
    return Note(code=code, start=start, end=end, text=raw[start:end], en=english, ar=arabic)
