"""Storylines: events that follow from one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from riwaya.group.cluster import Links, Strength, clusters
from riwaya.records import Event


def storylines(events: Sequence[Event], links: Links, strength: Strength) -> Mapping[str, str]:
    """The storyline of each event that has one, by event id. Events are joined as articles are, by
    the mean of their bonds, so that a storyline does not drift into the next; the bond of two
    events is the mean of the best links of each article of one to the other."""
    lines = clusters(sorted(event.id for event in events), _bonds(events, links), strength)
    return {
        name: sha256(("storyline\n" + line[0]).encode()).hexdigest()[:12]
        for line in lines
        if len(line) > 1
        for name in line
    }


def _bonds(events: Sequence[Event], links: Links) -> Links:
    event_of = {name: event.id for event in events for name in event.articles}
    size = {event.id: len(event.articles) for event in events}
    best: dict[tuple[str, str], dict[str, float]] = {}
    for name, others in links.items():
        for other, score in others.items():
            one, two = event_of[name], event_of[other]
            if one != two:
                of = best.setdefault((one, two), {})
                of[name] = max(of.get(name, 0.0), score)
    found: dict[str, dict[str, float]] = {}
    for (one, two), of in best.items():
        bond = max(sum(of.values()) / size[one], found.get(one, {}).get(two, 0.0))
        found.setdefault(one, {})[two] = found.setdefault(two, {})[one] = bond
    return found
