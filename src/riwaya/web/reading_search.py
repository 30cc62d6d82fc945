"""Answers to searches."""

from __future__ import annotations

from typing import Final, cast, get_args

import msgspec

from riwaya.limits import QUERY_CHARS
from riwaya.search import Kind, Order, Results
from riwaya.search import search as searched
from riwaya.search.query import MARKS
from riwaya.web.parameters import CURSOR, LIMIT, Asked, Parameter
from riwaya.web.sources import Sources

HITS: Final = 20
SEARCH: Final = (
    Parameter(name="q", kind="text", longest=QUERY_CHARS,
              about="The query; its language is described in the documentation."),
    Parameter(name="kind", kind="choice", choices=get_args(Kind), default="article",
              about="What is searched for, unless the query says it."),
    Parameter(name="outlet", kind="text", about="As `outlet:` in the query."),
    Parameter(name="since", kind="day", about="As `date:` in the query."),
    Parameter(name="until", kind="day", about="As `date:` in the query."),
    Parameter(name="sort", kind="choice", choices=get_args(Order), default="best",
              about="What comes first."),
    Parameter(name="facets", kind="flag",
              about="Whether to say what the answer can be narrowed by; else its first part does."),
    msgspec.structs.replace(LIMIT, default=HITS),
    CURSOR,
)  # fmt: skip
SHOWN: Final = (
    Parameter(name="join", kind="text", about="The event for which one is chosen, by its id."),
)


def search(sources: Sources, asked: Asked) -> Results:
    """A part of what a search finds."""
    return searched(
        sources.archive, query_of(asked), kind=cast("Kind", asked.text("kind") or "article"),
        order=cast("Order", asked.text("sort") or "best"),
        limit=asked.number("limit", HITS), cursor=asked.text("cursor"),
        facets=asked.query.get("facets", asked.text("cursor") is None) is not False,
    )  # fmt: skip


def query_of(asked: Asked) -> str:
    """The query, with what was said beside it.

    >>> query_of(Asked(path={}, query={"q": "هدنة", "outlet": "المرصاد", "since": "2024-05-01"}))
    'هدنة outlet:"المرصاد" date:2024-05-01..'
    """
    parts = [asked.text("q") or ""]
    outlet = "".join(one for one in asked.text("outlet") or "" if one not in MARKS)
    since, until = asked.text("since") or "", asked.text("until") or ""
    parts += [f'outlet:"{outlet}"'] if outlet.strip() else []
    parts += [f"date:{since}..{until}"] if since or until else []
    return " ".join(part for part in parts if part)
