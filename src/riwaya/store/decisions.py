"""What people decided: kept as records, taken back by records, and laid over what was found.

What the machine found stays as it is; a decision is applied whenever an article is read, so it
holds for the article that a later version of the code reads off the same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import msgspec
from sqlalchemy import Connection, Select, or_, select, update

from riwaya.errors import UsageError
from riwaya.kept import KeptDecision, Undone
from riwaya.limits import DECISION_CHARS
from riwaya.records import AnnotatedArticle, Decision, Speaker, Statement, When
from riwaya.store.parts import in_parts
from riwaya.store.schema import ARTICLES, DECISIONS

_PAIR: Final = ("same", "different")
_ON_STATEMENT: Final = ("speaker", "hide")


def decide(conn: Connection, decision: KeptDecision) -> KeptDecision:
    """Keep a decision, with its own id; the articles that it touches are grouped anew at the next
    occasion. Refuses (UsageError) one that says nothing that can be, or names what is not there."""
    right = checked(decision)
    for name in (right.article, right.other):
        if name is not None and conn.scalar(_there(name)) is None:
            raise UsageError("no_such", name)
    number = conn.scalar(
        DECISIONS.insert()
        .values(
            kind=right.kind,
            article=right.article,
            other=right.other,
            record=msgspec.json.encode(right),
        )
        .returning(DECISIONS.c.id)
    )
    kept = msgspec.structs.replace(right, id=number, undone=None)
    _save(conn, kept)
    return kept


def undo(conn: Connection, number: int, undone: Undone) -> KeptDecision:
    """Take a decision back; it stays, marked. Refuses (UsageError) one that is not there or is
    taken back already."""
    raw = conn.scalar(select(DECISIONS.c.record).where(DECISIONS.c.id == number))
    if raw is None:
        raise UsageError("no_such", str(number))
    found = msgspec.json.decode(raw, type=KeptDecision)
    if found.undone is not None:
        raise UsageError("bad_decision", str(number), "it was taken back before")
    kept = msgspec.structs.replace(found, undone=undone)
    _save(conn, kept)
    return kept


def _save(conn: Connection, kept: KeptDecision) -> None:
    conn.execute(
        update(DECISIONS)
        .where(DECISIONS.c.id == kept.id)
        .values(record=msgspec.json.encode(kept), undone=kept.undone is not None)
    )


def _there(name: str) -> Select[tuple[int]]:
    return select(ARTICLES.c.key).where(ARTICLES.c.id == name)


def every(conn: Connection, name: str | None = None) -> tuple[KeptDecision, ...]:
    """All decisions, or those on one article, also those that were taken back, in their order."""
    rows = select(DECISIONS.c.record).order_by(DECISIONS.c.id)
    if name is not None:
        rows = rows.where(or_(DECISIONS.c.article == name, DECISIONS.c.other == name))
    return tuple(msgspec.json.decode(raw, type=KeptDecision) for raw in conn.scalars(rows))


def standing(conn: Connection, names: Sequence[str]) -> dict[str, tuple[KeptDecision, ...]]:
    """What holds of each of these articles alone, in the order in which it was decided."""
    found: dict[str, list[KeptDecision]] = {}
    for some in in_parts(names):
        rows = select(DECISIONS.c.record).where(
            DECISIONS.c.article.in_(some),
            DECISIONS.c.undone.is_(False), DECISIONS.c.kind.not_in(_PAIR),
        )  # fmt: skip
        for raw in conn.scalars(rows.order_by(DECISIONS.c.id)):
            one = msgspec.json.decode(raw, type=KeptDecision)
            found.setdefault(one.article, []).append(one)
    return {name: tuple(held) for name, held in found.items()}


def pairs(conn: Connection, names: Iterable[str]) -> tuple[Decision, ...]:
    """What holds of pairs with one of these articles in them, as grouping takes it."""
    found = {}
    for some in in_parts(sorted(set(names))):
        rows = select(DECISIONS.c.id, DECISIONS.c.record).where(
            or_(DECISIONS.c.article.in_(some), DECISIONS.c.other.in_(some)),
            DECISIONS.c.undone.is_(False), DECISIONS.c.kind.in_(_PAIR),
        )  # fmt: skip
        for row in conn.execute(rows):
            found[row.id] = msgspec.json.decode(row.record, type=KeptDecision)
    return tuple(
        Decision(
            a=one.article, b=one.other or "", same=one.kind == "same", who=one.who, when=one.when,
            why=one.why,
        )
        for _, one in sorted(found.items())
    )  # fmt: skip


def is_hidden(decided: Sequence[KeptDecision]) -> bool:
    """Whether the article itself is hidden."""
    return any(one.kind == "hide" and one.statement is None for one in decided)


def corrected(article: AnnotatedArticle, decided: Sequence[KeptDecision]) -> AnnotatedArticle:
    """The article with what was decided of it; of two decisions on one thing the last holds."""
    for one in decided:
        if one.kind == "date":
            article = msgspec.structs.replace(article, published=_published(one))
        elif one.kind in _ON_STATEMENT and one.statement is not None:
            statement = statement_of(article, one)
            if statement is not None:
                article = _with(article, statement, one)
    return article


def statement_of(article: AnnotatedArticle, one: KeptDecision) -> Statement | None:
    """The statement that a decision is about: of those with its words the one with its id, else
    the first; None where they are no longer a statement."""
    alike = [said for said in article.statements if words_of(article, said) == one.words]
    return next((said for said in alike if said.id == one.statement), alike[0] if alike else None)


def words_of(article: AnnotatedArticle, statement: Statement) -> str:
    """The words of a statement's content."""
    return article.body[statement.content.start : statement.content.end]


def _published(one: KeptDecision) -> When | None:
    if one.start is None or one.end is None:
        return None
    return When(
        start=one.start, end=one.end, precision="day", basis="decision", evidence=one.why or ""
    )


def _with(article: AnnotatedArticle, held: Statement, one: KeptDecision) -> AnnotatedArticle:
    if one.kind == "hide":
        kept = tuple(said for said in article.statements if said.id != held.id)
        # What was nested in it stands by itself.
        kept = tuple(
            msgspec.structs.replace(said, parent=held.parent) if said.parent == held.id else said
            for said in kept
        )
        return msgspec.structs.replace(article, statements=kept)
    entity = next(
        (name.entity for name in article.mentions if one.speaker in (name.name, name.text)), None
    )
    speaker = Speaker(text=None, name=one.speaker, entity=entity)
    right = msgspec.structs.replace(held, speaker=speaker, confidence=1.0, parts={"decision": 1.0})
    statements = tuple(right if said.id == held.id else said for said in article.statements)
    return msgspec.structs.replace(article, statements=statements)


def checked(one: KeptDecision) -> KeptDecision:
    """The decision, if it makes sense by itself; what does not go with its kind is left out.
    Refuses (UsageError, `bad_decision`) one that does not."""
    for text in (one.speaker, one.who, one.when, one.why):
        if text is not None and len(text) > DECISION_CHARS:
            raise UsageError("bad_decision", one.article, f"over {DECISION_CHARS} characters")
    plain = KeptDecision(
        kind=one.kind, article=one.article, who=one.who, when=one.when, why=one.why
    )
    if one.kind in _PAIR:
        if one.other is None or one.other == one.article:
            raise UsageError("bad_decision", one.article, "a pair needs two articles")
        return msgspec.structs.replace(plain, other=one.other)
    if one.kind == "date":
        start, end = _days(one)
        return msgspec.structs.replace(plain, start=start, end=end)
    if one.statement is None and one.kind == "hide":
        return plain
    if one.statement is None or one.words is None:
        raise UsageError("bad_decision", one.article, "it names no statement, or not its words")
    words = one.words
    speaker = one.speaker if one.kind == "speaker" else None
    return msgspec.structs.replace(plain, statement=one.statement, words=words, speaker=speaker)


def _days(one: KeptDecision) -> tuple[str | None, str | None]:
    if one.start is None and one.end is None:
        return None, None
    start, end = one.start or one.end or "", one.end or one.start or ""
    try:
        ordered = date.fromisoformat(start) <= date.fromisoformat(end)
    except ValueError:
        ordered = False
    if not ordered or len(start) != len("2024-05-09") != len(end):
        raise UsageError("bad_decision", one.article, f"days {start!r} to {end!r}")
    return start, end
