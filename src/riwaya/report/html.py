"""The comparison as one HTML file that needs nothing else: no script, no font, no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from riwaya.records import AnnotatedArticle, Comparison, Furniture
from riwaya.report.anchors import places
from riwaya.report.citation import cite
from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line, shown, web_address
from riwaya.report.days import say_between
from riwaya.report.labels import Labels, labels_in
from riwaya.report.markup import environment, phrase
from riwaya.report.shapes import Slice
from riwaya.report.slices import Place, Token, paragraph_tokens
from riwaya.report.view import views


@dataclass(frozen=True)
class ArticleView:
    """An article's text as shown: facts are (label key, values)."""

    number: int
    title: str
    subtitle: str | None
    outlet: str | None
    language: str | None
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    evidence: str | None
    url: str | None
    citation: str
    paragraphs: tuple[tuple[Token, ...], ...]
    furniture: tuple[tuple[str, str], ...]


def render_html(
    comparisons: Sequence[Comparison], articles: Sequence[AnnotatedArticle], language: str = "ar"
) -> str:
    """One self-contained HTML document (no script) that shows the comparisons and the texts of
    `articles`, with labels in `language` (`ar` or `en`), in whose direction it runs.

    Every slice links to its place in the text (`#a-N-START-END`: N is the article's number in
    `articles` from 1, START and END its offsets in the body). Comparisons with one account, and
    articles of none, are listed at the end. Refuses nothing; an unknown value is said to be
    unknown.

    >>> page = render_html([], [])
    >>> 'dir="rtl"' in page, "لا حدث هنا له روايتان أو أكثر" in page
    (True, True)
    """
    labels = labels_in(language)
    events, singles = views(comparisons, articles, labels)
    anchored = places(events)
    texts = [
        _article_view(article, number, anchored.get(number, ()), labels)
        for number, article in enumerate(articles, start=1)
    ]
    return (
        _environment(language)
        .get_template("comparison.html.j2")
        .render(events=events, articles=texts, singles=singles, crossing=_crossing(texts))
    )


def _crossing(texts: Sequence[ArticleView]) -> list[str]:
    """The anchors of places that are shown in several runs, as they cross others."""
    found = {
        token.opens.anchor: None
        for article in texts
        for paragraph in article.paragraphs
        for token in paragraph
        if token.opens is not None and token.again
    }
    return list(found)


def _article_view(
    article: AnnotatedArticle, number: int, anchored: Sequence[Place], labels: Labels
) -> ArticleView:
    published = article.published
    when = labels.phrase("published.unknown")
    if published is not None:
        when = say_between(published.start, published.end, labels)
    facts = (
        ("byline", _all(article.byline)),
        ("editor", _all(article.editor)),
        ("credit", _all(article.credit)),
        ("dateline", _all((article.dateline or "",))),
        ("published", (when,)),
    )
    return ArticleView(
        number=number,
        title=line(article.title or "", TITLE_CHARS) or labels.phrase("untitled"),
        subtitle=line(article.subtitle, TITLE_CHARS) if article.subtitle else None,
        outlet=line(article.outlet, NAME_CHARS) if article.outlet else None,
        language=article.language,
        facts=tuple((key, values) for key, values in facts if values),
        evidence=line(published.evidence, NAME_CHARS) if published else None,
        url=web_address(article.url),
        citation=cite(article, labels),
        paragraphs=paragraph_tokens(article.body, article.paragraphs, anchored),
        furniture=tuple(_furniture(block) for block in article.furniture),
    )


def _all(values: Sequence[str]) -> tuple[str, ...]:
    said = (line(value, NAME_CHARS) for value in values)
    return tuple(value for value in said if value)


def _furniture(block: Furniture) -> tuple[str, str]:
    return block.kind, shown(block.text).strip()


def _isolated(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(text)


def _anchor(at: Slice) -> str | None:
    return None if at.anchor is None else f"#{at.anchor}"


@cache
def _environment(language: str) -> Environment:
    labels = labels_in(language)
    made = environment("riwaya.report", labels, _anchor)
    made.globals.update(
        labels=labels, phrase=lambda key, **values: phrase(labels, key, values, _isolated)
    )
    return made
