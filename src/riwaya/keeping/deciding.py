"""What a person says of a whole event, as decisions on pairs of its articles: so many that it comes
true whatever the scores of the pairs are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from riwaya.errors import UsageError
from riwaya.kept import DecisionKind, KeptDecision
from riwaya.limits import DECIDED_TOGETHER
from riwaya.records import Event
from riwaya.store import decisions, reading
from riwaya.store.grouping import given_events


def leaving(conn: Connection, event: str, article: str) -> tuple[KeptDecision, ...]:
    """That an article is not of an event: `different` from each other account, since it would
    come back by any that it is not kept apart from.

    Refuses (UsageError) unknown ids, one that is in another event now (`not_in_event`) or alone
    there (`alone_in_event`), and one that was handed over as an account of its event
    (`given_event`)."""
    found = reading.event(conn, event)
    if article not in found.articles:
        raise UsageError("not_in_event", article)
    others = [name for name in found.articles if name != article]
    if not others:
        raise UsageError("alone_in_event", article)
    keys = given_events(conn, [article, *others])
    if keys.get(article) is not None and keys[article] in [keys.get(name) for name in others]:
        raise UsageError("given_event", article)
    return _pairs("different", [(article, name) for name in others])


def joining(conn: Connection, event: str, other: str) -> tuple[KeptDecision, ...]:
    """That two events are one: the first account is `same` as each, and so are those that a
    person had told apart. `other` is the id of an event, or of an article that is in it.

    Refuses (UsageError) unknown ids, one event twice (`same_event`), and an event whose accounts
    were handed over as those of one (`given_event`)."""
    first = reading.event(conn, event)
    second = _event_or_its(conn, other)
    if first.id == second.id:
        raise UsageError("same_event", other)
    names = [*first.articles, *second.articles]
    for name, key in sorted(given_events(conn, names).items()):
        if key is not None:
            raise UsageError("given_event", name)
    here, there = set(first.articles), set(second.articles)
    apart = [
        (one.a, one.b)
        for one in decisions.pairs(conn, names)
        if not one.same and {one.a, one.b} & here and {one.a, one.b} & there
    ]
    star = [(names[0], name) for name in names[1:]]
    return _pairs("same", [*star, *(pair for pair in apart if names[0] not in pair)])


def _pairs(kind: DecisionKind, pairs: Sequence[tuple[str, str]]) -> tuple[KeptDecision, ...]:
    if len(pairs) > DECIDED_TOGETHER:
        raise UsageError("too_many_pairs", pairs[0][0], str(DECIDED_TOGETHER))
    return tuple(
        KeptDecision(kind=kind, article=one, other=other) for one, other in dict.fromkeys(pairs)
    )


def _event_of(conn: Connection, article: str) -> Event:
    name = reading.event_of(conn, article)
    if name is None:
        raise UsageError("alone_in_event", article)
    return reading.event(conn, name)


def _event_or_its(conn: Connection, name: str) -> Event:
    """The event with this id, else that of the article with it."""
    try:
        return reading.event(conn, name)
    except UsageError as error:
        if error.code != "no_such":
            raise
    return _event_of(conn, name)
