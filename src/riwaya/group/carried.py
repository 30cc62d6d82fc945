"""Ids that outlive what they name: who asks for an event by an old id finds where it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha256

import msgspec


class Carried(msgspec.Struct, frozen=True):
    """The id of each new set, in their order, and where old ids lead that none of them has: to the
    set that has most of what was theirs, None where nothing is left of it."""

    ids: tuple[str, ...]
    redirects: Mapping[str, str | None]


def carried(
    old: Mapping[str, Collection[str]], new: Sequence[Sequence[str]],
    fresh: Callable[[Sequence[str]], str],
) -> Carried:  # fmt: skip
    """Give each of the `new` sets, which share no member, an id: that of the `old` set of which it
    has most, if it gave it more than any other did; else one that `fresh` makes.

    A set that grows keeps its id; of two that are joined the larger one's stays and the other
    leads to it; of one that is split the larger part keeps the id. Ties fall to the set with the
    least first member, and to the least id.

    >>> found = carried({"e1": "اب", "e2": "ج"}, ["ابج", "د"], lambda names: "new " + names[0])
    >>> found.ids, found.redirects
    (('e1', 'new د'), {'e2': 'e1'})
    """
    place = {name: at for at, names in enumerate(new) for name in names}
    wishes: dict[int, list[tuple[int, str]]] = {}
    gone: dict[str, int | None] = {}
    for known in sorted(old):
        shares = Counter(place[name] for name in old[known] if name in place)
        if not shares:
            gone[known] = None
            continue
        most = max(shares.values())
        at = min((at for at, count in shares.items() if count == most), key=lambda at: new[at][0])
        wishes.setdefault(at, []).append((-most, known))
        gone[known] = at
    kept = {at: min(wished)[1] for at, wished in wishes.items()}
    ids = tuple(kept[at] if at in kept else fresh(names) for at, names in enumerate(new))
    redirects = {
        known: None if at is None else ids[at]
        for known, at in gone.items()
        if at is None or ids[at] != known
    }
    return Carried(ids, redirects)


def fresh_id(kind: str, first: str, is_taken: Callable[[str], bool]) -> str:
    """An id for something new of a `kind`: of its `first` member, so that what comes back has the
    id that it had, and with a number where that one is taken.

    >>> fresh_id("event", "خبر", lambda name: False)
    '8f237e2d6463'
    """
    told, number = f"{kind}\n{first}", 0
    while True:
        whole = f"{told}\n{number}" if number else told
        name = sha256(whole.encode("utf-8", "replace")).hexdigest()[:12]
        if not is_taken(name):
            return name
        number += 1
