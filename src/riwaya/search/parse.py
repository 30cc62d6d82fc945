"""Reading queries. Every text is a query: what cannot be read otherwise is plain words."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from riwaya.arabic import fold_key, tokens
from riwaya.limits import QUERY_CHARS, QUERY_WORDS
from riwaya.search.days import days_of
from riwaya.search.lexicon import (
    FieldName,
    field_of,
    has_values,
    is_operator,
    value_of,
)
from riwaya.search.query import MARKS, Note, Part, Query, Term, note_on
from riwaya.stems import PROCLITICS

_CLOSING: Final = {"«": "»", "“": "”", "„": "”“", "‟": "”", "‹": "›", "»": "«", "”": "“”", "›": "‹"}
_SINGLE: Final = {"'": "'", "‘": "’"}
_MINUS: Final = frozenset("-\u2212\u2010\u2011")
_BRACKETS: Final = frozenset("()[]{}")
_FIELD: Final = re.compile(r"([^\W\d_]{1,20})[:：]")
_COLON_SPACES: Final = re.compile(r"[ \t\u00a0]{0,8}")
_UNSAFE: Final = re.compile("[\x00\ud800-\udfff]")


class Read(msgspec.Struct, frozen=True):
    """A query, and what is to be said about how it was read."""

    query: Query
    notes: tuple[Note, ...] = ()


def parse(raw: str) -> Read:
    """Read a query; no text is refused, and what is odd about it is in `notes`.

    >>> str(parse('«وقف إطلاق النار» قائل:لافروف -جسر').query)
    '"وقف إطلاق النار" speaker:لافروف -جسر'
    >>> [note.code for note in parse('تاريخ:غدا "جسر').notes]
    ['bad_date', 'unclosed_quote']
    """
    return _Reader(clean(raw)).read()


def clean(raw: str) -> str:
    """A query as any database and JSON take it: NUL and lone surrogates are U+FFFD, one for one.

    >>> clean("جسر\\x00")
    'جسر�'
    """
    return _UNSAFE.sub("\ufffd", raw)


class _Reader:
    """Goes through a query once."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw[:QUERY_CHARS]
        self.at = 0
        self.parts: list[Part] = []
        self.kind: str | None = None
        self.notes: list[Note] = []
        self.joined = False
        self.operator: tuple[int, int] | None = None
        self.words = 0

    def read(self) -> Read:
        """All of it."""
        if len(self.raw) > QUERY_CHARS:
            self._note("too_long", QUERY_CHARS, len(self.raw))
        while self.at < len(self.text):
            if self.words >= QUERY_WORDS:
                if tokens(self.text[self.at :]):
                    self._note("too_many_words", self.at, len(self.text))
                break
            self._next()
        self._loose()
        if all(len(part.either) == 1 for part in self.parts):
            self.notes = [note for note in self.notes if note.code != "brackets"]
        return Read(Query(tuple(self.parts), self.kind), tuple(self.notes))

    def _next(self) -> None:
        start, char = self.at, self.text[self.at]
        after = self.text[start + 1 : start + 2]
        if char in MARKS or (char in _SINGLE and self._is_apart(start)):
            self._phrase(without=False)
        elif char in _MINUS and self._is_apart(start) and (after.isalnum() or after in MARKS):
            self.at += 1
            self._term(start, without=True)
        elif char.isalnum():
            self._term(start, without=False)
        else:
            code = {"*": "wildcard"}.get(char, "brackets" if char in _BRACKETS else "")
            if code and all(note.code != code for note in self.notes):
                self._note(code, start, start + 1)
            self.at += 1
            if char == "|":
                self._joins(start, "or")

    def _is_apart(self, at: int) -> bool:
        return at == 0 or not self.text[at - 1].isalnum()

    def _term(self, start: int, *, without: bool) -> None:
        if self.text[self.at] in MARKS:
            self._phrase(without=without)
            return
        found = _FIELD.match(self.text, self.at)
        field = field_of(found[1]) if found else None
        if found and field:
            self._field(field, found, start, without=without)
            return
        begin = self.at
        word = self._word()
        if found and self.text[found.end() : found.end() + 1].isalnum():
            self._note("unknown_field", begin, found.end())
        role = "or" if is_operator(word, "or") else "and" if is_operator(word, "and") else ""
        if role and not without:
            self._joins(begin, role)
        elif self.text[self.at : self.at + 1] in MARKS and fold_key(word) in PROCLITICS:
            pass  # و«قسد»: a letter before a quotation
        else:
            self._add(Term(word), without=without)

    def _word(self) -> str:
        """The word that begins here, up to a space or a quotation mark, without what stands around
        it."""
        start = self.at
        while self.at < len(self.text):
            char = self.text[self.at]
            if char.isspace() or char in MARKS or char in _BRACKETS or char == "*":
                break
            self.at += 1
        return _bare(self.text[start : self.at])

    def _phrase(self, *, without: bool) -> None:
        mark = self.at
        inner = self._quoted()
        if inner is None:
            if self.text[mark] in MARKS and any(char.isalnum() for char in self.text[mark:]):
                self._note("unclosed_quote", mark, mark + 1)
            self.at = mark + 1
        elif inner:
            self._add(Term(inner, exact=True), without=without)

    def _quoted(self) -> str | None:
        """What stands in the quotation marks that open here; None where they are not closed."""
        mark = self.text[self.at]
        closing = _SINGLE.get(mark) or _CLOSING.get(mark, mark)
        ends = [end for one in closing if (end := self.text.find(one, self.at + 1)) >= 0]
        if not ends:
            return None
        if mark in _SINGLE and self.text[min(ends) + 1 : min(ends) + 2].isalnum():
            return None
        inner = self.text[self.at + 1 : min(ends)]
        self.at = min(ends) + 1
        return _plain(inner)

    def _field(self, field: FieldName, found: re.Match[str], start: int, *, without: bool) -> None:
        self.at = _COLON_SPACES.match(self.text, found.end()).end()  # type: ignore[union-attr]
        value: str | None = None
        begin = self.at
        if self.text[begin : begin + 1] in MARKS and begin < len(self.text):
            value = self._quoted()
        elif self.text[begin : begin + 1].isalnum() or self.text.startswith("..", begin):
            value = self._value()
        if not value:
            self.at = found.end()
            self._note("empty_field", start, found.end())
            self._add(Term(found[1]), without=without)
            return
        if has_values(field):
            known = value_of(field, value)
            if known is None:
                self._as_text(value, "bad_value", start, without=without)
            elif field == "kind":
                self.kind = known
            else:
                self._add(Term(known, field=field), without=without)
        elif field == "date" and days_of(value) is None:
            self._as_text(value, "bad_date", start, without=without)
        else:
            self._add(Term(value, field=field), without=without)

    def _value(self) -> str:
        start = self.at
        while self.at < len(self.text):
            char = self.text[self.at]
            if char.isspace() or char in MARKS:
                break
            self.at += 1
        found = _plain(self.text[start : self.at])
        return found.rstrip(",،؛;")

    def _as_text(self, value: str, code: str, start: int, *, without: bool) -> None:
        self._note(code, start, self.at)
        for token in tokens(value):
            word = _bare(token.text.split()[0]) if token.kind != "mark" else ""
            if any(is_operator(word, role) for role in ("or", "and")) or not word[:1].isalnum():
                continue
            self._add(Term(word), without=without)

    def _joins(self, start: int, role: str) -> None:
        if not self.parts or self.operator is not None or self.parts[-1].without:
            self._note("loose_operator", start, self.at)
            return
        self.operator = (start, self.at)
        self.joined = role == "or"

    def _loose(self) -> None:
        if self.operator is not None:
            self._note("loose_operator", *self.operator)
        self.operator = None

    def _add(self, term: Term, *, without: bool) -> None:
        joined = self.operator is not None and self.joined
        if without and self.operator is not None:
            self._loose()
            joined = False
        self.operator = None
        self.words += 1
        if joined:
            self.parts[-1] = Part((*self.parts[-1].either, term))
        else:
            self.parts.append(Part((term,), without=without))

    def _note(self, code: str, start: int, end: int) -> None:
        self.notes.append(note_on(self.raw, code, start, end))


def _bare(word: str) -> str:
    """A word without the signs after it."""
    end = len(word)
    while end and not word[end - 1].isalnum():
        end -= 1
    return word[:end]


def _plain(inner: str) -> str:
    """What stands between quotation marks, without others and without spaces around it; empty
    where there is no word in it."""
    found = " ".join("".join(" " if char in MARKS else char for char in inner).split())
    return found if any(map(str.isalnum, found)) else ""
