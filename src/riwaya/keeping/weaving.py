"""Grouping an archive: what is new is compared with what was published about the same days, and
the events that it touches are made anew; the others stay as they are.

Each step is kept as soon as it is done, and one that was cut off is done again: an archive can be
left at any moment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from riwaya.keeping.eventing import group_articles
from riwaya.keeping.judging import judge_events
from riwaya.keeping.linking import link_articles
from riwaya.keeping.placing import place_events
from riwaya.memory import give_back
from riwaya.store import Archive

Tell = Callable[[Literal["compared", "grouped"], int], None]
"""Is told how many articles have come through a step by now."""


def regroup(
    archive: Archive, tell: Tell = lambda _, __: None, *, wait: bool = True, workers: int = 0
) -> bool:
    """Compare, group and place whatever waits for it, with the help of so many processes. Only one
    does so at a time: another waits for it or, with `wait` off, leaves it the work and gives
    False."""
    with archive.grouping(wait=wait) as mine:
        if mine:
            link_articles(archive, lambda done: tell("compared", done))
            give_back()
            group_articles(archive, lambda done: tell("grouped", done))
            place_events(archive)
            judge_events(archive, workers)
            give_back()
        return mine
