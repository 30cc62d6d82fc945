"""Everything that has an address: how it is read, what may be asked, and what faces it has.

One row is a thing under `/v1`, the page that shows it, its table, and its feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from riwaya.records import Comparison, Record
from riwaya.search import Results
from riwaya.web import answers, reading_articles, reading_events, reading_search
from riwaya.web.parameters import DECIDED, Asked, Parameter
from riwaya.web.sources import Sources

Read = Callable[[Sources, Asked], Record]


class Resource(Record, frozen=True):
    """A thing with an address: `path` under `/v1`, `page` under the language (None where it has no
    page), `{id}` standing for one part of a path. `feed` is the kind of its feed, None for none;
    `shown` are parameters that only the page has: they say what of the answer it shows."""

    name: str
    path: str
    page: str | None
    answer: type[Record]
    read: Read
    parameters: tuple[Parameter, ...] = ()
    feed: str | None = None
    shown: tuple[Parameter, ...] = ()

    @property
    def about(self) -> str:
        """What it is, in a sentence."""
        return (self.read.__doc__ or "").split(" Refuses")[0].replace("\n    ", " ").strip()


RESOURCES: Final = (
    Resource(name="overview", path="", page=None, answer=answers.Overview,
             read=reading_articles.start),
    Resource(name="events", path="/events", page="/events", answer=answers.EventItems,
             read=reading_events.events, parameters=reading_events.EVENTS, feed="events"),
    Resource(name="event", path="/events/{id}", page=None, answer=answers.EventItem,
             read=reading_events.event),
    Resource(name="comparison", path="/events/{id}/comparison", page="/events/{id}",
             answer=Comparison, read=reading_events.comparison, shown=reading_events.SHOWN),
    Resource(name="storylines", path="/storylines", page="/storylines",
             answer=answers.StorylineItems, read=reading_events.storylines,
             parameters=reading_events.STORYLINES),
    Resource(name="storyline", path="/storylines/{id}", page="/storylines/{id}",
             answer=answers.Storyline, read=reading_events.storyline, feed="events"),
    Resource(name="articles", path="/articles", page="/articles", answer=answers.ArticleItems,
             read=reading_articles.articles, parameters=reading_articles.ARTICLES,
             feed="articles"),
    Resource(name="article", path="/articles/{id}", page="/articles/{id}",
             answer=answers.ArticleRead, read=reading_articles.article,
             parameters=reading_articles.ARTICLE, shown=reading_articles.SHOWN),
    Resource(name="speakers", path="/speakers", page="/speakers", answer=answers.SpeakerItems,
             read=reading_articles.speakers, parameters=reading_articles.SPEAKERS),
    Resource(name="speaker", path="/speaker", page="/speaker", answer=answers.Speaker,
             read=reading_articles.speaker, parameters=reading_articles.SPEAKER,
             feed="articles"),
    Resource(name="outlets", path="/outlets", page="/outlets", answer=answers.OutletItems,
             read=reading_articles.outlets, parameters=reading_articles.OUTLETS),
    Resource(name="outlet", path="/outlet", page="/outlet", answer=answers.Outlet,
             read=reading_articles.outlet, parameters=reading_articles.OUTLET, feed="articles"),
    Resource(name="search", path="/search", page="/search", answer=Results,
             read=reading_search.search, parameters=reading_search.SEARCH,
             feed="articles", shown=reading_search.SHOWN),
    Resource(name="decisions", path="/decisions", page="/decisions", answer=answers.Decisions,
             read=reading_articles.decisions, parameters=reading_articles.DECISIONS,
             shown=(DECIDED,)),
)  # fmt: skip

BY_NAME: Final = {one.name: one for one in RESOURCES}
