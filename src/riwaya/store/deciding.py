"""Decisions made, and taken back, with all that follows from them at once; several at one go."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from riwaya.errors import UsageError
from riwaya.kept import KeptDecision, Undone
from riwaya.limits import DECIDED_TOGETHER
from riwaya.store import decisions, reading, touched
from riwaya.store.schema import DECISIONS
from riwaya.union import Union


def keep(conn: Connection, decision: KeptDecision) -> KeptDecision:
    """Keep one decision. Refuses (UsageError) as `decisions.decide` does, and a statement that is
    not there."""
    kept = decisions.decide(conn, _with_words(conn, decision))
    touched.refresh(conn, kept)
    return kept


def take_back(conn: Connection, number: int, undone: Undone) -> KeptDecision:
    """Take one decision back. Refuses (UsageError) as `decisions.undo` does."""
    kept = decisions.undo(conn, number, undone)
    touched.refresh(conn, kept)
    return kept


def keep_all(
    conn: Connection, wanted: Iterable[KeptDecision]
) -> tuple[tuple[KeptDecision, ...], bool]:
    """Keep several decisions: those that are new, and True. What holds already as it is wanted is
    not decided again, so that a form that is sent twice decides once: where nothing is new, what
    holds, and False."""
    held, fresh = [], []
    for one in wanted:
        checked = decisions.checked(_with_words(conn, one))
        holds = _holding(conn, checked)
        if holds is not None:
            held.append(holds)
        else:
            fresh.append(keep(conn, checked))
    return tuple(fresh or held), bool(fresh)


def take_back_all(
    conn: Connection, numbers: Iterable[int], undone: Undone
) -> tuple[KeptDecision, ...]:
    """Take several decisions back; those that were taken back before stay as they are. Refuses
    (UsageError, `no_such`) a number that no decision has."""
    return tuple(
        one if one.undone is not None else take_back(conn, one.id or 0, undone)
        for one in (decision(conn, number) for number in numbers)
    )


def decision(conn: Connection, number: int) -> KeptDecision:
    """The decision with this id. Refuses (UsageError, `no_such`) a number that none has."""
    raw = conn.scalar(select(DECISIONS.c.record).where(DECISIONS.c.id == number))
    if raw is None:
        raise UsageError("no_such", str(number))
    return msgspec.json.decode(raw, type=KeptDecision)


def made_with(conn: Connection, one: KeptDecision) -> tuple[KeptDecision, ...]:
    """What was decided at one go with a decision, itself among it, by id: of a pair, all pairs
    that hang together with it and that the same person decided at the same time."""
    number = one.id or 0
    if one.other is None:
        return (one,)
    rows = select(DECISIONS.c.record).where(
        DECISIONS.c.kind == one.kind,
        DECISIONS.c.id.between(number - DECIDED_TOGETHER, number + DECIDED_TOGETHER),
    )  # fmt: skip
    near = [msgspec.json.decode(raw, type=KeptDecision) for raw in conn.scalars(rows)]
    return next(group for group in together(near) if one in group)


def together(some: Iterable[KeptDecision]) -> list[tuple[KeptDecision, ...]]:
    """Some decisions as they were made, those of one go in one group, by id; the groups in the
    order of their first ones.

    >>> one = KeptDecision(kind="different", article="أ", other="ب", who="ليلى", id=1)
    >>> other = msgspec.structs.replace(one, other="ج", id=2)
    >>> [len(group) for group in together([one, other])]
    [2]
    """
    every, sets = list(some), Union()
    for one in every:
        if one.other is not None:
            sets.join(_named(one, one.article), _named(one, one.other))
    groups: dict[str, list[KeptDecision]] = {}
    for one in every:
        name = sets.root(_named(one, one.article)) if one.other is not None else f"{one.id}"
        groups.setdefault(name, []).append(one)
    return [tuple(sorted(group, key=lambda one: one.id or 0)) for group in groups.values()]


def _named(one: KeptDecision, article: str) -> str:
    """An article as who decided something of it, when and why."""
    return msgspec.json.encode([one.kind, one.who, one.when, one.why, article]).decode()


def _holding(conn: Connection, wanted: KeptDecision) -> KeptDecision | None:
    """The decision that holds of what another is about, where it says the same."""
    mine = (DECISIONS.c.article == wanted.article) & (DECISIONS.c.kind == wanted.kind)
    if wanted.other is not None:
        pair = (wanted.article, wanted.other)
        mine = DECISIONS.c.article.in_(pair) & DECISIONS.c.other.in_(pair)
    rows = select(DECISIONS.c.record).where(mine, DECISIONS.c.undone.is_(False))
    found = [
        one
        for raw in conn.scalars(rows.order_by(DECISIONS.c.id))
        if (one := msgspec.json.decode(raw, type=KeptDecision)).statement == wanted.statement
        and one.words == wanted.words
    ]
    last = found[-1] if found else None
    return last if last is not None and _said(last) == _said(wanted) else None


def _said(one: KeptDecision) -> tuple[str | None, ...]:
    """What a decision says of the thing that it is about."""
    return one.kind, one.speaker, one.start, one.end


def _with_words(conn: Connection, decision: KeptDecision) -> KeptDecision:
    """The decision with the words of the statement that it names."""
    if decision.statement is None or decision.words is not None:
        return decision
    article = reading.article(conn, decision.article)
    for said in article.statements:
        if said.id == decision.statement:
            return msgspec.structs.replace(decision, words=decisions.words_of(article, said))
    raise UsageError("no_such", f"{decision.article}, statement {decision.statement}")
