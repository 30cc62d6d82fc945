"""Searching an archive: a query in, its answers in order out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final, cast

import msgspec
from sqlalchemy import Connection, select

from riwaya.errors import UsageError
from riwaya.limits import HITS_AT_ONCE, LIST_ITEMS, RANKED_HITS
from riwaya.records import AnnotatedArticle, Stance
from riwaya.search import counting
from riwaya.search.asked import Asked, Clause, Group, asked_of
from riwaya.search.fields import Filter, resolved, vocabulary
from riwaya.search.marking import Marker, best_snippet, counted
from riwaya.search.matching import Candidate, Matching
from riwaya.search.parse import clean, parse
from riwaya.search.query import note_on
from riwaya.search.results import Hit, Kind, Order, Results
from riwaya.store import Archive, reading
from riwaya.store.schema import EVENTS
from riwaya.store.wanted import cursor_of, place_of
from riwaya.store.words import Kind as TextKind

_FEW: Final = 4
"""Words from which on a query without an answer is asked again for most of them."""

_MANY: Final = 8
"""The longest of them, of which one must be there."""

Place = tuple[float, str, str, str]
"""What orders hits: score, day, article, statement."""


def search(
    archive: Archive, raw: str, *, kind: Kind = "article", order: Order = "best", limit: int = 20,
    cursor: str | None = None, offset: int = 0, facets: bool = True,
) -> Results:  # fmt: skip
    """The answers to a query, `limit` of them (at most LIST_ITEMS) from `cursor` on; without one,
    after the first `offset`.

    No query is refused: what cannot be read is searched as text, and `notes` say so. Refuses
    (UsageError, `bad_cursor`) a cursor that is none of this query."""
    with archive.reading() as conn:
        return _Search(conn, raw, kind, order).run(limit, cursor, offset, facets=facets)


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

    def run(self, limit: int, cursor: str | None, offset: int, *, facets: bool) -> Results:
        """One part of the answers."""
        window, skipped = divmod(max(0, offset), HITS_AT_ONCE) if cursor is None else (0, 0)
        window, after = self._place(cursor) if cursor is not None else (window, None)
        matching = Matching(self.conn, self.texts, self.asked, self.fields)
        newest = self.order == "newest"
        found, total = matching.candidates(newest=newest, window=window)
        for code, other in self._relaxed() if not total else ():
            found, total = other.candidates(newest=newest, window=window)
            if total:
                matching = other
                self._note(code, 0, len(self.raw))
                break
        self._sort(found)
        whole = total <= len(found)
        if self.kind == "event":
            found = _best_of_events(found)
            total = len(found)
        self._say(total, matching, broad=not whole and total > RANKED_HITS)
        rest = [one for one in found if after is None or _comes_after(self._key(one), after)]
        rest = rest[skipped:]
        limit = max(1, min(limit, LIST_ITEMS))
        forms, forms_exact = counting.forms(matching, found, whole=whole)
        return Results(
            query=str(self.query), kind=self.kind, order=self.order,
            hits=tuple(self._hits(rest[:limit], matching.asked)), total=total,
            exact=whole or self.kind != "event",
            next=self._next(rest, limit, window, total),
            forms=forms, forms_exact=forms_exact,
            facets=counting.facets(self.conn, self.query, self.kind, found, whole=whole)
            if facets else (),
            variants=self.asked.variants + self.fields.variants, notes=tuple(self.notes),
        )  # fmt: skip

    # --- order ----------------------------------------------------------------------------------

    def _key(self, one: Candidate) -> Place:
        score = 0.0 if self.order == "newest" else one.score
        return score, one.start or "", one.id, one.statement or ""

    def _sort(self, found: list[Candidate]) -> None:
        """The best first, then the newest, then by id."""
        newest = self.order == "newest"
        found.sort(key=lambda one: (one.id, one.statement or ""))
        found.sort(key=lambda one: (0.0 if newest else one.score, one.start or ""), reverse=True)

    def _mine(self) -> str:
        told = "\n".join((str(self.query), self.kind, self.order))
        return sha256(told.encode("utf-8", "replace")).hexdigest()[:8]

    def _next(self, rest: Sequence[Candidate], limit: int, window: int, total: int) -> str | None:
        """Where the answers go on: in this window, or in the next one."""
        place: tuple[int, Place | None]
        if rest[limit:]:
            place = (window, self._key(rest[limit - 1]))
        elif self.kind != "event" and (window + 1) * HITS_AT_ONCE < total <= RANKED_HITS:
            place = (window + 1, None)
        else:
            return None
        return cursor_of((self._mine(), *place))

    def _place(self, cursor: str) -> tuple[int, Place | None]:
        mine, window, place = place_of(cursor, tuple[str, int, Place | None])
        if mine != self._mine() or not 0 <= window <= RANKED_HITS // HITS_AT_ONCE:
            raise UsageError("bad_cursor", cursor)
        return window, place

    # --- what is said ---------------------------------------------------------------------------

    def _relaxed(self) -> Iterator[tuple[str, Matching]]:
        """Where nothing has all of the words: statements with some of them in articles with all;
        else, of many words, what has some."""
        positive = [one for one in self.asked.clauses if not one.without]
        words = [
            Group((word,))
            for one in positive
            for group in one.groups
            for word in group.words
            if not word.exact
        ]
        if self.texts == "statement" and len(positive) > 1:
            groups = [group for one in positive for group in one.groups]
            yield "in_article", self._asked_for(groups, positive)
        simple = all(len(one.groups) == 1 for one in positive)
        if simple and not any(word.exact for one in positive for word in one.groups[0].words):
            rare = sorted(words, key=lambda one: (-len(one.words[0].text), one.words[0].text))
            if len(words) >= _FEW:
                yield "most_words", self._asked_for(rare[:_MANY], ())

    def _asked_for(self, groups: Sequence[Group], inside: Sequence[Clause]) -> Matching:
        """One of the groups in a text; with `inside`, that in its article."""
        unwanted = (one for one in self.asked.clauses if one.without)
        asked = msgspec.structs.replace(self.asked, clauses=(Clause(tuple(groups)), *unwanted))
        fields = self.fields
        if inside:
            told = (Filter("text", clauses=tuple(inside)),)
            fields = msgspec.structs.replace(fields, wanted=(*fields.wanted, told))
        return Matching(self.conn, self.texts, asked, fields)

    def _say(self, total: int, matching: Matching, *, broad: bool) -> None:
        for word in dict.fromkeys(self.asked.common):
            self._note_of("common_words", word)
        for one in self.fields.nobody:
            self._note_of("no_outlet" if one.field == "outlet" else "no_name", one.text)
        if not self.query.parts:
            self._note("nothing_asked", 0, len(self.raw))
        if broad:
            self._note("broad", 0, len(self.raw))
        if total:
            return
        for clause in self.asked.clauses:
            for group in () if clause.without else clause.groups:
                if group.words[0].exact and not matching.holds(group):
                    self._note_of("no_exact", group.words[0].text)

    def _note_of(self, code: str, said: str) -> None:
        at = self.raw.find(said)
        self._note(code, max(at, 0), at + len(said) if at >= 0 else len(self.raw))

    def _note(self, code: str, start: int, end: int) -> None:
        self.notes.append(note_on(self.raw, code, start, end))

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


def _comes_after(one: Place, other: Place) -> bool:
    """Whether a place comes later: its score or its day is less, or its id greater."""
    return (other[:2], one[2:]) > (one[:2], other[2:])


def _best_of_events(found: Sequence[Candidate]) -> list[Candidate]:
    """The best hit of each event, in order; articles without an event are none."""
    best: dict[str, Candidate] = {}
    for one in found:
        if one.event is not None:
            best.setdefault(one.event, one)
    return list(best.values())
