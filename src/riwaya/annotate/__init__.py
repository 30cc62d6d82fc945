"""annotate: an article with the names, times, figures and statements of its body."""

from __future__ import annotations

from riwaya.annotate.figures import find_figures
from riwaya.annotate.given_by import given_by
from riwaya.annotate.names import find_names, outermost
from riwaya.annotate.places import located
from riwaya.annotate.statements import find_statements
from riwaya.arabic import sentences
from riwaya.dates import find
from riwaya.records import AnnotatedArticle, Article, Span

__all__ = ["annotate"]


def annotate(article: Article) -> AnnotatedArticle:
    """Mark sentences, names, times, figures and statements; offsets are code points of the body.

    Times are resolved against the article's own date where it has one to the day.
    """
    body = article.body
    found = [
        Span(start=start, end=end)
        for paragraph in article.paragraphs
        for start, end in sentences(body, paragraph.start, paragraph.end)
    ]
    # The title is read behind the body, so that it tells the full names and the speaker; its own
    # names are not in the record.
    text = f"{body}\n{article.title or ''}"
    spans = (*article.paragraphs, Span(start=len(body) + 1, end=len(text)))
    names = find_names(text, spans)
    when = article.published
    times = find(body, on=when.start[:10] if when and when.start[:10] == when.end[:10] else None)
    statements = find_statements(text, article.paragraphs, outermost(names), times)
    return AnnotatedArticle(
        **{field: getattr(article, field) for field in article.__struct_fields__},
        sentences=tuple(found),
        mentions=located([name for name in names if name.end <= len(body)]),
        times=times,
        figures=given_by(find_figures(body, times), statements),
        statements=statements,
    )
