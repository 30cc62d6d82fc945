"""Comparing the accounts of one event, point by point, each in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.compare.align import weigh
from riwaya.compare.held import counted
from riwaya.compare.identity import identify
from riwaya.compare.judge import judge
from riwaya.compare.naming import naming, reporting
from riwaya.compare.nearness import nearness, with_nearness
from riwaya.compare.point import Table
from riwaya.compare.tallies import tallies
from riwaya.compare.timeline import timeline
from riwaya.compare.units import cut
from riwaya.compare.verdict import points
from riwaya.limits import EVENT_ARTICLES
from riwaya.records import AccountHead, AnnotatedArticle, Comparison, Event

__all__ = ["compare"]


def compare(event: Event, articles: Sequence[AnnotatedArticle]) -> Comparison:
    """The comparison of the accounts of `event`: those of `articles` that the event lists, in its
    order (all of them, by id, where it lists none).

    Every slice is in code points of the named article's body. Beyond `limits.EVENT_ARTICLES`
    accounts the rest is left out and the note `accounts_capped` says so. The order of `articles`
    does not matter. Refuses nothing: an event without accounts gives no points.

    >>> compare(Event(id="e1", title="افتتاح الجسر"), []).points
    ()
    """
    order, notes = _order(event, articles)
    table = _table(event, articles, order)
    by_id = {article.id: article for article in table.articles}
    shown, identity = [by_id[name] for name in order], table.identity
    near = nearness(event, table.articles)
    return Comparison(
        event=event,
        accounts=tuple(
            AccountHead(
                article=article.id,
                outlet=article.outlet,
                title=article.title,
                published=article.published,
            )
            for article in shown
        ),
        points=with_nearness(points(table), near),
        naming=naming(shown, identity),
        timeline=timeline(shown, near),
        notes=notes,
        reporting=reporting(shown, identity, near.voices),
    )


def _order(event: Event, articles: Sequence[AnnotatedArticle]) -> tuple[list[str], tuple[str, ...]]:
    """The accounts that are compared, in the order of the event, and the notes on it."""
    names = {article.id for article in articles}
    order = [name for name in dict.fromkeys(event.articles or sorted(names)) if name in names]
    notes = ("accounts_capped",) if len(order) > EVENT_ARTICLES else ()
    return order[:EVENT_ARTICLES], notes


def _table(event: Event, articles: Sequence[AnnotatedArticle], order: Sequence[str]) -> Table:
    by_id = {article.id: article for article in articles}
    # One inner order, so that ties fall the same way whatever order the event lists.
    accounts = tuple(by_id[name] for name in sorted(order))
    identity = identify(accounts)
    units = [
        unit for index, article in enumerate(accounts) for unit in cut(index, article, identity)
    ]
    space, told = weigh(units), counted(units, tallies(accounts))
    judged = judge(space, accounts, told)
    return Table(event, accounts, identity, space, tuple(order), told, judged)
