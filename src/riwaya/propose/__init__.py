"""Proposals of a language model, each checked against the accounts and dropped where it fails.

Off unless asked for. The text of pages is data to the model and its answer is data to us: whatever
it says, a point that is taken from it is two verbatim slices. Needs `riwaya[fetch]`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from riwaya import limits
from riwaya.errors import InputRefused
from riwaya.propose.address import server
from riwaya.propose.ask import labelled, request
from riwaya.propose.check import Dropped, Pair, checked
from riwaya.propose.points import with_pairs
from riwaya.propose.reply import parsed
from riwaya.records import AnnotatedArticle, Comparison, Record

__all__ = ["Proposed", "proposals", "server"]

_EXTRA: Final = ("certifi", "h11", "httpcore")


class Proposed(Record, frozen=True):
    """The comparison with what was accepted, how many points that are, and how many proposals were
    dropped by reason (the codes of data/proposals.tsv, sorted)."""

    comparison: Comparison
    accepted: int
    dropped: dict[str, int]


def proposals(
    comparison: Comparison,
    articles: Sequence[AnnotatedArticle],
    address: str,
    model: str,
    *,
    key: str | None = None,
    seconds: float = limits.MODEL_SECONDS,
) -> Proposed:
    """`comparison` with the points that the language model `model` proposes and that hold.

    One request goes to `{address}/v1/chat/completions`, with the units of the accounts. A proposal
    is two quotations and how they relate; both must stand once, word for word, in the bodies of two
    accounts. What is accepted stands after our own points, which stay as they are, has only the two
    accounts, and `parts` of `proposed` 1.0. `key` is sent as a bearer token.

    Refused (InputRefused, naming the host): no answer within `seconds`, one that is too large, an
    error of the server, no JSON. Raises UsageError for an address that is none, and for a key that
    would go over an open connection.

    >>> from riwaya.records import Event
    >>> alone = Comparison(event=Event(id="e1", title="افتتاح الجسر"), accounts=(), points=())
    >>> proposals(alone, [], "http://127.0.0.1:11434", "m").accepted
    0
    """
    asked = server(address, key)
    shown = labelled(comparison, articles)
    if len(shown) < 2:
        return Proposed(comparison=comparison, accepted=0, dropped={})
    try:
        # Loaded here: the packages of the extra are not always there.
        from riwaya.propose.post import post
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        raise InputRefused("needs_extra", asked.authority, "fetch") from None
    answer = post(asked, request(model, shown), key, seconds)
    found: list[Pair] = []
    dropped: Counter[Dropped] = Counter()
    for place, proposal in enumerate(parsed(answer, asked.authority)):
        one = checked(proposal, shown) if place < limits.PROPOSALS else "too_many"
        if isinstance(one, Pair):
            found.append(one)
        else:
            dropped[one] += 1
    made, late = with_pairs(comparison, articles, found)
    return Proposed(
        comparison=made,
        accepted=len(made.points) - len(comparison.points),
        dropped=dict(sorted((dropped + late).items())),
    )
