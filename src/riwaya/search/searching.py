"""Searching an archive: a query in, its answers in order out."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from hashlib import sha256
from typing import cast

import msgspec
from sqlalchemy import Connection, select

from riwaya.errors import UsageError
from riwaya.limits import LIST_ITEMS, RANKED_HITS
from riwaya.records import AnnotatedArticle, Stance
from riwaya.search import counting
from riwaya.search.asked import Asked, Clause, Group, asked_of
from riwaya.search.fields import resolved, vocabulary
from riwaya.search.lexicon import sentences
from riwaya.search.marking import Marker, best_snippet, counted
from riwaya.search.matching import Candidate, Matching
from riwaya.search.parse import clean, parse
from riwaya.search.query import Note
from riwaya.search.results import Hit, Kind, Order, Results
from riwaya.store import Archive, reading
from riwaya.store.schema import EVENTS
from riwaya.store.words import Kind as TextKind

_FEW: int = 4
"""Words from which on a query without an answer is asked again for most of them."""

Place = tuple[float, str, str, str]
"""What orders hits: score, day, article, statement."""


def search(
    archive: Archive, raw: str, *, kind: Kind = "article", order: Order = "best", limit: int = 20,
    cursor: str | None = None, facets: bool = True,
) -> Results:  # fmt: skip
    """The answers to a query, `limit` of them (at most LIST_ITEMS) from `cursor` on.

    No query is refused: what cannot be read is searched as text, and `notes` say so. Refuses
    (UsageError, `bad_cursor`) a cursor that is none of this query."""
    with archive.reading() as conn:
        return _Search(conn, raw, kind, order).run(limit, cursor, facets=facets)


class _Search:
    def __init__(self, conn: Connection, raw: str, kind: Kind, order: Order) -> None:
        read = parse(raw)
        self.conn, self.raw, self.query = conn, clean(raw), read.query
        self.notes = list(read.notes)
        self.kind: Kind = cast("Kind", read.query.kind or kind)
        self.order: Order = order
        self.texts: TextKind = "statement" if self.kind == "statement" else "article"
        held = vocabulary(conn)
        self.asked = asked_of(self.query, held)
        self.fields = resolved(conn, self.query, held)

    def run(self, limit: int, cursor: str | None, *, facets: bool) -> Results:
        """One part of the answers."""
        after = self._place(cursor) if cursor is not None else None
        matching = Matching(self.conn, self.texts, self.asked, self.fields)
        total = matching.count()
        if not total:
            matching, total = self._relaxed(matching)
        found = matching.candidates(total=total, newest=self.order == "newest") if total else []
        whole = total <= RANKED_HITS
        found.sort(key=self._order)
        if self.kind == "event":
            found = _best_of_events(found)
            total = len(found)
        self._say(total, matching, whole=whole)
        rest = [one for one in found if after is None or self._order(one) > _turned(after)]
        limit = max(1, min(limit, LIST_ITEMS))
        forms, forms_exact = counting.forms(matching, found, whole=whole)
        shown = rest[:limit]
        return Results(
            query=str(self.query), kind=self.kind, order=self.order,
            hits=tuple(self._hits(shown, matching.asked)), total=total,
            exact=whole or self.kind != "event",
            next=self._cursor(shown[-1]) if rest[limit:] else None,
            forms=forms, forms_exact=forms_exact,
            facets=counting.facets(self.conn, self.query, self.kind, found, whole=whole)
            if facets else (),
            variants=self.asked.variants + self.fields.variants, notes=tuple(self.notes),
        )  # fmt: skip

    # --- order ----------------------------------------------------------------------------------

    def _order(self, one: Candidate) -> tuple[float, tuple[int, ...], str, str]:
        score = 0.0 if self.order == "newest" else one.score
        return _turned((score, one.start or "", one.id, one.statement or ""))

    def _mine(self) -> str:
        told = "\n".join((str(self.query), self.kind, self.order))
        return sha256(told.encode("utf-8", "replace")).hexdigest()[:8]

    def _cursor(self, one: Candidate) -> str:
        score = 0.0 if self.order == "newest" else one.score
        place = (self._mine(), score, one.start or "", one.id, one.statement or "")
        return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")

    def _place(self, cursor: str) -> Place:
        try:
            raw = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
            place = msgspec.json.decode(raw, type=tuple[str, float, str, str, str])
        except (ValueError, binascii.Error, msgspec.DecodeError):
            raise UsageError("bad_cursor", cursor) from None
        if place[0] != self._mine():
            raise UsageError("bad_cursor", cursor)
        return place[1:]

    # --- what is said ---------------------------------------------------------------------------

    def _relaxed(self, strict: Matching) -> tuple[Matching, int]:
        """Where nothing has all of many words: what has one of them, the most first."""
        groups = [
            group
            for clause in self.asked.clauses
            if not clause.without
            for group in clause.groups
            if not any(word.exact for word in group.words)
        ]
        words = [Group((word,)) for group in groups for word in group.words]
        positive = [one for one in self.asked.clauses if not one.without]
        if len(words) < _FEW or len(groups) != sum(len(one.groups) for one in positive):
            return strict, 0
        rare = sorted(words, key=lambda one: (-len(one.words[0].text), one.words[0].text))[:8]
        clauses = (Clause(tuple(rare)), *(one for one in self.asked.clauses if one.without))
        asked = msgspec.structs.replace(self.asked, clauses=clauses)
        found = Matching(self.conn, self.texts, asked, self.fields)
        total = found.count()
        if total:
            self._note("most_words", 0, len(self.raw))
        return found, total

    def _say(self, total: int, matching: Matching, *, whole: bool) -> None:
        for word in dict.fromkeys(self.asked.common):
            self._note_of("common_words", word)
        for one in self.fields.nobody:
            self._note_of("no_outlet" if one.field == "outlet" else "no_name", one.text)
        if not self.query.parts:
            self._note("nothing_asked", 0, len(self.raw))
        if not whole:
            self._note("broad", 0, len(self.raw))
        exact = [
            word
            for clause in self.asked.clauses
            for group in clause.groups
            for word in group.words
            if word.exact and not clause.without
        ]
        if not total and exact and matching.asked is self.asked:
            self._note_of("no_exact", exact[0].text)

    def _note_of(self, code: str, said: str) -> None:
        at = self.raw.find(said)
        self._note(code, max(at, 0), at + len(said) if at >= 0 else len(self.raw))

    def _note(self, code: str, start: int, end: int) -> None:
        english, arabic = sentences(code)
        said = self.raw[start:end]
        self.notes.append(Note(code=code, start=start, end=end, text=said, en=english, ar=arabic))

    # --- hits -----------------------------------------------------------------------------------

    def _hits(self, shown: Sequence[Candidate], asked: Asked) -> list[Hit]:
        marker = Marker(asked)
        names = [one.id for one in shown]
        articles = {one.id: one for one in reading.articles(self.conn, names)}
        events = self._events(shown) if self.kind == "event" else {}
        return [
            self._hit(one, articles[one.id], marker, events.get(one.event or ""))
            for one in shown
            if one.id in articles
        ]

    def _events(self, shown: Sequence[Candidate]) -> dict[str, tuple[str | None, int]]:
        names = [one.event for one in shown if one.event]
        rows = select(EVENTS.c.id, EVENTS.c.title, EVENTS.c.size).where(EVENTS.c.id.in_(names))
        return {row.id: (row.title, row.size) for row in self.conn.execute(rows)}

    def _hit(
        self, one: Candidate, article: AnnotatedArticle, marker: Marker,
        event: tuple[str | None, int] | None,
    ) -> Hit:  # fmt: skip
        title, start, end = article.title or "", 0, len(article.body)
        in_title = marker.marks(title)
        if one.statement is not None:
            for said in article.statements:
                if said.id == one.statement:
                    start, end = said.content.start, said.content.end
        in_body = marker.marks(article.body, start, end)
        snippets = [
            best_snippet("title", title, in_title),
            best_snippet("body", article.body, in_body, start, end),
        ]
        marks = in_body if one.statement is not None else [*in_title, *in_body]
        return Hit(
            kind=self.kind, score=one.score, article=one.id, title=article.title,
            outlet=one.outlet, start=one.start, end=one.end, event=one.event,
            statement=one.statement, speaker=one.speaker,
            stance=cast("Stance | None", one.stance),
            accounts=event[1] if event else None, event_title=event[0] if event else None,
            snippets=tuple(snippet for snippet in snippets if snippet is not None),
            matched=counted(marks),
        )  # fmt: skip


def _turned(place: Place) -> tuple[float, tuple[int, ...], str, str]:
    """A place, so that the least comes first: the best, then the newest, then by id."""
    score, day, article, statement = place
    return -score, tuple(-ord(char) for char in day) or (1,), article, statement


def _best_of_events(found: Sequence[Candidate]) -> list[Candidate]:
    """The best hit of each event, in order; articles without an event are none."""
    best: dict[str, Candidate] = {}
    for one in found:
        if one.event is not None:
            best.setdefault(one.event, one)
    return list(best.values())
