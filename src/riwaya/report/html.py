"""The comparison as one HTML file that needs nothing else: no script, no font, no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from riwaya.records import AnnotatedArticle, Comparison, Furniture
from riwaya.report.anchors import places
from riwaya.report.citation import cite
from riwaya.report.clean import NAME_CHARS, TITLE_CHARS, line, shown, web_address
from riwaya.report.days import say_between
from riwaya.report.labels import Labels, direction, labels_in
from riwaya.report.phrases import embraced, fill
from riwaya.report.shapes import Value
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


def _phrase(labels: Labels, key: str, **values: object) -> Markup:
    """A phrase with every value escaped and isolated from its direction."""
    runs = fill(labels, key, **{name: Value(str(value)) for name, value in values.items()})
    return Markup("").join(
        escape(run) if isinstance(run, str) else Markup("<bdi>{}</bdi>").format(run.text)
        for run in runs
    )


def _spoken(language: str | None) -> Markup:
    """The attributes of an element whose words are in a language; none where it is unknown."""
    if language is None:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def _source(name: str) -> str:
    folder = resources.files("riwaya.report")
    path = folder / name if name.endswith(".css") else folder / "templates" / name
    return path.read_text(encoding="utf-8")


@cache
def _environment(language: str) -> Environment:
    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    labels = labels_in(language)
    made.globals.update(
        labels=labels,
        phrase=lambda key, **values: _phrase(labels, key, **values),
        plain=labels.phrase,
        spoken=_spoken,
        embraced=embraced,
        count=labels.count,
        digits=labels.digits,
        comma=labels.phrase("comma") + " ",
    )
    return made
