"""The comparison as one HTML file that needs nothing else: no script, no font, no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from riwaya.records import AnnotatedArticle, Comparison, Furniture
from riwaya.report import labels
from riwaya.report.clean import line, shown, web_address
from riwaya.report.days import contradiction, say_value
from riwaya.report.shapes import EventView
from riwaya.report.slices import Place, Token, paragraph_tokens
from riwaya.report.view import NAME_CHARS, TITLE_CHARS, event_view


@dataclass(frozen=True)
class ArticleView:
    """An article's text as shown: facts are (label key, values)."""

    number: int
    title: str
    subtitle: str | None
    outlet: str | None
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    evidence: str | None
    url: str | None
    paragraphs: tuple[tuple[Token, ...], ...]
    furniture: tuple[tuple[str, str], ...]


def render_html(comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle]) -> str:
    """One self-contained HTML document (right to left, no script) that shows the comparisons and
    the texts of `articles`.

    Every quotation links to its place in the text (`#a-N-START`: N is the article's number in
    `articles` from 1, START its offset into the body). Comparisons with one account, and articles
    of none, are listed at the end. Refuses nothing; an unknown value is said to be unknown.

    >>> page = render_html([], [])
    >>> 'dir="rtl"' in page, "لا حدث هنا له روايتان أو أكثر" in page
    (True, True)
    """
    numbered = {article.id: (n, article) for n, article in enumerate(articles, start=1)}
    told = [one for one in comparisons if len(one.accounts) > 1]
    events = [event_view(one, n, numbered) for n, one in enumerate(told, start=1)]
    places = _places(events)
    compared = {account.article for view in events for account in view.accounts}
    return (
        _environment()
        .get_template("comparison.html.j2")
        .render(
            events=events,
            articles=[
                _article_view(article, number, places.get(number, ()))
                for number, article in enumerate(articles, start=1)
            ],
            singles=[
                (
                    number,
                    _heading(article),
                    line(article.outlet or "", NAME_CHARS),
                    contradiction(article.times),
                )
                for number, article in enumerate(articles, start=1)
                if article.id not in compared
            ],
        )
    )


def _heading(article: AnnotatedArticle) -> str:
    return line(article.title or "", TITLE_CHARS) or labels.arabic("untitled")


def _quoted(view: EventView) -> Iterator[tuple[int, int, str, str]]:
    """(article number, start, point number, point anchor) of every quotation."""
    for _, rows in view.rows:
        for row in rows:
            for cell in row.cells:
                for quote in cell:
                    if quote.start is not None:
                        yield quote.account.number, quote.start, row.number, row.anchor
    for alone in view.alone:
        for said in alone.said:
            for quote in said.quotes:
                if quote.start is not None:
                    yield quote.account.number, quote.start, said.number, said.anchor


def _places(events: Sequence[EventView]) -> dict[int, tuple[Place, ...]]:
    """The places to anchor, by article number: one per start, as long as its longest slice."""
    ends: dict[tuple[int, int], int] = {}
    points: dict[tuple[int, int], dict[tuple[str, str], None]] = {}
    for view in events:
        for number, start, end in view.slices:
            ends[number, start] = max(end, ends.get((number, start), end))
        for number, start, label, anchor in _quoted(view):
            points.setdefault((number, start), {})[label, anchor] = None
    found: dict[int, list[Place]] = {}
    for (number, start), end in sorted(ends.items()):
        place = Place(start, end, f"a-{number}-{start}", tuple(points.get((number, start), ())))
        found.setdefault(number, []).append(place)
    return {number: tuple(some) for number, some in found.items()}


def _article_view(article: AnnotatedArticle, number: int, places: Sequence[Place]) -> ArticleView:
    published = article.published
    when: tuple[str, ...] = (labels.arabic("published.unknown"),)
    if published is not None:
        same = published.start == published.end
        when = (say_value(published.start if same else f"{published.start}/{published.end}"),)
    facts = (
        ("byline", _all(article.byline)),
        ("editor", _all(article.editor)),
        ("credit", _all(article.credit)),
        ("dateline", _all((article.dateline or "",))),
        ("published", when),
    )
    return ArticleView(
        number=number,
        title=_heading(article),
        subtitle=line(article.subtitle, TITLE_CHARS) if article.subtitle else None,
        outlet=line(article.outlet, NAME_CHARS) if article.outlet else None,
        facts=tuple((key, values) for key, values in facts if values),
        evidence=line(published.evidence, NAME_CHARS) if published else None,
        url=web_address(article.url),
        paragraphs=paragraph_tokens(article.body, article.paragraphs, places),
        furniture=tuple(_furniture(block) for block in article.furniture),
    )


def _all(values: Sequence[str]) -> tuple[str, ...]:
    said = (line(value, NAME_CHARS) for value in values)
    return tuple(value for value in said if value)


def _furniture(block: Furniture) -> tuple[str, str]:
    return block.kind, shown(block.text).strip()


def _phrase(key: str, **values: object) -> Markup:
    """A phrase with every value escaped and isolated from its direction."""
    isolated = {name: Markup("<bdi>{}</bdi>").format(value) for name, value in values.items()}
    return escape(labels.arabic(key)).format(**isolated)


def _source(name: str) -> str:
    folder = resources.files("riwaya.report")
    path = folder / name if name.endswith(".css") else folder / "templates" / name
    return path.read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        phrase=_phrase,
        english=labels.english,
        count=labels.count,
        digits=labels.digits,
    )
    return made
